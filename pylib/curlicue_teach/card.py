"""A taught hand as a card and an ONNX file, like those that the trainer writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from curlicue.hand import DIGITS, Hand, make_hand
from curlicue.lstm import CELLS, weights_from_card
from curlicue_hands.card import digest, make_card
from curlicue_hands.places import TAUGHT
from curlicue_hands.thumbnail import Sketch, thumbnail
from curlicue_teach.rule import fit_rule
from curlicue_teach.start import Start
from curlicue_teach.strokes import Lesson
from curlicue_teach.weights import named, offsets, patched

if TYPE_CHECKING:
    from curlicue.payloads import Card

SKETCH = Sketch(speed_px_s=32.0, seconds=2.4, pull=0.35)  # for its thumbnail


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
    """Make card and model of a net that was taken; ``shipped`` is any hand of the site, with its own model.

    ``line`` is what it learned from, px per step. What its cells follow is left open: that takes 8,600 steps, and is
    found when there is time. CardError where something is not what a card may hold.
    """
    model = model_of(weights, shipped, shipped_model)
    hand = hand_of(words, weights, start)
    training, unread = training_of(lesson, line), {"h": [None] * CELLS, "c": [None] * CELLS}
    return TaughtHand(card_of(hand, words.sentence, weights, seed, model, training, unread), model)


def hand_of(words: Words, weights: Sequence[float], start: Start) -> Hand:
    """Put a net that was taken together with its start, to draw with."""
    return make_hand(words.name, words.title, start.loop, start.state, weights_from_card(named(weights)))


def card_of(
    hand: Hand,
    sentence: str,
    weights: Sequence[float],
    seed: int,
    model: bytes,
    training: dict[str, Any],
    atlas: dict[str, list[Any]],
) -> Card:
    """Write the card of a net that was taken; CardError where something is not what a card may hold."""
    return make_card(
        name=hand.name,
        title=hand.title,
        sentence=sentence,
        loop=hand.loop,
        start=hand.start,
        seed=seed,
        weights=named(weights),
        model=model,
        training=training,
        thumbnail=thumbnail(hand, SKETCH),
        atlas=atlas,
    )


def model_of(weights: Sequence[float], shipped: Card, shipped_model: bytes) -> bytes:
    """Write the ONNX file of a net: that of any hand of the site with other weights."""
    return patched(shipped_model, offsets(shipped_model, shipped["weights"]), weights)


def name_of(model: bytes) -> str:
    """Name a hand that lies nowhere on the site after the digest of its ONNX file."""
    return TAUGHT + digest(model)[:DIGITS]


def training_of(lesson: Lesson, line: Sequence[complex]) -> dict[str, Any]:
    """Tell of a teaching what its card does; ``line`` is what was learned from, px per step."""
    return {
        "autoregression": fit_rule(line, lesson.closed),
        "taught": True,
        "strokes": len(lesson.strokes),
        "seconds": round(lesson.seconds, 1),
    }
