"""A drawing as it was at another moment: painted once, and then only what is new while time goes on."""

from array import array
from typing import Any

from curlicue_study.history import History
from curlicue_view.ink import Ink

Moment = tuple[History, int]  # a drawing, and the step at which it is looked at
Size = tuple[float, float, float]  # CSS px, CSS px, device px per CSS px
NOWHERE: Size = (0.0, 0.0, 1.0)


class Past:
    """Shows moments on the canvas of a surface's nib, over the paled ink.

    The whole chunks are kept on a canvas off the page, which has its size only while it is needed; each frame they are
    stamped on the nib's canvas, and the tail is inked over them.
    """

    def __init__(self, name: str, bridge: Any) -> None:
        self._kept = f"{name}-past"
        self._nib = f"{name}-nib"
        self._bridge = bridge
        self._size = NOWHERE

    def paint(self, moment: Moment, size: Size, ink: Ink) -> bool:
        """Show a moment with an ink of its own; false when that needs another task."""
        if not (size[0] and size[1]):
            return True  # it is not to be seen, and a canvas without pixels cannot be stamped
        if size != self._size:
            self._resize(size)
            ink.blank()
        marks, complete = ink.update(*moment)
        if marks:
            self._bridge.play(self._kept, array("f", marks))
        self._bridge.stamp(self._kept, self._nib)
        tail = ink.tail(*moment) if complete else []
        if tail:
            self._bridge.play(self._nib, array("f", tail))
        return complete

    def end(self) -> None:
        """The surface is live again: its memory is given back."""
        if self._size != NOWHERE:
            self._resize(NOWHERE)

    def _resize(self, size: Size) -> None:
        self._bridge.size(self._kept, *size)
        self._size = size
