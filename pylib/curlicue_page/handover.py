"""The worker: waking it, and giving it the drawing without a kink.

Four messages: the page sends all strokes so far while the starter draws on; the worker paints them on canvases of its
own and says so; the page stops the starter and sends what came since, with the pen's whole state; the worker draws on
from there, and once that is on the screen the starter's canvases hide.
"""

from typing import Any, Callable

import js

from curlicue.engine import Engine
from curlicue.messages import (
    AWAKE,
    CHECKPOINT,
    CONTINUE,
    FAILED,
    NO_EPOCH,
    OFFERED,
    OPEN,
    PAINTED,
    PICTURE,
    RECORD,
    RECORDING,
    REPAINT,
    REPLAYED,
    SAMPLES,
    SLOWER,
    STAGE,
    TEXTS,
    TOO_FAST,
    decode,
    encode,
    encode_samples,
)
from curlicue.plain import engine_to_plain, strokes_to_plain
from curlicue_page.browser import call, make, read
from curlicue_page.lost import Lost
from curlicue_page.pieces import Pieces

_ASLEEP, _WAKING, _SHOWING, _REPAINTING, _CONTINUING, _TAKEN, _FAILED = range(7)
SLICE_STEPS = 300  # of a drawing in one message: to write them takes MicroPython some 15 ms
# Frames without an answer, and nobody is there any more. Frames and not seconds: a page that was hidden or asleep has
# neither sent nor waited.
SILENT_FRAMES = 600
BUSY_FRAMES = 7200  # the same while a recording is written, of a long drawing
NO_WORKERS = "no workers here"  # why a page draws alone for good


class Handover:
    """Everything the page knows of one worker. ``hear`` is told what concerns others: (kind, payload)."""

    def __init__(self, engine: Engine, hear: "Callable[[str, Any], None]") -> None:
        self.frame: Any = None  # the worker's newest message about a frame: [pen moves, snapshot as JSON]
        self.moving = False  # its pen has more to draw
        self._engine = engine
        self._hear = hear
        self._state = _ASLEEP
        self._sent: dict[int, int] = {}  # steps of each stroke that the worker has
        self._name = ""
        self._unanswered = 0  # frames of ours since the worker's last one
        self._patience = SILENT_FRAMES
        self._worker: Any = None
        self._pieces = Pieces()  # of its drawing
        self._journal: list[str] = []  # all it was told since the last piece that a replay needs
        self._journal_from = 0  # messages before those, since it draws

    @property
    def drawing(self) -> bool:
        """True once samples belong to the worker, and the starter must not draw on."""
        return self._state == _CONTINUING or self._state == _TAKEN

    @property
    def waking(self) -> bool:
        """True from its start until it draws."""
        return self._state in (_WAKING, _SHOWING, _REPAINTING)

    def wake(self, opening: "dict[str, Any]", canvases: "dict[str, Any]") -> None:
        """Start the worker and give it canvases, by name. Once; a second call does nothing."""
        if self._state != _ASLEEP:
            return
        self._state = _WAKING
        worker = make("Worker", "./worker.js", js.JSON.parse('{"type": "module"}'))
        if worker is None:
            self.fail(NO_WORKERS)
            return
        worker.onmessage = self._heard
        worker.onerror = self._broke
        self._worker = worker
        message = js.JSON.parse('{"canvases": {}}')
        message.text = encode(OPEN, opening)
        given = js.Array.new()
        for name, canvas in canvases.items():
            offscreen = call(canvas, "transferControlToOffscreen")
            if offscreen is None:
                self.fail(NO_WORKERS)
                return
            js.Reflect.set(message.canvases, name, offscreen)
            given.push(offscreen)
        worker.postMessage(message, given)

    def send(self, kind: str, payload: "Any" = None) -> None:
        """Tell the worker, if there is one."""
        if self._worker is not None and self._state != _FAILED:
            if kind == RECORD:
                self._patience = BUSY_FRAMES
            self._tell(kind, encode(kind, payload))

    def _tell(self, kind: str, text: str) -> None:
        if self.drawing and kind in REPLAYED:
            self._journal.append(text)
        self._worker.postMessage(text)

    def show(self) -> bool:
        """Send the worker another slice of what the starter has drawn, one a frame. True while there is more."""
        if self._state != _SHOWING:
            return False
        strokes, whole = strokes_to_plain(self._engine, self._sent, SLICE_STEPS)
        if whole:
            self._state = _REPAINTING
        self.send(REPAINT, [strokes, whole])
        return not whole

    def samples(self, now: float, samples: str, surface: str) -> bool:
        """Send one animation frame's samples on a surface, as first.js wrote them. True while there is more to come."""
        if samples or self.moving:
            self._tell(SAMPLES, encode_samples(now, samples, surface))
        elif not self._unanswered:
            return False
        self._unanswered += 1
        if self._unanswered > self._patience:
            self.fail("a worker that fell silent")
        return True

    def left(self) -> Lost:
        """What a lost worker leaves, for whoever goes on."""
        return Lost(self._engine, self._pieces, self._journal)

    def _heard(self, event: Any) -> None:
        data = event.data
        if js.Array.isArray(data):  # a frame, sixty a second: its text stays in JavaScript
            self._unanswered = 0
            self.moving = bool(data[0])
            self.frame = data
            if self.moving:
                js.curlicue.wake()  # frames may have stopped while this was on its way
            return
        if not isinstance(data, str):
            self._hear(PICTURE, data)
            return
        if data.startswith(RECORDING):
            self._patience = SILENT_FRAMES
            self._hear(RECORDING, data[len(RECORDING) + 1 :])  # JSON as it is: megabytes, not to be parsed here
            return
        if data.startswith(CHECKPOINT):
            self._keep(data)
            return
        kind, payload = decode(data)
        if kind == AWAKE:
            self._name = payload
            self._state = _SHOWING
            js.curlicue.wake()
        elif kind == PAINTED and self._state == _REPAINTING:
            strokes, _ = strokes_to_plain(self._engine, self._sent)
            self.send(CONTINUE, [strokes, engine_to_plain(self._engine)])
            self._state = _CONTINUING
            self.moving = True
            self._hear(CONTINUE, None)
        elif kind == PAINTED and self._state == _CONTINUING:
            self._state = _TAKEN
            self._hear(PAINTED, self._name)
        elif kind == FAILED:
            self.fail(payload)
        elif kind in {NO_EPOCH, OFFERED, SLOWER, STAGE, TEXTS, TOO_FAST}:
            self._hear(kind, payload)

    def _keep(self, message: str) -> None:
        """Keep a piece of the worker's drawing, and let go of the messages that are in it."""
        _, heard, piece = message.split(" ", 2)
        self._pieces.push(piece)
        done = int(heard) - self._journal_from
        self._journal = self._journal[done:]
        self._journal_from += done

    def _broke(self, event: Any) -> None:
        event.preventDefault()
        self.fail(read(event, "message") or "the worker's script")

    def fail(self, what: "Any") -> None:
        """Give the worker up, and say why."""
        if self._state == _FAILED:
            return
        self._state = _FAILED
        if self._worker is not None:
            self._worker.terminate()
        self._hear(FAILED, what)
