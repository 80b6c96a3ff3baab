"""Draws a recording again with the plain-Python network: what the ink has to be.

A line that listens to itself magnifies what one engine rounds off and the other does not: doubles and the session's
32-bit floats are .009 px and 3.4e-4 apart after 376 steps. So with ``takes_up_answers`` each step starts from the
answer to the step before as it is recorded, y, h and c: every step is checked, and nothing piles up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curlicue.experiment import NO_EXPERIMENT
from curlicue.flourish import Alone
from curlicue.hand import Hand
from curlicue.lstm import CELLS, Gates, LstmState, StepOutput
from curlicue.pen import Pen, PenSettings, begin_pen, finish
from curlicue.plain_experiment import experiment_from_plain
from curlicue.run import take_step
from curlicue.stroke import Tick


def replay(
    recording: Mapping[str, Any], hands: Mapping[str, Hand], *, takes_up_answers: bool = False
) -> list[list[Pen]]:
    """The pens of each stroke of ``recording()``, one per step; each pen carries its h and c in ``lstm``."""
    return [
        replay_stroke(stroke, hands[stroke["hand"]], takes_up_answers=takes_up_answers)
        for stroke in recording["strokes"]
    ]


def replay_stroke(stroke: Mapping[str, Any], hand: Hand, *, takes_up_answers: bool = False) -> list[Pen]:
    """As ``replay``, of one stroke."""
    return [pen for pen, _ in replay_steps(stroke, hand, takes_up_answers=takes_up_answers)]


def recorded_states(stroke: Mapping[str, Any]) -> dict[int, LstmState]:
    """h and c after each step of a recorded stroke, by step, as far as they are kept."""
    states = stroke.get("states")
    if states is None:
        return {}
    rows = range(0, len(states["h_c"]), 2 * CELLS)
    numbers = [tuple(states["h_c"][row : row + 2 * CELLS]) for row in rows]
    return {states["from"] + k: LstmState(h=row[:CELLS], c=row[CELLS:]) for k, row in enumerate(numbers)}


def _recorded_answer(stroke: Mapping[str, Any], number: int, output: StepOutput) -> StepOutput:
    """``output`` with y, h and c as recorded for this step; as it is where they are not kept."""
    states = stroke["states"]
    if states is None or number < states["from"]:
        return output
    row = number - states["from"]
    h_c = states["h_c"][2 * CELLS * row : 2 * CELLS * (row + 1)]
    state = LstmState(h=tuple(h_c[:CELLS]), c=tuple(h_c[CELLS:]))
    return StepOutput(tuple(states["y"][3 * row : 3 * row + 3]), state, output.gates)


def due(stroke: Mapping[str, Any], ticks: list[Tick], number: int) -> Tick | Alone:
    """What a step of a recorded stroke is about: where the finger was, or that it had left."""
    if number < len(ticks):
        return ticks[number]
    sheet = stroke["sheet"] and (stroke["sheet"][0], stroke["sheet"][1])
    return Alone(number - stroke["lift"], stroke["planned"], stroke["end"] - number, sheet)


def replay_steps(
    stroke: Mapping[str, Any], hand: Hand, *, takes_up_answers: bool = False
) -> Iterator[tuple[Pen, Gates | None]]:
    """As ``replay``, of one stroke, with the gates of each step; its first one has run no network."""
    numbers = stroke["ticks"]
    ticks = [Tick(*numbers[at : at + 3]) for at in range(0, len(numbers), 3)]
    pulls = dict(stroke["pulls"])
    settings = PenSettings(None)
    experiments = {step: experiment_from_plain(plain) for step, plain in stroke["experiments"]}
    experiment = NO_EXPERIMENT
    pen = begin_pen(hand, ticks[0])
    yield pen, None
    for number in range(1, len(stroke["pens"]) // 2):
        if number in pulls:
            settings = PenSettings(pulls[number])
        experiment = experiments.get(number, experiment)
        request, output, pen = take_step(hand, pen, due(stroke, ticks, number), settings, experiment)
        yield pen, output.gates
        if takes_up_answers:
            pen = finish(hand, request, _recorded_answer(stroke, number, output))
