"""What a figure is: a canvas, and how it paints a moment on it."""

from collections.abc import Callable, Mapping
from typing import Generic, NamedTuple, Protocol, TypeVar

from curlicue.hand import Hand
from curlicue_view.moment import Moment
from curlicue_view.saved import ToSave
from curlicue_view.screen import Screen, Size, play

FILL_ALPHA = (0.22, 0.30)  # of areas below curves, on light paper and on dark

Painter = TypeVar("Painter")


class Turn(NamedTuple):
    """In which frames something is done while a pen moves: not all of it in the same ones."""

    every: int  # frames
    phase: int = 0  # which of them

    def has(self, frame: int) -> bool:
        """Whether a frame is one of them."""
        return frame % self.every == self.phase


class Figure(Protocol):
    """One picture of what the network does, a row in curlicue_view.figures.

    Most are a ``Painted``, which needs to know no more than how to make its painter and what to ask it for.
    """

    canvas: str  # as the page names it (data-live)

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:
        """Take new sizes or colours: all is to be painted again. Canvases that are hidden have no size here."""

    def paint(self, moment: Moment) -> bool:
        """Bring the canvas up to a moment; true while there is more to paint."""

    def to_save(self, moment: Moment) -> ToSave | None:
        """What is to be laid out when it is saved; None where there is nothing."""


class Painted(Generic[Painter]):
    """A figure whose painter gives all marks that are missing at once.

    ``make`` makes one for an empty canvas, from its size, a hand and the alpha of areas below curves; ``marks`` asks it
    for what brings the canvas up to a moment. ``of_hand``: it shows a hand's weights, so another hand has another one.
    """

    def __init__(
        self,
        screen: Screen,
        canvas: str,
        make: Callable[[Size, Hand, float], Painter],
        marks: Callable[[Painter, Moment], list[float]],
        *,
        of_hand: bool = False,
    ) -> None:
        self.canvas = canvas
        self._screen = screen
        self._make = make
        self._marks = marks
        self._of_hand = of_hand
        self._size: Size | None = None
        self._dark = False
        self._painter: Painter | None = None
        self._hand: Hand | None = None  # that the painter was made for

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:
        """Take a new size or colours."""
        self._size, self._dark, self._painter = sizes.get(self.canvas), dark, None

    def paint(self, moment: Moment) -> bool:
        """Bring the canvas up to a moment; nothing is left then."""
        if self._size is not None:
            if self._painter is None or (self._of_hand and moment.hand is not self._hand):
                self._hand = moment.hand
                self._painter = self._make(self._size, moment.hand, FILL_ALPHA[self._dark])
            play(self._screen, self.canvas, self._marks(self._painter, moment))
        return False

    def to_save(self, _moment: Moment) -> None:
        """Nothing: no figure of this kind is saved."""
