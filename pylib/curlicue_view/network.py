"""The diagram of the network: edges below, and above them nodes with the values of a moment."""

from collections.abc import Mapping
from typing import Any

from curlicue.hand import Hand
from curlicue_ink import edges, network
from curlicue_ink.network import NetworkLayout, lay_out_network
from curlicue_view.figure import Screen, Size, play
from curlicue_view.moment import Moment


class Nodes:
    """The nodes; those of another hand have other tanh units."""

    canvas = "network-nodes"

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._layout: NetworkLayout | None = None
        self._hand: Hand | None = None
        self._nodes: network.Nodes | None = None
        self._shown: Any = None  # what was painted last

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:  # noqa: ARG002  # its colours are the marks'
        """Take a new size or colours."""
        self._layout, self._hand = _layout(sizes, self.canvas), None

    def paint(self, moment: Moment) -> bool:
        """Bring the nodes up to a moment."""
        if self._layout is None:
            return False
        if moment.hand is not self._hand:
            self._hand, self._nodes, self._shown = moment.hand, network.Nodes(self._layout, moment.hand.weights), None
        now = (moment.history.strokes, moment.at, moment.masks)
        if self._nodes is not None and now != self._shown:
            self._shown = now
            play(self._screen, self.canvas, self._nodes.paint(moment.row, moment.masks))
        return False


class Edges:
    """The edges, as thick as what passes along them; those of the selected node stand out."""

    canvas = "network-edges"

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._layout: NetworkLayout | None = None
        self._hand: Hand | None = None
        self._edges: edges.Edges | None = None
        self._shown: Any = None

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:  # noqa: ARG002  # its colours are the marks'
        """Take a new size or colours."""
        self._layout, self._hand = _layout(sizes, self.canvas), None

    def paint(self, moment: Moment) -> bool:
        """Bring the edges up to a moment."""
        if self._layout is None:
            return False
        if moment.hand is not self._hand:
            self._hand, self._edges, self._shown = moment.hand, edges.Edges(self._layout, moment.hand.weights), None
        selected = moment.chosen.selected
        now = (moment.history.strokes, moment.at, moment.masks, selected)
        if self._edges is not None and now != self._shown:
            self._shown = now
            play(self._screen, self.canvas, self._edges.paint(moment.row, selected))
        return False


def _layout(sizes: Mapping[str, Size], canvas: str) -> NetworkLayout | None:
    size = sizes.get(canvas)
    return None if size is None else lay_out_network(size.width, size.height)
