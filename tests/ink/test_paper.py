from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.actions import CLEAR, DOWN, MOVE, SAMPLES, UNDO, UP, apply
from curlicue.engine import Engine
from curlicue_ink.marks import BLANK, ERASE
from curlicue_ink.rope import Paper
from curlicue_ink.svg import Mark
from tests.ink.reading import ALL, from_scratch, on_canvas, read, stroke_of
from tests.sessions import Message, draw_due, new_engine, perform, sessions
from tests.shipped import random_hand

HAND = random_hand()


@settings(max_examples=80, deadline=None)
@given(sessions(), st.data())
def test_ink_painted_live_is_the_same_ink_as_painted_again(session: list[Message], data: st.DataObject) -> None:
    """In frames of any length, with any budget, whatever is undone or cleared on the way."""
    engine, paper = new_engine(HAND), Paper()
    live: list[float] = []
    for message in session:
        apply(engine, *message)
        steps = -1
        while steps != 0:
            steps = draw_due(engine, data.draw(st.integers(1, 9)))
            live += paper.update(engine.visible(), 1.0, data.draw(st.integers(0, 4)))[0]
    live += paper.update(engine.visible(), 1.0, ALL)[0]
    assert on_canvas(read(live)) == from_scratch(engine.visible())


@given(st.integers(0, 30), st.lists(st.integers(1, 80), min_size=1, max_size=5))
def test_a_long_drawing_is_painted_again_in_slices_that_cost_no_more_than_allowed(
    budget: int, lengths: list[int]
) -> None:
    strokes = []
    for number, length in enumerate(lengths):
        strokes.append(stroke_of(length, end=length))
        strokes[-1].number = number
    paper, painted = Paper(), []
    slices = 0
    complete = False
    while not complete and slices < 500:
        marks, complete = paper.update(strokes, 1.0, budget)
        cuts = len([mark for mark in read(marks) if mark.kind == ERASE])
        assert cuts <= budget
        painted += read(marks)
        slices += 1
        if budget == 0:
            assert not complete
            return
    assert painted == from_scratch(strokes)


def test_nothing_new_costs_nothing() -> None:
    paper, strokes = Paper(), [stroke_of(60, end=60)]
    paper.update(strokes, 1.0, ALL)
    assert paper.update(strokes, 1.0, 0) == ([], True)


def test_a_canvas_that_lost_its_picture_gets_it_back() -> None:
    paper, strokes = Paper(), [stroke_of(60, end=60)]
    first, _ = paper.update(strokes, 1.0, ALL)
    paper.blank()
    assert paper.update(strokes, 1.0, ALL) == (first, True)


def test_what_is_undone_or_cleared_leaves_the_paper_and_what_is_brought_back_returns() -> None:
    def stroke(number: int) -> Message:
        kinds = [DOWN, *[MOVE] * 28, UP]
        samples = [[kind, 5.0 * k, 9.0, 10 * number + k / 60, 0.5] for k, kind in enumerate(kinds)]
        return (SAMPLES, {"now": 10.0 * number + 9, "samples": samples})

    engine, paper = new_engine(HAND), Paper()
    canvas: list[Mark] = []

    def look(engine: Engine) -> list[Mark]:
        nonlocal canvas
        canvas = on_canvas(canvas + read(paper.update(engine.visible(), 1.0, ALL)[0]))
        return canvas

    perform(engine, [stroke(0)])
    one = list(look(engine))
    perform(engine, [stroke(1)])
    two = list(look(engine))
    assert len(two) > len(one) > 1
    perform(engine, [(UNDO, None)])
    assert look(engine) == one
    perform(engine, [stroke(2)])
    assert len(look(engine)) == len(two)
    perform(engine, [(CLEAR, None)])
    assert [mark.kind for mark in look(engine)] == [BLANK]
    perform(engine, [(UNDO, None)])
    assert len(look(engine)) == len(two)
