"""One step of learning as an ONNX graph, for where there is no torch: windows, forward, back through time, Adam.

The gradient is written out (back-propagation through time: Williams and Zipser 1989; Werbos, Proc. IEEE 78, 1990) for
this one net, as in trainer.free_run: what needs no recursion is reckoned for all steps at once, and a layer is one Scan
forward and one back. Then the norm is clipped (Pascanu et al., ICML 2013) and Adam steps (Kingma and Ba, ICLR 2015).
Tensors are (time, batch, features) here.

It is the training of trainer.training, but for two things. Adam comes without a decay of the weights. And where a span
is the net's own output, its third number, time, is heard as 0, as the pen hears it; with_own_output there hands on what
the net says, which nothing ever taught it. So 17 weights are idle, and stay as they are to the bit.
"""

from __future__ import annotations

from curlicue.packed import INPUT_NUMBERS
from curlicue_hands.card_check import WEIGHT_SHAPES
from curlicue_teach.batches import FIRST_JUDGED_STEP
from trainer.graph import DOUBLE, FLOAT, INT64, Graph, Value
from trainer.net_graph import WEIGHTS, Weights, cell, weights_of

SETTINGS = ("step", "rate", "length")
WINDOW = ("at", "turn", "size", "noise_at", "noise_size", "own_from", "own_steps")
CLIP = 1.0
CLIP_ABOVE_ZERO = 1e-6  # torch's, in the divisor
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
_LAST = 2  # axis of the features


def teach_graph() -> bytes:
    """The graph as a file. All inputs and outputs are float32.

    | input    | shape     | what |
    |----------|-----------|------|
    | w, m, v  | (1211,)   | weights in the order of `WEIGHT_SHAPES`, row by row, and Adam's two means |
    | settings | (3,)      | step 1, 2, .. (Adam's), learning rate, length T of the windows, FIRST_JUDGED_STEP + 1 .. |
    | line     | (N, 2)    | movements in the net's units (4 px per 1/60 s) |
    | noise    | (M, 2)    | numbers that windows take their noise from: drawn once, cut anywhere |
    | windows  | (B, 7)    | for each, see below |

    A window is `at`: its first movement in the line, 0 .. N - T - 1 (T inputs, and a target more); `turn`: rad, from +x
    to +y; `size`: a factor; `noise_at`: its first row in the noise, 0 .. M - T; `noise_size`: a factor, 0 for none;
    `own_from`, `own_steps`: at steps own_from .. own_from + own_steps - 1 (from 0) it hears its own output; 0, 0 for
    never. Whole numbers are rounded towards zero. A window beyond an end of line or noise is an error of the runtime's.

    | output           | shape   | what |
    |------------------|---------|------|
    | new_w, new_m, new_v | (1211,) | after the step; a rate of 0 leaves w as it was |
    | loss             | ()      | mean square over x and y from FIRST_JUDGED_STEP on, before the step; units squared |
    | ends             | (B, 35) | y 3, h 16, c 16 after each window's last step, as curlicue.packed has them |

    A line that holds a NaN gives a loss, and weights, that are NaN: look at the loss.
    """
    graph = Graph("teach", FLOAT)
    w, m, v = (graph.input(name, WEIGHTS) for name in ("w", "m", "v"))
    settings = graph.input("settings", len(SETTINGS))
    line, noise = graph.input("line", "N", 2), graph.input("noise", "M", 2)
    windows = graph.input("windows", "B", len(WINDOW))
    step, rate, length = graph.split(settings, [1, 1, 1], 0)
    window = dict(zip(WINDOW, graph.split(windows, [1] * len(WINDOW), 1), strict=True))  # each (B, 1)
    weights = weights_of(graph, w)

    time = graph.cast(graph.reshape(length, *()), INT64)
    heard, target = _pieces(graph, line, noise, window, time)
    heard = _with_own_output(graph, weights, heard, window, time)
    net = _Net(graph, weights, heard)
    judged = graph.slice((net.y - target) * _moves(graph), FIRST_JUDGED_STEP, None, 0)
    numbers = graph.cast(graph.node("Size", judged, kind=INT64), FLOAT) * (2 / 3)  # x and y of three
    loss = graph.sum_all(judged * judged) / numbers
    of_y = graph.pad(judged * 2 / numbers, FIRST_JUDGED_STEP, 0, 0)
    gradient = _clipped(graph, _flat(graph, net.gradients(of_y)))

    new_w, new_m, new_v = _adam(graph, w, m, v, gradient, step, rate)
    for name, value in (("new_w", new_w), ("new_m", new_m), ("new_v", new_v)):
        graph.output(name, value, WEIGHTS)
    graph.output("loss", loss)
    graph.output("ends", net.ends(), "B", INPUT_NUMBERS)
    return graph.model()


def _flat(graph: Graph, gradients: Weights) -> Value:
    return graph.concat([graph.reshape(gradients[name], -1) for name in WEIGHT_SHAPES], 0)


def _moves(graph: Graph) -> Value:
    """1 for x and y, 0 for time."""
    return graph.constant([1.0, 1.0, 0.0])


def _steps_from(graph: Graph, begin: Value, time: Value, more: int) -> Value:
    """begin (B, 1) -> the `time` + `more` whole numbers from each on, (time + more, B)."""
    steps = graph.node("Range", graph.constant(0, INT64), time + more, graph.constant(1, INT64))
    return graph.reshape(graph.cast(begin, INT64), 1, -1) + graph.reshape(steps, -1, 1)


def _pieces(graph: Graph, line: Value, noise: Value, window: Weights, time: Value) -> tuple[Value, Value]:
    """What the net hears and what comes next, each (T, B, 3): cut, turned, sized; only the first with noise."""
    cut = graph.node("Gather", graph.pad(line, 0, 1, 1), _steps_from(graph, window["at"], time, 1), axis=0)
    dx, dy, dt = graph.split(cut, [1, 1, 1], _LAST)  # each (T + 1, B, 1)
    cos, sin = (graph.node(op, window["turn"]) * window["size"] for op in ("Cos", "Sin"))
    turned = graph.concat([cos * dx - sin * dy, sin * dx + cos * dy, dt], _LAST)
    rough = graph.node("Gather", graph.pad(noise, 0, 1, 1), _steps_from(graph, window["noise_at"], time, 0), axis=0)
    return graph.slice(turned, 0, -1, 0) + rough * window["noise_size"], graph.slice(turned, 1, None, 0)


def _with_own_output(graph: Graph, weights: Weights, heard: Value, window: Weights, time: Value) -> Value:
    """Inputs in which a span is the net's own prediction, from a pass over the inputs as they were.

    Parallel scheduled sampling (Duckworth et al., 2019). No gradient goes through it: the pass back never comes here.
    """
    said = _Net(graph, weights, heard).y * _moves(graph)
    own = graph.concat([graph.slice(heard, 0, 1, 0), graph.slice(said, 0, -1, 0)], 0)
    step = _steps_from(graph, graph.node("Neg", window["own_from"]), time, 0)  # (T, B), from the span's first
    lasts = graph.reshape(graph.cast(window["own_steps"], INT64), 1, -1)
    span = (step >= 0) & (step < lasts)
    return graph.where(graph.node("Unsqueeze", span, graph.constant([_LAST], INT64)), own, heard)


class _Net:
    """The net run over x (T, B, 3) from the zero state, and its way back."""

    def __init__(self, graph: Graph, weights: Weights, x: Value) -> None:
        self._graph = graph
        self._weights = weights
        self._x = x
        self._z = graph.node("Tanh", _dense(graph, x, weights["input.weight"]) + weights["input.bias"])
        self._one = _Layer(graph, weights, "layer1", self._z)
        self._two = _Layer(graph, weights, "layer2", self._one.h)
        self.y = x + _dense(graph, self._two.h, weights["output.weight"]) + weights["output.bias"]

    def ends(self) -> Value:
        """y, h of both layers, c of both layers, after the last step: (B, 35)."""
        parts = (self.y, self._one.h, self._two.h, self._one.c, self._two.c)
        last = [self._graph.slice(part, -1, None, 0) for part in parts]
        return self._graph.node("Squeeze", self._graph.concat(last, _LAST), self._graph.constant([0], INT64))

    def gradients(self, of_y: Value) -> Weights:
        """The gradient by every weight, from the one by y (T, B, 3)."""
        graph, weights = self._graph, self._weights
        of_two = self._two.back(of_y @ weights["output.weight"])
        of_one = self._one.back(of_two @ weights["layer2.weight_ih"])
        of_z = of_one @ weights["layer1.weight_ih"] * (1 - self._z * self._z)
        return {
            "input.weight": _outer(graph, of_z, self._x),
            "input.bias": _total(graph, of_z),
            **self._one.gradients(of_one),
            **self._two.gradients(of_two),
            "output.weight": _outer(graph, of_y, self._two.h),
            "output.bias": _total(graph, of_y),
        }


class _Layer:
    """One LSTM layer run over its inputs (T, B, 8) from the zero state, and its way back."""

    def __init__(self, graph: Graph, weights: Weights, name: str, below: Value) -> None:
        self._graph = graph
        self._name = name
        self._below = below
        self._w_hh = weights[f"{name}.weight_hh"]
        bias = weights[f"{name}.bias_ih"] + weights[f"{name}.bias_hh"]
        from_below = _dense(graph, below, weights[f"{name}.weight_ih"]) + bias  # (T, B, 32)
        self._zero = graph.slice(below, 0, 1, 0) * 0.0  # (1, B, 8)
        self._nothing = graph.node("Squeeze", self._zero, graph.constant([0], INT64))  # (B, 8)
        back_to_h = graph.transposed(self._w_hh)

        def step(states: list[Value], rows: list[Value]) -> tuple[list[Value], list[Value]]:
            h, c = states
            h, c, gates = cell(graph, rows[0] + h @ back_to_h, c)
            return [h, c], [h, c, *gates]

        _, _, self.h, self.c, *self._gates = graph.scan([self._nothing, self._nothing], [from_below], step)

    def back(self, of_h: Value) -> Value:
        """The gradient by what the gates are bent from, (T, B, 32), from the one by h that comes from above."""
        graph, (i, f, g, o) = self._graph, self._gates
        bent = graph.node("Tanh", self.c)
        of_c = (g * i * (1 - i), self._before(self.c) * f * (1 - f), i * (1 - g * g))
        slopes = graph.concat([*of_c, bent * o * (1 - o)], _LAST)
        through = o * (1 - bent * bent)  # from h to c

        def step(states: list[Value], rows: list[Value]) -> tuple[list[Value], list[Value]]:
            (from_h, from_c), (above, slope, way, kept) = states, rows
            by_h = above + from_h
            by_c = from_c + by_h * way
            by_gates = slope * graph.concat([by_c, by_c, by_c, by_h], 1)
            return [by_gates @ self._w_hh, by_c * kept], [by_gates]

        rows = [of_h, slopes, through, f]
        return graph.scan([self._nothing, self._nothing], rows, step, backwards=True)[2]

    def gradients(self, of_gates: Value) -> Weights:
        """The gradient by the layer's four tensors; the two biases have the same."""
        graph, of_bias = self._graph, _total(self._graph, of_gates)
        return {
            f"{self._name}.weight_ih": _outer(graph, of_gates, self._below),
            f"{self._name}.weight_hh": _outer(graph, of_gates, self._before(self.h)),
            f"{self._name}.bias_ih": of_bias,
            f"{self._name}.bias_hh": of_bias,
        }

    def _before(self, value: Value) -> Value:
        """What it was a step before: nothing at first."""
        return self._graph.concat([self._zero, self._graph.slice(value, 0, -1, 0)], 0)


def _dense(graph: Graph, x: Value, weight: Value) -> Value:
    return x @ graph.transposed(weight)


def _outer(graph: Graph, of_y: Value, x: Value) -> Value:
    """The gradient by a weight matrix, summed over time and batch, from the one by what it gave and from its input."""
    return graph.transposed(_table(graph, of_y)) @ _table(graph, x)


def _total(graph: Graph, of_y: Value) -> Value:
    return graph.sum(_table(graph, of_y), 0)


def _table(graph: Graph, value: Value) -> Value:
    """(T, B, features) -> (T B, features)."""
    return graph.node("Flatten", value, axis=2)


def _clipped(graph: Graph, gradient: Value) -> Value:
    """No longer than CLIP, as torch's clip_grad_norm_ has it."""
    norm = graph.node("Sqrt", graph.sum_all(gradient * gradient))
    return gradient * graph.node("Min", CLIP / (norm + CLIP_ABOVE_ZERO), 1.0)


def _adam(
    graph: Graph, w: Value, m: Value, v: Value, gradient: Value, step: Value, rate: Value
) -> tuple[Value, Value, Value]:
    """New w, m, v. The corrections are doubles: 1 - .999 has four digits left in single precision."""
    new_m = m * BETA_1 + gradient * (1 - BETA_1)
    new_v = v * BETA_2 + gradient * gradient * (1 - BETA_2)
    steps = graph.cast(step, DOUBLE)
    of_m, of_v = (
        graph.cast(1 - graph.node("Pow", graph.constant(beta, DOUBLE), steps), FLOAT) for beta in (BETA_1, BETA_2)
    )
    root = graph.node("Sqrt", new_v) / graph.node("Sqrt", of_v)
    return w - rate / of_m * new_m / (root + EPSILON), new_m, new_v
