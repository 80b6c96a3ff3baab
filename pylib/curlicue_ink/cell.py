"""One cell over time: its gates as bands that open and close, what is offered, kept and said as curves."""

from typing import NamedTuple

from curlicue.history import History
from curlicue.packed import C, F, G, H, I, O
from curlicue_ink.curves import number_runs, pieces, shown_c, shown_h, thinned, woven
from curlicue_ink.marks import ACCENT, CELL, CLEAR, DISC, FILL, GATE, LINE, LINE_THROUGH, RULE, add

SHOWN_STEPS = 300
GATE_ROW_PX = 39.0  # CSS px, height of the rows i, f, o
CURVE_ROW_PX = 47.0  # of the rows g, c, h
CENTRE_PX = 26.5  # CSS px from a row's top to its zero line: words are above it
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
STRIDE = 2  # every other step is a point


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
        terms.append(Term(letter, part, colour, top + CENTRE_PX))
        top += GATE_ROW_PX if letter in "ifo" else CURVE_ROW_PX
    return tuple(terms)


TERMS = _terms()


def paint_cell(
    history: History, cell: int, window: tuple[int, int], cursor: int, width: float, fill_alpha: float
) -> list[float]:
    """Marks of a whole cell view: steps window[0]..window[1]-1 of a cell 0..15 across ``width`` CSS px.

    The canvas is HEIGHT CSS px high. i, f, o are bands of half-width .6 + 6.4 v px; g is drawn to scale (1 is 13 px); h
    and c as in the rows: h 15 % larger, c on a scale that bends (curlicue_ink.curves). The cursor stands at step
    ``cursor``, at the nearest edge when that is outside the window. Steps that are not in the history, or not in its
    log, are left out. ``fill_alpha`` is that of c: .22 on light paper, .30 on dark.
    """
    first, last = window
    step_px = width / max(1, last - 1 - first)
    marks: list[float] = []
    add(marks, CLEAR, LINE, 1.0, 0.0, [])
    for term in TERMS:
        rule = [0.0, term.centre - 0.5, width, term.centre - 0.5, width, term.centre + 0.5, 0.0, term.centre + 0.5]
        add(marks, FILL, RULE, 1.0, 0.0, rule)
    gap = round((STROKE_GAP_PX + CURVE_PX) / step_px)
    for begin, end in pieces(history, max(0, first), min(last, len(history)), gap):
        steps = thinned(begin, end, STRIDE)
        xs = [(step - first) * step_px for step in steps]
        places = [step - begin for step in steps]
        for term in TERMS:
            column = history.column(term.part, cell, begin, end)
            values = [column[place] for place in places]
            for run_begin, run_end in number_runs(values):
                run = [value for value in values[run_begin:run_end] if value is not None]
                _paint_term(marks, term, cell, xs[run_begin:run_end], run, fill_alpha)
    x = width * max(0.0, min(1.0, (cursor - first) / max(1, last - 1 - first)))
    bottom = HEIGHT - CURSOR_DOT_PX - 1.0
    add(marks, LINE_THROUGH, ACCENT, 1.0, CURSOR_PX, [x, CURSOR_TOP_PX, x, bottom])
    add(marks, DISC, ACCENT, 1.0, 0.0, [x, bottom, CURSOR_DOT_PX])
    return marks


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
