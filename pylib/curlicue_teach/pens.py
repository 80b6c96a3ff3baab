"""Many pens at once: what whoever judges a taught net asks for. A graph answers in a worker, plain Python in tests.

All pens of one question have the same weights, and each its own loop, start and finger. The answers come with await,
for a session of onnxruntime-web gives them so; `PlainPens` never waits, and `at_once` runs what asks it.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from curlicue.hand import make_hand
from curlicue.loop import LoopConstants, StartState
from curlicue.lstm import Weights, weights_from_card
from curlicue.run import HANDS_OWN, run_stroke
from curlicue.stroke import Tick
from curlicue_hands.start_state import drive, run_free
from curlicue_teach.weights import named

Answer = TypeVar("Answer")


class Pen(NamedTuple):
    """One pen to draw with."""

    loop: LoopConstants
    start: StartState
    ticks: tuple[Tick, ...]  # where the finger is at each step, CSS px; the first is where it comes down
    alone: int = 0  # steps after the lift, as curlicue.flourish has them; there is no edge of a sheet


class Drawn(NamedTuple):
    """What one pen drew: a number for each tick, then for each step alone."""

    places: list[complex]  # x + i y, CSS px
    outputs: list[complex]  # the net's own movement in the heading frame, px per step


class Pens(Protocol):
    """Runs a net, 1,211 numbers as `curlicue_teach.weights` orders them, many times over."""

    async def hear(
        self, weights: Sequence[float], loop: LoopConstants, pieces: Sequence[Sequence[complex]]
    ) -> list[StartState]:
        """Give the state of the net after each piece of a line (in units of ``loop.scale_px``), from the cold."""

    async def free(
        self, weights: Sequence[float], starts: Sequence[tuple[LoopConstants, StartState]], steps: int
    ) -> list[list[StartState]]:
        """Give the moments of a net that hears only itself, by start: steps + 1 each, the start first."""

    async def draw(self, weights: Sequence[float], pens: Sequence[Pen]) -> list[Drawn]:
        """Draw with each pen. They may differ in length."""


class PlainPens:
    """The same by `curlicue.run`, one step after the other: some 100 us each."""

    async def hear(
        self, weights: Sequence[float], loop: LoopConstants, pieces: Sequence[Sequence[complex]]
    ) -> list[StartState]:
        """Drive the plain net along each piece of a line, as Pens says."""
        net = _net(weights)
        return [drive(net, loop, [(v.real, v.imag) for v in piece]) for piece in pieces]

    async def free(
        self, weights: Sequence[float], starts: Sequence[tuple[LoopConstants, StartState]], steps: int
    ) -> list[list[StartState]]:
        """Run the plain net on its own output from each start, as Pens says."""
        net = _net(weights)
        return [run_free(net, loop, start, steps) for loop, start in starts]

    async def draw(self, weights: Sequence[float], pens: Sequence[Pen]) -> list[Drawn]:
        """Draw with each pen, one after the other."""
        net = _net(weights)
        drawn = []
        for pen in pens:
            hand = make_hand("", "", pen.loop, pen.start, net)
            line = run_stroke(hand, list(pen.ticks), HANDS_OWN, pen.alone)
            drawn.append(
                Drawn([complex(at.x, at.y) for at in line], [complex(at.output_x, at.output_y) for at in line])
            )
        return drawn


def at_once(asking: Coroutine[Any, Any, Answer]) -> Answer:
    """Run a coroutine that never has to wait, as with `PlainPens`; RuntimeError if it does wait."""
    try:
        asking.send(None)
    except StopIteration as done:
        answer: Answer = done.value
        return answer
    asking.close()
    raise RuntimeError("found a coroutine that waits, expected one that is done at once: run it in an event loop")


def _net(weights: Sequence[float]) -> Weights:
    return weights_from_card(named(weights))
