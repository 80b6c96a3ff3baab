"""The forget gates in a slow line: what the article says of them is what the shipped hand does."""

from __future__ import annotations

from builder.breathing import Swing, breathing
from builder.numbers import article_numbers
from curlicue.hand import hand_from_card
from curlicue.lstm import Weights
from tests.build.test_numbers import CARD, ROOT

HAND = hand_from_card(CARD)
FORGET = slice(8, 16)  # rows of a layer's gates, as torch orders them
OPEN = 20.0  # a bias that holds a gate at 1


def with_forget_bias(layer: int, unit: int, bias: float) -> Weights:
    """The loops' weights with one forget gate that hears nothing."""
    layers = [list(rows) for rows in HAND.weights.layers]
    row = FORGET.start + unit
    layers[layer][row] = (0.0,) * (len(layers[layer][row]) - 1) + (bias,)
    return HAND.weights._replace(layers=tuple(tuple(rows) for rows in layers))


def test_what_is_said_is_the_cell_that_swings_most() -> None:
    found, numbers = breathing(HAND), article_numbers(ROOT)
    assert found.swing.high - found.swing.low > 0.1, "nothing breathes: that sentence of gates.html is no longer true"
    assert 0.2 < found.all.low <= found.swing.low < found.swing.high <= found.all.high < 0.99
    assert numbers["loops_breathing_cell"] == found.cell
    said = [
        float(numbers[f"loops_{name}"]) for name in ("breathing_low", "breathing_high", "forget_low", "forget_high")
    ]
    assert said == [round(value, 2) for value in (*found.swing, *found.all)]


def test_a_gate_that_hears_nothing_does_not_breathe() -> None:
    found = breathing(HAND._replace(weights=with_forget_bias(1, 2, OPEN)))
    assert found.cell != "cell 3 of layer 2"
    assert found.all.high > 0.999999
    assert isinstance(found.swing, Swing)
