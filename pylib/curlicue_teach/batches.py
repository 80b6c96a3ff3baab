"""What a net is taught with, step by step: random cuts of one long line, and how fast it learns; and what is tried.

All numbers come from a seed, for whatever trains. A window is 48 movements of the line and, one later,
their targets: turned anyhow where the strokes go round, hardly where they travel, a little larger or smaller, its
inputs with noise, and for a while it hears its own answers instead of the line, as it will under a resting finger.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from curlicue_teach.likeness import Likeness, most_typical
from curlicue_teach.strokes import Movements

WINDOW = 48  # steps
BATCH = 32  # windows of a training step
FIRST_JUDGED_STEP = 4  # of a window: the state is still cold before; the simple rules need four movements as well
TRAINING_STEPS = 300
SNAPSHOT_STEPS = 25  # from one net that is judged to the next
TURN_SPREAD_RAD = 0.1  # of windows of a line that travels
SIZE_SPREAD = 0.15  # of the logarithm
NOISE_ROWS = 4096
MOST_NOISE = 0.1  # the line's units (4 px), standard deviation; a window has less
OWN_FROM = (8, 47)  # the first step that hears the net's own answer
OWN_STEPS = (4, 48)  # and how many do
RATE = 1e-2
RATE_UP, RATE_LEVEL, RATE_END = 20, 150, 0.1  # steps up, step until which it is level, share at the end

GOOD_ENOUGH = 0.2  # u at which nothing more is tried
MOST_SECONDS = 25.0  # in which another try has to be done, where there is a net to be kept
MOST_WITHOUT = 45.0  # the same where there is none yet: to wait is better than to have waited for nothing
TYPICAL_STEPS = 36  # of a stroke that may stand for all of them
FEW = (3, 6)  # typical strokes, where they are unlike each other
ALIKE_MEMORY = 0.4  # of strokes that are like each other, and more: circles have .5 to .85, pages of letters .2 to .3


class Window(NamedTuple):
    """What a training step does with a piece of the line, as the graph that trains has its seven numbers."""

    at: int  # first movement in the line
    turn: float  # rad, from +x to +y
    size: float  # factor
    noise_at: int  # first row in the noise
    noise_size: float  # factor, in the line's units
    own_from: int  # the first step that hears the net's own answer
    own_steps: int  # and how many do


class Try(NamedTuple):
    """One way to teach."""

    hand: str  # that it starts from
    strokes: tuple[int, ...] | None  # those that it learns; None: all of them
    seed: int


def rate(step: int) -> float:
    """The learning rate of training step 0..299."""
    if step < RATE_LEVEL:
        return RATE * min(1.0, (step + 1) / RATE_UP)
    return RATE * (1.0 - (1.0 - RATE_END) * (step - RATE_LEVEL + 1) / (TRAINING_STEPS - RATE_LEVEL))


def draw_noise(rng: random.Random) -> list[tuple[float, float]]:
    """Normal numbers for x and y, drawn once and cut anywhere, as the line is."""
    return [(rng.gauss(0.0, 1.0), rng.gauss(0.0, 1.0)) for _ in range(NOISE_ROWS)]


def draw_windows(rng: random.Random, line_steps: int, closed: bool) -> list[Window]:
    """The windows of one training step, from a line of so many movements, 49 or more."""
    batch = []
    for _ in range(BATCH):
        own_from = rng.randint(*OWN_FROM)
        batch.append(
            Window(
                at=rng.randrange(line_steps - WINDOW),
                turn=rng.uniform(-math.pi, math.pi) if closed else rng.gauss(0.0, TURN_SPREAD_RAD),
                size=math.exp(rng.gauss(0.0, SIZE_SPREAD)),
                noise_at=rng.randrange(NOISE_ROWS - WINDOW),
                noise_size=MOST_NOISE * rng.random(),
                own_from=own_from,
                own_steps=min(WINDOW - own_from, rng.randint(*OWN_STEPS)),
            )
        )
    return batch


def tries(
    apart: Mapping[str, float], strokes: Sequence[Movements], target: Likeness, usual: str, first_seed: int = 0
) -> tuple[Try, ...]:
    """What to try, in this order: ``apart`` is u of each shipped hand, ``usual`` the one every page starts with.

    The nearest hand with all strokes; with the most typical one; the usual hand; the second nearest; the nearest once
    more. Of strokes that are unlike each other a few typical ones come first: what all of them have in common is
    little, and a net that learned it fades. What would be the same as one before is left out.
    """
    nearest, *others = sorted(apart, key=lambda hand: (apart[hand], hand))
    usual = usual if usual in apart else nearest
    typical = most_typical(strokes, target, TYPICAL_STEPS) if len(strokes) > 1 else []
    one, *more = [tuple(typical[:count]) if len(typical) >= count else None for count in (1, *FEW)]
    order: list[tuple[str, tuple[int, ...] | None]] = [(nearest, None)]
    if target.memory < ALIKE_MEMORY:
        order += [(usual, few) for few in more if few] + [(hand, one) for hand in (nearest, usual) if one]
    elif one:
        order.append((nearest, one))
    order += [(hand, None) for hand in (usual, *others[:1])]
    again = (nearest, None)
    return tuple(Try(*each, seed) for seed, each in enumerate([*dict.fromkeys(order), again], first_seed))


def tries_another(best: float | None, seconds: float, last_s: float) -> bool:
    """Whether to start another try: ``best`` is the least u so far, None without any; times in s so far and of one."""
    if best is None:
        return seconds + last_s < MOST_WITHOUT
    return best > GOOD_ENOUGH and seconds + last_s < MOST_SECONDS
