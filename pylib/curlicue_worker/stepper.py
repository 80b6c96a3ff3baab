"""What runs the network in the worker: onnxruntime-web if it proves itself, else the plain-Python step."""

from asyncio import Future, get_running_loop
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

from pyodide.ffi import create_proxy, to_js

from curlicue.hand import Hand
from curlicue.lstm import ZERO_STATE, LstmState, StepOutput
from curlicue.packed import pack_input, unpack_output
from curlicue.pen import Request, answered
from curlicue_hands.trace import Trace, first_difference

if TYPE_CHECKING:
    from curlicue_worker.bridge import Bridge, Run

Answer: TypeAlias = Callable[[StepOutput], None]
Vector: TypeAlias = tuple[float, float, float]


class Stepper(Protocol):
    """Runs one step of a hand's network at a time."""

    def ask(self, request: Request, answer: Answer) -> None:
        """Run the step of a request; ``answer`` is called with what it gave, perhaps before this returns."""


class PythonStepper:
    """The plain-Python step: the fallback."""

    name = "python"

    def __init__(self, hand: Hand) -> None:
        self._hand = hand

    def ask(self, request: Request, answer: Answer) -> None:
        """Run one step, masks and all; ``answer`` is called before this returns."""
        answer(answered(self._hand, request))


class OrtStepper:
    """A session of onnxruntime-web. One run at a time; a closure in JavaScript runs it and calls back."""

    name = "ort-wasm"

    def __init__(self, broke: Callable[[str], None]) -> None:
        self._broke = broke  # told why a step failed
        self._run: Run | None = None
        self._answer: Answer | None = None
        self._failed = broke  # told why the run under way failed

    async def open(self, bridge: "Bridge", graph: str | bytes) -> None:
        """Make the session of a graph, its place or its bytes. Raises what JavaScript threw, if it cannot be made."""
        self._run = await bridge.session(to_js(graph), create_proxy(self._answered), create_proxy(self._gave_up))

    def ask(self, request: Request, answer: Answer) -> None:
        """Start one step; ``answer`` is called when its result is there, in the same task of the browser."""
        self.run(request.x, request.lstm, answer, self._broke)

    def run(self, x: Vector, state: LstmState, answer: Answer, failed: Callable[[str], None]) -> None:
        """Start one run from a state; one of the two is called."""
        self._answer, self._failed = answer, failed
        if self._run is not None:
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
        self._failed(reason)


async def self_test(stepper: OrtStepper, trace: Trace) -> str | None:
    """Run a trace through a session; what is wrong with it, or None. RuntimeError when a run fails."""

    def failed(reason: str) -> None:
        future.set_exception(RuntimeError(reason))

    state = ZERO_STATE
    outputs = []
    for wanted in trace:
        future: Future[StepOutput] = get_running_loop().create_future()
        stepper.run(tuple(wanted["x"]), state, future.set_result, failed)
        output = await future
        outputs.append(output)
        state = output.state
    return first_difference(trace, outputs)
