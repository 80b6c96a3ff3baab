"""The second phase: a net that foresees movements learns to go on with them when it hears only itself.

One-step prediction teaches what comes after a stroke's movements, not after the net's own, so what it does alone fades
or drifts (exposure bias: Bengio et al., Scheduled Sampling, NeurIPS 2015). Here it is left alone for two seconds, and
the miss over all of them is brought down, by gradient through every step. The figure that it is to go on with has no
wander and no noise: it has one right continuation, while of wandering strokes the mean of many is a smaller figure,
which is just the fading that is to go. Driven too small or too large, it is led back to size: a limit cycle.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from trainer.config import CLOSED_LOOP, ClosedLoop, TrainConfig
from trainer.data import Turning, noisy, rotated, shown, with_time
from trainer.dataset import Dataset, Figure
from trainer.free_run import free_run
from trainer.hands import HandRecord
from trainer.net import Net
from trainer.training import (
    AloneProgress,
    DivergedError,
    Report,
    Trained,
    evaluate,
    prediction_loss,
    rising_share,
    with_own_output,
)

REPORTED_STEPS = 10  # from report to report
SEED_APART = 1_000_003  # from the seed of the first phase, so that not the same numbers are drawn again
FINGER_POWER = 4  # how steeply the share that is heard of a finger rises with its speed


@dataclass(frozen=True)
class Lesson:
    """What a batch of nets is driven with, and what is right afterwards."""

    driven: Tensor  # (batch, driven steps, 2)
    target: Tensor  # (batch, free steps, 2): target[:, 0] is the movement after the last driven one
    own: Tensor  # (batch,): the share of itself that the net hears when it is alone
    beside: Tensor  # (batch, free steps - 1, 2): what it hears beside that


def go_on_alone(
    trained: Trained, data: Dataset, record: HandRecord, seed: int, config: TrainConfig, report: Report
) -> Trained:
    """Train the net of `trained` on, in place; as it is where there is no figure to go on with, or nothing asked for.

    The same arguments give the same weights, bit for bit, on the same machine.
    """
    settings = record.alone
    steps = settings.steps if config.closed_loop_steps is None else config.closed_loop_steps
    if data.figure is None or not steps:
        return trained
    started = time.process_time()
    net, generator = trained.net, torch.Generator().manual_seed(seed + SEED_APART)
    optimiser = torch.optim.AdamW(net.parameters(), lr=settings.learning_rate, weight_decay=config.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, settings.learning_rate, total_steps=steps, pct_start=rising_share(config.warm_up, steps)
    )
    size = data.figure.moves.square().mean()
    history: list[AloneProgress] = []
    sums, counted = [0.0, 0.0], 0
    for step in range(1, steps + 1):
        foreseeing = one_step_loss(net, data, record, config, generator)
        going_on = alone_loss(net, lesson(data.figure, record.turning, generator, settings), generator)
        optimiser.zero_grad()
        (foreseeing + settings.weight * going_on / size).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), config.clip)
        optimiser.step()
        schedule.step()
        sums, counted = [sums[0] + going_on.item(), sums[1] + foreseeing.item()], counted + 1
        if counted == REPORTED_STEPS or step == steps:
            alone, train_loss = (value / counted for value in sums)
            progress = AloneProgress(step, steps, alone, train_loss, evaluate(net, data.held_out))
            if not math.isfinite(alone + train_loss + progress.held_out_loss):
                raise DivergedError(f"found a loss that is no number after step {step} alone, expected one that falls")
            history.append(progress)
            report(progress)
            sums, counted = [0.0, 0.0], 0
    return replace(trained, alone=tuple(history), seconds=trained.seconds + time.process_time() - started)


def one_step_loss(
    net: Net, data: Dataset, record: HandRecord, config: TrainConfig, generator: torch.Generator
) -> Tensor:
    """The loss of the first phase on a batch of training windows, each with a span of the net's own output."""
    chosen = torch.randint(len(data.training), (config.batch or record.batch,), generator=generator)
    moves = with_time(shown(data.training[chosen], record.turning, generator))
    x = with_own_output(net, noisy(moves[:, :-1], config.noise, generator), 1.0, generator)
    return prediction_loss(net(x)[0], moves[:, 1:], None if data.known is None else data.known[chosen])


def lesson(figure: Figure, turning: Turning, generator: torch.Generator, settings: ClosedLoop = CLOSED_LOOP) -> Lesson:
    """Pieces of the figure from anywhere in it, mirrored as often as the strokes are, turned as the windows are."""
    batch, driven_steps, free_steps = settings.batch, settings.driven_steps, settings.free_steps
    length = driven_steps + free_steps
    at = torch.randint(len(figure.moves) - length + 1, (batch, 1), generator=generator)
    pieces = figure.moves[at + torch.arange(length)]  # (batch, length, 2)
    mirrored = torch.rand(batch, 1, generator=generator) < figure.mirrored_share
    pieces = torch.stack([pieces[..., 0], torch.where(mirrored, -pieces[..., 1], pieces[..., 1])], dim=-1)
    if turning != "aligned":
        pieces = rotated(pieces, generator)
    least, most = settings.size
    size = least + (most - least) * torch.rand(batch, 1, 1, generator=generator)
    back = torch.exp(-torch.arange(free_steps) / settings.back_steps)[:, None]  # (free steps, 1)
    finger = torch.rand(batch, generator=generator)  # its speed, as a share of the fastest
    heard = settings.finger_share * finger**FINGER_POWER
    beside = settings.noise * torch.randn(batch, free_steps - 1, 2, generator=generator)
    beside[..., 0] += (heard * finger * settings.finger)[:, None]
    driven = noisy(with_time(size * pieces[:, :driven_steps]), settings.input_noise, generator)[..., :2]
    return Lesson(driven, pieces[:, driven_steps:] * (1.0 + (size - 1.0) * back), 1.0 - heard, beside)


def alone_loss(
    net: Net, taught: Lesson, generator: torch.Generator, state_noise: float = CLOSED_LOOP.state_noise
) -> Tensor:
    """Mean square over both axes between what the net says from the end of its driving on and what is right."""
    y, (h, c) = net(with_time(taught.driven))
    first = y[:, -1:, :2]  # (batch, 1, 2)
    h = h + state_noise * torch.randn(h.shape, generator=generator)
    c = c + state_noise * torch.randn(c.shape, generator=generator)
    heard = taught.own[:, None] * first[:, 0] + taught.beside[:, 0]
    rest = free_run(net, heard, (h, c), taught.own, taught.beside[:, 1:])
    return nn.functional.mse_loss(torch.cat([first, rest], dim=1), taught.target)
