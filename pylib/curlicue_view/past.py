"""A drawing as it was at another moment: painted once, and then only what is new while time goes on."""

from curlicue.messages import canvas_of
from curlicue_study.history import History
from curlicue_view.ink import Ink
from curlicue_view.screen import NOWHERE, Screen, Size, play

Past = tuple[History, int]  # a drawing, and the step at which it is looked at


class PastLayer:
    """Shows other moments on the canvas of a surface's nib, over the paled ink.

    The whole chunks are kept on a canvas off the page, which has its size only while it is needed; each frame they are
    stamped on the nib's canvas, and the tail is inked over them.
    """

    def __init__(self, name: str, screen: Screen) -> None:
        self._kept = canvas_of(name, "past")
        self._nib = canvas_of(name, "nib")
        self._screen = screen
        self._size: Size = NOWHERE

    def paint(self, past: Past, size: Size, ink: Ink) -> bool:
        """Show one with an ink of its own; false when that needs another task."""
        if not (size[0] and size[1]):
            return True  # it is not to be seen, and a canvas without pixels cannot be stamped
        if size != self._size:
            self._resize(size)
            ink.blank()
        marks, complete = ink.update(*past)
        play(self._screen, self._kept, marks)
        self._screen.stamp(self._kept, self._nib)
        play(self._screen, self._nib, ink.tail(*past) if complete else [])
        return complete

    def end(self) -> None:
        """Give its memory back: the surface is live again."""
        if self._size != NOWHERE:
            self._resize(NOWHERE)

    def _resize(self, size: Size) -> None:
        self._screen.size(self._kept, *size)
        self._size = size
