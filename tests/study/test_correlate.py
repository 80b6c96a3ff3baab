from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from curlicue_study.correlate import (
    BLOCK_STEPS,
    DIRECTIONS,
    LEAST_STEPS,
    NAMED_FROM,
    SPEED,
    SPEEDS,
    TURNING,
    TURNS,
    WINDOW_BLOCKS,
    Features,
    Moments,
    RunningCorrelation,
    features,
    total,
)

Rows = NDArray[np.float64]

WINDOW_STEPS = BLOCK_STEPS * WINDOW_BLOCKS
FEATURES = len(Features._fields)


def made(seed: int, steps: int, states: int = 3) -> tuple[Rows, Rows]:
    """Features and states that share something, a row a step."""
    rng = np.random.default_rng(seed)
    of = rng.normal(size=(steps, FEATURES)) * [1, 0.5, 2, 0.3] + 1.0
    mix = rng.normal(size=(FEATURES, states))
    return of, np.tanh(0.1 * of @ mix + rng.normal(size=(steps, states)))


def fed(of: Rows, states: Rows) -> Moments:
    running = RunningCorrelation(states.shape[1])
    for row, state in zip(of.tolist(), states.tolist(), strict=True):
        running.add(row, state)
    return running.moments()


def window(steps: int) -> int:
    """How many of the last steps are in the window: whole blocks, and the one that fills up."""
    return steps if steps <= WINDOW_STEPS else WINDOW_STEPS - BLOCK_STEPS + (steps - 1) % BLOCK_STEPS + 1


@pytest.mark.parametrize(
    "steps",
    [
        5,
        BLOCK_STEPS,
        BLOCK_STEPS + 1,
        WINDOW_STEPS - 1,
        WINDOW_STEPS,
        WINDOW_STEPS + 1,
        WINDOW_STEPS + BLOCK_STEPS,
        777,
    ],
)
def test_r_is_that_of_numpy_over_the_very_window(steps: int) -> None:
    of, states = made(steps, steps)
    moments = fed(of, states)
    last = window(steps)
    assert moments.steps == last
    for feature in range(FEATURES):
        for state in range(states.shape[1]):
            wanted = np.corrcoef(of[-last:, feature], states[-last:, state])[0, 1]
            assert moments.r(feature, state) == pytest.approx(wanted, abs=1e-9)


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(3, 200), st.floats(-4, 4))
def test_a_direction_is_correlated_as_numpy_does(seed: int, steps: int, angle: float) -> None:
    of, states = made(seed, steps, states=1)
    moved = math.cos(angle) * of[:, 0] + math.sin(angle) * of[:, 1]
    wanted = np.corrcoef(moved, states[:, 0])[0, 1]
    assert fed(of, states).towards(angle, 0) == pytest.approx(wanted, abs=1e-7)


@pytest.mark.parametrize("k", range(len(DIRECTIONS)))
@pytest.mark.parametrize("off", [-0.3, 0.0, 0.3])  # radians; half way to the next is .39
def test_a_state_that_follows_a_direction_has_the_nearest_name(k: int, off: float) -> None:
    rng = np.random.default_rng(k)
    of = rng.normal(size=(2000, FEATURES))
    towards = k * math.pi / 4 + off  # y down: ahead is +x, right of the way +y
    states = 0.2 * (math.cos(towards) * of[:, :1] + math.sin(towards) * of[:, 1:2])
    found = fed(of, states).follows(0)
    assert found is not None
    assert found.name == DIRECTIONS[k]
    assert found.r == pytest.approx(math.cos(off), abs=0.03)


@pytest.mark.parametrize(
    ("number", "sign", "name"),
    [(SPEED, 1, SPEEDS[0]), (SPEED, -1, SPEEDS[1]), (TURNING, 1, TURNS[0]), (TURNING, -1, TURNS[1])],
)
def test_the_strongest_names_a_state_whichever_way_round(number: int, sign: int, name: str) -> None:
    rng = np.random.default_rng(number)
    of = rng.normal(size=(200, FEATURES))
    states = sign * 0.1 * of[:, number : number + 1] + 0.02 * rng.normal(size=(200, 1))
    found = fed(of, states).follows(0)
    assert found is not None
    assert found.name == name
    assert found.r > 0.9


def test_two_slopes_do_not_beat_one() -> None:
    """A state that is mostly speed, and a little of each way: what a fitted direction would explain best."""
    steps = 4000
    ahead, right, speed = np.random.default_rng(8).normal(size=(3, steps))
    of = np.stack([ahead, right, speed, np.zeros(steps)], axis=1)
    slope = math.radians(22.5)  # between two of the eight: worst for them, and nothing to a fit
    moved = math.cos(slope) * ahead + math.sin(slope) * right
    states = (0.66 * speed + 0.69 * moved)[:, np.newaxis]
    moments = fed(of, states)
    assert moments.towards(slope, 0) > moments.r(SPEED, 0)
    found = moments.follows(0)
    assert found is not None
    assert found.name == "fast"


@pytest.mark.parametrize(("wanted", "named"), [(NAMED_FROM - 0.01, False), (NAMED_FROM + 0.01, True)])
def test_nothing_is_named_below_its_threshold(wanted: float, named: bool) -> None:
    steps = 4 * BLOCK_STEPS
    k = np.arange(steps)
    heard, other = np.sin(2 * math.pi * k / 20), np.cos(2 * math.pi * k / 20)  # as apart as can be over whole turns
    of = np.zeros((steps, FEATURES))
    of[:, 2] = heard
    states = (wanted * heard + math.sqrt(1 - wanted**2) * other)[:, np.newaxis]
    moments = fed(of, states)
    assert moments.r(2, 0) == pytest.approx(wanted)
    assert (moments.follows(0) is not None) == named


def test_nothing_is_said_before_a_second_has_been_drawn() -> None:
    of, _ = made(0, LEAST_STEPS)
    states = 0.1 * of[:, :1]
    assert fed(of[:-1], states[:-1]).follows(0) is None
    assert fed(of, states).follows(0) is not None


def test_a_state_that_stands_still_follows_nothing() -> None:
    of, _ = made(0, 100)
    states = np.full((100, 2), 0.7)
    states[:, 1] += 1e-4 * of[:, 0]
    moments = fed(of, states)
    for state in range(2):
        assert not moments.moves(state)
        assert moments.follows(state) is None
        assert moments.towards(1.0, state) == 0.0
    assert fed(of, 0.1 * of[:, :1]).moves(0)


def test_no_steps_and_a_movement_that_never_changes_give_no_correlation() -> None:
    assert Moments(1).towards(0.0, 0) == 0.0
    assert Moments(1).r(0, 0) == 0.0
    of, _ = made(0, 100)
    of[:, :2] = 1.0
    states = 0.1 * of[:, 2:3]
    assert fed(of, states).towards(0.5, 0) == 0.0


@given(st.integers(0, 1000), st.lists(st.integers(1, 40), min_size=1, max_size=4))
@settings(max_examples=15)
def test_stretches_add_up_to_the_whole(seed: int, lengths: list[int]) -> None:
    of, states = made(seed, sum(lengths))
    whole, parts, at = Moments(3), [], 0
    for length in lengths:
        parts.append(Moments(3))
        for step in range(at, at + length):
            for each in (whole, parts[-1]):
                each.add(of[step].tolist(), states[step].tolist())
        at += length
    sums = total(3, parts)
    assert sums.steps == whole.steps
    assert sums.xy == pytest.approx(whole.xy)
    for name in ("f", "ff", "s", "ss"):
        assert getattr(sums, name) == pytest.approx(getattr(whole, name))
    assert np.allclose(sums.fs, whole.fs)


def test_turning_is_signed_and_a_finger_at_rest_does_not_turn() -> None:
    assert features(0, 1, (1, 0)).turning == pytest.approx(math.pi / 2)  # y down: to the right
    assert features(0, -1, (1, 0)).turning == pytest.approx(-math.pi / 2)
    assert features(0, 0, (1, 0)).turning == 0.0
    assert features(3, 4, (0, 0)) == (3, 4, 5, 0)
