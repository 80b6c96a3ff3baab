from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.flourish import MARGIN_PX, REST_STEPS
from curlicue.pen import Pen
from curlicue.run import run_stroke
from curlicue.stroke import Tick
from curlicue_finger.finger import line
from tests.pens import OWN_PULL, Point, angles, seeds
from tests.shipped import random_hand, shipped_hand

SHEET = (346.0, 462.0)
STRIP = (340.0, 120.0)
PLANNED = 90


def ending_at(place: Point, angle: float, speed_px_s: float, seconds: float = 1.0) -> list[Tick]:
    ticks = line(angle, speed_px_s, seconds)
    dx, dy = place[0] - ticks[-1].x, place[1] - ticks[-1].y
    return [tick._replace(x=tick.x + dx, y=tick.y + dy) for tick in ticks]


def alone(ticks: list[Tick], sheet: Point | None = SHEET, planned: int = PLANNED, seed: int | None = None) -> list[Pen]:
    """The pen at the lift and after it."""
    hand = shipped_hand() if seed is None else random_hand(seed)
    return run_stroke(hand, ticks, OWN_PULL, planned, sheet)[len(ticks) - 1 :]


def movements(pens: list[Pen]) -> list[Point]:
    return [(b.x - a.x, b.y - a.y) for a, b in pairwise(pens)]


speeds = st.sampled_from([20.0, 60.0, 120.0, 160.0, 300.0, 900.0])
shares = st.floats(0.03, 0.97)


@settings(max_examples=60, deadline=None)
@given(shares, shares, angles, speeds, st.sampled_from([SHEET, STRIP]), st.one_of(st.none(), seeds))
def test_a_pen_that_is_on_the_sheet_when_the_finger_leaves_stays_on_it(
    across: float, down: float, angle: float, speed: float, sheet: Point, seed: int | None
) -> None:
    pens = alone(ending_at((across * sheet[0], down * sheet[1]), angle, speed), sheet, seed=seed)
    for places, size in (([pen.x for pen in pens], sheet[0]), ([pen.y for pen in pens], sheet[1])):
        assert min(places) >= min(MARGIN_PX, places[0]) - 1e-9
        assert max(places) <= max(size - MARGIN_PX, places[0]) + 1e-9


@settings(max_examples=30, deadline=None)
@given(angles, speeds, st.sampled_from([REST_STEPS, PLANNED, 240]))
def test_it_comes_to_rest_gently(angle: float, speed: float, planned: int) -> None:
    lengths = [math.hypot(*moved) for moved in movements(alone(ending_at((170, 230), angle, speed), planned=planned))]
    assert lengths[-1] < 0.35
    assert max(b - a for a, b in pairwise(lengths[-REST_STEPS:])) < 0.4


@settings(max_examples=30, deadline=None)
@given(angles, st.sampled_from([20.0, 60.0, 120.0, 160.0]))
def test_the_line_has_no_kink_where_the_finger_leaves(angle: float, speed: float) -> None:
    ticks = ending_at((170, 230), angle, speed)
    pens = run_stroke(shipped_hand(), ticks, OWN_PULL, PLANNED, SHEET)
    steps = movements(pens)
    before, after = steps[len(ticks) - 2], steps[len(ticks) - 1]
    assert math.dist(before, after) < 0.15 * math.hypot(*before) + 0.1


@pytest.mark.parametrize("speed", [40.0, 120.0])
def test_it_goes_on_the_way_of_the_drag_and_leaves_no_ball(speed: float) -> None:
    for angle in (0.0, 1.2, 2.4, 3.6, 4.8):
        pens = alone(ending_at((170, 230), angle, speed))
        ahead = (pens[-1].x - pens[0].x) * math.cos(angle) + (pens[-1].y - pens[0].y) * math.sin(angle)
        assert 15 < ahead < 180


def test_it_turns_back_before_an_edge() -> None:
    pens = alone(ending_at((300, 230), 0.0, 100.0))
    assert math.cos(math.atan2(pens[-1].drag.heading_y, pens[-1].drag.heading_x)) < 0.5


def test_a_sheet_of_no_size_that_one_knows_has_no_edges() -> None:
    here, there = alone(ending_at((0, 0), 0.4, 80.0), None), alone(ending_at((5000, -300), 0.4, 80.0), None)
    for one, other in zip(here, there, strict=True):
        assert (other.x - 5000, other.y + 300) == pytest.approx((one.x, one.y), abs=1e-6)


def test_the_networks_movement_shrinks_to_nothing() -> None:
    pens = alone(ending_at((170, 230), 0.3, 40.0), None)
    whole = [math.hypot(pen.output_x, pen.output_y) for pen in pens[1:]]
    moved = [math.hypot(*each) for each in movements(pens)]
    assert moved[0] == pytest.approx(whole[0], rel=0.3)
    assert all(length < 0.25 * own for length, own in zip(moved[-20:], whole[-20:], strict=True))
