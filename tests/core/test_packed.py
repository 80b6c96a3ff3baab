from __future__ import annotations

import math
import random

from curlicue.lstm import CELLS, step
from curlicue.packed import (
    INPUT_NUMBERS,
    OWN,
    ROW_NUMBERS,
    C,
    F,
    G,
    H,
    I,
    O,
    X,
    Y,
    first_row,
    pack_input,
    pack_output,
    unpack_output,
)
from tests.shipped import random_hand, random_state

HAND = random_hand()
INPUT = (0.5, -0.25, 0.0)
STATE = random_state(random.Random(1))
OUTPUT = step(HAND.weights, INPUT, STATE)


def test_input_and_output_have_the_numbers_that_the_graph_has() -> None:
    assert (INPUT_NUMBERS, ROW_NUMBERS) == (35, 103)
    assert len(pack_input(INPUT, STATE)) == INPUT_NUMBERS
    assert len(pack_output(OUTPUT)) == 99


def test_input_is_x_then_h_then_c() -> None:
    assert pack_input(INPUT, STATE) == INPUT + STATE.h + STATE.c


def test_what_is_packed_is_unpacked_the_same() -> None:
    assert unpack_output(pack_output(OUTPUT)) == OUTPUT


def test_a_row_of_the_log_holds_each_part_where_it_is_said_to_begin() -> None:
    row = INPUT + pack_output(OUTPUT) + (0.75,)
    assert len(row) == ROW_NUMBERS
    assert row[X:Y] == INPUT
    assert row[Y:H] == OUTPUT.y
    for part, wanted in (
        (H, OUTPUT.state.h),
        (C, OUTPUT.state.c),
        (I, OUTPUT.gates.i),
        (F, OUTPUT.gates.f),
        (G, OUTPUT.gates.g),
        (O, OUTPUT.gates.o),
    ):
        assert row[part : part + CELLS] == wanted
    assert O + CELLS == OWN
    assert row[OWN:] == (0.75,)


def test_a_strokes_first_row_holds_its_start_state_and_nothing_of_a_network_that_has_not_run() -> None:
    row = first_row(STATE)
    assert len(row) == ROW_NUMBERS
    assert row[H:I] == STATE.h + STATE.c
    assert all(math.isnan(number) for number in row[:H] + row[I:OWN])
    assert row[OWN] == 1.0
