"""Strokes to teach with, made of circles and waves as a pointer would report them."""

from __future__ import annotations

import cmath
import math
import random

from curlicue.stroke import Sample
from curlicue_teach.likeness import Likeness, likeness
from curlicue_teach.strokes import Lesson, Movements, read

RATE_HZ = 90.0


def samples(places: list[complex], rate_hz: float = RATE_HZ, began_s: float = 0.0) -> list[Sample]:
    return [Sample(at.real, at.imag, began_s + k / rate_hz, 0.5) for k, at in enumerate(places)]


def circles(
    count: int, radius_px: float = 40.0, hz: float = 1.0, way: int = 1, turns: float = 1.2, anywhere: bool = True
) -> list[list[Sample]]:
    """Each begins somewhere else, or all at the same place, and is a little larger or smaller than the one before."""
    rng = random.Random(count)
    steps = round(turns / hz * RATE_HZ)
    strokes = []
    for _ in range(count):
        phase = rng.uniform(0.0, math.tau) if anywhere else 0.0
        radius = radius_px * rng.uniform(0.9, 1.1)
        strokes.append(samples([cmath.rect(radius, phase + way * math.tau * hz * k / RATE_HZ) for k in range(steps)]))
    return strokes


def waves(count: int, angle: float = 0.0, hz: float = 1.5, seconds: float = 3.0) -> list[list[Sample]]:
    turn = cmath.rect(1.0, angle)
    times = [k / RATE_HZ for k in range(round(seconds * RATE_HZ))]
    path = [complex(60.0 * t, 12.0 * math.sin(math.tau * hz * t)) for t in times]
    return [samples([turn * at for at in path])] * count


def turning(seconds: float, hz: float = 1.0, px: float = 3.0) -> Movements:
    """An even round movement."""
    return tuple(cmath.rect(px, math.tau * hz * k / 60.0) for k in range(round(60.0 * seconds)))


def lesson_of(strokes: list[list[Sample]]) -> Lesson:
    lesson = read(strokes)
    assert isinstance(lesson, Lesson), lesson
    return lesson


def like(lines: list[Movements] | tuple[Movements, ...]) -> Likeness:
    found = likeness(lines)
    assert isinstance(found, Likeness), found
    return found
