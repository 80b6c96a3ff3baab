"""The sixteen rows: what each cell keeps and says, scrolling as one draws.

All rows share one canvas. Live, each column is moved left by whole device pixels and only its newest stretch is
painted; the place of a step is counted from step 0 on, so that what is moved and what is painted afresh meet exactly.
"""

from collections.abc import Collection
from math import ceil, floor
from typing import NamedTuple

from curlicue.history import History
from curlicue.lstm import CELLS, UNITS
from curlicue.stroke import Stroke
from curlicue_ink.curves import number_runs, outline, pieces, right_of, shown_c, shown_h, thinned, woven
from curlicue_ink.marks import CELL, CLEAR, DISC, DOTS, FILL, LINE, LINE_THROUGH, RULE, SHIFT, WIPE, YOU, add

COLUMNS = CELLS // UNITS
SHOWN_STEPS = 330
TRACE_X = 22.0  # CSS px, from the left edge of a column: the number is before it
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
MOST_OUTLINED = 60  # points; what a longer line has before its cut is wiped afterwards
MOST_LIVE_STEPS = 40  # more new steps than that are not worth moving the rest for


class RowLayout(NamedTuple):
    """Where the rows lie on their canvas, in CSS px, all edges on whole device pixels."""

    ratio: float  # device pixels per CSS px
    left: tuple[float, ...]  # x where the traces of each column begin
    length: float  # of a trace, from its oldest step to now
    tops: tuple[float, ...]  # y of each row, and the bottom of the last one
    zeros: tuple[float, ...]  # y of each row's zero line
    amplitude: float  # height of a shown value of 1
    hairline: float  # thickness of a zero line
    right: float  # x of the right edge

    @property
    def step_px(self) -> float:
        """CSS px from one step to the next."""
        return self.length / SHOWN_STEPS


def lay_out_rows(width: float, height: float, gap: float, ratio: float) -> RowLayout:
    """Lay out two columns of eight rows on a canvas of width x height CSS px, ``gap`` CSS px between the columns.

    ``ratio`` is the number of device pixels per CSS px. Raises ValueError where no trace would fit.
    """
    column = (width - (COLUMNS - 1) * gap) / COLUMNS
    length = floor((column - TRACE_X - TRACE_END) * ratio) / ratio
    if length <= 0 or height <= 0:
        raise ValueError(f"rows need a canvas wider than {width:g} x {height:g} CSS px; show them only when they fit")
    row = height / UNITS
    hairline = max(1, round(ratio)) / ratio
    return RowLayout(
        ratio=ratio,
        left=tuple(round((k * (column + gap) + TRACE_X) * ratio) / ratio for k in range(COLUMNS)),
        length=length,
        tops=tuple(round(k * row * ratio) / ratio for k in range(UNITS + 1)),
        zeros=tuple(round(((k + ZERO_AT) * row - hairline / 2) * ratio) / ratio + hairline / 2 for k in range(UNITS)),
        amplitude=AMPLITUDE * row,
        hairline=hairline,
        right=floor(width * ratio) / ratio,
    )


class _Shown(NamedTuple):
    strokes: tuple[Stroke, ...]
    at: int  # -1: nothing yet
    muted: frozenset[int]


class Rows:
    """What is on the canvas of the rows. Make a new one when the canvas was resized or its colours changed."""

    def __init__(self, layout: RowLayout, fill_alpha: float) -> None:
        self._layout = layout
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
        if (
            before is not None
            and before.at >= 0
            and 0 <= now.at - before.at <= MOST_LIVE_STEPS
            and now.muted == before.muted
            and now.strokes[: len(before.strokes)] == before.strokes
        ):
            return self._move_on(history, before.at, now)
        return self._repaint(history, now)

    def _scroll(self, at: int) -> int:
        """Device pixels from step 0 to now."""
        return round(at * self._layout.step_px * self._layout.ratio)

    def _x(self, column: int, step: int, at: int) -> float:
        layout = self._layout
        right = layout.left[column] + layout.length
        return right + step * layout.step_px - self._scroll(at) / layout.ratio

    def _move_on(self, history: History, before: int, now: _Shown) -> list[float]:
        """Move everything left, and paint what is new, the old dots' surroundings included."""
        layout = self._layout
        marks: list[float] = []
        moved = self._scroll(now.at) - self._scroll(before)
        bottom = layout.tops[-1]
        if moved:  # all in one: a player copies the canvas for it
            left = layout.left[0]
            add(marks, SHIFT, LINE, 1.0, 0.0, [left, 0.0, layout.right - left, bottom, moved])
        for column, left in enumerate(layout.left):
            old_dot = self._x(column, before, now.at) - NOW_PX - SPILL_PX
            cut = max(left, left + floor((old_dot - left) * layout.ratio) / layout.ratio)
            # As far as the next column's traces: the oldest steps of those were moved into the space before them
            end = (*layout.left, layout.right)[column + 1]
            add(marks, WIPE, LINE, 1.0, 0.0, [cut, 0.0, end - cut, bottom])
            self._stretch(marks, history, column, cut, now)
        for cell in now.muted:
            row, left = cell % UNITS, layout.left[cell // UNITS]
            top = layout.tops[row]
            wide = layout.length + MUTED_PX
            add(marks, WIPE, LINE, 1.0, 0.0, [left - MUTED_PX, top, wide + MUTED_PX, layout.tops[row + 1] - top])
            self._mute(marks, cell)
        return marks

    def _repaint(self, history: History, now: _Shown) -> list[float]:
        layout = self._layout
        marks: list[float] = []
        add(marks, CLEAR, LINE, 1.0, 0.0, [])
        for column, left in enumerate(layout.left):
            self._stretch(marks, history, column, left, now)
            if now.at >= 0:  # lines begin a little too early
                before = min(left, TRACE_X)
                add(marks, WIPE, LINE, 1.0, 0.0, [left - before, 0.0, before, layout.tops[-1]])
        for cell in now.muted:
            self._mute(marks, cell)
        return marks

    def _mute(self, marks: list[float], cell: int) -> None:
        left, y = self._layout.left[cell // UNITS], self._layout.zeros[cell % UNITS]
        dots = [MUTED_SPACING_PX, left, y, left + self._layout.length, y]
        add(marks, DOTS, YOU, 1.0, MUTED_PX, dots)

    def _stretch(self, marks: list[float], history: History, column: int, cut: float, now: _Shown) -> None:
        """Paint a column's rows from x = ``cut`` to now."""
        layout = self._layout
        # Lines begin a little before the cut, where they are painted already: a steep one would have a nick there
        newest = self._x(column, now.at, now.at)
        first = max(0, now.at - ceil((newest - cut + H_PX) / layout.step_px))
        first -= first % STRIDE
        drawn = []
        for begin, end in pieces(history, first, now.at + 1, self._gap):
            steps = thinned(begin, end, STRIDE)
            drawn.append((begin, end, steps, [self._x(column, step, now.at) for step in steps]))
        right = layout.left[column] + layout.length
        half = layout.hairline / 2
        for row, zero in enumerate(layout.zeros):
            cell = UNITS * column + row
            if cell in now.muted:
                continue
            line = [cut, zero - half, right, zero - half, right, zero + half, cut, zero + half]
            add(marks, FILL, RULE, 1.0, 0.0, line)
            for begin, end, steps, xs in drawn:
                places = [step - begin for step in steps]
                c = history.c(cell, begin, end)
                h = history.h(cell, begin, end)
                self._curves(marks, cell, cut, xs, [c[place] for place in places], [h[place] for place in places])
            said = history.h(cell, now.at, now.at + 1) if now.at >= 0 else [None]
            for _ in number_runs(said):
                y = zero - layout.amplitude * shown_h(said[0] or 0.0)
                add(marks, DISC, CELL + cell, 1.0, 0.0, [newest, y, NOW_PX])

    def _curves(
        self,
        marks: list[float],
        cell: int,
        cut: float,
        xs: list[float],
        c: list[float | None],
        h: list[float | None],
    ) -> None:
        zero = self._layout.zeros[cell % UNITS]
        amplitude = self._layout.amplitude
        colour = CELL + cell
        for begin, end in number_runs(c):
            run = xs[begin:end]
            ys = [zero - amplitude * shown_c(value) for value in c[begin:end] if value is not None]
            filled = right_of(cut, [run[0], zero, *woven(run, ys), run[-1], zero])
            if filled:
                add(marks, FILL, colour, self._fill_alpha, 0.0, filled)
            _line(marks, colour, C_EDGE_PX, run, ys, cut)
        for begin, end in number_runs(h):
            ys = [zero - amplitude * shown_h(value) for value in h[begin:end] if value is not None]
            _line(marks, colour, H_PX, xs[begin:end], ys, cut)


def _line(marks: list[float], colour: int, width: float, xs: list[float], ys: list[float], cut: float) -> None:
    """A line from x = ``cut`` on. Where it goes on from what is there its outline is cut: painted twice, it swells."""
    if xs[0] <= cut - H_PX and len(xs) <= MOST_OUTLINED:  # else it begins here, with its round end
        rest = right_of(cut, outline(xs, ys, width)) if len(xs) > 1 else []
        if rest:
            add(marks, FILL, colour, 1.0, 0.0, rest)
    else:
        add(marks, LINE_THROUGH, colour, 1.0, width, woven(xs, ys))
