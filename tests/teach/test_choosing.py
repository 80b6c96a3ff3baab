"""Which net is taken: each figure alone makes it pass or not, and the bars are the trainer's with a margin."""

from __future__ import annotations

import cmath
import math
from functools import cache
from typing import Any

import pytest

from curlicue.loop import StartState
from curlicue.lstm import ZERO_STATE
from curlicue_teach import bars
from curlicue_teach.bars import before_holds, fast_then_slow, hold_bars, lifts, short_bars
from curlicue_teach.choosing import (
    LEAST_ALIVE_PX,
    Judged,
    Wanted,
    at_least,
    at_most,
    drags,
    hand_like,
    judge,
    lines_like,
)
from curlicue_teach.pens import Drawn, Pen, PlainPens, at_once
from curlicue_teach.reasons import Code, Reason, most_frequent
from curlicue_teach.start import Start
from curlicue_teach.weights import WEIGHTS, in_a_row
from tests.shipped import shipped_card, shipped_hand
from tests.teach.drawings import like, turning
from trainer.bars import COMMON_BARS
from trainer.trials import CIRCLE_BETTER_WAY, HOLD_DISTANCE, LIFT_FAR

START = Start(shipped_hand().loop, shipped_hand().start)
TARGET = like([turning(8.0, 1.0)])
WANTED = Wanted(TARGET, 3.0, before=1.0)
ROW = in_a_row(shipped_card()["weights"])


def drawn(radius_px: float = 3.0 * 60.0 / math.tau, hz: float = 1.0, late_s: float = 0.0) -> list[Drawn]:
    """Even circles carried along by the finger, from a time on."""
    lines = []
    for pen in drags(START):
        places = []
        for k, tick in enumerate(pen.ticks):
            angle = math.tau * hz * max(0.0, k / 60.0 - late_s)
            places.append(complex(tick.x, tick.y) + cmath.rect(radius_px, angle))
        lines.append(Drawn(places, []))
    return lines


def codes(judged: Judged) -> list[Code]:
    return [reason.code for reason in judged.reasons]


def test_what_draws_like_its_user_passes() -> None:
    judged = judge(START, drawn(), WANTED)
    assert judged.reasons == ()
    assert judged.apart < 0.1


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (drawn(radius_px=7.0), Code.ASLEEP),
        (drawn(late_s=1.7), Code.LATE),
        (drawn(radius_px=93.0, hz=0.5), Code.FAR),
        (drawn(hz=-1.0), Code.OTHER_WAY),
        (drawn(radius_px=80.0), Code.WILD),
        (drawn(hz=2.6, radius_px=15.0), Code.NOT_NEARER),
    ],
    ids=lambda value: value.value if isinstance(value, Code) else "",
)
def test_each_figure_alone_keeps_a_net_from_passing(lines: list[Drawn], code: Code) -> None:
    assert code in codes(judge(START, lines, WANTED))


def test_a_pen_that_stands_is_asleep_and_like_nothing() -> None:
    judged = judge(START, drawn(radius_px=0.0), WANTED)
    assert {Code.ASLEEP, Code.LATE, Code.NOT_NEARER} <= set(codes(judged))
    assert judged.apart == math.inf


def test_a_pen_that_is_nowhere_does_not_pass() -> None:
    assert codes(judge(START, [Drawn([complex(math.nan, 0.0)] * 301, [])] * 4, WANTED))


def test_no_number_is_no_figure_that_will_do() -> None:
    assert at_most(Code.FAR, math.nan, 90.0)
    assert at_least(Code.ASLEEP, math.nan, 0.9)
    assert at_most(Code.FAR, 90.0, 90.0) == at_least(Code.ASLEEP, 0.9, 0.9) == []


def test_a_user_of_both_ways_takes_either() -> None:
    both = WANTED._replace(target=TARGET._replace(way=0))
    assert Code.OTHER_WAY not in codes(judge(START, drawn(hz=-1.0), both))


@pytest.mark.parametrize(("before", "most"), [(1.0, 0.8), (0.6, 0.4), (0.45, 0.3), (0.3, 0.27), (0.1, 0.09)])
def test_nearer_is_nearer_by_something(before: float, most: float) -> None:
    assert WANTED._replace(before=before).most_apart == pytest.approx(most)


def test_the_most_frequent_reason_is_said() -> None:
    reasons = [Reason(Code.LATE, 0.1, 0.9), Reason(Code.ASLEEP, 0.2, 0.9), Reason(Code.ASLEEP, 0.3, 0.9)]
    assert most_frequent(reasons) == reasons[1]


def test_the_bars_are_the_trainers_with_a_margin() -> None:
    limits: dict[str, Any] = {bar.figure: bar for bar in COMMON_BARS}
    assert limits["fast, then slow: px/step alive, least"].low < LEAST_ALIVE_PX
    assert limits["60 s hold: px/step alive, least"].low < LEAST_ALIVE_PX
    assert limits["free run: px/step alive, least"].low < LEAST_ALIVE_PX
    assert limits["free run: speed over its floor, most"].high > bars.MOST_ALONE
    assert limits["900 px/s line: px sideways"].high > bars.MOST_SIDEWAYS_PX
    assert limits[HOLD_DISTANCE].high > bars.MOST_HOLD_PX
    assert limits[CIRCLE_BETTER_WAY].high > bars.MOST_OFF_CIRCLE_PX
    assert limits[LIFT_FAR].high > bars.MOST_AWAY_PX


def test_fingers_of_the_bars() -> None:
    assert len(fast_then_slow()) == 24
    assert len(before_holds()) == 10
    speeds = [60.0 * abs(complex(ticks[1].x, ticks[1].y)) for ticks in lifts()]
    assert speeds == pytest.approx(bars.LIFT_SPEEDS_PX_S)


def test_a_shipped_hand_holds_all_bars() -> None:
    assert at_once(short_bars(PlainPens(), ROW, START)) == []
    assert at_once(hold_bars(PlainPens(), ROW, START)) == []


def test_a_hand_is_like_all_four_drags_of_its() -> None:
    drawn = at_once(PlainPens().draw(ROW, drags(START)))
    assert at_once(hand_like(PlainPens(), ROW, START)) == lines_like(drawn) != lines_like(drawn[:1])


@cache
def of_a_dead_net() -> list[Code]:
    dead = [0.0] * WEIGHTS
    start = Start(START.loop, StartState(0.0, 0.0, 0.0, ZERO_STATE))
    return [reason.code for ask in (short_bars, hold_bars) for reason in at_once(ask(PlainPens(), dead, start))]


def test_a_dead_net_holds_none_that_asks_for_life() -> None:
    assert {Code.ASLEEP_AFTER_FAST, Code.ASLEEP_ALONE, Code.ASLEEP_IN_HOLD} <= set(of_a_dead_net())


class Astray:
    """Pens that draw the fingers' own lines, moved aside and with outputs of a given length."""

    def __init__(self, aside: float, output: float) -> None:
        self.aside, self.output = aside, output

    async def hear(self, *_: object) -> list[StartState]:
        raise NotImplementedError

    async def free(self, *_: object) -> list[list[StartState]]:
        raise NotImplementedError

    async def draw(self, _: object, pens: list[Pen]) -> list[Drawn]:
        lines = []
        for pen in pens:
            places = [complex(tick.x, tick.y + self.aside) for tick in pen.ticks]
            places += [places[-1] + 200.0] * pen.alone
            outputs = [cmath.rect(self.output, k / 9) for k in range(len(places))]
            lines.append(Drawn(places, outputs))
        return lines


def test_each_figure_of_the_bars_alone_keeps_a_net_from_passing() -> None:
    floor = START.loop.floor_speed_px
    wild = at_once(short_bars(Astray(0.0, 2.0 * floor), ROW, START))  # type: ignore[arg-type]
    assert [reason.code for reason in wild] == [Code.ASLEEP_AFTER_FAST, Code.WILD_ALONE, Code.AWAY]
    aside = at_once(short_bars(Astray(20.0, floor), ROW, START))  # type: ignore[arg-type]
    assert {Code.SIDEWAYS, Code.OFF_CIRCLE} <= {reason.code for reason in aside}
    far = at_once(hold_bars(Astray(70.0, floor), ROW, START))  # type: ignore[arg-type]
    assert [reason.code for reason in far] == [Code.ASLEEP_IN_HOLD, Code.FAR_IN_HOLD]
