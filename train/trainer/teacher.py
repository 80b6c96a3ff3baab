"""Teaches a net in torch step by step, as the page's graph does (trainer.teach_graph): autograd, a clip, and Adam.

What it is taught with comes from curlicue_teach.batches, for either: where the windows lie in the line, how each is
turned, sized and made noisy, and at which steps it hears the net's own answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from curlicue_teach.batches import WINDOW, Window
from curlicue_teach.weights import named
from trainer.data import with_time
from trainer.net import Net, card_name
from trainer.training import prediction_loss

CLIP = 1.0  # norm of a gradient
BETAS, EPSILON = (0.9, 0.999), 1e-8  # Adam's own


class TorchTeacher:
    """A net being taught, as curlicue_teach.recipe.Teacher has it.

    ``beside`` is a line in the net's units that a ``share`` of each batch's windows is cut from instead, 0 to 1; it is
    as long as the other or longer.
    """

    def __init__(self, beside: Sequence[complex] = (), share: float = 0.0) -> None:
        self._beside = _pairs([(v.real, v.imag) for v in beside])
        self._share = share
        self._net = Net()
        self._adam = _adam(self._net)
        self._line = self._noise = _pairs(())
        self._learned = 0  # movements of the line that it was handed

    async def begin(
        self, weights: Sequence[float], line: Sequence[complex], noise: Sequence[tuple[float, float]]
    ) -> None:
        """Take a net to be taught, the line of its strokes and the noise, as Teacher says."""
        self._net = net_of(weights)
        self._adam = _adam(self._net)
        self._learned = len(line)
        self._line = torch.cat([_pairs([(v.real, v.imag) for v in line]), self._beside])
        self._noise = _pairs(noise)

    async def learn(self, step: int, rate: float, windows: Sequence[Window]) -> float:  # noqa: ARG002  # Adam counts
        """Run one training step in torch and give the loss before it, as Teacher says."""
        moved = round(self._share * len(windows))
        batch = [each._replace(at=each.at + self._learned) for each in windows[:moved]]
        given = torch.tensor([*batch, *windows[moved:]])
        for group in self._adam.param_groups:
            group["lr"] = rate
        loss = lesson_loss(self._net, self._line, self._noise, given, WINDOW)
        self._adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._net.parameters(), CLIP)
        self._adam.step()
        return float(loss.detach())

    async def weights(self) -> list[float]:
        """Give the net as it is now."""
        return row_of(self._net)


def lesson_loss(net: Net, line: Tensor, noise: Tensor, windows: Tensor, length: int) -> Tensor:
    """Mean square of what the net misses in a batch, over x and y, from step 4 on; (), units squared.

    ``line`` (steps, 2) and ``noise`` (rows, 2) are in the net's units, ``windows`` (batch, 7) are those of
    `trainer.teach_graph`, ``length`` is their steps. Where a window hears the net's own answer, the third input, time,
    is 0, as the pen hears it.
    """
    at, turn, size, noise_at, noise_size, own_from, own_steps = torch.split(windows, 1, dim=1)  # each (batch, 1)
    step = torch.arange(length + 1)
    cut = size[..., None] * line[at.long() + step]  # (batch, length + 1, 2)
    cos, sin = torch.cos(turn), torch.sin(turn)
    dx, dy = cut.unbind(-1)
    moves = torch.stack([cos * dx - sin * dy, sin * dx + cos * dy], dim=-1)
    heard = with_time(moves[:, :-1] + noise_size[..., None] * noise[noise_at.long() + step[:-1]])
    with torch.no_grad():
        own = with_time(torch.cat([heard[:, :1], net(heard)[0][:, :-1]], dim=1)[..., :2])
    span = (step[:-1] >= own_from) & (step[:-1] < own_from + own_steps)  # (batch, length)
    return prediction_loss(net(torch.where(span[..., None], own, heard))[0], moves[:, 1:])


def net_of(weights: Sequence[float]) -> Net:
    """A net with the numbers of a row, as curlicue_teach.weights orders them."""
    net, by_name = Net(), named(weights)
    with torch.no_grad():
        for name, weight in net.named_parameters():
            weight.copy_(torch.tensor(by_name[card_name(name)]))
    return net


def row_of(net: Net) -> list[float]:
    """The numbers of a net in a row; a net has them in the order of the card."""
    return torch.cat([weight.detach().reshape(-1) for weight in net.parameters()]).tolist()


def _adam(net: Net) -> torch.optim.Adam:
    return torch.optim.Adam(net.parameters(), betas=BETAS, eps=EPSILON)


def _pairs(values: Sequence[tuple[float, float]]) -> Tensor:
    return torch.tensor(values, dtype=torch.float32).reshape(-1, 2)
