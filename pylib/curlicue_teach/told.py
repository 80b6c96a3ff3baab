"""What happened while a hand was taught, in the reader's own numbers, for the article."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from curlicue.lstm import LAYERS, UNITS
from curlicue_teach.batches import BATCH, WINDOW, draw_noise, draw_windows
from curlicue_teach.pens import Pens
from curlicue_teach.rule import examine, fit_rule
from curlicue_teach.start import Start
from curlicue_teach.strokes import Lesson, Movements
from curlicue_teach.teaching import Shipped, Taught
from curlicue_teach.weights import named

if TYPE_CHECKING:
    from curlicue.payloads import Happened

EXAMPLES = 3  # windows that are shown
AHEAD_STEPS = 36  # that a net goes on alone at the end of one
FEW_STEPS = 25  # whose mean loss is the first, or the last
GATES = 4

Line = tuple[complex, ...]  # places, px


class Example(NamedTuple):
    """A window of the reader's line: places from (0, 0) on."""

    heard: Line
    came: Line  # what the reader did next, from where `heard` ends
    before: Line  # what the net did that it began as
    after: Line  # and what it did that was taught


def tell(lesson: Lesson, taught: Taught, began: Shipped, before: float) -> Happened:
    """What happened; ``began`` is the hand that it began as, ``before`` u of the usual one."""
    taken, losses = taught.taken, taught.losses
    scale = taken.judged.start.loop.scale_px
    few = min(FEW_STEPS, len(losses))
    movements = sum(len(stroke) for stroke in lesson.strokes)
    return {
        "hand": taught.tried.hand,
        "strokes": len(lesson.strokes),
        "seconds": lesson.seconds,
        "tries": taught.tries,
        "steps": len(losses),
        "windows": BATCH * len(losses),
        "passes": BATCH * len(losses) * WINDOW / movements,
        "first_px": miss_px(sum(losses[:few]) / few, scale),
        "last_px": miss_px(sum(losses[-few:]) / few, scale),
        "rule_px": rule_px(lesson, taken.line, scale),
        "before": before,
        "after": taken.judged.apart,
        "changed": changed(began.weights, taken.weights),
    }


def miss_px(loss: float, scale_px: float) -> float:
    """Root mean square distance of a loss, which is a mean square over two axes in the net's units."""
    return scale_px * math.sqrt(2.0 * loss)


def rule_px(lesson: Lesson, line: Movements, scale_px: float) -> float:
    """What the simple rule misses by, in windows as the net had them."""
    rng = random.Random(0)
    scaled = [v / scale_px for v in line]
    windows = draw_windows(rng, len(line), lesson.closed)
    return miss_px(examine(fit_rule(scaled, lesson.closed), scaled, draw_noise(rng), windows), scale_px)


def changed(before: Sequence[float], after: Sequence[float]) -> list[int]:
    """The cells by how much their numbers have changed, root mean square, the most first."""
    old, new = named(before), named(after)
    moved = []
    for cell in range(LAYERS * UNITS):
        layer, unit = divmod(cell, UNITS)
        squares = [
            (b - a) ** 2
            for tensor in ("weight_ih", "weight_hh")
            for gate in range(GATES)
            for a, b in zip(
                *(net[f"layer{layer + 1}.{tensor}"][UNITS * gate + unit] for net in (old, new)), strict=True
            )
        ]
        moved.append(math.sqrt(math.fsum(squares) / len(squares)))
    return sorted(range(len(moved)), key=lambda cell: -moved[cell])


async def examples(
    pens: Pens, line: Movements, began: Shipped, weights: Sequence[float], start: Start
) -> tuple[Example, ...]:
    """Windows evenly along the line, and how each net goes on after them."""
    last = len(line) - WINDOW - AHEAD_STEPS
    places = [last * (k + 1) // (EXAMPLES + 1) for k in range(EXAMPLES)]
    windows = [line[at : at + WINDOW] for at in places]
    scaled = [[v / start.loop.scale_px for v in window] for window in windows]
    went = []
    for net, loop in ((began.weights, began.start.loop), (weights, start.loop)):
        states = await pens.hear(net, loop, scaled)
        runs = await pens.free(net, [(loop, state) for state in states], AHEAD_STEPS)
        went.append([[complex(at.output_x, at.output_y) for at in run[:AHEAD_STEPS]] for run in runs])
    found = []
    for k, window in enumerate(windows):
        heard = tuple(accumulate(window, initial=0j))
        came = line[places[k] + WINDOW : places[k] + WINDOW + AHEAD_STEPS]
        ahead = [tuple(accumulate(moves, initial=heard[-1])) for moves in (came, went[0][k], went[1][k])]
        found.append(Example(heard, *ahead))
    return tuple(found)
