"""The view of one cell: its gates, what is offered, kept and said, over time."""

from collections.abc import Mapping

from curlicue_ink.cell import CellView
from curlicue_view.figure import FILL_ALPHA, Screen, Size, play
from curlicue_view.moment import Moment


class Cell:
    """The view that is open, if one is."""

    canvas = "cell"

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._view: CellView | None = None

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:
        """Take a new size or colours."""
        size = sizes.get("cell")
        self._view = None if size is None else CellView(size.width, size.ratio, FILL_ALPHA[dark])

    def paint(self, moment: Moment) -> bool:
        """Bring the view up to a moment."""
        cell = moment.chosen.cell
        if self._view is not None and cell is not None:
            play(self._screen, "cell", self._view.update(moment.history, cell, moment.at, live=moment.live))
        return False
