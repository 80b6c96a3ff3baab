"""Short rounds as people draw them when asked for one: from rest to rest, at any tempo, on whatever device is there.

The long strokes (trainer.loops) go round evenly for seconds; nobody does so who means one circle or one loop. These are
a turn or two. A third of them are knots, a way with one turn in it; of the others half have a curvature that swells and
ebbs, with their speed a power of it, and half are harmonic ellipses. Both power laws are the two-thirds law and its
kin (Lacquaniti, Terzuolo and Viviani, Acta Psychologica 1983; Huh and Sejnowski, PNAS 2015).
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curlicue_finger.motor import log_normal, minimum_jerk, random_tremor, wander
from curlicue_finger.touch import PATH_RATE_HZ, PATH_STEP_S, late_touch, random_late_screen, random_screen, touch
from trainer.strokes import Path, Stroke, at_pace, points

Reals = NDArray[np.float64]
Complexes = NDArray[np.complex128]
Draw = Callable[[float, float, int, random.Random], Path]  # radius in px, tempo in Hz, points


@dataclass(frozen=True)
class RoundShapes:
    """Sizes in CSS px, times in s, angles in rad; a spread is the standard deviation of a logarithm."""

    radius_px: float = 45.0
    radius_spread: float = 0.35
    radius_range_px: tuple[float, float] = (12.0, 120.0)
    tempo_hz: tuple[float, float] = (0.5, 2.4)  # loops per second at `radius_px`, evenly in their logarithm
    isochrony: float = 0.5  # tempo falls with radius to this power
    turns: tuple[float, float] = (0.8, 2.2)
    least_s: float = 0.35
    knot_share: float = 0.35
    bent_share: float = 0.5  # of those that are no knots
    smoothing_s: float = 0.06  # over which every wandering of the two is averaged: hands have mass
    # Ellipses
    aspect: tuple[float, float] = (0.5, 1.0)
    precession_rad_s: float = 0.7
    radius_wander: tuple[float, float] = (0.10, 1.2)  # spread, memory in s
    tempo_wander: tuple[float, float] = (0.20, 0.5)
    # Bent ones and knots
    bend_wander: tuple[float, float] = (0.35, 0.35)
    bend_shake: tuple[float, float] = (0.25, 0.12)  # of the mean rate of turning; memory in s
    speed_power: tuple[float, float] = (-0.1, 0.67)  # of the rate of turning, to which speed goes
    speed_wander: tuple[float, float] = (0.20, 0.25)
    knot_middle: tuple[float, float] = (0.3, 0.7)  # share of the stroke's time
    knot_width: tuple[float, float] = (0.08, 0.25)
    knot_turns: tuple[float, float] = (0.4, 1.3)
    knot_shake_rad_s: tuple[float, float] = (0.75, 0.2)  # memory in s
    knot_slowing: float = 0.6  # the most that speed falls by in the knot
    # From rest to rest
    ramp_s: tuple[float, float] = (0.05, 0.35)
    already_s: float = 0.04  # of the first ramp gone by when the screen sees the touch, of the last still to go
    slowest: tuple[float, float] = (0.12, 0.10)  # share of the speed at the first point, and at the last
    tremor_px: tuple[float, float] = (0.05, 0.35)
    late_share: float = 0.6  # seen by a screen whose stamps come late


SHAPES = RoundShapes()


def rounds(count: int, seed: str) -> list[Stroke]:
    """`count` short strokes; the same seed gives the same strokes, here and elsewhere."""
    rng = random.Random(seed)
    return [_round(rng) for _ in range(count)]


def _round(rng: random.Random) -> Stroke:
    """One short stroke as a screen reported it."""
    smallest_px, largest_px = SHAPES.radius_range_px
    radius_px = min(max(SHAPES.radius_px * log_normal(rng, SHAPES.radius_spread), smallest_px), largest_px)
    slowest, fastest = SHAPES.tempo_hz
    tempo_hz = slowest * (fastest / slowest) ** rng.random() * (radius_px / SHAPES.radius_px) ** -SHAPES.isochrony
    seconds = max(rng.uniform(*SHAPES.turns) / tempo_hz, SHAPES.least_s)
    count = round(seconds * PATH_RATE_HZ) + 1
    draw: Draw = knot if rng.random() < SHAPES.knot_share else bent if rng.random() < SHAPES.bent_share else ellipse
    path = draw(radius_px, tempo_hz, count, rng)
    path = at_pace(path, _rest_to_rest(count, rng)) * (rng.choice((-1.0, 1.0)), 1.0)
    tremor = random_tremor(rng, *SHAPES.tremor_px)
    path = path + np.array([tremor.offset(k * PATH_STEP_S) for k in range(count)])
    latent = [(x, y) for x, y in path.tolist()]
    if rng.random() < SHAPES.late_share:
        return Stroke(samples=tuple(late_touch(latent, random_late_screen(rng), rng)))
    return Stroke(samples=tuple(touch(latent, random_screen(rng), rng)))


def ellipse(radius_px: float, tempo_hz: float, count: int, rng: random.Random) -> Path:
    """A slowly turning ellipse whose axes both swing harmonically, a quarter period apart."""
    radius = radius_px * np.exp(np.array(wander(rng, count, PATH_STEP_S, *SHAPES.radius_wander)))
    tempo = tempo_hz * np.exp(np.array(wander(rng, count, PATH_STEP_S, *SHAPES.tempo_wander)))
    phase = 2.0 * math.pi * (rng.random() + np.cumsum(tempo) * PATH_STEP_S)
    tilt = rng.uniform(-SHAPES.precession_rad_s, SHAPES.precession_rad_s) * PATH_STEP_S * np.arange(count)
    swing: Complexes = radius * (np.cos(phase) + 1j * rng.uniform(*SHAPES.aspect) * np.sin(phase))  # x + iy
    return points(swing * np.exp(1j * (tilt + rng.uniform(0.0, 2.0 * math.pi))))


def bent(radius_px: float, tempo_hz: float, count: int, rng: random.Random) -> Path:
    """A round whose curvature swells and ebbs; speed is a power of the rate of turning."""
    spread, memory_s = SHAPES.bend_shake
    turning = np.exp(_smooth(rng, count, *SHAPES.bend_wander)) + spread * _smooth(rng, count, 1.0, memory_s)
    speed = (np.abs(turning) + 0.05) ** rng.uniform(*SHAPES.speed_power)  # 0.05: no point of rest within
    speed = speed * np.exp(_smooth(rng, count, *SHAPES.speed_wander))
    round_rad_s = 2.0 * math.pi * tempo_hz
    return _led(round_rad_s * turning, round_rad_s * radius_px * speed, rng)


def knot(radius_px: float, tempo_hz: float, count: int, rng: random.Random) -> Path:
    """A way with about one turn somewhere in it, where it slows down."""
    share = np.linspace(0.0, 1.0, count)
    middle, width = rng.uniform(*SHAPES.knot_middle), rng.uniform(*SHAPES.knot_width)
    bump = np.exp(-(((share - middle) / width) ** 2))
    turning = 2.0 * math.pi * rng.uniform(*SHAPES.knot_turns) * bump / (bump.sum() * PATH_STEP_S)
    turning = turning + _smooth(rng, count, *SHAPES.knot_shake_rad_s)
    speed = 2.0 * math.pi * tempo_hz * radius_px * (1.0 - rng.uniform(0.0, SHAPES.knot_slowing) * bump)
    return _led(turning, speed * np.exp(_smooth(rng, count, *SHAPES.speed_wander)), rng)


def _led(turning: Reals, speed: Reals, rng: random.Random) -> Path:
    """The way of a point that turns (points,) rad/s at a speed (points,) in px/s, begun in any direction."""
    heading = rng.uniform(0.0, 2.0 * math.pi) + np.cumsum(turning) * PATH_STEP_S
    velocity: Complexes = speed * np.exp(1j * heading)
    return points(np.cumsum(velocity) * PATH_STEP_S)


def _smooth(rng: random.Random, count: int, spread: float, memory_s: float) -> Reals:
    """A wandering (points,) without its corners."""
    width = round(SHAPES.smoothing_s * PATH_RATE_HZ)
    wandering = np.array(wander(rng, count + width - 1, PATH_STEP_S, spread, memory_s))
    return np.convolve(wandering, np.full(width, 1.0 / width), mode="valid")


def _rest_to_rest(count: int, rng: random.Random) -> Reals:
    """The share of the full speed at each moment, (points,): it rises at the onset and falls at the end."""
    first_s, last_s = rng.uniform(*SHAPES.ramp_s), rng.uniform(*SHAPES.ramp_s)
    least_first, least_last = SHAPES.slowest
    end_s = (count - 1) * PATH_STEP_S
    pace = np.empty(count)
    for k in range(count):
        t = k * PATH_STEP_S
        rise = max(least_first, minimum_jerk((t + SHAPES.already_s) / first_s))
        fall = max(least_last, minimum_jerk((end_s - t + SHAPES.already_s) / last_s))
        pace[k] = rise * fall
    return pace
