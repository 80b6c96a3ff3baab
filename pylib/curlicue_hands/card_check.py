"""Whether a model card is what the pen can draw with: checked where it comes in, on the page too.

A card that is not gives one `CardError`, whose sentence says what was found where and what was expected. Bounds are
wide: they keep out what would stop the pen (a scale of 0, a sum too large for ``exp``), not what draws badly.
"""

from math import isfinite
from typing import TYPE_CHECKING

from curlicue.lstm import CELLS

if TYPE_CHECKING:
    from typing import Mapping, NoReturn

    from curlicue.payloads import Card

FORMAT = "curlicue-hand"
VERSION = 2
GATE_ORDER = "i f g o"
WEIGHT_SHAPES = {
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

LARGEST_WEIGHT = 30.0  # a gate sums 16 of them and two biases, and exp of more than 709 is no number
LARGEST_STATE = 1000.0  # of a memory cell, or of a movement in px
TINY = 1e-6  # instead of 0 where something is divided by it
LONGEST_QUOTE = 60  # characters of what was found instead
SHARE = (0.0, 1.0)
LOOP_BOUNDS = {
    "scale_px": (TINY, 1000.0),
    "turning_speed_px": (TINY, 1000.0),
    "straight_speed_px": (TINY, 1000.0),
    "straight_from": SHARE,
    "straight_to": SHARE,
    "turn_from": SHARE,
    "turn_to": SHARE,
    "wait_steps": (1, 1000),
    "size_max": (1.0, 10.0),
    "size_from_px": (0.0, 1000.0),
    "size_to_px": (0.0, 1000.0),
    "own_drift_px": (-100.0, 100.0),
    "floor_speed_px": (0.0, 100.0),
    "floor_gain_max": (0.0, 100.0),
    "pull": (TINY, 1.0),  # its logarithm is taken
    "fast_pull": SHARE,
    "leash_px": (1.0, 100_000.0),
    "leash_pull": SHARE,
    "max_output_px": (TINY, 1000.0),
    "speed_smoothing": SHARE,
    "heading_smoothing": SHARE,
    "heading_min_px": (0.0, 100.0),
    "heading_start_px": (TINY, 1000.0),
    "output_smoothing": SHARE,
    "reentry_after_steps": (1, 100_000),
    "reentry_states": (1, 1000),
}
RISING = (("straight_from", "straight_to"), ("turn_from", "turn_to"), ("size_from_px", "size_to_px"))


class CardError(ValueError):
    """A card, or the model beside it, that cannot be used; the message is one sentence for people."""


def check_card(card: object, where: str) -> "Card":
    """The card itself if it is one of ours and complete, else a CardError."""
    if not isinstance(card, dict):
        _refuse(where, "a " + type(card).__name__, "a JSON object")
    if card.get("format") != FORMAT:
        _refuse(where, "format " + _short(card.get("format")), '"' + FORMAT + '"')
    if card.get("version") != VERSION:
        _refuse(
            where, "version " + _short(card.get("version")), str(VERSION) + "; another version of Curlicue wrote it"
        )
    missing = [key for key in KEYS if key not in card]
    if missing:
        _refuse(where, "no " + ", ".join(missing), "all of " + ", ".join(KEYS))
    if card["gate_order"] != GATE_ORDER:
        _refuse(where, "gate_order " + _short(card["gate_order"]), '"' + GATE_ORDER + '"')
    for key in ("name", "title", "sentence", "model_sha256", "thumbnail"):
        if not isinstance(card[key], str):
            _refuse(where, key + " " + _short(card[key]), "a string")
    loop = where + ", loop"
    _check_numbers(card["loop"], dict.fromkeys(LOOP_BOUNDS, ()), None, loop)
    for name, bounds in LOOP_BOUNDS.items():
        value = card["loop"][name]
        if not bounds[0] <= value <= bounds[1]:
            _refuse(loop + "." + name, _short(value), str(bounds[0]) + " to " + str(bounds[1]))
        if isinstance(bounds[0], int) and not isinstance(value, int):
            _refuse(loop + "." + name, _short(value), "a whole number")
    for low, high in RISING:  # their difference is divided by
        if card["loop"][low] >= card["loop"][high]:
            _refuse(loop + "." + high, _short(card["loop"][high]), "more than " + low + " " + _short(card["loop"][low]))
    start = {"output": (2,), "output_speed": (), "h": (CELLS,), "c": (CELLS,)}
    _check_numbers(card["start"], start, LARGEST_STATE, where + ", start")
    _check_numbers(card["weights"], WEIGHT_SHAPES, LARGEST_WEIGHT, where + ", weights")
    _check_numbers(card["training"], {"autoregression": (8, 2)}, LARGEST_WEIGHT, where + ", training")
    atlas = card["atlas"]
    if not isinstance(atlas, dict) or not (_is_atlas(atlas.get("h")) and _is_atlas(atlas.get("c"))):
        _refuse(where, "an atlas of another shape", "h and c with " + str(CELLS) + " entries each")
    return card


def _is_atlas(entries: object) -> bool:
    return isinstance(entries, list) and len(entries) == CELLS


def _check_numbers(
    values: object, shapes: "Mapping[str, tuple[int, ...]]", largest: "float | None", where: str
) -> None:
    if not isinstance(values, dict):
        _refuse(where, "a " + type(values).__name__, "an object with " + ", ".join(shapes))
    for name, shape in shapes.items():
        if name not in values:
            _refuse(where, "no " + name, "one of shape " + str(list(shape)))
        if not _has_shape(values[name], shape, largest):
            expected = "finite numbers in the shape " + str(list(shape)) if shape else "a finite number"
            if largest is not None:
                expected += " of at most " + str(largest)
            _refuse(where + "." + name, _describe(values[name]), expected)


def _has_shape(value: object, shape: "tuple[int, ...]", largest: "float | None") -> bool:
    if shape:
        return (
            isinstance(value, list)
            and len(value) == shape[0]
            and all(_has_shape(item, shape[1:], largest) for item in value)
        )
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return isfinite(value) and (largest is None or abs(value) <= largest)
    except OverflowError:  # an integer of 400 digits
        return False


def _describe(value: object) -> str:
    return "a list of " + str(len(value)) if isinstance(value, list) else _short(value)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "..."


def _refuse(where: str, found: str, expected: str) -> "NoReturn":
    raise CardError(where + ": found " + found + ", expected " + expected)
