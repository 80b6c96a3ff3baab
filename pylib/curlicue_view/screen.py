"""The canvases as those who paint see them, and their sizes."""

from array import array
from typing import NamedTuple, Protocol


class Size(NamedTuple):
    """Size of a canvas."""

    width: float  # CSS px
    height: float
    ratio: float  # device px per CSS px


NOWHERE = Size(0.0, 0.0, 1.0)


class Screen(Protocol):
    """The canvases, by name, as site/worker.js offers them; one whose name is new is made off the page."""

    def size(self, name: str, width: float, height: float, ratio: float, /) -> object:
        """Make a canvas so large, and empty it."""

    def play(self, name: str, marks: "array[float]", /) -> object:
        """Paint marks (curlicue_ink.marks) on a canvas."""

    def stamp(self, name: str, on: str, /) -> object:
        """Put one canvas's pixels in the place of another's."""

    def colours(self, *palette: str) -> object:
        """Paint with these colours from now on."""

    def picture(self, name: str, background: str, /) -> object:
        """Give the page a canvas as a PNG, on a colour: #RRGGBB, or transparent."""

    def frame(self, name: str, background: str, /) -> object:
        """Give the page a canvas as a frame of a film, on a colour #RRGGBB."""


def play(screen: Screen, canvas: str, marks: list[float]) -> None:
    """Paint marks on a canvas, if there are any."""
    if marks:
        screen.play(canvas, array("f", marks))
