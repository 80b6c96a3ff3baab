from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest

from curlicue_finger import finger


@pytest.mark.parametrize("speed", [25.0, 40.0, 60.0])
def test_a_real_drag_goes_its_way_at_its_speed_and_is_not_straight(speed: float) -> None:
    rng = random.Random(5)
    ends = []
    for angle in finger.directions():
        ticks = finger.real_drag(angle, speed, 6.0, rng)
        assert len(ticks) == pytest.approx(361, abs=3)
        dx, dy = ticks[-1].x - ticks[0].x, ticks[-1].y - ticks[0].y
        along = math.cos(angle) * dx + math.sin(angle) * dy
        across = math.cos(angle) * dy - math.sin(angle) * dx
        assert abs(across) < 0.25 * along
        ends.append(along)
    assert sum(ends) / len(ends) == pytest.approx(5.85 * speed, rel=0.12)


def test_the_same_seed_moves_the_same_finger() -> None:
    assert finger.real_drag(1.0, 30.0, 1.0, random.Random(7)) == finger.real_drag(1.0, 30.0, 1.0, random.Random(7))


def test_joined_paths_do_not_jump() -> None:
    ticks = finger.then(finger.line(0.4, 120.0, 1.0), finger.then(finger.hold(1.0), finger.circle(30.0, 1.0, 1.0)))
    steps = [math.dist(a[:2], b[:2]) for a, b in pairwise(ticks)]
    assert len(ticks) == 181
    assert max(steps) < 3.5


def test_a_polyline_passes_its_corners() -> None:
    ticks = finger.polyline([(0.0, 0.0), (60.0, 0.0), (60.0, 30.0)], 60.0)
    assert (ticks[60].x, ticks[60].y) == pytest.approx((60.0, 0.0))
    assert (ticks[-1].x, ticks[-1].y) == pytest.approx((60.0, 30.0))


def test_a_circle_keeps_its_radius_both_ways_round() -> None:
    for way in (0.5, -0.5):
        ticks = finger.circle(80.0, way, 1.0)
        assert all(math.hypot(tick.x, tick.y) == pytest.approx(80.0) for tick in ticks)
        assert math.copysign(1.0, ticks[10].y) == math.copysign(1.0, way)


def test_teleports_stay_within_reach() -> None:
    ticks = finger.teleports(3000.0, 200, random.Random(1))
    assert len(ticks) == 200
    assert 2000.0 < max(abs(tick.x) for tick in ticks) <= 3000.0
