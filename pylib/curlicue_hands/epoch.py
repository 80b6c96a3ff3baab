"""A hand in the middle of its training, `epoch-<n>.json`: to be watched while it learns, fetched when one wants to.

The page takes the hand's card and puts a snapshot's weights and start state in the place of the card's own. The trainer
writes snapshots beside the card; they hold the same kind of numbers and are checked in the same way.
"""

import json
from typing import TYPE_CHECKING

from curlicue_hands.card_check import CardError, check_card

if TYPE_CHECKING:
    from typing import Any

    from curlicue.payloads import Card

FORMAT = "curlicue-snapshot"
VERSION = 1
KEYS = ("format", "version", "name", "epoch", "model_sha256", "start", "weights")


def make_snapshot(card: "Card", epoch: int, start: "dict[str, Any]", weights: "dict[str, Any]") -> "dict[str, Any]":
    """The snapshot of the hand in `card` after `epoch` epochs; start and weights as in a card."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": card["name"],
        "epoch": epoch,
        "model_sha256": card["model_sha256"],
        "start": start,
        "weights": weights,
    }


def write_snapshot(snapshot: "dict[str, Any]") -> str:
    """The snapshot as text: one line per key, always the same bytes for the same snapshot."""
    lines = [json.dumps(key) + ": " + json.dumps(snapshot[key], separators=(",", ":")) for key in KEYS]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def card_then(card: "Card", text: str, where: str) -> "Card":
    """The card of a hand with the weights and the start state of the snapshot in `text`.

    CardError where that is no snapshot of this very hand, or not one that the pen can draw with; `where` names its
    file.
    """
    try:
        snapshot = json.loads(text)
    except ValueError:
        snapshot = None
    head = [snapshot.get(key) for key in KEYS[:3]] if isinstance(snapshot, dict) else None
    if head != [FORMAT, VERSION, card["name"]]:
        found = ": found no " + FORMAT + " of version " + str(VERSION) + " and of " + card["name"]
        raise CardError(where + found + ", expected one: train that hand again")
    if snapshot.get("model_sha256") != card["model_sha256"]:
        raise CardError(where + ": found a snapshot of another training, expected that of the card")
    then = dict(card)
    for key in ("start", "weights"):
        then[key] = snapshot.get(key)
    return check_card(then, where)
