"""Where a taught net's strokes begin: found on hands that are known to be alive, as if they had just been taught."""

from __future__ import annotations

import math
import random
from functools import cache

import pytest

from curlicue.hand import hand_from_card
from curlicue.loop import StartState
from curlicue.lstm import ZERO_STATE
from curlicue_hands.recorded import FLOOR_GAIN_MAX, FLOOR_RANGE_PX
from curlicue_hands.start_state import own_drift
from curlicue_teach.choosing import Judged, Wanted, judge_starts
from curlicue_teach.likeness import Likeness
from curlicue_teach.pens import PlainPens, at_once
from curlicue_teach.start import FREE_STEPS, PIECE_STEPS, Start, badness, find_starts, loops, pieces
from curlicue_teach.strokes import Lesson, spliced
from curlicue_teach.weights import WEIGHTS, in_a_row
from tests.shipped import shipped_card, shipped_hand
from tests.teach.drawings import circles, lesson_of, like

LOOP = shipped_hand().loop
ROW = in_a_row(shipped_card()["weights"])


@cache
def lesson() -> Lesson:
    """About what the loops hand draws."""
    return lesson_of(circles(5, radius_px=31.0, hz=0.95))


def target() -> Likeness:
    return like(lesson().strokes)


def found(row: list[float]) -> list[Start]:
    line = spliced(lesson(), random.Random(1))
    return at_once(find_starts(PlainPens(), row, loops(LOOP, lesson().speed_px), line, target()))


@cache
def living() -> list[Start]:
    return found(ROW)


def test_floors_are_around_nine_tenths_of_the_speed_and_within_bounds() -> None:
    floors = [loop.floor_speed_px for loop in loops(LOOP, 3.0)]
    assert floors == pytest.approx([0.85 * 2.7, 2.7, 1.15 * 2.7], abs=0.001)
    assert {loop.floor_gain_max for loop in loops(LOOP, 3.0)} == {FLOOR_GAIN_MAX}
    assert [loop.floor_speed_px for loop in loops(LOOP, 20.0)] == [3.4, FLOOR_RANGE_PX[1]]
    assert loops(LOOP, 3.0)[1].scale_px == LOOP.scale_px


def test_pieces_lie_evenly_from_end_to_end() -> None:
    line = [complex(k) for k in range(3600)]
    cut = pieces(line)
    assert [len(piece) for piece in cut] == [PIECE_STEPS] * 8
    assert cut[0][0] == 0
    assert cut[-1][-1] == 3599
    assert len(pieces(line[:PIECE_STEPS])) == 8


def test_a_start_is_alive_points_ahead_and_knows_its_drift() -> None:
    hand = hand_from_card(shipped_card())
    for start in living():
        assert abs(math.atan2(start.state.output_y, start.state.output_x)) < 0.2
        assert math.hypot(start.state.output_x, start.state.output_y) > 1.0
        loop = start.loop
        assert loop.own_drift_px == pytest.approx(own_drift(hand.weights, loop, start.state), abs=0.001)


def test_a_living_net_passes_a_dead_one_does_not() -> None:
    wanted = Wanted(target(), lesson().speed_px, 1.0)
    alive = at_once(judge_starts(PlainPens(), ROW, living(), wanted))
    assert [each.reasons for each in alive] == [()] * len(alive)
    dead_row = [0.0] * WEIGHTS
    dead: list[Judged] = at_once(judge_starts(PlainPens(), dead_row, found(dead_row), wanted))
    assert all(each.reasons for each in dead)


def test_a_run_is_bad_where_it_is_asleep_or_rushes_or_is_unlike() -> None:
    loop = loops(LOOP, 3.0)[1]

    def run(px: float, hz: float) -> list[StartState]:
        angles = [math.tau * hz * k / 60.0 for k in range(FREE_STEPS + 1)]
        return [StartState(px * math.cos(angle), px * math.sin(angle), px, ZERO_STATE) for angle in angles]

    good = badness(run(3.0, 0.95), loop, target())
    assert good < 0.15
    assert badness(run(0.0, 0.95), loop, target()) == pytest.approx(4.0)
    assert badness(run(0.5, 0.95), loop, target()) == pytest.approx(good + 1.0, abs=0.05)
    assert badness(run(2.0 * 1.6 * loop.floor_speed_px, 0.95), loop, target()) == pytest.approx(good + 1.6, abs=0.05)
    assert badness(run(3.0, 1.9), loop, target()) > good + 0.3
