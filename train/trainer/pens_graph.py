"""The whole pen, `curlicue.pen` and all that it stands on, as one ONNX graph: many pens, many steps.

What teaching has to judge is drawn by it: one call instead of tens of thousands of plain steps. It is the same loop,
constant for constant, and in doubles as the plain one, which cost about as much: a net that never learned to go on
alone is 6 px elsewhere in single precision after a minute, and so might be judged by another line than it draws. A pen
is a row of 51 numbers, `PEN`; a step cuts it, and puts it together again, for B pens at once.

Not covered: a sheet (the flourish turns back from its edges), the rule, what else a reader takes away
(`curlicue.experiment`), and the slider where it silences the network. The graph has no input for any of them, and
`feed` refuses what it can be asked: a sheet and a rule. A pull of the slider up to SLIDER_CURLS is another `pull` among
the constants.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from curlicue.drag import NO_DIRECTION, STANDS_PX, Drag
from curlicue.flourish import DRIFT_AFTER_STEPS, DRIFT_PX, REST_STEPS, WATER, WATER_PX, Alone
from curlicue.hand import Hand
from curlicue.loop import LoopConstants, StartState
from curlicue.lstm import CELLS, UNITS
from curlicue.pen import LIFT_LOUD, LIFT_QUICK, Pen
from curlicue.reentry import SETTLING_STEPS, free_step
from curlicue.stroke import Tick
from trainer.graph import BOOL, DOUBLE, INT64, Graph, Value
from trainer.net_graph import WEIGHTS, Weights, cell, weights_of

_OF_PEN = [name for name in Pen._fields if name not in ("drag", "heard", "lstm")]
PEN = (
    *_OF_PEN,
    *(f"drag.{name}" for name in Drag._fields),
    *(f"{part}{k}" for part in "hc" for k in range(CELLS)),
)  # what each of the 51 numbers is
KEPT = ("output_x", "output_y", *PEN[-2 * CELLS :])  # what each of the 34 numbers of a re-entry state is
ALONE = ("step", "planned", "left")  # of curlicue.flourish.Alone
FINGER_DOWN = -1  # the step of a pen whose finger is down

_PEN_PARTS = (2, 2, 1, 2, 1, 1, 2, 7, 1, 2 * CELLS)  # as they are cut: see _Loop.step
_ALWAYS = (True, True, False, False, False, True, True)  # of the 7 means: is it of every step, or of those that count


def pens_graph() -> bytes:
    """The graph as a file. All inputs and outputs are float64; B, N and R may be any, from 1.

    | input   | shape       | what |
    |---------|-------------|------|
    | weights | (1211,)     | in the order of the card, row by row |
    | loop    | (B|1, 26)   | `LoopConstants`, in the order of its fields; one row is for all |
    | reentry | (B|1, R, 34)| re-entry states, `KEPT`: output px, h, c |
    | pens    | (B, 51)     | where the pens begin, `PEN` |
    | fingers | (N, B|1, 2) | CSS px, x and y; heeded where the finger is down alone |
    | alone   | (N, B|1, 3) | `ALONE`: step 0 .., planned, left; step FINGER_DOWN, and 0, 0, while the finger is down |

    | output | shape      | what |
    |--------|------------|------|
    | drawn  | (N, B, 51) | the pens after each step, `PEN`; any row can begin again |

    A pen that is alone from step 1 on (at step 0 it may enter again) hears itself as `curlicue.reentry.free_step` has
    it: begun at a hand's start, the output, h and c of its rows from SETTLING_STEPS on are the re-entry states. Nothing
    is checked: a number that is none gives such rows.
    """
    graph = Graph("pens", DOUBLE)
    weights = weights_of(graph, graph.input("weights", WEIGHTS))
    constants = graph.input("loop", "L", len(LoopConstants._fields))
    reentry = graph.input("reentry", "K", "R", len(KEPT))
    pens = graph.input("pens", "B", len(PEN))
    fingers, alone = graph.input("fingers", "N", "F", 2), graph.input("alone", "N", "A", len(ALONE))
    loop = _Loop(graph, weights, constants, _Reentry(graph, reentry, pens))
    _, drawn = graph.scan([pens], [fingers, alone], loop.step)
    graph.output("drawn", drawn, "N", "B", len(PEN))
    return graph.model()


class _Reentry:
    """The re-entry states of every pen."""

    def __init__(self, graph: Graph, states: Value, pens: Value) -> None:
        self._graph = graph
        pen_count = graph.node("Shape", pens, kind=INT64, start=0, end=1)
        ones = graph.constant([1, 1], INT64)
        states = graph.node("Expand", states, graph.concat([pen_count, ones], 0))  # (B, R, 34)
        self._directions = _direction(graph, graph.slice(states, 0, 2, 2), 2)
        self._rows = graph.reshape(states, -1, len(KEPT))
        count = graph.node("Shape", states, kind=INT64, start=1, end=2)
        zero, one = graph.constant(0, INT64), graph.constant(1, INT64)
        numbers = graph.node("Range", zero, graph.reshape(pen_count), one)
        self._first_rows = numbers * count  # (B,)

    def nearest(self, output: Value) -> tuple[Value, Value]:
        """Output (B, 2) and h, c (B, 32) of the state whose movement has the direction nearest.

        The one with the least angle to `output` has the least distance between vectors of length 1.
        """
        graph = self._graph
        wanted = graph.reshape(_direction(graph, output, 1), -1, 1, 2)
        apart = self._directions - wanted
        best = graph.node("ArgMin", graph.sum(apart * apart, 2), kind=INT64, axis=1, keepdims=0)
        kept = graph.node("Gather", self._rows, self._first_rows + best, axis=0)
        kept_output, lstm = graph.split(kept, [2, 2 * CELLS], 1)
        return kept_output, lstm


class _Net:
    """The net's step for all pens at once."""

    def __init__(self, graph: Graph, weights: Weights) -> None:
        self._graph = graph
        self._first = graph.slice(weights["input.weight"], 0, 2, 1), weights["input.bias"]  # time is 0: x and y alone
        self._layers = [
            (
                graph.concat([weights[f"{name}.weight_ih"], weights[f"{name}.weight_hh"]], 1),  # (32, 16)
                weights[f"{name}.bias_ih"] + weights[f"{name}.bias_hh"],
            )
            for name in ("layer1", "layer2")
        ]
        self._last = graph.slice(weights["output.weight"], 0, 2, 0), graph.slice(weights["output.bias"], 0, 2, 0)

    def step(self, x: Value, lstm: Value) -> tuple[Value, Value]:
        """y (B, 2) and the new h, c (B, 32), from x (B, 2) and the old ones."""
        graph = self._graph
        h_1, h_2, c_1, c_2 = graph.split(lstm, [UNITS] * 4, 1)
        below = graph.node("Tanh", self._dense(x, self._first))
        h_1, c_1, _ = cell(graph, self._dense(graph.concat([below, h_1], 1), self._layers[0]), c_1)
        h_2, c_2, _ = cell(graph, self._dense(graph.concat([h_1, h_2], 1), self._layers[1]), c_2)
        return x + self._dense(h_2, self._last), graph.concat([h_1, h_2, c_1, c_2], 1)

    def _dense(self, x: Value, layer: tuple[Value, Value]) -> Value:
        return self._graph.node("Gemm", x, *layer, transB=1)


class _Loop:
    """The loop's constants, a column each (B or 1, 1), and the step that goes by them."""

    def __init__(self, graph: Graph, weights: Weights, constants: Value, reentry: _Reentry) -> None:
        fields = LoopConstants._fields
        self._graph = graph
        self._net = _Net(graph, weights)
        self._reentry = reentry
        self._k = k = dict(zip(fields, graph.split(constants, [1] * len(fields), 1), strict=True))
        soon, late = k["speed_smoothing"], k["heading_smoothing"]
        self._smoothing = graph.concat([soon, late, late, late, late, soon, soon], 1)
        self._always = graph.constant(_ALWAYS, BOOL)
        self._longest_age = k["wait_steps"] * 2
        self._least_drift = graph.node("Max", DRIFT_PX - k["own_drift_px"], 0.0)
        self._faster_px = k["straight_speed_px"] - k["turning_speed_px"]
        self._larger = k["size_max"] - 1
        self._lift_quick_px, self._lift_loud_px = k["straight_speed_px"] * LIFT_QUICK, k["floor_speed_px"] * LIFT_LOUD
        rises = (
            (k["straight_from"], k["straight_to"]),
            (k["wait_steps"], self._longest_age),
            (k["turn_from"], k["turn_to"]),
            (k["size_from_px"], k["size_to_px"]),
        )
        self._lows = graph.concat([low for low, _ in rises], 1)
        self._spans = graph.concat([high for _, high in rises], 1) - self._lows

    def step(self, states: list[Value], rows: list[Value]) -> tuple[list[Value], list[Value]]:
        """All pens (B, 51) a step later: curlicue.pen's `prepare`, the net, and `finish`."""
        graph, k = self._graph, self._k
        (pens,), (finger, alone) = states, rows
        at, run, room, output, output_speed, fast_steps, drag_at, means, age, lstm = graph.split(pens, _PEN_PARTS, 1)
        step, planned, left = graph.split(alone, [1, 1, 1], 1)
        down = step < 0
        moved = graph.where(down, finger - drag_at, 0.0)
        quick_before = graph.slice(means, 0, 1, 1)

        means, age = self._move_drag(means, age, moved, down)
        drag_at = drag_at + moved
        unit = _direction(graph, graph.slice(means, 3, 5, 1), 1)
        unit_x, unit_y = graph.split(unit, [1, 1], 1)
        own, size, carry = self._balance(means, age, unit)
        is_slow = own >= 0.5
        own = graph.where(down, own, 1.0)
        carry = graph.where(down, carry, 0.0)
        pull = graph.where(down, self._pull(own, size, drag_at - at), 0.0)

        slows = down & is_slow & (fast_steps >= k["reentry_after_steps"])
        is_lift = graph.node("Equal", step, 0.0, kind=BOOL)
        lifts = is_lift & self._is_far_from_a_curl(quick_before, fast_steps, output_speed)
        enters = slows | lifts
        kept_output, kept_lstm = self._reentry.nearest(output)
        lstm = graph.where(enters, kept_lstm, lstm)
        output_speed = graph.where(enters, k["floor_speed_px"], output_speed)
        output = graph.where(lifts, kept_output, output)
        heard, output_speed = self._hear_itself(output, output_speed)
        framed = (moved * unit_x - _quarter(graph, moved) * unit_y) / size
        said, lstm = self._net.step(((1 - own) * framed + own * heard) / k["scale_px"], lstm)

        output = self._clip_output(said * k["scale_px"])
        own_move = (output * unit_x + _quarter(graph, output) * unit_y) * size
        carried = own_move + carry * graph.slice(means, 5, 7, 1) + pull * (drag_at - at)
        run = graph.where(is_lift, self._carrying(run - own_move), run)
        soft, gone_on, alone_move, slower = self._trail_off(step, planned, left, unit, run, room, own_move)
        at = at + graph.where(down, carried, soft * alone_move)
        drag_at = drag_at + graph.where(down, graph.constant(0.0), soft * gone_on)
        run = graph.where(down, carried, slower)
        room = graph.where(down, graph.constant(1.0), room)
        fast_steps = graph.where(is_slow | ~down, graph.constant(0.0), fast_steps + 1)
        pens = graph.concat([at, run, room, output, output_speed, fast_steps, drag_at, means, age, lstm], 1)
        return [pens], [pens]

    def _move_drag(self, means: Value, age: Value, moved: Value, down: Value) -> tuple[Value, Value]:
        """curlicue.drag.move_drag; the means are speed, brisk, path, heading x and y, carry x and y."""
        graph, k = self._graph, self._k
        far = graph.length(moved, 1)
        smoothed = means + self._smoothing * (graph.concat([far, far, far, moved, moved], 1) - means)
        heading = graph.slice(smoothed, 3, 5, 1)
        counts = (far > k["heading_min_px"]) & (graph.sum(heading * heading, 1, keep=True) > NO_DIRECTION)
        older = graph.node("Min", age + graph.cast(down, DOUBLE), self._longest_age)
        return graph.where(down & (self._always | counts), smoothed, means), older

    def _balance(self, means: Value, age: Value, unit: Value) -> tuple[Value, Value, Value]:
        """curlicue.drag.straightness and balance, with a full voice: own, size, carry."""
        graph, k = self._graph, self._k
        speed, brisk, path, heading, carry = graph.split(means, [1, 1, 1, 2, 2], 1)
        length = graph.length(carry, 1)
        sine = graph.node("Abs", graph.sum(unit * _quarter(graph, carry), 1, keep=True)) / length
        rising = graph.concat([graph.length(heading, 1) / path, age, sine, brisk], 1)
        risen = self._rise((rising - self._lows) / self._spans)
        straight, waited, bent, quick = graph.split(risen, [1, 1, 1, 1], 1)
        straight = straight * waited
        straight = graph.where(length > STANDS_PX / 2, straight - straight * bent, straight)

        ratio = speed / (k["turning_speed_px"] + self._faster_px * straight)
        square = ratio * ratio
        fourth = square * square
        slow = 1 / (1 + fourth * fourth)
        sure = slow * slow
        sure = sure * sure * straight
        size = 1 + self._larger * quick * sure
        ahead = graph.node("Clip", 1 - k["own_drift_px"] * size / length, 0.0, 1.0)
        carried = graph.where(length > STANDS_PX, sure * self._rise(length - STANDS_PX) * ahead, 0.0)
        return slow, size, carried

    def _pull(self, own: Value, size: Value, far: Value) -> Value:
        """The pull of curlicue.pen.prepare, with the leash."""
        k = self._k
        pull = k["pull"] * own + k["fast_pull"] * (1 - own)
        leash = k["leash_px"] * size
        r2 = self._graph.sum(far * far, 1, keep=True) / (leash * leash)
        return pull + self._graph.node("Max", k["leash_pull"] - pull, 0.0) * (r2 * r2 / (1 + r2 * r2))

    def _is_far_from_a_curl(self, speed: Value, fast_steps: Value, output_speed: Value) -> Value:
        return (speed > self._lift_quick_px) | (fast_steps > 0) | (output_speed > self._lift_loud_px)

    def _hear_itself(self, output: Value, speed: Value) -> tuple[Value, Value]:
        graph, k = self._graph, self._k
        length = graph.length(output, 1)
        speed = speed + k["output_smoothing"] * (length - speed)
        at_most = k["floor_gain_max"]
        needed = graph.node("Max", k["floor_speed_px"] / speed, 1.0)
        gain = graph.where(speed * at_most > k["floor_speed_px"], needed, at_most)
        gain = graph.where(length * gain > k["max_output_px"], k["max_output_px"] / length, gain)
        return output * gain, speed

    def _clip_output(self, output: Value) -> Value:
        longest = self._k["max_output_px"]
        return output * (longest / self._graph.node("Max", self._graph.length(output, 1), longest))

    def _carrying(self, run: Value) -> Value:
        return run * (WATER_PX / self._graph.node("Max", self._graph.length(run, 1), WATER_PX))

    def _trail_off(
        self, step: Value, planned: Value, left: Value, unit: Value, run: Value, room: Value, own_move: Value
    ) -> tuple[Value, Value, Value, Value]:
        """curlicue.flourish.trail_off without a sheet: softness, what the finger's place and the pen move, new run."""
        graph = self._graph
        to_go = planned - step
        to_come = to_go / (planned + 1)
        soft = graph.node("Min", left / (REST_STEPS + 1), 1.0)
        least = self._least_drift
        ahead = graph.sum(run * unit, 1, keep=True) / least  # where there is no least drift, it counts for nothing
        after = graph.node("Min", (step + 1) / DRIFT_AFTER_STEPS, 1.0)
        missing = graph.node("Max", to_come - ahead, 0.0) * after
        carried = run + graph.where(least > 0, missing * least, 0.0) * unit
        kept = graph.node("Max", 1 - 2 / (to_go + 1) - WATER - graph.length(run, 1) / WATER_PX, 0.0)
        return soft, carried, carried + to_come * room * own_move, kept * run

    def _rise(self, x: Value) -> Value:
        x = self._graph.node("Clip", x, 0.0, 1.0)
        return x * x * (3 - x * 2)


def _direction(graph: Graph, vector: Value, axis: int) -> Value:
    """Vectors of length 1; along +x where there is none, as atan2 has it."""
    length = graph.length(vector, axis)
    return graph.where(length > 0, vector / length, graph.constant([1.0, 0.0]))


def _quarter(graph: Graph, vector: Value) -> Value:
    """(B, 2) turned by a quarter, from +x to +y."""
    return vector @ graph.constant([[0.0, 1.0], [-1.0, 0.0]])


def free_run_states(hand: Hand) -> list[StartState]:
    """The states that curlicue.reentry keeps of a hand's free run."""
    at, states = hand.start, []
    for _ in range(SETTLING_STEPS + hand.loop.reentry_states):
        at = free_step(hand.loop, hand.weights, at)
        states.append(at)
    return states[SETTLING_STEPS:]


def feed(
    weights: Sequence[float], hands: Sequence[Hand], pens: Sequence[Pen], dues: Sequence[Sequence[Tick | Alone]]
) -> dict[str, np.ndarray[Any, Any]]:
    """The graph's inputs for pens, each of a hand (which differ in loop and start, not in weights) with as many dues.

    `weights` are the hands' 1,211. ValueError for what the graph does not cover, and for dues of different lengths.
    """
    if len({hand.weights for hand in hands}) != 1:
        raise ValueError("found hands with different weights, expected one net for all pens of a call")
    if len({len(each) for each in dues}) != 1:
        raise ValueError(f"found dues of {sorted({len(each) for each in dues})} steps, expected as many for each pen")
    for due in (due for each in dues for due in each if isinstance(due, Alone)):
        if due.sheet is not None:
            raise ValueError("found a flourish on a sheet with edges, expected sheet None: the graph knows no edges")
    if any(pen.heard for pen in pens):
        raise ValueError("found a pen that a rule moves, expected one that the network moves: the graph knows no rule")
    alone = [[_alone(due) for due in step] for step in zip(*dues, strict=True)]
    fingers = [[(0.0, 0.0) if isinstance(due, Alone) else due[:2] for due in step] for step in zip(*dues, strict=True)]
    reentry = {hand: [[s.output_x, s.output_y, *s.lstm.h, *s.lstm.c] for s in free_run_states(hand)] for hand in hands}
    inputs: dict[str, Any] = {
        "weights": weights,
        "loop": [hand.loop for hand in hands],
        "reentry": [reentry[hand] for hand in hands],
        "pens": [row_of(pen) for pen in pens],
        "fingers": fingers,
        "alone": alone,
    }
    return {name: np.array(values, np.float64) for name, values in inputs.items()}


def row_of(pen: Pen) -> list[float]:
    """A pen as the graph has it, `PEN`."""
    return [*(getattr(pen, name) for name in _OF_PEN), *pen.drag, *pen.lstm.h, *pen.lstm.c]


def _alone(due: Tick | Alone) -> tuple[int, int, int]:
    return (due.step, due.planned, due.left) if isinstance(due, Alone) else (FINGER_DOWN, 0, 0)
