"""A film of a drawing: each frame shows it as far as it was drawn at a moment, in the middle of a picture."""

from array import array
from typing import NamedTuple

from curlicue_out.kinds import FOOT_SHARE, FRAME, KEPT
from curlicue_out.pace import Pace, pace_of
from curlicue_view.drawn import Drawn, Pieces
from curlicue_view.figure import Screen

ROOM_PX = 40.0  # CSS px around the drawing: its line's width, and air
MOST_RATIO = 4.0  # device px per CSS px of the sheet: a dot need not fill the picture


class Frame(NamedTuple):
    """How a drawing lies in a picture."""

    left: float  # CSS px of the sheet at which the picture begins
    top: float
    width: float  # CSS px
    height: float
    ratio: float  # device px per CSS px


def lay_out(drawn: Drawn, width: int, height: int) -> Frame | None:
    """Lay a drawing in the middle of a picture of ``width`` x ``height`` device px; None where there is nothing."""
    xs, ys = _places(drawn)
    if not xs:
        return None
    foot = FOOT_SHARE * height
    across, down = max(xs) - min(xs) + 2 * ROOM_PX, max(ys) - min(ys) + 2 * ROOM_PX
    ratio = min(width / across, (height - foot) / down, MOST_RATIO)
    left = (min(xs) + max(xs) - width / ratio) / 2
    top = (min(ys) + max(ys) - (height - foot) / ratio) / 2
    return Frame(left, top, width / ratio, height / ratio, ratio)


def _places(drawn: Drawn) -> tuple[list[float], list[float]]:
    """Where pens and fingers were, x and y."""
    xs: list[float] = []
    ys: list[float] = []
    left = drawn.last + 1
    for stroke in drawn.history.strokes:
        steps = min(stroke.steps, left)
        left -= steps
        ticks = stroke.ticks[: 3 * steps]
        xs += [*stroke.pens[0 : 2 * steps : 2], *ticks[0::3]]
        ys += [*stroke.pens[1 : 2 * steps : 2], *ticks[1::3]]
    return xs, ys


class Film:
    """Paints the frames of one film, on a colour (#RRGGBB)."""

    def __init__(self, screen: Screen, drawn: Drawn, frame: Frame, ground: str) -> None:
        self.pace: Pace = pace_of(drawn.last + 1)
        self._screen = screen
        self._drawn = drawn
        self._ground = ground
        self._pieces = Pieces(drawn, frame.left, frame.top, frame.ratio)
        for canvas in (FRAME, KEPT):
            screen.size(canvas, frame.width, frame.height, frame.ratio)

    def paint(self, second: float) -> None:
        """Paint the frame of a second, and give it to the page."""
        at = min(self._drawn.last, self.pace.at(second))
        marks, complete = self._pieces.update(at)
        self._play(KEPT, marks)
        self._screen.stamp(KEPT, FRAME)
        if complete and at < self._drawn.last:
            self._play(FRAME, self._pieces.tail(at))
        self._screen.frame(FRAME, self._ground)

    def end(self) -> None:
        """Give its memory back."""
        for canvas in (FRAME, KEPT):
            self._screen.size(canvas, 0.0, 0.0, 1.0)

    def _play(self, canvas: str, marks: list[float]) -> None:
        if marks:
            self._screen.play(canvas, array("f", marks))
