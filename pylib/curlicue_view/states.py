"""The sixteen rows of memories: a figure for each layer's eight."""

from curlicue.hand import Hand
from curlicue_ink.states import Rows, lay_out_rows
from curlicue_view.figure import FILL_ALPHA, Painted, Screen, Size
from curlicue_view.moment import Moment


class States(Painted[Rows]):
    """Rows of layer 0 or 1."""

    def __init__(self, screen: Screen, layer: int) -> None:
        super().__init__(screen)
        self.canvas = f"states-{layer + 1}"
        self._layer = layer

    def make(self, size: Size, _hand: Hand, *, dark: bool) -> Rows:
        """Make eight rows."""
        return Rows(lay_out_rows(*size), self._layer, FILL_ALPHA[dark])

    def marks(self, rows: Rows, moment: Moment) -> list[float]:
        """Let them scroll."""
        return rows.update(moment.history, moment.at, moment.masks.muted)
