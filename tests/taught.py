"""Taught hands to test with: a shipped hand's card with other weights, called as a taught one is."""

from __future__ import annotations

import random
from copy import deepcopy

from curlicue.payloads import Card
from curlicue_hands.card import digest, write_card
from curlicue_hands.places import GRAPH, TAUGHT
from curlicue_teach.weights import in_a_row, named, offsets, patched
from tests.shipped import MODELS, shipped_card

REACH = 0.04  # of the change of each weight: it still draws loops, others


def taught_model(seed: int) -> tuple[list[float], bytes]:
    """Weights near the loops', and the graph that follows from them."""
    rng = random.Random(seed)
    row = [round(value + rng.uniform(-REACH, REACH), 5) for value in in_a_row(shipped_card()["weights"])]
    model = (MODELS / "loops" / GRAPH).read_bytes()
    return row, patched(model, offsets(model, shipped_card()["weights"]), row)


def taught_card(seed: int = 1, title: str = "Ada’s curl") -> Card:
    """A card as teaching makes it; each seed another hand."""
    row, model = taught_model(seed)
    card = deepcopy(shipped_card())
    card |= {"weights": named(row), "model_sha256": digest(model), "title": title, "sentence": "Taught on this page."}
    card |= {"name": TAUGHT + card["model_sha256"][:8], "atlas": {"h": [None] * 16, "c": [None] * 16}}
    card["training"] = {"autoregression": card["training"]["autoregression"], "taught": True}
    return card


def taught_text(seed: int = 1, title: str = "Ada’s curl") -> str:
    """The same as text."""
    return write_card(taught_card(seed, title))
