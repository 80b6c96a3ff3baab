"""The diagram of the network: edges below, and above them nodes with the values of a moment."""

from typing import Any

from curlicue.hand import Hand
from curlicue_ink import edges, network
from curlicue_view.figure import Painted, Size
from curlicue_view.moment import Moment


class Nodes(Painted[network.Nodes]):
    """The nodes; those of another hand have other tanh units."""

    canvas = "network-nodes"
    of_hand = True
    _shown: Any = None  # what was painted last

    def make(self, size: Size, hand: Hand, *, dark: bool) -> network.Nodes:  # noqa: ARG002  # the marks' colours
        """Make the nodes of a hand."""
        self._shown = None
        return network.Nodes(network.lay_out_network(size.width, size.height), hand.weights)

    def marks(self, nodes: network.Nodes, moment: Moment) -> list[float]:
        """Paint all of them, if anything has changed."""
        before, self._shown = self._shown, (moment.history.strokes, moment.at, moment.masks)
        return [] if self._shown == before else nodes.paint(moment.row, moment.masks)


class Edges(Painted[edges.Edges]):
    """The edges, as thick as what passes along them; those of the selected node stand out."""

    canvas = "network-edges"
    of_hand = True
    _shown: Any = None

    def make(self, size: Size, hand: Hand, *, dark: bool) -> edges.Edges:  # noqa: ARG002  # the marks' colours
        """Make the edges of a hand."""
        self._shown = None
        return edges.Edges(network.lay_out_network(size.width, size.height), hand.weights)

    def marks(self, painter: edges.Edges, moment: Moment) -> list[float]:
        """Paint all of them, if anything has changed."""
        selected = moment.chosen.selected
        before, self._shown = self._shown, (moment.history.strokes, moment.at, moment.masks, selected)
        return [] if self._shown == before else painter.paint(moment.row, selected)
