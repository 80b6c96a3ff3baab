from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_page.steering import EDGE_PX, FAST_PX_S, SPEED_PX_S, WAYS, first_place, steer

SIZE = (300.0, 200.0)
MIDDLE = (150.0, 100.0)


@pytest.mark.parametrize(("key", "way"), sorted(WAYS.items()))
def test_an_arrow_goes_its_way_at_a_slow_even_speed(key: str, way: tuple[int, int]) -> None:
    assert way == {"L": (-1, 0), "R": (1, 0), "U": (0, -1), "D": (0, 1)}[key[len("Arrow")]]
    wanted = (150 + way[0] * SPEED_PX_S / 2, 100 + way[1] * SPEED_PX_S / 2)
    assert steer(MIDDLE, [key], False, 0.5, SIZE) == pytest.approx(wanted)
    twice = steer(steer(MIDDLE, [key], False, 0.25, SIZE), [key], False, 0.25, SIZE)
    assert twice == pytest.approx(wanted), "whatever the frames"


@pytest.mark.parametrize("fast", [False, True])
def test_two_arrows_go_between_their_ways_no_faster_than_one(fast: bool) -> None:
    x, y = steer(MIDDLE, ["ArrowRight", "ArrowUp"], fast, 0.1, SIZE)
    assert x - 150 == pytest.approx(100 - y)
    assert math.dist((x, y), MIDDLE) == pytest.approx(0.1 * (FAST_PX_S if fast else SPEED_PX_S))


def test_opposite_arrows_rest_and_a_third_goes_on() -> None:
    assert steer(MIDDLE, ["ArrowLeft", "ArrowRight"], False, 1.0, SIZE) == MIDDLE
    assert steer(MIDDLE, ["ArrowLeft", "ArrowRight", "ArrowUp"], False, 1.0, SIZE) == pytest.approx((150, 40))


@given(st.lists(st.sampled_from(sorted(WAYS)), max_size=4, unique=True), st.booleans(), st.floats(0, 10))
def test_no_key_leaves_the_surface(keys: list[str], fast: bool, seconds: float) -> None:
    for place in (MIDDLE, first_place(SIZE)):
        x, y = steer(place, keys, fast, seconds, SIZE)
        assert EDGE_PX <= x <= 300 - EDGE_PX
        assert EDGE_PX <= y <= 200 - EDGE_PX
