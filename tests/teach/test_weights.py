"""The 1,211 numbers: in a row, by name, and in an ONNX file whose bytes are exchanged."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from curlicue.packed import INPUT_NUMBERS
from curlicue_teach.reasons import Code, Reason
from curlicue_teach.weights import COUNTS, WEIGHTS, in_a_row, named, offsets, patched, rounded

MODELS = Path(__file__).resolve().parents[2] / "site" / "models"
HANDS = sorted(folder.name for folder in MODELS.iterdir() if (folder / "model.onnx").exists())
STEPS = 40


def card_of(hand: str) -> dict[str, Any]:
    card: dict[str, Any] = json.loads((MODELS / hand / "model.json").read_text(encoding="utf-8"))
    return card


def model_of(hand: str) -> bytes:
    return (MODELS / hand / "model.onnx").read_bytes()


def outputs(model: bytes) -> list[list[float]]:
    """Some steps of a model, each from the state that the one before left."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    packed = np.zeros((1, INPUT_NUMBERS))
    rows = []
    for k in range(STEPS):
        packed[0, :3] = math.cos(k / 3), math.sin(k / 3), 0.0
        row = session.run(None, {"packed_in": packed})[0]
        packed[0, 3:] = row[0, 3:INPUT_NUMBERS]
        rows.append([float(value) for value in row[0]])
    return rows


def test_there_are_six_hands_to_try_it_on() -> None:
    assert len(HANDS) == 6


@pytest.mark.parametrize("hand", HANDS)
def test_a_row_is_the_card_again(hand: str) -> None:
    weights = card_of(hand)["weights"]
    row = in_a_row(weights)
    assert len(row) == WEIGHTS == 1211
    assert named(row) == weights
    assert rounded(row) == row


@pytest.mark.parametrize("hand", HANDS)
def test_each_tensor_is_found_once_and_apart_from_the_others(hand: str) -> None:
    found = offsets(model_of(hand), card_of(hand)["weights"])
    ends = sorted((at, at + 4 * COUNTS[name]) for name, at in found.items())
    assert all(end <= begin for (_, end), (begin, _) in pairwise(ends))
    assert patched(model_of(hand), found, in_a_row(card_of(hand)["weights"])) == model_of(hand)


@pytest.mark.parametrize("hand", HANDS)
def test_a_model_with_coils_weights_is_coil(hand: str) -> None:
    places = offsets(model_of(hand), card_of(hand)["weights"])
    copy = patched(model_of(hand), places, in_a_row(card_of("coil")["weights"]))
    assert outputs(copy) == outputs(model_of("coil"))
    assert (outputs(copy) == outputs(model_of(hand))) is (hand == "coil")


def test_a_card_of_another_hand_is_refused() -> None:
    with pytest.raises(ValueError, match=r"input\.weight: found its bytes 0 times"):
        offsets(model_of("loops"), card_of("coil")["weights"])


def test_what_is_there_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="2 times"):
        offsets(model_of("loops") * 2, card_of("loops")["weights"])


@pytest.mark.parametrize("bad", [math.nan, math.inf, -31.0])
def test_weights_that_cannot_be_drawn_with_are_refused(bad: float) -> None:
    row = [0.123456] * WEIGHTS
    assert rounded(row) == [0.12346] * WEIGHTS
    row[7] = bad
    assert rounded(row) == Reason(Code.BROKEN, 1, 0.0)
