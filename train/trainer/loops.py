"""The strokes behind the loops: circle-ish movements by two published models of the hand, no recordings.

Half of them are precessing harmonic ellipses, which obey the two-thirds power law exactly (Viviani and Terzuolo,
Neuroscience 1982; Lacquaniti, Terzuolo and Viviani, Acta Psychologica 1983); half are chains of sigma-lognormal arcs
(Plamondon, Biological Cybernetics 1995; O'Reilly and Plamondon, Pattern Recognition 2009).
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curlicue_finger.motor import log_normal, wander
from curlicue_finger.touch import PATH_STEP_S
from trainer import rounds
from trainer.strokes import SHORT_EACH, Generator, Manner, Path, points

MANNER = Manner(pause_share=0.25, drift_px_s=(3.0, 10.0, 25.0), tremor_px=(0.05, 0.35))


@dataclass(frozen=True)
class LoopShapes:
    """Sizes in CSS px, times in s; a spread is the standard deviation of a logarithm."""

    radius_px: float = 36.0
    radius_spread: float = 0.45
    radius_range_px: tuple[float, float] = (10.0, 120.0)
    radius_wander: tuple[float, float] = (0.10, 1.2)  # spread, memory in s
    tempo_hz: float = 1.0  # loops per second at `radius_px`
    tempo_spread: float = 0.28  # wider wins more checks on human strokes and kills the curls
    tempo_wander: tuple[float, float] = (0.12, 0.8)
    isochrony: float = 2.0 / 3.0  # tempo falls with radius to this power
    spiral_per_s: float = 0.10
    aspect: tuple[float, float] = (0.55, 1.0)
    precession_rad_s: float = 0.5
    arc: tuple[float, float] = (0.7 * math.pi, 1.2 * math.pi)
    arc_spread: float = 0.08
    sigma: tuple[float, float] = (0.25, 0.40)


SHAPES = LoopShapes()
STILL_RADIUS_PX, STILL_TEMPO_HZ = 31.0, 0.95  # of the circle to hold: what becomes of SHAPES in its strokes, on average


def loops(rng: random.Random) -> Path:
    """One circle-ish curve, (points, 2) in CSS px: radius and tempo of its own, both wandering."""
    count = MANNER.count
    seconds = np.arange(count) * PATH_STEP_S
    smallest_px, largest_px = SHAPES.radius_range_px
    size = min(max(SHAPES.radius_px * log_normal(rng, SHAPES.radius_spread), smallest_px), largest_px)
    pace = SHAPES.tempo_hz * (size / SHAPES.radius_px) ** -SHAPES.isochrony * log_normal(rng, SHAPES.tempo_spread)
    spiral = rng.uniform(-SHAPES.spiral_per_s, SHAPES.spiral_per_s)
    radius = size * np.exp(spiral * seconds + np.array(wander(rng, count, PATH_STEP_S, *SHAPES.radius_wander)))
    tempo = pace * np.exp(np.array(wander(rng, count, PATH_STEP_S, *SHAPES.tempo_wander)))
    draw = harmonic_ellipses if rng.random() < 0.5 else lognormal_arcs
    return draw(radius, tempo, rng)


def circle(_: random.Random) -> Path:
    """The even circle in the middle of all these curves, (points, 2) in CSS px."""
    phase = 2.0 * math.pi * STILL_TEMPO_HZ * PATH_STEP_S * np.arange(MANNER.count)
    return points(STILL_RADIUS_PX * np.exp(1j * phase))


def harmonic_ellipses(radius: NDArray[np.float64], tempo: NDArray[np.float64], rng: random.Random) -> Path:
    """Both axes swing harmonically, a quarter period apart, on a slowly turning ellipse.

    `radius` (points,) is the half major axis in px, `tempo` (points,) in loops per second.
    """
    phase = 2.0 * math.pi * np.cumsum(tempo) * PATH_STEP_S
    tilt = rng.uniform(-SHAPES.precession_rad_s, SHAPES.precession_rad_s) * PATH_STEP_S * np.arange(len(radius))
    ellipse = radius * (np.cos(phase) + 1j * rng.uniform(*SHAPES.aspect) * np.sin(phase))  # x + iy
    return points(ellipse * np.exp(1j * (tilt + rng.uniform(0.0, 2.0 * math.pi))))


def lognormal_arcs(radius: NDArray[np.float64], tempo: NDArray[np.float64], rng: random.Random) -> Path:
    """Overlapping arcs, each with a log-normal speed profile, each going on where the last one's angle ends.

    Onsets are one arc time apart and the median of each profile lies two arc times after its onset, so the sum runs
    evenly; and because neighbours overlap at an angle it is a quarter to a half smaller than its arcs. The chain
    begins before time zero, because the first strokes of a chain are still alone.
    """
    seconds = np.arange(len(radius)) * PATH_STEP_S
    velocity = np.zeros(len(radius), dtype=np.complex128)  # px/s, x + iy
    sigma = rng.uniform(*SHAPES.sigma)
    angle = rng.uniform(0.0, 2.0 * math.pi)
    onset = -4.0 * math.pi / (2.0 * math.pi * tempo[0])
    while onset < seconds[-1]:
        now = min(max(round(onset / PATH_STEP_S), 0), len(radius) - 1)
        arc = rng.uniform(*SHAPES.arc)
        arc_s = arc / (2.0 * math.pi * tempo[now])
        length = radius[now] * arc * log_normal(rng, SHAPES.arc_spread)
        since = np.maximum(seconds - onset, 1e-9)
        z = (np.log(since) - math.log(2.0 * arc_s)) / sigma
        speed = length * np.exp(-0.5 * z * z) / (since * sigma * math.sqrt(2.0 * math.pi))
        covered = np.array([0.5 * (1.0 + math.erf(value / math.sqrt(2.0))) for value in z.tolist()])
        velocity += speed * np.exp(1j * (angle + arc * covered))
        angle += arc
        onset += arc_s
    return points(np.cumsum(velocity) * PATH_STEP_S)


CONSTANTS = (SHAPES, STILL_RADIUS_PX, STILL_TEMPO_HZ, rounds.SHAPES, SHORT_EACH)
GENERATOR = Generator(loops, MANNER, CONSTANTS, circle, rounds.rounds)
