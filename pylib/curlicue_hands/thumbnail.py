"""A hand's picture in the row of hands: a slow drag drawn by its own net, as an SVG path of a few hundred bytes.

Every few steps of the pen make one cubic Bezier curve with the pen's own velocity at both ends (Hermite's form), so
the path goes through the pen's places and bends as the line does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from curlicue.hand import Hand
from curlicue.pen import PenSettings
from curlicue.run import run_stroke
from curlicue.stroke import STEPS_PER_S
from curlicue_finger import finger
from curlicue_finger.motor import Point

WIDTH, HEIGHT = 52.0, 40.0  # of the viewBox
MARGIN_X, MARGIN_Y = 4.0, 7.0
FEWEST_STEPS = 3  # of the pen in one curve; more where the path would get too long
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
    steps = FEWEST_STEPS
    while len(path := curves(points, steps)) > LARGEST_BYTES:
        steps += 1
    return path


def fitted(points: Sequence[Point]) -> list[Point]:
    """The points scaled and moved so that they fill the viewBox up to its margins and are centred in it."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    scale = min((WIDTH - 2.0 * MARGIN_X) / max(right - left, 1e-6), (HEIGHT - 2.0 * MARGIN_Y) / max(bottom - top, 1e-6))
    middle_x, middle_y = (left + right) / 2.0, (top + bottom) / 2.0
    return [(WIDTH / 2.0 + scale * (x - middle_x), HEIGHT / 2.0 + scale * (y - middle_y)) for x, y in points]


def curves(points: Sequence[Point], steps: int) -> str:
    """Curves over so many points each, relative, in tenths of a unit; rounding does not add up along the line."""
    knots = range(1, len(points) - 1, steps)
    x, y = _tenth(points[knots[0]])
    text = f"M{_pair(x, y)}s"
    for knot in knots[1:]:
        before, at, after = points[knot - 1], points[knot], points[knot + 1]
        third = steps / 3.0 / 2.0  # of the way that the pen would go at this velocity, a difference over two steps
        handle = _tenth((at[0] - third * (after[0] - before[0]), at[1] - third * (after[1] - before[1])))
        end = _tenth(at)
        text += f" {_pair(handle[0] - x, handle[1] - y)} {_pair(end[0] - x, end[1] - y)}"
        x, y = end
    return text.replace("s ", "s").replace(" -", "-")


def _tenth(point: Point) -> tuple[int, int]:
    return round(10.0 * point[0]), round(10.0 * point[1])


def _pair(x: int, y: int) -> str:
    return f"{_tenths(x)} {_tenths(y)}"


def _tenths(value: int) -> str:
    """Decimal text without what it can be read without."""
    text = f"{value / 10:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
