"""What a net has to beat: four ways to guess the next movement without learning a hand.

A guess is made at every step from the movements so far, (windows, time, 2) -> (windows, time, 2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from curlicue_teach.batches import FIRST_JUDGED_STEP
from trainer.data import Turning

ORDER = 4  # movements an autoregression looks back on
assert FIRST_JUDGED_STEP >= ORDER - 1

Guess = Callable[[Tensor], Tensor]


def last_delta(moves: Tensor) -> Tensor:
    """The same movement again."""
    return moves


def constant_curvature(moves: Tensor) -> Tensor:
    """The last movement, turned once more by the last turn."""
    return _turned_like(moves, moves)


def smoothed(moves: Tensor) -> Tensor:
    """The mean of the last three movements, turned once by its own last turn."""
    mean = _mean_of_3(moves)
    return _turned_like(mean, mean)


def smoothed_twice(moves: Tensor) -> Tensor:
    """The mean of the last three movements, turned twice: its middle lies one step behind."""
    mean = _mean_of_3(moves)
    turn = _last_turn(mean)
    return _from_complex(_complex(mean) * turn * turn)


def last_delta_turned(moves: Tensor) -> Tensor:
    """The last movement, turned by the last turn of the 3-step mean."""
    return _turned_like(moves, _mean_of_3(moves))


@dataclass(frozen=True)
class Autoregression:
    """AR(4): the next movement is a fixed linear mixture of the last four."""

    weights: Tensor  # (8, 2): [x and y of the newest movement, of the one before, ...] -> x, y

    def __call__(self, moves: Tensor) -> Tensor:
        """Guess from (windows, time, 2); before the fourth movement the missing ones count as zero."""
        return _history(moves) @ self.weights


def fit_autoregression(examples: Sequence[Tensor], turning: Turning) -> Autoregression:
    """Least squares on examples, each (windows, time + 1, 2); they may differ in length.

    Where strokes come in every direction x and y share four coefficients; where they are aligned, all 8 x 2 are free.
    """
    cases = [_history(moves[:, :-1])[:, FIRST_JUDGED_STEP:].reshape(-1, 2 * ORDER) for moves in examples]
    past = torch.cat(cases).double()  # (cases, 8)
    target = torch.cat(
        [moves[:, 1:][:, FIRST_JUDGED_STEP:].reshape(-1, 2) for moves in examples]
    ).double()  # (cases, 2)
    if turning == "aligned":
        return Autoregression(torch.linalg.lstsq(past, target).solution.float())
    by_axis = past.reshape(-1, ORDER, 2).transpose(-1, -2).reshape(-1, ORDER)  # x and y as separate cases
    shared = torch.linalg.lstsq(by_axis, target.reshape(-1, 1)).solution.float()  # (4, 1)
    return Autoregression((shared[:, :, None] * torch.eye(2)).reshape(2 * ORDER, 2))


def all_baselines(autoregression: Autoregression) -> dict[str, Guess]:
    """Every baseline by name; the autoregression is the only one that learns."""
    return {
        "last delta": last_delta,
        "constant curvature": constant_curvature,
        "3-tap, turned once": smoothed,
        "3-tap, turned twice": smoothed_twice,
        "last, 3-tap turn": last_delta_turned,
        "AR(4)": autoregression,
    }


@dataclass(frozen=True)
class Yardstick:
    """What the net of one training set has to beat."""

    autoregression: Autoregression
    errors: dict[str, float]  # by baseline, on the held-out windows

    @property
    def best(self) -> float:
        """The smallest of the errors."""
        return min(self.errors.values())


def make_yardstick(examples: Sequence[Tensor], held_out: Tensor, turning: Turning) -> Yardstick:
    """Fit on training windows and judge on the held-out ones, each (windows, time + 1, 2)."""
    autoregression = fit_autoregression(examples, turning)
    return Yardstick(autoregression, baseline_errors(all_baselines(autoregression), held_out))


def baseline_errors(baselines: dict[str, Guess], held_out: Tensor) -> dict[str, float]:
    """Mean squared one-step error of every baseline on windows (windows, time + 1, 2), judged like the net."""
    errors = {}
    for name, guess in baselines.items():
        missed = guess(held_out[:, :-1]) - held_out[:, 1:]
        errors[name] = missed[:, FIRST_JUDGED_STEP:].square().mean().item()
    return errors


def _history(moves: Tensor) -> Tensor:
    """The last four movements at every step, newest first, zero before the first: (windows, time, 8)."""
    return torch.cat([_delayed(moves, steps) for steps in range(ORDER)], dim=-1)


def _mean_of_3(moves: Tensor) -> Tensor:
    return (moves + _delayed(moves, 1) + _delayed(moves, 2)) / 3.0


def _delayed(moves: Tensor, steps: int) -> Tensor:
    if steps == 0:
        return moves
    return torch.cat([torch.zeros_like(moves[:, :steps]), moves[:, :-steps]], dim=1)


def _turned_like(moves: Tensor, guide: Tensor) -> Tensor:
    return _from_complex(_complex(moves) * _last_turn(guide))


def _last_turn(moves: Tensor) -> Tensor:
    """The rotation from the previous movement to this one, a complex number of length 1 (1 where either is zero)."""
    turn = _complex(moves) * _complex(_delayed(moves, 1)).conj()
    length = turn.abs()
    return torch.where(length > 0, turn / length.clamp(min=1e-12), torch.ones_like(turn))


def _complex(moves: Tensor) -> Tensor:
    return torch.view_as_complex(moves.contiguous())


def _from_complex(moves: Tensor) -> Tensor:
    return torch.view_as_real(moves)
