"""What a figure is: a canvas, and how it paints a moment on it."""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Mapping
from typing import Generic, NamedTuple, Protocol, TypeVar

from curlicue.hand import Hand
from curlicue_view.moment import Moment

LEAST_PX = 40.0  # CSS px of canvas; a narrower one is hidden
FILL_ALPHA = (0.22, 0.30)  # of areas below curves, on light paper and on dark


Painter = TypeVar("Painter")


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


class Figure(Protocol):
    """One picture of what the network does. A new one is a class like this and a row in curlicue_view.figures.

    Most are a ``Painted``, which needs to know no more than how to make its painter and what to ask it for.
    """

    canvas: str  # as the page names it (data-live)

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:
        """Take new sizes or colours: all is to be painted again. Canvases that are hidden have no size here."""

    def paint(self, moment: Moment) -> bool:
        """Bring the canvas up to a moment; true while there is more to paint."""


class Painted(ABC, Generic[Painter]):
    """A figure whose painter gives all marks that are missing at once. For subclasses to fill in."""

    canvas = ""
    of_hand = False  # it shows a hand's weights: another hand has another painter

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._size: Size | None = None
        self._dark = False
        self._painter: Painter | None = None
        self._hand: Hand | None = None  # that the painter was made for

    @abstractmethod
    def make(self, size: Size, hand: Hand, *, dark: bool) -> Painter:
        """Make a painter for an empty canvas."""

    @abstractmethod
    def marks(self, painter: Painter, moment: Moment) -> list[float]:
        """Ask it for what brings the canvas up to a moment."""

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:
        """Take a new size or colours."""
        self._size, self._dark, self._painter = sizes.get(self.canvas), dark, None

    def paint(self, moment: Moment) -> bool:
        """Bring the canvas up to a moment; nothing is left then."""
        if self._size is not None:
            if self._painter is None or (self.of_hand and moment.hand is not self._hand):
                self._painter, self._hand = self.make(self._size, moment.hand, dark=self._dark), moment.hand
            play(self._screen, self.canvas, self.marks(self._painter, moment))
        return False


def play(screen: Screen, canvas: str, marks: list[float]) -> None:
    """Paint marks on a canvas, if there are any."""
    if marks:
        screen.play(canvas, array("f", marks))
