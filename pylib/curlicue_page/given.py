"""A finger that is none of the pointer's: its samples go the same way as a pointer's, through site/first.js."""

import js

from curlicue.actions import DOWN, MOVE, UP
from curlicue.resample import REST_S

LONGEST_FRAME_S = REST_S  # a longer one was a page asleep: the finger did not move meanwhile


class GivenFinger:
    """Gives a surface samples, one a frame. A real touch of the surface takes it away first."""

    def __init__(self, name: str, canvas: "js.HTMLCanvasElement") -> None:
        self.name = name
        self.canvas = canvas
        self.is_down = False
        self._place = (0.0, 0.0)
        canvas.parentElement.addEventListener("pointerdown", self.lift, True)  # before the touch itself is heard

    def size(self) -> "tuple[float, float]":
        """Width and height of its surface, CSS px."""
        return float(self.canvas.clientWidth), float(self.canvas.clientHeight)

    def touch(self, x: float, y: float) -> None:
        """Be at a place (CSS px) just now: come down there, or move there."""
        kind = MOVE if self.is_down else DOWN
        self.is_down = True
        self._place = (x, y)
        js.curlicue.give(self.name, kind, x, y)

    def lift(self, *_event: object) -> None:
        """Leave the surface, where it was last."""
        if self.is_down:
            self.is_down = False
            js.curlicue.give(self.name, UP, self._place[0], self._place[1])
