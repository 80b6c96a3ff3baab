"""The line to one worker: what it is told, what it says, and that it has fallen silent."""

from typing import TYPE_CHECKING, Any, Callable

import js

from curlicue.messages import OPEN, RECORD, RECORDING, Ears, encode
from curlicue_page.browser import call
from curlicue_page.dom import download
from curlicue_page.wanted import DRAWS
from curlicue_page.wire import Wire
from curlicue_words import figure_words

if TYPE_CHECKING:
    from curlicue.payloads import Kind, Opening, P

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

    def give_up(self) -> None:
        """Let it go: it owes something, and has fallen silent."""
        if self.link is not None:
            self.link.lose(figure_words.SILENT)


class Link(Wire):
    """The line to a worker that draws."""

    def __init__(self, ears: Ears, pictures: "dict[str, Callable[[Any], None]]") -> None:
        super().__init__(ears)
        self.frame: Any = None  # the newest: [whether a pen moves, numbers, hand, engine], see curlicue.messages
        self.moving = False  # its pen has more to draw
        self._pictures = pictures  # who takes one, by its canvas; of the others the reader gets a file
        self._unanswered = 0  # frames of ours since its last one
        self._patience = SILENT_FRAMES

    def open(self, opening: "Opening", canvases: "dict[str, js.HTMLCanvasElement]") -> None:
        """Start the worker and give it canvases, by name."""
        if not self.start(DRAWS):
            return
        message = js.Object.new()
        message.text = encode(OPEN, opening)
        message.canvases = js.Object.new()
        given = js.Array.new()
        for name, canvas in canvases.items():
            offscreen = call(canvas, "transferControlToOffscreen")
            if offscreen is None:
                self.lose(figure_words.NO_WORKERS)
                return
            js.Reflect.set(message.canvases, name, offscreen)
            given.push(offscreen)
        self.post(message, given)

    def record(self) -> None:
        """Ask for a recording, which may take a while to write."""
        self._patience = BUSY_FRAMES
        self.tell(RECORD, None)

    @property
    def waiting(self) -> bool:
        """Whether a frame is not answered yet."""
        return self._unanswered > 0

    def wait(self) -> None:
        """Take note that it owes one more frame; a worker that owes too many is lost."""
        self._unanswered += 1
        if self._unanswered > self._patience:
            self.lose(figure_words.SILENT)

    def hear(self, data: Any) -> None:
        """Take a frame, a picture or a message."""
        if js.Array.isArray(data):  # a frame, sixty a second: its numbers stay in JavaScript
            self._unanswered = 0
            self.moving = bool(data[0])
            self.frame = data
            if self.moving:
                js.curlicue.wake()  # frames may have stopped while this was on its way
        elif not isinstance(data, str):
            self._pictures.get(str(data.name), download)(data.picture)
        else:
            if data.startswith(RECORDING):
                self._patience = SILENT_FRAMES
            super().hear(data)
