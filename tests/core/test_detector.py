"""One cell and two bits: the step against numpy, the gradient against differences, a training that always arrives."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.bundle import bare
from curlicue import detector_training
from curlicue.detector import (
    NUMBERS,
    PATTERNS,
    YES,
    Unit,
    answers_in,
    right_answers,
    run,
    step,
    unit_from_card,
    unit_from_numbers,
    unit_to_numbers,
    wanted,
)
from curlicue.detector_training import (
    ENOUGH,
    PATIENCE_ROWS,
    ROW_BITS,
    Examination,
    Training,
    begin_training,
    draw,
    guessing,
    loss_and_gradient,
    random_row,
    train_further,
    train_some,
)
from tests.micropython.runner import run_micropython

PYLIB = Path(__file__).resolve().parents[2] / "pylib"
MODULES = ("curlicue/detector.py", "curlicue/detector_training.py")

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
    assert unit_to_numbers(unit) == numbers
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
    small = 1e-5
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


def until_examined(pattern: str, seed: int, bits: int = 10, most_rows: int = 12_000) -> tuple[Unit, Training, int]:
    """Train as the page does; the unit that passed, and from how many rows in all."""
    training = begin_training(pattern, seed)
    for total in range(1, most_rows):
        training = train_some(training, 1)
        if training.done:
            unit = unit_from_numbers(training.numbers)
            if right_answers(unit, pattern, bits) == answers_in(bits):
                return unit, training, total
            training = train_further(training)
    raise AssertionError(f"pattern {pattern}, seed {seed}: {most_rows} rows were not enough")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_training_arrives_from_wherever_it_starts(pattern: str) -> None:
    totals = []
    for seed in range(12):
        unit, training, total = until_examined(pattern, 104_729 * seed + 11)
        totals.append(total)
        assert training.loss < ENOUGH
        assert max(map(abs, training.numbers)) < 25, "numbers that large are hard to read"
        long_row = random_row(draw(seed)) * 8
        assert [m.answer > YES for m in run(unit, long_row)] == [a == 1 for a in wanted(pattern, long_row)]
    assert sorted(totals)[len(totals) // 2] < 1000, "half of them take ten seconds in the page at most"


@given(patterns, st.integers(0, 2**32 - 1), st.lists(st.integers(0, 9), max_size=5))
def test_slices_make_no_difference(pattern: str, seed: int, slices: list[int]) -> None:
    in_slices = begin_training(pattern, seed)
    for rows_at_once in slices:
        in_slices = train_some(in_slices, rows_at_once)
    assert in_slices == train_some(begin_training(pattern, seed), sum(slices))


def test_learning_ends_when_it_is_enough_and_goes_on_when_more_is_asked() -> None:
    _, training, _ = until_examined("10", 3)
    assert train_some(training, 5) == training
    further = train_some(train_further(training), 2000)
    assert further.rows > training.rows
    assert further.done
    assert further.loss < training.loss


def test_one_that_gets_nowhere_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detector_training, "LEARNING_RATE", 0.0)
    stuck = train_some(begin_training("01", 5), PATIENCE_ROWS)
    assert (stuck.attempt, stuck.rows, stuck.done) == (1, PATIENCE_ROWS, False)
    assert stuck.numbers == begin_training("01", 5).numbers
    again = train_some(stuck, 1)
    assert (again.attempt, again.rows, again.done) == (2, 1, False)
    assert again.numbers != stuck.numbers


@given(st.integers(0, 2**32 - 1))
@example(2**32 - 1)
def test_rows_are_the_highest_bits_of_what_was_drawn(seed: int) -> None:
    row = random_row(draw(seed))
    assert "".join(map(str, row)) == f"{draw(seed):032b}"[:ROW_BITS]


def test_the_rows_drawn_are_fair() -> None:
    seed, ones, patterns_seen = 0, 0, dict.fromkeys(PATTERNS, 0)
    for _ in range(2000):
        seed = draw(seed)
        row = random_row(seed)
        ones += sum(row)
        for pattern in PATTERNS:
            patterns_seen[pattern] += sum(wanted(pattern, row))
    assert ones / (2000 * ROW_BITS) == pytest.approx(0.5, abs=0.02)
    for count in patterns_seen.values():
        assert count / (2000 * (ROW_BITS - 1)) == pytest.approx(0.25, abs=0.02)


def test_micropython_learns_the_same_numbers() -> None:
    script = """
from json import dumps
from curlicue.detector import PATTERNS, right_answers, unit_from_numbers
from curlicue.detector_training import Examination, begin_training, train_some
for pattern in PATTERNS:
    training = train_some(begin_training(pattern, 4000000007), 150)
    examination = Examination(training, 7)
    while not examination.over:
        examination.go_on()
    right = right_answers(unit_from_numbers(training.numbers), pattern, 7)
    print(dumps([training.seed, training.rows, training.loss, list(training.numbers), right, examination.passed]))
"""
    files = {module: bare((PYLIB / module).read_text(encoding="utf-8")) for module in MODULES}
    for pattern, line in zip(PATTERNS, run_micropython(script, files), strict=True):
        seed, heard, loss, numbers, right, passed = json.loads(line)
        training = train_some(begin_training(pattern, 4_000_000_007), 150)
        assert (seed, heard) == (training.seed, training.rows)
        assert loss == pytest.approx(training.loss, rel=1e-9)
        assert numbers == pytest.approx(training.numbers, rel=1e-9, abs=1e-9)
        assert right == right_answers(unit_from_numbers(training.numbers), pattern, 7)
        assert passed == (right == answers_in(7))
