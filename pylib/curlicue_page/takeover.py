"""The takeover: a worker gets the drawing without a kink, and draws on until it is lost.

Four messages: the page sends all strokes so far while the starter draws on; the worker paints them on canvases of its
own and says so; the page stops the starter and sends what came since, with the pen's whole state; the worker draws on
from there, and once that is on the screen the starter's canvases hide.
"""

from json import dumps
from typing import TYPE_CHECKING, Callable

import js

from curlicue.actions import HAND, KNOW, SHEET
from curlicue.messages import (
    AWAKE,
    CHECKPOINT,
    CONTINUE,
    FAILED,
    PAINTED,
    PICTURE,
    REPAINT,
    WRITE,
    Ears,
    canvas_of,
    encode,
    encode_samples,
)
from curlicue.plain import engine_to_plain, strokes_to_plain
from curlicue.snapshot import snapshot
from curlicue_page.link import Link
from curlicue_page.lost import Lost
from curlicue_page.pieces import Pieces
from curlicue_page.starter import Starter

if TYPE_CHECKING:
    from curlicue.payloads import Handed, Kind, P, Slice, Wanted, Written
    from curlicue_page.roles import Drawer, Told

# Its states, in their order
WAKING = 0  # the worker is on its way
SHOWING = 1  # it gets what the starter has drawn, a slice a frame, and paints it
CONTINUING = 2  # it draws; what it draws is not on the screen yet
TAKEN = 3
LOST = 4
SLICE_STEPS = 300  # of the starter's drawing, told in one message: to write them takes MicroPython some 15 ms


class Waking:
    """The starter while a worker wakes beside it. A curlicue_page.roles.Drawer."""

    by_worker = False

    def __init__(self, starter: Starter, link: Link) -> None:
        self._starter = starter
        self._link = link
        self._sent: dict[int, int] = {}  # steps of each stroke that the worker has
        self._showing = False
        self.hear, self.catch_up = starter.hear, starter.catch_up  # the rest of a drawer is the starter's own
        self.snapshot, self.record, self.save = starter.snapshot, starter.record, starter.save
        self.write = starter.write

    def show(self) -> None:
        """Begin to show the worker what there is."""
        self._showing = True
        js.curlicue.wake()

    def frame(self, now: float, samples: str, surface: str) -> bool:
        """Draw a frame, and show the worker another slice. True while there is more to come."""
        more = self._starter.frame(now, samples, surface)
        if self._showing and self._starter.whole:
            strokes, whole = strokes_to_plain(self._starter.engine, self._sent, SLICE_STEPS)
            self._showing = not whole
            piece: Slice = {"strokes": strokes, "whole": whole}
            self._link.tell(REPAINT, piece)
        return more or self._showing

    def do(self, kind: "Kind[P]", payload: "P") -> None:
        """Do what the reader wants; a new hand the worker will need too."""
        self._starter.do(kind, payload)
        if kind in (HAND, KNOW):
            self._link.tell(kind, payload)

    def hand_over(self) -> None:
        """Give the worker what it has not got yet, and the pen."""
        engine = self._starter.engine
        strokes, _ = strokes_to_plain(engine, self._sent)
        handed: Handed = {"strokes": strokes, "engine": engine_to_plain(engine)}
        self._link.tell(CONTINUE, handed)
        self._link.moving = True  # until it says that it is not


class Working:
    """The worker, drawing. A curlicue_page.roles.Drawer that keeps what a starter needs if the worker is lost."""

    by_worker = True

    def __init__(self, starter: Starter, link: Link, told: "Told") -> None:
        self._starter = starter
        self._link = link
        self._told = told
        self._pieces = Pieces()  # of its drawing
        self._journal: list[str] = []  # actions since the last piece
        self._journal_from = 0  # actions before those, since it draws

    def frame(self, now: float, samples: str, surface: str) -> bool:
        """Pass on a frame's samples. True while there is more to come."""
        if samples or self._link.moving:
            self.hear(now, samples, surface)
        elif not self._link.waiting:
            return False
        self._link.wait()
        return True

    def hear(self, now: float, samples: str, surface: str) -> None:
        """Pass samples on."""
        self._act(encode_samples(now, samples, surface))

    def catch_up(self) -> None:
        """Leave it to the worker, which draws all that it hears."""
        self._told.caught_up()

    def do(self, kind: "Kind[P]", payload: "P") -> None:
        """Pass on what the reader wants."""
        self._act(encode(kind, payload))
        if kind in (HAND, KNOW):
            self._starter.know(payload)  # type: ignore[arg-type]  # they carry a card

    def _act(self, message: str) -> None:
        self._journal.append(message)
        self._link.post(message)

    def keep(self, checkpoint: str) -> None:
        """Keep a piece of the drawing, and let go of the actions that are in it."""
        heard, piece = checkpoint.split(" ", 1)
        self._pieces.push(piece)
        done = int(heard) - self._journal_from
        self._journal = self._journal[done:]
        self._journal_from += done

    def left(self) -> Lost:
        """What it leaves when it is lost, for whoever goes on."""
        return Lost(self._starter.engine, self._pieces, self._journal)

    def snapshot(self) -> str:
        """What the worker's newest frame said."""
        if self._link.frame is None:
            return self._starter.snapshot()
        frame = self._link.frame
        return dumps(snapshot(tuple(frame[1]), str(frame[2]), str(frame[3])))

    def record(self) -> None:
        """Ask for a recording."""
        self._link.record()

    def write(self, with_lines: bool, _take: "Callable[[Written], None]") -> None:
        """Ask for the drawing as a document."""
        self._link.tell(WRITE, with_lines)

    def save(self, background: str) -> None:
        """Ask for a picture of the sheet."""
        wanted: Wanted = {"canvas": canvas_of(SHEET, "ink"), "background": background}
        self._link.tell(PICTURE, wanted)


class Takeover:
    """One worker's way to the drawing: which state it is in, and who draws in it.

    ``draw_by`` is told who draws from now on; ``began``, ``taken`` and ``lost`` are called when that is so.
    """

    def __init__(
        self,
        starter: Starter,
        link: Link,
        told: "Told",
        draw_by: "Callable[[Drawer], None]",
        began: "Callable[[], None]",
        taken: "Callable[[str], None]",
        lost: "Callable[[str], None]",
    ) -> None:
        self.state = WAKING
        self._starter = starter
        self._link = link
        self._waking = Waking(starter, link)
        self._working = Working(starter, link, told)
        self._draw_by = draw_by
        self._began = began
        self._taken = taken
        self._lost = lost
        self._engine = ""  # what steps the worker's network
        draw_by(self._waking)

    def listen(self, ears: Ears) -> None:
        """Hear what the worker says of it."""
        ears.on(AWAKE, self._awake)
        ears.on(PAINTED, self._painted)
        ears.on(CHECKPOINT, self._working.keep)
        ears.on(FAILED, self._failed)

    @property
    def waking(self) -> bool:
        """Whether the worker does not draw yet."""
        return self.state < CONTINUING

    def give_up(self, why: str) -> None:
        """Lose the worker."""
        self._link.lose(why)

    def _awake(self, engine: str) -> None:
        self._engine = engine
        self.state = SHOWING
        self._waking.show()

    def _painted(self, _nothing: None) -> None:
        if self.state == SHOWING:
            self._waking.hand_over()
            self.state = CONTINUING
            self._draw_by(self._working)
            self._began()
        elif self.state == CONTINUING:
            self.state = TAKEN
            self._taken(self._engine)

    def _failed(self, why: str) -> None:
        self.state = LOST
        self._starter.go_on(self._working.left())
        self._draw_by(self._starter)
        self._lost(why)
