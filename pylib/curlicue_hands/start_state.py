"""The search for the state in which every stroke begins.

From a cold state the pen wanders for seconds before it curls; from a state taken out of a curl it curls at once. A
net has several stable orbits, and the start state picks one: so many are tried, and each is judged by what the pen
draws from it. Slow, and made once, by the trainer or after teaching.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from curlicue.hand import Hand, make_hand
from curlicue.loop import LoopConstants, StartState
from curlicue.lstm import ZERO_STATE, Weights, step
from curlicue.pen import Pen
from curlicue.reentry import free_step
from curlicue.run import HANDS_OWN, run_stroke
from curlicue.stroke import STEP_S, Tick
from curlicue_finger import finger
from curlicue_finger.motor import Point
from curlicue_hands.windows import Delta
from curlicue_study.measures import Measures, measure

DRIFT_STEPS = (120, 360)  # of a free run, in which it has found its swing
POOR = 100.0  # the badness of a line that has no such measure at all


class LineGoal(NamedTuple):
    """Draw a slow straight line from each candidate and want these of it (personalities that loop)."""

    loops_per_s: float
    speed_px: float
    share: float
    drag_px_s: float
    drag_s: float
    take_last_steps: int  # take the candidate out of so many last steps of its free run


class FreeGoal(NamedTuple):
    """Want the free run of each candidate to be like the strokes (all other personalities)."""

    speed_px: float
    jerk_ratio: float | None  # None: do not ask for it
    loops_per_s: float | None


class Search(NamedTuple):
    """How to look for a start state: drive the net with strokes, let it run free, judge by the goal."""

    driven_steps: int
    free_steps: int
    goal: LineGoal | FreeGoal


LOOPS_SEARCH = Search(
    driven_steps=120,
    free_steps=180,
    goal=LineGoal(loops_per_s=1.0, speed_px=3.0, share=0.95, drag_px_s=32.0, drag_s=6.0, take_last_steps=90),
)


def free_search(speed_px: float, jerk_ratio: float | None = None, loops_per_s: float | None = None) -> Search:
    """The search for a hand that is known by its free run."""
    return Search(driven_steps=64, free_steps=240, goal=FreeGoal(speed_px, jerk_ratio, loops_per_s))


def driving_circles(scale_px: float, steps: int) -> list[list[Delta]]:
    """24 even circles to drive a looping hand with: both ways round, four tempos, three sizes."""
    circles = []
    for turns_per_s in (0.7, 0.85, 1.0, 1.2):
        for radius_px in (24.0, 32.0, 40.0):
            for way in (1.0, -1.0):
                angle = way * 2.0 * math.pi * turns_per_s * STEP_S
                chord = 2.0 * radius_px * math.sin(abs(angle) / 2.0) / scale_px
                circles.append([(chord * math.cos(k * angle), chord * math.sin(k * angle)) for k in range(steps)])
    return circles


def find_start_state(
    weights: Weights, loop: LoopConstants, driving: Sequence[Sequence[Delta]], search: Search
) -> StartState:
    """The best of one candidate per driving stroke (movements in units of `loop.scale_px`)."""
    scored = []
    for stroke in driving:
        driven = drive(weights, loop, stroke[: search.driven_steps])
        free = run_free(weights, loop, driven, search.free_steps)
        goal = search.goal
        if isinstance(goal, LineGoal):
            start = pointing_ahead(free[-goal.take_last_steps :])
            badness = _line_badness(weights, loop, start, goal)
        else:
            start = pointing_ahead(free)
            badness = _free_badness(free, goal)
        scored.append((badness, start))
    return min(scored, key=lambda candidate: candidate[0])[1]


def drive(weights: Weights, loop: LoopConstants, stroke: Sequence[Delta]) -> StartState:
    """The state of a net that has heard a stroke from the cold."""
    if not stroke:
        raise ValueError("found no movements to drive the net with, expected one or more")
    state = ZERO_STATE
    y: tuple[float, ...] = (0.0, 0.0, 0.0)
    for dx, dy in stroke:
        y, state, _ = step(weights, (dx, dy, 0.0), state)
    output_x, output_y = y[0] * loop.scale_px, y[1] * loop.scale_px
    return StartState(output_x, output_y, math.hypot(output_x, output_y), state)


def run_free(weights: Weights, loop: LoopConstants, start: StartState, steps: int) -> list[StartState]:
    """The moments of a net that hears only itself, the start included."""
    moments = [start]
    for _ in range(steps):
        moments.append(free_step(loop, weights, moments[-1]))
    return moments


def own_drift(weights: Weights, loop: LoopConstants, start: StartState) -> float:
    """How far ahead the net goes by itself, px per step, in the mean; loops go nowhere, waves as fast as they wave."""
    return drift_of(run_free(weights, loop, start, DRIFT_STEPS[1]))


def drift_of(moments: Sequence[StartState]) -> float:
    """The same of a free run of so many steps."""
    settled = moments[DRIFT_STEPS[0] :]
    return math.fsum(moment.output_x for moment in settled) / len(settled)


def pointing_ahead(moments: Sequence[StartState]) -> StartState:
    """The moment at which the net's movement points nearest to +x, the direction of every drag."""
    return min(moments, key=lambda moment: abs(math.atan2(moment.output_y, moment.output_x)))


def rounded(start: StartState, decimals: int) -> StartState:
    """The start state with as many decimals as the card holds."""
    return StartState(
        round(start.output_x, decimals),
        round(start.output_y, decimals),
        round(start.output_speed, decimals),
        start.lstm._replace(
            h=tuple(round(value, decimals) for value in start.lstm.h),
            c=tuple(round(value, decimals) for value in start.lstm.c),
        ),
    )


def _line_badness(weights: Weights, loop: LoopConstants, start: StartState, goal: LineGoal) -> float:
    drag = finger.line(0.0, goal.drag_px_s, goal.drag_s)
    pens = run_stroke(_hand(weights, loop, start), drag, HANDS_OWN)
    drawn = measure(_places(pens), _finger_places(drag))
    missing_share = max(0.0, goal.share - (drawn.share or 0.0))
    return (
        _factor_off(drawn.loops_per_s, goal.loops_per_s)
        + _factor_off(drawn.speed_px, goal.speed_px)
        + 2.0 * missing_share
    )


def _free_badness(free: Sequence[StartState], goal: FreeGoal) -> float:
    places = list(accumulate(((at.output_x, at.output_y) for at in free[1:]), _plus, initial=(0.0, 0.0)))
    drawn: Measures = measure(places, [places[0]] * len(places))
    badness = _factor_off(drawn.speed_px, goal.speed_px)
    if goal.jerk_ratio is not None:
        badness += _factor_off(drawn.jerk_ratio or 0.0, goal.jerk_ratio)
    if goal.loops_per_s is not None:
        badness += 2.0 * _factor_off(drawn.loops_per_s, goal.loops_per_s)
    return badness


def _factor_off(found: float, wanted: float) -> float:
    """How far a positive number is off, twice as much counting like half as much."""
    return abs(math.log(found / wanted)) if found > 0.0 else POOR


def _hand(weights: Weights, loop: LoopConstants, start: StartState) -> Hand:
    return make_hand("candidate", "candidate", loop, start, weights)


def _plus(a: Point, b: Point) -> Point:
    return a[0] + b[0], a[1] + b[1]


def _places(pens: Sequence[Pen]) -> list[Point]:
    return [(pen.x, pen.y) for pen in pens]


def _finger_places(ticks: Sequence[Tick]) -> list[Point]:
    return [(tick.x, tick.y) for tick in ticks]
