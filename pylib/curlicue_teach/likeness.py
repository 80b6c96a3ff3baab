"""How alike two hands are: u, from what each velocity remembers of the one some steps before.

The velocity autocorrelation (VACF) of a line at lags of 0 to 45 steps of 1/60 s is its tempo, its turning and its
shape in 46 complex numbers, whatever its size and heading; the distance u of two lines is the rms difference of theirs.
u is 0 for a line and itself, and about .2 where one takes one for the other. Our own measure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from operator import mul
from typing import NamedTuple

from curlicue.stroke import STEP_S
from curlicue_teach.reasons import Code, Reason
from curlicue_teach.strokes import Movements

LAGS = 46  # 0..45 steps
FEWEST_PAIRS = 60  # of movements so far apart; a lag with fewer tells nothing
TURN_LAGS = range(1, 20)  # in which the way round shows
MEMORY_LAGS = range(18, 46)  # .3 to .75 s: whether it does again what it did
LEAST_MEMORY = 0.25  # less are strokes all different
ONE_WAY_SHARE = 0.8  # of what turns, that turns the way of the whole
ROUND_SHARE = 0.25  # of all, that turns
LEAST_SWING_PX = 1e-3  # per step, rms: what moves evenly has no likeness
STROKE_LAG_LESS = 10  # steps: the longest lag of one stroke by itself is so much shorter than it


class Likeness(NamedTuple):
    """What some lines are like."""

    vacf: tuple[complex | None, ...]  # 46, by lag: 1 at lag 0, turning one way; None where too few pairs are
    way: int  # 1 turns from +x to +y, -1 the other way, 0 neither or both
    memory: float  # 0..1, the largest |VACF| at lags of .3 to .75 s


class Sums(NamedTuple):
    """What one line has to say, less its mean movement."""

    products: tuple[complex, ...]  # by lag, sum of v[t + lag] conj v[t]
    pairs: tuple[int, ...]  # by lag, how many

    @property
    def turn(self) -> float:
        """What turns from +x to +y, less what turns the other way."""
        return math.fsum(self.products[lag].imag for lag in TURN_LAGS)


def sums(line: Sequence[complex]) -> Sums:
    """The sums of a line of one movement or more, px per step."""
    mean = sum(line) / len(line)
    ahead = [v - mean for v in line]
    behind = [v.conjugate() for v in ahead]
    pairs = tuple(max(0, len(line) - lag) for lag in range(LAGS))
    return Sums(tuple(sum(map(mul, ahead[lag:], behind[: pairs[lag]])) + 0j for lag in range(LAGS)), pairs)


def likeness(lines: Iterable[Sequence[complex]]) -> Likeness | Reason:
    """What some lines (movements in px per step) are like together; the reason where they are like nothing.

    Lines that turn one way are laid upon those that turn the other way, each as a whole, or drawings of both would
    look like a mixture that nobody drew.
    """
    heard = [sums(line) for line in lines if line]
    pairs = [sum(each.pairs[lag] for each in heard) for lag in range(LAGS)]
    longest = max((lag for lag in range(LAGS) if pairs[lag] >= FEWEST_PAIRS), default=0)
    if longest < MEMORY_LAGS[0]:
        return Reason(Code.TOO_BRIEF, longest * STEP_S, MEMORY_LAGS[0] * STEP_S)
    total = [sum(products) for products in zip(*map(_folded, heard), strict=True)]
    power = total[0].real / pairs[0]
    if not power >= LEAST_SWING_PX**2:
        return Reason(Code.EVEN, math.sqrt(max(0.0, power)), LEAST_SWING_PX)
    vacf = tuple(total[lag] / pairs[lag] / power if pairs[lag] >= FEWEST_PAIRS else None for lag in range(LAGS))
    memory = max(abs(value) for lag in MEMORY_LAGS if (value := vacf[lag]) is not None)
    return Likeness(vacf, _way(heard, total), memory)


def distance(a: Likeness, b: Likeness) -> float:
    """u: rms over the lags that both have of how far they are apart."""
    return _rms(a.vacf, b.vacf)


def most_typical(strokes: Sequence[Movements], target: Likeness, fewest_steps: int) -> list[int]:
    """Which strokes of so many steps or more are by themselves like all of them, the most alike first."""
    apart = {}
    for index, stroke in enumerate(strokes):
        if len(stroke) >= fewest_steps:
            each = sums(stroke)
            power = each.products[0].real / len(stroke)
            if power >= LEAST_SWING_PX**2:
                lags = min(LAGS, len(stroke) - STROKE_LAG_LESS + 1)
                own = [product / of / power for product, of in zip(_folded(each)[:lags], each.pairs, strict=False)]
                apart[index] = _rms(own, target.vacf)
    return sorted(apart, key=apart.__getitem__)


def _folded(of: Sums) -> tuple[complex, ...]:
    return of.products if of.turn >= 0.0 else tuple(value.conjugate() for value in of.products)


def _way(heard: Sequence[Sums], total: Sequence[complex]) -> int:
    turns = [each.turn for each in heard]
    one_way = abs(math.fsum(turns)) >= ONE_WAY_SHARE * math.fsum(map(abs, turns))
    turning = math.fsum(abs(total[lag].imag) for lag in TURN_LAGS)
    if not one_way or turning <= ROUND_SHARE * math.fsum(abs(total[lag]) for lag in TURN_LAGS):
        return 0
    return 1 if math.fsum(turns) > 0.0 else -1


def _rms(a: Sequence[complex | None], b: Sequence[complex | None]) -> float:
    """Over the places where both have a number, of which lag 0 is always one."""
    apart = [abs(x - y) ** 2 for x, y in zip(a, b, strict=False) if x is not None and y is not None]
    return math.sqrt(math.fsum(apart) / len(apart))
