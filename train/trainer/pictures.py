"""Pictures of a run: what it trained on, how the loss fell, and what the pen does on ten finger paths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")  # files only, no window
from matplotlib import pyplot as plt

from curlicue.hand import Hand
from curlicue.resample import resample_stroke
from curlicue.run import HANDS_OWN, run_stroke
from curlicue.stroke import STEPS_PER_S, Tick
from curlicue_finger import finger
from trainer.baselines import Yardstick
from trainer.strokes import Stroke
from trainer.training import AloneProgress, Progress, Trained

INK, FINGER, ALONE = "#1f2f6b", "#e58fa0", "#b8860b"
STROKES_SHOWN = 40


@dataclass(frozen=True)
class FingerPath:
    """A path to try the pen on; with `free_steps` the finger lifts at its end and the pen goes on alone."""

    title: str
    ticks: list[Tick]
    free_steps: int = 0


def ten_paths() -> list[FingerPath]:
    """From a crawl to a scribble: what one would try first on the page."""
    square = [(0.0, 0.0), (120.0, 0.0), (120.0, 120.0), (0.0, 120.0), (0.0, 0.0)]
    zigzag = [(40.0 * k, 70.0 * (k % 2)) for k in range(8)]
    return [
        FingerPath("slow 38 px/s", finger.line(0.2, 38.0, 6.0)),
        FingerPath("crawl 14 px/s", finger.line(-0.2, 14.0, 8.0)),
        FingerPath("fast 320 px/s", finger.ideal(lambda t: (320.0 * t, 20.0 * math.sin(4.0 * t)), 3.0)),
        FingerPath("circle r 80, .4 Hz", finger.circle(80.0, 0.4, 5.0)),
        FingerPath("square, 120 px/s", finger.polyline(square, 120.0)),
        FingerPath("zigzag, 130 px/s", finger.polyline(zigzag, 130.0)),
        FingerPath("scribble", finger.ideal(_scribble, 6.0)),
        FingerPath("stop and hold", finger.then(finger.line(0.0, 120.0, 2.0), finger.hold(4.0))),
        FingerPath("lift after 2 s", finger.line(0.0, 40.0, 2.0), free_steps=5 * STEPS_PER_S),
        FingerPath("fast, then slow", finger.then(finger.line(0.0, 600.0, 0.6), finger.line(0.0, 30.0, 5.0))),
    ]


def draw_pen_sheet(hand: Hand, path: Path) -> None:
    """Ten finger paths in pink and what the pen makes of them in blue."""
    figure, axes = plt.subplots(2, 5, figsize=(15, 6.2), layout="constrained")
    for axis, trial in zip(axes.flat, ten_paths(), strict=True):
        pens = run_stroke(hand, trial.ticks, HANDS_OWN, free_steps=trial.free_steps)
        axis.plot([tick.x for tick in trial.ticks], [tick.y for tick in trial.ticks], color=FINGER, linewidth=1.0)
        axis.plot([pen.x for pen in pens], [pen.y for pen in pens], color=INK, linewidth=1.1)
        axis.set_title(trial.title, fontsize=9)
        _as_on_screen(axis)
    _save(figure, path)


def draw_strokes(strokes: Sequence[Stroke], path: Path) -> None:
    """The first strokes of the training set as the touch screen saw them, each in a cell of its own."""
    shown = strokes[:STROKES_SHOWN]
    figure, axes = plt.subplots(5, STROKES_SHOWN // 5, figsize=(15, 9.5), layout="constrained")
    for axis in axes.flat:
        _as_on_screen(axis)
    for axis, stroke in zip(axes.flat, shown, strict=False):
        ticks = resample_stroke(list(stroke.samples))
        axis.plot([tick.x for tick in ticks], [tick.y for tick in ticks], color=FINGER, linewidth=0.9)
        axis.scatter([ticks[0].x], [ticks[0].y], s=6, color=INK)
    _save(figure, path)


def draw_loss(trained: Trained, yardstick: Yardstick, path: Path) -> None:
    """Loss over epochs and then over the steps alone, with the best baseline as the line to get under."""
    name, best = min(yardstick.errors.items(), key=lambda item: item[1])
    epochs = len(trained.history)
    both: list[Progress | AloneProgress] = [*trained.history, *trained.alone]
    places = list(range(1, len(both) + 1))  # a report is as wide as an epoch
    figure, axis = plt.subplots(figsize=(7, 4), layout="constrained")
    axis.plot(places, [progress.train_loss for progress in both], color=FINGER, label="training, noisy inputs")
    axis.plot(places, [progress.held_out_loss for progress in both], color=INK, label="held-out strokes")
    axis.axhline(best, color="#888888", linewidth=0.8, linestyle="--", label=f"best baseline: {name}")
    highest = 2.0 * best
    if trained.alone:
        alone = [progress.alone_loss for progress in trained.alone]
        axis.plot(places[epochs:], alone, color=ALONE, label="alone, beside its figure")
        axis.axvline(epochs + 0.5, color="#cccccc", linewidth=0.8)
        highest = max(highest, 1.05 * alone[-1])
    axis.set_xlabel(f"epoch, and then {trained.alone[-1].steps} steps alone" if trained.alone else "epoch")
    axis.set_ylabel("mean squared error")
    axis.set_ylim(0.0, highest)
    axis.legend(frameon=False)
    _save(figure, path)


def _scribble(t: float) -> tuple[float, float]:
    return 150.0 * math.sin(5.1 * t) + 60.0 * math.sin(1.3 * t), 90.0 * math.sin(4.3 * t + 1.0)


def _as_on_screen(axis: Any) -> None:
    axis.set_aspect("equal", "datalim")
    if not axis.yaxis_inverted():
        axis.invert_yaxis()
    axis.set_xticks([])
    axis.set_yticks([])


def _save(figure: Any, path: Path) -> None:
    figure.savefig(path, dpi=110)
    plt.close(figure)
