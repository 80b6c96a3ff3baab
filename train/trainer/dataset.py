"""The training set of a run: windows to train on, windows to judge by, and strokes to drive the start search."""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from curlicue.stroke import STEPS_PER_S
from curlicue_finger.touch import PATH_RATE_HZ
from curlicue_hands.start_state import LineGoal, Search, driving_circles, free_search
from curlicue_hands.windows import Delta, aligned
from curlicue_study.measures import jerk_ratio
from trainer.config import ConfigError, TrainConfig
from trainer.data import movements, windows_of, windows_over
from trainer.hands import HandRecord
from trainer.strokes import SHORT_EACH, Stroke

WINDOW, STRIDE = 64, 32  # steps of 1/60 s
DRIVING_WINDOWS = 48
LEAST_JERK_RATIO = 1e-3  # asked for of strokes without any: no hand is as even as a ruler


@dataclass(frozen=True)
class Figure:
    """What a hand's strokes have in common: its curve without wander and spread, as no finger and no screen blur it."""

    moves: Tensor  # (steps, 2), per 1/60 s; of aligned hands the whole of it leads to +x
    mirrored_share: float  # of the strokes, which are drawn the other way round


@dataclass(frozen=True)
class Dataset:
    """All of it in units of the hand's scale. `strokes` are kept for the pictures."""

    strokes: tuple[Stroke, ...]
    training: Tensor  # (windows, time + 1, 2)
    held_out: Tensor  # (windows, time + 1, 2)
    driving: list[list[Delta]]
    search: Search
    figure: Figure | None = None  # what to go on with when nothing is heard; None: that is not to be learned
    known: Tensor | None = None  # (windows, time): which targets of `training` its strokes had; None: all of them

    @property
    def examples(self) -> list[Tensor]:
        """The training windows as far as their strokes go, each (windows, time + 1, 2), the whole ones together."""
        if self.known is None:
            return [self.training]
        whole = self.known.all(dim=1)
        lengths = self.known[~whole].sum(dim=1).tolist()
        cut = [window[None, : length + 1] for window, length in zip(self.training[~whole], lengths, strict=True)]
        return [self.training[whole], *cut]


def generated(hand: HandRecord, config: TrainConfig) -> Dataset:
    """Strokes from the hand's generator, and as held-out ones those of another seed."""
    strokes = hand.generator.strokes(config.stroke_count, f"{hand.name} {config.data_seed}")
    others = hand.generator.strokes(config.held_out_count, f"{hand.name} held out {config.data_seed}")
    length, stride, scale_px = config.window or WINDOW, config.stride or STRIDE, hand.loop.scale_px
    moves = [movements(stroke, scale_px) for stroke in strokes]
    training = windows_of(moves, length, stride, hand.turning)
    held_out = windows_of([movements(stroke, scale_px) for stroke in others], length, stride, hand.turning)
    if not len(training) or not len(held_out):
        found, longest = f"windows of {length} steps", max(len(stroke) for stroke in moves) - 1
        raise ConfigError(f"--window: found {found}, expected at most {longest}, which the strokes of {hand.name} have")
    search = hand.search or search_like(moves, hand.loop.floor_speed_px)
    if isinstance(search.goal, LineGoal):
        driving = driving_circles(scale_px, search.driven_steps)
    else:
        driving = driving_strokes(training)
    known = None
    if hand.generator.short is not None:
        short = hand.generator.short(SHORT_EACH * config.stroke_count, f"{hand.name} short {config.data_seed}")
        windows, known = windows_over([movements(stroke, scale_px) for stroke in short], length, stride)
        known = torch.cat([torch.ones(len(training), length, dtype=torch.bool), known])
        training, strokes = torch.cat([training, windows]), [*strokes, *short]
    return Dataset(tuple(strokes), training, held_out, driving, search, figure_of(hand), known)


def figure_of(hand: HandRecord) -> Figure | None:
    """The figure of a hand's generator in units of its scale; None where it has none that can be held."""
    if hand.generator.still is None:
        return None
    curve = hand.generator.still(random.Random(hand.name)) / hand.loop.scale_px  # (points, 2)
    moves = [(dx, dy) for dx, dy in np.diff(curve[:: round(PATH_RATE_HZ / STEPS_PER_S)], axis=0).tolist()]
    return Figure(
        torch.tensor(aligned(moves) if hand.turning == "aligned" else moves, dtype=torch.float32),
        hand.generator.manner.mirrored_share,
    )


def search_like(moves: Sequence[Sequence[Delta]], floor_speed_px: float) -> Search:
    """Look for a start whose free run is as jerky as the strokes, at the speed of the floor."""
    ratios = [ratio for stroke in moves if len(stroke) > 2 and (ratio := jerk_ratio(stroke)) is not None]
    jerky = statistics.median(ratios) if ratios else 0.0
    return free_search(floor_speed_px, jerk_ratio=max(jerky, LEAST_JERK_RATIO))


def driving_strokes(training: Tensor) -> list[list[Delta]]:
    """Evenly chosen training windows (windows, time + 1, 2), to drive the net with in the search for a start."""
    chosen = training[:: max(1, len(training) // DRIVING_WINDOWS)][:DRIVING_WINDOWS]
    return [[(dx, dy) for dx, dy in window] for window in chosen.tolist()]
