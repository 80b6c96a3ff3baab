"""The time bar: the whole drawing as one wave, the pen's distance above or below the finger.

One loop, one wave. The bar is longer than the drawing and grows in leaps, so that time seldom has to be drawn at a new
scale; what is to come is dots.
"""

from bisect import bisect_left, bisect_right
from itertools import groupby
from math import ceil, tanh

from curlicue.stroke import STEPS_PER_S, Stroke
from curlicue_ink.curves import woven
from curlicue_ink.marks import ACCENT, BLANK, DISC, DOTS, FILL, LINE, LINE_THROUGH, TEXT_2, YOU, add
from curlicue_study.history import History

INSET_PX = 12.0  # CSS px left free at both ends: half the thumb of the range input above the bar
HEIGHT = 44.0  # CSS px
ZERO_PX = 20.0  # y where the pen is level with the finger
REACH_PX = 15.0  # height of the wave where the pen is far away
HALF_WAY_PX = 32.0  # CSS px of distance that are drawn as tanh 1, 76 % of that height
WAVE_PX, LEAST_WAVE_PX = 1.75, 0.6
WAVE_STEPS = 16  # a wave is no broader than so many steps, or a long drawing would be a block of ink
TO_COME_ALPHA = 0.25  # of the wave after the cursor
BIN_PX = 0.75  # CSS px a bin has at least, and less than twice as many, or one step; it has at most two points
TICK_TOP_PX, TICK_BOTTOM_PX = 38.0, 42.0
TICK_PX = 1.0
LEAST_TICK_PX = 12.0  # CSS px between ticks: then they are not each second any more
TICK_SECONDS = (1, 2, 5, 10, 30, 60, 120, 300, 600)
CURSOR_TOP_PX, CURSOR_BOTTOM_PX = 4.0, 40.0
CURSOR_PX = 2.0
CURSOR_DOT_PX = 7.0  # CSS px, radius
DOTS_PX = 3.0  # CSS px, across: what is to come
DOT_SPACING_PX = 7.0
FIRST_SPAN_S = 8
SPAN_GROWTH = 1.5
FULL_AT = 0.95  # of a span: a longer drawing gets the next one


def span_steps(steps: int) -> int:
    """Steps that the whole bar stands for when the drawing has ``steps``: 8 s, then half as much again as often."""
    span = FIRST_SPAN_S * STEPS_PER_S
    while steps > FULL_AT * span:
        span = ceil(SPAN_GROWTH * span)
    return span


def x_of(step: int, span: int, width: float) -> float:
    """Where a step is on a bar of ``width`` CSS px, in CSS px: as the thumb of a range input 0..span has it."""
    return INSET_PX + (width - 2 * INSET_PX) * step / span


def bin_steps(step_px: float) -> int:
    """Steps of a bin: a power of two, so that two bins make one where time is drawn at a new scale."""
    return 1 << (ceil(BIN_PX / step_px) - 1).bit_length()


class _Wave:
    """The points of one stroke's wave that will not change any more."""

    def __init__(self, stroke: Stroke) -> None:
        self.stroke = stroke
        self.steps: list[int] = []  # of each point, counted within the stroke
        self.heights: list[float] = []  # of each point, CSS px above the middle
        self._away: list[float] = []  # of each point, CSS px from the finger
        self._binned = 0  # steps of the stroke that these are taken from

    def extend(self, upto: int, per_bin: int) -> None:
        """Take the stroke's steps up to ``upto``, each bin's lowest and highest in their order."""
        pens, ticks = self.stroke.pens, self.stroke.ticks
        rests = len(ticks) // 3 - 1  # after a lift the finger stays where it left
        for begin in range(self._binned, upto - per_bin + 1, per_bin):
            away = [ticks[3 * min(k, rests) + 1] - pens[2 * k + 1] for k in range(begin, begin + per_bin)]
            for place in sorted({away.index(min(away)), away.index(max(away))}):
                self.steps.append(begin + place)
                self.heights.append(REACH_PX * tanh(away[place] / HALF_WAY_PX))
                self._away.append(away[place])
            self._binned = begin + per_bin

    def coarsen(self, per_bin: int) -> None:
        """Keep what broader bins would have taken."""
        self._binned -= self._binned % per_bin
        known = range(bisect_left(self.steps, self._binned))
        kept: list[int] = []
        for _, places in groupby(known, lambda place: self.steps[place] // per_bin):
            points = list(places)
            kept += sorted({min(points, key=self._away.__getitem__), max(points, key=self._away.__getitem__)})
        self.steps = [self.steps[place] for place in kept]
        self.heights = [self.heights[place] for place in kept]
        self._away = [self._away[place] for place in kept]


class Waves:
    """What is on the canvas of the time bar. Make a new one when the canvas was resized or its colours changed.

    A frame paints the whole bar, from points that are worked out once.
    """

    def __init__(self, width: float) -> None:
        self._width = width  # CSS px
        self._per_bin = 1
        self._waves: list[_Wave] = []
        self._shown: tuple[tuple[Stroke, ...], int, int] | None = None

    def update(self, history: History, cursor: int) -> list[float]:
        """Marks that make the canvas show the drawing with its cursor at a step; none where it does already.

        A cursor outside the drawing means its nearest end.
        """
        steps = len(history)
        cursor = max(0, min(cursor, steps - 1))
        now = (history.strokes, steps, cursor)
        if now == self._shown:
            return []
        self._shown = now
        span = span_steps(steps)
        step_px = (self._width - 2 * INSET_PX) / span
        per_bin = bin_steps(step_px)
        kept = 0
        if per_bin >= self._per_bin:
            for wave, stroke in zip(self._waves, history.strokes):
                if wave.stroke is not stroke:
                    break
                kept += 1
        if per_bin > self._per_bin:
            for wave in self._waves[:kept]:
                wave.coarsen(per_bin)
        self._per_bin = per_bin
        self._waves = self._waves[:kept] + [_Wave(stroke) for stroke in history.strokes[kept:]]
        marks: list[float] = []
        add(marks, BLANK, LINE, 1.0, 0.0, [])
        self._ticks(marks, span)
        self._dots(marks, steps, span)
        start = 0
        for wave in self._waves:
            wave.extend(wave.stroke.steps, per_bin)
            self._wave(marks, wave, start, cursor, step_px)
            start += wave.stroke.steps
        x = x_of(cursor, span, self._width)
        add(marks, LINE_THROUGH, ACCENT, 1.0, CURSOR_PX, [x, CURSOR_TOP_PX, x, CURSOR_BOTTOM_PX])
        add(marks, DISC, ACCENT, 1.0, 0.0, [x, ZERO_PX, CURSOR_DOT_PX])
        return marks

    def _ticks(self, marks: list[float], span: int) -> None:
        second = x_of(STEPS_PER_S, span, self._width) - INSET_PX
        apart = next((s for s in TICK_SECONDS if s * second >= LEAST_TICK_PX), TICK_SECONDS[-1])
        for s in range(0, span // STEPS_PER_S + 1, apart):
            x = round(x_of(s * STEPS_PER_S, span, self._width))  # a hairline on whole pixels
            tick = [x, TICK_TOP_PX, x + TICK_PX, TICK_TOP_PX, x + TICK_PX, TICK_BOTTOM_PX, x, TICK_BOTTOM_PX]
            add(marks, FILL, TEXT_2, 1.0, 0.0, tick)

    def _dots(self, marks: list[float], steps: int, span: int) -> None:
        """What is to come: dots that keep their places while the wave grows over them."""
        end = self._width - INSET_PX
        room = end - x_of(max(0, steps - 1), span, self._width) - CURSOR_DOT_PX - DOTS_PX
        if room >= 0:
            first = end - DOT_SPACING_PX * int(room / DOT_SPACING_PX)
            add(marks, DOTS, YOU, 1.0, DOTS_PX, [DOT_SPACING_PX, first, ZERO_PX, end + DOTS_PX, ZERO_PX])

    def _wave(self, marks: list[float], wave: _Wave, start: int, cursor: int, step_px: float) -> None:
        """A stroke's wave from step ``start`` of the drawing on: ink up to the cursor, pale beyond it."""
        xs = [INSET_PX + (start + step) * step_px for step in wave.steps]
        points = woven(xs, [ZERO_PX - height for height in wave.heights])
        past = bisect_right(wave.steps, cursor - start)
        width = max(LEAST_WAVE_PX, min(WAVE_PX, WAVE_STEPS * step_px))
        if past > 1:
            add(marks, LINE_THROUGH, LINE, 1.0, width, points[: 2 * past])
        if len(wave.steps) - past > 1:
            add(marks, LINE_THROUGH, LINE, TO_COME_ALPHA, width, points[2 * past :])
