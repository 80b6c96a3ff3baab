"""A worker that takes steps of the network one after the other, for site/bench.html: by onnxruntime and in Python."""

from asyncio import Task, create_task, get_running_loop
from json import dumps, loads
from math import cos, sin
from time import perf_counter
from typing import TYPE_CHECKING

from curlicue.hand import hand_from_card
from curlicue.lstm import NO_MASKS, ZERO_STATE, LstmState, StepOutput, step
from curlicue.messages import FAILED, encode
from curlicue_hands.places import CARD, FIRST_HAND, GRAPH, place
from curlicue_worker.left_out import fetch_when_missed
from curlicue_worker.stepper import OrtStepper, Vector

if TYPE_CHECKING:
    from curlicue.hand import Hand
    from curlicue_worker.bridge import Bridge

FAST = "fast"  # by onnxruntime; "plain" is in Python
S_TO_MS = 1000


class Worker:
    """Answers "fast 100" and "plain 100" with the times between which it stepped, ms, and what the last one said."""

    def __init__(self, bridge: "Bridge") -> None:
        self._bridge = bridge
        self._hand: Hand | None = None
        self._fast = OrtStepper(self._failed)
        self._running: Task[None] | None = None  # kept: a task that nobody holds may be collected

    def hear(self, text: str) -> None:
        """Do what the page says."""
        way, _, count = text.partition(" ")
        self._running = create_task(self._answer(way, int(count)))

    async def _answer(self, way: str, count: int) -> None:
        if self._hand is None:
            await self._fast.open(self._bridge, place(FIRST_HAND, GRAPH))
            self._hand = hand_from_card(loads(await self._bridge.text(place(FIRST_HAND, CARD))))
        times, said = await fast_steps(self._fast, count) if way == FAST else plain_steps(self._hand, count)
        self._bridge.post(dumps([times, list(said)]))

    def _failed(self, why: str) -> None:
        self._bridge.post(encode(FAILED, why))


def open_worker(bridge: "Bridge", _text: str) -> Worker:
    """What site/worker.js starts."""
    fetch_when_missed(bridge.library)
    return Worker(bridge)


def heard(k: int) -> Vector:
    """What the network hears at step k (site/bench-ways.js and site/bench.py have the same)."""
    return (cos(0.3 * k), sin(0.3 * k), 1.0)


async def fast_steps(stepper: OrtStepper, count: int) -> tuple[list[float], Vector]:
    """Take steps as the pen does: the next is asked for when the one before is answered."""
    done = get_running_loop().create_future()
    times = [S_TO_MS * perf_counter()]

    def ask(state: LstmState) -> None:
        stepper.run(heard(len(times) - 1), state, answered, lambda why: done.set_exception(RuntimeError(why)))

    def answered(output: StepOutput) -> None:
        times.append(S_TO_MS * perf_counter())
        if len(times) <= count:
            ask(output.state)
        else:
            done.set_result(output.y)

    ask(ZERO_STATE)
    said: Vector = await done
    return times, said


def plain_steps(hand: "Hand", count: int) -> tuple[list[float], Vector]:
    """The same by the core's own step, which answers before it returns."""
    state, times = ZERO_STATE, [S_TO_MS * perf_counter()]
    output = None
    for k in range(count):
        output = step(hand.weights, heard(k), state, NO_MASKS)
        state = output.state
        times.append(S_TO_MS * perf_counter())
    assert output is not None, "no step was asked for"
    x, y, z = output.y
    return times, (x, y, z)
