"""The network: a dense layer, two LSTM layers of 8, a dense layer added to the input; 1,211 parameters.

`y = x + Dense(h2)` predicts the next movement as a change of this one (residual output): without it slow drags do
not curl. Inputs are (dx / S, dy / S, 60 dt - 1) of one resampled movement, S = 4 CSS px.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from curlicue.lstm import LAYERS, UNITS
from curlicue_teach.weights import DECIMALS

INPUTS = 3

TorchState = tuple[Tensor, Tensor]  # torch's own order: (h, c), each (layers, batch, units)


class Net(nn.Module):
    """Next-movement model. torch's LSTM keeps its gates in the order i, f, g, o, which is the card's order too."""

    def __init__(self) -> None:
        super().__init__()
        self.input = nn.Linear(INPUTS, UNITS)
        self.lstm = nn.LSTM(UNITS, UNITS, num_layers=LAYERS, batch_first=True)
        self.output = nn.Linear(UNITS, INPUTS)
        with torch.no_grad():  # start by remembering (Jozefowicz et al., ICML 2015): forget bias + 1
            for layer in range(LAYERS):
                getattr(self.lstm, f"bias_ih_l{layer}")[UNITS : 2 * UNITS] += 1.0

    def forward(self, x: Tensor, state: TorchState | None = None) -> tuple[Tensor, TorchState]:
        """x (batch, time, 3) -> predictions (batch, time, 3) and the state after the last step."""
        z = torch.tanh(self.input(x))  # (batch, time, 8)
        h, state = self.lstm(z, state)  # (batch, time, 8)
        return x + self.output(h), cast("TorchState", state)


def round_weights(net: Net) -> None:
    """Round every weight to `DECIMALS`, in place, before anything is measured or exported."""
    with torch.no_grad():
        for weight in net.parameters():
            weight.copy_(torch.tensor(_rounded(weight.tolist())))


def card_weights(net: Net) -> dict[str, list[object]]:
    """The weights under the card's names, as nested lists of decimals."""
    weights: dict[str, list[object]] = {}
    for name, weight in net.named_parameters():
        weights[card_name(name)] = cast("list[object]", _rounded(weight.tolist()))
    return weights


def card_name(torch_name: str) -> str:
    """lstm.weight_ih_l0 -> layer1.weight_ih; the dense layers keep their names."""
    if not torch_name.startswith("lstm."):
        return torch_name
    name, _, layer = torch_name.removeprefix("lstm.").rpartition("_l")
    return f"layer{int(layer) + 1}.{name}"


def _rounded(values: object) -> object:
    if isinstance(values, list):
        return [_rounded(value) for value in values]
    return round(cast("float", values), DECIMALS) + 0.0  # + 0.0: no minus zero in the card
