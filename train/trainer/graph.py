"""Writes ONNX graphs by hand: values that one can add and multiply, and loops as Scan.

A traced or exported loop is unrolled, thousands of nodes; written as Scan it is one body, a few kilobytes. Only what
the two graphs of teaching need is here. Names come from the order of writing, so the same code gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from trainer.opset import IR_VERSION, OPSET

FLOAT, DOUBLE, INT64, BOOL = TensorProto.FLOAT, TensorProto.DOUBLE, TensorProto.INT64, TensorProto.BOOL
_END = 2**62  # beyond every axis: a slice to the end

Number = float | int
Numbers = Number | Sequence[Number] | Sequence[Sequence[Number]]
Step = Callable[[list["Value"], list["Value"]], tuple[list["Value"], list["Value"]]]


@dataclass(frozen=True, eq=False)
class Value:
    """What a node gives; arithmetic on it writes nodes. A Python number becomes a constant of the same type."""

    graph: Graph
    name: str
    kind: int  # of TensorProto.DataType

    def __add__(self, other: Value | Number) -> Value:
        return self.graph.node("Add", self, other)

    def __radd__(self, other: Number) -> Value:
        return self.graph.node("Add", self, other)

    def __sub__(self, other: Value | Number) -> Value:
        return self.graph.node("Sub", self, other)

    def __rsub__(self, other: Number) -> Value:
        return self.graph.node("Sub", self.graph.constant(other, self.kind), self)

    def __mul__(self, other: Value | Number) -> Value:
        return self.graph.node("Mul", self, other)

    def __rmul__(self, other: Number) -> Value:
        return self.graph.node("Mul", self, other)

    def __truediv__(self, other: Value | Number) -> Value:
        return self.graph.node("Div", self, other)

    def __rtruediv__(self, other: Number) -> Value:
        return self.graph.node("Div", self.graph.constant(other, self.kind), self)

    def __matmul__(self, other: Value) -> Value:
        return self.graph.node("MatMul", self, other)

    def __gt__(self, other: Value | Number) -> Value:
        return self.graph.node("Greater", self, other, kind=BOOL)

    def __ge__(self, other: Value | Number) -> Value:
        return self.graph.node("GreaterOrEqual", self, other, kind=BOOL)

    def __lt__(self, other: Value | Number) -> Value:
        return self.graph.node("Less", self, other, kind=BOOL)

    def __and__(self, other: Value) -> Value:
        return self.graph.node("And", self, other)

    def __or__(self, other: Value) -> Value:
        return self.graph.node("Or", self, other)

    def __invert__(self) -> Value:
        return self.graph.node("Not", self)


class Graph:
    """A graph as it is written; numbers are of type `kind` unless something else is said."""

    def __init__(self, name: str, kind: int) -> None:
        self._name = name
        self._kind = kind
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._constants: dict[tuple[int, tuple[int, ...], bytes], Value] = {}
        self._initializers: list[onnx.TensorProto] = []
        self._nodes: list[list[onnx.NodeProto]] = [[]]  # of the graph itself, then of the bodies one is in
        self._written = 0

    def input(self, name: str, *shape: int | str) -> Value:
        """An input of the graph; a string in its shape is a size that may be any."""
        self._inputs.append(helper.make_tensor_value_info(name, self._kind, shape))
        return Value(self, name, self._kind)

    def output(self, name: str, value: Value, *shape: int | str) -> None:
        """Give `value` out under this name."""
        self._nodes[-1].append(helper.make_node("Identity", [value.name], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, value.kind, shape))

    def constant(self, numbers: Numbers, kind: int | None = None) -> Value:
        """A scalar, a row or a matrix of numbers, written once however often it is used."""
        kind = self._kind if kind is None else kind
        array = np.array(numbers, dtype=helper.tensor_dtype_to_np_dtype(kind))
        key = (kind, array.shape, array.tobytes())
        if key not in self._constants:
            name = f"k{len(self._constants)}"
            self._initializers.append(numpy_helper.from_array(array, name))
            self._constants[key] = Value(self, name, kind)
        return self._constants[key]

    def node(self, op: str, *inputs: Value | Number, kind: int | None = None, **attributes: Any) -> Value:
        """What one node with one output gives, of type `kind`, or else that of the first value among its inputs."""
        return self.nodes(op, 1, *inputs, kind=kind, **attributes)[0]

    def nodes(
        self, op: str, outputs: int, *inputs: Value | Number, kind: int | None = None, **attributes: Any
    ) -> list[Value]:
        """The same with several outputs."""
        first = next(value for value in inputs if isinstance(value, Value))
        values = [value if isinstance(value, Value) else self.constant(value, first.kind) for value in inputs]
        given = [Value(self, self._fresh(op), first.kind if kind is None else kind) for _ in range(outputs)]
        names = [value.name for value in values], [value.name for value in given]
        self._nodes[-1].append(helper.make_node(op, *names, **attributes))
        return given

    def cast(self, value: Value, kind: int) -> Value:
        """The same numbers in another type."""
        return self.node("Cast", value, kind=kind, to=kind)

    def where(self, condition: Value, one: Value, other: Value | Number) -> Value:
        """`one` where it is true, else `other`."""
        if not isinstance(other, Value):
            other = self.constant(other, one.kind)
        return self.node("Where", condition, one, other, kind=one.kind)

    def concat(self, values: Sequence[Value], axis: int) -> Value:
        """All of them, one after the other."""
        return self.node("Concat", *values, axis=axis)

    def split(self, value: Value, sizes: Sequence[int], axis: int) -> list[Value]:
        """The parts of a value that `concat` would put together."""
        return self.nodes("Split", len(sizes), value, self._integers(sizes), axis=axis)

    def slice(self, value: Value, begin: int, end: int | None, axis: int) -> Value:
        """From `begin` to before `end`, along one axis."""
        bounds = ([begin], [_END if end is None else end], [axis])
        return self.node("Slice", value, *map(self._integers, bounds))

    def pad(self, value: Value, before: int, after: int, axis: int) -> Value:
        """So many zeros before and after, along one axis."""
        return self.node("Pad", value, self._integers([before, after]), self.constant(0, value.kind), self._axis(axis))

    def reshape(self, value: Value, *shape: int) -> Value:
        """The same numbers in another shape; one size may be -1."""
        return self.node("Reshape", value, self._integers(shape))

    def sum(self, value: Value, axis: int, keep: bool = False) -> Value:
        """Sums along one axis."""
        return self.node("ReduceSum", value, self._axis(axis), keepdims=int(keep))

    def sum_all(self, value: Value) -> Value:
        """The sum of all numbers, a scalar."""
        return self.node("ReduceSum", value, keepdims=0)

    def length(self, value: Value, axis: int) -> Value:
        """Lengths of vectors along one axis, which stays, of size 1."""
        return self.node("ReduceL2", value, self._axis(axis))

    def transposed(self, value: Value) -> Value:
        """A matrix the other way round."""
        return self.node("Transpose", value, perm=[1, 0])

    def scan(self, states: Sequence[Value], rows: Sequence[Value], step: Step, backwards: bool = False) -> list[Value]:
        """Go along the first axis of all `rows`: `step(states, row of each)` gives the new states and what to stack.

        Returns the last states, then the stacks. `backwards` goes from the last row to the first; what is stacked lies
        in the order of the rows all the same.
        """
        self._nodes.append([])
        inside = [Value(self, self._fresh("in"), value.kind) for value in (*states, *rows)]
        new_states, stacked = step(inside[: len(states)], inside[len(states) :])
        given = [self.node("Identity", value) for value in (*new_states, *stacked)]  # none may be given out twice
        nodes = self._nodes.pop()
        body = helper.make_graph(nodes, "body", [_info(value) for value in inside], [_info(value) for value in given])
        directions = _directions(len(rows), len(stacked)) if backwards else {}
        names = [value.name for value in (*states, *rows)]
        results = [Value(self, self._fresh("Scan"), value.kind) for value in given]
        self._nodes[-1].append(
            helper.make_node(
                "Scan", names, [value.name for value in results], body=body, num_scan_inputs=len(rows), **directions
            )
        )
        return results

    def model(self) -> bytes:
        """The checked graph as a file; the same code gives the same bytes."""
        graph = helper.make_graph(self._nodes[0], self._name, self._inputs, self._outputs, self._initializers)
        opset = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=opset, ir_version=IR_VERSION, producer_name="curlicue")
        onnx.checker.check_model(model, full_check=True)
        return cast("bytes", model.SerializeToString(deterministic=True))

    def _integers(self, numbers: Sequence[int]) -> Value:
        return self.constant(numbers, INT64)

    def _axis(self, axis: int) -> Value:
        return self._integers([axis])

    def _fresh(self, op: str) -> str:
        self._written += 1
        return f"{op}{self._written}"


def _info(value: Value) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(value.name, value.kind, None)


def _directions(rows: int, stacked: int) -> dict[str, Any]:
    return {"scan_input_directions": [1] * rows, "scan_output_directions": [1] * stacked}
