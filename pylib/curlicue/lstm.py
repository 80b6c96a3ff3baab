"""The network, one step at a time, in Python one can read: test oracle, the starter's engine, and the fallback.

z = tanh(W x + b), 3 -> 8; two LSTM layers of 8 (Hochreiter and Schmidhuber 1997, with the forget gate of Gers,
Schmidhuber and Cummins 2000); y = x + W' h2 + b', 8 -> 3. Gate rows come in torch's order: i, f, g, o.

Every sum is written out: unpacked rows are the fastest form under MicroPython, and a built-in ``sum`` rounds
differently on CPython since 3.12, while these give the same bits everywhere.
"""

from math import exp, tanh
from typing import NamedTuple

UNITS = 8  # per layer
LAYERS = 2
CELLS = UNITS * LAYERS


class LstmState(
    NamedTuple(
        "LstmState",
        [
            ("h", "tuple[float, ...]"),  # 16 hidden states, layer 1 first: what the cells say
            ("c", "tuple[float, ...]"),  # 16 cell states, layer 1 first: what they keep
        ],
    )
):
    """What the network remembers between steps. Build it by keyword: libraries disagree on the order of h and c."""

    __slots__ = ()


class Gates(
    NamedTuple(
        "Gates",
        [
            ("i", "tuple[float, ...]"),  # input gate, 0..1: how much to let in
            ("f", "tuple[float, ...]"),  # forget gate, 0..1: how much to keep
            ("g", "tuple[float, ...]"),  # candidate, -1..1: what is offered
            ("o", "tuple[float, ...]"),  # output gate, 0..1: how much to say
        ],
    )
):
    """The 16 values of each gate in one step, layer 1 first."""

    __slots__ = ()


class StepOutput(
    NamedTuple(
        "StepOutput",
        [
            ("y", "tuple[float, ...]"),  # the next movement, in the network's units, as x
            ("state", LstmState),
            ("gates", Gates),
        ],
    )
):
    """Everything one step of the network gives."""

    __slots__ = ()


class Masks(
    NamedTuple(
        "Masks",
        [
            ("muted", "tuple[int, ...]"),  # cells 0..15 kept at c = h = 0
            ("held", "tuple[tuple[int, str, float], ...]"),  # (layer 0 or 1, "i" | "f" | "o", value 0..1)
        ],
    )
):
    """What to silence or hold, to see what it was for."""

    __slots__ = ()


class Weights(
    NamedTuple(
        "Weights",
        [
            ("input", "tuple[tuple[float, ...], ...]"),  # 8 rows: 3 weights, bias
            (
                "layers",
                "tuple[tuple[tuple[float, ...], ...], ...]",
            ),  # 2 x 32 rows: 8 of the input, 8 of h, bias
            ("output", "tuple[tuple[float, ...], ...]"),  # 3 rows: 8 weights, bias
        ],
    )
):
    """The 1,211 numbers as the step reads them; b_ih and b_hh, apart in the card, are already added."""

    __slots__ = ()


ZERO_STATE = LstmState(h=(0.0,) * CELLS, c=(0.0,) * CELLS)
NO_MASKS = Masks((), ())


def weights_from_card(card: "dict[str, list]") -> Weights:  # type: ignore[type-arg]  # rows or a row, by name
    """Prepare ``card["weights"]`` (names and shapes as in the model card) for ``step``."""

    def rows(name: str) -> "tuple[tuple[float, ...], ...]":
        pairs = zip(card[name + ".weight"], card[name + ".bias"])
        return tuple([tuple(row + [bias]) for row, bias in pairs])

    def layer(name: str) -> "tuple[tuple[float, ...], ...]":
        parts = zip(
            card[name + ".weight_ih"],
            card[name + ".weight_hh"],
            card[name + ".bias_ih"],
            card[name + ".bias_hh"],
        )
        return tuple([tuple(w_ih + w_hh + [b_ih + b_hh]) for w_ih, w_hh, b_ih, b_hh in parts])

    return Weights(rows("input"), (layer("layer1"), layer("layer2")), rows("output"))


def _sigmoid(z: float) -> float:
    return 1.0 / (1.0 + exp(-z))


def _held(values: list[float], masks: Masks, layer: int, gate: str) -> list[float]:
    for held_layer, held_gate, value in masks.held:
        if held_layer == layer and held_gate == gate:
            return [value] * UNITS
    return values


def _layer(
    rows: "tuple[tuple[float, ...], ...]",
    inputs: "list[float]",  # 8, each within -1..1
    h: "tuple[float, ...]",  # 8
    c: "tuple[float, ...]",  # 8
    masks: Masks,
    layer: int,
) -> "tuple[list[float], list[float], list[float], list[float], list[float], list[float]]":
    """One LSTM layer: new h, new c, then the gates i, f, g, o; 8 values each."""
    x0, x1, x2, x3, x4, x5, x6, x7 = inputs
    h0, h1, h2, h3, h4, h5, h6, h7 = h
    z = []
    for w0, w1, w2, w3, w4, w5, w6, w7, u0, u1, u2, u3, u4, u5, u6, u7, b in rows:
        from_input = w0 * x0 + w1 * x1 + w2 * x2 + w3 * x3 + w4 * x4 + w5 * x5 + w6 * x6 + w7 * x7
        from_h = u0 * h0 + u1 * h1 + u2 * h2 + u3 * h3 + u4 * h4 + u5 * h5 + u6 * h6 + u7 * h7
        z.append(from_input + from_h + b)
    i = [_sigmoid(v) for v in z[0:8]]
    f = [_sigmoid(v) for v in z[8:16]]
    g = [tanh(v) for v in z[16:24]]
    o = [_sigmoid(v) for v in z[24:32]]
    if masks.held:
        i = _held(i, masks, layer, "i")
        f = _held(f, masks, layer, "f")
        o = _held(o, masks, layer, "o")
    new_c = [f[u] * c[u] + i[u] * g[u] for u in range(UNITS)]
    for cell in masks.muted:
        if cell // UNITS == layer:
            new_c[cell % UNITS] = 0.0
    new_h = [o[u] * tanh(new_c[u]) for u in range(UNITS)]
    return new_h, new_c, i, f, g, o


def step(weights: Weights, x: "tuple[float, float, float]", state: LstmState, masks: Masks = NO_MASKS) -> StepOutput:
    """Run the network for one step of 1/60 s. x is (dx, dy, dt) in the network's units; so is the y it gives."""
    x0, x1, x2 = x
    z = [tanh(w0 * x0 + w1 * x1 + w2 * x2 + b) for w0, w1, w2, b in weights.input]
    h1, c1, i1, f1, g1, o1 = _layer(weights.layers[0], z, state.h[0:8], state.c[0:8], masks, 0)
    h2, c2, i2, f2, g2, o2 = _layer(weights.layers[1], h1, state.h[8:16], state.c[8:16], masks, 1)
    a0, a1, a2, a3, a4, a5, a6, a7 = h2
    y = [
        w0 * a0 + w1 * a1 + w2 * a2 + w3 * a3 + w4 * a4 + w5 * a5 + w6 * a6 + w7 * a7 + b
        for w0, w1, w2, w3, w4, w5, w6, w7, b in weights.output
    ]
    return StepOutput(
        (x0 + y[0], x1 + y[1], x2 + y[2]),
        LstmState(h=tuple(h1 + h2), c=tuple(c1 + c2)),
        Gates(tuple(i1 + i2), tuple(f1 + f2), tuple(g1 + g2), tuple(o1 + o2)),
    )
