"""A film of a drawing: each frame shows it as far as it was drawn at a moment, in the middle of a picture."""

from typing import NamedTuple

from curlicue_out.kinds import FOOT_SHARE, FRAME, KEPT
from curlicue_out.pace import Pace, pace_of
from curlicue_view.drawn import Drawn, Pieces, points_of, up_to
from curlicue_view.screen import Screen, play

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
    points = [
        point
        for stroke, steps in up_to(drawn.history, drawn.last)
        for point in points_of(stroke.pens, 2, 0, steps) + points_of(stroke.ticks, 3, 0, steps)
    ]
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    foot = FOOT_SHARE * height
    across, down = max(xs) - min(xs) + 2 * ROOM_PX, max(ys) - min(ys) + 2 * ROOM_PX
    ratio = min(width / across, (height - foot) / down, MOST_RATIO)
    left = (min(xs) + max(xs) - width / ratio) / 2
    top = (min(ys) + max(ys) - (height - foot) / ratio) / 2
    return Frame(left, top, width / ratio, height / ratio, ratio)


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
        play(self._screen, KEPT, marks)
        self._screen.stamp(KEPT, FRAME)
        if complete and at < self._drawn.last:
            play(self._screen, FRAME, self._pieces.tail(at))
        self._screen.frame(FRAME, self._ground)

    def end(self) -> None:
        """Give its memory back."""
        for canvas in (FRAME, KEPT):
            self._screen.size(canvas, 0.0, 0.0, 1.0)
