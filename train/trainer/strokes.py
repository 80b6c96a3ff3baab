"""From a shape to a recording: what every generator shares once its curve is drawn.

A generator says *where* the pen goes; a manner says *how* a person would go there: a soft onset, sometimes a
hesitation, a drifting hand, tremor, and a touch screen that sees all of it only now and then.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curlicue.stroke import Sample
from curlicue_finger.motor import Pause, minimum_jerk, random_tremor
from curlicue_finger.touch import PATH_RATE_HZ, PATH_STEP_S, random_screen, touch

Path = NDArray[np.float64]  # (points, 2), CSS px, at PATH_RATE_HZ
Shape = Callable[[random.Random], Path]  # a generator: one curve per call
SHORT_EACH = 4  # short strokes to one of the others, which last about as much longer


@dataclass(frozen=True)
class Stroke:
    """One recorded stroke: samples in CSS px and seconds, and what is known about it."""

    samples: tuple[Sample, ...]
    label: str = ""
    speed: str = ""
    source: str = ""
    writer: str = ""


Short = Callable[[int, str], list[Stroke]]  # so many whole strokes of that seed


@dataclass(frozen=True)
class Manner:
    """How a hand performs a shape. Speeds in px/s, times in s, lengths in CSS px."""

    seconds: float = 6.0
    onset_s: tuple[float, float] = (0.15, 0.40)
    pause_share: float = 0.20
    pause_s: tuple[float, float] = (0.15, 0.80)
    pause_ramp_s: tuple[float, float] = (0.12, 0.25)
    pause_earliest_s: float = 1.0
    drift_px_s: tuple[float, ...] = (2.0, 6.0)
    tremor_px: tuple[float, float] = (0.05, 0.30)
    mirrored_share: float = 0.5

    @property
    def count(self) -> int:
        """Points of one latent path."""
        return round(self.seconds * PATH_RATE_HZ) + 1


def perform(shape: Path, manner: Manner, rng: random.Random) -> list[Sample]:
    """One recording of `shape` (points, 2): mirrored or not, drifting, paced, trembling, seen by a random screen."""
    seconds = np.arange(len(shape)) * PATH_STEP_S  # (points,)
    path = shape * (-1.0 if rng.random() < manner.mirrored_share else 1.0, 1.0)
    path = path + seconds[:, None] * _drift(manner, rng)
    path = at_pace(path, _pace(seconds.tolist(), manner, rng))
    tremor = random_tremor(rng, *manner.tremor_px)
    path = path + np.array([tremor.offset(t) for t in seconds.tolist()])
    return touch([(x, y) for x, y in path.tolist()], random_screen(rng), rng)


def at_pace(path: Path, pace: NDArray[np.float64]) -> Path:
    """The same curve gone along more slowly: `pace` (points,) is the share of the full speed at each moment."""
    moment = np.concatenate([[0.0], np.cumsum(pace[1:])])  # how far along the path, in its own points
    index = np.arange(len(path))
    return np.stack([np.interp(moment, index, path[:, axis]) for axis in (0, 1)], axis=1)


@dataclass(frozen=True)
class Generator:
    """A shape and the manner in which it is performed."""

    shape: Shape
    manner: Manner
    constants: object  # all that the shape is made of; a hand is stale when they have changed
    still: Shape | None = None  # the same curve without its spreads, to be gone on with when nothing is heard, or none
    short: Short | None = None  # short strokes of the same kind, to be foreseen beside the others, or none

    def strokes(self, count: int, seed: str) -> list[Stroke]:
        """`count` strokes; the same seed gives the same strokes, here and elsewhere."""
        rng = random.Random(seed)
        return [Stroke(samples=tuple(perform(self.shape(rng), self.manner, rng))) for _ in range(count)]


def points(curve: NDArray[np.complex128]) -> Path:
    """A curve in x + iy as a path."""
    return np.stack([curve.real, curve.imag], axis=1)


def _drift(manner: Manner, rng: random.Random) -> NDArray[np.float64]:
    """Velocity of the whole hand in px/s, (2,)."""
    speed = rng.choice(manner.drift_px_s)
    angle = rng.uniform(0.0, 2.0 * math.pi)
    return np.array([speed * math.cos(angle), speed * math.sin(angle)])


def _pace(seconds: Sequence[float], manner: Manner, rng: random.Random) -> NDArray[np.float64]:
    onset_s = rng.uniform(*manner.onset_s)
    pace = np.array([minimum_jerk(t / onset_s) for t in seconds])
    if rng.random() < manner.pause_share:
        ramp_s, length_s = rng.uniform(*manner.pause_ramp_s), rng.uniform(*manner.pause_s)
        latest_s = manner.seconds - length_s - 2.0 * ramp_s
        pause = Pause(rng.uniform(manner.pause_earliest_s, latest_s), length_s, ramp_s)
        pace = pace * np.array([pause.pace(t) for t in seconds])
    return pace
