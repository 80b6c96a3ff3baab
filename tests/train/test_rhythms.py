"""The strokes of the five hands that repeat a figure."""

from __future__ import annotations

import math
import random
import statistics

import numpy as np
import pytest

from curlicue.resample import resample_stroke
from curlicue_study.measures import Measures, measure
from trainer.hands import HANDS
from trainer.rhythms import CORNERS, MANNER
from trainer.strokes import Generator, Path

NAMES = ("waves", "zigzag", "cursive", "eights", "coil")
STROKES = 24


def generator(name: str) -> Generator:
    made = HANDS[name].generator
    assert made is not None
    return made


def paths(name: str) -> list[Path]:
    rng = random.Random(name)
    return [generator(name).shape(rng) for _ in range(STROKES)]


def drawn(path: Path) -> Measures:
    points = [(x, y) for x, y in path[::4].tolist()]  # at 60 Hz
    return measure(points, [(0.0, 0.0)] * len(points))


def median(name: str, field: str) -> float:
    return statistics.median(getattr(drawn(path), field) or 0.0 for path in paths(name))


@pytest.mark.parametrize("name", NAMES)
def test_paths_have_their_length_and_human_speeds(name: str) -> None:
    for path in paths(name):
        assert path.shape == (MANNER.count, 2)
        assert np.isfinite(path).all()
        assert 0.8 < drawn(path).speed_px < 9.0


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_strokes(name: str) -> None:
    assert generator(name).strokes(2, "a") == generator(name).strokes(2, "a")
    assert generator(name).strokes(2, "a") != generator(name).strokes(2, "b")


def test_waves_bend_left_and_right_by_turns() -> None:
    assert median("waves", "flips_per_s") == pytest.approx(3.2, abs=0.4)
    assert median("waves", "share") < 0.2


def test_a_zigzag_turns_at_corners_and_goes_straight_between() -> None:
    assert median("zigzag", "corner") > 0.5
    sharp = []
    for path in paths("zigzag"):
        steps = np.diff(path, axis=0)
        angle = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
        sharp += [abs(turn) for turn in np.diff(angle).tolist() if abs(turn) > 1.0]
    assert math.degrees(statistics.median(sharp)) == pytest.approx(statistics.fmean(CORNERS.turn_deg), abs=8.0)


def test_cursive_loops_one_way_and_is_never_mirrored() -> None:
    assert median("cursive", "loops_per_s") == pytest.approx(1.6, abs=0.3)
    ways = []
    for stroke in generator("cursive").strokes(STROKES, "ways"):
        points = [(tick.x, tick.y) for tick in resample_stroke(list(stroke.samples))]
        ways.append(measure(points, points).handedness)
    assert abs(sum(ways)) == STROKES


def test_eights_turn_both_ways_as_much() -> None:
    assert median("eights", "share") < 0.3
    assert median("eights", "flips_per_s") == pytest.approx(2.0, abs=0.4)


def test_a_coil_winds_four_times_as_often_as_its_tempo_and_both_ways_occur() -> None:
    assert median("coil", "loops_per_s") == pytest.approx(4 * 0.45, abs=0.3)
    assert median("coil", "radius_px") < 30.0
