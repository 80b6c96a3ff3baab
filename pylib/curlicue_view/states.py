"""The sixteen rows of memories: a figure for each layer's eight."""

from collections.abc import Mapping

from curlicue_ink.states import Rows, lay_out_rows
from curlicue_view.figure import FILL_ALPHA, Screen, Size, play
from curlicue_view.moment import Moment


class States:
    """Rows of layer 0 or 1."""

    def __init__(self, screen: Screen, layer: int) -> None:
        self.canvas = f"states-{layer + 1}"
        self._screen = screen
        self._layer = layer
        self._rows: Rows | None = None

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:
        """Take a new size or colours."""
        size = sizes.get(self.canvas)
        self._rows = None if size is None else Rows(lay_out_rows(*size), self._layer, FILL_ALPHA[dark])

    def paint(self, moment: Moment) -> bool:
        """Bring the rows up to a moment."""
        if self._rows is not None:
            play(self._screen, self.canvas, self._rows.update(moment.history, moment.at, moment.masks.muted))
        return False
