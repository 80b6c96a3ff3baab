from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.flourish import REST_STEPS
from curlicue.stroke import Stroke
from curlicue_ink.marks import ACCENT, DISC, ERASE, INK, LINE, RING, UNDER_DISC, UNDER_LINE, YOU
from curlicue_ink.rope import (
    CHUNK_STEPS,
    DOT_PX,
    DOT_STEPS,
    END_SHARE,
    HALO_PX,
    NIB_PX,
    REINK_STEPS,
    RING_DOTS,
    RING_PX,
    START_SHARE,
    START_STEPS,
    chunks_ready,
    line_width,
    paint_chunk,
    paint_nib,
    paint_tail,
    width_at,
)
from curlicue_ink.svg import Mark
from tests.ink.reading import from_scratch, read, stroke_of
from tests.shipped import random_hand

HAND = random_hand()


def test_every_step_of_a_finished_stroke_is_inked_and_its_last_chunk_may_be_short() -> None:
    for steps in range(2, 40):
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
    assert cut.numbers[:2] == inks[REINK_STEPS - 1].numbers[:2]  # over the end of the cut before, which shows else
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
    assert thinned == list(range(170, 200))


@pytest.mark.parametrize("before", [30, 60, 100])
def test_what_is_inked_keeps_its_width_when_a_new_stroke_cuts_the_old_one_short(before: int) -> None:
    going, retired = stroke_of(300, ticks=100, end=250), stroke_of(300, ticks=100, end=250)
    retired.end = 100 + before + REST_STEPS
    for step in range(100 + before):
        assert width_at(retired, step) == width_at(going, step)
    assert width_at(retired, retired.end - 1) < 0.5 * width_at(going, 99)


@pytest.mark.parametrize(("radius", "halo"), [(30.0, 1.0), (1.5, 0.0)])
def test_a_line_that_turns_within_its_own_width_is_not_cut_free_of_itself(radius: float, halo: float) -> None:
    stroke = Stroke(1, "any")
    for k in range(80):
        angle = 2.0 * k / radius / 2
        stroke.pens.extend((radius * math.cos(angle), radius * math.sin(angle)))
        stroke.ticks.extend((0.0, 0.0, 0.5))
    marks: list[float] = []
    paint_chunk(marks, stroke, 10, 1.0)
    (cut,) = [mark for mark in read(marks) if mark.kind == ERASE]
    assert cut.width - width_at(stroke, 10 * CHUNK_STEPS) == pytest.approx(halo * HALO_PX, abs=0.05)


def test_a_tap_leaves_a_dot_as_thick_as_a_pen_at_rest() -> None:
    (dot,) = [mark for mark in from_scratch([stroke_of(1, ticks=1, end=1)]) if mark.kind == DISC]
    assert dot.colour == LINE
    assert dot.numbers[2] == pytest.approx(line_width(0.0, 0.5) / 2)


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


def test_a_ring_of_dots_is_round_the_finger_until_it_lifts() -> None:
    (ring,) = [mark for mark in read(paint_nib(stroke_of(30), 1.0)) if mark.kind == RING]
    assert ring.colour == YOU
    assert ring.numbers[:3] == (58.0, 0.0, RING_PX)
    assert RING_DOTS * ring.numbers[3] == pytest.approx(2 * math.pi * RING_PX)
    for lone in (stroke_of(30, ticks=20, end=40), stroke_of(30, end=30), None):
        assert not [mark for mark in read(paint_nib(lone, 1.0)) if mark.kind == RING]
