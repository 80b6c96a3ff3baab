from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.pen import begin_pen, finish, prepare
from curlicue.run import alone, run_stroke
from tests.pens import HAND, LOOP, OWN_PULL, Point, angles, answer, at, draw, line, seeds, steady_pen
from tests.shipped import random_hand


@given(seeds, st.lists(angles, min_size=2, max_size=30), st.integers(1, 60))
def test_a_resting_finger_or_a_lifted_one_keeps_its_direction(seed: int, turns: list[float], rest: int) -> None:
    hand = random_hand(seed)
    ticks = [at(0, 0)]
    for turn in turns:
        ticks.append(at(ticks[-1].x + 3 * math.cos(turn), ticks[-1].y + 3 * math.sin(turn)))
    moved = draw(hand, begin_pen(hand, ticks[0]), list(ticks[1:]))[-1][1]
    shaky = at(ticks[-1].x + 0.9 * LOOP.heading_min_px, ticks[-1].y)
    for after in ([ticks[-1]] * rest, [shaky], alone(rest)):
        for _, pen in draw(hand, moved, list(after)):
            assert (pen.drag.heading_x, pen.drag.heading_y) == (moved.drag.heading_x, moved.drag.heading_y)


def test_the_direction_follows_the_drag_within_a_second() -> None:
    pens = run_stroke(HAND, [*line(0.5, 60), *line(0.5, 60, 2.0, start=(30.0, 0.0))[1:]], OWN_PULL)
    assert math.atan2(pens[-1].drag.heading_y, pens[-1].drag.heading_x) == pytest.approx(2.0, abs=0.05)


@given(angles, angles, st.floats(-20, 20), st.floats(-20, 20))
def test_when_the_direction_turns_the_movement_turns_with_it_but_not_what_the_network_hears_of_itself(
    one: float, other: float, x: float, y: float
) -> None:
    finished = []
    for angle in (one, other):
        drag = steady_pen(0.0).drag._replace(heading_x=math.cos(angle), heading_y=math.sin(angle))
        pen = steady_pen(0.0, drag=drag)
        request = prepare(HAND, pen, at(0, 0), OWN_PULL)
        finished.append((angle, request.x, finish(HAND, request, answer(x, y))))
    assert finished[0][1] == finished[1][1]
    for angle, _, pen in finished:
        assert (pen.output_x, pen.output_y) == pytest.approx((x, y))
        along = (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
        assert (pen.x, pen.y) == pytest.approx(along, abs=1e-9)


def test_a_finger_that_turns_back_on_itself_does_not_lose_its_direction() -> None:
    smoothing = LOOP.heading_smoothing
    back = -(1.0 - smoothing) / smoothing  # px: exactly undoes a heading of 1
    request = prepare(HAND, steady_pen(1.0), at(back, 0.0), OWN_PULL)
    assert math.hypot(request.unit_x, request.unit_y) == pytest.approx(1.0)


@settings(max_examples=30, deadline=None)
@given(seeds, angles, st.lists(st.tuples(st.floats(-8, 8), st.floats(-8, 8)), min_size=5, max_size=60))
def test_the_line_does_not_care_which_way_the_page_is_turned(seed: int, angle: float, steps: list[Point]) -> None:
    hand = random_hand(seed)
    cos, sin = math.cos(angle), math.sin(angle)

    def turned(x: float, y: float) -> Point:
        return cos * x - sin * y, sin * x + cos * y

    x, y = 0.0, 0.0
    straight, rotated = [at(0, 0)], [at(0, 0)]
    for dx, dy in [(5.0, 1.0), *steps]:
        x, y = x + dx, y + dy
        straight.append(at(x, y))
        rotated.append(at(*turned(x, y)))
    pen = begin_pen(hand, straight[0])
    heading = turned(pen.drag.heading_x, pen.drag.heading_y)
    pen_rotated = pen._replace(drag=pen.drag._replace(heading_x=heading[0], heading_y=heading[1]))
    after = alone(20)
    one = draw(hand, pen, [*straight[1:], *after])
    other = draw(hand, pen_rotated, [*rotated[1:], *after])
    for (_, mine), (_, theirs) in zip(one, other, strict=True):
        assert (theirs.x, theirs.y) == pytest.approx(turned(mine.x, mine.y), abs=1e-5)


@given(st.floats(-500, 500), st.floats(-500, 500))
@settings(max_examples=10, deadline=None)
def test_the_line_does_not_care_where_on_the_page_it_is(x: float, y: float) -> None:
    here = run_stroke(HAND, line(2.0, 60), OWN_PULL, 30)
    there = run_stroke(HAND, line(2.0, 60, start=(x, y)), OWN_PULL, 30)
    for one, other in zip(here, there, strict=True):
        assert (other.x - x, other.y - y) == pytest.approx((one.x, one.y), abs=1e-5)
