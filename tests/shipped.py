"""Hands to test with: the one that ships, and others with weights drawn at random."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from curlicue.hand import Hand, hand_from_card, make_hand
from curlicue.loop import StartState
from curlicue.lstm import CELLS, LstmState, weights_from_card

MODELS = Path(__file__).parent.parent / "site" / "models"
SHIPPED = MODELS / "loops" / "model.json"


@cache
def shipped_card() -> dict[str, Any]:
    card: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return card


@cache
def shipped_hand() -> Hand:
    return hand_from_card(shipped_card())


def _redrawn(values: Any, rng: random.Random, reach: float) -> Any:
    """Numbers in the shape of ``values``, uniform within +-reach."""
    if isinstance(values, list):
        return [_redrawn(value, rng, reach) for value in values]
    return rng.uniform(-reach, reach)


def random_weights(seed: int, reach: float = 1.0) -> dict[str, list[Any]]:
    """Weights in the card's names and shapes."""
    rng = random.Random(seed)
    return {name: _redrawn(values, rng, reach) for name, values in shipped_card()["weights"].items()}


def random_state(rng: random.Random) -> LstmState:
    return LstmState(
        h=tuple(rng.uniform(-1.0, 1.0) for _ in range(CELLS)), c=tuple(rng.uniform(-2.0, 2.0) for _ in range(CELLS))
    )


@cache
def random_hand(seed: int = 0) -> Hand:
    """The shipped loop around a network that nobody trained."""
    rng = random.Random(seed)
    start = StartState(rng.uniform(-3, 3), rng.uniform(-3, 3), rng.uniform(1, 3), random_state(rng))
    weights = weights_from_card(random_weights(seed))
    return make_hand("random", "Random", shipped_hand().loop, start, weights, shipped_hand().rule)
