"""One cell over time: its gates as bands that open and close, what is offered, kept and said as curves."""

from math import ceil, floor
from typing import NamedTuple

from curlicue.packed import C, F, G, H, I, O
from curlicue.stroke import Stroke
from curlicue_ink.curves import number_runs, pieces, shown_c, shown_h, thinned, woven
from curlicue_ink.marks import ACCENT, CELL, DISC, FILL, GATE, LINE_THROUGH, RULE, add
from curlicue_ink.scroll import MOST_LIVE_STEPS, STRIDE, Scroll
from curlicue_study.history import History

SHOWN_STEPS = 300
ROOM_STEPS = 8  # of them to the right of the newest step, for the cursor's dot
AHEAD_STEPS = 75  # to the right of another moment
GATE_ROW_PX = 39.0  # CSS px, height of the rows i, f, o
CURVE_ROW_PX = 47.0  # of the rows g, c, h
GATE_CENTRE_PX, CURVE_CENTRE_PX = 26.5, 30.0  # CSS px from a row's top to its zero line: words are above it
HEIGHT = 3 * GATE_ROW_PX + 3 * CURVE_ROW_PX + 12.0  # CSS px: six rows and the cursor's dot
CLOSED_PX = 0.6  # half the width of a band whose gate is closed
OPENING_PX = 6.4  # more where it is open
AMPLITUDE_PX = 13.0  # height of a shown value of 1
C_EDGE_PX = 1.1
CURVE_PX = 2.25
CURSOR_PX = 2.0
CURSOR_TOP_PX = 2.0
CURSOR_DOT_PX = 6.0  # CSS px, radius
STROKE_GAP_PX = 3.0


class Term(NamedTuple):
    """One row of the cell view."""

    letter: str  # i f o g c h
    part: int  # where it begins in a log row, see curlicue.packed
    colour: int | None  # None: the cell's own
    centre: float  # y of its zero line, CSS px


def _terms() -> tuple[Term, ...]:
    rows = (("i", I, GATE), ("f", F, GATE + 1), ("o", O, GATE + 3), ("g", G, GATE + 2), ("c", C, None), ("h", H, None))
    terms = []
    top = 0.0
    for letter, part, colour in rows:
        terms.append(Term(letter, part, colour, top + (GATE_CENTRE_PX if letter in "ifo" else CURVE_CENTRE_PX)))
        top += GATE_ROW_PX if letter in "ifo" else CURVE_ROW_PX
    return tuple(terms)


TERMS = _terms()


class _Shown(NamedTuple):
    strokes: tuple[Stroke, ...]
    cell: int  # 0..15
    at: int
    live: bool


class CellView:
    """What is on the canvas of the cell view, HEIGHT CSS px high. Make a new one for a new size or new colours.

    i, f, o are bands of half-width .6 + 6.4 v px; g is drawn to scale (1 is 13 px); h and c as in the rows: h 15 %
    larger, c on a scale that bends (curlicue_ink.curves). Live, the cursor is near the right edge; at another moment
    there is room for what came after it. Steps that are not in the history, or not in its log, are left out.
    """

    def __init__(self, width: float, ratio: float, fill_alpha: float) -> None:
        self._fill_alpha = fill_alpha  # of c: .22 on light paper, .30 on dark
        self._step_px = width / SHOWN_STEPS
        self._width = width
        self._ratio = ratio
        self._shown: _Shown | None = None

    def _scroll(self, ahead_steps: int) -> Scroll:
        """How the curves lie with so many steps to the right of the cursor."""
        ratio = self._ratio
        length = floor((self._width - ahead_steps * self._step_px) * ratio) / ratio
        return Scroll(ratio, 0.0, length, floor(self._width * ratio) / ratio, HEIGHT, self._step_px)

    def update(self, history: History, cell: int, at: int, *, live: bool) -> list[float]:
        """Marks that make the canvas show step ``at`` of a drawing; none where it does already."""
        before = self._shown
        now = _Shown(history.strokes, cell, at, live)
        if now == before:
            return []
        self._shown = now
        marks: list[float] = []
        ahead = ROOM_STEPS if live else AHEAD_STEPS
        scroll = self._scroll(ahead)
        cut = 0.0
        if (
            before is not None
            and live
            and before.live
            and cell == before.cell
            and 0 <= at - before.at <= MOST_LIVE_STEPS
            and now.strokes[: len(before.strokes)] == before.strokes
        ):
            cut = scroll.move_on(marks, before.at, at, CURSOR_DOT_PX)
        scroll.open(marks, cut)
        self._paint(marks, history, now, scroll, cut, min(at + ahead, len(history)))
        scroll.close(marks)
        return marks

    def _paint(self, marks: list[float], history: History, now: _Shown, scroll: Scroll, cut: float, last: int) -> None:
        """Paint from x = ``cut`` on, up to the step before ``last``."""
        for term in TERMS:
            above, below = term.centre - 0.5, term.centre + 0.5
            add(marks, FILL, RULE, 1.0, 0.0, [cut, above, self._width, above, self._width, below, cut, below])
        gap = ceil((STROKE_GAP_PX + CURVE_PX) / scroll.step_px)
        for begin, end in pieces(history, scroll.first_step(cut, now.at, CURVE_PX), last, gap):
            steps = thinned(begin, end, STRIDE)
            xs = [scroll.x(step, now.at) for step in steps]
            rows = [row for row in map(history.row, steps) if row is not None]  # all of them: pieces are in the log
            for term in TERMS:
                values = [row[term.part + now.cell] for row in rows]
                for run_begin, run_end in number_runs(values):
                    run = values[run_begin:run_end]
                    _paint_term(marks, term, now.cell, xs[run_begin:run_end], run, self._fill_alpha)
        x, bottom = scroll.x(now.at, now.at), HEIGHT - CURSOR_DOT_PX - 1.0
        add(marks, LINE_THROUGH, ACCENT, 1.0, CURSOR_PX, [x, CURSOR_TOP_PX, x, bottom])
        add(marks, DISC, ACCENT, 1.0, 0.0, [x, bottom, CURSOR_DOT_PX])


def _paint_term(
    marks: list[float], term: Term, cell: int, xs: list[float], values: list[float], fill_alpha: float
) -> None:
    colour = CELL + cell if term.colour is None else term.colour
    centre = term.centre
    if term.letter in "ifo":
        halves = [CLOSED_PX + OPENING_PX * value for value in values]
        above = woven(xs, [centre - half for half in halves])
        below = woven(xs[::-1], [centre + half for half in halves[::-1]])
        add(marks, FILL, colour, 1.0, 0.0, above + below)
        return
    if term.letter == "c":
        line = woven(xs, [centre - AMPLITUDE_PX * shown_c(value) for value in values])
        add(marks, FILL, colour, fill_alpha, 0.0, [xs[0], centre, *line, xs[-1], centre])
        add(marks, LINE_THROUGH, colour, 1.0, C_EDGE_PX, line)
        return
    shown = values if term.letter == "g" else [shown_h(value) for value in values]
    add(marks, LINE_THROUGH, colour, 1.0, CURVE_PX, woven(xs, [centre - AMPLITUDE_PX * value for value in shown]))
