"""The exported graph is the trained net: elementary, packed, checked, and the same numbers in every runtime."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch

from curlicue.lstm import LstmState, step, weights_from_card
from curlicue_hands.card import digest
from curlicue_hands.card_check import WEIGHT_SHAPES
from trainer.export import (
    TRACE_STEPS,
    check_parity,
    compare,
    golden_trace,
    onnx_run,
    python_run,
    to_onnx,
    torch_run,
)
from trainer.net import Net, card_weights, round_weights
from trainer.opset import OPSET
from trainer.shipped import read_hand
from trainer.shipping import PARITY_STEPS, parity_finger
from trainer.trials import heard

SHIPPED = Path(__file__).resolve().parents[2] / "site" / "models" / "loops"
ALLOWED_OPERATORS = {"Gemm", "Sigmoid", "Tanh", "Mul", "Add", "Split", "Concat"}


@pytest.fixture(name="net", scope="module")
def _net() -> Net:
    torch.manual_seed(4)
    net = Net()
    round_weights(net)
    return net


@pytest.fixture(name="model", scope="module")
def _model(net: Net) -> bytes:
    return to_onnx(net, {"name": "test"})


def some_inputs(steps: int, seed: int = 1) -> list[tuple[float, float, float]]:
    rng = np.random.default_rng(seed)
    return [(float(x), float(y), 0.0) for x, y in rng.normal(size=(steps, 2))]


def test_the_graph_is_packed_elementary_and_says_what_it_is(model: bytes) -> None:
    graph = onnx.load_from_string(model)
    onnx.checker.check_model(graph, full_check=True)
    shapes = {
        value.name: [dim.dim_value for dim in value.type.tensor_type.shape.dim]
        for value in (*graph.graph.input, *graph.graph.output)
    }
    assert shapes == {"packed_in": [1, 35], "packed_out": [1, 99]}
    assert {node.op_type for node in graph.graph.node} == ALLOWED_OPERATORS
    assert [entry.version for entry in graph.opset_import] == [OPSET]
    assert {entry.key: entry.value for entry in graph.metadata_props} == {"name": "test"}
    assert not graph.graph.value_info
    assert len(model) < 14_000


def test_weights_have_the_cards_names_shapes_and_values(net: Net, model: bytes) -> None:
    graph = onnx.load_from_string(model).graph
    weights = {weight.name: onnx.numpy_helper.to_array(weight) for weight in graph.initializer}
    for name, values in card_weights(net).items():
        assert weights[name].shape == WEIGHT_SHAPES[name]
        assert np.array_equal(weights[name], np.array(values))


def test_the_same_weights_give_the_same_bytes(net: Net, model: bytes) -> None:
    assert to_onnx(net, {"name": "test"}) == model


def test_the_packed_step_is_torchs_own_lstm(net: Net) -> None:
    inputs = some_inputs(50)
    with torch.no_grad():
        y, (h, c) = net(torch.tensor([inputs]))
    rows = torch_run(net, inputs)
    assert np.allclose(rows[:, :3], y[0].numpy(), atol=1e-6)
    assert np.allclose(rows[-1, 3:19], h[:, 0].flatten().numpy(), atol=1e-6)
    assert np.allclose(rows[-1, 19:35], c[:, 0].flatten().numpy(), atol=1e-6)


def test_a_random_net_agrees_in_all_runtimes(net: Net, model: bytes) -> None:
    parities = check_parity(net, model, weights_from_card(card_weights(net)), some_inputs(200))
    assert set(parities) == {"onnxruntime", "plain Python"}
    assert all(parity.holds for parity in parities.values()), parities


def test_a_difference_is_found_where_it_is() -> None:
    a, b = np.zeros((2, 99)), np.zeros((2, 99))
    b[1, 20] = 5e-6  # a cell state
    assert compare(a, b).cell == pytest.approx(5e-6)
    assert compare(a, b).output == 0.0
    assert compare(a, b).holds
    b[0, 98] = 5e-6  # a gate
    assert compare(a, b).output == pytest.approx(5e-6)
    assert not compare(a, b).holds


def test_the_shipped_graphs_agree_with_plain_python_over_1000_carried_steps_to_ten_digits() -> None:
    for folder in sorted(card.parent for card in SHIPPED.parent.glob("*/model.json")):
        shipped = read_hand(folder)
        inputs = heard(shipped.hand, parity_finger())
        assert len(inputs) == PARITY_STEPS
        speeds = [max(abs(x), abs(y)) for x, y, _ in inputs]
        assert max(speeds) > 2.4  # 600 px/s in units of 4 px per step
        apart = np.abs(onnx_run(shipped.model, inputs) - python_run(shipped.hand.weights, inputs))
        assert apart.max() <= 1e-10, folder.name


def shipped_trace() -> dict[str, Any]:
    trace: dict[str, Any] = json.loads((SHIPPED / "trace.json").read_text(encoding="utf-8"))
    return trace


def test_the_golden_trace_belongs_to_the_shipped_model() -> None:
    trace = shipped_trace()
    assert (trace["format"], trace["version"]) == ("curlicue-trace", 1)
    assert trace["model_sha256"] == digest((SHIPPED / "model.onnx").read_bytes())
    assert len(trace["steps"]) == TRACE_STEPS
    assert [len(trace["steps"][0][name]) for name in "xyhcifgo"] == [3, 3, 16, 16, 16, 16, 16, 16]


@pytest.mark.parametrize("runtime", ["torch", "onnxruntime", "plain Python"])
def test_the_golden_trace_agrees_within_a_hundred_thousandth(runtime: str) -> None:
    shipped, steps = read_hand(SHIPPED), shipped_trace()["steps"]
    inputs = [(x[0], x[1], x[2]) for x in (step_["x"] for step_ in steps)]
    if runtime == "torch":
        net = Net()
        names = dict(zip(card_weights(net), net.parameters(), strict=True))
        with torch.no_grad():
            for name, values in shipped.card["weights"].items():
                names[name].copy_(torch.tensor(values))
        rows = torch_run(net, inputs)
    elif runtime == "onnxruntime":
        rows = onnx_run(shipped.model, inputs)
    else:
        rows = python_run(shipped.hand.weights, inputs)
    golden = np.array([[value for name in "yhcifgo" for value in step_[name]] for step_ in steps])
    assert np.abs(rows - golden).max() <= 1e-5


def test_a_trace_is_what_the_net_gives_for_exactly_its_inputs(net: Net) -> None:
    trace = golden_trace(net, some_inputs(100))
    assert len(trace) == TRACE_STEPS
    weights = weights_from_card(card_weights(net))
    state = LstmState(h=(0.0,) * 16, c=(0.0,) * 16)
    for row in trace:
        x = (row["x"][0], row["x"][1], row["x"][2])
        y, state, gates = step(weights, x, state)
        assert row["y"] == pytest.approx(y, abs=2e-6)
        assert row["c"] == pytest.approx(state.c, abs=1e-5)
        assert row["g"] == pytest.approx(gates.g, abs=2e-6)
