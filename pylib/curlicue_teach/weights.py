"""A net's 1,211 numbers: in one row, as whatever trains has them, by name, as a card has them, and in an ONNX file.

The row has the tensors one after the other in the order of `card_check.WEIGHT_SHAPES`, each row by row.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from struct import pack
from typing import Any

from curlicue_hands.card_check import LARGEST_WEIGHT, WEIGHT_SHAPES
from curlicue_teach.reasons import Code, Reason

COUNTS = {name: math.prod(shape) for name, shape in WEIGHT_SHAPES.items()}
WEIGHTS = sum(COUNTS.values())
DECIMALS = 5  # card, graph and plain step hold exactly the same numbers
DOUBLE_BYTES = 8  # in an ONNX file: double precision, little endian


def in_a_row(weights: Mapping[str, Sequence[Any]]) -> list[float]:
    """All numbers of a card's weights."""
    row: list[float] = []
    for name, shape in WEIGHT_SHAPES.items():
        for value in weights[name]:
            row.extend(value if len(shape) == 2 else [value])
    return row


def named(row: Sequence[float]) -> dict[str, list[Any]]:
    """A row as a card has it: lists in the shapes of its tensors."""
    weights: dict[str, list[Any]] = {}
    at = 0
    for name, shape in WEIGHT_SHAPES.items():
        values = list(row[at : at + COUNTS[name]])
        at += COUNTS[name]
        weights[name] = (
            values if len(shape) == 1 else [values[k : k + shape[1]] for k in range(0, len(values), shape[1])]
        )
    return weights


def rounded(row: Sequence[float]) -> list[float] | Reason:
    """The numbers as the card will hold them, or that some are no numbers or too large for the pen."""
    broken = sum(not abs(value) <= LARGEST_WEIGHT for value in row)  # written so that NaN counts too
    if broken:
        return Reason(Code.BROKEN, broken, 0.0)
    return [round(value, DECIMALS) for value in row]


def offsets(model: bytes, weights: Mapping[str, Sequence[Any]]) -> dict[str, int]:
    """Where in a hand's ONNX file the bytes of each tensor begin; ValueError where they are not there just once."""
    row = in_a_row(weights)
    found, at = {}, 0
    for name, count in COUNTS.items():
        tensor = _bytes(row[at : at + count])
        at += count
        if model.count(tensor) != 1:
            raise ValueError(
                f"{name}: found its bytes {model.count(tensor)} times in the ONNX file, expected once; "
                "card and file are of different runs, or the file is of another shape"
            )
        found[name] = model.index(tensor)
    return found


def patched(model: bytes, places: Mapping[str, int], row: Sequence[float]) -> bytes:
    """A copy of an ONNX file with other weights at the offsets of its own."""
    copy, at = bytearray(model), 0
    for name, count in COUNTS.items():
        copy[places[name] : places[name] + DOUBLE_BYTES * count] = _bytes(row[at : at + count])
        at += count
    return bytes(copy)


def _bytes(values: Sequence[float]) -> bytes:
    return pack(f"<{len(values)}d", *values)
