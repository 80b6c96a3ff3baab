"""Generated strokes are what their models promise, before and after the touch screen."""

from __future__ import annotations

import math
import random
import statistics

import numpy as np
import pytest

from curlicue.resample import resample_stroke
from curlicue_finger.touch import PATH_RATE_HZ, PATH_STEP_S
from curlicue_study.measures import loops_per_s, movements, radius, same_way_share, turning
from trainer.loops import GENERATOR, MANNER, harmonic_ellipses, lognormal_arcs, loops
from trainer.strokes import Path, at_pace, perform

COUNT = 6 * round(PATH_RATE_HZ) + 1
STEADY = np.full(COUNT, 36.0), np.full(COUNT, 1.0)  # radius px, loops/s


def speed_and_curvature(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Both (points - 2,): px/s and 1/px."""
    velocity = np.gradient(path, PATH_STEP_S, axis=0)[2:-2]
    acceleration = np.gradient(np.gradient(path, PATH_STEP_S, axis=0), PATH_STEP_S, axis=0)[2:-2]
    speed = np.hypot(velocity[:, 0], velocity[:, 1])
    cross = velocity[:, 0] * acceleration[:, 1] - velocity[:, 1] * acceleration[:, 0]
    return speed, np.abs(cross) / speed**3


def test_ellipses_obey_the_two_thirds_power_law() -> None:
    speed, curvature = speed_and_curvature(harmonic_ellipses(*STEADY, random.Random(2)))
    exponent = np.polyfit(np.log(curvature), np.log(speed), 1)[0]
    assert exponent == pytest.approx(-1.0 / 3.0, abs=0.08)


@pytest.mark.parametrize("seed", range(5))
def test_arcs_go_round_evenly_at_the_tempo_asked_for_and_somewhat_smaller(seed: int) -> None:
    path = lognormal_arcs(*STEADY, random.Random(seed))
    steps = movements([(x, y) for x, y in path[::4].tolist()])
    turns = turning(steps)
    assert same_way_share(turns) == pytest.approx(1.0, abs=0.02)
    assert loops_per_s(turns) == pytest.approx(1.0, rel=0.15)
    found = radius(steps, turns)
    assert found is not None
    assert 0.4 * 36.0 < found < 36.0
    lengths = [math.hypot(*step) for step in steps]
    assert min(lengths) > 0.2 * statistics.fmean(lengths)  # from the first step on: the chain begins before


def test_curves_turn_one_way_and_both_ways_are_drawn_equally_often() -> None:
    rng = random.Random(1)
    ways = []
    for _ in range(200):
        ticks = resample_stroke(perform(loops(rng), MANNER, rng))
        turns = turning(movements([(tick.x, tick.y) for tick in ticks[::4]]))
        ways.append(math.copysign(1.0, math.fsum(turns)))
    assert abs(sum(ways)) < 40


def test_strokes_have_human_sizes_and_speeds() -> None:
    strokes = GENERATOR.strokes(60, "test")
    speeds = []
    for stroke in strokes:
        ticks = resample_stroke(list(stroke.samples))
        assert len(ticks) == pytest.approx(361, abs=6)
        speeds += [math.hypot(*step) for step in movements([(tick.x, tick.y) for tick in ticks])]
    assert 2.0 < statistics.fmean(speeds) < 4.0


def test_the_same_seed_gives_the_same_strokes_and_another_seed_others() -> None:
    assert GENERATOR.strokes(3, "a") == GENERATOR.strokes(3, "a")
    assert GENERATOR.strokes(3, "a") != GENERATOR.strokes(3, "b")


def test_pace_changes_when_but_not_where() -> None:
    path = harmonic_ellipses(*STEADY, random.Random(4))
    pace = np.linspace(0.0, 1.0, COUNT)
    slowed = at_pace(path, pace)
    assert np.allclose(slowed[0], path[0])
    assert np.allclose(
        np.hypot(*slowed.T), np.interp(np.cumsum(pace) - pace[0], np.arange(COUNT), np.hypot(*path.T)), atol=0.05
    )
    assert np.hypot(*(slowed[1] - slowed[0])) < 0.01
