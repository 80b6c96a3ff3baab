"""The model card, `model.json`: all that a page, a person or a test needs to know of a trained hand.

Written by the trainer and read everywhere; curlicue_hands.card_check says what one has to hold.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from curlicue.loop import LoopConstants, StartState
from curlicue_hands.card_check import FORMAT, GATE_ORDER, KEYS, VERSION, CardError, check_card

if TYPE_CHECKING:
    from curlicue.payloads import Card


def make_card(
    name: str,
    title: str,
    sentence: str,
    loop: LoopConstants,
    start: StartState,
    seed: int,
    weights: dict[str, list[Any]],
    model: bytes,
    training: dict[str, Any],
    thumbnail: str,
    atlas: dict[str, list[Any]],
) -> Card:
    """A card for the ONNX file `model`; `training` holds whatever figures the trainer wants to keep.

    `thumbnail` is an SVG path for a viewBox of 52 by 40. `atlas` says what each h and c follows (16 entries each,
    [one of correlate.FOLLOWED, r 0..1] or None) and how the pen curls (numbers of effects.Curl): "whole", and "muted",
    without each of the 16 cells.
    """
    card = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
        "title": title,
        "sentence": sentence,
        "loop": loop._asdict(),
        "start": start_record(start),
        "seed": seed,
        "weights": weights,
        "gate_order": GATE_ORDER,
        "model_sha256": digest(model),
        "training": training,
        "thumbnail": thumbnail,
        "atlas": atlas,
    }
    return check_card(card, f"the card of {name}")


def start_record(start: StartState) -> dict[str, Any]:
    """A start state as the card has it."""
    return {
        "output": [start.output_x, start.output_y],
        "output_speed": start.output_speed,
        "h": list(start.lstm.h),
        "c": list(start.lstm.c),
    }


def digest(model: bytes) -> str:
    """The SHA-256 of an ONNX file, in hexadecimal."""
    return hashlib.sha256(model).hexdigest()


def write_card(card: Card) -> str:
    """The card as text: one line per key, always the same bytes for the same card."""
    check_card(card, "the card to write")
    lines = [f"{json.dumps(key)}: {json.dumps(card[key], separators=(',', ':'), ensure_ascii=False)}" for key in KEYS]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def read_card(text: str, where: str) -> Card:
    """Parse and check a card; `where` names its file in the errors."""
    try:
        card = json.loads(text)
    except json.JSONDecodeError as error:
        raise CardError(
            f"{where}, line {error.lineno}: found text that is not JSON ({error.msg}), expected a model card; "
            "train the hand again or restore the file"
        ) from None
    return check_card(card, where)


def check_digest(card: Card, model: bytes, where: str) -> None:
    """CardError unless `model` is the ONNX file that the card belongs to; `where` names that file."""
    found = digest(model)
    if found != card["model_sha256"]:
        raise CardError(
            f"{where}: found a file with SHA-256 {found[:12]}..., expected {card['model_sha256'][:12]}... as its card "
            "says; the two are from different runs, so export or restore both together"
        )
