"""The strokes behind the other hands: a figure repeated along a line, as handwriting is, no recordings.

Each figure is a velocity that goes round with a phase, added to a steady way onwards: handwriting as two coupled
oscillations on a moving hand (Hollerbach, Biological Cybernetics 39, 1981). Sizes, tempos and headings wander as
people's do, and a larger figure is drawn at a slower tempo (isochrony; Viviani and Terzuolo, Neuroscience 1982). The
zigzag alone is made of straight pieces, each with the soft start and end of a reach (Flash and Hogan, J. Neuroscience
1985).
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from inspect import getsource

import numpy as np
from numpy.typing import NDArray

from curlicue_finger.motor import log_normal, minimum_jerk, wander
from curlicue_finger.touch import PATH_STEP_S
from trainer.strokes import Generator, Manner, Path

MANNER = Manner()
ONE_WAY = Manner(mirrored_share=0.0)

Reals = NDArray[np.float64]
Complexes = NDArray[np.complex128]
Figure = Callable[[Reals, float], Complexes]  # phase in rad (points,), way onwards -> velocity in radii per radian


@dataclass(frozen=True)
class Rhythm:
    """Sizes in CSS px, times in s; a spread is the standard deviation of a logarithm."""

    tempo_hz: float  # figures per second (for the zigzag: straight pieces) at `radius_px`
    radius_px: float  # half the figure's height or so (for the zigzag: the length of a piece)
    onward: float  # of the way that a phase of one radian swings, so much goes along the line
    onward_spread: float = 0.12
    radius_spread: float = 0.22
    radius_wander: tuple[float, float] = (0.08, 1.2)  # spread, memory in s
    tempo_spread: float = 0.15
    tempo_wander: tuple[float, float] = (0.10, 0.8)
    isochrony: float = 2.0 / 3.0  # tempo falls with radius to this power
    heading_wander: tuple[float, float] = (0.25, 1.5)  # of the turning rate: rad/s, memory in s

    def without_spreads(self) -> Rhythm:
        """The same rhythm, even as a clock's."""
        none = (0.0, 1.0)
        return replace(
            self,
            onward_spread=0.0,
            radius_spread=0.0,
            radius_wander=none,
            tempo_spread=0.0,
            tempo_wander=none,
            heading_wander=none,
        )


EIGHTS_LEAD_RAD = 0.6


def waves(phase: Reals, onward: float) -> Complexes:
    """Up and down."""
    return onward + 1j * np.cos(phase)


def eights(phase: Reals, onward: float) -> Complexes:
    """Up and down once while it goes to and fro twice: a figure of eight, pulled along.

    The pull towards the finger holds the slow swing back more than the fast one and so shifts them against each other:
    half of that shift is drawn beforehand, and half is left to the free run, where nothing pulls.
    """
    return onward + 0.8 * np.cos(2.0 * phase + EIGHTS_LEAD_RAD) + 1j * np.cos(phase)


def cursive(phase: Reals, onward: float) -> Complexes:
    """Slanted loops, a tall one now and then: e and l."""
    height = 1.0 + 0.35 * np.sin(phase / 2.6)
    return onward + 0.8 * np.sin(phase) + (0.55 + 1.25j) * height * np.cos(phase)


def coil(phase: Reals, onward: float) -> Complexes:
    """A tight spring wound around a wide and slow circle: five turns of the spring to each of the circle."""
    spring: Complexes = 0.75j * ((1.0 - onward) * np.exp(1j * phase) - 4.0 * onward * np.exp(-4j * phase))
    return spring


def repeated(figure: Figure, rhythm: Rhythm, rng: random.Random) -> Path:
    """One line of `figure`, (points, 2) in CSS px: size, tempo and heading of its own, all wandering."""
    radius, tempo, heading = _hand(rhythm, rng)
    phase = 2.0 * math.pi * (rng.random() + np.cumsum(tempo) * PATH_STEP_S)
    onward = rhythm.onward * log_normal(rng, rhythm.onward_spread)
    velocity = 2.0 * math.pi * tempo * radius * figure(phase, onward)  # px/s
    return _drawn(velocity * np.exp(1j * heading))


@dataclass(frozen=True)
class Corners:
    """Angles in degrees between the straight pieces of a zigzag, and how softly each begins and ends."""

    turn_deg: tuple[float, float] = (115.0, 140.0)  # one draw a stroke
    turn_spread_deg: float = 6.0  # another for each corner
    length_spread: float = 0.12
    even_share: float = 0.3  # of a piece's way goes at an even speed, the rest is a reach


CORNERS = Corners()


EVEN_CORNERS = Corners((statistics.fmean(CORNERS.turn_deg),) * 2, 0.0, 0.0)


def zigzag(rhythm: Rhythm, corners: Corners, rng: random.Random) -> Path:
    """Straight pieces that turn left and right by turns, (points, 2) in CSS px."""
    radius, tempo, heading = _hand(rhythm, rng)
    pieces = rng.random() + np.cumsum(tempo) * PATH_STEP_S  # how many have been drawn, whole ones and the share of one
    turn = rng.uniform(*corners.turn_deg)
    number = pieces.astype(int)
    count = int(number[-1]) + 1
    length = np.array([log_normal(rng, corners.length_spread) for _ in range(count)])
    turns = [turn + rng.gauss(0.0, corners.turn_spread_deg) for _ in range(count)]
    signed = np.radians([degrees if k % 2 else -degrees for k, degrees in enumerate(turns)])
    angle = np.radians(turn) / 2.0 + np.cumsum(signed)
    way = np.array([_way(share, corners) for share in (pieces - number).tolist()])
    done = number + way  # the same pieces, but each with a soft start and end
    speed = radius * length[number] * np.gradient(done)
    corner = np.diff(number, append=number[-1]) > 0  # the gradient is that of two pieces here: one moment of rest
    speed[corner] = radius[corner] * length[number[corner]] * corners.even_share * tempo[corner] * PATH_STEP_S
    return _drawn(speed * np.exp(1j * (angle[number] + heading)) / PATH_STEP_S)


def _way(share: float, corners: Corners) -> float:
    """How much of a piece is drawn after a share of its time."""
    return corners.even_share * share + (1.0 - corners.even_share) * minimum_jerk(share)


def _hand(rhythm: Rhythm, rng: random.Random) -> tuple[Reals, Reals, Reals]:
    """Radius in px, tempo in Hz and heading in radians at each moment, (points,) each."""
    count = MANNER.count
    spreads = (rhythm.radius_wander, rhythm.tempo_wander, rhythm.heading_wander)
    sizes, paces, bends = (np.array(wander(rng, count, PATH_STEP_S, *spread)) for spread in spreads)
    radius = rhythm.radius_px * log_normal(rng, rhythm.radius_spread) * np.exp(sizes)
    tempo = rhythm.tempo_hz * (radius / rhythm.radius_px) ** -rhythm.isochrony
    tempo = tempo * log_normal(rng, rhythm.tempo_spread) * np.exp(paces)
    return radius, tempo, rng.uniform(0.0, 2.0 * math.pi) + np.cumsum(bends) * PATH_STEP_S


def _drawn(velocity: Complexes) -> Path:
    curve = np.cumsum(velocity) * PATH_STEP_S
    return np.stack([curve.real, curve.imag], axis=1)


def repeating(figure: Figure, rhythm: Rhythm, manner: Manner = MANNER, held: Rhythm | None = None) -> Generator:
    """The generator of a figure; when nothing is heard it goes on evenly in the rhythm `held`, or in its own."""
    still = (held or rhythm).without_spreads()
    constants = (getsource(figure), EIGHTS_LEAD_RAD, rhythm, still)
    return Generator(partial(repeated, figure, rhythm), manner, constants, partial(repeated, figure, still))


WAVES = repeating(waves, Rhythm(tempo_hz=1.6, radius_px=20.0, onward=0.36))
CURSIVE = repeating(cursive, Rhythm(tempo_hz=1.6, radius_px=18.0, onward=0.36), ONE_WAY)
EIGHTS = repeating(eights, Rhythm(tempo_hz=1.0, radius_px=26.0, onward=0.22))
_COIL = Rhythm(tempo_hz=0.45, radius_px=40.0, onward=0.52)
# The pull makes a coil tighter and so quicker than its strokes are: alone it is to be what it is on a drag
COIL = repeating(coil, _COIL, held=replace(_COIL, tempo_hz=0.55, radius_px=30.0))
_PIECES = Rhythm(tempo_hz=2.6, radius_px=44.0, onward=1.0)
ZIGZAG = Generator(
    partial(zigzag, _PIECES, CORNERS),
    MANNER,
    ("zigzag", _PIECES, CORNERS, EVEN_CORNERS),
    partial(zigzag, _PIECES.without_spreads(), EVEN_CORNERS),
)
