"""The pieces of a worker's drawing, in the MicroPython that keeps them."""

from __future__ import annotations

import json
import random

from tests.micropython.runner import compute_in_micropython

KEEP = """
from curlicue_page.pieces import Pieces
pieces = Pieces()
for text in given:
    pieces.push(text)
result = [pieces[k] for k in range(pieces.length)]
"""


def piece(number: int) -> dict[str, object]:
    """Two strokes' growth, with numbers of every size."""
    dice = random.Random(number)
    numbers = [dice.uniform(-400, 400), 0.5, 0.0, -7.0, 1e-9, 1e21, 0.1 + 0.2, dice.random()]
    strokes = [
        {"number": at, "hand": "loops", "since": at, "ticks": numbers[at:], "pens": numbers[:at], "pulls": [[0, None]]}
        for at in (2, 5)
    ]
    return {"entries": [2, None, 5], "undone": [], "changed": strokes, "pen": {"pull": number}}


def test_pieces_keep_what_they_add_to_the_drawing_exactly_and_the_newest_all_it_says() -> None:
    given = [piece(number) for number in range(3)]
    kept = [json.loads(text) for text in compute_in_micropython(KEEP, [json.dumps(each) for each in given])]
    assert kept == [{"changed": given[0]["changed"]}, {"changed": given[1]["changed"]}, given[2]]


def test_there_may_be_none() -> None:
    assert compute_in_micropython(KEEP, []) == []
