"""One-step errors of a shipped hand and of every baseline on any strokes, grouped by label and speed, and by writer.

Whole strokes are heard from the cold state, movement by movement, as a reader's own would be; nothing is rotated
except where the hand itself was trained on aligned windows. Every group is also judged in a mirror (x -> -x): people
turn mostly one way, and a hand must not know only that way.

All strokes of a group together are judged beside an AR(4) fitted to those very strokes, which knows more than any net
could. One writer's strokes are judged beside two that are fitted to the strokes of all the others: how well does what
one has learned elsewhere do on a writer never seen?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import torch
from torch import Tensor

from curlicue.hand import Hand
from curlicue.lstm import ZERO_STATE, step
from curlicue_hands.windows import Delta, aligned, mirrored
from curlicue_teach.batches import FIRST_JUDGED_STEP
from trainer.baselines import Guess, fit_autoregression
from trainer.data import Turning, movements
from trainer.strokes import Stroke

FEWEST_MOVES = FIRST_JUDGED_STEP + 2  # one judged prediction
FITTED_HERE = "AR(4) fitted here"
FITTED_ON_OTHERS = "AR(4) fitted on the others"  # on their strokes of the same label and speed
FITTED_ON_OTHERS_ALL = "AR(4) fitted on all of the others"  # on all of their strokes from the same source


@dataclass(frozen=True)
class Group:
    """Strokes of one label and speed, and how well their next movements were foreseen.

    Errors are mean squares over both axes and all judged steps, in units of the hand's scale squared.
    """

    label: str
    speed: str
    mirrored: bool
    strokes: int
    steps: int  # judged predictions
    net: float
    baselines: dict[str, float]
    writer: str = ""  # whose strokes; "": everybody's

    @property
    def ratio(self) -> float | None:
        """The net's error over that of the best baseline; below 1 the net wins. None where a baseline is perfect."""
        best = min(self.baselines.values())
        return self.net / best if best > 0.0 else None


def evaluate_strokes(
    hand: Hand, strokes: Sequence[Stroke], baselines: dict[str, Guess], turning: Turning
) -> list[Group]:
    """All groups in alphabetical order, each as it is and mirrored. Strokes too short to judge are left out."""
    kinds = {(stroke.label, stroke.speed) for stroke in strokes}
    groups = []
    for (label, speed), in_mirror in product(sorted(kinds), (False, True)):
        chosen = [stroke for stroke in strokes if (stroke.label, stroke.speed) == (label, speed)]
        if seen := heard(chosen, hand.loop.scale_px, turning, in_mirror=in_mirror):
            guesses = {**baselines, FITTED_HERE: _fitted(seen, turning)}
            groups.append(Group(label, speed, in_mirror, *judged(hand, seen, guesses)))
    return groups


def evaluate_writers(
    hand: Hand, strokes: Sequence[Stroke], baselines: dict[str, Guess], turning: Turning
) -> list[Group]:
    """The same groups, each writer's alone, where there are others to fit rules on; what nobody signed is left out."""
    signed = [stroke for stroke in strokes if stroke.writer]
    kinds = {(stroke.label, stroke.speed, stroke.source) for stroke in signed}
    groups = []
    for (label, speed, source), in_mirror in product(sorted(kinds), (False, True)):
        alike = [stroke for stroke in signed if stroke.source == source]
        same = [stroke for stroke in alike if (stroke.label, stroke.speed) == (label, speed)]
        for writer in sorted({stroke.writer for stroke in same}):
            seen, others, all_of_others = (
                heard(chosen, hand.loop.scale_px, turning, in_mirror=in_mirror)
                for chosen in (
                    [stroke for stroke in same if stroke.writer == writer],
                    [stroke for stroke in same if stroke.writer != writer],
                    [stroke for stroke in alike if stroke.writer != writer],
                )
            )
            if seen and others:
                fitted = {
                    FITTED_ON_OTHERS: _fitted(others, turning),
                    FITTED_ON_OTHERS_ALL: _fitted(all_of_others, turning),
                }
                groups.append(Group(label, speed, in_mirror, *judged(hand, seen, {**baselines, **fitted}), writer))
    return groups


def heard(strokes: Sequence[Stroke], scale_px: float, turning: Turning, *, in_mirror: bool) -> list[Tensor]:
    """The strokes as a hand hears them, each (time + 1, 2), without those that are too short to judge."""
    all_moves = [moves for stroke in strokes if len(moves := movements(stroke, scale_px)) >= FEWEST_MOVES]
    seen = [mirrored(moves) for moves in all_moves] if in_mirror else all_moves
    if turning == "aligned":
        seen = [aligned(moves) for moves in seen]
    return [torch.tensor(moves, dtype=torch.float32) for moves in seen]


def judged(
    hand: Hand, strokes: Sequence[Tensor], guesses: dict[str, Guess]
) -> tuple[int, int, float, dict[str, float]]:
    """How many strokes, each (time + 1, 2), how many judged predictions, the net's error, and that of every guess."""
    net = [torch.tensor(predictions(hand, stroke[:-1].tolist())) for stroke in strokes]  # each (time, 2)
    errors = {
        name: mean_error([guess(stroke[None, :-1])[0] for stroke in strokes], strokes)
        for name, guess in guesses.items()
    }
    steps = sum(len(stroke) - 1 - FIRST_JUDGED_STEP for stroke in strokes)
    return len(strokes), steps, mean_error(net, strokes), errors


def _fitted(strokes: Sequence[Tensor], turning: Turning) -> Guess:
    return fit_autoregression([stroke[None] for stroke in strokes], turning)


def predictions(hand: Hand, moves: Sequence[Delta]) -> list[Delta]:
    """What the plain-Python network expects after each movement, from the cold."""
    state, expected = ZERO_STATE, []
    for dx, dy in moves:
        y, state, _ = step(hand.weights, (dx, dy, 0.0), state)
        expected.append((y[0], y[1]))
    return expected


def mean_error(expected: Sequence[Tensor], strokes: Sequence[Tensor]) -> float:
    """Mean square of all judged misses: expected (time, 2) of strokes (time + 1, 2), which differ in length."""
    misses = [guess - stroke[1:] for guess, stroke in zip(expected, strokes, strict=True)]
    return torch.cat([miss[FIRST_JUDGED_STEP:] for miss in misses]).square().mean().item()
