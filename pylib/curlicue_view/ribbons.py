"""The picture of ribbons: a drawing's lines with the memories beside them, a slice of them a frame.

It shows the newest strokes of the surface last drawn on, enlarged; or what was drawn in the picture itself, all of it,
where it was drawn (curlicue_view.ribbons_surface).
"""

from collections.abc import Mapping

from curlicue.lstm import CELLS, UNITS
from curlicue.messages import RIBBONS, canvas_of
from curlicue_ink.placing import Placing, enlarge
from curlicue_ink.ribbons import Fixed, Look, RibbonPaper, lines_for
from curlicue_view import ribbons_surface
from curlicue_view.figure import Turn
from curlicue_view.moment import Chosen, Moment
from curlicue_view.saved import ToSave
from curlicue_view.screen import NOWHERE, Screen, Size, play

FRAME_CHUNKS = 4  # painted a frame while one draws: new ones come one every other frame
RESTING_CHUNKS = 60  # the same while nothing else is to do


class _Kept:
    """What stays of a drawing, on a canvas off the page."""

    def __init__(self, canvas: str) -> None:
        self.canvas = canvas
        self.paper: RibbonPaper | None = None
        self.complete = True  # nothing is left to paint
        self.shown_at = -1
        self.stale = True  # what is kept is not shown yet


class Ribbons:
    """What stays is kept on a canvas off the page, and stamped below the ribbons' live end.

    What is drawn in the picture has one of its own: it is there at once whenever a finger comes back. ``ends`` are the
    frames in which its live end is looked at while one draws elsewhere.
    """

    canvas = canvas_of(RIBBONS, "ink")

    def __init__(self, screen: Screen, ends: Turn) -> None:
        self._screen = screen
        self._ends = ends
        self._placed = _Kept(f"{RIBBONS}-placed")
        self._drawn_in = _Kept(f"{RIBBONS}-drawn-in")
        self._shown = self._placed
        self._size: Size | None = None

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:  # noqa: ARG002  # its colours are the marks'
        """Take a new size or colours."""
        self._size = size = sizes.get(self.canvas)
        for kept in (self._placed, self._drawn_in):
            fixed = ribbons_surface.fixed(size.width) if size is not None and kept is self._drawn_in else None
            kept.paper = None if size is None else RibbonPaper(size.width, size.height, fixed)
            self._screen.size(kept.canvas, *(size or NOWHERE))
            kept.stale = True

    def paint(self, moment: Moment) -> bool:
        """Paint towards a moment; true while there is more to paint."""
        drawn_in = moment.surface == RIBBONS
        kept = self._drawn_in if drawn_in else self._placed
        if kept.paper is None:
            return False
        kept.stale = kept.stale or moment.at != kept.shown_at or kept is not self._shown
        self._shown = kept
        under_finger = drawn_in and moment.moving
        frame = moment.frame
        ends = under_finger or frame is None or self._ends.has(frame)
        if under_finger or frame is None or not ends or not kept.complete:  # not both in one frame
            most = FRAME_CHUNKS if moment.moving else RESTING_CHUNKS
            marks, kept.complete = kept.paper.update(moment.history, moment.at, look_of(moment.chosen), most)
            play(self._screen, kept.canvas, marks)
            kept.stale = kept.stale or bool(marks)
        if kept.stale and (ends or not kept.complete):
            kept.stale, kept.shown_at = False, moment.at
            self._screen.stamp(kept.canvas, self.canvas)
            play(self._screen, self.canvas, kept.paper.tail() if kept.complete else [])
        return not kept.complete

    def to_save(self, moment: Moment) -> ToSave | None:
        """All of a drawing up to a moment, as large as the picture shows it; None while there is no picture."""
        if self._size is None or moment.at < 0:
            return None
        width, look = self._size.width, look_of(moment.chosen)
        if moment.surface == RIBBONS:
            return ToSave(moment.history, moment.at, look, ribbons_surface.fixed(width))
        scale, radius = enlarge(moment.history, moment.at + 1, width)
        placing = Placing(0, scale, 0.0, 0.0, radius, 1)
        return ToSave(moment.history, moment.at, look, Fixed(placing, lines_for(width, Look(()))))


def look_of(chosen: Chosen) -> Look:
    """Which cells have ribbons, and whose colour the line takes."""
    selected = chosen.selected
    cell = int(selected) if selected is not None and selected.isdigit() else None
    cells = {
        "all": range(CELLS),
        "layer-1": range(UNITS),
        "layer-2": range(UNITS, CELLS),
        "chosen": () if cell is None else (cell,),
    }[chosen.ribbons]
    return Look(tuple(cells), cell if chosen.ink_colour else None)
