from __future__ import annotations

import math

import pytest

from curlicue.stroke import Stroke
from curlicue_study.history import History
from curlicue_words.spoken import describe, turns


def winding(number: int, rounds: float, steps: int = 121) -> Stroke:
    """A circle that goes round so often, to the right where that is plus: y is down."""
    stroke = Stroke(number, "loops")
    for k in range(steps):
        angle = 2 * math.pi * rounds * k / (steps - 1)
        stroke.pens.extend((20 * math.cos(angle), 20 * math.sin(angle)))
    return stroke


@pytest.mark.parametrize("rounds", [3.0, -2.0, 0.5])
def test_turns_are_counted_with_their_sign(rounds: float) -> None:
    assert turns(winding(1, rounds)) == pytest.approx(rounds, abs=0.05)
    still = Stroke(1, "loops")
    still.pens.extend([5.0, 5.0] * 9)
    assert turns(still) == 0.0


def test_a_drawing_is_said_in_words() -> None:
    assert describe(History([])) == ""
    one = winding(1, 3.0)
    assert describe(History([one])) == "1 stroke. The last, by loops, takes 2 s and goes round 3 times to the right."
    two = winding(2, -5.0, 301)
    said = describe(History([one, two]))
    assert said == "2 strokes. The last, by loops, takes 5 s and goes round 5 times to the left."
    straight = Stroke(3, "waves")
    for k in range(61):
        straight.pens.extend((2.0 * k, 1.0))
    assert describe(History([straight])).endswith("by waves, takes 1 s and hardly goes round.")
