"""What of the sheet is drawn aside: the rest of a drawing that was interrupted, and strokes without their memories."""

from asyncio import Task, create_task
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from curlicue.engine import Engine
from curlicue.hand import Hand
from curlicue.packed import ROW_NUMBERS
from curlicue.replay import entries_of, entry_from_plain
from curlicue.stroke import Stroke
from curlicue_aside.aside import Aside, beginning, exchange, pieces, remembered, so_far
from curlicue_aside.batch import LEAST_PENS, Batch

if TYPE_CHECKING:
    from curlicue.engine import Entry
    from curlicue.payloads import Again, Card
    from curlicue_teach.tensors import Session


class Remaining:
    """All that is drawn aside for one engine.

    ``open_graph`` opens the graph that steps many strokes at once, or raises whatever it likes; ``went_on`` is told
    after a slice whether there is something to see.
    """

    def __init__(
        self, open_graph: "Callable[[], Awaitable[Session]]", engine: Engine, went_on: Callable[[bool], None]
    ) -> None:
        self._open_graph = open_graph
        self._engine = engine
        self._went_on = went_on
        self._batch = Batch()
        self._aside = Aside(self._batch, self._told)
        self._opening: Task[None] | None = None  # of the graph
        self._asked: set[int] = set()  # numbers of strokes that were drawn again for their memories, or are to be
        self._found: list[tuple[Stroke, Stroke]] = []  # a stroke, and the same with its memories
        self._changed = False  # since a slice was told of

    @property
    def urgent(self) -> bool:
        """Whether the reader waits for some of it."""
        return self._aside.urgent

    @property
    def waits(self) -> bool:
        """Whether anything is to be drawn."""
        return self._aside.strokes > 0

    def know(self, hand: Hand, card: "Card") -> None:
        """Be ready for strokes of a hand."""
        self._batch.know(hand, card)

    def go_on(self, *, idle: bool) -> None:
        """Draw a slice (curlicue_aside.aside)."""
        if self._aside.strokes >= LEAST_PENS and self._opening is None:
            self._opening = create_task(self._open())
        self._aside.go_on(idle=idle)

    async def _open(self) -> None:
        try:
            self._batch.take(await self._open_graph())
        except Exception as error:  # noqa: BLE001  # JavaScript may throw anything
            print("Curlicue: strokes are drawn again one by one:", error)

    def _told(self) -> None:
        changed, self._changed = self._changed, False
        self._went_on(changed)

    # What is left of a drawing

    def draw(self, again: "Again") -> None:
        """Draw what is left of a drawing that nobody waits to see grow: its strokes stand as dots until it is there."""
        engine = self._engine
        if engine.track is not None:  # nothing happens under a finger
            return
        entries = engine.queue + [entry_from_plain(entry) for entry in again["entries"]]
        first, *strokes = pieces(entries)
        under_way = engine.stroke
        if engine.again is None or under_way is None or under_way.done:  # it is the reader's own: that goes on
            engine.queue = first
            engine.retire()
        else:
            begun = so_far(engine)
            engine.halt()
            self._draw(under_way, begun + first)
        for piece in strokes:
            engine.numbered += 1
            dot = beginning(piece, engine.numbered)
            engine.entries.append(dot)
            self._draw(dot, piece)
        engine.undone = [] if strokes else engine.undone

    def _draw(self, place: Stroke, entries: "list[Entry]") -> None:
        self._aside.add(self._engine.hands, entries, partial(self._drawn, place), urgent=True)

    def _drawn(self, place: Stroke, stroke: Stroke) -> None:
        stroke.number = place.number
        if exchange(self._engine, place, stroke):
            self._engine.steps += stroke.steps - place.steps
            self._changed = True

    # What was remembered

    def remember(self, most_steps: int) -> None:
        """See to it that of so many of the newest steps every number is kept."""
        engine = self._engine
        left = most_steps - sum(len(stroke.log) // ROW_NUMBERS for stroke in engine.visible())
        for stroke in reversed(engine.visible()):
            if (
                stroke.log_from == 0
                or stroke.number in self._asked
                or not stroke.done
                or stroke.hand not in engine.hands
            ):
                continue
            left -= stroke.steps
            if left < 0:
                break
            self._asked.add(stroke.number)
            done = partial(self._remembered, stroke)
            self._aside.add(engine.hands, entries_of([stroke]), done, urgent=False)

    def _remembered(self, stroke: Stroke, drawn: Stroke) -> None:
        found = remembered(stroke, drawn)
        if found is not None:
            self._found.append((stroke, found))
        if self._aside.strokes == 0:  # all at once: each makes the figures begin anew
            for old, new in self._found:
                self._changed = exchange(self._engine, old, new) or self._changed
            self._found = []
