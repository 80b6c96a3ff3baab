"""In which order a plotter draws lines, and which of them backwards: its pen is not to travel far in the air."""

from collections.abc import Sequence
from math import hypot

from curlicue_out.line import Point

Line = Sequence[Point]


def ordered(lines: Sequence[Line], home: Point = (0.0, 0.0)) -> list[Line]:
    """The same lines, each from where it was drawn or backwards: always the one next whose end is nearest.

    Where that makes the way longer than in the order they were drawn, which a greedy choice may, they stay as they are.
    """
    left = [line for line in lines if line]
    drawn = list(left)
    at, found = home, list[Line]()
    while left:
        place, backwards = min(
            ((k, backwards) for k in range(len(left)) for backwards in (False, True)),
            key=lambda end: _apart(at, left[end[0]][-1 if end[1] else 0]),
        )
        line = left.pop(place)
        found.append(line[::-1] if backwards else line)
        at = found[-1][-1]
    return min(drawn, found, key=lambda order: travel(order, home))


def travel(lines: Sequence[Line], home: Point = (0.0, 0.0)) -> float:
    """How far the pen travels without drawing, from ``home`` to the begin of the last line."""
    ends = [home, *(line[-1] for line in lines)]
    return sum(_apart(end, line[0]) for end, line in zip(ends, lines, strict=False))


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
