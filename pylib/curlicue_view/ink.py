"""Two inks for a surface: the line as a rope, and its memories as ribbons along it."""

from typing import Protocol

from curlicue.lstm import CELLS
from curlicue.stroke import Stroke
from curlicue_ink import rope
from curlicue_ink.placing import Placing
from curlicue_ink.ribbons import Fixed, Lines, Look, RibbonPaper, paint_finger, paint_nib
from curlicue_study.history import History

ROPE_CHUNKS = 2000  # painted in one task at most: two minutes of ink
RIBBON_CHUNKS = 30  # the same of ribbons: two seconds of them
RIBBON_RADIUS_PX = 28.0  # CSS px, of the curls that ribbons on the sheet are made for: seen around one of 12 to 15 px
RIBBON_LINES = Lines(2.6, 1.9, 0.55, 1.8)  # on the sheet
EVERY_CELL = Look(tuple(range(CELLS)))


class Ink(Protocol):
    """Knows what is on a canvas, and gives the marks that are missing."""

    def blank(self) -> None:
        """Forget what is painted: all is to be painted again."""

    def update(self, history: History, at: int) -> tuple[list[float], bool]:
        """Marks that bring the canvas up to step ``at`` of a drawing, and whether that is all of them."""

    def tail(self, history: History, at: int) -> list[float]:
        """Marks of what is newer than those, up to the pen, for a canvas that is painted anew each time."""

    def nib(self, stroke: Stroke | None, below: list[float]) -> list[float]:
        """Marks of the nib's canvas while a stroke is drawn: wiped, then those ``below``, the tail, the finger."""


class RopeInk:
    """The plain line. ``scale`` multiplies its width."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._paper = rope.Paper()

    def blank(self) -> None:
        """Forget what is painted."""
        self._paper.blank()

    def update(self, history: History, at: int) -> tuple[list[float], bool]:
        """The missing chunks."""
        return self._paper.update(_until(history, at), self._scale, ROPE_CHUNKS)

    def tail(self, history: History, at: int) -> list[float]:
        """The rest of the line, and the nib."""
        marks: list[float] = []
        for stroke in _until(history, at)[-1:]:
            rope.paint_tail(marks, stroke, self._scale)
        return marks

    def nib(self, stroke: Stroke | None, below: list[float]) -> list[float]:
        """The tail and the finger."""
        return rope.paint_nib(stroke, self._scale, below)


class RibbonInk:
    """Memories along the line where it was drawn; where none are kept, the plain line."""

    def __init__(self, scale: float) -> None:
        self._fixed = ribbons_on_sheet(scale)
        self._paper = RibbonPaper(0.0, 0.0, self._fixed)

    def blank(self) -> None:
        """Forget what is painted."""
        self._paper.blank()

    def update(self, history: History, at: int) -> tuple[list[float], bool]:
        """The missing chunks."""
        return self._paper.update(history, at, EVERY_CELL, RIBBON_CHUNKS)

    def tail(self, history: History, at: int) -> list[float]:
        """The ribbons' end, and the nib."""
        marks = self._paper.tail()
        if marks:
            paint_nib(marks, *history.pen(at))
        return marks

    def nib(self, stroke: Stroke | None, below: list[float]) -> list[float]:
        """The ribbons' end and the finger."""
        return paint_finger(stroke, self._fixed.placing, below + (self._paper.tail() if stroke is not None else []))


def ribbons_on_sheet(scale: float, left: float = 0.0, top: float = 0.0) -> Fixed:
    """How a drawing with ribbons lies on the sheet, or on a canvas whose corner is at (left, top) of it."""
    placing = Placing(0, 1.0, -left, -top, scale * RIBBON_RADIUS_PX, 1)
    line, base, says, rim = (scale * width for width in RIBBON_LINES)
    return Fixed(placing, Lines(line, base, says, rim), scale)


def _until(history: History, at: int) -> list[Stroke]:
    """The strokes as they were at a step: those that are drawn on themselves, if it is the last one."""
    return list(history.strokes) if at == len(history) - 1 else history.until(at)
