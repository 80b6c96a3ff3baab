from __future__ import annotations

import pytest

from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.lstm import Masks
from curlicue.pen import PenSettings
from curlicue.stroke import STEPS_PER_S
from curlicue_study.effects import DRAG_S, DRAGS, Curl, changes, compare, curl
from curlicue_words.effects import about, sentence
from tests.shipped import shipped_hand

WHOLE = Curl(loops_per_s=2.0, radius_px=12.0, swing_px=10.0, share=1.0)
OWN_PULL = PenSettings(None)


def said(experiment: Experiment) -> str:
    *before, last = list(compare(shipped_hand(), OWN_PULL, experiment))
    assert set(before) == {None}
    assert last is not None
    return sentence(last)


def test_the_sentence_comes_after_the_drags_have_been_drawn_both_ways_a_step_at_a_time() -> None:
    items = list(compare(shipped_hand(), OWN_PULL, NO_EXPERIMENT))
    assert len(items) == 1 + 2 * len(DRAGS) * round(DRAG_S * STEPS_PER_S)
    assert items[-1] == []


def test_a_network_that_hears_only_the_finger_has_no_curl() -> None:
    assert said(NO_EXPERIMENT._replace(hears_itself=False)).startswith(("The curl is gone", "It hardly turns"))


def test_a_silenced_output_is_noticed() -> None:
    assert said(NO_EXPERIMENT._replace(masks=Masks((), ((1, "o", 0.0),)))) != "The curl hardly notices."


def test_a_curl_by_itself_is_the_one_that_is_compared() -> None:
    muted = NO_EXPERIMENT._replace(masks=Masks((2,), ()))
    assert sentence(changes(curl(shipped_hand(), NO_EXPERIMENT), curl(shipped_hand(), muted))) == said(muted)


@pytest.mark.parametrize(
    ("less", "wanted"),
    [
        (WHOLE, "The curl hardly notices."),
        (WHOLE._replace(loops_per_s=2.2), "The curl hardly notices."),
        (WHOLE._replace(swing_px=2.0), "The curl is gone: a swing of 10 px shrinks to 2."),
        (WHOLE._replace(loops_per_s=0.4), "It hardly turns any more: 2.0 loops a second become 0.4."),
        (WHOLE._replace(loops_per_s=3.0), "2.0 loops a second become 3.0."),
        (WHOLE._replace(radius_px=20.0), "A radius of 12 px becomes 20."),
        (Curl(3.0, 20.0, 18.0, 1.0), "2.0 loops a second become 3.0 and a radius of 12 px becomes 20."),
        (WHOLE._replace(swing_px=15.0), "A swing of 10 px becomes 15."),
    ],
)
def test_the_most_striking_change_is_said(less: Curl, wanted: str) -> None:
    assert sentence(changes(WHOLE, less)) == wanted


def test_it_is_said_after_what_was_taken_away() -> None:
    taken = NO_EXPERIMENT._replace(pulled=False)
    assert about(taken, changes(WHOLE, WHOLE)) == "Without the pull. The curl hardly notices."


@pytest.mark.parametrize("less", [Curl(0.0, 0.0, 0.0, 0.0), Curl(0.1, 0.0, 9.0, 0.4), Curl(0.0, 0.0, 30.0, 0.0)])
def test_a_hand_that_does_not_turn_is_compared_too(less: Curl) -> None:
    assert sentence(changes(Curl(0.0, 0.0, 10.0, 0.0), less)).endswith(".")
