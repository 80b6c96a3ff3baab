"""A session that is wrong is found by the few steps of its hand's trace that the site has."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from curlicue.hand import Hand, hand_from_card
from curlicue_hands.places import CARD, TRACE
from curlicue_hands.trace import SELF_TEST_STEPS, Trace, keeps_to_trace, trace_of
from curlicue_teach.weights import in_a_row, named
from tests.shipped import MODELS

HANDS = sorted(folder.name for folder in MODELS.iterdir() if folder.is_dir())
OFF = 0.02  # of a weight
SAMPLE, FOUND = 60, 0.95


def card_of(name: str) -> dict[str, Any]:
    card: dict[str, Any] = json.loads((MODELS / name / CARD).read_text(encoding="utf-8"))
    return card


def hand_with(card: dict[str, Any], row: list[float]) -> Hand:
    return hand_from_card({**card, "weights": named(row)})


def test_the_site_has_as_many_steps_of_each_hand(dist: Path) -> None:
    for name in HANDS:
        kept = json.loads((dist / "models" / name / TRACE).read_text(encoding="utf-8"))
        whole = json.loads((MODELS / name / TRACE).read_text(encoding="utf-8"))
        assert kept == {**whole, "steps": whole["steps"][:SELF_TEST_STEPS]}


@pytest.mark.parametrize("name", HANDS)
def test_a_wrong_weight_is_found(name: str) -> None:
    card = card_of(name)
    row = in_a_row(card["weights"])
    trace: Trace = json.loads((MODELS / name / TRACE).read_text(encoding="utf-8"))["steps"][:SELF_TEST_STEPS]
    assert keeps_to_trace(hand_with(card, row), trace) is None
    assert trace_of(hand_with(card, row)) != trace
    found = 0
    for place in random.Random(name).sample(range(len(row)), SAMPLE):
        changed = [*row[:place], row[place] * (1 + OFF), *row[place + 1 :]]
        found += keeps_to_trace(hand_with(card, changed), trace) is not None
    assert found >= FOUND * SAMPLE


def test_weights_in_another_order_are_found() -> None:
    card = card_of("loops")
    trace = trace_of(hand_from_card(card))
    assert len(trace) == SELF_TEST_STEPS
    for name, values in card["weights"].items():
        turned = {**card["weights"], name: values[::-1]}
        wrong = keeps_to_trace(hand_from_card({**card, "weights": turned}), trace)
        assert wrong is not None, name
