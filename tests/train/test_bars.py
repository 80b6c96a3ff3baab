from __future__ import annotations

import math

import pytest

from builder.hands import ORDER
from curlicue.hand import Hand, make_hand
from curlicue.lstm import weights_from_card
from tests.shipped import random_weights, shipped_hand
from trainer.bars import COMMON_BARS, LOOPS_BARS, Bar, failed
from trainer.hands import HANDS
from trainer.trials import run_trials


@pytest.mark.parametrize(
    ("value", "holds"), [(None, False), (math.nan, False), (0.9, False), (1.0, True), (2.0, True), (2.1, False)]
)
def test_a_bar_holds_within_its_range_and_never_without_a_number(value: float | None, holds: bool) -> None:
    assert Bar("x", low=1.0, high=2.0).holds({"x": value}) is holds
    assert not Bar("y", low=1.0).holds({"x": 5.0})


def test_bars_say_what_they_want() -> None:
    assert Bar("x", low=1.0).wanted() == "at least 1"
    assert Bar("x", high=0.5).wanted() == "at most 0.5"
    assert Bar("x", low=0.7, high=1.5).wanted() == "0.7 to 1.5"


def test_an_untrained_net_does_not_curl() -> None:
    shipped = shipped_hand()
    weights = weights_from_card(random_weights(3, reach=0.35))
    untrained: Hand = make_hand("untrained", "Untrained", shipped.loop, shipped.start, weights)
    figures = run_trials(untrained)
    missed = {bar.figure for bar in failed(LOOPS_BARS, figures)}
    assert "drag: first turn s, most" in missed
    assert "drag: share of turns one way, least" in missed


def test_the_bars_of_loops_are_at_least_as_strict_as_the_common_ones() -> None:
    for common in COMMON_BARS:
        wanted = common.figure.replace("better", "worse")
        (own,) = [bar for bar in LOOPS_BARS if bar.figure == wanted]
        assert (own.low or 0.0) >= (common.low or 0.0)
        assert (own.high or math.inf) <= (common.high or math.inf)


@pytest.mark.parametrize("name", ORDER[1:])
def test_every_shipped_hand_is_alive_near_and_better_than_guessing_and_has_signs_of_its_own(name: str) -> None:
    own = {bar.figure for bar in HANDS[name].bars}
    assert {bar.figure.replace("better", "worse") for bar in COMMON_BARS} <= own
    assert sum(figure.startswith("drag: ") for figure in own) >= 2
