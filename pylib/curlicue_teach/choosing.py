"""Which taught net is taken: four slow drags by each, and whether they are more like the strokes than those before.

u alone takes dead nets (handwriting has u of .15 to .25 with a pen at rest), and a live drag alone takes nets that die
under a resting finger: so a net has to be alive at once, near, no quicker than its user and as its user turns, and then
hold its bars (`curlicue_teach.bars`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from curlicue.stroke import STEPS_PER_S, Tick
from curlicue_finger import finger
from curlicue_study.measures import SETTLE_STEPS, alive, mean_speed
from curlicue_teach.likeness import Likeness, distance, likeness
from curlicue_teach.pens import Drawn, Pen, Pens
from curlicue_teach.reasons import Code, Reason
from curlicue_teach.start import Start

DRAGS = ((40.0, 0.0), (40.0, math.pi / 4), (30.0, math.pi / 2), (30.0, 3 * math.pi / 4))  # px/s and rad
DRAG_S = 5.0
EARLY = (round(0.6 * STEPS_PER_S), round(1.6 * STEPS_PER_S))  # steps in which it has to curl already
LEAST_ALIVE_PX = 0.9  # per step
MOST_FAR_PX = 90.0
MOST_SPEED = 2.0  # times the user's
NEARER_BY = 0.2  # u: so much less than before is nearer, or
NEAR, NEARER_SHARE = 0.3, 0.9  # no more than this, and less than before by a tenth


class Wanted(NamedTuple):
    """What a taught net has to be like."""

    target: Likeness  # of the strokes
    speed_px: float  # per step, of the strokes
    before: float  # u of the hand that it would replace

    @property
    def most_apart(self) -> float:
        """The u that is near enough."""
        return max(self.before - NEARER_BY, min(NEAR, NEARER_SHARE * self.before))


class Judged(NamedTuple):
    """What came of a net with one start."""

    start: Start
    apart: float  # u to the strokes
    reasons: tuple[Reason, ...]  # why it is not taken; none where it passes
    drawn: tuple[Drawn, ...]  # the four drags, to be shown


@cache
def courses() -> tuple[tuple[Tick, ...], ...]:
    """The fingers of the four slow drags that are chosen by."""
    return tuple(tuple(finger.line(angle, speed, DRAG_S)) for speed, angle in DRAGS)


def drags(start: Start) -> list[Pen]:
    """The four slow drags that are chosen by."""
    return [Pen(start.loop, start.state, course) for course in courses()]


def movements(places: Sequence[complex]) -> list[complex]:
    """Movement per step, one fewer than places."""
    return [b - a for a, b in zip(places, places[1:], strict=False)]


def alive_px(moves: Sequence[complex]) -> float:
    """Rms of what is not steady drift, px per step."""
    return alive([(v.real, v.imag) for v in moves])


def lines_like(drawn: Sequence[Drawn]) -> Likeness | Reason:
    """What pens drew together, the first half second left out."""
    return likeness([movements(each.places)[SETTLE_STEPS:] for each in drawn])


async def hand_like(pens: Pens, weights: Sequence[float], start: Start) -> Likeness | Reason:
    """What a hand is like, shipped or taught: on the four drags that a taught one is chosen by."""
    return lines_like(await pens.draw(weights, drags(start)))


def judge(start: Start, drawn: Sequence[Drawn], wanted: Wanted) -> Judged:
    """What came of the four drags: ``drawn`` are those of `drags`."""
    like = lines_like(drawn)
    apart = math.inf if isinstance(like, Reason) else distance(like, wanted.target)
    moves = [movements(each.places) for each in drawn]
    least = min(alive_px(each[SETTLE_STEPS:]) for each in moves)
    early = min(alive_px(each[slice(*EARLY)]) for each in moves)
    far = max(
        abs(place - complex(tick.x, tick.y))
        for each, pen in zip(drawn, drags(start), strict=True)
        for place, tick in zip(each.places, pen.ticks, strict=True)
    )
    speed = mean_speed([(v.real, v.imag) for each in moves for v in each]) / wanted.speed_px
    reasons = [
        *at_least(Code.ASLEEP, least, LEAST_ALIVE_PX),
        *at_least(Code.LATE, early, LEAST_ALIVE_PX),
        *at_most(Code.FAR, far, MOST_FAR_PX),
        *at_most(Code.WILD, speed, MOST_SPEED),
    ]
    way = 0 if isinstance(like, Reason) else like.way
    if wanted.target.way and way != wanted.target.way:
        reasons.append(Reason(Code.OTHER_WAY, way, wanted.target.way))
    reasons += at_most(Code.NOT_NEARER, apart, wanted.most_apart)
    return Judged(start, apart, tuple(reasons), tuple(drawn))


def at_least(code: Code, found: float, limit: float) -> list[Reason]:
    """The reason where a figure is less than it has to be; NaN is."""
    return [] if found >= limit else [Reason(code, found, limit)]


def at_most(code: Code, found: float, limit: float) -> list[Reason]:
    """The reason where a figure is more than it may be; NaN is."""
    return [] if found <= limit else [Reason(code, found, limit)]


async def judge_starts(pens: Pens, weights: Sequence[float], starts: Sequence[Start], wanted: Wanted) -> list[Judged]:
    """Every start of a net, judged in one question."""
    drawn = await pens.draw(weights, [pen for start in starts for pen in drags(start)])
    count = len(DRAGS)
    return [judge(start, drawn[k * count : (k + 1) * count], wanted) for k, start in enumerate(starts)]
