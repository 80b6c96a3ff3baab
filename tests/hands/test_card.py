from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from curlicue.hand import hand_from_card
from curlicue.loop import LoopConstants
from curlicue_hands.card import check_digest, digest, make_card, read_card, start_record, write_card
from curlicue_hands.card_check import LOOP_BOUNDS, CardError, check_card
from tests.micropython.runner import compute_in_micropython
from tests.shipped import SHIPPED, shipped_card, shipped_hand


@pytest.fixture(name="card")
def _card() -> dict[str, Any]:
    return copy.deepcopy(shipped_card())


def test_a_card_is_written_as_it_was_read(card: dict[str, Any]) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert write_card(read_card(text, "model.json")) == text


def test_a_card_has_one_line_for_each_key(card: dict[str, Any]) -> None:
    lines = write_card(card).splitlines()
    assert len(lines) == len(card) + 2
    assert [json.loads("{" + line.rstrip(",") + "}").popitem()[0] for line in lines[1:-1]] == list(card)


def test_the_shipped_model_is_its_cards(card: dict[str, Any]) -> None:
    model = SHIPPED.with_name("model.onnx").read_bytes()
    check_digest(card, model, "model.onnx")
    with pytest.raises(CardError, match=r"model.onnx: found a file with SHA-256 .* export or restore both together"):
        check_digest(card, model + b"x", "model.onnx")


def test_a_made_card_gives_back_its_hand(card: dict[str, Any]) -> None:
    hand = shipped_hand()
    made = make_card(
        name=hand.name,
        title=hand.title,
        sentence="A sentence.",
        loop=hand.loop,
        start=hand.start,
        seed=3,
        weights=card["weights"],
        model=b"model",
        training={"autoregression": card["training"]["autoregression"]},
        thumbnail="M4 20l9 0",
        atlas={"h": [None] * 16, "c": [None] * 16},
    )
    again = hand_from_card(read_card(write_card(made), "made"))
    assert again.loop == hand.loop
    assert again.start == hand.start
    assert again.weights == hand.weights
    assert again.rule == hand.rule
    assert made["model_sha256"] == digest(b"model")
    assert made["start"] == start_record(hand.start)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"format": "other"}, "model.json: found format 'other', expected \"curlicue-hand\""),
        ({"version": 1}, "model.json: found version 1, expected 2"),
        ({"gate_order": "i o f g"}, "found gate_order 'i o f g', expected \"i f g o\""),
        ({"title": 7}, "found title 7, expected a string"),
        ({"weights": []}, "model.json, weights: found a list, expected an object with input.weight"),
        ({"start": {"output": [0.0]}}, r"model.json, start.output: found a list of 1, expected finite numbers"),
    ],
)
def test_a_wrong_card_is_refused_in_one_sentence(card: dict[str, Any], change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CardError, match=r"^model\.json") as refused:
        check_card({**card, **change}, "model.json")
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_key_and_a_missing_weight_are_named(card: dict[str, Any]) -> None:
    del card["loop"]
    with pytest.raises(CardError, match="found no loop, expected all of format"):
        check_card(card, "x")
    card["loop"] = shipped_card()["loop"]
    del card["weights"]["output.bias"]
    with pytest.raises(CardError, match=r"x, weights: found no output.bias, expected one of shape \[3\]"):
        check_card(card, "x")


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "1.0", None, True])
def test_a_weight_that_is_no_number_is_refused(card: dict[str, Any], bad: object) -> None:
    card["weights"]["layer2.weight_hh"][3][4] = bad
    with pytest.raises(CardError, match=r"layer2.weight_hh: found a list of 32, expected finite numbers in the shape"):
        check_card(card, "x")
    card["weights"] = shipped_card()["weights"]
    card["loop"] = {**card["loop"], "pull": bad}
    with pytest.raises(CardError, match=r"x, loop.pull: found"):
        check_card(card, "x")


def test_text_that_is_not_json_is_refused_with_its_line() -> None:
    with pytest.raises(CardError, match=r"model\.json, line 2: found text that is not JSON"):
        read_card('{\n"format": curlicue}', "model.json")
    with pytest.raises(CardError, match=r"model\.json: found a list, expected a JSON object"):
        read_card("[]", "model.json")


def test_every_constant_of_the_loop_has_bounds() -> None:
    assert tuple(LOOP_BOUNDS) == LoopConstants._fields


@pytest.mark.parametrize(
    ("part", "name", "bad"),
    [
        ("loop", "scale_px", 0),
        ("loop", "pull", 0.0),
        ("loop", "heading_start_px", -1.0),
        ("loop", "max_output_px", 1e300),
        ("loop", "reentry_states", 0),
        ("loop", "reentry_states", 2.5),
        ("start", "output_speed", 1e9),
        ("weights", "input.bias", [1e6] * 8),
        ("weights", "output.bias", [0.0, 10**400, 0.0]),
    ],
)
def test_a_number_that_would_stop_the_pen_is_refused(card: dict[str, Any], part: str, name: str, bad: object) -> None:
    card[part][name] = bad
    with pytest.raises(CardError, match=rf"^x, {part}\.{name}: found .*, expected ") as refused:
        check_card(card, "x")
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("atlas", [None, {"h": 3, "c": 3}, {"h": [None] * 16}])
def test_an_atlas_that_is_none_is_refused(card: dict[str, Any], atlas: object) -> None:
    with pytest.raises(CardError, match="atlas of another shape"):
        check_card({**card, "atlas": atlas}, "x")


def test_the_page_checks_a_card_as_the_trainer_does(card: dict[str, Any]) -> None:
    wrong = [{**card, "version": 1}, {**card, "loop": {**card["loop"], "scale_px": 0}}, {**card, "atlas": None}]
    script = """
from curlicue_hands.card_check import CardError, check_card
result = []
for card in given:
    try:
        check_card(card, "x")
        result.append("")
    except CardError as error:
        result.append(str(error))
"""
    said = compute_in_micropython(script, [card, *wrong])
    assert said[0] == ""
    for one, sentence in zip(wrong, said[1:], strict=True):
        with pytest.raises(CardError) as refused:
            check_card(one, "x")
        assert sentence == str(refused.value)
