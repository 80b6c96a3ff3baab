"""The trained net as an ONNX graph of elementary operations, and the proof that it is the same net.

One packed input and one packed output, as curlicue.packed has them, layer 1 first everywhere: onnxruntime-web pays per
tensor, not per node. Gemm, Sigmoid, Tanh, Mul, Add, Split and Concat instead of the ONNX LSTM operator keep torch's
names and gate order and let the gates out.
"""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from curlicue.lstm import CELLS, LAYERS, UNITS, ZERO_STATE, Weights, step
from curlicue.packed import INPUT_NUMBERS, C, H, I, Y, pack_output
from trainer.net import INPUTS, Net, card_name, card_weights
from trainer.opset import OPSET

LARGEST_OUTPUT_ERROR = 2e-6
LARGEST_CELL_ERROR = 1e-5
TRACE_STEPS = 64
TRACE_DIGITS = 7

Trace = list[dict[str, list[float]]]


class PackedStep(nn.Module):
    """One step of a net, everything in one row and everything out in one row."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, packed: Tensor) -> Tensor:
        """packed (1, INPUT_NUMBERS) -> (1, 99)."""
        x, h, c = torch.split(packed, [INPUTS, CELLS, CELLS], dim=1)
        below = torch.tanh(self.net.input(x))  # (1, 8): what the next layer hears
        new_h, new_c, gates = [], [], []
        for layer, h_l, c_l in zip(range(LAYERS), torch.split(h, UNITS, 1), torch.split(c, UNITS, 1), strict=True):
            i, f, g, o = self._gates(layer, below, h_l)
            c_l = f * c_l + i * g
            below = o * torch.tanh(c_l)
            new_h.append(below)
            new_c.append(c_l)
            gates.append((i, f, g, o))
        y = x + self.net.output(below)
        by_gate = [gate for same_gate in zip(*gates, strict=True) for gate in same_gate]
        return torch.cat([y, *new_h, *new_c, *by_gate], dim=1)

    def _gates(self, layer: int, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        lstm = self.net.lstm
        w_ih, w_hh = getattr(lstm, f"weight_ih_l{layer}"), getattr(lstm, f"weight_hh_l{layer}")
        b_ih, b_hh = getattr(lstm, f"bias_ih_l{layer}"), getattr(lstm, f"bias_hh_l{layer}")
        z = nn.functional.linear(x, w_ih, b_ih) + nn.functional.linear(h, w_hh, b_hh)  # (1, 32)
        i, f, g, o = torch.split(z, UNITS, dim=1)
        return torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)


def to_onnx(net: Net, metadata: dict[str, str]) -> bytes:
    """The net as a checked and stripped ONNX file; the same weights give the same bytes.

    It reckons in doubles, as the plain step does: a line that listens to itself parts ways with one of single
    precision, and a drawing that is drawn again elsewhere has to come out the same.
    """
    with _quiet():
        program = torch.onnx.export(
            PackedStep(_exact(net)).eval(),
            (torch.zeros(1, INPUT_NUMBERS, dtype=torch.double),),
            dynamo=True,
            opset_version=OPSET,
            input_names=["packed_in"],
            output_names=["packed_out"],
            verbose=False,
        )
    if program is None:
        raise RuntimeError(
            "torch.onnx.export gave no program, expected one: check the versions of torch and onnxscript"
        )
    model = program.model_proto
    _strip(model)
    _name_like_the_card(model)
    onnx.helper.set_model_props(model, metadata)
    onnx.checker.check_model(model, full_check=True)
    return cast("bytes", model.SerializeToString(deterministic=True))


def _exact(net: Net) -> Net:
    """The net in double precision, with the card's decimals themselves."""
    exact = Net().double()
    with torch.no_grad():
        for weight, values in zip(exact.parameters(), card_weights(net).values(), strict=True):
            weight.copy_(torch.tensor(values, dtype=torch.double))
    return exact


def _strip(model: onnx.ModelProto) -> None:
    """Leave out who made each part and from which line: two thirds of the file."""
    graph = model.graph
    for part in (*graph.node, *graph.input, *graph.output, *graph.initializer, graph, model):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    graph.ClearField("value_info")


def _name_like_the_card(model: onnx.ModelProto) -> None:
    """One set of names for the weights: net.lstm.weight_ih_l0 becomes layer1.weight_ih, as in model.json."""
    names = {
        weight.name: card_name(weight.name.removeprefix("net."))
        for weight in model.graph.initializer
        if weight.name.startswith("net.")
    }
    for weight in model.graph.initializer:
        weight.name = names.get(weight.name, weight.name)
    for node in model.graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]


@contextmanager
def _quiet() -> Iterator[None]:
    """torch's exporter warns about packages that we do not use and about its own insides: nothing one can act on."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


@dataclass(frozen=True)
class Parity:
    """The largest differences found between two runtimes over a carried run.

    Cell states have no bound (hidden states and gates do), and single precision rounds in proportion: the difference
    of a cell state beyond 1 is taken as a share of it.
    """

    output: float
    cell: float

    @property
    def holds(self) -> bool:
        """Within what the project promises."""
        return self.output <= LARGEST_OUTPUT_ERROR and self.cell <= LARGEST_CELL_ERROR


def check_parity(
    net: Net, model: bytes, weights: Weights, inputs: list[tuple[float, float, float]]
) -> dict[str, Parity]:
    """Run the graph and the plain-Python step beside torch, each carrying its own state, over the same inputs."""
    reference = torch_run(net, inputs)
    return {
        "onnxruntime": compare(reference, onnx_run(model, inputs)),
        "plain Python": compare(reference, python_run(weights, inputs)),
    }


def compare(reference: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> Parity:
    """How far apart two runs (steps, 99) are."""
    apart = np.abs(reference - other)
    cells = np.s_[:, C - Y : I - Y]
    of_cells = apart[cells] / np.maximum(1.0, np.abs(reference[cells]))
    return Parity(output=float(np.delete(apart, cells[1], axis=1).max()), cell=float(of_cells.max()))


@torch.no_grad()
def torch_run(net: Net, inputs: list[tuple[float, float, float]]) -> np.ndarray[Any, Any]:
    """(steps, 99) from the zero state, by torch in single precision."""
    packed_step = PackedStep(net)
    state, rows = torch.zeros(1, 2 * CELLS), []
    for x in inputs:
        row = packed_step(torch.cat([torch.tensor([x]), state], dim=1))
        state = row[:, H - Y : I - Y]
        rows.append(row[0].tolist())
    return np.array(rows)


def onnx_run(model: bytes, inputs: list[tuple[float, float, float]]) -> np.ndarray[Any, Any]:
    """(steps, 99) from the zero state, by onnxruntime."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    state, rows = np.zeros((1, 2 * CELLS)), []
    for x in inputs:
        packed = np.concatenate([np.array([x]), state], axis=1)
        (row,) = session.run(None, {"packed_in": packed})
        state = row[:, H - Y : I - Y]
        rows.append(row[0].tolist())
    return np.array(rows)


def python_run(weights: Weights, inputs: list[tuple[float, float, float]]) -> np.ndarray[Any, Any]:
    """(steps, 99) from the zero state, by the step that the page starts with."""
    state, rows = ZERO_STATE, []
    for x in inputs:
        output = step(weights, x, state)
        state = output.state
        rows.append(pack_output(output))
    return np.array(rows)


def golden_trace(net: Net, inputs: list[tuple[float, float, float]]) -> Trace:
    """What torch gives for the first steps of a run, for every other runtime to agree with."""
    kept = [(_short(x[0]), _short(x[1]), _short(x[2])) for x in inputs[:TRACE_STEPS]]
    names = {"y": INPUTS, "h": CELLS, "c": CELLS, "i": CELLS, "f": CELLS, "g": CELLS, "o": CELLS}
    trace = []
    for x, row in zip(kept, torch_run(net, kept).tolist(), strict=True):
        step_trace = {"x": list(x)}
        at = 0
        for name, size in names.items():
            step_trace[name] = [_short(value) for value in row[at : at + size]]
            at += size
        trace.append(step_trace)
    return trace


def _short(value: float) -> float:
    """Seven significant digits: all that single precision holds."""
    if value == 0.0 or not math.isfinite(value):
        return 0.0 if value == 0.0 else value
    return float(f"{value:.{TRACE_DIGITS}g}")
