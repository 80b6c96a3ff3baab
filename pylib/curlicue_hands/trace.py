"""What a session of a hand has to say to some inputs before it is trusted: a golden trace, and what leaves it."""

from math import cos, sin
from typing import Any, TypeAlias

from curlicue.hand import Hand
from curlicue.lstm import ZERO_STATE, StepOutput, step

# Of the trace that a hand is exported with the site has so many steps. They find 96 of 100 weights that are one in a
# hundred off, and all 64 find 98; two find 92 (bench/self_test.py).
SELF_TEST_STEPS = 8
SELF_TEST_TOLERANCE = 1e-5  # of a value up to 1, in proportion beyond; sessions measured: 1.1e-6

Trace: TypeAlias = list[dict[str, Any]]  # for each step x, y, h, c, i, f, g, o


def trace_of(hand: Hand) -> Trace:
    """What the plain step says of a hand to some inputs, in the form of a golden trace."""
    state = ZERO_STATE
    steps: Trace = []
    for k in range(SELF_TEST_STEPS):
        x = (cos(0.3 * k), sin(0.3 * k), 1.0)
        output = step(hand.weights, x, state)
        state = output.state
        steps.append({"x": x, "y": output.y, "h": state.h, "c": state.c, **output.gates._asdict()})
    return steps


def first_difference(trace: Trace, outputs: list[StepOutput]) -> str | None:
    """Where a network leaves a trace, in words; None if it keeps to it."""
    for number, (wanted, got) in enumerate(zip(trace, outputs, strict=True)):
        columns = {"y": got.y, "h": got.state.h, "c": got.state.c, **got.gates._asdict()}
        for name, values in columns.items():
            for want, value in zip(wanted[name], values, strict=True):
                near = SELF_TEST_TOLERANCE * max(1.0, abs(want))
                if not abs(want - value) <= near:  # written so that NaN fails too
                    return f"step {number}, {name}: {value} instead of {want}"
    return None


def keeps_to_trace(hand: Hand, trace: Trace) -> str | None:
    """Run a trace through the plain step, here, in this Python; what is wrong with it, or None."""
    state = ZERO_STATE
    outputs = []
    for wanted in trace:
        output = step(hand.weights, tuple(wanted["x"]), state)
        outputs.append(output)
        state = output.state
    return first_difference(trace, outputs)
