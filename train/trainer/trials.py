"""The trials of a hand: what it draws after simulated fingers, in figures.

All of it goes through `curlicue.pen` with the plain-Python network, the very loop that runs on the page.
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Iterable, Sequence

from curlicue.hand import Hand
from curlicue.pen import Pen, begin_pen
from curlicue.run import HANDS_OWN, run, run_stroke
from curlicue.stroke import STEPS_PER_S, Tick
from curlicue_finger import finger
from curlicue_finger.motor import Point
from curlicue_study.measures import (
    SETTLE_STEPS,
    Measures,
    alive,
    first_turn,
    jerk_ratio,
    largest_distance,
    mean_distance,
    measure,
    movements,
    turning,
)
from curlicue_teach.bars import LIFT_STEPS

Figures = dict[str, float | None]  # None: this hand has no such figure

HOLD_DISTANCE = "60 s hold: px from the finger, most"
CIRCLE_BETTER_WAY = "circle r 80: px from finger, better way"
CIRCLE_WORSE_WAY = "circle r 80: px from finger, worse way"

LIFT_BEYOND = "lift: px beyond the sheet's edge, most"
LIFT_FAR = "lift: px from where the finger left, most"
SQUARE_FAR = "square 120 px/s: px from finger"
ZIGZAG_FAR = "zigzag 130 px/s: px from finger"
CIRCLE_BEGUN = "circle r 80: px from finger, first second"

SEED = 2008  # of the simulated fingers; the same for every hand
DRAG_SPEEDS_PX_S = (25.0, 40.0)
DRAG_S = 6.0
CHARACTER_SPEEDS_PX_S = (30.0, 160.0)
LIFT_SHEET = (346.0, 462.0)  # CSS px: the sheet on a phone
LIFT_INSIDE_PX = 8.0  # from its edges, where fingers leave
LIFT_SPEEDS_PX_S = (20.0, 40.0, 80.0, 160.0, 300.0, 600.0, 900.0)
LIFTS_A_SPEED = 6
LIFT_DRAG_S = 1.0
SQUARE = ((0.0, 0.0), *[(100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)] * 2)
ZIGZAG = [(60.0 * k * math.cos(math.radians(35)), 60.0 * (k % 2) * math.sin(math.radians(35))) for k in range(12)]
MEASURE_NAMES = {
    "loops/s": "loops_per_s",
    "share of turns one way": "share",
    "radius px": "radius_px",
    "speed px/step": "speed_px",
    "rms px beside the finger": "rms_px",
    "px from the finger": "distance_px",
    "jerk ratio": "jerk_ratio",
    "px/step alive": "alive_px",
    "flips/s": "flips_per_s",
    "corner": "corner",
    "frequency Hz": "frequency_hz",
    "first turn s": "first_turn_s",
}


def run_trials(hand: Hand) -> Figures:
    """Every figure of a hand that does not need its training strokes."""
    drags = real_finger_drags(hand, DRAG_SPEEDS_PX_S)
    quick = real_finger_drags(hand, (60.0,))
    return {
        **_spread("drag", drags),
        "drag: same handedness, share": _same_handedness(drags),
        "60 px/s drag: share of turns one way, least": _least(drawn.share for drawn in quick),
        "ideal line: jerk ratio": _ideal_line(hand),
        **_fast_then_slow(hand),
        **_long_hold(hand),
        **_free_run(hand),
        **lifts(hand),
        **_character(hand),
        **_following(hand),
        "900 px/s line: px sideways": _sideways(hand),
        **_circle(hand),
        "teleports: finite": _teleports(hand),
    }


def real_finger_drags(hand: Hand, speeds_px_s: Sequence[float]) -> list[Measures]:
    """Straight drags of 6 s in 12 directions at each speed, by a simulated finger."""
    rng = random.Random(SEED)
    drawn = []
    for speed in speeds_px_s:
        for angle in finger.directions():
            ticks = finger.real_drag(angle, speed, DRAG_S, rng)
            drawn.append(measure(places(run_stroke(hand, ticks, HANDS_OWN)), finger_places(ticks)))
    return drawn


def places(pens: Sequence[Pen]) -> list[Point]:
    """Where the pen was at each step, CSS px."""
    return [(pen.x, pen.y) for pen in pens]


def finger_places(ticks: Sequence[Tick]) -> list[Point]:
    """Where the finger was at each step, CSS px."""
    return [(tick.x, tick.y) for tick in ticks]


def heard(hand: Hand, ticks: Sequence[Tick]) -> list[tuple[float, float, float]]:
    """What the network hears, step by step, while the pen follows these ticks."""
    return [taken.request.x for taken in run(hand, begin_pen(hand, ticks[0]), ticks[1:], HANDS_OWN)]


def _spread(trial: str, drags: Sequence[Measures]) -> Figures:
    """Least, median and most of every measure; None where any of the drags has no such measure."""
    figures: Figures = {}
    for name, field in MEASURE_NAMES.items():
        values = [getattr(drawn, field) for drawn in drags]
        complete = None not in values
        figures[f"{trial}: {name}, least"] = min(values) if complete else None
        figures[f"{trial}: {name}, median"] = statistics.median(values) if complete else None
        figures[f"{trial}: {name}, most"] = max(values) if complete else None
    return figures


def _same_handedness(drags: Sequence[Measures]) -> float:
    ways = [drawn.handedness for drawn in drags]
    return max(ways.count(1), ways.count(-1)) / len(ways)


def _ideal_line(hand: Hand) -> float | None:
    pens = run_stroke(hand, finger.line(0.3, 32.0, DRAG_S), HANDS_OWN)
    return jerk_ratio(movements(places(pens)[SETTLE_STEPS:]))


def _fast_then_slow(hand: Hand) -> Figures:
    """600 px/s for a second, then 30 px/s or a stop: the time to a full turn from there, and the life in the line."""
    turns_s: list[float | None] = []
    lives = []
    for angle in finger.directions():
        fast = finger.line(angle, 600.0, 1.0)
        for slow in (finger.line(angle, 30.0, 3.0), finger.hold(3.0)):
            pens = run_stroke(hand, finger.then(fast, slow), HANDS_OWN)
            steps = movements(places(pens)[len(fast) - 1 :])
            turns_s.append(first_turn(turning(steps)))
            lives.append(alive(steps[SETTLE_STEPS:]))
    return {
        "fast, then slow: first turn s, most": _most(turns_s),
        "fast, then slow: px/step alive, least": min(lives),
    }


def _long_hold(hand: Hand) -> Figures:
    """A minute of rest: at once, after a slow drag, and after a fast one."""
    lives, distances = [], []
    for before in (finger.hold(0.0), finger.line(0.5, 32.0, 2.0), finger.line(0.5, 600.0, 1.0)):
        ticks = finger.then(before, finger.hold(60.0))
        pens = places(run_stroke(hand, ticks, HANDS_OWN))
        lives.append(alive(movements(pens[-10 * STEPS_PER_S :])))
        held = len(before) + STEPS_PER_S  # give it a second to come back from where the drag left it
        distances.append(largest_distance(pens[held:], finger_places(ticks)[held:]))
    return {"60 s hold: px/step alive, least": min(lives), HOLD_DISTANCE: max(distances)}


def _free_run(hand: Hand) -> Figures:
    """The network's own movement in five seconds after the lift, out of slow drags and out of a fast one."""
    rng = random.Random(SEED)
    before = [finger.real_drag(angle, 32.0, 2.0, rng) for angle in finger.directions(4)]
    before.append(finger.line(0.5, 600.0, 1.0))
    lives, speeds = [], []
    for ticks in before:
        pens = run_stroke(hand, ticks, HANDS_OWN, free_steps=5 * STEPS_PER_S)[len(ticks) :]
        lives.append(alive([(pen.output_x, pen.output_y) for pen in pens]))
        speeds.append(statistics.fmean(math.hypot(pen.output_x, pen.output_y) for pen in pens))
    return {
        "free run: px/step alive, least": min(lives),
        "free run: speed over its floor, most": max(speeds) / hand.loop.floor_speed_px,
    }


def lifts(hand: Hand) -> Figures:
    """Drags of all speeds that end anywhere on a phone's sheet: how far the pen goes then, and whether it leaves it."""
    rng = random.Random(SEED)
    width, height = LIFT_SHEET
    beyond, far = [], []
    for speed in LIFT_SPEEDS_PX_S:
        for _ in range(LIFTS_A_SPEED):
            ticks = finger.real_drag(rng.uniform(0.0, math.tau), speed, LIFT_DRAG_S, rng)
            left_x = rng.uniform(LIFT_INSIDE_PX, width - LIFT_INSIDE_PX) - ticks[-1].x
            left_y = rng.uniform(LIFT_INSIDE_PX, height - LIFT_INSIDE_PX) - ticks[-1].y
            moved = [tick._replace(x=tick.x + left_x, y=tick.y + left_y) for tick in ticks]
            alone = places(run_stroke(hand, moved, HANDS_OWN, LIFT_STEPS, LIFT_SHEET))[len(moved) - 1 :]
            before, after = _outside(alone[0], LIFT_SHEET), max(_outside(place, LIFT_SHEET) for place in alone)
            beyond.append(after - before)
            far.append(math.dist(alone[0], alone[-1]))
    return {LIFT_BEYOND: max(beyond), LIFT_FAR: max(far)}


def _outside(place: Point, sheet: Point) -> float:
    """How far a place lies outside the sheet, px."""
    return max(0.0, -place[0], -place[1], place[0] - sheet[0], place[1] - sheet[1])


def _character(hand: Hand) -> Figures:
    """What is left of a hand's own measure when the finger is quick: by that at a slow drag, medians of all ways."""
    slow, quick = (real_finger_drags(hand, (speed,)) for speed in CHARACTER_SPEEDS_PX_S)
    figures: Figures = {}
    for name, field in (("loops/s", "loops_per_s"), ("flips/s", "flips_per_s")):
        before, after = (statistics.median(getattr(drawn, field) for drawn in drags) for drags in (slow, quick))
        figures[f"160 px/s drag: {name}, share of those at 30"] = after / before if before else None
    return figures


def _following(hand: Hand) -> Figures:
    """Mean distance to a finger that means its way, once it has turned: a square, a zigzag, a circle's first second."""
    square = finger.polyline(SQUARE, 120.0)
    zigzag = finger.polyline(ZIGZAG, 130.0)
    circle = finger.circle(80.0, 0.4, 1.0)
    return {
        SQUARE_FAR: _mean_distance(hand, square, round(100.0 / 120.0 * STEPS_PER_S)),
        ZIGZAG_FAR: _mean_distance(hand, zigzag, round(60.0 / 130.0 * STEPS_PER_S)),
        CIRCLE_BEGUN: _mean_distance(hand, circle, 0),
    }


def _mean_distance(hand: Hand, ticks: list[Tick], first: int) -> float:
    pens = places(run_stroke(hand, ticks, HANDS_OWN))
    return mean_distance(pens[first:], finger_places(ticks)[first:])


def _sideways(hand: Hand) -> float:
    pens = run_stroke(hand, finger.line(0.0, 900.0, 1.0), HANDS_OWN)
    return max(abs(pen.y) for pen in pens)


def _circle(hand: Hand) -> Figures:
    """Mean distance after the first second on a circle of radius 80 px at .4 turns/s, both ways round."""
    distances = []
    for way in (0.4, -0.4):
        ticks = finger.circle(80.0, way, 6.0)
        pens = places(run_stroke(hand, ticks, HANDS_OWN))
        distances.append(mean_distance(pens[STEPS_PER_S:], finger_places(ticks)[STEPS_PER_S:]))
    return {CIRCLE_BETTER_WAY: min(distances), CIRCLE_WORSE_WAY: max(distances)}


def _teleports(hand: Hand) -> float:
    pens = run_stroke(hand, finger.teleports(3000.0, 1500, random.Random(SEED)), HANDS_OWN)
    finite = all(math.isfinite(value) for pen in pens for value in (pen.x, pen.y, *pen.lstm.h, *pen.lstm.c))
    return 1.0 if finite else 0.0


def _least(values: Iterable[float | None]) -> float | None:
    known = list(values)
    return None if None in known else min(value for value in known if value is not None)


def _most(values: Iterable[float | None]) -> float | None:
    known = list(values)
    return None if None in known else max(value for value in known if value is not None)
