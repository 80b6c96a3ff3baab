"""Thinned lines are the same lines."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from curlicue_out.line import Point
from curlicue_out.thinning import distance, thinned
from tests.out.drawings import points

lines = st.lists(points, min_size=1, max_size=60)


@given(lines, st.floats(0.0, 50.0))
def test_no_point_is_further_from_what_is_kept_beside_it_than_said(line: list[Point], within: float) -> None:
    kept = thinned(line, within)
    assert (kept[0], kept[-1], len(kept) <= len(line)) == (line[0], line[-1], True)
    at = 0
    for begin, end in itertools.pairwise(kept):
        last = line.index(end, at + 1)
        assert all(distance(point, begin, end) <= within for point in line[at:last])
        at = last


def test_a_straight_line_needs_two_points_and_a_ring_keeps_its_shape() -> None:
    assert thinned([(k / 10, k / 5) for k in range(101)], 1e-9) == [(0.0, 0.0), (10.0, 20.0)]
    ring = [(10 * math.cos(k * math.pi / 50), 10 * math.sin(k * math.pi / 50)) for k in range(101)]
    assert 9 <= len(thinned(ring, 0.5)) <= 17


def test_a_corner_stays_however_sharp() -> None:
    assert thinned([(0.0, 0.0), (10.0, 0.0), (0.0, 0.0)], 0.1) == [(0.0, 0.0), (10.0, 0.0), (0.0, 0.0)]
