"""One-step errors of a shipped hand and of every baseline on any strokes, grouped by label and speed.

Whole strokes are heard from the cold state, movement by movement, as a reader's own would be; nothing is rotated
except where the hand itself was trained on aligned windows. Every group is also judged in a mirror (x -> -x): people
turn mostly one way, and a hand must not know only that way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from curlicue.hand import Hand
from curlicue.lstm import ZERO_STATE, step
from curlicue_hands.windows import Delta, aligned, mirrored
from trainer.baselines import Guess, fit_autoregression
from trainer.data import Turning, movements
from trainer.strokes import Stroke
from trainer.training import FIRST_JUDGED_STEP

FEWEST_MOVES = FIRST_JUDGED_STEP + 2  # one judged prediction
FITTED_HERE = "AR(4) fitted here"


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

    @property
    def ratio(self) -> float | None:
        """The net's error over that of the best baseline; below 1 the net wins. None where a baseline is perfect."""
        best = min(self.baselines.values())
        return self.net / best if best > 0.0 else None


def evaluate_strokes(
    hand: Hand, strokes: Sequence[Stroke], baselines: dict[str, Guess], turning: Turning
) -> list[Group]:
    """All groups in alphabetical order, each as it is and mirrored. Strokes too short to judge are left out."""
    by_name: dict[tuple[str, str], list[list[Delta]]] = {}
    for stroke in strokes:
        moves = movements(stroke, hand.loop.scale_px)
        if len(moves) >= FEWEST_MOVES:
            by_name.setdefault((stroke.label, stroke.speed), []).append(moves)
    groups = []
    for (label, speed), originals in sorted(by_name.items()):
        for in_mirror in (False, True):
            seen = [mirrored(stroke) for stroke in originals] if in_mirror else originals
            if turning == "aligned":
                seen = [aligned(stroke) for stroke in seen]
            tensors = [torch.tensor(stroke, dtype=torch.float32) for stroke in seen]  # each (time + 1, 2)
            fitted = fit_autoregression([stroke[None] for stroke in tensors], turning)
            guesses: dict[str, Guess] = {**baselines, FITTED_HERE: fitted}
            net = [torch.tensor(predictions(hand, stroke[:-1])) for stroke in seen]  # each (time, 2)
            errors = {
                name: mean_error([guess(stroke[None, :-1])[0] for stroke in tensors], tensors)
                for name, guess in guesses.items()
            }
            steps = sum(len(stroke) - 1 - FIRST_JUDGED_STEP for stroke in tensors)
            groups.append(Group(label, speed, in_mirror, len(seen), steps, mean_error(net, tensors), errors))
    return groups


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
