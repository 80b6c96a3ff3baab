"""The line as points is the line that is inked."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from curlicue.stroke import Stroke
from curlicue_ink.marks import INK
from curlicue_ink.rope import Paper
from curlicue_ink.svg import read
from curlicue_out.line import Point, line_of
from curlicue_out.thinning import distance
from tests.ink.reading import ALL
from tests.out.drawings import points, stroke_through


def inked(stroke: Stroke) -> list[Point]:
    """Points along what the canvas inks of a stroke, ten to each of its parabolas."""
    found = []
    for mark in read(Paper().update([stroke], 1.0, ALL)[0]):
        if mark.kind == INK:
            x0, y0, cx, cy, x1, y1 = mark.numbers
            for k in range(11):
                t = k / 10
                a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
                found.append((a * x0 + b * cx + c * x1, a * y0 + b * cy + c * y1))
    return found


def furthest(some: list[Point], line: list[Point]) -> float:
    return max(min(distance(point, *way) for way in itertools.pairwise(line)) for point in some)


@given(st.lists(points, min_size=2, max_size=8), st.floats(0.01, 2.0))
def test_it_is_what_is_inked_and_strays_no_further_than_asked(pens: list[Point], within: float) -> None:
    stroke = stroke_through(pens)
    line = line_of(stroke, within)
    assert (line[0], line[-1]) == (pens[0], pens[-1])
    assert furthest(inked(stroke), line) <= within + 1e-6


def test_a_ring_is_as_dense_as_it_is_asked_to_be() -> None:
    ring = stroke_through([(100 * math.cos(k / 5), 100 * math.sin(k / 5)) for k in range(32)])
    coarse, fine = len(line_of(ring, 1.0)), len(line_of(ring, 0.01))
    assert coarse < 40 < 150 < fine


def test_a_dot_is_one_point() -> None:
    assert line_of(stroke_through([(3.0, 4.0)]), 0.1) == [(3.0, 4.0)]
