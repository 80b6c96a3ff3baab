from __future__ import annotations

import math
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_finger.motor import Pause, minimum_jerk, random_tremor, wander


def test_minimum_jerk_starts_and_ends_at_rest() -> None:
    assert minimum_jerk(0.0) == 0.0
    assert minimum_jerk(1.0) == 1.0
    assert minimum_jerk(0.5) == pytest.approx(0.5)
    assert minimum_jerk(0.001) < 1e-7
    assert minimum_jerk(-3.0) == 0.0
    assert minimum_jerk(3.0) == 1.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_minimum_jerk_never_goes_back(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert minimum_jerk(low) <= minimum_jerk(high) + 1e-12


def test_wandering_has_the_spread_and_the_memory_that_were_asked_for() -> None:
    step_s, spread, time_s = 0.01, 0.3, 0.5
    values = wander(random.Random(1), 100_000, step_s, spread, time_s)
    assert statistics.pstdev(values) == pytest.approx(spread, rel=0.1)
    lag = round(time_s / step_s)
    products = [a * b for a, b in zip(values, values[lag:], strict=False)]
    assert statistics.fmean(products) / spread**2 == pytest.approx(math.exp(-1.0), abs=0.08)


def test_wandering_does_not_depend_on_the_step() -> None:
    coarse = [wander(random.Random(seed), 2, 0.5, 1.0, 0.5)[1] for seed in range(4000)]
    fine = [wander(random.Random(seed), 51, 0.01, 1.0, 0.5)[50] for seed in range(4000)]
    assert statistics.pstdev(coarse) == pytest.approx(statistics.pstdev(fine), rel=0.06)


def test_a_pause_stops_the_hand_and_lets_it_go_again() -> None:
    pause = Pause(start_s=1.0, length_s=0.5, ramp_s=0.2)
    assert [pause.pace(t) for t in (0.0, 1.0, 1.2, 1.7, 1.9, 9.0)] == pytest.approx([1.0, 1.0, 0.0, 0.0, 1.0, 1.0])
    assert 0.0 < pause.pace(1.1) < 1.0


def test_tremor_stays_within_its_amplitude() -> None:
    tremor = random_tremor(random.Random(3), 0.1, 0.2)
    offsets = [value for k in range(500) for value in tremor.offset(k / 240)]
    assert 0.1 <= tremor.amplitude_px <= 0.2
    assert 0.8 * tremor.amplitude_px < max(map(abs, offsets)) <= tremor.amplitude_px
