"""Histories with logs to paint from."""

from __future__ import annotations

import math

from curlicue.engine import Engine
from curlicue.lstm import CELLS, step
from curlicue.packed import ROW_NUMBERS, C, H, I
from curlicue.pen import PenSettings
from curlicue.stroke import STEP_S, Sample, Stroke
from curlicue_study.history import History
from tests.shipped import shipped_hand


def grow(stroke: Stroke, steps: int) -> None:
    """Add steps whose h and c swing, with gates that open and close."""
    for k in range(stroke.steps, stroke.steps + steps):
        stroke.pens.extend((2.0 * k, 20 * math.sin(0.1 * k)))
        stroke.ticks.extend((2.0 * k, 0.0, 0.5))
        row = [0.5] * ROW_NUMBERS
        for cell in range(CELLS):
            row[H + cell] = math.sin(0.1 * k + cell)
            row[C + cell] = 4 * math.sin(0.1 * k + cell)
            row[I + cell] = 0.5 + 0.5 * math.sin(0.1 * k + cell)
        if stroke.log_from is None:
            stroke.log_from = k
        stroke.log.extend(row)


def swinging(*steps: int) -> list[Stroke]:
    """Strokes of so many steps each."""
    strokes = []
    for number, count in enumerate(steps, 1):
        stroke = Stroke(number, "any")
        grow(stroke, count)
        strokes.append(stroke)
    return strokes


def drawn(seconds: float) -> History:
    """What the shipped hand makes of a slow finger."""
    hand = shipped_hand()
    engine = Engine(hand, PenSettings(None), 60, keeps_log=True)
    engine.down(Sample(60.0, 80.0, 0.0, 0.5))
    for k in range(1, round(seconds / STEP_S)):
        engine.move(Sample(60.0 + 0.6 * k, 80.0 + 8 * math.sin(k / 40), k * STEP_S, 0.5))
        while (request := engine.next()) is not None:
            engine.answer(step(hand.weights, request.x, request.lstm))
    return History(engine.visible())
