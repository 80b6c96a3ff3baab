"""The sixteen rows: what each cell keeps and says, scrolling as one draws.

Each layer is a column of eight rows on a canvas of its own. Live, the canvas is moved left by whole device pixels and
only its newest stretch is painted, clipped to whole device pixels too; the place of a step is counted from step 0 on,
so that what is moved and what is painted afresh meet exactly.
"""

from collections.abc import Collection
from math import ceil, floor
from typing import NamedTuple

from curlicue.history import History
from curlicue.lstm import UNITS
from curlicue.stroke import Stroke
from curlicue_ink.curves import number_runs, pieces, shown_c, shown_h, thinned, woven
from curlicue_ink.marks import CELL, CLIP, DISC, DOTS, FILL, LINE, LINE_THROUGH, RULE, SHIFT, WIPE, YOU, add

SHOWN_STEPS = 330
TRACE_X = 22.0  # CSS px, from the left edge: the number is before it
TRACE_END = 8.0  # CSS px, from the trace's end to the right edge: room for the dot
ZERO_AT = 0.36  # of a row's height; below it is room for the label
AMPLITUDE = 0.26  # of a row's height
C_EDGE_PX = 0.9
H_PX = 2.25
NOW_PX = 3.5  # CSS px, radius of the dot
SPILL_PX = 1.0  # CSS px around the dot that its soft edge may reach
MUTED_PX = 3.0  # CSS px, a muted cell's dots
MUTED_SPACING_PX = 7.0
STROKE_GAP_PX = 3.0  # CSS px, seen between two strokes
STRIDE = 2  # every other step is a point: no hand makes ten waves a second
MOST_LIVE_STEPS = 40  # more new steps than that are not worth moving the rest for


class RowLayout(NamedTuple):
    """Where a layer's rows lie on their canvas, in CSS px, all edges on whole device pixels."""

    ratio: float  # device pixels per CSS px
    left: float  # x where the traces begin
    length: float  # of a trace, from its oldest step to now
    tops: tuple[float, ...]  # y of each row, and the bottom of the last one
    zeros: tuple[float, ...]  # y of each row's zero line
    amplitude: float  # height of a shown value of 1
    hairline: float  # thickness of a zero line
    end: float  # x where the canvas ends

    @property
    def step_px(self) -> float:
        """CSS px from one step to the next."""
        return self.length / SHOWN_STEPS


def lay_out_rows(width: float, height: float, ratio: float) -> RowLayout:
    """Lay out eight rows on a canvas of width x height CSS px, with ``ratio`` device pixels per CSS px.

    Raises ValueError where no trace would fit.
    """
    length = floor((width - TRACE_X - TRACE_END) * ratio) / ratio
    if length <= 0 or height <= 0:
        raise ValueError(f"rows need a canvas wider than {width:g} x {height:g} CSS px; show them only when they fit")
    row = height / UNITS
    hairline = max(1, round(ratio)) / ratio
    return RowLayout(
        ratio=ratio,
        left=round(TRACE_X * ratio) / ratio,
        length=length,
        tops=tuple(round(k * row * ratio) / ratio for k in range(UNITS + 1)),
        zeros=tuple(round(((k + ZERO_AT) * row - hairline / 2) * ratio) / ratio + hairline / 2 for k in range(UNITS)),
        amplitude=AMPLITUDE * row,
        hairline=hairline,
        end=floor(width * ratio) / ratio,
    )


class _Shown(NamedTuple):
    strokes: tuple[Stroke, ...]
    at: int  # -1: nothing yet
    muted: frozenset[int]


class Rows:
    """What is on the canvas of a layer's rows. Make a new one when the canvas was resized or its colours changed."""

    def __init__(self, layout: RowLayout, layer: int, fill_alpha: float) -> None:
        self._layout = layout
        self._cells = range(UNITS * layer, UNITS * (layer + 1))  # layer 0 or 1
        self._fill_alpha = fill_alpha  # of c: .22 on light paper, .30 on dark
        self._gap = ceil((STROKE_GAP_PX + H_PX) / layout.step_px)  # steps; the round ends reach into the gap
        self._shown: _Shown | None = None

    def update(self, history: History, at_step: int, muted: Collection[int]) -> list[float]:
        """Marks that make the canvas show the steps up to ``at_step``; none where it does already.

        ``muted`` are the cells 0..15 to be shown as muted. Step numbers beyond the last one mean the last one.
        """
        before = self._shown
        now = _Shown(history.strokes, min(at_step, len(history) - 1), frozenset(muted))
        if now == before:
            return []
        self._shown = now
        marks: list[float] = []
        cut = self._layout.left
        if (
            before is not None
            and before.at >= 0
            and 0 <= now.at - before.at <= MOST_LIVE_STEPS
            and now.muted == before.muted
            and now.strokes[: len(before.strokes)] == before.strokes
        ):
            cut = self._move_on(marks, before.at, now.at)
        self._paint(marks, history, cut, now)
        return marks

    def _scroll(self, at: int) -> int:
        """Device pixels from step 0 to now."""
        return round(at * self._layout.step_px * self._layout.ratio)

    def _x(self, step: int, at: int) -> float:
        layout = self._layout
        return layout.left + layout.length + step * layout.step_px - self._scroll(at) / layout.ratio

    def _move_on(self, marks: list[float], before: int, now: int) -> float:
        """Move all left from one step to another. Gives x from which on it is to be painted: the old dots go."""
        layout = self._layout
        left = layout.left
        moved = self._scroll(now) - self._scroll(before)
        if moved:
            add(marks, SHIFT, LINE, 1.0, 0.0, [left, 0.0, layout.end - left, layout.tops[-1], moved])
        old_dot = self._x(before, now) - NOW_PX - SPILL_PX
        return max(left, left + floor((old_dot - left) * layout.ratio) / layout.ratio)

    def _paint(self, marks: list[float], history: History, cut: float, now: _Shown) -> None:
        """Paint the rows afresh from x = ``cut``, a whole device pixel, to their end."""
        layout = self._layout
        room = [cut, 0.0, layout.end - cut, layout.tops[-1]]
        add(marks, WIPE, LINE, 1.0, 0.0, room)
        add(marks, CLIP, LINE, 1.0, 0.0, room)
        self._stretch(marks, history, cut, now)
        add(marks, CLIP, LINE, 1.0, 0.0, [])
        left = layout.left
        for row, cell in enumerate(self._cells):
            if cell in now.muted:
                top = layout.tops[row]
                add(marks, WIPE, LINE, 1.0, 0.0, [left, top, layout.end - left, layout.tops[row + 1] - top])
                y = layout.zeros[row]
                dots = [MUTED_SPACING_PX, left + MUTED_PX / 2, y, left + layout.length, y]
                add(marks, DOTS, YOU, 1.0, MUTED_PX, dots)

    def _stretch(self, marks: list[float], history: History, cut: float, now: _Shown) -> None:
        """What there is of the rows from x = ``cut`` on, and a little before it."""
        layout = self._layout
        # Lines begin a little before the cut, where they are painted already: their round ends must not be seen
        newest = self._x(now.at, now.at)
        first = max(0, now.at - ceil((newest - cut + H_PX) / layout.step_px))
        first -= first % STRIDE
        drawn = []
        for begin, end in pieces(history, first, now.at + 1, self._gap):
            steps = thinned(begin, end, STRIDE)
            drawn.append((begin, end, steps, [self._x(step, now.at) for step in steps]))
        right = layout.left + layout.length
        half = layout.hairline / 2
        for cell, zero in zip(self._cells, layout.zeros, strict=True):
            if cell in now.muted:
                continue
            line = [cut, zero - half, right, zero - half, right, zero + half, cut, zero + half]
            add(marks, FILL, RULE, 1.0, 0.0, line)
            for begin, end, steps, xs in drawn:
                c = history.c(cell, begin, end)
                h = history.h(cell, begin, end)
                self._curves(
                    marks, cell, zero, xs, [c[step - begin] for step in steps], [h[step - begin] for step in steps]
                )
            said = history.h(cell, now.at, now.at + 1) if now.at >= 0 else [None]
            for _ in number_runs(said):
                y = zero - layout.amplitude * shown_h(said[0] or 0.0)
                add(marks, DISC, CELL + cell, 1.0, 0.0, [newest, y, NOW_PX])

    def _curves(
        self, marks: list[float], cell: int, zero: float, xs: list[float], c: list[float | None], h: list[float | None]
    ) -> None:
        amplitude = self._layout.amplitude
        colour = CELL + cell
        for begin, end in number_runs(c):
            run = xs[begin:end]
            curve = woven(run, [zero - amplitude * shown_c(value) for value in c[begin:end] if value is not None])
            add(marks, FILL, colour, self._fill_alpha, 0.0, [run[0], zero, *curve, run[-1], zero])
            add(marks, LINE_THROUGH, colour, 1.0, C_EDGE_PX, curve)
        for begin, end in number_runs(h):
            ys = [zero - amplitude * shown_h(value) for value in h[begin:end] if value is not None]
            add(marks, LINE_THROUGH, colour, 1.0, H_PX, woven(xs[begin:end], ys))
