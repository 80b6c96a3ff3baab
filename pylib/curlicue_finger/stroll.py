"""A slow finger that goes for a walk over a sheet by itself: "Draw one for me".

Made of the pieces that the trainer's simulated finger is made of: a soft onset, tremor, a speed and a heading that
wander. It goes along a line, turns round before the edge and comes back along the next one. The path is planned at
once, one place for each 1/60 s; lengths in CSS px, y down.
"""

import math
import random

from curlicue.stroke import STEP_S, STEPS_PER_S
from curlicue_finger.motor import (
    HEADING_WANDER,
    ONSET_S,
    SPEED_WANDER,
    TREMOR_PX,
    Point,
    minimum_jerk,
    random_tremor,
    wander,
)

SPEED_PX_S = 52.0  # slow: every hand is in full swing
SECONDS = 9.0
INSET_PX = 58.0  # from the sheet's edges, so that the curls stay on it too
LARGEST_INSET = 0.25  # share of a small sheet's width or height
ROW_PX = 84.0  # from one line down to the next
TURN_PX = 44.0  # before the edge it begins to turn round
TURNING = 1.5  # rad/s at most
STEERING = 3.0  # 1/s: how eagerly it looks where it wants to go


def stroll(width: float, height: float, rng: "random.Random") -> "list[Point]":
    """The places of such a finger on a sheet of this size, another one each time."""
    count = round(SECONDS * STEPS_PER_S)
    speeds = wander(rng, count, STEP_S, *SPEED_WANDER)
    wobbles = wander(rng, count, STEP_S, *HEADING_WANDER)
    tremor = random_tremor(rng, *TREMOR_PX)
    across = min(INSET_PX, LARGEST_INSET * width)
    down = min(INSET_PX, LARGEST_INSET * height)
    left, right, top, bottom = across, width - across, down, height - down
    turn = min(TURN_PX, LARGEST_INSET * (right - left))
    way = 1.0  # to the right
    x = left + rng.uniform(0.0, max(turn, right - left - SPEED_PX_S * SECONDS))  # where there is room, a whole line
    y = row = rng.uniform(top, max(top, bottom - ROW_PX))
    heading = 0.0
    places = []
    for k in range(count):
        t = k * STEP_S
        shake_x, shake_y = tremor.offset(t)
        places.append((_between(x + shake_x, left, right), _between(y + shake_y, top, bottom)))
        if (right - x if way > 0 else x - left) < turn:
            way = -way
            row = row + ROW_PX if row + ROW_PX <= bottom else rng.uniform(top, (top + row) / 2.0)
        goal = math.atan2(row - y, way * (right - left) / 2.0)
        off = (goal - heading + math.pi) % (2.0 * math.pi) - math.pi
        heading += _between(STEERING * off, -TURNING, TURNING) * STEP_S
        ease = minimum_jerk(t / ONSET_S) * minimum_jerk((SECONDS - t) / ONSET_S)
        step_px = SPEED_PX_S * math.exp(speeds[k]) * ease * STEP_S
        x = _between(x + step_px * math.cos(heading + wobbles[k]), left, right)
        y = _between(y + step_px * math.sin(heading + wobbles[k]), top, bottom)
    return places


def place_at(places: "list[Point]", t: float) -> "Point | None":
    """Where on a planned path the finger is after ``t`` seconds; None once it has come to the end."""
    at = max(0.0, t * STEPS_PER_S)
    before = int(at)
    if before + 1 >= len(places):
        return None
    part = at - before
    (x0, y0), (x1, y1) = places[before], places[before + 1]
    return x0 + part * (x1 - x0), y0 + part * (y1 - y0)


def _between(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
