"""A net that hears itself, many steps at once, with its gradient written out.

Backpropagation through time (Werbos, Proc. IEEE 78, 1990) for this one net: y_t = net(x_t), x_(t+1) = own y_t +
beside_(t+1). The usual way, a graph node for every small operation, takes twice the time, which is all overhead: the
matrices are 8 by 32. Tensors are (steps, features, batch) here, so that a gate is a block of rows.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from curlicue.lstm import UNITS
from trainer.net import Net, TorchState

MOVES = 2  # of the net's inputs and outputs: the third, time, is zero at every step
_I, _F, _G, _O = (slice(k * UNITS, (k + 1) * UNITS) for k in range(4))


def free_run(net: Net, x: Tensor, state: TorchState, own: Tensor, beside: Tensor) -> Tensor:
    """What a net says, (batch, steps, 2), while it hears its own last movement times `own`, and `beside` added to it.

    x (batch, 2) is the first input, heard in `state` (as torch has it: h and c, each (layers, batch, units)); own
    (batch,); beside (batch, steps - 1, 2) is added to the inputs after the first. Differentiable in the net's weights,
    in x and in the state.
    """
    lstm, (h, c) = dict(net.lstm.named_parameters()), state
    y = _FreeRun.apply(  # type: ignore[no-untyped-call]
        x.t(),
        h[0].t(),
        c[0].t(),
        h[1].t(),
        c[1].t(),
        net.input.weight[:, :MOVES],
        net.input.bias[:, None],
        torch.cat([lstm["weight_ih_l0"], lstm["weight_hh_l0"]], 1),
        (lstm["bias_ih_l0"] + lstm["bias_hh_l0"])[:, None],
        torch.cat([lstm["weight_ih_l1"], lstm["weight_hh_l1"]], 1),
        (lstm["bias_ih_l1"] + lstm["bias_hh_l1"])[:, None],
        net.output.weight[:MOVES],
        net.output.bias[:MOVES, None],
        own,
        beside.permute(1, 2, 0).contiguous(),
    )
    return y.permute(2, 0, 1)  # type: ignore[no-any-return]


class _FreeRun(torch.autograd.Function):
    """Weights are (out, in), biases (out, 1), vectors (features, batch)."""

    @staticmethod
    def forward(
        ctx: Any,
        x: Tensor,
        h1: Tensor,
        c1: Tensor,
        h2: Tensor,
        c2: Tensor,
        w_in: Tensor,
        b_in: Tensor,
        w_1: Tensor,
        b_1: Tensor,
        w_2: Tensor,
        b_2: Tensor,
        w_out: Tensor,
        b_out: Tensor,
        own: Tensor,
        beside: Tensor,
    ) -> Tensor:
        """All y, (steps, 2, batch)."""
        steps, batch = len(beside) + 1, x.shape[1]
        inputs, outputs = x.new_empty(steps, MOVES, batch), x.new_empty(steps, MOVES, batch)
        # What a layer hears: what is below it, and its own last h under that
        heard_1, heard_2 = (x.new_empty(steps + 1, 2 * UNITS, batch) for _ in range(2))
        gates_1, gates_2 = (x.new_empty(steps, 4 * UNITS, batch) for _ in range(2))
        cells_1, cells_2 = (x.new_empty(steps + 1, UNITS, batch) for _ in range(2))
        bent_1, bent_2 = (x.new_empty(steps, UNITS, batch) for _ in range(2))  # tanh c
        inputs[0], heard_1[0, UNITS:], heard_2[0, UNITS:], cells_1[0], cells_2[0] = x, h1, h2, c1, c2
        zs, h1s = heard_1[:, :UNITS].unbind(), heard_1[:, UNITS:].unbind()
        below_2, h2s = heard_2[:, :UNITS].unbind(), heard_2[:, UNITS:].unbind()
        layers = (
            (w_1, b_1, heard_1.unbind(), _split(gates_1), cells_1.unbind(), bent_1.unbind(), h1s),
            (w_2, b_2, heard_2.unbind(), _split(gates_2), cells_2.unbind(), bent_2.unbind(), h2s),
        )
        xs, ys, others = inputs.unbind(), outputs.unbind(), beside.unbind()
        for t in range(steps):
            torch.addmm(b_in, w_in, xs[t], out=zs[t]).tanh_()
            for layer, (w, b, heard, gates, cells, bent, h) in enumerate(layers):
                whole, i_f, i, f, g, o = gates[t]
                torch.addmm(b, w, heard[t], out=whole)
                i_f.sigmoid_()
                g.tanh_()
                o.sigmoid_()
                torch.mul(f, cells[t], out=cells[t + 1]).addcmul_(i, g)
                torch.mul(o, torch.tanh(cells[t + 1], out=bent[t]), out=h[t + 1])
                if layer == 0:
                    below_2[t].copy_(h[t + 1])
            torch.addmm(b_out, w_out, h2s[t + 1], out=ys[t]).add_(xs[t])
            if t + 1 < steps:
                torch.addcmul(others[t], ys[t], own, out=xs[t + 1])
        ctx.save_for_backward(
            w_in, w_1, w_2, w_out, own, inputs, heard_1, heard_2, gates_1, gates_2, cells_1, cells_2, bent_1, bent_2
        )
        return outputs

    @staticmethod
    def backward(ctx: Any, of_y: Tensor) -> tuple[Tensor | None, ...]:
        """The gradient by everything but `own` and `beside`; `of_y` is the one by all y."""
        (w_in, w_1, w_2, w_out, own, inputs, heard_1, heard_2, gates_1, gates_2, cells_1, cells_2, bent_1, bent_2) = (
            ctx.saved_tensors
        )
        steps, _, batch = of_y.shape
        # Everything that needs no recursion, for all steps at once
        by_cell_1, by_h_1, through_1 = _slopes(gates_1, cells_1, bent_1)
        by_cell_2, by_h_2, through_2 = _slopes(gates_2, cells_2, bent_2)
        by_z = (1.0 - heard_1[:-1, :UNITS].square()).unbind()
        of_outputs, of_z = of_y.clone(), torch.empty_like(bent_1)
        of_gates_1, of_gates_2 = torch.empty_like(gates_1), torch.empty_like(gates_2)
        layers = (
            (w_2.t().contiguous(), by_cell_2, by_h_2, through_2, _split(gates_2), _split_3(of_gates_2)),
            (w_1.t().contiguous(), by_cell_1, by_h_1, through_1, _split(gates_1), _split_3(of_gates_1)),
        )
        back_in, back_out = w_in.t().contiguous(), w_out.t().contiguous()
        of_ys, of_zs = of_outputs.unbind(), of_z.unbind()
        of_h = [of_y.new_zeros(UNITS, batch) for _ in layers]
        of_c = [of_y.new_zeros(UNITS, batch) for _ in layers]
        of_x = of_y.new_zeros(MOVES, batch)
        for t in range(steps - 1, -1, -1):
            if t + 1 < steps:
                of_ys[t].addcmul_(of_x, own)
            from_above = back_out @ of_ys[t]
            for k, (back, by_cell, by_h, through, gates, of_gates) in enumerate(layers):
                of_this_h = of_h[k] + from_above
                of_this_c = torch.addcmul(of_c[k], of_this_h, through[t])
                whole, i_f_g, o = of_gates[t]
                torch.mul(by_cell[t], of_this_c, out=i_f_g)
                torch.mul(by_h[t], of_this_h, out=o)
                of_c[k] = of_this_c * gates[t][3]
                from_above, of_h[k] = (back @ whole).split(UNITS)
            torch.mul(from_above, by_z[t], out=of_zs[t])
            of_x = torch.addmm(of_ys[t], back_in, of_zs[t])
        return (
            of_x,
            of_h[1],
            of_c[1],
            of_h[0],
            of_c[0],
            _outer(of_z, inputs),
            _total(of_z),
            _outer(of_gates_1, heard_1[:-1]),
            _total(of_gates_1),
            _outer(of_gates_2, heard_2[:-1]),
            _total(of_gates_2),
            _outer(of_outputs, heard_2[1:, UNITS:]),
            _total(of_outputs),
            None,
            None,
        )


def _split(gates: Tensor) -> list[tuple[Tensor, ...]]:
    """For every step the whole block, i and f together, and i, f, g and o: views made once are half the time."""
    parts = (slice(None), slice(0, 2 * UNITS), _I, _F, _G, _O)
    return list(zip(*(gates[:, part].unbind() for part in parts), strict=True))


def _split_3(of_gates: Tensor) -> list[tuple[Tensor, ...]]:
    """For every step the whole block, i, f and g as (3, units, batch), and o."""
    steps, _, batch = of_gates.shape
    first = of_gates[:, : 3 * UNITS].view(steps, 3, UNITS, batch)
    return list(zip(of_gates.unbind(), first.unbind(), of_gates[:, _O].unbind(), strict=True))


def _slopes(gates: Tensor, cells: Tensor, bent: Tensor) -> tuple[tuple[Tensor, ...], ...]:
    """For every step: how the gradient by c reaches i, f and g before they are bent, how that by h reaches o, and c."""
    steps, _, batch = gates.shape
    i, f, g, o = gates[:, _I], gates[:, _F], gates[:, _G], gates[:, _O]
    by_cell = torch.cat([g * i * (1.0 - i), cells[:-1] * f * (1.0 - f), i * (1.0 - g * g)], 1)
    by_h = bent * o * (1.0 - o)
    through = o * (1.0 - bent * bent)
    return by_cell.view(steps, 3, UNITS, batch).unbind(), by_h.unbind(), through.unbind()


def _outer(of_outs: Tensor, ins: Tensor) -> Tensor:
    """Sum over steps and batch of out times in: (out, in)."""
    return torch.einsum("tob,tib->oi", of_outs, ins)


def _total(of_outs: Tensor) -> Tensor:
    return of_outs.sum((0, 2))[:, None]
