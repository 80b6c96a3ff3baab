from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.engine import Engine
from curlicue.messages import CLEAR as CLEARED
from curlicue.messages import DOWN, MOVE, SAMPLES, UNDO, UP, apply
from curlicue.pen import LIFT_STEPS
from curlicue.stroke import Stroke
from curlicue_ink.marks import ACCENT, CLEAR, DISC, ERASE, INK, LINE, UNDER_DISC, UNDER_LINE, YOU
from curlicue_ink.rope import (
    CHUNK_STEPS,
    DOT_PX,
    DOT_STEPS,
    END_SHARE,
    HALO_PX,
    NIB_PX,
    REINK_STEPS,
    START_SHARE,
    START_STEPS,
    Paper,
    chunks_ready,
    line_width,
    paint_chunk,
    paint_tail,
    width_at,
)
from tests.hands import random_hand
from tests.ink.reading import Mark, read
from tests.sessions import Message, draw_due, new_engine, perform, sessions

HAND = random_hand()
ALL = 10**6  # chunks, more than any drawing has


def stroke_of(steps: int, ticks: int | None = None, end: int | None = None, px: float = 2.0) -> Stroke:
    """A wavy stroke; ``ticks`` fewer than steps when the pen draws alone already."""
    stroke = Stroke(1, HAND.name)
    for k in range(steps):
        stroke.pens.extend((px * k, 20 * math.sin(0.2 * k)))
    for k in range(steps if ticks is None else ticks):
        stroke.ticks.extend((px * k, 0.0, 0.5))
    if end is not None:
        stroke.lift = len(stroke.ticks) // 3
        stroke.end = end
    return stroke


def from_scratch(strokes: list[Stroke], scale: float = 1.0) -> list[Mark]:
    marks, complete = Paper().update(strokes, scale, ALL)
    assert complete
    return read(marks)


def on_canvas(marks: list[Mark]) -> list[Mark]:
    """What is left of these marks: all since the canvas was last wiped."""
    wiped = [place for place, mark in enumerate(marks) if mark.kind == CLEAR]
    return marks[wiped[-1] :]


# Live and again


@settings(max_examples=80, deadline=None)
@given(sessions(), st.data())
def test_ink_painted_live_is_the_same_ink_as_painted_again(session: list[Message], data: st.DataObject) -> None:
    """In frames of any length, with any budget, whatever is undone or cleared on the way."""
    engine, paper = new_engine(HAND), Paper()
    live: list[float] = []
    for message in session:
        assert apply(engine, *message)
        steps = -1
        while steps != 0:
            steps = draw_due(engine, data.draw(st.integers(1, 9)))
            live += paper.update(engine.visible(), 1.0, data.draw(st.integers(0, 4)))[0]
    live += paper.update(engine.visible(), 1.0, ALL)[0]
    assert on_canvas(read(live)) == from_scratch(engine.visible())


def test_every_step_of_a_finished_stroke_is_inked_and_its_last_chunk_may_be_short() -> None:
    for steps in range(1, 40):
        stroke = stroke_of(steps, ticks=1, end=steps)
        marks = from_scratch([stroke])
        ends = {mark.numbers[-2:] for mark in marks if mark.kind == INK}
        assert (stroke.pens[-2], stroke.pens[-1]) in ends
        assert len(ends) == steps


def test_only_whole_chunks_of_a_growing_stroke_are_inked() -> None:
    assert [chunks_ready(stroke_of(steps)) for steps in range(14)] == [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3]


def test_ink_that_follows_itself_joins_without_a_gap() -> None:
    marks = [mark for mark in from_scratch([stroke_of(60, end=60)]) if mark.kind == INK]
    segments = {mark.numbers for mark in marks}
    starts = {numbers[:2] for numbers in segments}
    assert {numbers[-2:] for numbers in segments} - starts == {tuple(stroke_of(60).pens[-2:])}


# Over and under


def test_each_chunk_is_cut_free_before_it_is_inked_and_inked_from_a_little_earlier() -> None:
    stroke = stroke_of(60)
    marks: list[float] = []
    paint_chunk(marks, stroke, 5, 1.0)
    kinds = [mark.kind for mark in read(marks)]
    (cut,) = [mark for mark in read(marks) if mark.kind == ERASE]
    inks = [mark for mark in read(marks) if mark.kind == INK]
    assert kinds.index(ERASE) < kinds.index(INK)
    assert cut.width == pytest.approx(width_at(stroke, 5 * CHUNK_STEPS) + HALO_PX)
    assert len(inks) == CHUNK_STEPS + REINK_STEPS
    assert cut.numbers[:2] == inks[REINK_STEPS].numbers[:2]
    assert cut.numbers[-2:] == inks[-1].numbers[-2:]
    assert all(mark.colour == LINE and mark.alpha == 1.0 for mark in inks)


def test_the_finger_leaves_five_dots_a_second_below_the_ink() -> None:
    stroke = stroke_of(120, ticks=61, end=120)
    marks = from_scratch([stroke])
    dots = [mark for mark in marks if mark.kind == UNDER_DISC]
    wanted = [(stroke.ticks[3 * k], stroke.ticks[3 * k + 1], DOT_PX) for k in range(0, 61, DOT_STEPS)]
    assert [mark.numbers for mark in dots] == wanted
    assert {mark.colour for mark in dots} == {YOU}


def test_the_fingers_hairline_runs_from_its_touch_to_its_lift() -> None:
    stroke = stroke_of(120, ticks=61, end=120)
    lines = [mark.numbers for mark in from_scratch([stroke]) if mark.kind == UNDER_LINE]
    assert lines[0][:2] == (stroke.ticks[0], stroke.ticks[1])
    assert lines[-1][-2:] == (stroke.ticks[-3], stroke.ticks[-2])
    for one, other in pairwise(lines):
        assert one[-2:] == other[:2]


# Width


def test_a_slow_line_is_thick_and_a_fast_one_thin() -> None:
    assert line_width(0.0, 0.5) == pytest.approx(7.5)
    assert line_width(3.0, 0.5) == pytest.approx(6.2, abs=0.1)
    assert line_width(15.0, 0.5) == pytest.approx(3.5, abs=0.1)
    widths = [line_width(speed, 0.5) for speed in range(30)]
    assert widths == sorted(widths, reverse=True)


def test_a_pen_that_presses_harder_draws_wider() -> None:
    shares = [line_width(2.0, pressure) / line_width(2.0, 0.5) for pressure in (0.0, 0.5, 1.0)]
    assert shares == pytest.approx([0.7, 1.0, 1.3])


def test_a_line_swells_from_a_quarter_and_thins_out_only_after_the_lift() -> None:
    growing, done = stroke_of(200), stroke_of(200, ticks=170, end=200)
    full = line_width(math.dist(growing.pens[200:202], growing.pens[198:200]), 0.5)
    assert width_at(growing, 0) == pytest.approx(START_SHARE * width_at(growing, START_STEPS), rel=0.2)
    assert width_at(growing, 100) == pytest.approx(full)
    last = 199
    assert width_at(done, last) == pytest.approx(END_SHARE * width_at(growing, last))
    thinned = [step for step in range(200) if width_at(done, step) < width_at(growing, step) * (1 - 1e-12)]
    assert thinned == list(range(200 - LIFT_STEPS, 200))


def test_a_lone_pen_keeps_the_pressure_that_it_was_left_with() -> None:
    stroke = stroke_of(60, ticks=10)
    for k in range(10):
        stroke.ticks[3 * k + 2] = 1.0
    assert width_at(stroke, 50) / width_at(stroke_of(60), 50) == pytest.approx(1.3)


def test_a_wider_sheet_has_a_wider_line() -> None:
    narrow = [mark.width for mark in from_scratch([stroke_of(60, end=60)]) if mark.kind == INK]
    wide = [mark.width for mark in from_scratch([stroke_of(60, end=60)], 1.12) if mark.kind == INK]
    assert wide == pytest.approx([1.12 * width for width in narrow])


# The nib


@given(st.integers(1, 60))
def test_the_unfinished_end_reaches_from_the_ink_to_the_pen_and_the_nib_sits_on_it(steps: int) -> None:
    stroke = stroke_of(steps)
    tail: list[float] = []
    paint_tail(tail, stroke, 1.0)
    *line, nib = read(tail)
    pen = (stroke.pens[-2], stroke.pens[-1])
    assert nib == Mark(DISC, ACCENT, 1.0, 0.0, (*pen, NIB_PX))
    assert line[-1].numbers[-2:] == pen
    inked = [mark.numbers[-2:] for mark in from_scratch([stroke]) if mark.kind == INK]
    begins = [mark.numbers[:2] for mark in line]
    assert inked[-1] in begins if inked else begins[0] == (stroke.pens[0], stroke.pens[1])
    for one, other in pairwise(line):
        assert one.numbers[-2:] == other.numbers[:2]


def test_a_finished_stroke_has_no_nib() -> None:
    tail: list[float] = []
    paint_tail(tail, stroke_of(60, end=60), 1.0)
    assert tail == []


# The paper


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
    perform(engine, [(CLEARED, None)])
    assert [mark.kind for mark in look(engine)] == [CLEAR]
    perform(engine, [(UNDO, None)])
    assert len(look(engine)) == len(two)
