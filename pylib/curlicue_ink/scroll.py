"""A figure that moves left as one draws: its canvas is moved, and only the newest stretch is painted.

It moves by whole device pixels, and what is painted is clipped to whole device pixels too; the place of a step is
counted from step 0 on, so that what is moved and what is painted afresh meet exactly.
"""

from math import ceil, floor
from typing import NamedTuple

from curlicue_ink.marks import CLIP, LINE, SHIFT, WIPE, add

STRIDE = 2  # every other step is a point of a curve: no hand makes ten waves a second
MOST_LIVE_STEPS = 40  # more new steps than that are not worth moving the rest for
SPILL_PX = 1.0  # CSS px around what marks the moment that its soft edge may reach


class Scroll(NamedTuple):
    """Where steps lie on a canvas, in CSS px; left, length and end are whole device pixels."""

    ratio: float  # device pixels per CSS px
    left: float  # x where it begins
    length: float  # from there to the moment that is shown
    end: float  # x where the canvas ends
    height: float
    step_px: float  # from one step to the next

    def pixels(self, at: int) -> int:
        """Device pixels from step 0 to a step."""
        return round(at * self.step_px * self.ratio)

    def x(self, step: int, at: int) -> float:
        """Where a step lies while ``at`` is the moment that is shown."""
        return self.left + self.length + step * self.step_px - self.pixels(at) / self.ratio

    def first_step(self, cut: float, at: int, width_px: float) -> int:
        """The step at which a line of a width has to begin, so that its round end does not show right of ``cut``."""
        first = max(0, at - ceil((self.x(at, at) - cut + width_px) / self.step_px))
        return first - first % STRIDE

    def move_on(self, marks: list[float], before: int, now: int, radius_px: float) -> float:
        """Append what moves all left from a moment to a later one. Gives x from which on it is to be painted.

        ``radius_px`` is the half width of what marked the moment before: it goes.
        """
        moved = self.pixels(now) - self.pixels(before)
        if moved:
            add(marks, SHIFT, LINE, 1.0, 0.0, [self.left, 0.0, self.end - self.left, self.height, moved])
        old = self.x(before, now) - radius_px - SPILL_PX
        return max(self.left, self.left + floor((old - self.left) * self.ratio) / self.ratio)

    def open(self, marks: list[float], cut: float) -> None:
        """Append what clears all from x = ``cut`` on, and lets nothing be painted elsewhere until ``close``."""
        room = [cut, 0.0, self.end - cut, self.height]
        add(marks, WIPE, LINE, 1.0, 0.0, room)
        add(marks, CLIP, LINE, 1.0, 0.0, room)

    def close(self, marks: list[float]) -> None:
        """Append what ends ``open``."""
        add(marks, CLIP, LINE, 1.0, 0.0, [])
