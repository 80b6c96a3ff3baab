"""A hand: one trained network with its loop, ready to draw."""

from typing import NamedTuple

from curlicue.loop import LoopConstants, StartState
from curlicue.lstm import LstmState, Weights, weights_from_card
from curlicue.reentry import Reentry
from curlicue.rule import Rule

DIGITS = 8  # of a model's SHA-256, by which a drawing knows the hand that drew it


class Hand(
    NamedTuple(
        "Hand",
        [
            ("name", str),  # folder under site/models
            ("title", str),  # for people
            ("loop", LoopConstants),
            ("start", StartState),
            ("weights", Weights),
            ("rule", "Rule"),  # the best guess without a network
            ("reentry", Reentry),
            ("digest", str),  # eight digits of its model's; another training of the same name has others
        ],
    )
):
    """What the pen needs to know of a model card."""

    __slots__ = ()


def make_hand(
    name: str,
    title: str,
    loop: LoopConstants,
    start: StartState,
    weights: Weights,
    rule: "Rule" = (),
    digest: str = "",
) -> Hand:
    """Put a hand together; its re-entry states are made when first needed."""
    return Hand(name, title, loop, start, weights, rule, Reentry(loop, start, weights), digest[:DIGITS])


def hand_from_card(card: dict) -> Hand:  # type: ignore[type-arg]  # checked JSON, see curlicue_hands.card
    """The hand that a model card describes."""
    loop = LoopConstants(*[card["loop"][field] for field in LoopConstants._fields])
    stored = card["start"]
    lstm = LstmState(h=tuple(stored["h"]), c=tuple(stored["c"]))
    start = StartState(stored["output"][0], stored["output"][1], stored["output_speed"], lstm)
    rule = tuple([(x, y) for x, y in card["training"]["autoregression"]])
    return make_hand(
        card["name"], card["title"], loop, start, weights_from_card(card["weights"]), rule, card["model_sha256"]
    )
