from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.stroke import Tick
from curlicue_hands.windows import aligned, deltas, mirrored, sliding_windows, turned

moves = st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=80)


def test_movements_are_differences_in_units_of_the_scale() -> None:
    ticks = [Tick(0.0, 0.0, 0.5), Tick(4.0, -8.0, 0.5), Tick(4.0, -6.0, 0.5)]
    assert deltas(ticks, 4.0) == [(1.0, -2.0), (0.0, 0.5)]


@given(moves, st.integers(1, 20), st.integers(1, 20))
def test_windows_are_slices_that_leave_out_nothing_but_a_tail(
    stroke: list[tuple[float, float]], length: int, stride: int
) -> None:
    windows = sliding_windows(stroke, length, stride)
    for index, window in enumerate(windows):
        assert window == stroke[index * stride : index * stride + length + 1]
        assert len(window) == length + 1
    assert len(stroke) - len(windows) * stride < length + 1


@given(moves)
def test_an_aligned_window_points_along_x_and_keeps_its_lengths(window: list[tuple[float, float]]) -> None:
    result = aligned(window)
    net_x, net_y = sum(dx for dx, _ in result), sum(dy for _, dy in result)
    assert net_x >= -1e-6
    assert net_y == pytest.approx(0.0, abs=1e-6)
    for before, after in zip(window, result, strict=True):
        assert math.hypot(*after) == pytest.approx(math.hypot(*before), abs=1e-9)


def test_a_quarter_turn_goes_from_x_to_y() -> None:
    ((dx, dy),) = turned([(1.0, 0.0)], math.pi / 2)
    assert (dx, dy) == pytest.approx((0.0, 1.0))


@given(moves)
def test_a_mirror_seen_in_a_mirror_is_the_window(window: list[tuple[float, float]]) -> None:
    assert mirrored(mirrored(window)) == window
