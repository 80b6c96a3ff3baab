"""How a hand moves, in small pieces: slow wandering, a soft onset, pauses and tremor.

Plain Python on `random.Random`, or on whatever has its `gauss` and `uniform`: shared by the stroke generators of the
trainer, by the simulated finger that judges a trained hand, and by the one that draws on the page, so that all are made
of the same published pieces.
"""

import math
import random
from typing import NamedTuple, TypeAlias

Point: TypeAlias = "tuple[float, float]"

# A straight slow drag as people do it
ONSET_S = 0.3
TREMOR_PX = (0.05, 0.20)
SPEED_WANDER = (0.15, 0.8)  # standard deviation of the logarithm, memory in s
HEADING_WANDER = (0.08, 1.0)  # rad, memory in s


def log_normal(rng: "random.Random", spread: float) -> float:
    """A factor around 1 whose logarithm has standard deviation `spread`."""
    return math.exp(rng.gauss(0.0, spread))


def wander(rng: "random.Random", count: int, step_s: float, spread: float, time_s: float) -> "list[float]":
    """A stationary Ornstein-Uhlenbeck process: `count` values, standard deviation `spread`, memory `time_s`.

    Exact discretisation, so the statistics do not depend on the step (Gillespie, Phys. Rev. E 54, 1996).
    """
    keep = math.exp(-step_s / time_s)
    kick = spread * math.sqrt(1.0 - keep * keep)
    value = rng.gauss(0.0, spread)
    values = []
    for _ in range(count):
        values.append(value)
        value = keep * value + rng.gauss(0.0, kick)
    return values


def minimum_jerk(fraction: float) -> float:
    """The smoothest way from 0 to 1 (Flash and Hogan, J. Neuroscience 1985, eq. 3); flat outside 0..1."""
    u = min(1.0, max(0.0, fraction))
    return u * u * u * (10.0 - 15.0 * u + 6.0 * u * u)


class Pause(NamedTuple("Pause", [("start_s", float), ("length_s", float), ("ramp_s", float)])):
    """A hesitation: the pace falls to zero over one ramp, stays there, and rises over another."""

    __slots__ = ()

    def pace(self, t: float) -> float:
        """The share of the normal pace left at time `t` (s): 1 outside the pause, 0 inside."""
        fall = minimum_jerk((t - self.start_s) / self.ramp_s)
        rise = minimum_jerk((t - self.start_s - self.ramp_s - self.length_s) / self.ramp_s)
        return 1.0 - fall + rise


class Tremor(
    NamedTuple(
        "Tremor",
        [
            ("amplitude_px", float),
            ("frequency_hz", float),
            ("phase_x", float),
            ("phase_y", float),
        ],
    )
):
    """Physiological tremor: one 8-12 Hz sine per axis (Elble and Koller, Tremor, 1990)."""

    __slots__ = ()

    def offset(self, t: float) -> Point:
        """Displacement in CSS px at time `t` (s)."""
        angle = 2.0 * math.pi * self.frequency_hz * t
        return (
            self.amplitude_px * math.sin(angle + self.phase_x),
            self.amplitude_px * math.sin(angle + self.phase_y),
        )


def random_tremor(rng: "random.Random", low_px: float, high_px: float) -> Tremor:
    """A tremor of 8-12 Hz whose amplitude lies between `low_px` and `high_px`."""
    return Tremor(
        amplitude_px=rng.uniform(low_px, high_px),
        frequency_hz=rng.uniform(8.0, 12.0),
        phase_x=rng.uniform(0.0, 2.0 * math.pi),
        phase_y=rng.uniform(0.0, 2.0 * math.pi),
    )
