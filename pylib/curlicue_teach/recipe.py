"""The recipe from beginning to end: tries, each of 300 training steps, the nets along the way judged, one kept or none.

What trains and what draws is handed in, and so is the clock; nothing here waits for anything else.
"""

from __future__ import annotations

import math
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from curlicue.loop import LoopConstants
from curlicue_teach.bars import hold_bars, short_bars
from curlicue_teach.batches import (
    SNAPSHOT_STEPS,
    TRAINING_STEPS,
    Try,
    Window,
    draw_noise,
    draw_windows,
    rate,
    tries,
    tries_another,
)
from curlicue_teach.choosing import Judged, Wanted, judge_starts
from curlicue_teach.pens import Pens
from curlicue_teach.reasons import Reason
from curlicue_teach.start import find_starts, loops
from curlicue_teach.strokes import Lesson, Movements, spliced
from curlicue_teach.weights import rounded

BEST = 6  # of the nets that pass, are held to the bars, until one holds them


class Teacher(Protocol):
    """Trains one net."""

    async def begin(
        self, weights: Sequence[float], line: Sequence[complex], noise: Sequence[tuple[float, float]]
    ) -> None:
        """Start from a net, Adam's means at 0; ``line`` is in the net's units (4 px per step)."""

    async def learn(self, step: int, rate: float, windows: Sequence[Window]) -> float:
        """Take training step 0, 1, .., and give its loss, before the step."""

    async def weights(self) -> list[float]:
        """Give the net as it is now."""


class Taken(NamedTuple):
    """A net that holds all its bars."""

    weights: tuple[float, ...]  # rounded as in the card
    judged: Judged
    line: Movements  # that it learned, px per step
    seed: int


class Outcome(NamedTuple):
    """What came of a try."""

    tried: Try
    taken: Taken | None
    reasons: tuple[Reason, ...]  # why the others were not, the first reason of each


class Candidate(NamedTuple):
    """A net along the way with one of its starts."""

    weights: tuple[float, ...]
    judged: Judged


class Moment(NamedTuple):
    """How far a try is."""

    tried: Try
    step: int  # training steps done
    loss: float  # of the newest, before it
    nearest: float | None  # u of the nearest net so far that passes, its bars aside; None without any


Watch: TypeAlias = "Callable[[Moment], Awaitable[bool]]"  # gives False to train no further


async def teach(
    teacher: Teacher,
    pens: Pens,
    hands: Mapping[str, Sequence[float]],
    apart: Mapping[str, float],
    lesson: Lesson,
    wanted: Wanted,
    landed: LoopConstants,
    usual: str,
    clock: Callable[[], float],
    watch: Watch,
    first_seed: int = 0,
) -> AsyncGenerator[Outcome]:
    """One outcome after the other, until one is good enough or time is up; the caller keeps the best, and may stop.

    ``hands`` and ``apart`` are weights and u of the shipped hands, ``landed`` the loop of one, ``usual`` the hand every
    page starts with, ``clock`` gives s, ``watch`` is asked after each training step, ``first_seed`` is the first try's,
    and the others' count on from it.
    """
    began = last = clock()
    best: float | None = None
    for tried in tries(apart, lesson.strokes, wanted.target, usual, first_seed):
        outcome = await one_try(teacher, pens, hands[tried.hand], lesson, wanted, landed, tried, watch)
        yield outcome
        if outcome.taken is not None:
            best = min(outcome.taken.judged.apart, best if best is not None else outcome.taken.judged.apart)
        now = clock()
        if not tries_another(best, now - began, now - last):
            return
        last = now


async def one_try(
    teacher: Teacher,
    pens: Pens,
    weights: Sequence[float],
    lesson: Lesson,
    wanted: Wanted,
    landed: LoopConstants,
    tried: Try,
    watch: Watch,
) -> Outcome:
    """Teach one net and judge what it was along the way."""
    rng = random.Random(tried.seed)
    learned = lesson
    if tried.strokes is not None:
        learned = lesson._replace(strokes=tuple(lesson.strokes[index] for index in tried.strokes))
    line = spliced(learned, rng)
    floors = loops(landed, lesson.speed_px)
    await teacher.begin(weights, [v / landed.scale_px for v in line], draw_noise(rng))
    candidates, reasons = list[Candidate](), list[Reason]()
    for step in range(TRAINING_STEPS):
        loss = await teacher.learn(step, rate(step), draw_windows(rng, len(line), lesson.closed))
        if (step + 1) % SNAPSHOT_STEPS == 0 or not math.isfinite(loss):
            net = rounded(await teacher.weights())
            if isinstance(net, Reason):
                return Outcome(tried, None, (*reasons, net))
            starts = await find_starts(pens, net, floors, line, wanted.target)
            candidates += [Candidate(tuple(net), judged) for judged in await judge_starts(pens, net, starts, wanted)]
        if not await watch(Moment(tried, step + 1, loss, nearest(candidates))):
            break
    reasons += [each.judged.reasons[0] for each in candidates if each.judged.reasons]
    passed = sorted((each for each in candidates if not each.judged.reasons), key=lambda each: each.judged.apart)
    for each in passed[:BEST]:
        broken = await holds(pens, each)
        if broken is None:
            return Outcome(tried, Taken(each.weights, each.judged, line, tried.seed), tuple(reasons))
        reasons.append(broken)
    return Outcome(tried, None, tuple(reasons))


def nearest(candidates: Sequence[Candidate]) -> float | None:
    """The least u of those that pass; None without any."""
    return min((each.judged.apart for each in candidates if not each.judged.reasons), default=None)


async def holds(pens: Pens, candidate: Candidate) -> Reason | None:
    """The first bar that a net does not hold; the long rests, which take longest, only where it holds the others."""
    broken = await short_bars(pens, candidate.weights, candidate.judged.start)
    broken = broken or await hold_bars(pens, candidate.weights, candidate.judged.start)
    return broken[0] if broken else None
