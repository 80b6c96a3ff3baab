"""A hand's picture in the row of hands: a slow drag drawn by its own net, as an SVG path.

The line is thinned by the algorithm of Ramer (Computer Graphics and Image Processing 1972) and of Douglas and Peucker
(Cartographica 1973), so that a path of a few hundred bytes is off by a tenth of a unit at most.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from curlicue import finger
from curlicue.hand import Hand
from curlicue.motor import Point
from curlicue.pen import PenSettings, run_stroke
from curlicue.stroke import STEPS_PER_S

WIDTH, HEIGHT = 52.0, 40.0  # of the viewBox
MARGIN_X, MARGIN_Y = 4.0, 7.0
LARGEST_ERROR = 0.1  # units of the viewBox
LEAD_IN_S = 1.5  # left out: the touch-down
LARGEST_BYTES = 700


@dataclass(frozen=True)
class Sketch:
    """The drag that shows a hand at its best in 52 by 40 units."""

    speed_px_s: float
    seconds: float  # shown
    pull: float | None  # where the pull slider stands; None: the hand's own


def thumbnail(hand: Hand, sketch: Sketch) -> str:
    """The path's `d`: at most `LARGEST_BYTES`, centred in its viewBox."""
    drag = finger.line(0.0, sketch.speed_px_s, LEAD_IN_S + sketch.seconds)
    pens = run_stroke(hand, drag, PenSettings(sketch.pull))[round(LEAD_IN_S * STEPS_PER_S) :]
    points = fitted([(pen.x, pen.y) for pen in pens])
    error = LARGEST_ERROR
    while len(path := as_path(thinned(points, error))) > LARGEST_BYTES:
        error *= 1.25
    return path


def fitted(points: Sequence[Point]) -> list[Point]:
    """The points scaled and moved so that they fill the viewBox up to its margins and are centred in it."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    scale = min((WIDTH - 2.0 * MARGIN_X) / max(right - left, 1e-6), (HEIGHT - 2.0 * MARGIN_Y) / max(bottom - top, 1e-6))
    middle_x, middle_y = (left + right) / 2.0, (top + bottom) / 2.0
    return [(WIDTH / 2.0 + scale * (x - middle_x), HEIGHT / 2.0 + scale * (y - middle_y)) for x, y in points]


def thinned(points: Sequence[Point], error: float) -> list[Point]:
    """The fewest of the points, found greedily, from whose polyline none of the others is farther than `error`."""
    if len(points) < 3:
        return list(points)
    far = max(range(1, len(points) - 1), key=lambda k: _aside(points[k], points[0], points[-1]))
    if _aside(points[far], points[0], points[-1]) <= error:
        return [points[0], points[-1]]
    return thinned(points[: far + 1], error)[:-1] + thinned(points[far:], error)


def as_path(points: Sequence[Point]) -> str:
    """An absolute start, then relative lines, all in tenths of a unit; rounding does not add up along the line."""
    tenths = [(round(10.0 * x), round(10.0 * y)) for x, y in points]
    (x, y), moves = tenths[0], []
    for next_x, next_y in tenths[1:]:
        moves.append(_pair(next_x - x, next_y - y))
        x, y = next_x, next_y
    text = f"M{_pair(*tenths[0])}l" + " ".join(moves)
    return text.replace(" -", "-").replace("l ", "l")


def _pair(x: int, y: int) -> str:
    return f"{_tenths(x)} {_tenths(y)}"


def _tenths(value: int) -> str:
    """Decimal text without what it can be read without."""
    text = f"{value / 10:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _aside(point: Point, a: Point, b: Point) -> float:
    """Distance of a point from the straight piece a..b."""
    along_x, along_y = b[0] - a[0], b[1] - a[1]
    length2 = along_x * along_x + along_y * along_y
    if length2 == 0.0:
        return math.dist(point, a)
    share = ((point[0] - a[0]) * along_x + (point[1] - a[1]) * along_y) / length2
    share = min(1.0, max(0.0, share))
    return math.dist(point, (a[0] + share * along_x, a[1] + share * along_y))
