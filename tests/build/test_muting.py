"""Which cells are worth muting, by the curls that a card has."""

from __future__ import annotations

from typing import Any

import pytest

from builder.muting import striking, worth_muting
from curlicue.lstm import CELLS
from curlicue_study.effects import Curl

ROUND = Curl(loops_per_s=1.0, radius_px=30.0, swing_px=20.0, share=1.0)
TO_AND_FRO = ROUND._replace(loops_per_s=0.1, share=0.05)


def card(whole: Curl, **less: Curl) -> dict[str, Any]:
    """A card whose cells make no difference but for those named: c3 is cell 3 of 0..15."""
    muted = [list(less.get(f"c{k}", whole)) for k in range(CELLS)]
    return {"atlas": {"whole": list(whole), "muted": muted}}


def test_the_three_kinds_are_found_and_said() -> None:
    told = card(
        ROUND,
        c1=ROUND._replace(swing_px=2.0),
        c2=ROUND._replace(swing_px=1.0, loops_per_s=0.0),
        c9=TO_AND_FRO,
        c14=ROUND._replace(loops_per_s=3.0),
        c15=ROUND._replace(loops_per_s=2.0),
    )
    assert {kind: found.cell for kind, found in striking(told).items()} == {"stops": 2, "straightens": 9, "spins": 14}
    assert worth_muting(told) == (
        "Mute cell 3 of layer 1, and the curl is gone: a swing of 20 px shrinks to 1. "
        "Mute cell 2 of layer 2, and it swings to and fro instead of turning: 1.0 loops a second become 0.1. "
        "Mute cell 7 of layer 2, and it spins: 1.0 loops a second become 3.0."
    )


@pytest.mark.parametrize(
    "less",
    [
        ROUND,
        ROUND._replace(swing_px=8.0),  # smaller, not gone
        ROUND._replace(loops_per_s=0.5),
        ROUND._replace(loops_per_s=0.0, swing_px=10.0),  # does not turn, but hardly swings either
        ROUND._replace(loops_per_s=1.4),
        ROUND._replace(loops_per_s=3.0, share=0.5),  # turns this way and that
    ],
)
def test_what_is_not_striking_is_not_said(less: Curl) -> None:
    assert worth_muting(card(ROUND, c4=less)) == ""


def test_a_hand_that_does_not_turn_cannot_stop_turning_but_may_begin_to() -> None:
    assert worth_muting(card(TO_AND_FRO, c4=TO_AND_FRO._replace(loops_per_s=0.0))) == ""
    begun = card(TO_AND_FRO, c4=ROUND._replace(loops_per_s=2.0))
    assert worth_muting(begun) == "Mute cell 5 of layer 1, and it goes round and round, 2.0 times a second."


def test_a_card_of_an_older_trainer_says_nothing() -> None:
    assert worth_muting({"atlas": {"h": [], "c": []}}) == worth_muting({}) == ""
