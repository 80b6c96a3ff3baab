"""The recipe from beginning to end, with a teacher that knows the answer, or never learns it."""

from __future__ import annotations

import cmath
import math
from collections.abc import AsyncGenerator, Sequence
from functools import cache

import pytest

from curlicue.loop import LoopConstants, StartState
from curlicue_teach.batches import BATCH, RATE, TRAINING_STEPS, Try, Window
from curlicue_teach.choosing import Wanted
from curlicue_teach.graphs import GraphPens
from curlicue_teach.pens import Drawn, Pen, Pens, at_once
from curlicue_teach.reasons import Code
from curlicue_teach.recipe import Moment, Outcome, one_try, teach
from curlicue_teach.strokes import Lesson
from curlicue_teach.weights import WEIGHTS, in_a_row
from tests.shipped import shipped_card, shipped_hand
from tests.teach.drawings import circles, lesson_of, like
from tests.teach.sessions import native

LOOP = shipped_hand().loop
ROW = in_a_row(shipped_card()["weights"])
DEAD = [0.0] * WEIGHTS


class Given:
    """A teacher whose net is another from a training step on."""

    def __init__(self, after: dict[int, list[float]]) -> None:
        self.after = after
        self.net: list[float] = []
        self.asked: list[tuple[float, list[Window]]] = []
        self.began: list[list[float]] = []

    async def begin(self, weights: Sequence[float], line: Sequence[complex], noise: Sequence[object]) -> None:
        self.net = list(weights)
        self.began.append(self.net)
        self.line, self.noise = line, noise

    async def learn(self, step: int, rate: float, windows: Sequence[Window]) -> float:
        self.asked.append((rate, list(windows)))
        self.net = self.after.get(step, self.net)
        return sum(self.net) * 0.0 + 1.0 / (step + 1)  # NaN, where one of them is

    async def weights(self) -> list[float]:
        return self.net


class Counting(GraphPens):
    """Pens that draw the rests of a minute as if they were well, and count them."""

    def __init__(self) -> None:
        super().__init__(native("pens"), native("teach"))
        self.rests = 0

    async def draw(self, weights: Sequence[float], pens: Sequence[Pen]) -> list[Drawn]:
        if len(pens[0].ticks) < 3000:
            return await super().draw(weights, pens)
        self.rests += 1
        circling = [cmath.rect(20.0, k / 9) for k in range(len(pens[-1].ticks) + 999)]
        return [Drawn([complex(at.x, at.y) + circling[k] for k, at in enumerate(pen.ticks)], []) for pen in pens]


class Instant:
    """Pens for when only the order of things matters."""

    async def hear(self, *_: object) -> list[StartState]:
        return [shipped_hand().start]

    async def free(
        self, _: object, starts: Sequence[tuple[LoopConstants, StartState]], steps: int
    ) -> list[list[StartState]]:
        return [[start] * (steps + 1) for _, start in starts]

    async def draw(self, _: object, pens: Sequence[Pen]) -> list[Drawn]:
        return [Drawn([0j] * (len(pen.ticks) + pen.alone), [0j] * (len(pen.ticks) + pen.alone)) for pen in pens]


@cache
def lesson() -> Lesson:
    return lesson_of(circles(5, radius_px=31.0, hz=0.95))


def tried(
    teacher: Given,
    pens: Pens | None = None,
    strokes: tuple[int, ...] | None = None,
    before: float = 1.0,
    steps: int = 300,
) -> Outcome:
    wanted = Wanted(like(lesson().strokes), lesson().speed_px, before)
    moments: list[Moment] = []

    async def watch(moment: Moment) -> bool:
        moments.append(moment)
        return moment.step < steps

    outcome = at_once(
        one_try(teacher, pens or Counting(), DEAD, lesson(), wanted, LOOP, Try("loops", strokes, 5), watch)
    )
    assert [moment.step for moment in moments] == list(range(1, len(moments) + 1))
    assert [moment.loss for moment in moments] == [1.0 / moment.step for moment in moments]
    if outcome.taken is not None:
        assert moments[-1].nearest is not None
        assert moments[-1].nearest <= outcome.taken.judged.apart
    return outcome


async def go_on(_: Moment) -> bool:
    return True


def test_a_net_that_learned_is_taken() -> None:
    teacher, pens = Given({280: ROW}), Counting()
    outcome = tried(teacher, pens)
    assert outcome.taken is not None
    assert outcome.taken.weights == tuple(ROW)
    assert outcome.taken.judged.reasons == ()
    assert pens.rests == 1
    assert len(outcome.reasons) == 3 * 11  # the floors of the dead nets before
    assert len(teacher.asked) == TRAINING_STEPS
    assert all(len(windows) == BATCH for _, windows in teacher.asked)
    assert max(rate for rate, _ in teacher.asked) == RATE
    assert max(abs(v) for v in teacher.line) == pytest.approx(lesson().speed_px / LOOP.scale_px, rel=0.3)


def test_a_net_that_never_learns_is_not_taken_and_it_is_said_why() -> None:
    outcome = tried(Given({}))
    assert outcome.taken is None
    assert {reason.code for reason in outcome.reasons} == {Code.ASLEEP}


def test_numbers_that_are_none_end_the_try() -> None:
    teacher = Given({40: [math.nan] * WEIGHTS})
    outcome = tried(teacher)
    assert outcome.taken is None
    assert outcome.reasons[-1].code is Code.BROKEN
    assert len(teacher.asked) == 41  # in the very step


def test_what_is_no_nearer_than_before_is_not_taken() -> None:
    outcome = tried(Given({280: ROW}), before=0.02)
    assert outcome.taken is None
    assert Code.NOT_NEARER in {reason.code for reason in outcome.reasons}


def test_a_net_that_strays_while_a_finger_rests_is_not_taken() -> None:
    class Stray(Counting):
        async def draw(self, weights: Sequence[float], pens: Sequence[Pen]) -> list[Drawn]:
            drawn = await super().draw(weights, pens)
            far = 200.0 if len(pens[0].ticks) > 3000 else 0.0
            return [each._replace(places=[place + far for place in each.places]) for each in drawn]

    pens = Stray()
    outcome = tried(Given({210: ROW}), pens)
    assert outcome.taken is None
    assert pens.rests == 6
    assert outcome.reasons[-1].code is Code.FAR_IN_HOLD


def test_the_same_seed_asks_the_same() -> None:
    one, other = Given({}), Given({})
    tried(one, Instant())
    tried(other, Instant())
    assert one.asked == other.asked
    assert one.line == other.line
    assert one.noise == other.noise


def test_a_try_that_is_stopped_is_judged_by_what_it_has() -> None:
    teacher = Given({10: ROW})
    outcome = tried(teacher, steps=30)
    assert len(teacher.asked) == 30
    assert outcome.taken is not None
    assert tried(Given({10: ROW}), steps=10).taken is None  # before the first net is looked at


def test_one_stroke_alone_makes_the_whole_line() -> None:
    teacher = Given({})
    tried(teacher, Instant(), strokes=(2,))
    speeds = {round(abs(v) / LOOP.scale_px, 9) for v in lesson().strokes[2]}
    unfaded = [v for v in teacher.line if round(abs(v), 9) in speeds]
    assert len(unfaded) > 0.85 * len(teacher.line)  # turned, but for the joints as it was drawn


def taught(seconds_a_try: float) -> list[Outcome]:
    apart = {"loops": 0.6, "coil": 0.5}
    clock = iter(seconds_a_try * k for k in range(9))

    async def all_of(outcomes: AsyncGenerator[Outcome]) -> list[Outcome]:
        return [outcome async for outcome in outcomes]

    return at_once(
        all_of(
            teach(
                Given({}),
                Instant(),
                {"loops": ROW, "coil": DEAD},
                apart,
                lesson(),
                Wanted(like(lesson().strokes), lesson().speed_px, 0.6),
                LOOP,
                "loops",
                lambda: next(clock),
                go_on,
            )
        )
    )


def test_tries_go_on_until_time_is_up() -> None:
    assert [outcome.tried.hand for outcome in taught(1.0)] == ["coil", "coil", "loops", "coil"]
    assert len(taught(14.0)) == 3
    assert len(taught(30.0)) == 1


def test_every_try_has_a_seed_of_its_own() -> None:
    assert len({outcome.tried.seed for outcome in taught(1.0)}) == 4
