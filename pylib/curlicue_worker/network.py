"""What runs the network in the worker: onnxruntime-web if it proves itself, else the plain-Python step."""

from asyncio import Future, get_running_loop
from collections.abc import Callable
from typing import Any

from pyodide.ffi import create_proxy

from curlicue.hand import Hand
from curlicue.lstm import ZERO_STATE, LstmState, StepOutput, step
from curlicue.packed import pack_input, unpack_output
from curlicue.pen import Request

SELF_TEST_TOLERANCE = 1e-5  # of a value up to 1, in proportion beyond; sessions measured: 1.1e-6

Answer = Callable[[StepOutput], None]
Vector = tuple[float, float, float]


class PythonNetwork:
    """The plain-Python step: the fallback."""

    name = "python"

    def __init__(self, hand: Hand) -> None:
        self._hand = hand

    def ask(self, request: Request, answer: Answer) -> None:
        """Run one step, masks and all; ``answer`` is called before this returns."""
        answer(step(self._hand.weights, request.x, request.lstm, request.masks))


class OrtNetwork:
    """A session of onnxruntime-web. One run at a time; a closure in JavaScript runs it and calls back."""

    name = "ort-wasm"

    def __init__(self) -> None:
        self.broke: Callable[[str], None] = print  # called with the reason when a run fails
        self._run: Any = None
        self._answer: Answer | None = None

    async def open(self, bridge: Any, folder: str) -> None:
        """Make the session. Raises what JavaScript threw, if it cannot be made."""
        self._run = await bridge.session(folder, create_proxy(self._answered), create_proxy(self._gave_up))

    def ask(self, x: Vector, state: LstmState, answer: Answer) -> None:
        """Start one step; ``answer`` is called when its result is there, in the same task of the browser."""
        self._answer = answer
        self._run(*pack_input(x, state))

    def _answered(self, *packed: float) -> None:
        if sum(packed) - sum(packed) != 0.0:  # NaN, or infinite: a session that answers so has failed
            self._gave_up("an answer that is no number")
            return
        answer, self._answer = self._answer, None
        if answer is not None:
            answer(unpack_output(packed))

    def _gave_up(self, reason: str) -> None:
        self._answer = None
        self.broke(reason)


def first_difference(trace: dict[str, Any], outputs: list[StepOutput]) -> str | None:
    """Where a network leaves the golden trace, in words; None if it keeps to it."""
    for number, (wanted, got) in enumerate(zip(trace["steps"], outputs, strict=False)):
        columns = {"y": got.y, "h": got.state.h, "c": got.state.c, **got.gates._asdict()}
        for name, values in columns.items():
            for want, value in zip(wanted[name], values, strict=True):
                near = SELF_TEST_TOLERANCE * max(1.0, abs(want))
                if not abs(want - value) <= near:  # written so that NaN fails too
                    return f"step {number}, {name}: {value} instead of {want}"
    return None


def keeps_to_trace(hand: Hand, trace: dict[str, Any]) -> str | None:
    """Run the golden trace through the plain step, here, in this Python; what is wrong with it, or None."""
    state = ZERO_STATE
    outputs = []
    for wanted in trace["steps"]:
        output = step(hand.weights, tuple(wanted["x"]), state)
        outputs.append(output)
        state = output.state
    return first_difference(trace, outputs)


async def self_test(network: OrtNetwork, trace: dict[str, Any]) -> str | None:
    """Run the golden trace through a session; what is wrong with it, or None. RuntimeError when a run fails."""

    def broke(reason: str) -> None:
        future.set_exception(RuntimeError(reason))

    network.broke = broke
    state = ZERO_STATE
    outputs = []
    for wanted in trace["steps"]:
        future: Future[StepOutput] = get_running_loop().create_future()
        network.ask(tuple(wanted["x"]), state, future.set_result)
        output = await future
        outputs.append(output)
        state = output.state
    return first_difference(trace, outputs)
