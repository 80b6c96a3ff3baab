"""A drawing laid out to be saved: all of it, sharp, on a canvas off the page, with room below for the page to sign it.

It is painted in slices between which the pen draws on.
"""

from typing import NamedTuple

from curlicue_ink.ribbons import Fixed, Look, RibbonPaper
from curlicue_ink.signed import LONGER_PX, SAVED, SIGNATURE_PX
from curlicue_study.history import History
from curlicue_view.drawn import points_of, up_to
from curlicue_view.screen import Screen, play

CHUNKS = 40  # painted in one task
RIBBONS_SHARE = 0.6  # of the curls' radius: room for ribbons as wide as they are seldom
MARGIN_PX = 12.0  # CSS px more around all of it
LEAST_PX = 240.0  # CSS px, a side at least: a dot need not fill the picture
NARROWEST = 0.4  # of the longer side: room for the signature
FINE = 2  # points for each step


class ToSave(NamedTuple):
    """What is to be saved: a drawing up to a step, and how it lies where it is seen."""

    history: History
    at: int
    look: Look
    fixed: Fixed


class Laid(NamedTuple):
    """How it lies in the picture."""

    fixed: Fixed
    width: float  # CSS px
    height: float
    ratio: float  # device px per CSS px


def lay_out(drawing: ToSave) -> Laid | None:
    """Crop a drawing to its lines and the room that they want; None where there is nothing to be seen."""
    points = _points(drawing)
    if not points:
        return None
    placing = drawing.fixed.placing
    room = MARGIN_PX + RIBBONS_SHARE * placing.radius
    placed = [placing.at(x, y) for x, y in points]
    left, right = min(x for x, _ in placed) - room, max(x for x, _ in placed) + room
    top, bottom = min(y for _, y in placed) - room, max(y for _, y in placed) + room
    width, height = max(right - left, LEAST_PX), max(bottom - top, LEAST_PX)
    width, height = max(width, NARROWEST * height), max(height, NARROWEST * width)
    ratio = min(LONGER_PX / width, (LONGER_PX - SIGNATURE_PX) / height)
    dx = placing.dx + (width - left - right) / 2
    dy = placing.dy + (height - top - bottom) / 2
    fixed = drawing.fixed._replace(placing=placing._replace(dx=dx, dy=dy, fine=FINE))
    return Laid(fixed, width, height + SIGNATURE_PX / ratio, ratio)


def _points(drawing: ToSave) -> list[tuple[float, float]]:
    """Every place of a drawing's ink: its pens, and the finger's where that is inked as well."""
    points: list[tuple[float, float]] = []
    for stroke, steps in up_to(drawing.history, drawing.at):
        plain = steps if stroke.log_from is None else min(steps, stroke.log_from)
        if drawing.fixed.rope is not None:
            points += points_of(stroke.ticks, 3, 0, plain)
            plain = 0
        points += points_of(stroke.pens, 2, plain, steps)
    return points


class Saving:
    """The picture that is being made, if there is one."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._drawing: ToSave | None = None
        self._paper = RibbonPaper(0.0, 0.0)
        self._background = ""

    def begin(self, drawing: ToSave, background: str) -> bool:
        """Begin to make one, on a colour; false where there is nothing to be seen, or one is under way."""
        laid = lay_out(drawing) if self._drawing is None else None
        if laid is None:
            return False
        self._drawing, self._background = drawing, background
        self._paper = RibbonPaper(laid.width, laid.height, laid.fixed)
        self._screen.size(SAVED, laid.width, laid.height, laid.ratio)
        return True

    def go_on(self) -> bool:
        """Paint a slice of it, and hand it to the page when it is whole; true while there is more to do."""
        drawing, self._drawing = self._drawing, None  # should it fail, the next one need not wait for it
        if drawing is None:
            return False
        marks, complete = self._paper.update(drawing.history, drawing.at, drawing.look, CHUNKS)
        if complete:
            marks += self._paper.tail()
        play(self._screen, SAVED, marks)
        if not complete:
            self._drawing = drawing
            return True
        self._screen.picture(SAVED, self._background)
        self._screen.size(SAVED, 0.0, 0.0, 1.0)  # its memory is given back
        return False
