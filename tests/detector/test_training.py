"""The exhibit's training arrives from wherever it starts, in slices of any size, and under MicroPython alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.bundle import bare
from curlicue_detector import training as detector_training
from curlicue_detector.training import (
    ENOUGH,
    PATIENCE_ROWS,
    ROW_BITS,
    Training,
    begin_training,
    draw,
    random_row,
    train_further,
    train_some,
)
from curlicue_detector.unit import (
    PATTERNS,
    YES,
    Unit,
    answers_in,
    right_answers,
    run,
    unit_from_numbers,
    wanted,
)
from tests.micropython.runner import run_micropython

PYLIB = Path(__file__).resolve().parents[2] / "pylib"
MODULES = ("curlicue_detector/unit.py", "curlicue_detector/training.py")


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


@given(st.sampled_from(PATTERNS), st.integers(0, 2**32 - 1), st.lists(st.integers(0, 9), max_size=5))
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
from curlicue_detector.unit import PATTERNS, right_answers, unit_from_numbers
from curlicue_detector.training import Examination, begin_training, train_some
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
