"""What is made of a person's strokes before a net hears them: rests left out, brought to the speed of the loop.

The trainer does it to recorded strokes and the page to those of a reader, both by
`curlicue_teach.strokes`. Movements are (dx, dy) per step of 1/60 s.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

from curlicue_hands.amount import STILL_PX
from curlicue_hands.windows import Delta

TYPICAL_SPEED_PX = 3.0  # per step: strokes are scaled so that this is their median speed
SCALE_RANGE = (0.25, 3.0)
FLOOR_SHARE = 0.9  # of the mean speed
FLOOR_RANGE_PX = (1.5, 4.0)
FLOOR_GAIN_MAX = 1.5  # these strokes have no figure to go on with: without a floor most such hands fall asleep
STILL_STEPS = 9  # over whose mean a finger is said to rest


def without_rests(moves: Sequence[Delta]) -> list[Delta]:
    """The movements in px without the steps around which the finger stands still."""
    half = STILL_STEPS // 2
    lengths = [math.hypot(*move) for move in moves]
    return [
        move
        for index, move in enumerate(moves)
        if statistics.fmean(lengths[max(0, index - half) : index + half + 1]) >= STILL_PX
    ]


def typical_scale(moves: Sequence[Sequence[Delta]]) -> float:
    """The factor that gives the strokes the median speed which the loop is made for, within bounds."""
    median = statistics.median(math.hypot(*move) for stroke in moves for move in stroke)
    return min(max(TYPICAL_SPEED_PX / max(median, 1e-6), SCALE_RANGE[0]), SCALE_RANGE[1])


def floor_px(speed_px: float) -> float:
    """The least speed (px per step) that a hand hears of itself, by the mean speed of its strokes."""
    return min(max(FLOOR_SHARE * speed_px, FLOOR_RANGE_PX[0]), FLOOR_RANGE_PX[1])
