"""Telling hands apart by what their pens draw: the nearest centroid among the measures of slow drags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from curlicue.hand import Hand
from trainer.trials import DRAG_SPEEDS_PX_S, real_finger_drags

SIGNS = (
    "loops_per_s",
    "share",
    "radius_px",
    "rms_px",
    "flips_per_s",
    "corner",
    "frequency_hz",
)
# Fields of Measures; not the speed, which the loop decides, nor the jerk, in which the touch screen has its share
DIGITS = 4

Drags = list[list[float]]  # a row of SIGNS for each drag


def signs(hand: Hand) -> Drags:
    """The measures of a hand's 24 slow drags after the simulated finger; 0 where a line has no such number."""
    drawn = real_finger_drags(hand, DRAG_SPEEDS_PX_S)
    return [[float(f"{getattr(line, name) or 0.0:.{DIGITS}g}") for name in SIGNS] for line in drawn]


def told(known: Mapping[str, Drags], drags: Sequence[Sequence[float]]) -> list[str]:
    """The hand of each drag: the one whose mean drag is nearest, every measure in units of its spread over all hands.

    Not of its spread within a hand: the drags of one net are far more alike than two nets of one hand.
    """
    rows = {name: np.array(lines) for name, lines in known.items()}
    spread: NDArray[np.float64] = np.concatenate(list(rows.values())).std(axis=0) + 1e-9
    centroids = {name: lines.mean(axis=0) for name, lines in rows.items()}
    return [min(centroids, key=lambda name: float(np.linalg.norm((line - centroids[name]) / spread))) for line in drags]
