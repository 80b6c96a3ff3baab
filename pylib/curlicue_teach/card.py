"""A taught hand as a card and an ONNX file, like those that the trainer writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from curlicue.hand import make_hand
from curlicue.lstm import weights_from_card
from curlicue_hands.card import Card, digest, make_card
from curlicue_hands.places import TAUGHT
from curlicue_hands.thumbnail import Sketch, thumbnail
from curlicue_teach.rule import fit_rule
from curlicue_teach.start import Start
from curlicue_teach.strokes import Lesson
from curlicue_teach.weights import named, offsets, patched

SKETCH = Sketch(speed_px_s=32.0, seconds=2.4, pull=0.35)  # for its thumbnail
CELLS = 16
DIGEST_DIGITS = 8  # of a name


class Words(NamedTuple):
    """What a hand is called."""

    name: str  # as a folder would be
    title: str  # for people
    sentence: str


class TaughtHand(NamedTuple):
    """What a hand's folder would hold."""

    card: Card
    model: bytes  # ONNX


def make_taught(
    words: Words,
    weights: Sequence[float],
    start: Start,
    lesson: Lesson,
    line: Sequence[complex],
    seed: int,
    shipped: Card,
    shipped_model: bytes,
) -> TaughtHand:
    """The card and model of a net that was taken; ``shipped`` is any hand of the site, with its own model.

    ``line`` is what it learned from, px per step. What its cells follow is left open: that takes 8,600 steps, and is
    found when there is time. CardError where something is not what a card may hold.
    """
    by_name = named(weights)
    model = model_of(weights, shipped, shipped_model)
    hand = make_hand(words.name, words.title, start.loop, start.state, weights_from_card(by_name))
    card = make_card(
        name=words.name,
        title=words.title,
        sentence=words.sentence,
        loop=start.loop,
        start=start.state,
        seed=seed,
        weights=by_name,
        model=model,
        training=training_of(lesson, line),
        thumbnail=thumbnail(hand, SKETCH),
        atlas={"h": [None] * CELLS, "c": [None] * CELLS},
    )
    return TaughtHand(card, model)


def model_of(weights: Sequence[float], shipped: Card, shipped_model: bytes) -> bytes:
    """The ONNX file of a net: that of any hand of the site with other weights."""
    return patched(shipped_model, offsets(shipped_model, shipped["weights"]), weights)


def name_of(model: bytes) -> str:
    """What a hand is called that lies nowhere on the site: after the digest of its ONNX file."""
    return TAUGHT + digest(model)[:DIGEST_DIGITS]


def training_of(lesson: Lesson, line: Sequence[complex]) -> dict[str, Any]:
    """What a card tells of a teaching; ``line`` is what was learned from, px per step."""
    return {
        "autoregression": fit_rule(line, lesson.closed),
        "taught": True,
        "strokes": len(lesson.strokes),
        "seconds": round(lesson.seconds, 1),
    }
