"""What each number of a trained hand follows, measured while its pen follows simulated fingers.

The page measures the same live over the reader's last seconds (`curlicue.correlate`); this is over many slow drags in
all directions, so that it may be said of the hand rather than of one line. Directions on the screen cancel out over
them unless a cell really holds one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from curlicue import finger
from curlicue.correlate import Features, Follows, Moments, features
from curlicue.hand import Hand
from curlicue.lstm import CELLS, LstmState, step
from curlicue.pen import PenSettings, begin_pen, finish, prepare
from curlicue.stroke import Tick

SPEEDS_PX_S = (25.0, 40.0)
DRAG_S = 6.0
SEED = 1972  # of fingers that neither the training nor the bars have seen
R_DIGITS, ANGLE_DIGITS = 2, 2

Entry = list[str | float | None] | None  # [what it follows, r, angle in rad or None]; None: nothing closely enough
Atlas = dict[str, list[Entry]]


def atlas(hand: Hand) -> Atlas:
    """`h` and `c`, 16 entries each, layer 1 first."""
    rng = random.Random(SEED)
    moments = Moments(2 * CELLS)
    for speed in SPEEDS_PX_S:
        for angle in finger.directions():
            for of, lstm in lived(hand, finger.real_drag(angle, speed, DRAG_S, rng)):
                moments.add(of, (*lstm.h, *lstm.c))
    entries = [_entry(moments.follows(state)) for state in range(2 * CELLS)]
    return {"h": entries[:CELLS], "c": entries[CELLS:]}


def lived(hand: Hand, ticks: Sequence[Tick]) -> Iterator[tuple[Features, LstmState]]:
    """The features of each step but the first, which has none before it to turn from, and the state after it."""
    pen = begin_pen(hand, ticks[0])
    before = None
    for tick in ticks[1:]:
        request = prepare(hand, pen, tick, PenSettings(pull=None))
        moved = finish(hand, request, step(hand.weights, request.x, request.lstm))
        x, y, _ = request.x
        if before is not None:
            yield features(x, y, before, (moved.x - pen.x, moved.y - pen.y)), moved.lstm
        pen, before = moved, (x, y)


def _entry(follows: Follows | None) -> Entry:
    if follows is None:
        return None
    angle = None if follows.angle is None else round(follows.angle, ANGLE_DIGITS)
    return [follows.name, round(follows.r, R_DIGITS), angle]
