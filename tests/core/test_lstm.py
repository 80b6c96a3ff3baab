from __future__ import annotations

import random
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from curlicue.lstm import (
    CELLS,
    LAYERS,
    NO_MASKS,
    UNITS,
    ZERO_STATE,
    LstmState,
    Masks,
    StepOutput,
    step,
    weights_from_card,
)
from tests.shipped import random_state, random_weights

Array = npt.NDArray[np.float64]
Inputs = tuple[float, float, float]
GATES = "ifgo"

seeds = st.integers(0, 2**32 - 1)
inputs = st.tuples(st.floats(-8, 8), st.floats(-8, 8), st.floats(-1, 1))


class Numpy:
    """The same network by matrices, with the biases apart, written from the equations and not from the code."""

    def __init__(self, card: dict[str, list[Any]]) -> None:
        self.w = {name: np.array(values) for name, values in card.items()}

    def step(
        self, x: Inputs, state: LstmState, muted: tuple[int, ...] = (), held: dict[tuple[int, str], float] | None = None
    ) -> tuple[Array, Array, Array, dict[str, Array]]:
        """y (3,), h (16,), c (16,) and each gate (16,)."""
        w = self.w
        heard = np.tanh(w["input.weight"] @ np.array(x) + w["input.bias"])
        old_h, old_c = np.reshape(state.h, (LAYERS, UNITS)), np.reshape(state.c, (LAYERS, UNITS))
        h, c = np.empty((LAYERS, UNITS)), np.empty((LAYERS, UNITS))
        gates = {gate: np.empty((LAYERS, UNITS)) for gate in GATES}
        audible = np.ones(CELLS)
        audible[list(muted)] = 0.0
        for layer in range(LAYERS):
            name = f"layer{layer + 1}."
            by_input = w[name + "weight_ih"] @ heard + w[name + "bias_ih"]
            by_itself = w[name + "weight_hh"] @ old_h[layer] + w[name + "bias_hh"]
            for gate, z in zip(GATES, np.split(by_input + by_itself, 4), strict=True):
                gates[gate][layer] = np.tanh(z) if gate == "g" else 0.5 + 0.5 * np.tanh(z / 2)
                gates[gate][layer] = (held or {}).get((layer, gate), gates[gate][layer])
            c[layer] = gates["f"][layer] * old_c[layer] + gates["i"][layer] * gates["g"][layer]
            c[layer] *= audible.reshape(LAYERS, UNITS)[layer]
            h[layer] = gates["o"][layer] * np.tanh(c[layer])
            heard = h[layer]
        y = np.array(x) + w["output.weight"] @ heard + w["output.bias"]
        return y, h.ravel(), c.ravel(), {gate: values.ravel() for gate, values in gates.items()}


def agree(found: StepOutput, wanted: tuple[Array, Array, Array, dict[str, Array]]) -> None:
    y, h, c, gates = wanted
    assert found.y == pytest.approx(y, abs=1e-12)
    assert found.state.h == pytest.approx(h, abs=1e-12)
    assert found.state.c == pytest.approx(c, abs=1e-12)
    for gate, values in gates.items():
        assert getattr(found.gates, gate) == pytest.approx(values, abs=1e-12)


@given(seeds, inputs, st.floats(0.1, 4))
def test_a_step_is_what_the_equations_say(seed: int, x: Inputs, reach: float) -> None:
    card, state = random_weights(seed, reach), random_state(random.Random(seed))
    agree(step(weights_from_card(card), x, state), Numpy(card).step(x, state))


def test_a_long_line_is_what_the_equations_say() -> None:
    card, rng = random_weights(7), random.Random(7)
    weights, oracle = weights_from_card(card), Numpy(card)
    state = ZERO_STATE
    for _ in range(300):
        x = (rng.gauss(0, 1), rng.gauss(0, 1), 0.0)
        wanted = oracle.step(x, state)
        found = step(weights, x, state)
        agree(found, wanted)
        state = found.state


def test_gates_come_in_the_order_of_torch() -> None:
    card = random_weights(3)
    lstm = torch.nn.LSTM(UNITS, UNITS, LAYERS).double()
    with torch.no_grad():
        for layer in range(LAYERS):
            for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
                values = torch.tensor(card[f"layer{layer + 1}.{kind}"], dtype=torch.float64)
                getattr(lstm, f"{kind}_l{layer}").copy_(values)
    state, x = random_state(random.Random(3)), (0.3, -0.7, 0.0)
    heard = np.tanh(np.array(card["input.weight"]) @ np.array(x) + np.array(card["input.bias"]))
    h, c = (torch.tensor(values, dtype=torch.float64).reshape(LAYERS, 1, UNITS) for values in state)
    _, (new_h, new_c) = lstm(torch.from_numpy(heard).reshape(1, 1, UNITS), (h, c))
    found = step(weights_from_card(card), x, state)
    assert found.state.h == pytest.approx(new_h.detach().numpy().ravel(), abs=1e-12)
    assert found.state.c == pytest.approx(new_c.detach().numpy().ravel(), abs=1e-12)


@given(seeds, st.sets(st.integers(0, CELLS - 1)), inputs)
def test_a_muted_cell_says_and_keeps_nothing(seed: int, muted: set[int], x: Inputs) -> None:
    card, state = random_weights(seed), random_state(random.Random(seed))
    weights = weights_from_card(card)
    masks = Masks(muted=tuple(muted), held=())
    for _ in range(3):
        found = step(weights, x, state, masks)
        agree(found, Numpy(card).step(x, state, muted=tuple(muted)))
        for cell in muted:
            assert found.state.h[cell] == found.state.c[cell] == 0.0
        state = found.state


@given(
    seeds,
    st.dictionaries(st.tuples(st.integers(0, LAYERS - 1), st.sampled_from("ifo")), st.floats(0, 1)),
    inputs,
)
def test_a_held_gate_stays_where_it_is_held_and_no_other_does(
    seed: int, held: dict[tuple[int, str], float], x: Inputs
) -> None:
    card, state = random_weights(seed), random_state(random.Random(seed))
    masks = Masks(muted=(), held=tuple((layer, gate, value) for (layer, gate), value in held.items()))
    found = step(weights_from_card(card), x, state, masks)
    for (layer, gate), value in held.items():
        assert set(getattr(found.gates, gate)[UNITS * layer : UNITS * (layer + 1)]) == {value}
    agree(found, Numpy(card).step(x, state, held=held))


def test_a_cell_that_forgets_all_and_lets_nothing_in_is_empty() -> None:
    masks = Masks(muted=(), held=((0, "f", 0.0), (0, "i", 0.0), (1, "f", 0.0), (1, "i", 0.0)))
    found = step(weights_from_card(random_weights(1)), (1.0, 2.0, 0.0), random_state(random.Random(1)), masks)
    assert found.state == ZERO_STATE


def test_masks_that_mask_nothing_change_nothing() -> None:
    weights, state = weights_from_card(random_weights(2)), random_state(random.Random(2))
    assert step(weights, (1.0, 0.5, 0.0), state, Masks((), ())) == step(weights, (1.0, 0.5, 0.0), state, NO_MASKS)


def test_a_step_leaves_the_state_that_it_was_given_alone() -> None:
    state = random_state(random.Random(4))
    copy = LstmState(h=tuple(state.h), c=tuple(state.c))
    step(weights_from_card(random_weights(4)), (1.0, 1.0, 0.0), state)
    assert state == copy


def test_the_two_biases_of_a_gate_are_added_and_the_card_is_left_as_it_was() -> None:
    card = random_weights(5)
    before = {name: list(values) for name, values in card.items()}
    weights = weights_from_card(card)
    for layer, name in enumerate(("layer1", "layer2")):
        rows = weights.layers[layer]
        assert len(rows) == 4 * UNITS
        for row, from_ih, from_hh in zip(rows, card[name + ".bias_ih"], card[name + ".bias_hh"], strict=True):
            assert row[-1] == from_ih + from_hh
            assert len(row) == 2 * UNITS + 1
    assert card == before
