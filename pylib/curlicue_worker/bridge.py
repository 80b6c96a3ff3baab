"""What site/worker.js offers to Python: canvases, the page, files, and onnxruntime. For the type checker alone."""

from array import array
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from curlicue_view.screen import Screen

Run = Callable[..., None]


class Bytes(Protocol):
    """Bytes of JavaScript's."""

    def to_bytes(self) -> bytes:
        """A copy of Python's."""


class Outside(Protocol):
    """The outside world of any worker. Plain strings, numbers and floats cross it."""

    def post(self, message: str, /) -> object:
        """Send the page a message."""

    def text(self, path: str, /) -> Awaitable[str]:
        """Fetch a file of the site. Raises what JavaScript throws."""

    def bytes(self, path: str, /) -> Awaitable[Bytes]:
        """Fetch a file of the site that is no text. Raises what JavaScript throws."""

    def library(self) -> Bytes:
        """Python's whole standard library as a zip, at once: an import cannot wait. Raises what JavaScript throws."""

    def graph(self, path: str, /) -> Awaitable[Any]:
        """Make a session of any graph, and give what runs it: (feeds, wanted) -> a promise of the wanted outputs."""


class Bridge(Screen, Outside, Protocol):
    """That of the worker that draws."""

    def postFrame(self, moving: bool, numbers: "array[float]", hand: str, engine: str, /) -> object:  # noqa: N802
        """Tell the page of a frame (curlicue.messages)."""

    def afterPainting(self, message: str, /) -> object:  # noqa: N802
        """Send the page a message once what was painted in this task is on the screen."""

    def keepRests(self) -> object:  # noqa: N802
        """Have what its modules of WebAssembly execute only now and then fetched, now that nobody waits."""

    def session(self, graph: object, answer: Run, broke: Run, /) -> Awaitable[Run]:
        """Make a session of a graph, its place or its bytes; give what runs it. Raises what JavaScript throws."""
