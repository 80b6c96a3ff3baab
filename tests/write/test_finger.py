"""The finger: along the line, evenly, slower where it turns, at rest at the end."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curlicue.stroke import STEP_S
from curlicue_write.finger import Pace, smooth, walk

PACE = Pace(speed=40.0, corner=0.5, ease_px=15.0, bend_px=30.0, rest=12)
SQUARE = [(0.0, 0.0), (80.0, 0.0), (80.0, 80.0), (0.0, 80.0)]
ROUND = [(50.0 * math.cos(k * math.pi / 8), 50.0 * math.sin(k * math.pi / 8)) for k in range(17)]
places = st.tuples(st.floats(0.0, 300.0), st.floats(0.0, 300.0))


def speeds(path: list[tuple[float, float]]) -> list[float]:
    return [math.dist(one, other) / STEP_S for one, other in pairwise(path)]


def test_it_keeps_its_speed_on_a_straight_line_and_eases_at_corners_and_ends() -> None:
    path = walk(SQUARE, PACE)
    found = speeds(path)[: -PACE.rest - 1]
    assert max(found) == pytest.approx(PACE.speed)
    assert found[0] == pytest.approx(0.5 * PACE.speed, rel=0.1)
    corner = min(range(len(path)), key=lambda k: math.dist(path[k], (80.0, 0.0)))
    assert min(found[corner - 2 : corner + 2]) < 0.75 * PACE.speed


def test_it_rests_at_the_end_and_on_a_dot() -> None:
    assert walk(SQUARE, PACE)[-PACE.rest - 1 :] == [SQUARE[-1]] * (PACE.rest + 1)
    assert walk([(3.0, 4.0)], PACE) == [(3.0, 4.0)] * (PACE.rest + 1)


def test_a_ring_of_points_is_walked_as_a_circle() -> None:
    path, corners = smooth(ROUND)
    assert corners == [0, len(path) - 1] or corners == [0]
    inner = path[len(path) // 16 : -len(path) // 16]
    assert all(abs(math.hypot(x, y) - 50.0) < 0.2 for x, y in inner)


@given(st.lists(places, min_size=1, max_size=8))
@example([(0.0, 0.0), (0.0, 1.5e-180)])
@example([(0.0, 0.0), (0.0, 2.5e-162), (0.0, 5e-162)])
@example([(0.0, 0.0), (1.0, 0.0), (1.0, 1.5e-180)])
def test_any_line_is_walked_from_its_first_point_to_its_last_no_faster_than_allowed(
    points: list[tuple[float, float]],
) -> None:
    path = walk(points, PACE)
    assert path[0] == points[0]
    assert path[-1] == pytest.approx(points[-1])
    assert max(speeds(path), default=0.0) <= PACE.speed * 1.001
