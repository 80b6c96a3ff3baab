"""What site/worker.js offers to Python: canvases, the page, files, and onnxruntime. For the type checker alone."""

from array import array
from collections.abc import Awaitable, Callable
from typing import Protocol

from curlicue_view.figure import Screen

Run = Callable[..., None]


class Bridge(Screen, Protocol):
    """The worker's outside world. Plain strings, numbers and floats cross it."""

    def post(self, message: str, /) -> object:
        """Send the page a message."""

    def postFrame(self, moving: bool, numbers: "array[float]", hand: str, engine: str, /) -> object:  # noqa: N802
        """Tell the page of a frame (curlicue.messages)."""

    def afterPainting(self, message: str, /) -> object:  # noqa: N802
        """Send the page a message once what was painted in this task is on the screen."""

    def text(self, path: str, /) -> Awaitable[str]:
        """Fetch a file of the site. Raises what JavaScript throws."""

    def hasGraph(self, hand: str, /) -> bool:  # noqa: N802
        """Whether a hand's graph came beside a message."""

    def session(self, hand: str, graph: str, answer: Run, broke: Run, /) -> Awaitable[Run]:
        """Make a session of that graph, else of the file; give what runs it. Raises what JavaScript throws."""
