"""The sixteen rows: what each cell keeps and says, scrolling as one draws.

Each layer is a column of eight rows on a canvas of its own.
"""

from collections.abc import Collection, Sequence
from math import ceil, floor
from typing import NamedTuple

from curlicue.lstm import UNITS
from curlicue.packed import C, H
from curlicue.stroke import Stroke
from curlicue_ink.curves import pieces, shown_c, shown_h, thinned, woven
from curlicue_ink.marks import CELL, DISC, DOTS, FILL, LINE, LINE_THROUGH, RULE, WIPE, YOU, add
from curlicue_ink.scroll import MOST_LIVE_STEPS, STRIDE, Scroll
from curlicue_study.history import History

SHOWN_STEPS = 330
TRACE_X = 22.0  # CSS px, from the left edge: the number is before it
TRACE_END = 8.0  # CSS px, from the trace's end to the right edge: room for the dot
ZERO_AT = 0.36  # of a row's height; below it is room for the label
AMPLITUDE = 0.26  # of a row's height
C_EDGE_PX = 0.9
H_PX = 2.25
NOW_PX = 3.5  # CSS px, radius of the dot
MUTED_PX = 3.0  # CSS px, a muted cell's dots
MUTED_SPACING_PX = 7.0
STROKE_GAP_PX = 3.0  # CSS px, seen between two strokes


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

    @property
    def scroll(self) -> Scroll:
        """How the traces move."""
        return Scroll(self.ratio, self.left, self.length, self.end, self.tops[-1], self.step_px)


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


class States:
    """What is on the canvas of a layer's rows. Make a new one when the canvas was resized or its colours changed."""

    def __init__(self, layout: RowLayout, layer: int, fill_alpha: float) -> None:
        self._layout = layout
        self._scroll = layout.scroll
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
            cut = self._scroll.move_on(marks, before.at, now.at, NOW_PX)
        self._paint(marks, history, cut, now)
        return marks

    def _paint(self, marks: list[float], history: History, cut: float, now: _Shown) -> None:
        """Paint the rows afresh from x = ``cut``, a whole device pixel, to their end."""
        layout = self._layout
        self._scroll.open(marks, cut)
        self._stretch(marks, history, cut, now)
        self._scroll.close(marks)
        left = layout.left
        for row, cell in enumerate(self._cells):
            if cell in now.muted:
                top = layout.tops[row]
                add(marks, WIPE, LINE, 1.0, 0.0, [left, top, layout.end - left, layout.tops[row + 1] - top])
                y = layout.zeros[row]
                dots = [MUTED_SPACING_PX, left + MUTED_PX / 2, y, left + layout.length, y]
                add(marks, DOTS, YOU, 1.0, MUTED_PX, dots)

    def _stretch(self, marks: list[float], history: History, cut: float, now: _Shown) -> None:
        """What there is of the rows from x = ``cut`` on, and a little before it, where it is painted already."""
        layout, scroll = self._layout, self._scroll
        drawn = []  # (xs, log rows) of each stroke's piece
        for begin, end in pieces(history, scroll.first_step(cut, now.at, H_PX), now.at + 1, self._gap):
            steps = thinned(begin, end, STRIDE)
            rows = [row for row in map(history.row, steps) if row is not None]  # all of them: pieces are in the log
            drawn.append(([scroll.x(step, now.at) for step in steps], rows))
        newest = scroll.x(now.at, now.at)
        latest = history.row(now.at) if now.at >= 0 else None
        right = layout.left + layout.length
        half = layout.hairline / 2
        for cell, zero in zip(self._cells, layout.zeros, strict=True):
            if cell in now.muted:
                continue
            line = [cut, zero - half, right, zero - half, right, zero + half, cut, zero + half]
            add(marks, FILL, RULE, 1.0, 0.0, line)
            for xs, rows in drawn:
                self._curves(marks, cell, zero, xs, rows)
            if latest is not None:
                y = zero - layout.amplitude * shown_h(latest[H + cell])
                add(marks, DISC, CELL + cell, 1.0, 0.0, [newest, y, NOW_PX])

    def _curves(
        self, marks: list[float], cell: int, zero: float, xs: list[float], rows: Sequence[Sequence[float]]
    ) -> None:
        amplitude, colour = self._layout.amplitude, CELL + cell
        c, h = C + cell, H + cell
        kept = woven(xs, [zero - amplitude * shown_c(row[c]) for row in rows])
        add(marks, FILL, colour, self._fill_alpha, 0.0, [xs[0], zero, *kept, xs[-1], zero])
        add(marks, LINE_THROUGH, colour, 1.0, C_EDGE_PX, kept)
        add(marks, LINE_THROUGH, colour, 1.0, H_PX, woven(xs, [zero - amplitude * shown_h(row[h]) for row in rows]))
