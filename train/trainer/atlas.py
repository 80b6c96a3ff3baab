"""What each number of a trained hand follows, measured while its pen follows simulated fingers, and what its cells do.

The page measures the same live over the reader's last seconds (`curlicue_study.correlate`, the same names); this is
over many slow drags in all directions, so that it may be said of the hand rather than of one line. What a cell does for
the curl is seen when it alone is muted: the drags with which the page tells of an experiment are drawn without it
(`curlicue_study.effects`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from curlicue.experiment import NO_EXPERIMENT
from curlicue.hand import Hand
from curlicue.lstm import CELLS, LstmState, Masks
from curlicue.pen import PenSettings, begin_pen
from curlicue.run import run
from curlicue.stroke import Tick
from curlicue_finger import finger
from curlicue_study.correlate import Features, Follows, Moments, features
from curlicue_study.effects import Curl, curl

SPEEDS_PX_S = (25.0, 40.0)
DRAG_S = 6.0
SEED = 1972  # of fingers that neither the training nor the bars have seen
R_DIGITS, CURL_DIGITS = 2, 2

Entry = list[str | float] | None  # [what it follows, r]; None: nothing closely enough
Atlas = dict[str, list[Any]]


def atlas(hand: Hand) -> Atlas:
    """`h` and `c`, an Entry a cell, layer 1 first; `whole`, the hand's Curl, and `muted`, that without each cell."""
    rng = random.Random(SEED)
    moments = Moments(2 * CELLS)
    for speed in SPEEDS_PX_S:
        for angle in finger.directions():
            for of, lstm in lived(hand, finger.real_drag(angle, speed, DRAG_S, rng)):
                moments.add(of, (*lstm.h, *lstm.c))
    entries = [_entry(moments.follows(state)) for state in range(2 * CELLS)]
    muted = [NO_EXPERIMENT._replace(masks=Masks((cell,), ())) for cell in range(CELLS)]
    return {
        "h": entries[:CELLS],
        "c": entries[CELLS:],
        "whole": _rounded(curl(hand, NO_EXPERIMENT)),
        "muted": [_rounded(curl(hand, less)) for less in muted],
    }


def lived(hand: Hand, ticks: Sequence[Tick]) -> Iterator[tuple[Features, LstmState]]:
    """The features of each step but the first, which has none before it to turn from, and the state after it."""
    before = None
    for taken in run(hand, begin_pen(hand, ticks[0]), ticks[1:], PenSettings(pull=None)):
        x, y, _ = taken.request.x
        if before is not None:
            yield features(x, y, before), taken.pen.lstm
        before = (x, y)


def _entry(follows: Follows | None) -> Entry:
    return None if follows is None else [follows.name, round(follows.r, R_DIGITS)]


def _rounded(of: Curl) -> list[float]:
    return [round(number, CURL_DIGITS) for number in of]
