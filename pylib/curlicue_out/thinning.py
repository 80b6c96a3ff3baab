"""Fewer points for the same line (Ramer 1972, Douglas and Peucker 1973)."""

from collections.abc import Sequence
from math import hypot

from curlicue_out.line import Point


def thinned(points: Sequence[Point], within: float) -> list[Point]:
    """Some of the points, the first and the last among them, from which no other one is further than ``within``.

    Far is meant from the straight way between the two that are kept beside it, so a line that comes back to where it
    began keeps its shape.
    """
    if len(points) < 3:
        return list(points)
    kept = {0, len(points) - 1}
    open_ends = [(0, len(points) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        far, furthest = within, 0
        begin, end = points[first], points[last]
        for k in range(first + 1, last):
            strays = distance(points[k], begin, end)
            if strays > far:
                far, furthest = strays, k
        if furthest:
            kept.add(furthest)
            open_ends += [(first, furthest), (furthest, last)]
    return [points[k] for k in sorted(kept)]


def distance(point: Point, begin: Point, end: Point) -> float:
    """How far a point is from the straight way between two others, its ends included."""
    way_x, way_y = end[0] - begin[0], end[1] - begin[1]
    x, y = point[0] - begin[0], point[1] - begin[1]
    length = way_x * way_x + way_y * way_y
    if length > 0.0:
        along = min(1.0, max(0.0, (x * way_x + y * way_y) / length))
        x, y = x - along * way_x, y - along * way_y
    return hypot(x, y)
