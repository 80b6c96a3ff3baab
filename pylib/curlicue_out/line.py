"""The line of a stroke as the eye sees it, as points: what curlicue_ink.rope inks, bent at each pen."""

from math import ceil, hypot, sqrt

from curlicue.stroke import Stroke

Point = tuple[float, float]  # x, y


def line_of(stroke: Stroke, within: float) -> list[Point]:
    """Points (CSS px) along a stroke's line, so dense that straight ways between them stray at most ``within`` px.

    The line goes from the middle between two pens to the next middle, as a parabola whose handle is the pen between
    them; it begins at the first pen and ends at the last.
    """
    pens = list(zip(stroke.pens[0::2], stroke.pens[1::2], strict=True))
    points = pens[:1]
    for k in range(1, len(pens)):
        begin, handle = points[-1], pens[k]
        end = _middle(handle, pens[k + 1]) if k + 1 < len(pens) else handle
        if k == 1:
            begin = _middle(pens[0], handle)
            points.append(begin)
        points += _parabola(begin, handle, end, within)
    return points


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _parabola(begin: Point, handle: Point, end: Point, within: float) -> list[Point]:
    """Points after ``begin`` up to ``end``; a chord strays a quarter of the second difference, over pieces squared."""
    strays = hypot(begin[0] - 2 * handle[0] + end[0], begin[1] - 2 * handle[1] + end[1]) / 4
    pieces = max(1, ceil(sqrt(strays / within)))
    points = []
    for k in range(1, pieces):
        t = k / pieces
        a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        points.append((a * begin[0] + b * handle[0] + c * end[0], a * begin[1] + b * handle[1] + c * end[1]))
    return [*points, end]
