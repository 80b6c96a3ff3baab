from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.drag import Drag, balance, begin_drag, move_drag, rise, straightness
from curlicue.stroke import Tick
from curlicue_finger.finger import circle, line, polyline
from tests.pens import LOOP, angles

SURE = 0.99


def after(ticks: list[Tick]) -> list[Drag]:
    drags = [begin_drag(LOOP, ticks[0].x, ticks[0].y)]
    for tick in ticks[1:]:
        drags.append(move_drag(LOOP, drags[-1], tick.x, tick.y))
    return drags


@given(angles, st.floats(90, 1500))
def test_a_straight_drag_is_known_as_one_within_a_third_of_a_second(angle: float, speed: float) -> None:
    assert all(straightness(LOOP, drag) > SURE for drag in after(line(angle, speed, 1.0))[18:])


@pytest.mark.parametrize("way", [0.4, -0.4])
def test_a_circle_is_known_as_one_before_it_has_turned_by_a_sixth(way: float) -> None:
    straight = [straightness(LOOP, drag) for drag in after(circle(80.0, way, 2.0))]
    assert max(straight[25:]) < 0.05  # 2.5 s a turn


def test_a_corner_ends_the_straight_way_within_a_twelfth_of_a_second() -> None:
    straight = [straightness(LOOP, drag) for drag in after(polyline([(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)], 120.0))]
    assert straight[49] > SURE
    assert max(straight[55:70]) < 0.05


def test_nobody_knows_where_a_finger_goes_that_has_just_come_down() -> None:
    drags = after(line(0.3, 200.0, 0.5))
    assert [straightness(LOOP, drag) for drag in drags[: LOOP.wait_steps + 1]] == [0.0] * (LOOP.wait_steps + 1)


@given(angles, st.sampled_from([60.0, 120.0, 160.0]))
def test_a_straight_quick_drag_leaves_the_line_to_the_network_and_a_circle_does_not(angle: float, speed: float) -> None:
    straight = balance(LOOP, after(line(angle, speed, 1.0))[-1], 1.0)
    assert straight.own > 0.98
    assert straight.is_slow
    round_ = balance(LOOP, after(circle(60.0, speed / (2 * math.pi * 60.0), 1.5))[-1], 1.0)
    assert round_.own < straight.own
    if speed > 100:
        assert round_.own < 0.2
        assert not round_.is_slow


def test_what_follows_is_the_finger_and_nothing_is_larger_or_carried() -> None:
    shared = balance(LOOP, after(line(0.3, 900.0, 1.0))[-1], 1.0)
    assert shared.own < 0.001
    assert shared.size == pytest.approx(1.0, abs=1e-6)
    assert shared.carry == pytest.approx(0.0, abs=1e-6)


def test_it_gives_way_without_a_step() -> None:
    shares = [balance(LOOP, after(line(0.0, speed, 1.0))[-1], 1.0) for speed in range(20, 700, 5)]
    for a, b in pairwise(shares):
        assert b.own <= a.own + 1e-9
        assert abs(b.own - a.own) < 0.06
        assert abs(b.size - a.size) < 0.08
        assert abs(b.carry - a.carry) < 0.13


@given(angles, st.floats(0, 1))
def test_a_silenced_network_is_carried_nowhere_and_stays_small(angle: float, voice: float) -> None:
    drag = after(line(angle, 160.0, 1.0))[-1]
    whole, less = balance(LOOP, drag, 1.0), balance(LOOP, drag, voice)
    assert less.own == pytest.approx(voice * whole.own)
    assert less.size - 1.0 == pytest.approx(voice * (whole.size - 1.0))
    assert less.carry <= voice * whole.carry + 0.02
    assert less.is_slow == whole.is_slow


@given(angles, angles)
def test_the_way_the_page_is_turned_changes_nothing(one: float, other: float) -> None:
    first, second = (balance(LOOP, after(line(angle, 140.0, 0.6))[-1], 1.0) for angle in (one, other))
    assert first == pytest.approx(second, abs=1e-6)


@given(st.floats(-1, 2))
def test_rise_goes_from_0_to_1(x: float) -> None:
    assert 0.0 <= rise(x) <= 1.0
    assert rise(x) <= rise(x + 0.1)
