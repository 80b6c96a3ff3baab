"""A simulated finger: the drags that a hand is judged by, on a simulated touch screen or on an ideal one.

Ideal straight lines differ only in how they start and hide failures, so the bars use a finger with tremor and a
wandering speed and heading, seen through a touch screen. Lengths in CSS px, y down, times in s, angles in radians.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from curlicue.resample import resample_stroke
from curlicue.stroke import STEPS_PER_S, Tick
from curlicue_finger.motor import (
    HEADING_WANDER,
    ONSET_S,
    SPEED_WANDER,
    TREMOR_PX,
    Point,
    minimum_jerk,
    random_tremor,
    wander,
)
from curlicue_finger.touch import NO_PRESSURE, PATH_RATE_HZ, PATH_STEP_S, random_screen, touch

DIRECTIONS = 12


def real_drag(angle: float, speed_px_s: float, seconds: float, rng: random.Random) -> list[Tick]:
    """A straight drag as people do it: soft onset, tremor, wandering speed and heading, a random touch screen."""
    count = round(seconds * PATH_RATE_HZ) + 1
    speeds = wander(rng, count, PATH_STEP_S, *SPEED_WANDER)
    headings = wander(rng, count, PATH_STEP_S, *HEADING_WANDER)
    tremor = random_tremor(rng, *TREMOR_PX)
    x, y = 0.0, 0.0
    path = []
    for index in range(count):
        t = index * PATH_STEP_S
        shake_x, shake_y = tremor.offset(t)
        path.append((x + shake_x, y + shake_y))
        step_px = speed_px_s * math.exp(speeds[index]) * minimum_jerk(t / ONSET_S) * PATH_STEP_S
        x += step_px * math.cos(angle + headings[index])
        y += step_px * math.sin(angle + headings[index])
    return resample_stroke(touch(path, random_screen(rng), rng))


def directions(count: int = DIRECTIONS) -> list[float]:
    """Evenly spaced angles in radians, beginning at +x."""
    return [2.0 * math.pi * k / count for k in range(count)]


def ideal(place: Callable[[float], Point], seconds: float) -> list[Tick]:
    """A noise-free finger whose position at time t is `place(t)`."""
    count = round(seconds * STEPS_PER_S) + 1
    return [Tick(*place(k / STEPS_PER_S), pressure=NO_PRESSURE) for k in range(count)]


def line(angle: float, speed_px_s: float, seconds: float) -> list[Tick]:
    """Straight and even from the first moment."""
    vx, vy = speed_px_s * math.cos(angle), speed_px_s * math.sin(angle)
    return ideal(lambda t: (vx * t, vy * t), seconds)


def circle(radius_px: float, turns_per_s: float, seconds: float) -> list[Tick]:
    """Round and even; a negative `turns_per_s` goes the other way round."""
    rate = 2.0 * math.pi * turns_per_s
    return ideal(lambda t: (radius_px * math.cos(rate * t), radius_px * math.sin(rate * t)), seconds)


def then(first: Sequence[Tick], second: Sequence[Tick]) -> list[Tick]:
    """One finger after the other, without a jump: the second begins where the first ends."""
    move_x = first[-1].x - second[0].x
    move_y = first[-1].y - second[0].y
    return [*first, *[Tick(tick.x + move_x, tick.y + move_y, tick.pressure) for tick in second[1:]]]


def hold(seconds: float) -> list[Tick]:
    """A finger that rests where it is."""
    return ideal(lambda _t: (0.0, 0.0), seconds)


def polyline(corners: Sequence[Point], speed_px_s: float) -> list[Tick]:
    """Straight and even from corner to corner."""
    ticks = hold(0.0)
    for a, b in zip(corners, corners[1:], strict=False):
        length = math.dist(a, b)
        ticks = then(ticks, line(math.atan2(b[1] - a[1], b[0] - a[0]), speed_px_s, length / speed_px_s))
    return ticks


def teleports(reach_px: float, count: int, rng: random.Random) -> list[Tick]:
    """Anything goes: a new place anywhere within +-`reach_px` at every step."""
    return [Tick(rng.uniform(-reach_px, reach_px), rng.uniform(-reach_px, reach_px), NO_PRESSURE) for _ in range(count)]
