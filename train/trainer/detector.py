"""The article's small exhibit: one LSTM unit per two-bit pattern, trained by torch, judged, and kept in one card.

It learns from all rows of `LEARNED_BITS` bits at once and is judged on all rows of `JUDGED_BITS`, longer than any it
has heard. The exhibit is there to show a forget gate at work. So a seed gives way to the next if its unit is not right
everywhere, if that gate does not both open and shut, or if the unit hardly errs with the gate held shut or held open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import cast

import torch
from torch import Tensor, nn

from curlicue_detector.training import DECAY, FIRST_ANSWER_BIAS, FIRST_ANSWER_H, LEARNING_RATE
from curlicue_detector.unit import YES, Unit, run, unit_from_card, wanted
from curlicue_teach.weights import DECIMALS

LEARNED_BITS = 8
JUDGED_BITS = 12
LARGEST_DIFFERENCE = 1e-6  # between the plain-Python step and torch, in any number of a step

Weights = dict[str, list[float]]  # x, h, bias for each of "i", "f", "g", "o"; h, bias for "answer"


class DetectorError(RuntimeError):
    """No unit that may be shown; the message is one sentence for people."""


@dataclass(frozen=True)
class DetectorConfig:
    """Settings of a run."""

    epochs: int = 600  # passes over all rows
    learning_rate: float = LEARNING_RATE
    weight_decay: float = DECAY
    seeds: tuple[int, ...] = tuple(range(1, 21))  # tried in turn
    least_sure: float = 0.9  # what the right answer must get at least
    forget_shut: float = 0.1  # the forget gate must go below
    forget_open: float = 0.9  # and above
    errs_when_held: float = 0.1  # share of the patterns missed with f held shut, and of false alarms with f held open


class DetectorNet(nn.Module):
    """One unit and its answer, in double precision. torch's second bias is nought and stays so."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(1, 1, batch_first=True)
        self.answer = nn.Linear(1, 1)
        with torch.no_grad():  # the same beginning as on the page
            self.second_bias.zero_()
            self.answer.weight.add_(FIRST_ANSWER_H)
            self.answer.bias.add_(FIRST_ANSWER_BIAS)
        self.second_bias.requires_grad_(False)
        self.double()

    @property
    def second_bias(self) -> Tensor:
        """Of the gates; torch has two where one would do."""
        return cast("Tensor", self.lstm.bias_hh_l0)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """x (rows, bits, 1) -> the answers' logits and h, both (rows, bits)."""
        h, _ = self.lstm(x)
        return self.answer(h)[..., 0], h[..., 0]


@dataclass(frozen=True)
class Judged:
    """A unit with rounded weights, and how it does on every row of `JUDGED_BITS`."""

    weights: Weights
    seed: int
    losses: tuple[float, ...]  # nats an answer, after each epoch
    final_loss: float  # nats an answer, with rounded weights, on the judged rows
    accuracy: float  # share of right answers
    least_sure: float  # the smallest share that a right answer got
    forget_least: float
    forget_most: float
    missed_shut: float  # share of the patterns that it misses with its forget gate held shut
    alarms_open: float  # share of all other places where it says yes with its forget gate held open
    difference: float  # between plain Python and torch

    def faults(self, config: DetectorConfig) -> list[str]:
        """What keeps it from being shown, each in words; none if it may be."""
        found = []
        if self.accuracy < 1.0:
            found.append(f"{self.accuracy:.3%} of its answers are right, expected all")
        if self.least_sure < config.least_sure:
            found.append(f"a right answer gets {self.least_sure:.2f}, expected {config.least_sure} or more")
        if self.forget_least > config.forget_shut:
            found.append(f"its forget gate never goes below {self.forget_least:.2f}, expected {config.forget_shut}")
        if self.forget_most < config.forget_open:
            found.append(f"its forget gate never goes above {self.forget_most:.2f}, expected {config.forget_open}")
        if self.missed_shut < config.errs_when_held:
            found.append(f"with f held shut it misses {self.missed_shut:.2f}, expected {config.errs_when_held} or more")
        if self.alarms_open < config.errs_when_held:
            found.append(f"with f held open {self.alarms_open:.2f} are false, expected {config.errs_when_held} or more")
        return found


def all_rows(bits: int) -> list[list[int]]:
    """Every row of so many bits."""
    return [list(row) for row in product((0, 1), repeat=bits)]


def train_and_judge(pattern: str, seed: int, config: DetectorConfig) -> Judged:
    """One unit from one seed; the same arguments give the same numbers."""
    torch.manual_seed(seed)
    net = DetectorNet()
    rows = all_rows(LEARNED_BITS)
    x, answers = _tensors(pattern, rows)
    learned = [weight for weight in net.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=config.learning_rate, weight_decay=config.weight_decay)
    losses = []
    for _ in range(config.epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(net(x)[0], answers)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        losses.append(loss.item())
    with torch.no_grad():
        for weight in net.parameters():
            weight.copy_(torch.round(weight, decimals=DECIMALS))
    return judge(net, pattern, seed, tuple(losses))


def judge(net: DetectorNet, pattern: str, seed: int, losses: tuple[float, ...]) -> Judged:
    """Every answer of a rounded net on every judged row, by torch, and every number of it again in plain Python."""
    rows = all_rows(JUDGED_BITS)
    x, answers = _tensors(pattern, rows)
    with torch.no_grad():
        logits, h = net(x)
        shares = torch.sigmoid(logits)
        loss = nn.functional.binary_cross_entropy_with_logits(logits, answers).item()
    weights = weights_of(net)
    unit = unit_from_card(weights)
    moments = [run(unit, row) for row in rows]
    difference = max(
        _apart([[moment.h for moment in row] for row in moments], h),
        _apart([[moment.answer for moment in row] for row in moments], shares),
    )
    forget = [moment.f for row in moments for moment in row[1:]]  # at the first bit there is nothing to forget
    of_the_right = torch.where(answers > 0.5, shares, 1.0 - shares)
    return Judged(
        weights=weights,
        seed=seed,
        losses=losses,
        final_loss=loss,
        accuracy=(of_the_right > 0.5).double().mean().item(),
        least_sure=of_the_right.min().item(),
        forget_least=min(forget),
        forget_most=max(forget),
        missed_shut=1.0 - said_yes(unit, pattern, 0.0, at=1),
        alarms_open=said_yes(unit, pattern, 1.0, at=0),
        difference=difference,
    )


def said_yes(unit: Unit, pattern: str, held: float, at: int) -> float:
    """With its forget gate held: how often it says yes where the right answer is ``at``, over all learned rows."""
    said = [
        moment.answer > YES
        for row in all_rows(LEARNED_BITS)
        for moment, answer in zip(run(unit, row, held), wanted(pattern, row), strict=True)
        if answer == at
    ]
    return sum(said) / len(said)


def weights_of(net: DetectorNet) -> Weights:
    """The 14 numbers under the card's names."""
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0")
    columns = zip(*(net.lstm.get_parameter(name).flatten().tolist() for name in names), strict=True)
    weights = {gate: _rounded(column) for gate, column in zip("ifgo", columns, strict=True)}
    return {**weights, "answer": _rounded((net.answer.weight.item(), net.answer.bias.item()))}


def first_that_may_be_shown(
    pattern: str, config: DetectorConfig, say: Callable[[str], None], train: Callable[..., Judged] = train_and_judge
) -> Judged:
    """Try the seeds in turn; DetectorError when none will do."""
    for seed in config.seeds:
        judged = train(pattern, seed, config)
        if judged.difference > LARGEST_DIFFERENCE:
            raise DetectorError(
                f"pattern {pattern}, seed {seed}: plain Python differs from torch by {judged.difference:.1e}, "
                f"expected at most {LARGEST_DIFFERENCE:g}"
            )
        faults = judged.faults(config)
        if not faults:
            say(f"{pattern}: seed {seed}, loss {judged.final_loss:.4f}, all answers right")
            return judged
        say(f"{pattern}: seed {seed} fails: {'; '.join(faults)}")
    raise DetectorError(f"pattern {pattern}: none of the seeds {config.seeds} made a unit that may be shown")


def _tensors(pattern: str, rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Bits (rows, bits, 1) and right answers (rows, bits)."""
    x = torch.tensor(rows, dtype=torch.double)[..., None]
    return x, torch.tensor([wanted(pattern, row) for row in rows], dtype=torch.double)


def _apart(plain: list[list[float]], by_torch: Tensor) -> float:
    return (torch.tensor(plain, dtype=torch.double) - by_torch).abs().max().item()


def _rounded(values: tuple[float, ...]) -> list[float]:
    return [round(value, DECIMALS) + 0.0 for value in values]
