"""What a reader drew, made ready: the strokes as movements at the loop's speed, and one long line of them.

The strokes go as `curlicue_hands.recorded` has them, for the trainer too: at 60 steps a second, without rests, scaled
so that their median speed is the loop's. What their ends are shortened by, what travels and how strokes are spliced
was found on drawings of many people: a window turned by itself to +x never holds more than a few headings of a large
circle, and the net glides away as soon as it comes to another. Lengths in px per step of 1/60 s.
"""

from __future__ import annotations

import cmath
import math
import random
import statistics
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from curlicue.resample import begin, push
from curlicue.stroke import STEPS_PER_S, Sample, Tick
from curlicue_hands.amount import LEAST_S, MOST_S
from curlicue_hands.recorded import typical_scale, without_rests
from curlicue_hands.windows import deltas
from curlicue_teach.reasons import Code, Reason

Movements: TypeAlias = "tuple[complex, ...]"  # dx + i dy, px per step

MOST_STEPS = round(MOST_S * STEPS_PER_S)
FEWEST_STEPS = 8  # of a stroke that counts
LARGEST_PX = 1e6  # from the origin: further than any screen
LARGEST_S = 1e10  # of a clock that counts from 1970
MOST_STRAIGHT = 0.96  # of their length that strokes get; a drag that means to be straight gets .98, a gentle wave .9
SLOW_SHARE = 0.5  # of a stroke's median speed: a slower end is a touch or a lift
TRIM_SHARE = 0.2  # of a stroke's steps, at either end, at most
CLOSED_BELOW = 0.5  # of the way that a stroke gets by its size: less goes round, more travels
TRAVELLING = 0.84  # times the size of what goes round: at that, what a lifted pen trails off by stays on the sheet
WAY_STEPS = 150  # around a step, whose displacement is its way
LINE_S = 60.0
JOIN_STEPS = 4  # at either side of a joint, that tell its angle
CORNER_RAD = math.radians(60.0)  # a larger angle is a corner, and stays
FADE_STEPS = 6


class Lesson(NamedTuple):
    """Strokes that can be taught, px per step of 1/60 s at the loop's speed."""

    strokes: tuple[Movements, ...]  # with their ends trimmed, 6 steps or more each
    seconds: float  # of drawing, rests left out and ends not yet trimmed
    speed_px: float  # per step, mean
    travel: float  # 0..1: how far strokes get, by their size; the median

    @property
    def closed(self) -> bool:
        """Whether the strokes go round in one place rather than somewhere."""
        return self.travel < CLOSED_BELOW


def read(strokes: Iterable[Sequence[Sample]]) -> Lesson | Reason:
    """What can be taught of raw strokes, px and s; samples that are no numbers, or off any screen, are left out."""
    moving: list[list[tuple[float, float]]] = []
    left = MOST_STEPS
    for stroke in strokes:
        ticks = _ticks(stroke, left)
        left -= len(ticks)
        moves = without_rests(deltas(ticks))
        if len(moves) >= FEWEST_STEPS:
            moving.append(moves)
    seconds = sum(len(moves) for moves in moving) / STEPS_PER_S
    if seconds < LEAST_S:
        return Reason(Code.TOO_SHORT, seconds, LEAST_S)
    drawn = [trim(tuple(complex(*move) for move in moves)) for moves in moving]
    travel = statistics.median(map(_travel, drawn))
    straight = math.fsum(abs(sum(stroke)) for stroke in drawn) / math.fsum(abs(v) for stroke in drawn for v in stroke)
    if straight > MOST_STRAIGHT:
        return Reason(Code.STRAIGHT, straight, MOST_STRAIGHT)
    scale = typical_scale(moving) * (1.0 if travel < CLOSED_BELOW else TRAVELLING)
    speed = scale * math.fsum(math.hypot(*move) for moves in moving for move in moves) / sum(map(len, moving))
    return Lesson(tuple(tuple(scale * v for v in stroke) for stroke in drawn), seconds, speed, travel)


def trim(stroke: Movements) -> Movements:
    """The stroke without its slow ends, a fifth of it at each end at most."""
    slow = SLOW_SHARE * statistics.median(map(abs, stroke))
    most = int(TRIM_SHARE * len(stroke))
    first = next((k for k in range(most) if abs(stroke[k]) >= slow), most)
    last = next((k for k in range(most) if abs(stroke[-1 - k]) >= slow), most)
    return stroke[first : len(stroke) - last]


def facing_ahead(stroke: Movements) -> Movements:
    """Each step turned by minus its way: the displacement over the 150 steps around it, or over the whole stroke."""
    places = list(accumulate(stroke, initial=0j))
    width = min(WAY_STEPS, len(stroke))
    ahead = []
    for k, v in enumerate(stroke):
        first = min(max(k - width // 2, 0), len(stroke) - width)
        ahead.append(v * _unit(places[first + width] - places[first]).conjugate())
    return tuple(ahead)


def spliced(lesson: Lesson, rng: random.Random, seconds: float = LINE_S) -> Movements:
    """One line of so many seconds: the strokes in random order, again and again, without kinks that they have not.

    Strokes that travel go along +x. Where strokes go round, a joint of less than 60 degrees is turned straight; a
    larger one is a corner of the drawing, or as good as one. Each joint is cross-faded.
    """
    strokes = list(lesson.strokes if lesson.closed else map(facing_ahead, lesson.strokes))
    steps = round(seconds * STEPS_PER_S)
    line: list[complex] = []
    while len(line) < steps:
        rng.shuffle(strokes)
        for stroke in strokes:
            if len(line) >= steps:
                break
            _join(line, stroke, lesson.closed)
    return tuple(line[:steps])


def _join(line: list[complex], stroke: Movements, turns: bool) -> None:
    """Lengthen the line by a stroke."""
    if line and turns:
        angle = cmath.phase(sum(stroke[:JOIN_STEPS]) * sum(line[-JOIN_STEPS:]).conjugate())
        if abs(angle) < CORNER_RAD:
            turn = cmath.rect(1.0, -angle)
            stroke = tuple(turn * v for v in stroke)
    if len(line) >= 2 * FADE_STEPS and len(stroke) >= 2 * FADE_STEPS:
        for k in range(FADE_STEPS):
            s = (k + 1) / (FADE_STEPS + 1)
            share = s * s * (3.0 - 2.0 * s)
            at = len(line) - FADE_STEPS + k
            line[at] = (1.0 - share) * line[at] + share * stroke[k]
        stroke = stroke[FADE_STEPS:]
    line.extend(stroke)


def _ticks(stroke: Sequence[Sample], most: int) -> list[Tick]:
    """The stroke at 60 steps a second, as far as ``most`` ticks go."""
    track, ticks = None, list[Tick]()
    for sample in stroke:
        if len(ticks) >= most:
            break
        # Written so that NaN is left out too
        if not (abs(sample.x) <= LARGEST_PX and abs(sample.y) <= LARGEST_PX and abs(sample.t) <= LARGEST_S):
            continue
        track, more = begin(sample) if track is None else push(track, sample)
        ticks.extend(more)
    return ticks[:most]


def _travel(stroke: Movements) -> float:
    """How far the stroke gets, by the diagonal of the box around it."""
    places = list(accumulate(stroke, initial=0j))
    across = max(at.real for at in places) - min(at.real for at in places)
    down = max(at.imag for at in places) - min(at.imag for at in places)
    return abs(places[-1]) / max(math.hypot(across, down), 1e-9)


def _unit(v: complex) -> complex:
    return v / abs(v) if abs(v) > 1e-9 else 1 + 0j
