"""Labels one can believe: the same whichever way the line goes, and those that the card's atlas has."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from curlicue.hand import hand_from_card
from curlicue.packed import first_row, pack_output
from curlicue.pen import PenSettings, begin_pen
from curlicue.run import run
from curlicue.stroke import Stroke, Tick
from curlicue_finger import finger
from curlicue_study.correlate import QUIET, UNNAMED
from curlicue_view.follows import Followers
from tests.shipped import SHIPPED

HANDS = ("loops", "waves", "zigzag", "cursive", "eights", "coil")
AGREE = 0.8  # of the named cells
SCREEN = [k * math.pi / 4 for k in range(8)]  # directions of the same drag
OTHER_DRAGS = [  # not those of the atlas: direction in degrees, px/s, s
    (17, 20, 9), (71, 32, 6), (108, 50, 7), (164, 70, 6), (203, 28, 9), (256, 45, 6), (287, 60, 8), (340, 35, 6),
]  # fmt: skip


@cache
def card(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SHIPPED.parents[1] / name / "model.json").read_text(encoding="utf-8"))
    return found


def labels(name: str, ticks: Sequence[Tick]) -> list[str]:
    """What the rows are called at the end of a stroke that a hand draws after a finger."""
    hand = hand_from_card(card(name))
    pen = begin_pen(hand, ticks[0])
    stroke = Stroke(1, name)
    stroke.log_from = 0
    stroke.log.extend(first_row(pen.lstm))
    stroke.pens.extend((pen.x, pen.y))
    for request, output, moved in run(hand, pen, ticks[1:], PenSettings(None)):
        stroke.log.extend((*request.x, *pack_output(output), request.own))
        stroke.pens.extend((moved.x, moved.y))
    followers = Followers()
    followers.take(stroke)
    return followers.names()


def turned(ticks: Sequence[Tick], angle: float) -> list[Tick]:
    a, b = math.cos(angle), math.sin(angle)
    return [Tick(a * tick.x - b * tick.y, b * tick.x + a * tick.y, tick.pressure) for tick in ticks]


def tabled(name: str) -> list[str]:
    """What the article's table says of each h."""
    return [UNNAMED if entry is None else entry[0] for entry in card(name)["atlas"]["h"]]


@pytest.mark.parametrize("name", HANDS)
def test_the_same_drag_has_the_same_labels_in_every_direction(name: str) -> None:
    rng = random.Random(5)
    slow, quick = finger.real_drag(0.0, 32.0, 6.0, rng), finger.real_drag(0.5, 400.0, 1.0, rng)
    drag = finger.then(slow, quick)  # quick enough for the finger to be heard
    first, *others = [labels(name, turned(drag, angle)) for angle in SCREEN]
    assert len(set(first) - {UNNAMED, QUIET}) >= 4
    assert others == [first] * len(others)


@pytest.mark.parametrize("name", HANDS)
def test_live_labels_agree_with_the_atlas(name: str) -> None:
    rng = random.Random(4)
    table = tabled(name)
    named = agreed = 0
    for degrees, speed, seconds in OTHER_DRAGS:
        live = labels(name, finger.real_drag(math.radians(degrees), speed, seconds, rng))
        pairs = [(said, known) for said, known in zip(live, table, strict=True) if said not in {UNNAMED, QUIET}]
        named += len(pairs)
        agreed += sum(said == known for said, known in pairs)
    assert named >= 6 * len(OTHER_DRAGS)
    assert agreed >= AGREE * named, f"{agreed} of {named}"
