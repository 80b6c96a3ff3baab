"""Strokes as the trainer's file has them (train/trainer/strokes_file.py): a header, then a stroke a line, in JSON."""

from json import dumps
from typing import TYPE_CHECKING

from curlicue.stroke import STEP_S

if TYPE_CHECKING:
    from typing import Sequence

HEADER = '{"format": "curlicue-strokes", "version": 1}'
FEWEST_POINTS = 2
DECIMALS = 3  # a millisecond, a thousandth of a CSS px


def line_of(points: "list[list[float]]") -> str:
    """One stroke's line: its points are [t in s, x, y in CSS px, pressure 0..1]."""
    return '{"points": ' + dumps(points) + "}"


def points_of(ticks: "Sequence[float]") -> "list[list[float]]":
    """The points of a stroke's ticks: x, y in CSS px and the pressure, three numbers a step of the network."""
    steps = range(len(ticks) // 3)
    points = [(k * STEP_S, ticks[3 * k], ticks[3 * k + 1], ticks[3 * k + 2]) for k in steps]
    return [[round(number, DECIMALS) for number in point] for point in points]


def goes_somewhere(ticks: "Sequence[float]") -> bool:
    """Whether ticks are a stroke to the trainer: a tap is none, and neither is a finger that never moved."""
    steps = len(ticks) // 3
    return steps >= FEWEST_POINTS and any(
        ticks[3 * k + axis] != ticks[axis] for k in range(1, steps) for axis in (0, 1)
    )
