"""Draws a recording again with the plain-Python network: what the ink has to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curlicue.experiment import NO_EXPERIMENT, experiment_from_plain
from curlicue.hand import Hand
from curlicue.lstm import Gates, step
from curlicue.pen import Pen, PenSettings, begin_pen, finish, glide, prepare
from curlicue.stroke import Tick


def replay(recording: Mapping[str, Any], hands: Mapping[str, Hand]) -> list[list[Pen]]:
    """The pens of each stroke of ``recording()``, one per step; each pen carries its h and c in ``lstm``."""
    return [replay_stroke(stroke, hands[stroke["hand"]]) for stroke in recording["strokes"]]


def replay_stroke(stroke: Mapping[str, Any], hand: Hand) -> list[Pen]:
    """As ``replay``, of one stroke."""
    return [pen for pen, _ in replay_steps(stroke, hand)]


def replay_steps(stroke: Mapping[str, Any], hand: Hand) -> Iterator[tuple[Pen, Gates | None]]:
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
        alone = number >= len(ticks)
        kept = glide(stroke["end"] - number) if alone else 1.0
        request = prepare(hand, pen, None if alone else ticks[number], settings, experiment)
        output = step(hand.weights, request.x, request.lstm, request.masks)
        pen = finish(hand, request, output, kept)
        yield pen, output.gates
