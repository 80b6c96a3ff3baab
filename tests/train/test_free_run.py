"""The gradient written out is the one that torch would find, step by step."""

from __future__ import annotations

import torch
from torch import Tensor

from trainer.data import with_time
from trainer.free_run import free_run
from trainer.net import Net, TorchState

STEPS, BATCH = 12, 5


def step_by_step(net: Net, x: Tensor, state: TorchState, own: Tensor, beside: Tensor) -> Tensor:
    """The same by torch's own LSTM, one step at a time."""
    said = []
    for t in range(beside.shape[1] + 1):
        y, state = net(with_time(x[:, None]), state)
        said.append(y[:, 0, :2])
        if t < beside.shape[1]:
            x = own[:, None] * said[-1] + beside[:, t]
    return torch.stack(said, dim=1)


def given() -> tuple[Net, Tensor, TorchState, Tensor, Tensor]:
    torch.manual_seed(4)
    net = Net().double()
    x = torch.randn(BATCH, 2).double().requires_grad_()
    h, c = (torch.randn(2, BATCH, 8).double().requires_grad_() for _ in range(2))
    own, beside = torch.rand(BATCH).double(), 0.1 * torch.randn(BATCH, STEPS - 1, 2).double()
    return net, x, (h, c), own, beside


def test_it_says_what_the_net_says_step_by_step() -> None:
    net, x, state, own, beside = given()
    said = free_run(net, x, state, own, beside)
    assert said.shape == (BATCH, STEPS, 2)
    assert torch.allclose(said, step_by_step(net, x, state, own, beside), atol=1e-12)


def test_its_gradient_is_that_of_the_steps() -> None:
    net, x, state, own, beside = given()
    weight = torch.randn(BATCH, STEPS, 2).double()
    wanted_by = [*net.parameters(), x, *state]
    found, wanted = (
        torch.autograd.grad((weight * run(net, x, state, own, beside).tanh()).sum(), wanted_by)
        for run in (free_run, step_by_step)
    )
    for one, other in zip(found, wanted, strict=True):
        assert torch.allclose(one, other, atol=1e-10)


def test_a_single_step_is_the_nets_own() -> None:
    net, x, state, own, _ = given()
    assert torch.allclose(free_run(net, x, state, own, torch.zeros(BATCH, 0, 2).double())[:, 0],
                          net(with_time(x[:, None]), state)[0][:, 0, :2])  # fmt: skip
