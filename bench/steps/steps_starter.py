"""Run by MicroPython on the page: steps of the network as the starter takes them."""

import gc
import json
import os
from math import cos, sin

import js

with open("./starter.json") as bundle:
    for path, content in json.load(bundle).items():
        folder = ""
        for part in path.split("/")[:-1]:
            folder += part
            try:
                os.mkdir(folder)
            except OSError:
                pass
            folder += "/"
        with open(path, "w") as file:
            file.write(content)

from curlicue.lstm import ZERO_STATE, step, weights_from_card

gc.threshold(1_000_000)


def take_steps(card, count):
    """Times between which it stepped, ms, and what the last one said, as JSON."""
    weights = weights_from_card(json.loads(card)["weights"])
    state, times, output = ZERO_STATE, [js.performance.now()], None
    for k in range(count):
        x = (cos(0.3 * k), sin(0.3 * k), 1.0)
        output = step(weights, x, state)
        times.append(js.performance.now())
        state = output.state
    return json.dumps([times, list(output.y)])


js.window.micropythonSteps = take_steps
