"""The line to one worker: what it is told, what it says, and that it has fallen silent."""

from typing import TYPE_CHECKING, Any, Callable

import js

from curlicue.messages import FAILED, OPEN, RECORD, RECORDING, Ears, decode, encode
from curlicue_page import figure_words
from curlicue_page.browser import call, make, read

if TYPE_CHECKING:
    from curlicue.payloads import Kind, Opening, P

ENTRY = "curlicue_worker.main"  # the module that the worker's Python starts with
# Frames without an answer, and nobody is there any more. Frames and not seconds: a page that was hidden or asleep has
# neither sent nor waited.
SILENT_FRAMES = 600
BUSY_FRAMES = 7200  # the same while a recording is written, of a long drawing


class ToWorker:
    """Where figures and lessons tell the worker of the moment what is to be seen, if there is one."""

    def __init__(self) -> None:
        self.link: Link | None = None

    def tell(self, kind: "Kind[P]", payload: "P") -> None:
        """Tell it something."""
        if self.link is not None:
            self.link.tell(kind, payload)


class Link:
    """A worker, from its start until it is lost. ``ears`` hear what it says, FAILED when it is lost, once."""

    def __init__(self, ears: Ears, saved: "Callable[[Any], None]", graphs: "dict[str, object]") -> None:
        self.frame: Any = None  # the newest: [whether a pen moves, numbers, hand, engine], see curlicue.messages
        self.moving = False  # its pen has more to draw
        self._ears = ears
        self._saved = saved  # is given pictures
        self._graphs = graphs  # of hands that lie nowhere on the site, by name
        self._worker: Any = None
        self._lost = False
        self._unanswered = 0  # frames of ours since its last one
        self._patience = SILENT_FRAMES

    def open(self, opening: "Opening", canvases: "dict[str, js.HTMLCanvasElement]") -> None:
        """Start the worker and give it canvases, by name."""
        worker = make("Worker", "./worker.js", js.JSON.parse('{"type": "module", "name": "' + ENTRY + '"}'))
        if worker is None:
            self.lose(figure_words.NO_WORKERS)
            return
        worker.onmessage = self._heard
        worker.onerror = self._broke
        self._worker = worker
        message = self._with_graphs(encode(OPEN, opening), [card["name"] for card in opening["cards"]])
        message.canvases = js.Object.new()
        given = js.Array.new()
        for name, canvas in canvases.items():
            offscreen = call(canvas, "transferControlToOffscreen")
            if offscreen is None:
                self.lose(figure_words.NO_WORKERS)
                return
            js.Reflect.set(message.canvases, name, offscreen)
            given.push(offscreen)
        worker.postMessage(message, given)

    def tell(self, kind: "Kind[P]", payload: "P") -> None:
        """Tell the worker something, if it is there."""
        if kind == RECORD:
            self._patience = BUSY_FRAMES
        self.post(encode(kind, payload))

    def post(self, message: str, hand: "str | None" = None) -> None:
        """Tell it what is a message already, and of which hand it tells: its graph may have to go with it."""
        if self._worker is not None and not self._lost:
            self._worker.postMessage(message if hand not in self._graphs else self._with_graphs(message, [hand]))

    def _with_graphs(self, text: str, hands: "list[str]") -> Any:
        """A message, and the graphs of those hands that lie nowhere on the site."""
        message = js.JSON.parse('{"graphs": {}}')
        message.text = text
        for name in hands:
            if name in self._graphs:
                js.Reflect.set(message.graphs, name, self._graphs[name])
        return message

    @property
    def waiting(self) -> bool:
        """Whether a frame is not answered yet."""
        return self._unanswered > 0

    def wait(self) -> None:
        """Take note that it owes one more frame; a worker that owes too many is lost."""
        self._unanswered += 1
        if self._unanswered > self._patience:
            self.lose(figure_words.SILENT)

    def _heard(self, event: "js.MessageEvent") -> None:
        data = event.data
        if js.Array.isArray(data):  # a frame, sixty a second: its numbers stay in JavaScript
            self._unanswered = 0
            self.moving = bool(data[0])
            self.frame = data
            if self.moving:
                js.curlicue.wake()  # frames may have stopped while this was on its way
        elif not isinstance(data, str):
            self._saved(data)
        else:
            kind, payload = decode(data)
            if kind == RECORDING:
                self._patience = SILENT_FRAMES
            if kind == FAILED:
                self.lose(payload)
            else:
                self._ears.hear(kind, payload)

    def _broke(self, event: "js.Event") -> None:
        event.preventDefault()
        self.lose(read(event, "message") or figure_words.BROKEN)

    def lose(self, why: str) -> None:
        """Give the worker up."""
        if self._lost:
            return
        self._lost = True
        if self._worker is not None:
            self._worker.terminate()
        self._ears.hear(FAILED, why)
