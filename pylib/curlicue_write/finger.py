"""The finger that goes along a letter's line: one place for each 1/60 s, slow where it turns, at rest at the end. Pure.

How fast a hand goes where its way is curved is the two-thirds power law (Lacquaniti, Terzuolo and Viviani, Acta
Psychologica 1983): the speed is in proportion to the cube root of the radius. Lengths in CSS px, y down.
"""

from math import sqrt
from typing import NamedTuple

from curlicue.stroke import STEP_S

CORNER = 0.64  # cosine of the turn from which on a point of the line is a corner, not part of a curve
SAME_PX = 1e-12  # points that are no further apart are one
PART_PX = 3.0  # the line is looked at in parts of about this length


class Pace(
    NamedTuple(
        "Pace",
        [
            ("speed", float),  # px per s, on a straight line
            ("corner", float),  # share of it, 0..1, at a corner, at the beginning and at the end
            ("ease_px", float),  # over so much way it slows down for one, and is quick again
            ("bend_px", float),  # radius from which on a curve is no slower than a straight line
            ("rest", int),  # steps that it rests at the end
        ],
    )
):
    """How a finger goes along a line."""

    __slots__ = ()


def walk(points: "list[tuple[float, float]]", pace: Pace) -> "list[tuple[float, float]]":
    """The finger's places along a line, one a step; along one point it just rests."""
    path, corners = smooth(points)
    if len(path) == 1:
        return path * (pace.rest + 1)
    limits = _limits(path, corners, pace)
    places = [path[0]]
    at, ahead = 0, 0.0  # which part, and px into it
    while True:
        ahead += limits[at] * STEP_S
        while at + 2 < len(path) and ahead >= apart(path[at], path[at + 1]):
            ahead -= apart(path[at], path[at + 1])
            at += 1
        length = apart(path[at], path[at + 1])
        if ahead >= length:
            break
        share = ahead / length
        (x0, y0), (x1, y1) = path[at], path[at + 1]
        places.append((x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
    return places + [path[-1]] * (pace.rest + 1)


def smooth(points: "list[tuple[float, float]]") -> "tuple[list[tuple[float, float]], list[int]]":
    """The line through points, in small parts and round where it is no corner; and which of its points are corners."""
    points = _distinct(points)
    last = len(points) - 1
    ways = [_tangent(points, k) for k in range(last + 1)]
    path = [points[0]]
    corners = [0]
    for k in range(last):
        (x0, y0), (x1, y1) = points[k], points[k + 1]
        length = apart(points[k], points[k + 1])
        straight = ((x1 - x0) / length, (y1 - y0) / length)
        (ax, ay), (bx, by) = ways[k] or straight, ways[k + 1] or straight
        count = max(1, int(length / PART_PX + 0.5))
        for part in range(1, count + 1):
            u = part / count
            v = 1.0 - u
            h0, h1 = v * v * (1.0 + 2.0 * u), u * u * (3.0 - 2.0 * u)  # Hermite's cubic
            t0, t1 = u * v * v * length, -u * u * v * length
            path.append((h0 * x0 + h1 * x1 + t0 * ax + t1 * bx, h0 * y0 + h1 * y1 + t0 * ay + t1 * by))
        if ways[k + 1] is None:
            corners.append(len(path) - 1)
    return path, corners


def _distinct(points: "list[tuple[float, float]]") -> "list[tuple[float, float]]":
    """Leave out the points that are as good as on the one before: no direction can be reckoned between the two."""
    kept = points[:1]
    for point in points[1:]:
        if apart(kept[-1], point) > SAME_PX:
            kept.append(point)
    return kept


def _tangent(points: "list[tuple[float, float]]", k: int) -> "tuple[float, float] | None":
    """The direction in which a curve goes through one of its points; None at a corner and at the ends."""
    if k in (0, len(points) - 1):
        return None
    before, after = apart(points[k - 1], points[k]), apart(points[k], points[k + 1])
    ax, ay = (points[k][0] - points[k - 1][0]) / before, (points[k][1] - points[k - 1][1]) / before
    bx, by = (points[k + 1][0] - points[k][0]) / after, (points[k + 1][1] - points[k][1]) / after
    if ax * bx + ay * by < CORNER:
        return None
    x, y = ax * after + bx * before, ay * after + by * before  # the nearer neighbour counts more
    length = sqrt(x * x + y * y)
    return x / length, y / length


def _limits(path: "list[tuple[float, float]]", corners: "list[int]", pace: Pace) -> "list[float]":
    """The speed (px per s) on each part of the way."""
    far = [pace.ease_px] * len(path)  # px to the next corner, as far as that matters
    for k in corners:
        far[k] = 0.0
    for k in range(1, len(path)):
        far[k] = min(far[k], far[k - 1] + apart(path[k - 1], path[k]))
    for k in range(len(path) - 2, -1, -1):
        far[k] = min(far[k], far[k + 1] + apart(path[k], path[k + 1]))
    limits = []
    for k in range(len(path) - 1):
        eased = pace.corner + (1.0 - pace.corner) * min(far[k], far[k + 1]) / pace.ease_px
        limits.append(pace.speed * min(eased, _round(path, k, pace.bend_px)))
    return limits


def _round(path: "list[tuple[float, float]]", k: int, bend_px: float) -> float:
    """Share of the speed, 0..1, that the bend at a part allows."""
    if k == 0 or k + 2 >= len(path):
        return 1.0
    ax, ay = path[k][0] - path[k - 1][0], path[k][1] - path[k - 1][1]
    bx, by = path[k + 2][0] - path[k + 1][0], path[k + 2][1] - path[k + 1][1]
    cross = abs(ax * by - ay * bx) / max(1e-9, sqrt((ax * ax + ay * ay) * (bx * bx + by * by)))
    way = 2.0 * apart(path[k], path[k + 1])
    curvature = cross / way
    return 1.0 if curvature * bend_px <= 1.0 else max(0.4, (1.0 / (curvature * bend_px)) ** (1.0 / 3.0))


def apart(one: "tuple[float, float]", other: "tuple[float, float]") -> float:
    """How far two points are from one another."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    return sqrt(dx * dx + dy * dy)
