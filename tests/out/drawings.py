"""Strokes to take along."""

from __future__ import annotations

from hypothesis import strategies as st

from curlicue.stroke import Stroke
from curlicue_out.line import Point

coordinates = st.floats(-300, 700).map(lambda value: round(value, 3))
points = st.tuples(coordinates, coordinates)


def stroke_through(pens: list[Point]) -> Stroke:
    """A finished stroke."""
    stroke = Stroke(1, "any")
    for x, y in pens:
        stroke.pens.extend((x, y))
        stroke.ticks.extend((x, y, 0.5))
    stroke.lift = stroke.end = stroke.steps
    stroke.planned = 0
    return stroke


strokes = st.lists(points, min_size=1, max_size=30).map(stroke_through)
