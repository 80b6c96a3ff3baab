"""What a drawn line is like: how often it loops, how wide, how smooth, how alive.

A line is a list of pen positions, one per step of 1/60 s, in CSS px; the bars of the trainer and the labels of the
page are made of these numbers. None means "this line has no such number" (a cusp has no winding, a stop no turn).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from curlicue.stroke import STEP_S
from curlicue_finger.motor import Point

SETTLE_STEPS = 30  # the first half second belongs to the touch-down
STILL_PX = 0.05  # px per step under which a movement has no direction
FIRST_TURN_WINDOW_STEPS = 120
SMOOTH_STEPS = 5
SMALL_TURN_RAD = math.radians(1.0)
CORNER_SHARE = 0.05
LOWEST_HZ, HIGHEST_HZ, SPECTRUM_STEP_HZ = 0.15, 10.0, 0.05


class Measures(NamedTuple):
    """The measures of one line against the finger that it followed."""

    loops_per_s: float  # full turns per second, left and right turns cancelling
    share: float | None  # share of all turning that goes the same way, 0..1
    handedness: int  # 1 turns from +x to +y (clockwise on a screen), -1 the other way, 0 neither
    radius_px: float | None  # length drawn per radian turned
    speed_px: float  # mean movement per step
    rms_px: float  # how far the pen swings around its mean place beside the finger
    distance_px: float  # largest distance to the finger
    jerk_ratio: float | None  # second difference of the movement over the movement
    alive_px: float  # movement per step that is not steady drift
    flips_per_s: float  # changes of the turning direction
    corner: float | None  # share of the turning done in the sharpest twentieth of the steps
    frequency_hz: float | None  # strongest swing across the line
    first_turn_s: float | None  # when the first full turn is done, from the first step


def measure(pens: Sequence[Point], fingers: Sequence[Point]) -> Measures:
    """All measures of a line of at least 2 s; `fingers` are the finger's positions at the same steps."""
    if len(pens) != len(fingers) or len(pens) < SETTLE_STEPS + 90:
        raise ValueError(
            f"found {len(pens)} pen and {len(fingers)} finger positions, "
            f"expected as many of each and {SETTLE_STEPS + 90} or more"
        )
    settled = pens[SETTLE_STEPS:]
    steps = movements(settled)
    turns = turning(steps)
    return Measures(
        loops_per_s=loops_per_s(turns),
        share=same_way_share(turns),
        handedness=handedness(turns),
        radius_px=radius(steps, turns),
        speed_px=mean_speed(steps),
        rms_px=swing(settled, fingers[SETTLE_STEPS:]),
        distance_px=largest_distance(settled, fingers[SETTLE_STEPS:]),
        jerk_ratio=jerk_ratio(steps),
        alive_px=alive(steps),
        flips_per_s=flips_per_s(turns),
        corner=corner(turns),
        frequency_hz=frequency(steps),
        first_turn_s=first_turn(turning(movements(pens))),
    )


def movements(points: Sequence[Point]) -> list[Point]:
    """Movement per step in px, one fewer than points."""
    return [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:], strict=False)]


def turning(steps: Sequence[Point]) -> list[float]:
    """Angle in radians between each movement and the next, one fewer; 0 where either is too short to have one."""
    turns = []
    for a, b in zip(steps, steps[1:], strict=False):
        if math.hypot(*a) < STILL_PX or math.hypot(*b) < STILL_PX:
            turns.append(0.0)
        else:
            turns.append(math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]))
    return turns


def loops_per_s(turns: Sequence[float]) -> float:
    """Full turns per second of a line with these turns."""
    return abs(math.fsum(turns)) / (2.0 * math.pi) / (len(turns) * STEP_S)


def same_way_share(turns: Sequence[float]) -> float | None:
    """1 when every turn goes the same way, near 0 when they cancel; None for a straight line."""
    total = math.fsum(abs(turn) for turn in turns)
    return abs(math.fsum(turns)) / total if total > 0 else None


def handedness(turns: Sequence[float]) -> int:
    """The sign of the whole turning."""
    total = math.fsum(turns)
    return (total > 0) - (total < 0)


def radius(steps: Sequence[Point], turns: Sequence[float]) -> float | None:
    """Length per radian in px, which is a circle's radius; None for a straight line."""
    total = math.fsum(abs(turn) for turn in turns)
    return math.fsum(math.hypot(*step) for step in steps) / total if total > 0 else None


def mean_speed(steps: Sequence[Point]) -> float:
    """Mean length of a movement in px per step."""
    return math.fsum(math.hypot(*step) for step in steps) / len(steps)


def swing(pens: Sequence[Point], fingers: Sequence[Point]) -> float:
    """Root mean square distance in px of pen minus finger from its mean."""
    return _spread([(p[0] - f[0], p[1] - f[1]) for p, f in zip(pens, fingers, strict=True)])


def largest_distance(pens: Sequence[Point], fingers: Sequence[Point]) -> float:
    """The farthest that the pen was from the finger, px."""
    return max(math.dist(p, f) for p, f in zip(pens, fingers, strict=True))


def mean_distance(pens: Sequence[Point], fingers: Sequence[Point]) -> float:
    """How far the pen was from the finger on average, px."""
    return math.fsum(math.dist(p, f) for p, f in zip(pens, fingers, strict=True)) / len(pens)


def jerk_ratio(steps: Sequence[Point]) -> float | None:
    """Rms second difference of the movement over its rms; small is smooth, None for a line that never moves."""
    power = _mean_square(steps)
    bends = movements(movements(steps))
    return math.sqrt(_mean_square(bends) / power) if power > 0 else None


def alive(steps: Sequence[Point]) -> float:
    """Rms distance of the movement from its mean, px per step: 0 for a pen that stands or glides evenly."""
    return _spread(steps)


def flips_per_s(turns: Sequence[float]) -> float:
    """How often per second the smoothed turning changes its sign; turns under one degree do not count."""
    flips = 0
    last = 0.0
    for start in range(len(turns) - SMOOTH_STEPS + 1):
        mean = math.fsum(turns[start : start + SMOOTH_STEPS]) / SMOOTH_STEPS
        if abs(mean) < SMALL_TURN_RAD:
            continue
        if mean * last < 0.0:
            flips += 1
        last = mean
    return flips / (len(turns) * STEP_S)


def corner(turns: Sequence[float]) -> float | None:
    """Share of all turning done in the sharpest twentieth of the steps: .05 on a circle, near 1 on a polygon."""
    sharpest_first = sorted((abs(turn) for turn in turns), reverse=True)
    total = math.fsum(sharpest_first)
    few = max(1, round(CORNER_SHARE * len(turns)))
    return math.fsum(sharpest_first[:few]) / total if total > 0 else None


def frequency(steps: Sequence[Point]) -> float | None:
    """The strongest frequency in Hz of the movement across the line's own direction; None where nothing swings.

    The largest value of the Hann-windowed spectrum between .15 and 10 Hz, read every .05 Hz.
    """
    net_x = math.fsum(step[0] for step in steps)
    net_y = math.fsum(step[1] for step in steps)
    length = math.hypot(net_x, net_y) or 1.0
    across = [(net_x * step[1] - net_y * step[0]) / length for step in steps]
    mean = math.fsum(across) / len(across)
    window = [0.5 - 0.5 * math.cos(2.0 * math.pi * (k + 0.5) / len(across)) for k in range(len(across))]
    signal = [w * (value - mean) for w, value in zip(window, across, strict=True)]
    best_hz, best_power = None, 1e-12
    for index in range(round((HIGHEST_HZ - LOWEST_HZ) / SPECTRUM_STEP_HZ) + 1):
        hz = LOWEST_HZ + index * SPECTRUM_STEP_HZ
        power = _power_at(signal, hz)
        if power > best_power:
            best_hz, best_power = hz, power
    return best_hz


def first_turn(turns: Sequence[float]) -> float | None:
    """Seconds until the first full turn, made inside some two seconds, is complete; None if there is none."""
    running = [0.0]
    for turn in turns:
        running.append(running[-1] + turn)
    for end in range(1, len(running)):
        start = max(0, end - FIRST_TURN_WINDOW_STEPS)
        recent = running[start:end]
        if max(running[end] - min(recent), max(recent) - running[end]) >= 2.0 * math.pi:
            return end * STEP_S
    return None


def _power_at(signal: Sequence[float], hz: float) -> float:
    """Power of one frequency by Goertzel's recurrence (Am. Math. Monthly 65, 1958)."""
    twice_cos = 2.0 * math.cos(2.0 * math.pi * hz * STEP_S)
    before, last = 0.0, 0.0
    for value in signal:
        before, last = last, value + twice_cos * last - before
    return before * before + last * last - twice_cos * before * last


def _spread(points: Sequence[Point]) -> float:
    mean_x = math.fsum(point[0] for point in points) / len(points)
    mean_y = math.fsum(point[1] for point in points) / len(points)
    return math.sqrt(_mean_square([(point[0] - mean_x, point[1] - mean_y) for point in points]))


def _mean_square(points: Sequence[Point]) -> float:
    return math.fsum(x * x + y * y for x, y in points) / len(points)
