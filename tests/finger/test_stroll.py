from __future__ import annotations

import math
import random
import statistics
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.stroke import STEP_S, STEPS_PER_S
from curlicue_finger.stroll import INSET_PX, LARGEST_INSET, SECONDS, SPEED_PX_S, place_at, stroll
from tests.micropython.runner import compute_in_micropython

SHEETS = [(346.0, 464.0), (1196.0, 490.0), (276.0, 220.0), (800.0, 293.0)]


@given(st.floats(60.0, 2000.0), st.floats(60.0, 1200.0), st.integers(0, 10_000))
def test_the_finger_stays_on_the_sheet_with_room_for_its_curls(width: float, height: float, seed: int) -> None:
    across, down = min(INSET_PX, LARGEST_INSET * width), min(INSET_PX, LARGEST_INSET * height)
    for x, y in stroll(width, height, random.Random(seed)):
        assert across <= x <= width - across
        assert down <= y <= height - down


@pytest.mark.parametrize("sheet", SHEETS)
def test_it_is_slow_and_moves_as_a_hand_does(sheet: tuple[float, float]) -> None:
    for seed in range(20):
        places = stroll(*sheet, random.Random(seed))
        assert len(places) == round(SECONDS * STEPS_PER_S)
        speeds = [math.dist(a, b) / STEP_S for a, b in pairwise(places)]
        whole = speeds[30:-30]
        assert 0.7 * SPEED_PX_S < statistics.median(whole) < 1.3 * SPEED_PX_S
        assert statistics.pstdev(whole) > 0.05 * SPEED_PX_S, "a machine is as even as that"
        assert max(speeds[0], speeds[-1]) < 0.5 * SPEED_PX_S, "it sets off and stops softly"
        assert max(speeds) < 3 * SPEED_PX_S, "it jumps"


@pytest.mark.parametrize("sheet", SHEETS)
def test_it_goes_somewhere(sheet: tuple[float, float]) -> None:
    for seed in range(20):
        places = stroll(*sheet, random.Random(seed))
        xs = [x for x, _ in places]
        assert max(xs) - min(xs) > 0.3 * sheet[0]


def test_every_one_is_another_and_the_same_chance_gives_the_same() -> None:
    assert stroll(346, 464, random.Random(1)) == stroll(346, 464, random.Random(1))
    assert stroll(346, 464, random.Random(1)) != stroll(346, 464, random.Random(2))


def test_a_place_between_two_steps_lies_between_them_and_the_end_is_none() -> None:
    places = [(0.0, 0.0), (6.0, 3.0), (9.0, 3.0)]
    assert place_at(places, -1.0) == (0.0, 0.0)
    assert place_at(places, 0.5 * STEP_S) == pytest.approx((3.0, 1.5))
    assert place_at(places, 1.5 * STEP_S) == pytest.approx((7.5, 3.0))
    assert place_at(places, 2 * STEP_S) is None


def test_micropython_walks_the_same_way() -> None:
    class Fixed(random.Random):
        """Middles alone."""

        def uniform(self, a: float, b: float) -> float:
            return (a + b) / 2

        def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
            return mu + sigma / 3

    script = """
from curlicue_finger.stroll import stroll
class Fixed:
    def uniform(self, a, b):
        return (a + b) / 2
    def gauss(self, mu, sigma):
        return mu + sigma / 3
result = [list(place) for place in stroll(346.0, 464.0, Fixed())]
"""
    wanted = [list(place) for place in stroll(346.0, 464.0, Fixed())]
    for found, place in zip(compute_in_micropython(script), wanted, strict=True):
        assert found == pytest.approx(place, abs=1e-6)
