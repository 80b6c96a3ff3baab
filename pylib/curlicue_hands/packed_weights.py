"""The first hand's weights as they travel: a third smaller than their decimals, once packed by the server."""

from typing import Any

WEIGHT_UNITS = 100_000  # of a weight are 1: cards have five decimals
BASE = 57
PLACES = 4  # digits of a number, the last first
FIRST_DIGIT = 35  # code of the letter for 0: from here on JSON writes BASE letters as they are
MIDDLE = BASE**PLACES // 2  # stands for 0
_ZERO = MIDDLE + FIRST_DIGIT * (BASE**PLACES - 1) // (BASE - 1)  # what four letters' codes come to for it


def unpacked(packed: "list[Any]") -> "dict[str, list[Any]]":
    """Weights as a card has them, of what builder.bundle.packed_weights wrote."""
    text, tensors = packed
    codes = text.encode()
    count = len(codes) // PLACES
    places = [codes[count * place : count * (place + 1)] for place in range(PLACES)]
    row = [
        (a + BASE * (b + BASE * (c + BASE * d)) - _ZERO) / WEIGHT_UNITS
        for a, b, c, d in zip(places[0], places[1], places[2], places[3])
    ]
    weights: dict[str, list[Any]] = {}
    at = 0
    for name, rows, columns in tensors:
        if columns:
            weights[name] = [row[at + k * columns : at + (k + 1) * columns] for k in range(rows)]
        else:
            weights[name] = row[at : at + rows]
        at += rows * (columns or 1)
    return weights
