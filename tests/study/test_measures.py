from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_finger.motor import Point
from curlicue_study.measures import alive, first_turn, loops_per_s, measure, movements, turning

SECONDS = 6.0
STILL: list[Point] = [(0.0, 0.0)] * 361


def line(place: Callable[[float], Point]) -> list[Point]:
    return [place(k / 60) for k in range(361)]


def circles(radius: float, hz: float) -> list[Point]:
    return line(lambda t: (radius * math.cos(math.tau * hz * t), radius * math.sin(math.tau * hz * t)))


@given(st.floats(12.0, 60.0), st.floats(0.6, 2.0), st.sampled_from([1, -1]))
def test_a_circle_has_its_own_radius_tempo_and_handedness(radius: float, hz: float, way: int) -> None:
    drawn = measure(circles(radius, way * hz), STILL)
    assert drawn.loops_per_s == pytest.approx(hz, rel=1e-6)
    assert drawn.radius_px == pytest.approx(radius, rel=0.01)
    assert drawn.share == pytest.approx(1.0)
    assert drawn.handedness == way
    assert drawn.rms_px == pytest.approx(radius, rel=0.1)
    assert drawn.distance_px == pytest.approx(radius)
    assert drawn.flips_per_s == 0.0
    assert drawn.corner == pytest.approx(0.05, abs=0.01)
    assert drawn.first_turn_s == pytest.approx(1.0 / hz, abs=0.05)


def test_a_straight_line_has_no_radius_and_no_turn() -> None:
    drawn = measure(line(lambda t: (60.0 * t, 0.0)), line(lambda t: (60.0 * t, 0.0)))
    assert drawn.radius_px is None
    assert drawn.share is None
    assert drawn.corner is None
    assert drawn.frequency_hz is None
    assert drawn.first_turn_s is None
    assert drawn.alive_px == pytest.approx(0.0, abs=1e-9)
    assert drawn.speed_px == pytest.approx(1.0)
    assert drawn.rms_px == pytest.approx(0.0, abs=1e-9)


def test_a_pen_that_stands_has_zeros_and_nones_but_no_error() -> None:
    drawn = measure(STILL, STILL)
    assert (drawn.loops_per_s, drawn.speed_px, drawn.handedness) == (0.0, 0.0, 0)
    assert drawn.jerk_ratio is None


@pytest.mark.parametrize("hz", [0.5, 1.0, 1.6, 3.2])
def test_a_wave_swings_at_its_own_frequency_and_changes_its_turning_twice_a_swing(hz: float) -> None:
    drawn = measure(line(lambda t: (40.0 * t, 12.0 * math.sin(math.tau * hz * t))), STILL)
    assert drawn.frequency_hz == pytest.approx(hz, abs=0.06)
    assert drawn.flips_per_s == pytest.approx(2.0 * hz, rel=0.1)
    assert drawn.share is not None
    assert drawn.share < 0.25


def test_a_zigzag_turns_in_its_corners() -> None:
    drawn = measure(line(lambda t: (40.0 * t, 20.0 * abs((2.0 * t) % 2.0 - 1.0))), STILL)
    assert drawn.corner is not None
    assert drawn.corner > 0.9


def test_tremor_raises_the_jerk_ratio() -> None:
    smooth = measure(circles(30.0, 1.0), STILL).jerk_ratio
    shaken = measure([(x + 0.3 * (k % 2), y) for k, (x, y) in enumerate(circles(30.0, 1.0))], STILL).jerk_ratio
    assert smooth is not None
    assert shaken is not None
    assert smooth == pytest.approx((math.tau / 60) ** 2, rel=0.01)
    assert shaken > 10 * smooth


def test_first_turn_counts_only_turning_within_two_seconds() -> None:
    slow = [math.tau / 200] * 400  # a turn takes 3.3 s
    quick = [math.tau / 60] * 100
    assert first_turn(slow) is None
    assert first_turn([0.0] * 30 + quick) == pytest.approx(1.5, abs=0.02)
    assert first_turn([-turn for turn in quick]) == pytest.approx(1.0, abs=0.02)


def test_turns_that_cancel_are_no_loops() -> None:
    assert loops_per_s([0.1, -0.1] * 50) == pytest.approx(0.0)
    assert turning([(1.0, 0.0), (0.01, 0.0), (0.0, 1.0)]) == [0.0, 0.0]  # too short to have a direction


def test_alive_ignores_a_steady_drift() -> None:
    steps = movements([(x + 5.0 * k, y) for k, (x, y) in enumerate(circles(20.0, 1.0))])
    assert alive(steps) == pytest.approx(math.tau * 20.0 / 60.0, rel=0.01)


def test_lines_that_are_too_short_are_refused_in_one_sentence() -> None:
    with pytest.raises(ValueError, match="found 10 pen and 11 finger positions, expected as many of each and 120"):
        measure(STILL[:10], STILL[:11])
