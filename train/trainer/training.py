"""Ninety epochs of next-movement prediction, with the net's own output fed back in spans (scheduled sampling)."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from curlicue_teach.batches import FIRST_JUDGED_STEP
from trainer.config import TrainConfig
from trainer.data import noisy, shown, with_time
from trainer.dataset import Dataset
from trainer.hands import HandRecord
from trainer.net import Net, card_weights

SNAPSHOT_EPOCHS = (0, 1, 3, 10, 30, 90)  # after which the weights are kept, and after the last: about 3 times as many


@dataclass(frozen=True)
class Progress:
    """What the loop reports after every epoch; losses are mean squared errors in units of `scale_px` squared."""

    epoch: int
    epochs: int
    train_loss: float
    held_out_loss: float


@dataclass(frozen=True)
class AloneProgress:
    """What the second phase reports every few steps. Losses are means over those, in units of `scale_px` squared."""

    step: int  # of the last of them
    steps: int
    alone_loss: float  # mean square over both axes of what it does alone, beside its figure
    train_loss: float  # as in `Progress`: the one-step error, which must not suffer
    held_out_loss: float  # after the last of them


@dataclass(frozen=True)
class Snapshot:
    """A net in the middle of its training."""

    epoch: int  # how many it has behind it
    weights: dict[str, list[object]]  # as in a card, rounded


class DivergedError(ArithmeticError):
    """A training whose loss is no number any more: nothing can come of it."""


Report = Callable[[Progress | AloneProgress], None]


@dataclass(frozen=True)
class Trained:
    """A net and how it came about."""

    net: Net
    history: tuple[Progress, ...]
    seconds: float  # CPU time of this process
    snapshots: tuple[Snapshot, ...] = ()
    alone: tuple[AloneProgress, ...] = ()  # of the second phase, where there was one


def train(
    data: Dataset,
    record: HandRecord,
    seed: int,
    config: TrainConfig,
    report: Callable[[Progress], None],
) -> Trained:
    """Train one net; the same arguments give the same weights, bit for bit, on the same machine."""
    started, windows = time.process_time(), data.training
    epochs, batch = config.epochs or record.epochs, config.batch or record.batch
    torch.manual_seed(seed)  # for the initial weights
    generator = torch.Generator().manual_seed(seed)  # for everything drawn while training
    net = Net()
    optimiser = torch.optim.AdamW(net.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay)
    steps = epochs * -(-len(windows) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, config.learning_rate, total_steps=steps, pct_start=rising_share(config.warm_up, steps)
    )
    history, snapshots = [], [Snapshot(0, card_weights(net))]
    for epoch in range(epochs):
        own_share = min(1.0, epoch / max(1.0, epochs / 2))  # how often a window runs on its own output
        seen = shown(windows, record.turning, generator)
        total = 0.0
        for index in torch.split(torch.randperm(len(seen), generator=generator), batch):
            moves = with_time(seen[index])  # (batch, time + 1, 3)
            x, target = noisy(moves[:, :-1], config.noise, generator), moves[:, 1:]
            x = with_own_output(net, x, own_share, generator)
            loss = prediction_loss(net(x)[0], target, None if data.known is None else data.known[index])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), config.clip)
            optimiser.step()
            schedule.step()
            total += loss.item() * len(index)
        progress = Progress(epoch + 1, epochs, total / len(seen), evaluate(net, data.held_out))
        if not math.isfinite(progress.train_loss + progress.held_out_loss):
            raise DivergedError(f"found a loss that is no number after epoch {epoch + 1}, expected one that falls")
        history.append(progress)
        if progress.epoch in SNAPSHOT_EPOCHS or progress.epoch == epochs:
            snapshots.append(Snapshot(progress.epoch, card_weights(net)))
        report(progress)
    return Trained(net, tuple(history), time.process_time() - started, tuple(snapshots))


def rising_share(warm_up: float, steps: int) -> float:
    """The share, a hair less where torch's schedule would divide by zero: for a rise of one step, or of all."""
    return warm_up - 1e-6 if warm_up * steps in (1.0, steps) else warm_up


def with_own_output(net: Net, x: Tensor, share: float, generator: torch.Generator) -> Tensor:
    """Inputs in which a span of some windows is the net's own prediction instead of the stroke, (batch, time, 3).

    Parallel scheduled sampling (Duckworth et al., 2019): one pass without gradient gives the predictions.
    Spans are 4 to `time` steps long and begin at step 8 or later.
    """
    batch, time_steps, _ = x.shape
    with torch.no_grad():
        own = torch.cat([x[:, :1], net(x)[0][:, :-1]], dim=1)
    length = torch.randint(4, time_steps + 1, (batch, 1), generator=generator)
    start = torch.randint(8, max(9, time_steps - 3), (batch, 1), generator=generator)
    chosen = torch.rand(batch, 1, generator=generator) < share
    step = torch.arange(time_steps)
    span = chosen & (step >= start) & (step < start + length)  # (batch, time)
    return torch.where(span[..., None], own, x)


def prediction_loss(y: Tensor, target: Tensor, known: Tensor | None = None) -> Tensor:
    """Mean squared error of the movement (x and y only) from step `FIRST_JUDGED_STEP` on, where it is `known`.

    `known` is (windows, time), or None where every target is.
    """
    if known is not None:
        missed = (y[..., :2] - target[..., :2])[:, FIRST_JUDGED_STEP:].square().sum(dim=-1)  # (windows, time)
        return (missed * known[:, FIRST_JUDGED_STEP:]).sum() / (2 * known[:, FIRST_JUDGED_STEP:].sum())
    return nn.functional.mse_loss(y[:, FIRST_JUDGED_STEP:, :2], target[:, FIRST_JUDGED_STEP:, :2])


@torch.no_grad()
def evaluate(net: Net, windows: Tensor) -> float:
    """One-step error on clean windows (windows, time + 1, 2), always fed with the stroke itself."""
    moves = with_time(windows)
    return prediction_loss(net(moves[:, :-1])[0], moves[:, 1:]).item()
