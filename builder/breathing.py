"""How the forget gates of a hand breathe in a slow line: drawn by the plain step, while the site is built."""

from __future__ import annotations

from typing import NamedTuple

from curlicue.hand import Hand
from curlicue.lstm import CELLS
from curlicue.pen import PenSettings, begin_pen
from curlicue.run import run
from curlicue.stroke import STEPS_PER_S
from curlicue_finger.finger import line
from curlicue_words.cells import cell_name

SPEED_PX_S = 40.0  # of a slow finger
DRAWN_S = 8.0
SETTLED_S = 2.0  # from here on the line goes on as it will


class Swing(NamedTuple):
    """Between which values a gate moves."""

    low: float
    high: float


class Breathing(NamedTuple):
    """The forget gates of a hand in a slow line."""

    cell: str  # the one that swings most, as a reader finds it
    swing: Swing  # of that one
    all: Swing  # the lowest and the highest of all


def breathing(hand: Hand) -> Breathing:
    """The forget gates after a slow, straight finger, at the hand's own pull."""
    ticks = line(0.0, SPEED_PX_S, DRAWN_S)
    taken = list(run(hand, begin_pen(hand, ticks[0]), ticks[1:], PenSettings(None)))
    settled = [step.output.gates.f for step in taken[round(SETTLED_S * STEPS_PER_S) :]]
    swings = [Swing(min(values), max(values)) for values in zip(*settled, strict=True)]
    cell = max(range(CELLS), key=lambda k: swings[k].high - swings[k].low)
    whole = Swing(min(swing.low for swing in swings), max(swing.high for swing in swings))
    return Breathing(cell_name(cell), swings[cell], whole)
