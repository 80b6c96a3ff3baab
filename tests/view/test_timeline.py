from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.stroke import STEPS_PER_S
from curlicue_study.history import History
from curlicue_view.timeline import SLOW_SHARE, Timeline
from tests.ink.logs import grow, swinging

STEPS = 240
HISTORY = History(swinging(100, 140))
EMPTY = History([])


def held(step: int) -> Timeline:
    time = Timeline()
    time.seek(step, HISTORY)
    return time


def test_live_is_the_newest_step_whatever_comes() -> None:
    strokes = swinging(10)
    history = History(strokes)
    time = Timeline()
    assert time.step(history) == 9
    grow(strokes[0], 5)
    time.tick(100.0, history)
    assert time.step(history) == 14


@given(st.integers(-500, 500))
def test_one_holds_within_the_drawing(step: int) -> None:
    assert held(step).step(HISTORY) == max(0, min(step, STEPS - 1))


def test_a_moment_that_is_held_stays_while_the_drawing_grows() -> None:
    strokes = swinging(10)
    history = History(strokes)
    time = Timeline()
    time.seek(4, history)
    grow(strokes[0], 5)
    time.tick(1.0, history)
    assert time.step(history) == 4


def test_a_drawing_that_lost_strokes_shows_its_last_step() -> None:
    time = held(200)
    assert time.step(History(swinging(50))) == 49


def test_steps_go_back_and_forth() -> None:
    time = Timeline()
    time.move(-1, HISTORY)
    assert time.step(HISTORY) == STEPS - 2
    time.move(-1, HISTORY)
    time.move(1, HISTORY)
    assert time.step(HISTORY) == STEPS - 2
    assert not time.playing


@pytest.mark.parametrize(("slow", "share"), [(False, 1.0), (True, SLOW_SHARE)])
def test_it_plays_at_the_true_pace_or_slowly_whatever_the_frames(slow: bool, share: float) -> None:
    for fps in (10, 60, 144):
        time = held(20)
        time.set_slow(slow)
        time.play(HISTORY)
        for frame in range(fps + 1):
            time.tick(50.0 + frame / fps, HISTORY)
        assert time.step(HISTORY) == pytest.approx(20 + STEPS_PER_S * share, abs=1)


def test_a_change_of_pace_does_not_jump() -> None:
    time = held(20)
    time.play(HISTORY)
    time.tick(5.0, HISTORY)
    time.tick(6.0, HISTORY)
    at = time.step(HISTORY)
    time.set_slow(True)
    time.tick(6.1, HISTORY)
    assert time.step(HISTORY) == at
    time.tick(7.1, HISTORY)
    assert time.step(HISTORY) == at + STEPS_PER_S * SLOW_SHARE


def test_played_to_its_end_it_is_live_again() -> None:
    time = held(STEPS - 5)
    time.play(HISTORY)
    time.tick(1.0, HISTORY)
    assert time.playing
    time.tick(2.0, HISTORY)
    assert (time.at, time.playing) == (None, False)


def test_from_the_end_it_plays_all_again_and_a_second_tap_holds() -> None:
    time = Timeline()
    time.play(HISTORY)
    assert (time.at, time.playing) == (0, True)
    time.tick(1.0, HISTORY)
    time.tick(1.5, HISTORY)
    time.play(HISTORY)
    assert (time.at, time.playing) == (30, False)
    time.tick(9.0, HISTORY)
    assert time.at == 30
    time.play(HISTORY)
    time.tick(20.0, HISTORY)
    assert time.at == 30  # it goes on from there


def test_an_empty_drawing_has_nothing_to_hold_or_play() -> None:
    time = Timeline()
    time.play(EMPTY)
    time.seek(3, EMPTY)
    time.move(-1, EMPTY)
    assert (time.at, time.playing, time.step(EMPTY)) == (None, False, -1)
