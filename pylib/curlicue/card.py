"""The model card, `model.json`: all that a page, a person or a test needs to know of a trained hand.

Written by the trainer and read everywhere. A card that is not what it should be gives one `CardError`, whose sentence
says what was found where and what was expected.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from typing import Any, NoReturn

from curlicue.loop import LoopConstants, StartState
from curlicue.lstm import CELLS

FORMAT = "curlicue-hand"
VERSION = 1
GATE_ORDER = "i f g o"
WEIGHT_SHAPES: dict[str, tuple[int, ...]] = {
    "input.weight": (8, 3),
    "input.bias": (8,),
    "layer1.weight_ih": (32, 8),
    "layer1.weight_hh": (32, 8),
    "layer1.bias_ih": (32,),
    "layer1.bias_hh": (32,),
    "layer2.weight_ih": (32, 8),
    "layer2.weight_hh": (32, 8),
    "layer2.bias_ih": (32,),
    "layer2.bias_hh": (32,),
    "output.weight": (3, 8),
    "output.bias": (3,),
}
KEYS = (
    "format",
    "version",
    "name",
    "title",
    "sentence",
    "loop",
    "start",
    "seed",
    "weights",
    "gate_order",
    "model_sha256",
    "training",
    "thumbnail",
    "atlas",
)

Card = dict[str, Any]  # checked JSON


class CardError(ValueError):
    """A card, or the model beside it, that cannot be used; the message is one sentence for people."""


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

    `thumbnail` is an SVG path for a viewBox of 52 by 40; `atlas` says what each h and c follows (16 entries each,
    [name, r, angle in rad or None] or None).
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


def check_card(card: Any, where: str) -> Card:
    """The card itself if it is one of ours and complete, else a CardError."""
    if not isinstance(card, dict):
        _refuse(where, f"a {type(card).__name__}", "a JSON object")
    if card.get("format") != FORMAT:
        _refuse(where, f"format {card.get('format')!r}", f'"{FORMAT}"')
    if card.get("version") != VERSION:
        _refuse(where, f"version {card.get('version')!r}", f"{VERSION}; another version of Curlicue wrote it")
    if missing := [key for key in KEYS if key not in card]:
        _refuse(where, f"no {', '.join(missing)}", "all of " + ", ".join(KEYS))
    if card["gate_order"] != GATE_ORDER:
        _refuse(where, f"gate_order {card['gate_order']!r}", f'"{GATE_ORDER}"')
    for key in ("name", "title", "sentence", "model_sha256", "thumbnail"):
        if not isinstance(card[key], str):
            _refuse(where, f"{key} {card[key]!r}", "a string")
    _check_numbers(card["loop"], dict.fromkeys(LoopConstants._fields, ()), f"{where}, loop")
    start = {"output": (2,), "output_speed": (), "h": (CELLS,), "c": (CELLS,)}
    _check_numbers(card["start"], start, f"{where}, start")
    _check_numbers(card["weights"], WEIGHT_SHAPES, f"{where}, weights")
    atlas = card["atlas"]
    if not isinstance(atlas, dict) or any(len(atlas.get(state, ())) != CELLS for state in ("h", "c")):
        _refuse(where, "an atlas of another shape", f"h and c with {CELLS} entries each")
    return card


def check_digest(card: Card, model: bytes, where: str) -> None:
    """CardError unless `model` is the ONNX file that the card belongs to; `where` names that file."""
    found = digest(model)
    if found != card["model_sha256"]:
        raise CardError(
            f"{where}: found a file with SHA-256 {found[:12]}..., expected {card['model_sha256'][:12]}... as its card "
            "says; the two are from different runs, so export or restore both together"
        )


def _check_numbers(values: Any, shapes: dict[str, tuple[int, ...]], where: str) -> None:
    if not isinstance(values, dict):
        _refuse(where, f"a {type(values).__name__}", "an object with " + ", ".join(shapes))
    for name, shape in shapes.items():
        if name not in values:
            _refuse(where, f"no {name}", "one of shape " + str(list(shape)))
        if not _has_shape(values[name], shape):
            expected = f"finite numbers in the shape {list(shape)}" if shape else "a finite number"
            _refuse(f"{where}.{name}", _describe(values[name]), expected)


def _has_shape(value: Any, shape: Sequence[int]) -> bool:
    if not shape:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return isinstance(value, list) and len(value) == shape[0] and all(_has_shape(item, shape[1:]) for item in value)


def _describe(value: Any) -> str:
    return f"a list of {len(value)}" if isinstance(value, list) else repr(value)


def _refuse(where: str, found: str, expected: str) -> NoReturn:
    raise CardError(f"{where}: found {found}, expected {expected}")
