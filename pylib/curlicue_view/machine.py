"""The network's figure in the worker: nodes every other frame, edges at most ten times a second."""

from array import array
from typing import Any

from curlicue.engine import Engine
from curlicue.hand import Hand
from curlicue_ink.edges import Edges
from curlicue_ink.network import Nodes, lay_out_network
from curlicue_study.history import History
from curlicue_view.texts import hand_at

EDGE_FRAMES = 6  # between two repaints of the edges, at 60 frames a second


class Machine:
    """Two canvases of one size, named "edges" and "nodes"."""

    def __init__(self, bridge: Any) -> None:
        self._bridge = bridge
        self._size: tuple[float, float] | None = None  # CSS px
        self._hand: Hand | None = None
        self._edges: Edges | None = None
        self._nodes: Nodes | None = None
        self._edges_shown: Any = None
        self._nodes_shown: Any = None

    def blank(self, size: tuple[float, float] | None) -> None:
        """A new size (CSS px; None: no room), or new colours: all is to be painted again."""
        self._size = size
        self._hand = None

    def paint(self, engine: Engine, history: History, at: int, selected: str | None, frame: int | None) -> None:
        """Paint the machine at a step of a drawing; ``frame`` counts frames, None: all of it in this one."""
        if self._size is None:
            return
        hand = hand_at(engine, history, at)
        if hand is not self._hand:
            self._hand = hand
            layout = lay_out_network(*self._size)
            self._edges = Edges(layout, hand.weights)
            self._nodes = Nodes(layout, hand.weights)
            self._edges_shown = self._nodes_shown = None
        if self._edges is None or self._nodes is None:
            return
        row = history.row(at) if at >= 0 else None
        masks = engine.experiment.masks
        moment = (history.strokes, at, masks)
        if moment != self._nodes_shown and (frame is None or frame % 2):
            self._nodes_shown = moment
            self._bridge.play("nodes", array("f", self._nodes.paint(row, masks)))
        chosen = (moment, selected)
        if chosen != self._edges_shown and (frame is None or frame % EDGE_FRAMES == 0):
            self._edges_shown = chosen
            self._bridge.play("edges", array("f", self._edges.paint(row, selected)))
