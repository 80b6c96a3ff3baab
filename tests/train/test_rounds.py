"""Short strokes are as short, as quick and as round as they should be, and go from rest to rest."""

from __future__ import annotations

import math
import random
import statistics
from itertools import pairwise

import numpy as np
import pytest

from curlicue.stroke import STEPS_PER_S
from curlicue_finger.motor import Point
from curlicue_study.measures import movements, turning
from trainer import rounds
from trainer.data import movements as moves_of
from trainer.rounds import SHAPES, bent, ellipse, knot
from trainer.strokes import Path

COUNT = 361  # points, 1.5 s


def turns(path: Path) -> float:
    """All the turning of a path, in whole turns, with its sign."""
    steps = movements([(x, y) for x, y in path.tolist()])
    return math.fsum(turning(steps)) / math.tau


def length(path: Path) -> float:
    return float(np.hypot(*np.diff(path, axis=0).T).sum())


def test_the_same_seed_gives_the_same_strokes() -> None:
    assert rounds.rounds(5, "a") == rounds.rounds(5, "a") != rounds.rounds(5, "b")
    assert rounds.rounds(7, "a")[:5] == rounds.rounds(5, "a")


def test_strokes_are_short_and_of_many_speeds() -> None:
    strokes = [moves_of(stroke, 1.0) for stroke in rounds.rounds(400, "speeds")]
    seconds = [len(stroke) / STEPS_PER_S for stroke in strokes]
    assert min(seconds) > SHAPES.least_s - 0.1
    assert 1.0 < statistics.median(seconds) < 1.6
    speeds = sorted(statistics.fmean(math.hypot(*move) for move in stroke) for stroke in strokes)
    assert speeds[40] < 2.6
    assert speeds[-40] > 6.0  # px per step


def test_they_begin_and_end_slower_than_they_go() -> None:
    first, middle, last = list[float](), list[float](), list[float]()
    for stroke in rounds.rounds(300, "rests"):
        speeds = [math.hypot(*move) for move in moves_of(stroke, 1.0)]
        at = len(speeds) // 2
        for speed, kept in (
            (speeds[0], first),
            (statistics.fmean(speeds[at - 3 : at + 3]), middle),
            (speeds[-1], last),
        ):
            kept.append(speed)
    assert statistics.fmean(first) < 0.7 * statistics.fmean(middle)
    assert statistics.fmean(last) < 0.7 * statistics.fmean(middle)


@pytest.mark.parametrize("draw", [ellipse, bent])
def test_rounds_go_round_at_their_tempo_and_size(draw: rounds.Draw) -> None:
    rng = random.Random(1)
    paths = [draw(40.0, 1.0, COUNT, rng) for _ in range(60)]
    assert statistics.fmean(abs(turns(path)) for path in paths) == pytest.approx(1.5, rel=0.2)
    assert statistics.fmean(length(path) for path in paths) == pytest.approx(1.5 * math.tau * 40.0, rel=0.25)


def test_a_knot_has_about_one_turn_and_is_slow_in_it() -> None:
    rng = random.Random(1)
    found, slowing = [], []
    for _ in range(60):
        path = knot(40.0, 1.0, COUNT, rng)
        found.append(abs(turns(path)))
        steps = movements([(x, y) for x, y in path[::4].tolist()])
        angles = [abs(angle) for angle in turning(steps)]
        tightest = angles.index(max(angles))
        there = statistics.fmean(math.hypot(*step) for step in steps[max(0, tightest - 3) : tightest + 3])
        slowing.append(there / statistics.fmean(math.hypot(*step) for step in steps))
    low, high = SHAPES.knot_turns
    assert statistics.fmean(found) == pytest.approx((low + high) / 2, abs=0.15)
    assert statistics.fmean(slowing) < 0.9


def test_both_ways_round_are_drawn_equally_often() -> None:
    ways = []
    for stroke in rounds.rounds(300, "ways"):
        places: list[Point] = [(sample.x, sample.y) for sample in stroke.samples]
        corners = [(a[0] - b[0], a[1] - b[1]) for b, a in pairwise(places)]
        ways.append(math.copysign(1.0, math.fsum(turning(corners))))
    assert abs(sum(ways)) < 60
