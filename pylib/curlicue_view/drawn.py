"""A drawing piece by piece, as it came: what pictures and films of it are made from, whatever its ink is."""

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from curlicue.stroke import Stroke
from curlicue_ink import rope
from curlicue_ink.placing import Placing
from curlicue_ink.ribbons import Fixed, RibbonPaper, paint_nib
from curlicue_study.history import History
from curlicue_view.ink import EVERY_CELL, RIBBON_CHUNKS, ROPE_CHUNKS, ribbons_on_sheet

FINE_FROM = 1.5  # times as large as on the sheet: a step of ribbons is too long to be straight then


class Drawn(NamedTuple):
    """A drawing up to a step, and how it is to be inked."""

    history: History
    last: int  # step
    scale: float  # times the line's usual width
    width: float  # CSS px, of its sheet
    height: float
    ribbons: bool  # are the ink, where what was remembered is known


class Pieces:
    """Gives the marks of a drawing in pieces.

    ``left`` and ``top`` are where the picture begins on the sheet, CSS px; ``enlarged`` is by how much it is larger.
    """

    def __init__(self, drawn: Drawn, left: float = 0.0, top: float = 0.0, enlarged: float = 1.0) -> None:
        self._history = drawn.history
        self._scale = drawn.scale
        self._rope = rope.Paper()
        self._placing = Placing(0, 1.0, -left, -top, 0.0, 1)
        self._in_place = (left, top) == (0.0, 0.0)
        self._paper: RibbonPaper | None = None
        if drawn.ribbons:
            fixed: Fixed = ribbons_on_sheet(drawn.scale, left, top)
            fine = 2 if enlarged > FINE_FROM else 1
            fixed = fixed._replace(placing=fixed.placing._replace(fine=fine))
            self._paper = RibbonPaper(0.0, 0.0, fixed)

    def update(self, at: int) -> tuple[list[float], bool]:
        """Marks that bring a picture up to a step, and whether that is all of them."""
        if self._paper is not None:
            return self._paper.update(self._history, at, EVERY_CELL, RIBBON_CHUNKS)
        marks, complete = self._rope.update(as_far_as(self._history, at), self._scale, ROPE_CHUNKS)
        return self._moved(marks), complete

    def tail(self, at: int) -> list[float]:
        """Marks of the rest of the line up to a step, and the nib; to be gone the next time."""
        if self._paper is not None:
            marks = self._paper.tail()
            if marks:
                paint_nib(marks, *self._placing.at(*self._history.pen(at)))
            return marks
        marks = []
        for stroke in as_far_as(self._history, at)[-1:]:
            rope.paint_tail(marks, stroke, self._scale)
        return self._moved(marks)

    def _moved(self, marks: list[float]) -> list[float]:
        return marks if self._in_place else self._placing.moved(marks)

    def through(self, stops: Iterable[int]) -> Iterator[tuple[int, list[float]]]:
        """Each of these steps in turn, with marks that lead to it; a step may come more than once."""
        for at in stops:
            complete = False
            while not complete:
                marks, complete = self.update(at)
                yield at, marks


def up_to(history: History, last: int) -> Iterator[tuple[Stroke, int]]:
    """Each stroke, and how many of its steps there are up to a step of the drawing."""
    left = last + 1
    for stroke in history.strokes:
        steps = min(stroke.steps, left)
        left -= steps
        yield stroke, steps


def points_of(numbers: "array[float]", stride: int, first: int, last: int) -> list[tuple[float, float]]:
    """The points x, y, ... every ``stride`` numbers of steps first..last-1, as far as there are any, CSS px."""
    part = numbers[stride * first : stride * last]
    return list(zip(part[0::stride], part[1::stride], strict=True))


def as_far_as(history: History, at: int) -> list[Stroke]:
    """The strokes up to a step; the last one knows where it ends, so that its line is as wide as it came to be."""
    strokes = history.until(at)
    if strokes:
        strokes[-1].end = history.locate(at)[0].end
    return strokes


def stops(last: int, every: int) -> list[int]:
    """Steps on the way to the last one."""
    return [*range(every - 1, last, every), last]
