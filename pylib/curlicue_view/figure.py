"""What a figure is: a canvas, and how it paints a moment on it."""

from array import array
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from curlicue_view.moment import Moment

LEAST_PX = 40.0  # CSS px of canvas; a narrower one is hidden
FILL_ALPHA = (0.22, 0.30)  # of areas below curves, on light paper and on dark


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
        """Give the page a canvas as a PNG, on a colour #RRGGBB."""


class Figure(Protocol):
    """One picture of what the network does. An eighth is a class like this and a row in curlicue_view.figures."""

    canvas: str  # as the page names it (data-live)

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:
        """Take new sizes or colours: all is to be painted again. Canvases that are hidden have no size here."""

    def paint(self, moment: Moment) -> bool:
        """Bring the canvas up to a moment; true while there is more to paint."""


def play(screen: Screen, canvas: str, marks: list[float]) -> None:
    """Paint marks on a canvas, if there are any."""
    if marks:
        screen.play(canvas, array("f", marks))
