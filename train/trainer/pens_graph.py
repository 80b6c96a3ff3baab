"""The whole pen, `curlicue.pen` and all that it stands on, as one ONNX graph: many pens, many steps.

What teaching has to judge is drawn by it: one call instead of tens of thousands of plain steps. It is the same loop,
constant for constant, and in doubles as the plain one, which cost about as much: a net that never learned to go on
alone is 6 px elsewhere in single precision after a minute, and so might be judged by another line than it draws. A pen
is a row of 51 numbers, `PEN`; a step cuts it, and puts it together again, for B pens at once.

There are two of it. `pens_graph` is for teaching and knows no sheet. `strokes_graph` draws a reader's strokes again:
the flourish turns back from the sheet's edges, and it gives the rows of the log as well.

Not covered: the rule, what else a reader takes away (`curlicue.experiment`), and the slider where it silences the
network. The graphs have no input for any of them, and `feed` refuses what it can be asked: a rule, and a sheet where
none is known. A pull of the slider up to SLIDER_CURLS is another `pull` among the constants.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from curlicue.drag import NO_DIRECTION, STANDS_PX, Drag
from curlicue.flourish import (
    AHEAD_PX,
    BRAKE_PX,
    DRIFT_AFTER_STEPS,
    DRIFT_PX,
    EDGE_PX,
    EDGE_SHARE,
    MARGIN_PX,
    PUSH,
    PUSH_AFTER_STEPS,
    REST_STEPS,
    ROOM_LEAST,
    ROOM_PX,
    ROOM_SMOOTHING,
    STOP_PX,
    TURN_AFTER_STEPS,
    TURN_RAD,
    WATER,
    WATER_PX,
    Alone,
)
from curlicue.hand import Hand
from curlicue.loop import LoopConstants, StartState
from curlicue.lstm import CELLS, UNITS
from curlicue.packed import ROW_NUMBERS
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
_NEWTON_STEPS = 3  # to an angle of up to 1 rad: misses of .16, 7e-4, 5e-11, 2e-32
_NOWHERE_PX = 1e-300  # a length that is none, and may be divided by
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
    loop, pens, dues = _inputs(graph)
    _, drawn = graph.scan([pens], dues, loop.step)
    graph.output("drawn", drawn, "N", "B", len(PEN))
    return graph.model()


def strokes_graph() -> bytes:
    """The same for strokes on a sheet, with one input and one output more.

    | input  | shape    | what |
    |--------|----------|------|
    | sheets | (B|1, 2) | CSS px, width and height of the sheet at the lift; 0, 0 where there are no edges |

    | output | shape       | what |
    |--------|-------------|------|
    | rows   | (N, B, 103) | of the log, as `curlicue.packed` has them |
    """
    graph = Graph("strokes", DOUBLE)
    loop, pens, dues = _inputs(graph, _Sheets(graph, graph.input("sheets", "S", 2)))
    _, drawn, rows = graph.scan([pens], dues, loop.step)
    graph.output("drawn", drawn, "N", "B", len(PEN))
    graph.output("rows", rows, "N", "B", ROW_NUMBERS)
    return graph.model()


def _inputs(graph: Graph, sheets: _Sheets | None = None) -> tuple[_Loop, Value, list[Value]]:
    """The inputs that both graphs have: as the loop, the pens and what they do at each step."""
    weights = weights_of(graph, graph.input("weights", WEIGHTS))
    constants = graph.input("loop", "L", len(LoopConstants._fields))
    reentry = graph.input("reentry", "K", "R", len(KEPT))
    pens = graph.input("pens", "B", len(PEN))
    dues = [graph.input("fingers", "N", "F", 2), graph.input("alone", "N", "A", len(ALONE))]
    return _Loop(graph, weights, constants, _Reentry(graph, reentry, pens), sheets), pens, dues


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


class _Sheets:
    """The sheets that the pens are on, and what their edges do to a pen alone; a sheet without edges does nothing."""

    def __init__(self, graph: Graph, sizes: Value) -> None:
        self._graph = graph
        self._sizes = sizes
        width, height = graph.split(sizes, [1, 1], 1)
        self._edge = graph.node("Min", graph.node("Min", width, height) * EDGE_SHARE, EDGE_PX)
        self._has_edges = self._edge > 0

    def steer(self, unit: Value, place: Value, step: Value, planned: Value) -> Value:
        """curlicue.flourish.steer, (B, 1): rad."""
        graph = self._graph
        least, more, a_step = AHEAD_PX
        to_come = (planned - step) / (planned + 1)
        ahead = place + unit * ((planned * a_step + more) * to_come + least)
        inside = graph.node("Max", graph.node("Min", ahead, self._sizes - self._edge), self._edge)
        to = inside - place
        off = ahead - inside
        outside = graph.length(off, 1) / self._edge
        unit_x, unit_y = graph.split(unit, [1, 1], 1)
        to_x, to_y = graph.split(to, [1, 1], 1)
        angle = self._angle(unit_x * to_y - unit_y * to_x, unit_x * to_x + unit_y * to_y)
        after = graph.node("Min", (step + 1) / TURN_AFTER_STEPS, 1.0)
        angle = angle * TURN_RAD * graph.node("Min", outside, 1.0) * after
        return graph.where(self._has_edges & (step >= 0), angle, graph.constant(0.0))

    def _angle(self, sine: Value, cosine: Value) -> Value:
        """atan2, no more than 1 rad to either side; there is no such node, so Newton's way from the sine."""
        graph = self._graph
        length = graph.node("Max", graph.length(graph.concat([sine, cosine], 1), 1), _NOWHERE_PX)
        sine, cosine = sine / length, cosine / length
        angle = sine
        for _ in range(_NEWTON_STEPS):
            angle = angle + sine * graph.node("Cos", angle) - cosine * graph.node("Sin", angle)
        least = graph.where(1 / sine < 0, graph.constant(-1.0), 1.0)  # -0 is negative to atan2 as well
        return graph.where(cosine < math.cos(1.0), least, angle)

    def push(self, carried: Value, place: Value, step: Value, planned: Value) -> Value:
        """What carries a pen on, (B, 2), pushed away from an edge that it is near, and braked before it."""
        graph = self._graph
        push = graph.node("Min", (step + 1) / PUSH_AFTER_STEPS, 1.0) * PUSH * ((planned - step) / (planned + 1))
        near = graph.node("Max", self._edge - place, 0.0)
        far = graph.node("Max", place - self._sizes + self._edge, 0.0)
        pushed = carried + push * (near - far)
        return graph.where(self._has_edges, self._braked(pushed, place, BRAKE_PX), carried)

    def stop(self, moved: Value, at: Value) -> Value:
        """A pen's movement, (B, 2), braked before an edge."""
        return self._graph.where(self._has_edges, self._braked(moved, at, STOP_PX), moved)

    def room(self, room: Value, place: Value) -> Value:
        """How much room there is for the network's movement, (B, 1)."""
        graph = self._graph
        sides = graph.node("Min", place, self._sizes - place)
        nearest = graph.node("Min", *graph.split(sides, [1, 1], 1))
        nearer = room + (graph.node("Clip", nearest / ROOM_PX, ROOM_LEAST, 1.0) - room) * ROOM_SMOOTHING
        return graph.where(self._has_edges, nearer, room)

    def _braked(self, movement: Value, place: Value, over_px: float) -> Value:
        graph = self._graph
        room = graph.where(movement > 0, self._sizes - MARGIN_PX - place, place - MARGIN_PX)
        over = graph.node("Max", graph.node("Abs", movement), over_px)
        return movement * graph.node("Clip", room / over, 0.0, 1.0)


class _Net:
    """The net's step for all pens at once. A `whole` one hears and says a time as well, and gives its gates."""

    def __init__(self, graph: Graph, weights: Weights, whole: bool) -> None:
        self._graph = graph
        self._whole = whole
        self._first = graph.slice(weights["input.weight"], 0, 2, 1), weights["input.bias"]  # time is 0: x and y alone
        self._layers = [
            (
                graph.concat([weights[f"{name}.weight_ih"], weights[f"{name}.weight_hh"]], 1),  # (32, 16)
                weights[f"{name}.bias_ih"] + weights[f"{name}.bias_hh"],
            )
            for name in ("layer1", "layer2")
        ]
        self._last = weights["output.weight"], weights["output.bias"]
        if not whole:
            self._last = graph.slice(self._last[0], 0, 2, 0), graph.slice(self._last[1], 0, 2, 0)

    def step(self, x: Value, lstm: Value) -> tuple[Value, Value, Value | None]:
        """y (B, 2), the new h, c (B, 32), from x (B, 2) and the old ones; and the row of the step but for its end."""
        graph = self._graph
        h_1, h_2, c_1, c_2 = graph.split(lstm, [UNITS] * 4, 1)
        below = graph.node("Tanh", self._dense(x, self._first))
        h_1, c_1, gates_1 = cell(graph, self._dense(graph.concat([below, h_1], 1), self._layers[0]), c_1)
        h_2, c_2, gates_2 = cell(graph, self._dense(graph.concat([h_1, h_2], 1), self._layers[1]), c_2)
        lstm = graph.concat([h_1, h_2, c_1, c_2], 1)
        if not self._whole:
            return x + self._dense(h_2, self._last), lstm, None
        x = graph.pad(x, 0, 1, 1)  # time is 0
        said = x + self._dense(h_2, self._last)
        i, f, g, o = (graph.concat(pair, 1) for pair in zip(gates_1, gates_2, strict=True))
        return graph.slice(said, 0, 2, 1), lstm, graph.concat([x, said, lstm, i, f, g, o], 1)

    def _dense(self, x: Value, layer: tuple[Value, Value]) -> Value:
        return self._graph.node("Gemm", x, *layer, transB=1)


class _Loop:
    """The loop's constants, a column each (B or 1, 1), and the step that goes by them."""

    def __init__(
        self, graph: Graph, weights: Weights, constants: Value, reentry: _Reentry, sheets: _Sheets | None
    ) -> None:
        fields = LoopConstants._fields
        self._graph = graph
        self._net = _Net(graph, weights, whole=sheets is not None)
        self._reentry = reentry
        self._sheets = sheets
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
        is_lift = graph.node("Equal", step, 0.0, kind=BOOL)
        if self._sheets is not None:
            angle = self._sheets.steer(unit, drag_at, step, planned)
            means = self._turn_heading(means, angle)
            unit = _direction(graph, graph.slice(means, 3, 5, 1), 1)
            unit_x, unit_y = graph.split(unit, [1, 1], 1)
            run = graph.where(is_lift, run, _turned(graph, run, angle))
        is_slow = own >= 0.5
        own = graph.where(down, own, 1.0)
        carry = graph.where(down, carry, 0.0)
        pull = graph.where(down, self._pull(own, size, drag_at - at), 0.0)

        slows = down & is_slow & (fast_steps >= k["reentry_after_steps"])
        lifts = is_lift & self._is_far_from_a_curl(quick_before, fast_steps, output_speed)
        enters = slows | lifts
        kept_output, kept_lstm = self._reentry.nearest(output)
        lstm = graph.where(enters, kept_lstm, lstm)
        output_speed = graph.where(enters, k["floor_speed_px"], output_speed)
        output = graph.where(lifts, kept_output, output)
        heard, output_speed = self._hear_itself(output, output_speed)
        framed = (moved * unit_x - _quarter(graph, moved) * unit_y) / size
        said, lstm, row = self._net.step(((1 - own) * framed + own * heard) / k["scale_px"], lstm)

        output = self._clip_output(said * k["scale_px"])
        own_move = (output * unit_x + _quarter(graph, output) * unit_y) * size
        carried = own_move + carry * graph.slice(means, 5, 7, 1) + pull * (drag_at - at)
        run = graph.where(is_lift, self._carrying(run - own_move), run)
        soft, gone_on, alone_move, slower, room = self._trail_off(
            step, planned, left, unit, run, room, own_move, drag_at
        )
        alone_move = soft * alone_move
        if self._sheets is not None:
            alone_move = self._sheets.stop(alone_move, at)
        at = at + graph.where(down, carried, alone_move)
        drag_at = drag_at + graph.where(down, graph.constant(0.0), soft * gone_on)
        run = graph.where(down, carried, slower)
        room = graph.where(down, graph.constant(1.0), room)
        fast_steps = graph.where(is_slow | ~down, graph.constant(0.0), fast_steps + 1)
        pens = graph.concat([at, run, room, output, output_speed, fast_steps, drag_at, means, age, lstm], 1)
        return [pens], [pens] if row is None else [pens, graph.concat([row, own], 1)]

    def _turn_heading(self, means: Value, angle: Value) -> Value:
        graph = self._graph
        before, heading, after = graph.split(means, [3, 2, 2], 1)
        return graph.concat([before, _turned(graph, heading, angle), after], 1)

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
        self,
        step: Value,
        planned: Value,
        left: Value,
        unit: Value,
        run: Value,
        room: Value,
        own_move: Value,
        place: Value,
    ) -> tuple[Value, Value, Value, Value, Value]:
        """curlicue.flourish.trail_off: softness, what the finger's place and the pen move, new run, new room."""
        graph = self._graph
        to_go = planned - step
        to_come = to_go / (planned + 1)
        soft = graph.node("Min", left / (REST_STEPS + 1), 1.0)
        least = self._least_drift
        ahead = graph.sum(run * unit, 1, keep=True) / least  # where there is no least drift, it counts for nothing
        after = graph.node("Min", (step + 1) / DRIFT_AFTER_STEPS, 1.0)
        missing = graph.node("Max", to_come - ahead, 0.0) * after
        carried = run + graph.where(least > 0, missing * least, 0.0) * unit
        if self._sheets is not None:
            carried = self._sheets.push(carried, place, step, planned)
            room = self._sheets.room(room, place)
        kept = graph.node("Max", 1 - 2 / (to_go + 1) - WATER - graph.length(run, 1) / WATER_PX, 0.0)
        return soft, carried, carried + to_come * room * own_move, kept * run, room

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


def _turned(graph: Graph, vector: Value, angle: Value) -> Value:
    """(B, 2) turned by an angle in rad, from +x to +y."""
    return vector * graph.node("Cos", angle) + _quarter(graph, vector) * graph.node("Sin", angle)


def free_run_states(hand: Hand) -> list[StartState]:
    """The states that curlicue.reentry keeps of a hand's free run."""
    at, states = hand.start, []
    for _ in range(SETTLING_STEPS + hand.loop.reentry_states):
        at = free_step(hand.loop, hand.weights, at)
        states.append(at)
    return states[SETTLING_STEPS:]


def feed(
    weights: Sequence[float],
    hands: Sequence[Hand],
    pens: Sequence[Pen],
    dues: Sequence[Sequence[Tick | Alone]],
    sheets: Sequence[tuple[float, float]] | None = None,
) -> dict[str, np.ndarray[Any, Any]]:
    """The graph's inputs for pens, each of a hand (which differ in loop and start, not in weights) with as many dues.

    `weights` are the hands' 1,211; with `sheets`, one for each pen, they are the inputs of `strokes_graph`. ValueError
    for what the graph does not cover, and for dues of different lengths.
    """
    if len({hand.weights for hand in hands}) != 1:
        raise ValueError("found hands with different weights, expected one net for all pens of a call")
    if len({len(each) for each in dues}) != 1:
        raise ValueError(f"found dues of {sorted({len(each) for each in dues})} steps, expected as many for each pen")
    for due in (due for each in dues for due in each if isinstance(due, Alone)):
        if due.sheet is not None and sheets is None:
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
    if sheets is not None:
        inputs["sheets"] = sheets
    return {name: np.array(values, np.float64) for name, values in inputs.items()}


def row_of(pen: Pen) -> list[float]:
    """A pen as the graph has it, `PEN`."""
    return [*(getattr(pen, name) for name in _OF_PEN), *pen.drag, *pen.lstm.h, *pen.lstm.c]


def _alone(due: Tick | Alone) -> tuple[int, int, int]:
    return (due.step, due.planned, due.left) if isinstance(due, Alone) else (FINGER_DOWN, 0, 0)
