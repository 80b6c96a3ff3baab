"""The bars of a taught hand: those of a hand of recorded strokes (`trainer.bars`), each with a margin.

Singles and doubles part ways within a minute, and what is judged in doubles is drawn by the page in singles: the margin
is for that. A rest of a minute is luck once, so there are ten, judged in every ten seconds. Not judged again
here: the one-step error, of which a teaching has no held-out strokes; that all stays finite after teleports, as weights
have bounds and movements are cut; and that no pen leaves the sheet after the lift, which no net can make it do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from curlicue.stroke import STEPS_PER_S, Tick
from curlicue_finger import finger
from curlicue_study.measures import SETTLE_STEPS, mean_speed
from curlicue_teach.choosing import LEAST_ALIVE_PX, alive_px, at_least, at_most, movements
from curlicue_teach.pens import Drawn, Pen, Pens
from curlicue_teach.reasons import Code, Reason
from curlicue_teach.start import Start

# The trainer's are .8 (LEAST_ALIVE_PX), 75, 2.0, 15, 7 and 180
MOST_HOLD_PX = 68.0
MOST_ALONE = 1.9  # times the floor
MOST_SIDEWAYS_PX = 14.0
MOST_OFF_CIRCLE_PX = 6.7
MOST_AWAY_PX = 172.0

FAST_PX_S, SLOW_PX_S = 600.0, 30.0
FAST_S, SLOW_S = 1.0, 3.0
HOLD_S, HOLD_PIECE_S = 60.0, 10.0
ALONE_S = 5.0
LIFT_STEPS = 90  # what the page lets the pen draw alone
LIFT_SPEEDS_PX_S = (40.0, 160.0, 300.0, 600.0, 900.0)


def fast_then_slow() -> list[list[Tick]]:
    """600 px/s for a second, then 30 px/s or a stop, in 12 directions."""
    courses = []
    for angle in finger.directions():
        fast = finger.line(angle, FAST_PX_S, FAST_S)
        courses += [finger.then(fast, after) for after in (finger.line(angle, SLOW_PX_S, SLOW_S), finger.hold(SLOW_S))]
    return courses


def before_holds() -> list[list[Tick]]:
    """What comes before ten rests: nothing, slow drags in six directions, fast ones in three."""
    slow = [finger.line(angle, 32.0, 2.0) for angle in finger.directions(6)]
    fast = [finger.line(angle, FAST_PX_S, FAST_S) for angle in finger.directions(3)]
    return [finger.hold(0.0), *slow, *fast]


def before_lifts() -> list[list[Tick]]:
    """Slow drags in four directions and a fast one, after which the pen is alone for five seconds."""
    return [*[finger.line(angle, 32.0, 2.0) for angle in finger.directions(4)], finger.line(0.5, FAST_PX_S, FAST_S)]


def lifts() -> list[list[Tick]]:
    """Drags of all speeds, after which the pen trails off as the page lets it."""
    return [finger.line(0.5 + k, speed, 1.0) for k, speed in enumerate(LIFT_SPEEDS_PX_S)]


async def short_bars(pens: Pens, weights: Sequence[float], start: Start) -> list[Reason]:
    """What keeps a net from being taken, of all but the long rests; none where it holds."""
    pen = Pen(start.loop, start.state, ())
    circles = [finger.circle(80.0, way, 6.0) for way in (0.4, -0.4)]
    sideways = finger.line(0.0, 900.0, 1.0)
    asked = {
        "fast": [pen._replace(ticks=tuple(ticks)) for ticks in fast_then_slow()],
        "alone": [pen._replace(ticks=tuple(ticks), alone=round(ALONE_S * STEPS_PER_S)) for ticks in before_lifts()],
        "lifts": [pen._replace(ticks=tuple(ticks), alone=LIFT_STEPS) for ticks in lifts()],
        "circles": [pen._replace(ticks=tuple(ticks)) for ticks in circles],
        "sideways": [pen._replace(ticks=tuple(sideways))],
    }
    drawn = iter(await pens.draw(weights, [each for group in asked.values() for each in group]))
    got = {name: [next(drawn) for _ in group] for name, group in asked.items()}
    first_slow = round(FAST_S * STEPS_PER_S) + SETTLE_STEPS
    alive = min(alive_px(movements(each.places)[first_slow:]) for each in got["fast"])
    alone = [each.outputs[len(of.ticks) :] for each, of in zip(got["alone"], asked["alone"], strict=True)]
    speed = max(mean_speed([(v.real, v.imag) for v in outputs]) for outputs in alone)
    away = max(
        abs(each.places[-1] - each.places[len(of.ticks) - 1])
        for each, of in zip(got["lifts"], asked["lifts"], strict=True)
    )
    return [
        *at_least(Code.ASLEEP_AFTER_FAST, alive, LEAST_ALIVE_PX),
        *at_least(Code.ASLEEP_ALONE, min(map(alive_px, alone)), LEAST_ALIVE_PX),
        *at_most(Code.WILD_ALONE, speed / start.loop.floor_speed_px, MOST_ALONE),
        *at_most(Code.SIDEWAYS, max(abs(place.imag) for place in got["sideways"][0].places), MOST_SIDEWAYS_PX),
        *at_most(Code.OFF_CIRCLE, min(map(_off, got["circles"], circles)), MOST_OFF_CIRCLE_PX),
        *at_most(Code.AWAY, away, MOST_AWAY_PX),
    ]


async def hold_bars(pens: Pens, weights: Sequence[float], start: Start) -> list[Reason]:
    """The same of ten rests of a minute, which take longest."""
    before = before_holds()
    courses = [finger.then(ticks, finger.hold(HOLD_S)) for ticks in before]
    drawn = await pens.draw(weights, [Pen(start.loop, start.state, tuple(ticks)) for ticks in courses])
    piece = round(HOLD_PIECE_S * STEPS_PER_S)
    lives, far = [], []
    for each, ticks, course in zip(drawn, before, courses, strict=True):
        rest = len(ticks) + STEPS_PER_S  # it has a second to come back from where the drag left it
        at = complex(course[-1].x, course[-1].y)
        far.append(max(abs(place - at) for place in each.places[rest:]))
        moves = movements(each.places)
        lives += [alive_px(moves[len(moves) - (k + 1) * piece :][:piece]) for k in range(round(HOLD_S / HOLD_PIECE_S))]
    return [
        *at_least(Code.ASLEEP_IN_HOLD, min(lives), LEAST_ALIVE_PX),
        *at_most(Code.FAR_IN_HOLD, max(far), MOST_HOLD_PX),
    ]


def _off(drawn: Drawn, ticks: Sequence[Tick]) -> float:
    """Mean distance from the finger after the first second, px."""
    off = [abs(place - complex(tick.x, tick.y)) for place, tick in zip(drawn.places, ticks, strict=True)]
    return math.fsum(off[STEPS_PER_S:]) / len(off[STEPS_PER_S:])
