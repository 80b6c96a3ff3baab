"""Drawings as documents, for tests that open them in a browser."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cache

from curlicue.actions import HAND, SETTINGS, apply
from curlicue.engine import Engine
from curlicue.hand import hand_from_card
from curlicue.pen import PenSettings
from curlicue.stroke import Sample
from curlicue_drawing.written import written
from tests.engines import rest, touch
from tests.shipped import SHIPPED

PLACES = 100  # of a px, to which two lines have to agree
HANDS = ("loops", "waves", "coil")


def digest(lines: Iterable[Sequence[float]]) -> str:
    """What lines, x and y in px at each step, are known by: rounded to the hundredth."""
    rounded = [[round(PLACES * place) for place in line] for line in lines]
    return hashlib.sha256(repr(rounded).encode()).hexdigest()[:16]


@cache
def drawing(left: float = 40.0) -> tuple[str, str]:
    """A document of three hands, two pulls, lone pens and a dot, and what its lines are known by."""
    cards = [json.loads((SHIPPED.parents[1] / name / SHIPPED.name).read_text(encoding="utf-8")) for name in HANDS]
    engine = Engine(hand_from_card(cards[0]), PenSettings(None), 60)
    engine.sheet = (360.0, 420.0)
    for number, card in enumerate(cards):
        began = 1.0 + 100 * number
        apply(engine, HAND, card)
        apply(engine, SETTINGS, {"pull": 0.4 if number else None, "free_steps": 60})
        drag = [Sample(left + 0.8 * k, 60 + 90 * number + 0.1 * k, began + k / 60, 0.5) for k in range(160)]
        rest(engine, touch(engine, drag))
    rest(engine, touch(engine, [Sample(300, 300, 900.0, 0.5)]))
    return written(engine, False)["text"], digest(stroke.pens for stroke in engine.visible())
