"""Strokes drawn aside: whole ones, in slices between frames, so that nothing waits for them. They come out at once.

Two need this. What is left of a drawing that the reader has interrupted is drawn while the reader's own stroke goes on.
And strokes that come back with their lines alone, from another visit or from the page's first seconds, are drawn again
for what the network remembered meanwhile.
"""

from asyncio import Task, create_task
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from curlicue.engine import BEGIN, FREE, TICK, USE, Engine, Use
from curlicue.hand import Hand
from curlicue.replay import draw_again, entries_of
from curlicue.run import HANDS_OWN
from curlicue.stroke import Stroke, Tick
from curlicue_aside.batch import LEAST_PENS, MOST_PENS, Batch, take_plain_step

if TYPE_CHECKING:
    from curlicue.engine import Entry

SLICE_S = 0.006  # of plain steps between two looks at what else there is to do
STRAY_PX = 0.01  # a line drawn again may differ by so much; more, and it was not this hand that drew it


class Job(NamedTuple):
    """One stroke to be drawn."""

    engine: Engine  # with nothing but this stroke in its queue
    done: Callable[[Stroke], None]  # told what was drawn
    urgent: bool  # the reader waits for it


class Aside:
    """All that is to be drawn aside. ``went_on`` is called after each slice."""

    def __init__(self, batch: Batch, went_on: Callable[[], None]) -> None:
        self._batch = batch
        self._went_on = went_on
        self._jobs: list[Job] = []
        self._running: Task[None] | None = None  # a run of the graph

    @property
    def urgent(self) -> bool:
        """Whether the reader waits for some of it."""
        return any(job.urgent for job in self._jobs)

    @property
    def strokes(self) -> int:
        """How many are still to be drawn."""
        return len(self._jobs)

    def add(
        self, hands: dict[str, Hand], entries: "list[Entry]", done: Callable[[Stroke], None], *, urgent: bool
    ) -> None:
        """Draw one stroke, told as an engine's queue (curlicue.replay); what is urgent comes before what is not."""
        hand = next(iter(hands.values()))
        engine = Engine(hand, HANDS_OWN, 0, keeps_log=True)
        engine.hands = hands
        draw_again(engine, entries)
        waiting = [job.urgent for job in self._jobs].count(True) if urgent else len(self._jobs)
        self._jobs.insert(waiting, Job(engine, done, urgent))

    def go_on(self, *, idle: bool) -> bool:
        """Draw a slice, while nobody draws all of it, else what is urgent; false where there is nothing to do now."""
        if self._running is not None or not self._jobs or not (idle or self._jobs[0].urgent):
            return False
        together = self._together()
        if len(together) >= LEAST_PENS:
            self._running = create_task(self._run(together))
            return True
        until = perf_counter() + SLICE_S
        while self._jobs and perf_counter() < until:
            if not take_plain_step(self._jobs[0].engine):
                self._finish(self._jobs[0])
        self._went_on()
        return True

    def _together(self) -> list[Job]:
        """Jobs like the first one that the graph can do, each with its first step taken."""
        first = self._jobs[0]
        if not self._batch.ready or len(self._jobs) < LEAST_PENS:
            return []
        begun = [
            job
            for job in self._jobs[:MOST_PENS]
            if job.urgent == first.urgent and (job.engine.stroke is not None or take_plain_step(job.engine))
        ]
        hand = first.engine.drawn_by
        return [job for job in begun if job.engine.drawn_by is hand and self._batch.covers(job.engine)]

    async def _run(self, together: list[Job]) -> None:
        try:
            await self._batch.run([job.engine for job in together])
        except Exception as error:  # noqa: BLE001  # JavaScript may throw anything
            print("Curlicue: the graph that draws again will not do:", error)
            self._batch.give_up()
        for job in together:
            if not job.engine.queue:
                self._finish(job)
        self._running = None
        self._went_on()

    def _finish(self, job: Job) -> None:
        self._jobs.remove(job)
        drawn = job.engine.entries[-1] if job.engine.entries else None
        if drawn is not None:
            job.done(drawn)


def pieces(entries: "Iterable[Entry]") -> "list[list[Entry]]":
    """A queue cut before each of its strokes; the first piece is of one that is begun already, and may be empty."""
    cut: list[list[Entry]] = [[]]
    before: list[Entry] = []  # a USE, of which it is not known yet whether it is a stroke's first
    for entry in entries:
        if entry[0] == USE:
            cut[-1].extend(before)
            before = [entry]
            continue
        if entry[0] == BEGIN:
            cut.append([])
        cut[-1] += [*before, entry]
        before = []
    cut[-1].extend(before)
    return cut


def beginning(piece: "list[Entry]", number: int) -> Stroke:
    """A stroke as it stands until it is drawn: a dot where it begins."""
    (_, use, _), (_, tick, _) = piece[:2]
    if not isinstance(use, Use) or not isinstance(tick, Tick):
        raise TypeError(f"found {piece[:2]} at the beginning of a stroke, expected how it is drawn and its first tick")
    dot = Stroke(number, use.hand)
    dot.ticks.extend(tick)
    dot.pens.extend(tick[:2])
    dot.group = use.group
    dot.halted = True
    return dot


def so_far(engine: Engine) -> "list[Entry]":
    """The queue that draws what an engine is drawing again, as far as it has come, the step under way included."""
    use = engine.again
    if use is None or engine.stroke is None:
        return []
    entries: list[Entry] = [
        (kind, thing._replace(sheet=use.sheet) if isinstance(thing, Use) else thing, count)
        for kind, thing, count in entries_of([engine.stroke], use.group)
    ]
    if engine.pending is not None:
        tick = engine.pending[0]
        entries.append((FREE, None, 0) if tick is None else (TICK, tick, 0))
    return entries


def exchange(engine: Engine, old: Stroke, new: Stroke) -> bool:
    """Put a stroke in another one's place, wherever that is by now; false where it is gone."""
    for entries in (engine.entries, engine.undone):
        for place, entry in enumerate(entries):
            if entry is old:
                entries[place] = new
                if engine.stroke is old:
                    engine.stroke = new
                return True
    return False


def remembered(old: Stroke, drawn: Stroke) -> Stroke | None:
    """A stroke as it came back, with the rows of the same one drawn again; None where the two are not the same line."""
    if len(old.pens) != len(drawn.pens) or drawn.log_from != 0:
        return None
    if any(abs(a - b) > STRAY_PX for a, b in zip(old.pens, drawn.pens, strict=True)):
        return None
    new = Stroke(old.number, old.hand)
    vars(new).update(vars(old))
    new.log_from, new.log = 0, drawn.log
    return new
