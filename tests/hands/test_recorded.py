"""What is made of a person's strokes before a net hears them."""

from __future__ import annotations

import math

import pytest

from curlicue_hands.recorded import FLOOR_RANGE_PX, floor_px, typical_scale, without_rests


def test_rests_are_dropped_and_movement_stays() -> None:
    moves = [(1.0, 0.0)] * 30 + [(0.0, 0.0)] * 60 + [(0.0, 1.0)] * 30
    kept = without_rests(moves)
    assert 60 <= len(kept) <= 70
    assert sum(math.hypot(*move) for move in kept) == pytest.approx(60.0)


@pytest.mark.parametrize(("speed", "factor"), [(3.0, 1.0), (1.5, 2.0), (0.1, 3.0), (100.0, 0.25)])
def test_strokes_are_scaled_to_the_speed_of_the_loop_within_bounds(speed: float, factor: float) -> None:
    assert typical_scale([[(speed, 0.0)] * 20]) == pytest.approx(factor)


def test_the_speed_floor_comes_from_the_strokes_within_bounds() -> None:
    assert floor_px(3.0) == pytest.approx(2.7)
    assert (floor_px(0.2), floor_px(9.0)) == FLOOR_RANGE_PX
