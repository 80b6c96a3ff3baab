"""A hand of a person's own strokes, by the recipe of the page (curlicue_teach.recipe), with torch as its teacher.

The page gives up after 25 s. Here the recipe's clock stands still: all tries are made until one is good enough, and
the same strokes give the same hand on a slow machine too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf

import torch

from curlicue_hands.places import FIRST_HAND, MODELS
from curlicue_teach.batches import tries
from curlicue_teach.choosing import Wanted, hand_like
from curlicue_teach.graphs import GraphPens
from curlicue_teach.likeness import distance
from curlicue_teach.pens import Pens, at_once
from curlicue_teach.reasons import Reason
from curlicue_teach.recipe import Moment, Outcome, Taken, Teacher, teach
from curlicue_teach.start import Start
from curlicue_teach.strokes import Movements, read, spliced
from curlicue_teach.weights import in_a_row
from trainer.config import REPOSITORY, SCRATCH, ConfigError, TrainConfig
from trainer.hands import HANDS, LOOP, HandRecord
from trainer.native import Native
from trainer.net import Net
from trainer.own_strokes import Own
from trainer.pens_graph import pens_graph
from trainer.shipped import read_hand
from trainer.teach_graph import teach_graph
from trainer.teacher import TorchTeacher, row_of

MIXED_STROKES = 20  # generated ones of some 6 s, more than a line of a minute takes


@dataclass(frozen=True)
class Plan:
    """What the tries start from, and what comes of them is held against."""

    hands: dict[str, list[float]]  # weights of those that a try may start from
    apart: dict[str, float]  # u of each of them to the strokes
    usual: str  # the one of them that is tried besides the nearest
    nearest: str  # of the built-in hands
    nearest_apart: float
    wanted: Wanted
    beside: str | None  # the hand whose generated strokes are mixed in

    def most_tries(self, own: Own) -> int:
        """How many there are if none is good enough."""
        return len(tries(self.apart, own.lesson.strokes, own.target, self.usual))


def native_pens() -> Pens:
    """Many pens at once, as the page has them."""
    return GraphPens(Native(pens_graph()), Native(teach_graph()))


def make_plan(own: Own, config: TrainConfig, pens: Pens) -> Plan:
    """What is to be tried; ConfigError for an unknown hand, CardError where one is not in site/models."""
    if config.origin not in (None, SCRATCH, *HANDS):
        raise ConfigError(f"--from: found {config.origin}, expected {SCRATCH} or one of {', '.join(HANDS)}")
    hands, apart = {}, {}
    for name in HANDS:
        folder = REPOSITORY / "site" / MODELS / name
        if not folder.is_dir() and name not in (FIRST_HAND, config.origin):
            continue  # somebody's own generator that was not trained yet
        shipped = read_hand(folder)
        hands[name] = in_a_row(shipped.card["weights"])
        like = at_once(hand_like(pens, hands[name], Start(shipped.hand.loop, shipped.hand.start)))
        apart[name] = inf if isinstance(like, Reason) else distance(like, own.target)
    nearest = min(apart, key=lambda name: apart[name])
    plan = Plan(
        hands=hands,
        apart=apart,
        usual=FIRST_HAND,
        nearest=nearest,
        nearest_apart=apart[nearest],
        wanted=Wanted(own.target, own.lesson.speed_px, apart[FIRST_HAND]),
        beside=(config.origin if config.origin in HANDS else nearest) if config.mix else None,
    )
    return plan if config.origin is None else _only(plan, config.origin, config.seed or 0)


def teach_own(
    own: Own,
    plan: Plan,
    config: TrainConfig,
    pens: Pens,
    teacher: Teacher,
    said: Callable[[int], None],
    came: Callable[[Outcome], None],
) -> list[Outcome]:
    """What came of each try; ``said`` is told each of its training steps, ``came`` its outcome."""

    async def watch(moment: Moment) -> bool:
        said(moment.step)
        return True

    async def all_of_them() -> list[Outcome]:
        outcomes = []
        teaching = teach(
            teacher,
            pens,
            plan.hands,
            plan.apart,
            own.lesson,
            plan.wanted,
            LOOP,
            plan.usual,
            lambda: 0.0,
            watch,
            config.seed or 0,
        )
        async for outcome in teaching:
            came(outcome)
            outcomes.append(outcome)
        return outcomes

    return at_once(all_of_them())


def best_of(outcomes: Sequence[Outcome]) -> Taken | None:
    """The nearest net that holds all its bars, if any does."""
    taken = [outcome.taken for outcome in outcomes if outcome.taken is not None]
    return min(taken, key=lambda each: each.judged.apart, default=None)


def torch_teacher(plan: Plan, config: TrainConfig) -> TorchTeacher:
    """The teacher, and what it mixes in."""
    if plan.beside is None:
        return TorchTeacher()
    return TorchTeacher([v / LOOP.scale_px for v in generated_line(HANDS[plan.beside])], config.mix)


def generated_line(record: HandRecord) -> Movements:
    """A minute of a built-in hand's strokes, made ready as a person's are; px per step."""
    strokes = record.generator.strokes(MIXED_STROKES, f"{record.name} mixed")
    lesson = read(stroke.samples for stroke in strokes)
    if isinstance(lesson, Reason):
        raise ValueError(f"{record.name} generates strokes that cannot be taught: {lesson}")
    return spliced(lesson, random.Random(record.name))


def _only(plan: Plan, origin: str, seed: int) -> Plan:
    """The same plan, but that every try starts from one hand, or from a fresh net."""
    if origin != SCRATCH:
        return replace(plan, hands={origin: plan.hands[origin]}, apart={origin: plan.apart[origin]}, usual=origin)
    torch.manual_seed(seed)
    return replace(plan, hands={origin: row_of(Net())}, apart={origin: inf}, usual=origin)
