from __future__ import annotations

import math

import pytest

from curlicue.hand import Hand
from curlicue_hands.start_state import (
    LOOPS_SEARCH,
    FreeGoal,
    Search,
    drive,
    driving_circles,
    find_start_state,
    free_search,
    rounded,
    run_free,
)
from tests.shipped import shipped_hand


@pytest.fixture(name="hand")
def _hand() -> Hand:
    return shipped_hand()


def test_driving_circles_are_twelve_sizes_and_tempos_both_ways_round() -> None:
    circles = driving_circles(scale_px=4.0, steps=120)
    assert len(circles) == 24
    speeds = {round(math.hypot(*circle[0]) * 4.0, 2) for circle in circles}
    assert len(speeds) == 12
    assert min(speeds) == pytest.approx(math.tau * 0.7 * 24.0 / 60.0, rel=0.01)
    ways = [math.copysign(1.0, circle[0][0] * circle[1][1] - circle[0][1] * circle[1][0]) for circle in circles]
    assert sum(ways) == 0.0


def test_the_shipped_start_is_what_the_search_finds(hand: Hand) -> None:
    driving = driving_circles(hand.loop.scale_px, LOOPS_SEARCH.driven_steps)
    found = rounded(find_start_state(hand.weights, hand.loop, driving, LOOPS_SEARCH), 6)
    assert found.output_x == pytest.approx(hand.start.output_x, abs=2e-6)
    assert found.lstm.c == pytest.approx(hand.start.lstm.c, abs=2e-6)


def test_a_start_points_along_the_drag(hand: Hand) -> None:
    assert abs(math.atan2(hand.start.output_y, hand.start.output_x)) < 0.1


def test_a_hand_known_by_its_free_run_gets_the_candidate_nearest_to_its_goal(hand: Hand) -> None:
    driving = driving_circles(hand.loop.scale_px, 64)[:8]
    wanted = free_search(speed_px=3.0, jerk_ratio=0.02)
    assert isinstance(wanted.goal, FreeGoal)
    start = find_start_state(hand.weights, hand.loop, driving, wanted)
    speeds = [math.hypot(pen.output_x, pen.output_y) for pen in run_free(hand.weights, hand.loop, start, 240)]
    assert sum(speeds) / len(speeds) == pytest.approx(3.0, rel=0.5)


def test_loops_per_second_can_be_part_of_the_goal(hand: Hand) -> None:
    driving = driving_circles(hand.loop.scale_px, 64)[:3]
    search = Search(driven_steps=64, free_steps=240, goal=FreeGoal(speed_px=3.0, jerk_ratio=None, loops_per_s=1.6))
    assert find_start_state(hand.weights, hand.loop, driving, search).output_speed > 0.0


def test_driving_with_nothing_is_refused(hand: Hand) -> None:
    with pytest.raises(ValueError, match="found no movements to drive the net with"):
        drive(hand.weights, hand.loop, [])
