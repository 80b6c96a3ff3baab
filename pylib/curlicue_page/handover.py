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
    CONTINUE,
    FAILED,
    OPEN,
    PAINTED,
    PICTURE,
    RECORDING,
    REPAINT,
    SLOWER,
    STAGE,
    TEXTS,
    TOO_FAST,
    decode,
    encode,
    encode_samples,
)
from curlicue.plain import engine_to_plain, strokes_to_plain

_ASLEEP, _WAKING, _SHOWING, _REPAINTING, _CONTINUING, _TAKEN, _FAILED = range(7)
SLICE_STEPS = 300  # of a drawing in one message: to write them takes MicroPython some 15 ms
MOST_UNANSWERED = 600  # frames without an answer: ten seconds, and nobody is there any more


class Handover:
    """Everything the page knows of its worker. ``hear`` is told what concerns others: (kind, payload)."""

    def __init__(self, engine: Engine, hear: "Callable[[str, Any], None]") -> None:
        self.frame: Any = None  # the worker's newest message about a frame: [pen moves, snapshot as JSON]
        self.moving = False  # its pen has more to draw
        self._engine = engine
        self._hear = hear
        self._state = _ASLEEP
        self._sent: dict[int, int] = {}  # steps of each stroke that the worker has
        self._name = ""
        self._unanswered = 0  # frames of ours since the worker's last one
        self._worker: Any = None
        self._journal: Any = js.Array.new()  # all it was told since it draws; in JavaScript, out of our collector's way

    @property
    def drawing(self) -> bool:
        """True once samples belong to the worker, and the starter must not draw on."""
        return self._state == _CONTINUING or self._state == _TAKEN

    def wake(self, opening: "dict[str, Any]", canvases: "dict[str, Any]") -> None:
        """Start the worker and give it canvases, by name. Once; a second call does nothing."""
        if self._state != _ASLEEP:
            return
        self._state = _WAKING
        worker = js.window.Worker.new("./worker.js", js.JSON.parse('{"type": "module"}'))
        worker.onmessage = self._heard
        worker.onerror = self._broke
        self._worker = worker
        message = js.JSON.parse('{"canvases": {}}')
        message.text = encode(OPEN, opening)
        given = js.Array.new()
        for name, canvas in canvases.items():
            offscreen = canvas.transferControlToOffscreen()
            js.Reflect.set(message.canvases, name, offscreen)
            given.push(offscreen)
        worker.postMessage(message, given)

    def send(self, kind: str, payload: "Any" = None) -> None:
        """Tell the worker, if there is one."""
        if self._worker is not None and self._state != _FAILED:
            self._tell(encode(kind, payload))

    def _tell(self, text: str) -> None:
        if self.drawing:
            self._journal.push(text)
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
        """One animation frame's samples on a surface, as first.js wrote them. True while there is more to come."""
        if samples or self.moving:
            self._tell(encode_samples(now, samples, surface))
        elif not self._unanswered:
            return False
        self._unanswered += 1
        if self._unanswered > MOST_UNANSWERED:
            self._fail("a worker that fell silent")
        return True

    def journal(self) -> "list[str]":
        """All that a worker was told since it drew, for whoever has to draw it again."""
        return [self._journal[k] for k in range(self._journal.length)]

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
            self._hear(RECORDING, data[len(RECORDING) + 1 :])  # JSON as it is: megabytes, not to be parsed here
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
            self._fail(payload)
        elif kind in {SLOWER, STAGE, TEXTS, TOO_FAST}:
            self._hear(kind, payload)

    def _broke(self, event: Any) -> None:
        event.preventDefault()
        self._fail(js.Reflect.get(event, "message") or "the worker's script")

    def _fail(self, what: "Any") -> None:
        if self._state == _FAILED:
            return
        self._state = _FAILED
        self._worker.terminate()
        self._hear(FAILED, what)
