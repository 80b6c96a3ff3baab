"""The overlay's figure in the worker: a drawing's lines as woven ribbons, a slice of them a frame.

It shows the newest strokes of the surface last drawn on, enlarged; or what was drawn in the picture itself, all of it,
where it was drawn (curlicue_view.along).
"""

from array import array
from typing import Any

from curlicue.lstm import CELLS, UNITS
from curlicue_ink.overlay import Fixed, Look, Overlay, lines_for
from curlicue_ink.placing import Placing, enlarge
from curlicue_study.history import History
from curlicue_view import along
from curlicue_view.saved import Drawing

FRAME_CHUNKS = 4  # painted a frame while one draws: new ones come one every other frame
TAIL_FRAMES = 3  # between two looks at the ribbons' end while one draws
RESTING_CHUNKS = 60  # the same while nothing else is to do


class _Kept:
    """What stays of a drawing, on a canvas off the page."""

    def __init__(self, canvas: str) -> None:
        self.canvas = canvas
        self.overlay: Overlay | None = None
        self.complete = True  # nothing is left to paint
        self.shown_at = -1
        self.stale = True  # what is kept is not shown yet


class Picture:
    """The canvas named "overlay": what stays is kept on one off the page, and stamped below the ribbons' live end.

    What is drawn in the picture has one of its own: it is there at once whenever a finger comes back.
    """

    def __init__(self, bridge: Any) -> None:
        self._bridge = bridge
        self._placed = _Kept("overlay-kept")
        self._drawn_in = _Kept("along-kept")
        self._shown = self._placed
        self._look = Look(tuple(range(CELLS)), None)
        self._width: float | None = None  # CSS px

    @property
    def complete(self) -> bool:
        """True when nothing is left to paint."""
        return self._shown.complete

    def blank(self, size: tuple[float, float, float] | None) -> None:
        """A new size (CSS px, device px per CSS px; None: no room), or new colours: all is to be painted again."""
        self._width = None if size is None else size[0]
        for kept in (self._placed, self._drawn_in):
            fixed = along.fixed(size[0]) if size is not None and kept is self._drawn_in else None
            kept.overlay = None if size is None else Overlay(*size[:2], fixed)
            self._bridge.size(kept.canvas, *(size or (0.0, 0.0, 1.0)))
            kept.stale = True

    def watch(self, selected: str | None, ribbons: str, ink_colour: bool) -> None:
        """Which ribbons to show ("all", "layer-1", "layer-2" or "chosen"), and whether the line takes a cell's colour.

        ``selected`` is a node: the cell that is chosen, or something else.
        """
        cell = int(selected) if selected is not None and selected.isdigit() else None
        cells = {
            "all": range(CELLS),
            "layer-1": range(UNITS),
            "layer-2": range(UNITS, CELLS),
            "chosen": () if cell is None else (cell,),
        }[ribbons]
        self._look = Look(tuple(cells), cell if ink_colour else None)

    def paint(self, history: History, at: int, *, drawn_in: bool, drawing: bool, frame: int | None) -> None:
        """Paint towards a step of a drawing, -1 for none, while a pen is ``drawing`` or not.

        ``drawn_in``: it is what was drawn in the picture. ``frame`` counts frames; None: all of it in this one.
        """
        kept = self._drawn_in if drawn_in else self._placed
        if kept.overlay is None:
            return
        kept.stale = kept.stale or at != kept.shown_at or kept is not self._shown
        self._shown = kept
        under_finger = drawn_in and drawing
        ends = under_finger or frame is None or frame % TAIL_FRAMES == TAIL_FRAMES // 2  # not with the time bar
        if under_finger or frame is None or not ends or not kept.complete:  # not both in one frame
            most = FRAME_CHUNKS if drawing else RESTING_CHUNKS
            marks, kept.complete = kept.overlay.update(history, at, self._look, most)
            if marks:
                self._bridge.play(kept.canvas, array("f", marks))
                kept.stale = True
        if kept.stale and (ends or not kept.complete):
            kept.stale, kept.shown_at = False, at
            self._bridge.stamp(kept.canvas, "overlay")
            tail = kept.overlay.tail() if kept.complete else []
            if tail:
                self._bridge.play("overlay", array("f", tail))

    def to_save(self, history: History, at: int, *, drawn_in: bool) -> Drawing | None:
        """All of a drawing up to a step, as large as the picture shows it; None while there is no picture."""
        if self._width is None or at < 0:
            return None
        if drawn_in:
            return Drawing(history, at, self._look, along.fixed(self._width))
        scale, radius = enlarge(history, at + 1, self._width)
        placing = Placing(0, scale, 0.0, 0.0, radius, 1)
        return Drawing(history, at, self._look, Fixed(placing, lines_for(self._width, Look(()))))
