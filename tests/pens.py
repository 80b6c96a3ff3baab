"""Fingers and pens to test one step with."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from curlicue.drag import Drag
from curlicue.flourish import Alone
from curlicue.hand import Hand
from curlicue.lstm import ZERO_STATE, Gates, StepOutput
from curlicue.pen import Pen, PenSettings, Request, begin_pen
from curlicue.run import run
from curlicue.stroke import Tick
from tests.shipped import random_hand

Point = tuple[float, float]

OWN_PULL = PenSettings(None)
YOU_DRAW = PenSettings(1.0)
HAND = random_hand()
LOOP = HAND.loop
NO_GATES = Gates((), (), (), ())

angles = st.floats(-math.pi, math.pi)
seeds = st.integers(0, 5)


def at(x: float, y: float) -> Tick:
    return Tick(x, y, 0.5)


def line(px_per_step: float, steps: int, angle: float = 0.0, start: Point = (0.0, 0.0)) -> list[Tick]:
    """An even drag; its first tick is at ``start``."""
    x, y = start
    return [at(x + k * px_per_step * math.cos(angle), y + k * px_per_step * math.sin(angle)) for k in range(steps + 1)]


def draw(hand: Hand, pen: Pen, ticks: list[Tick | Alone], set_to: PenSettings = OWN_PULL) -> list[tuple[Request, Pen]]:
    """Step after step from any pen, with what each step asked of the network."""
    return [(taken.request, taken.pen) for taken in run(hand, pen, ticks, set_to)]


def answer(x: float, y: float) -> StepOutput:
    """What a network might say, in px."""
    return StepOutput((x / LOOP.scale_px, y / LOOP.scale_px, 0.0), ZERO_STATE, NO_GATES)


def steady_pen(speed: float, **changes: Any) -> Pen:
    """A pen at the origin whose finger has moved at ``speed`` px a step along +x for long."""
    path = max(speed, LOOP.heading_start_px)
    drag = Drag(0.0, 0.0, speed, speed, path, path, 0.0, speed, 0.0, 2 * LOOP.wait_steps)
    return begin_pen(HAND, at(0, 0))._replace(drag=drag)._replace(**changes)
