"""The parts of the net that all hand-written graphs share: its weights out of one vector, and an LSTM cell."""

from __future__ import annotations

import math

from curlicue.lstm import UNITS
from curlicue_hands.card_check import WEIGHT_SHAPES
from trainer.graph import Graph, Value

WEIGHTS = sum(math.prod(shape) for shape in WEIGHT_SHAPES.values())  # 1,211

Weights = dict[str, Value]
Gates = tuple[Value, Value, Value, Value]


def weights_of(graph: Graph, vector: Value) -> Weights:
    """The twelve tensors by their names in the card, from (1211,): in the card's order, row by row."""
    sizes = [math.prod(shape) for shape in WEIGHT_SHAPES.values()]
    parts = zip(WEIGHT_SHAPES.items(), graph.split(vector, sizes, 0), strict=True)
    return {name: graph.reshape(part, *shape) if len(shape) > 1 else part for (name, shape), part in parts}


def cell(graph: Graph, bent_from: Value, c: Value) -> tuple[Value, Value, Gates]:
    """New h, new c (batch, 8 each) and the gates i, f, g, o, from what bends to the gates (batch, 32) and the old c."""
    i, f, g, o = graph.split(bent_from, [UNITS] * 4, 1)
    i, f, g, o = graph.node("Sigmoid", i), graph.node("Sigmoid", f), graph.node("Tanh", g), graph.node("Sigmoid", o)
    c = f * c + i * g
    return o * graph.node("Tanh", c), c, (i, f, g, o)
