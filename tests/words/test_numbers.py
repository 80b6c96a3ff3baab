"""Numbers as one reads them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from curlicue_words.numbers import MINUS, digits_of, shown, signed, whole
from tests.micropython.runner import compute_in_micropython

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = "curlicue_words/numbers.py"
VALUES = [-1234.5, -12.346, -0.126, -0.001, 0.0, 0.004, 0.5, 1.0, 2.676, 12.344, 1e6]  # no halves: there they part ways


@pytest.mark.parametrize(
    ("value", "text"), [(-0.001, "0.00"), (0.0, "0.00"), (-0.126, "\u22120.13"), (1.0, "1.00"), (12.345, "12.35")]
)
def test_numbers_have_a_true_minus_and_no_signed_nought(value: float, text: str) -> None:
    assert shown(value + 1e-9) == text


def test_a_sign_is_shown_where_it_is_asked_for() -> None:
    assert [signed(value) for value in (0.5, -0.125, -3)] == ["+0.50", f"{MINUS}0.12", f"{MINUS}3.00"]


def test_a_third_digit_only_where_two_do_not_add_up() -> None:
    fine = {"c": -0.561, "f": 0.78, "c_before": -0.45, "i": 0.59, "g": -0.36, "h": 0.0, "o": 0.4, "tanh_c": 0.0}
    assert digits_of(fine) == 2
    assert digits_of({**fine, "f": 0.9949, "c_before": 7.0, "c": 7.0143 - 0.2124 - 0.05}) == 3


def test_both_pythons_of_the_page_write_the_same() -> None:
    script = """
from curlicue_words.numbers import shown, signed, whole
result = [[shown(value), shown(value, 3), signed(value)] for value in given]
result.append([whole(12), whole(-1234567)])
"""
    wanted = [[shown(value), shown(value, 3), signed(value)] for value in VALUES]
    assert compute_in_micropython(script, VALUES) == [*wanted, [whole(12), whole(-1234567)]]


def test_the_minus_sign_is_written_in_one_place() -> None:
    for folder in ("pylib", "builder"):
        for file in (ROOT / folder).rglob("*.py"):
            strings = [node.value for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                       if isinstance(node, ast.Constant) and isinstance(node.value, str)]  # fmt: skip
            assert file == ROOT / "pylib" / NUMBERS or not any(MINUS in string for string in strings), file
