"""A reader's hand being taught, as it is shown: what was read, the nets along the way, what came of it.

Whoever shows it is told each moment, and now and then gets a line: the same slow drag, drawn by the net of that moment.
Nothing here knows how it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from curlicue.hand import Hand
from curlicue.loop import LoopConstants
from curlicue.stroke import Sample, Tick
from curlicue_teach.batches import TRAINING_STEPS, Try
from curlicue_teach.choosing import Wanted, courses, hand_like
from curlicue_teach.likeness import LEAST_MEMORY, Likeness, distance, likeness
from curlicue_teach.pens import Pen, Pens
from curlicue_teach.reasons import Code, Reason, most_frequent
from curlicue_teach.recipe import Moment, Outcome, Taken, Teacher, teach
from curlicue_teach.start import Start, loops, pieces
from curlicue_teach.strokes import Lesson, read
from curlicue_teach.weights import rounded

SHOWING_SHARE = 0.2  # of the time: a slow machine shows fewer lines, and learns as much


class Shipped(NamedTuple):
    """A hand of the site, which a taught one may begin as."""

    weights: tuple[float, ...]
    start: Start
    like: Likeness


class Task(NamedTuple):
    """What is to be taught."""

    lesson: Lesson
    target: Likeness

    @property
    def warning(self) -> Reason | None:
        """That the strokes are all different: they are taught all the same."""
        memory = self.target.memory
        return Reason(Code.UNLIKE, memory, LEAST_MEMORY) if memory < LEAST_MEMORY else None


class Shown(Protocol):
    """Whoever shows it."""

    def line(self, places: Sequence[complex]) -> None:
        """Show the slow drag as the net of this moment draws it, CSS px."""

    async def go_on(self, moment: Moment) -> bool:
        """Show how far it is, and wait while it is to wait; false to train no further."""


class Taught(NamedTuple):
    """A net that is taken, and what it took."""

    taken: Taken
    tried: Try
    tries: int
    losses: tuple[float, ...]  # of its training, mean squares in the net's units


def read_task(strokes: Iterable[Sequence[Sample]]) -> Task | Reason:
    """What can be taught of raw strokes, px and s; else why nothing can."""
    lesson = read(strokes)
    target = lesson if isinstance(lesson, Reason) else likeness(lesson.strokes)
    if isinstance(lesson, Reason) or isinstance(target, Reason):
        return lesson if isinstance(lesson, Reason) else target  # type: ignore[return-value]
    return Task(lesson, target)


async def shipped(pens: Pens, hand: Hand, weights: Sequence[float]) -> Shipped | None:
    """A hand with what it is like; None for one that draws nothing that swings."""
    start = Start(hand.loop, hand.start)
    like = await hand_like(pens, weights, start)
    return None if isinstance(like, Reason) else Shipped(tuple(weights), start, like)


def slow_drag() -> tuple[Tick, ...]:
    """The drag that is drawn again and again: the first of those that are chosen by."""
    return courses()[0]


class Teaching:
    """One go: several tries, each shown, the best kept."""

    def __init__(
        self,
        teacher: Teacher,
        pens: Pens,
        hands: Mapping[str, Shipped],
        usual: str,
        task: Task,
        shown: Shown,
        clock: Callable[[], float],
    ) -> None:
        self._teacher = teacher
        self._pens = pens
        self._hands = hands
        self._usual = usual
        self._task = task
        self._shown = shown
        self._clock = clock
        self._stopped = False
        self._began_s = self._showing_s = 0.0
        self._losses: list[float] = []
        self._loop = loops(self.landed, task.lesson.speed_px)[-1]  # as the net of the moment is shown
        self._piece = [v / self._loop.scale_px for v in pieces(_long(task.lesson.strokes))[0]]

    @property
    def landed(self) -> LoopConstants:
        """The loop that every taught hand's is made from."""
        return self._hands[self._usual].start.loop

    @property
    def apart(self) -> dict[str, float]:
        """u of each shipped hand to the strokes."""
        return {name: distance(hand.like, self._task.target) for name, hand in self._hands.items()}

    async def run(self, first_seed: int = 0) -> Taught | Reason:
        """Teach until a net is good enough, time is up, or it was stopped; the best, or why there is none."""
        self._began_s, self._showing_s = self._clock(), 0.0
        best: Taught | None = None
        reasons: list[Reason] = []
        weights = {name: hand.weights for name, hand in self._hands.items()}
        apart = self.apart
        wanted = Wanted(self._task.target, self._task.lesson.speed_px, apart[self._usual])
        going = teach(
            self._teacher, self._pens, weights, apart, self._task.lesson, wanted, self.landed,
            self._usual, self._clock, self._watch, first_seed,
        )  # fmt: skip
        count = 0
        async for outcome in going:
            count += 1
            best = better(best, outcome, count, self._losses)
            reasons += outcome.reasons
            self._losses = []
            if self._stopped:
                break
        await going.aclose()
        if best is not None:
            return best._replace(tries=count)
        return most_frequent(reasons) if reasons else Reason(Code.STOPPED, 0.0, TRAINING_STEPS)

    async def _watch(self, moment: Moment) -> bool:
        """Show a moment of the training."""
        self._losses.append(moment.loss)
        now = self._clock()
        if self._showing_s <= SHOWING_SHARE * (now - self._began_s):
            net = rounded(await self._teacher.weights())
            if not isinstance(net, Reason):
                (heard,) = await self._pens.hear(net, self._loop, [self._piece])
                self._shown.line(await draw_drag(self._pens, net, Start(self._loop, heard)))
            self._showing_s += self._clock() - now
        self._stopped = not await self._shown.go_on(moment)
        return not self._stopped


def better(best: Taught | None, outcome: Outcome, tries: int, losses: Sequence[float]) -> Taught | None:
    """The nearer of the best so far and what came of another try."""
    taken = outcome.taken
    if taken is None or (best is not None and best.taken.judged.apart <= taken.judged.apart):
        return best
    return Taught(taken, outcome.tried, tries, tuple(losses))


async def draw_drag(pens: Pens, weights: Sequence[float], start: Start) -> list[complex]:
    """Where a net's pen goes after the slow drag, CSS px."""
    (drawn,) = await pens.draw(weights, [Pen(start.loop, start.state, slow_drag())])
    return drawn.places


def _long(strokes: Sequence[Sequence[complex]]) -> list[complex]:
    """One stroke after the other, as it was drawn."""
    return [v for stroke in strokes for v in stroke]
