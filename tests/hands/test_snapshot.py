"""A snapshot becomes the card of its hand as it was then, or one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from curlicue.hand import hand_from_card
from curlicue_hands.card_check import CardError
from curlicue_hands.epoch import card_then, make_snapshot, write_snapshot
from curlicue_hands.places import epoch_file
from tests.shipped import random_weights, shipped_card


def snapshot(**changes: Any) -> str:
    card = shipped_card()
    made = make_snapshot(card, 3, {**card["start"], "output_speed": 1.25}, random_weights(3, reach=0.35))
    return write_snapshot({**made, **changes})


def test_the_card_then_has_other_weights_and_another_start_and_nothing_else() -> None:
    card = shipped_card()
    then = card_then(card, snapshot(), epoch_file(3))
    assert {key for key in card if then[key] != card[key]} == {"start", "weights"}
    assert hand_from_card(then).start.output_speed == 1.25
    assert hand_from_card(then).loop == hand_from_card(card).loop
    assert card == shipped_card()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "epoch-3.json: found no curlicue-snapshot of version 1 and of loops"),
        ("[]", "epoch-3.json: found no curlicue-snapshot"),
        (snapshot(version=2), "epoch-3.json: found no curlicue-snapshot"),
        (snapshot(name="waves"), "and of loops, expected one"),
        (snapshot(model_sha256="ab" * 32), "found a snapshot of another training"),
        (snapshot(weights={}), "epoch-3.json, weights: found no input.weight"),
        (snapshot(start=None), "epoch-3.json, start: found a NoneType"),
        (snapshot(weights={**random_weights(3), "output.bias": [0.0, 0.0, 1e9]}), "weights.output.bias"),
    ],
)
def test_one_that_is_amiss_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(CardError) as error:
        card_then(shipped_card(), text, "epoch-3.json")
    assert sentence in str(error.value)


def test_a_snapshot_has_one_line_for_each_key() -> None:
    lines = snapshot().splitlines()
    assert [json.loads("{" + line.rstrip(",") + "}").popitem()[0] for line in lines[1:-1]] == list(
        json.loads(snapshot())
    )
