"""What PyScript runs on bench.html: steps of the network as the page's first Python takes them."""

import gc
import json
import os
from math import cos, sin

import js

with open("./starter.txt") as bundle:
    pieces = bundle.read().split("\x1e")
for k in range(1, len(pieces) - 1, 2):
    folder = ""
    for part in pieces[k].split("/")[:-1]:
        folder += part
        try:
            os.mkdir(folder)
        except OSError:  # it is there
            pass
        folder += "/"
    with open(pieces[k], "w") as file:
        file.write(pieces[k + 1])

from curlicue.lstm import ZERO_STATE, step, weights_from_card  # noqa: E402  # it was not there before

gc.threshold(1_000_000)  # type: ignore[attr-defined]  # as main.py has it


def take_steps(card: str, count: int) -> str:
    """Times between which it stepped, ms, and what the last one said, as JSON."""
    weights = weights_from_card(json.loads(card)["weights"])
    state, times, output = ZERO_STATE, [js.performance.now()], None
    for k in range(count):
        output = step(weights, (cos(0.3 * k), sin(0.3 * k), 1.0), state)
        times.append(js.performance.now())
        state = output.state
    assert output is not None, "no step was asked for"
    return json.dumps([times, list(output.y)])


js.window.micropythonSteps = take_steps  # type: ignore[attr-defined]  # for bench-ways.js
