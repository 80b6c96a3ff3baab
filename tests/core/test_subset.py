"""The starter's modules under the MicroPython that the page ships, in Node."""

from __future__ import annotations

import json
import math
import random
import struct
from itertools import pairwise
from typing import Any

import pytest

from curlicue.actions import CLEAR, DOWN, MOVE, SAMPLES, SETTINGS, UNDO, UP
from curlicue.engine import Engine
from curlicue.lstm import LstmState
from curlicue.pen import PenSettings
from curlicue.plain import engine_from_plain, strokes_from_plain
from curlicue.resample import resample_stroke
from curlicue.run import run_stroke
from curlicue.stroke import Sample, Tick
from curlicue_ink.rope import Paper
from tests.micropython.runner import compute_in_micropython, run_micropython, starter_files
from tests.sessions import Message, perform
from tests.shipped import SHIPPED, shipped_card, shipped_hand

FREE_STEPS = 240


def stroke() -> list[Sample]:
    """Fast, then slow, then a rest and a turn, seen by an uneven pointer: everything that a pen may meet."""
    rng = random.Random(3)
    samples = []
    t = 1000.0
    x, y = 40.0, 200.0
    for speed, angle, until in [
        (500.0, 0.3, 1.0),
        (30.0, 0.3, 3.0),
        (0.0, 0.0, 3.8),
        (40.0, -1.2, 5.0),
        (9.0, 2.0, 6.1),
    ]:
        while t - 1000.0 < until:
            gap = rng.choice([0.004, 0.008, 0.011, 0.017])
            t += gap
            x, y = x + gap * speed * math.cos(angle), y + gap * speed * math.sin(angle)
            if speed:
                samples.append(Sample(x, y, t, rng.random()))
    return samples


def session() -> list[Message]:
    """The stroke frame by frame, a second one during its free run, undo, clear, and a third one left in the middle."""
    waiting = [[DOWN if not k else MOVE, *sample] for k, sample in enumerate(stroke())]
    waiting.append([UP, *waiting[-1][1:]])
    messages: list[Message] = []
    for frame in range(440):
        now = 1000.0 + (frame + 1) / 60
        due = [sample for sample in waiting if sample[3] <= now]
        waiting = waiting[len(due) :]
        messages.append((SAMPLES, {"surface": "draw", "now": now, "samples": due}))

    def again(start: float, lift: bool) -> Message:
        kinds = [DOWN, *[MOVE] * 50, UP if lift else MOVE]
        samples = [[kind, 50 + k, 60.0, start + k / 75, 0.5] for k, kind in enumerate(kinds)]
        return SAMPLES, {"surface": "draw", "now": start + 1.0, "samples": samples}

    messages.append(again(1007.5, lift=True))
    messages += [(SETTINGS, {"pull": 0.5, "free_steps": 90}), again(1009.0, lift=True), (UNDO, None), (CLEAR, None)]
    return [*messages, (UNDO, None), again(1011.0, lift=False)]


def test_every_module_of_the_starter_is_understood() -> None:
    modules = [
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in starter_files()
        if path.endswith(".py")
    ]
    assert run_micropython("".join(f"import {module}\nprint({module!r})\n" for module in modules)) == modules


def test_records_behave_as_cpythons_do() -> None:
    script = """
from curlicue.stroke import Tick
from curlicue.lstm import LstmState
tick = Tick(1.0, y=2.0, pressure=0.5)
records = [tick, tick._replace(y=9.0), Tick._fields, LstmState(c=(1,), h=(2,)), tick[:-1]]
result = [[list(record) for record in records], tick == Tick(1.0, 2.0, 0.5)]
"""
    tick = Tick(1.0, y=2.0, pressure=0.5)
    records = [tick, tick._replace(y=9.0), Tick._fields, LstmState(c=(1,), h=(2,)), tick[:-1]]
    assert compute_in_micropython(script) == json.loads(json.dumps([records, True]))


@pytest.mark.parametrize("pull", [None, 0.3, 0.85])
def test_the_starters_pen_draws_what_the_oracle_draws(pull: float | None) -> None:
    script = """
from curlicue.hand import hand_from_card
from curlicue.pen import PenSettings
from curlicue.run import run_stroke
from curlicue.resample import resample_stroke
from curlicue.stroke import Sample
hand = hand_from_card(given["card"])
ticks = resample_stroke([Sample(*numbers) for numbers in given["samples"]])
pens = run_stroke(hand, ticks, PenSettings(given["pull"]), given["free_steps"], (320.0, 240.0))
result = [[pen.x, pen.y, list(pen.lstm.h), list(pen.lstm.c), pen.fast_steps] for pen in pens]
"""
    given = {"card": shipped_card(), "samples": stroke(), "pull": pull, "free_steps": FREE_STEPS}
    drawn = compute_in_micropython(script, given, ["curlicue/run.py"])
    wanted = run_stroke(shipped_hand(), resample_stroke(stroke()), PenSettings(pull), FREE_STEPS, (320.0, 240.0))
    assert len(wanted) > 600
    assert any(
        one.fast_steps >= shipped_hand().loop.reentry_after_steps and other.fast_steps == 0
        for one, other in pairwise(wanted)
    )
    assert [pen[4] for pen in drawn] == [pen.fast_steps for pen in wanted]
    for (x, y, h, c, _), pen in zip(drawn, wanted, strict=True):
        assert (x, y) == pytest.approx((pen.x, pen.y), abs=1e-9)
        assert h == pytest.approx(pen.lstm.h, abs=1e-9)
        assert c == pytest.approx(pen.lstm.c, abs=1e-9)


def test_the_starters_network_keeps_to_the_golden_trace() -> None:
    trace = json.loads((SHIPPED.with_name("trace.json")).read_text(encoding="utf-8"))
    script = """
from curlicue.lstm import ZERO_STATE, step, weights_from_card
weights = weights_from_card(given["weights"])
state = ZERO_STATE
result = []
for x in given["x"]:
    out = step(weights, tuple(x), state)
    state = out.state
    gates = out.gates
    result.append([list(values) for values in (out.y, state.h, state.c, gates.i, gates.f, gates.g, gates.o)])
"""
    given = {"weights": shipped_card()["weights"], "x": [one["x"] for one in trace["steps"]]}
    for found, wanted in zip(compute_in_micropython(script, given), trace["steps"], strict=True):
        for name, values in zip(["y", "h", "c", "i", "f", "g", "o"], found, strict=True):
            assert values == pytest.approx(wanted[name], abs=1e-5)


def test_numbers_pass_from_the_starter_to_the_worker_exactly() -> None:
    rng = random.Random(5)
    numbers = [rng.gauss(0, 1) * 10.0 ** rng.randint(-12, 6) for _ in range(2000)] + [0.0, 1.0, 1e-300, 1 / 3, 1e22]
    packed = struct.pack(f"<{len(numbers)}d", *numbers).hex()
    script = """
from binascii import unhexlify
from struct import unpack
packed = unhexlify(given)
result = list(unpack("<" + str(len(packed) // 8) + "d", packed))
"""
    assert compute_in_micropython(script, packed) == numbers


HAND_OVER = """
from curlicue.engine import Engine
from curlicue.hand import hand_from_card
from curlicue.lstm import step
from curlicue.actions import apply
from curlicue.messages import decode, encode, encode_samples
from curlicue.plain import engine_to_plain, strokes_to_plain
from curlicue.pen import PenSettings
from curlicue_ink.rope import Paper
hand = hand_from_card(given["card"])
engine = Engine(hand, PenSettings(None), 240)
paper = Paper()
marks = []
for kind, payload in given["session"]:
    apply(engine, *decode(encode(kind, payload)))
    request = engine.next()
    while request is not None:
        engine.answer(step(hand.weights, request.x, request.lstm))
        request = engine.next()
    marks += paper.update(engine.visible(), 1.0, 1000)[0]
result = [strokes_to_plain(engine, {})[0], engine_to_plain(engine), marks]
"""


def test_a_drawing_handed_over_by_the_starter_is_the_drawing_that_the_worker_would_have_made() -> None:
    strokes, plain, marks = compute_in_micropython(HAND_OVER, {"card": shipped_card(), "session": session()})
    hand = shipped_hand()
    alone, worker = Engine(hand, PenSettings(None), FREE_STEPS), Engine(hand, PenSettings(None), FREE_STEPS)
    painted: list[float] = []
    paper = Paper()
    for message in session():
        perform(alone, [message])
        painted += paper.update(alone.visible(), 1.0, 1000)[0]
    engine_from_plain(worker, plain, strokes_from_plain(strokes, []))
    assert len(alone.visible()) == len(worker.visible()) == 3
    assert marks == pytest.approx(painted, abs=1e-6)
    going_on: list[Message] = [(SAMPLES, {"surface": "draw", "now": 1012.1 + k / 60, "samples": []}) for k in range(60)]
    perform(alone, going_on)
    perform(worker, going_on)
    for mine, wanted in zip(worker.visible(), alone.visible(), strict=True):
        assert mine.ticks == pytest.approx(wanted.ticks, abs=1e-9)
        assert mine.pens == pytest.approx(wanted.pens, abs=1e-9)
        assert facts(mine) == facts(wanted)


def facts(one: Any) -> list[Any]:
    return [one.number, one.hand, one.pulls, one.lift, one.end, one.halted, one.steps]
