from __future__ import annotations

import math
from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.lstm import CELLS, Masks, step
from curlicue.packed import ROW_NUMBERS, C, F, G, H, I, O, pack_output
from curlicue_study.arithmetic import Equation, equation, feeds
from curlicue_words.arithmetic import equation_texts, input_name
from tests.ink.logs import drawn
from tests.shipped import shipped_card, shipped_hand


def rows_of(cell: int, c_before: float, i: float, f: float, g: float, o: float) -> tuple[list[float], list[float]]:
    before, row = [0.0] * ROW_NUMBERS, [0.0] * ROW_NUMBERS
    before[C + cell] = c_before
    c = f * c_before + i * g
    for part, value in ((I, i), (F, f), (G, g), (O, o), (C, c), (H, o * math.tanh(c))):
        row[part + cell] = value
    return before, row


def as_shown(found: Equation) -> dict[str, float]:
    """The numbers that a reader sees."""
    return {name: float(text.replace("\u2212", "-")) for name, text in equation_texts(found).items()}


gate = st.floats(0, 1)


@given(st.integers(0, 15), st.floats(-12, 12), gate, gate, st.floats(-1, 1), gate)
def test_what_is_shown_adds_up_within_two_hundredths(
    cell: int, c_before: float, i: float, f: float, g: float, o: float
) -> None:
    found = equation(*rows_of(cell, c_before, i, f, g, o), cell)
    assert found is not None
    assert not found.forced
    shown = Equation(**as_shown(found))
    assert abs(shown.f * shown.c_before + shown.i * shown.g - shown.c) <= 0.02 + 1e-9
    assert abs(shown.o * shown.tanh_c - shown.h) <= 0.02 + 1e-9
    digits = len(equation_texts(found)["f"].partition(".")[2])
    for value, exact in ((shown.c_before, c_before), (shown.i, i), (shown.f, f), (shown.g, g), (shown.o, o)):
        assert abs(value - exact) <= 0.5000001 * 10**-digits


def test_a_third_digit_only_where_two_would_not_do() -> None:
    two = equation(*rows_of(0, -0.45, 0.59, 0.78, -0.36, 0.42), 0)
    assert two is not None
    shown = equation_texts(two)
    assert [shown[name] for name in ("c", "f", "c_before", "i", "g")] == ["−0.56", "0.78", "−0.45", "0.59", "−0.36"]
    three = equation(*rows_of(0, 7.0, 0.5, 0.9949, 0.5, 0.5), 0)
    assert three is not None
    assert equation_texts(three)["f"] == "0.995"


def test_zero_has_no_sign() -> None:
    found = equation(*rows_of(2, -0.001, 0.0, 1.0, 0.0, 0.5), 2)
    assert found is not None
    assert equation_texts(found)["c"] == "0.00"


def test_the_drawing_of_the_shipped_hand_adds_up_at_every_step() -> None:
    history = drawn(3.0)
    for at in range(1, len(history)):
        for cell in range(CELLS):
            found = equation(history.row(at - 1), history.row(at), cell)
            assert found is not None
            assert not found.forced
            shown = Equation(**as_shown(found))
            assert abs(shown.f * shown.c_before + shown.i * shown.g - shown.c) <= 0.02 + 1e-9


def test_a_muted_cell_is_called_forced() -> None:
    hand = shipped_hand()
    x = (0.3, -0.1, 0.0)
    before = (*x, *pack_output(step(hand.weights, x, hand.start.lstm)))
    after = (*x, *pack_output(step(hand.weights, x, hand.start.lstm, Masks((5,), ()))))
    found = equation(array("f", before), array("f", after), 5)
    assert found is not None
    assert found.forced
    assert found.c == found.h == 0.0


def test_no_equation_without_a_network_step() -> None:
    before, row = rows_of(1, 0.5, 0.5, 0.5, 0.5, 0.5)
    assert equation(None, row, 1) is None
    assert equation(before, None, 1) is None
    row[G + 1] = math.nan
    assert equation(before, row, 1) is None


@pytest.mark.parametrize("cell", range(CELLS))
def test_feeds_are_those_numpy_finds(cell: int) -> None:
    layer, unit = divmod(cell, 8)
    weights = shipped_card()["weights"]
    name = f"layer{layer + 1}"
    both = np.hstack([np.array(weights[f"{name}.weight_ih"]), np.array(weights[f"{name}.weight_hh"])])
    gates = both.reshape(4, 8, 16)[:, unit]  # gate, input
    norms = np.sqrt((gates**2).sum(axis=0)) * np.where(gates[2] < 0, -1, 1)
    below = [f"tanh {k}" if layer == 0 else f"cell {k} of layer 1" for k in range(1, 9)]
    beside = [f"cell {k} of layer {layer + 1}" for k in range(1, 9)]
    beside[unit] = "itself"
    strongest = np.argsort(-abs(norms), kind="stable")[:3]
    found = feeds(shipped_hand().weights, cell)
    assert [input_name(fed, cell) for fed in found] == [(below + beside)[place] for place in strongest]
    assert [fed.weight for fed in found] == pytest.approx(norms[strongest])
