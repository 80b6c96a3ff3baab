"""Run by Pyodide in the site's own worker: steps of the network, by onnxruntime and in Python."""

import json
from asyncio import create_task, get_running_loop
from math import cos, sin
from time import perf_counter
from types import SimpleNamespace

from curlicue.hand import hand_from_card
from curlicue.lstm import NO_MASKS, ZERO_STATE
from curlicue_hands.places import CARD, FIRST_HAND, GRAPH, place
from curlicue_worker.stepper import OrtStepper, PythonStepper


class Worker:
    """Answers "fast 100" and "plain 100" with the times between which it stepped, ms, and what the last one said."""

    def __init__(self, bridge):
        self._bridge = bridge
        self._steppers = None

    def hear(self, text):
        """Do what the page says."""
        way, count = text.split()
        self._running = create_task(self._answer(way, int(count)))

    async def _answer(self, way, count):
        if self._steppers is None:
            hand = hand_from_card(json.loads(await self._bridge.text(place(FIRST_HAND, CARD))))
            fast = OrtStepper(print)
            await fast.open(self._bridge, place(FIRST_HAND, GRAPH))
            self._steppers = {"fast": fast, "plain": PythonStepper(hand)}
        self._bridge.post(json.dumps(await steps(self._steppers[way], count)))


def open_worker(bridge, _text):
    """What site/worker.js starts."""
    return Worker(bridge)


async def steps(stepper, count):
    """Take steps as the pen does: the next is asked for when the one before is answered."""
    done = get_running_loop().create_future()
    times = [1000 * perf_counter()]

    def ask(state):
        k = len(times) - 1
        x = (cos(0.3 * k), sin(0.3 * k), 1.0)

        def answered(output):
            times.append(1000 * perf_counter())
            if k + 1 < count:
                ask(output.state)
            else:
                done.set_result(output.y)

        stepper.ask(SimpleNamespace(x=x, lstm=state, masks=NO_MASKS), answered)

    if isinstance(stepper, PythonStepper):  # answers at once, so that each would be deeper in the one before
        return plain_steps(stepper, count)
    ask(ZERO_STATE)
    return [times, list(await done)]


def plain_steps(stepper, count):
    """The same of a stepper that answers before it returns."""
    times, outputs = [1000 * perf_counter()], []
    state = ZERO_STATE
    for k in range(count):
        x = (cos(0.3 * k), sin(0.3 * k), 1.0)
        stepper.ask(SimpleNamespace(x=x, lstm=state, masks=NO_MASKS), outputs.append)
        times.append(1000 * perf_counter())
        state = outputs[-1].state
    return [times, list(outputs[-1].y)]
