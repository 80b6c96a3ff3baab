"""A drawing in pieces is the drawing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue_ink.marks import BLANK, DISC
from curlicue_ink.rope import Paper
from curlicue_ink.svg import Mark
from curlicue_study.history import History
from curlicue_view.drawn import Drawn, Pieces, stops
from tests.ink.logs import swinging
from tests.ink.reading import ALL, read, stroke_of

STEPS = 75  # of each of two strokes: the pen thins out after the 50th
HISTORY = History([stroke_of(STEPS, ticks=50, end=STEPS), stroke_of(STEPS, ticks=40, end=STEPS)])
for number, stroke in enumerate(HISTORY.strokes):
    stroke.number = number + 1


def drawn(history: History = HISTORY, *, ribbons: bool = False) -> Drawn:
    return Drawn(history, len(history) - 1, 1.0, 390.0, 500.0, ribbons)


def shapes(marks: list[float]) -> list[Mark]:
    return [mark for mark in read(marks) if mark.kind != BLANK]


def in_pieces(of: Drawn, at: list[int]) -> list[Mark]:
    return [mark for _, marks in Pieces(of).through([*at, of.last]) for mark in shapes(marks)]


@given(st.lists(st.integers(-1, 2 * STEPS - 2), max_size=12).map(sorted))
def test_wherever_it_is_cut_the_line_is_the_same_its_thin_ends_too(at: list[int]) -> None:
    assert in_pieces(drawn(), at) == shapes(Paper().update(list(HISTORY.strokes), 1.0, ALL)[0])


@settings(max_examples=10)
@given(st.lists(st.integers(0, 58), max_size=4).map(sorted))
def test_so_are_its_ribbons(at: list[int]) -> None:
    (one,) = swinging(60)
    one.lift = one.end = 60
    ribbons = drawn(History([one]), ribbons=True)
    assert in_pieces(ribbons, at) == in_pieces(ribbons, [])


def test_it_lies_where_the_picture_begins_and_ends_in_a_nib_until_it_is_whole() -> None:
    pieces = Pieces(drawn(), 10.0, -20.0)
    marks, _ = pieces.update(30)
    x, y = HISTORY.pen(30)
    (nib,) = [mark for mark in shapes(pieces.tail(30)) if mark.kind == DISC]
    assert nib.numbers[:2] == (x - 10.0, y + 20.0)
    first, other = shapes(marks)[0].numbers, shapes(Pieces(drawn()).update(30)[0])[0].numbers
    assert (other[0] - first[0], other[1] - first[1]) == (10.0, -20.0)
    assert pieces.tail(2 * STEPS - 1) == []


def test_stops_lead_to_the_last_step() -> None:
    assert stops(9, 4) == [3, 7, 9]
    assert stops(2, 4) == [2]
    assert stops(7, 4) == [3, 7]
