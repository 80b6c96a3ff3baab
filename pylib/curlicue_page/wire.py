"""A worker from its start until it is lost, whatever it does: messages there, and messages back."""

from typing import TYPE_CHECKING, Any

import js

from curlicue.messages import FAILED, Ears, decode, encode
from curlicue_page.browser import read
from curlicue_words import figure_words

if TYPE_CHECKING:
    from curlicue.payloads import Kind, P


class Wire:
    """The line to a worker. ``ears`` hear what it says, FAILED when it is lost, once."""

    def __init__(self, ears: Ears) -> None:
        self._ears = ears
        self._worker: Any = None
        self._lost = False

    def start(self, entry: str) -> bool:
        """Start a worker whose Python begins with the module ``entry``; false, and lost, where there are none."""
        self._worker = js.curlicue.worker(entry, self._message, self._broke)
        if self._worker is None:
            self.lose(figure_words.NO_WORKERS)
            return False
        return True

    def tell(self, kind: "Kind[P]", payload: "P") -> None:
        """Tell the worker something, if it is there."""
        self.post(encode(kind, payload))

    def post(self, message: Any, given: Any = None) -> None:
        """Tell it what is a message already; ``given`` are things that it gets for good."""
        if self._worker is not None and not self._lost:
            if given is None:
                self._worker.postMessage(message)
            else:
                self._worker.postMessage(message, given)

    def _message(self, event: "js.MessageEvent") -> None:
        self.hear(event.data)

    def hear(self, data: Any) -> None:
        """Take what the worker has posted."""
        kind, payload = decode(data)
        if kind == FAILED:
            self.lose(payload)
        else:
            self._ears.hear(kind, payload)

    def _broke(self, event: "js.Event") -> None:
        event.preventDefault()
        self.lose(read(event, "message") or figure_words.BROKEN)

    def lose(self, why: str) -> None:
        """Give the worker up."""
        if not self._lost:
            self.end()
            self._ears.hear(FAILED, why)

    def end(self) -> None:
        """Let the worker go, which has done its work."""
        self._lost = True
        if self._worker is not None:
            self._worker.terminate()
