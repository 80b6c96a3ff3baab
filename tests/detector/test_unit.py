"""One cell and two bits: the step against numpy, the gradient against differences, a training that always arrives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_detector.training import (
    Examination,
    begin_training,
    guessing,
    loss_and_gradient,
)
from curlicue_detector.unit import (
    NUMBERS,
    PATTERNS,
    YES,
    answers_in,
    right_answers,
    run,
    step,
    unit_from_card,
    unit_from_numbers,
    wanted,
)

PYLIB = Path(__file__).resolve().parents[2] / "pylib"
MODULES = ("curlicue_detector/unit.py", "curlicue_detector/training.py")

weights = st.tuples(*[st.floats(-8, 8)] * NUMBERS)
rows = st.lists(st.integers(0, 1), max_size=20)
patterns = st.sampled_from(PATTERNS)


@dataclass
class Numpy:
    """The same unit by one matrix, written from the equations."""

    gates: npt.NDArray[np.float64]  # (4, 3): rows i, f, g, o; columns x, h, 1
    answer: npt.NDArray[np.float64]  # (2,): h, 1

    def run(self, bits: list[int]) -> npt.NDArray[np.float64]:
        """(bits, 7): i, f, g, o, c, h, answer."""
        h = c = 0.0
        found = []
        for x in bits:
            z = self.gates @ [x, h, 1.0]
            i, f, _, o = 0.5 + 0.5 * np.tanh(z / 2)
            g = np.tanh(z[2])
            c = f * c + i * g
            h = o * np.tanh(c)
            found.append([i, f, g, o, c, h, 0.5 + 0.5 * np.tanh(self.answer @ [h, 1.0] / 2)])
        return np.array(found).reshape(len(bits), 7)


def loss_by_numpy(numbers: tuple[float, ...], bits: list[int], answers: list[int]) -> float:
    """Mean cross entropy, from the answers themselves."""
    said = Numpy(np.reshape(numbers[:12], (4, 3)), np.array(numbers[12:])).run(bits)[:, 6]
    return float(-np.mean(np.where(answers, np.log(said), np.log1p(-said))))


@given(weights, rows)
def test_a_run_is_what_numpy_makes_of_it(numbers: tuple[float, ...], bits: list[int]) -> None:
    moments = run(unit_from_numbers(numbers), bits)
    found = [[m.i, m.f, m.g, m.o, m.c, m.h, m.answer] for m in moments]
    expected = Numpy(np.reshape(numbers[:12], (4, 3)), np.array(numbers[12:])).run(bits)
    assert np.reshape(found, expected.shape) == pytest.approx(expected, abs=1e-12)
    assert [m.x for m in moments] == bits
    assert [m.c_before for m in moments] == [0.0, *[m.c for m in moments]][: len(bits)]
    assert [m.h_before for m in moments] == [0.0, *[m.h for m in moments]][: len(bits)]


@given(weights, st.integers(0, 1), st.floats(-1, 1), st.floats(-9, 9))
def test_both_equations_hold_in_every_step(numbers: tuple[float, ...], x: int, h: float, c: float) -> None:
    moment = step(unit_from_numbers(numbers), x, h, c)
    assert moment.c == moment.f * c + moment.i * moment.g
    assert moment.h == moment.o * moment.tanh_c
    assert moment.tanh_c == pytest.approx(np.tanh(moment.c))


@given(weights, rows, st.sampled_from([0.0, 1.0]))
def test_a_held_forget_gate_is_held_and_nothing_else(numbers: tuple[float, ...], bits: list[int], held: float) -> None:
    unit = unit_from_numbers(numbers)
    h = c = 0.0
    for moment in run(unit, bits, held):
        free = step(unit, moment.x, h, c)
        assert moment.f == held
        assert (moment.i, moment.g, moment.o) == (free.i, free.g, free.o)
        assert moment.c == held * c + free.i * free.g
        h, c = moment.h, moment.c


@given(st.floats(-1e300, 1e300))
def test_a_gate_is_between_shut_and_open_whatever_the_sum(z: float) -> None:
    moment = step(unit_from_numbers((z,) * NUMBERS), 1, 0.0, 0.0)
    assert 0.0 <= moment.f <= 1.0


@given(weights)
def test_fourteen_numbers_are_all_there_is(numbers: tuple[float, ...]) -> None:
    unit = unit_from_numbers(numbers)
    assert (*unit.i, *unit.f, *unit.g, *unit.o, unit.answer_h, unit.answer_bias) == numbers
    card = {gate: list(getattr(unit, gate)) for gate in "ifgo"}
    assert unit_from_card({**card, "answer": [unit.answer_h, unit.answer_bias]}) == unit


@given(patterns, rows)
def test_an_answer_is_yes_exactly_where_a_pattern_ends(pattern: str, bits: list[int]) -> None:
    text = "".join(map(str, bits))
    ends = {found.start() + 1 for found in re.finditer(f"(?={pattern})", text)}
    assert wanted(pattern, bits) == [int(k in ends) for k in range(len(bits))]


@given(weights, rows.filter(bool), patterns)
def test_the_gradient_is_that_of_finite_differences(numbers: tuple[float, ...], bits: list[int], pattern: str) -> None:
    answers = wanted(pattern, bits)
    _, gradient = loss_and_gradient(numbers, bits, answers)
    small = 1e-6  # a steep place bends: at 1e-5 the difference itself is 2 in 1,000 off
    for k in range(NUMBERS):
        more, less = ([*numbers[:k], numbers[k] + sign * small, *numbers[k + 1 :]] for sign in (1, -1))
        change = loss_and_gradient(tuple(more), bits, answers)[0] - loss_and_gradient(tuple(less), bits, answers)[0]
        assert gradient[k] == pytest.approx(change / (2 * small), rel=1e-3, abs=1e-6)


@given(weights, rows.filter(bool), patterns)
def test_the_loss_is_the_mean_cross_entropy(numbers: tuple[float, ...], bits: list[int], pattern: str) -> None:
    small = tuple(number / 4 for number in numbers)  # numpy's way has no digits left for answers that are very sure
    answers = wanted(pattern, bits)
    assert loss_and_gradient(small, bits, answers)[0] == pytest.approx(loss_by_numpy(small, bits, answers))


@given(st.floats(50, 1e4))
def test_a_loss_is_a_number_however_sure_the_answer(sure: float) -> None:
    numbers = (0.0,) * 12 + (0.0, sure)
    assert loss_and_gradient(numbers, [0, 1], [0, 1])[0] == pytest.approx(sure / 2)


def test_guessing_costs_what_a_constant_answer_costs_in_the_long_run() -> None:
    bits = [0, 0, 1, 1] * 500  # every pair a quarter of the time
    numbers = (0.0,) * 13 + (float(np.log(0.25 / 0.75)),)
    for pattern in PATTERNS:
        assert loss_and_gradient(numbers, bits, wanted(pattern, bits))[0] == pytest.approx(guessing(), abs=1e-3)


@given(weights, patterns, st.integers(1, 6))
def test_right_answers_are_counted_over_every_row(numbers: tuple[float, ...], pattern: str, bits: int) -> None:
    unit = unit_from_numbers(numbers)
    seen = {}  # rows that begin alike share their answers
    for row in map(list, product((0, 1), repeat=bits)):
        for k, (moment, answer) in enumerate(zip(run(unit, row), wanted(pattern, row), strict=True)):
            seen[tuple(row[: k + 1])] = (moment.answer > YES) == bool(answer)
    assert len(seen) == answers_in(bits)
    assert right_answers(unit, pattern, bits) == sum(seen.values())


@given(weights, patterns, st.sampled_from([3, 6, 7, 8]))
def test_an_examination_asks_everything_once(numbers: tuple[float, ...], pattern: str, bits: int) -> None:
    training = begin_training(pattern, 1)._replace(numbers=numbers)
    examination = Examination(training, bits)
    parts = 0
    while not examination.over:
        assert not examination.passed
        examination.go_on()
        parts += 1
    assert parts == (64 if bits > 6 else 0)
    right = right_answers(unit_from_numbers(numbers), pattern, bits)
    assert examination.passed == (right == answers_in(bits) == examination.total)
