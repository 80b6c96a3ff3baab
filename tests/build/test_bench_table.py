"""The README's table of measured figures is made from what was measured, and a number in it cannot be typed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bench.table import BEGINS, ENDS, PARTS, README, RESULTS, rows, with_table


@pytest.fixture
def results() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found


def test_the_readmes_table_is_the_one_of_the_kept_results(results: dict[str, Any]) -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count(BEGINS) == text.count(ENDS) == 1
    assert with_table(text, results) == text, "run make bench ARGS=--readme"


def test_a_number_that_was_typed_is_replaced(results: dict[str, Any]) -> None:
    text = README.read_text(encoding="utf-8")
    (line,) = [line for line in rows(results) if line.startswith("| first LSTM ink")]
    typed = text.replace(line, re.sub(r"\d\.\d\d s", "0.01 s", line))
    assert typed != text
    assert with_table(typed, results) == text


def test_each_figure_says_what_it_was_measured_with(results: dict[str, Any]) -> None:
    assert set(results) == {"machine", "versions", "commits", "runs", "slower", "line", *PARTS}
    assert set(results["commits"]) == set(PARTS)
    assert all(results["start-up"][name] for name in ("first visit", "second visit", "untouched"))
    assert min(cost["median"] for cost in results["steps"].values()) > 0
