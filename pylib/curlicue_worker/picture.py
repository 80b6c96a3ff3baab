"""The overlay's figure in the worker: the newest strokes as woven ribbons, a slice of them a frame."""

from array import array
from typing import Any

from curlicue.history import History
from curlicue.lstm import CELLS, UNITS
from curlicue_ink.overlay import Look, Overlay

FRAME_CHUNKS = 4  # painted a frame while one draws: new ones come one every other frame
TAIL_FRAMES = 3  # between two looks at the ribbons' end while one draws
RESTING_CHUNKS = 60  # the same while nothing else is to do


class Picture:
    """The canvas named "overlay": what stays is kept on one off the page, and stamped below the ribbons' live end."""

    def __init__(self, bridge: Any) -> None:
        self.complete = True  # nothing is left to paint
        self._bridge = bridge
        self._overlay: Overlay | None = None
        self._look = Look(tuple(range(CELLS)), None)
        self._shown_at = -1
        self._stale = True  # what is kept is not shown yet

    def blank(self, size: tuple[float, float, float] | None) -> None:
        """A new size (CSS px, device px per CSS px; None: no room), or new colours: all is to be painted again."""
        self._overlay = None if size is None else Overlay(*size[:2])
        self._bridge.size("overlay-kept", *(size or (0.0, 0.0, 1.0)))
        self._stale = True

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

    def paint(self, history: History, at: int, *, drawing: bool, frame: int | None) -> None:
        """Paint towards a step of a drawing, -1 for none, while a pen is ``drawing`` or not.

        ``frame`` counts frames; None: all of it in this one.
        """
        if self._overlay is None:
            return
        self._stale = self._stale or at != self._shown_at
        ends = frame is None or frame % TAIL_FRAMES == TAIL_FRAMES // 2  # not with the time bar
        if frame is None or not ends or not self.complete:  # not both in one frame
            most = FRAME_CHUNKS if drawing else RESTING_CHUNKS
            marks, self.complete = self._overlay.update(history, at, self._look, most)
            if marks:
                self._bridge.play("overlay-kept", array("f", marks))
                self._stale = True
        if self._stale and (ends or not self.complete):
            self._stale, self._shown_at = False, at
            self._bridge.stamp("overlay-kept", "overlay")
            tail = self._overlay.tail() if self.complete else []
            if tail:
                self._bridge.play("overlay", array("f", tail))
