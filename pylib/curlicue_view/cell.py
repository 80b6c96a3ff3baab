"""The view of one cell: its gates, what is offered, kept and said, over time."""

from curlicue.hand import Hand
from curlicue_ink.cell import CellView
from curlicue_view.figure import FILL_ALPHA, Painted, Size
from curlicue_view.moment import Moment


class Cell(Painted[CellView]):
    """The view that is open, if one is."""

    canvas = "cell"

    def make(self, size: Size, _hand: Hand, *, dark: bool) -> CellView:
        """Make a view."""
        return CellView(size.width, size.ratio, FILL_ALPHA[dark])

    def marks(self, view: CellView, moment: Moment) -> list[float]:
        """Show the open cell."""
        cell = moment.chosen.cell
        return [] if cell is None else view.update(moment.history, cell, moment.at, live=moment.live)
