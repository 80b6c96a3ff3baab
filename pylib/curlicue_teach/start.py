"""Where the strokes of a taught net begin: candidates from its own line run free, and the best for each floor.

A net has several orbits, and most starts lead to the one where nothing moves. What is closest to the strokes and alive
in a free run is cheap to find: eight pieces of the line, three floors, 24 pens in one question. Chosen by likeness
rather than by speed and jerk (`curlicue_hands.start_state`), which took longer and found fewer that stay alive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from curlicue.loop import LoopConstants, StartState
from curlicue_hands.recorded import FLOOR_GAIN_MAX, FLOOR_RANGE_PX, floor_px
from curlicue_hands.start_state import DRIFT_STEPS, drift_of, pointing_ahead, rounded
from curlicue_study.measures import alive, mean_speed
from curlicue_teach.likeness import Likeness, distance, likeness
from curlicue_teach.pens import Pens
from curlicue_teach.reasons import Reason

PIECES, PIECE_STEPS = 8, 32
FLOOR_FACTORS = (0.85, 1.0, 1.15)
FREE_STEPS = 150
SETTLE_STEPS = 30  # of a free run, not judged
TAKEN_STEPS = 90  # the last ones, of which one becomes the start
LEAST_ALIVE_PX = 1.0  # per step
MOST_SPEED = 1.6  # times the floor
NOTHING_ALIKE = 2.0  # u, of a run that is like nothing
DECIMALS = 6
SIZE_MAX, PULL, LEASH_PX = 1.6, 0.06, 120.0  # of every taught hand


class Start(NamedTuple):
    """A loop with its floor and its own drift, and where strokes begin in it."""

    loop: LoopConstants
    state: StartState


def loops(landed: LoopConstants, speed_px: float) -> tuple[LoopConstants, ...]:
    """The loop with each floor to be tried, by the mean speed of the strokes (px per step).

    ``landed`` is the loop of any shipped hand: all of it but floor, size, pull and leash is the same for all. Shipped
    hands have learned to go on alone and need no floor; one that is taught has not.
    """
    least, most = FLOOR_RANGE_PX
    floors = [min(max(factor * floor_px(speed_px), least), most) for factor in FLOOR_FACTORS]
    loop = landed._replace(
        floor_gain_max=FLOOR_GAIN_MAX, size_max=SIZE_MAX, pull=PULL, leash_px=LEASH_PX, own_drift_px=0.0
    )
    return tuple(loop._replace(floor_speed_px=round(floor, 3)) for floor in dict.fromkeys(floors))


def pieces(line: Sequence[complex]) -> list[Sequence[complex]]:
    """Eight pieces of 32 movements, evenly along a line of 32 or more."""
    last = len(line) - PIECE_STEPS
    return [line[at : at + PIECE_STEPS] for at in (last * k // (PIECES - 1) for k in range(PIECES))]


async def find_starts(
    pens: Pens,
    weights: Sequence[float],
    floors: Sequence[LoopConstants],
    line: Sequence[complex],
    target: Likeness,
) -> list[Start]:
    """The best start for each loop; ``line`` is in px per step."""
    scale = floors[0].scale_px
    heard = await pens.hear(weights, floors[0], [[v / scale for v in piece] for piece in pieces(line)])
    runs = await pens.free(weights, [(loop, start) for loop in floors for start in heard], FREE_STEPS)
    starts = []
    for k, loop in enumerate(floors):
        of_loop = runs[k * len(heard) : (k + 1) * len(heard)]
        best = min(of_loop, key=lambda run, loop=loop: badness(run, loop, target))  # type: ignore[misc]
        starts.append(Start(loop, rounded(pointing_ahead(best[-TAKEN_STEPS:]), DECIMALS)))
    alone = await pens.free(weights, [(start.loop, start.state) for start in starts], DRIFT_STEPS[1])
    return [
        Start(start.loop._replace(own_drift_px=round(drift_of(run), 3)), start.state)
        for start, run in zip(starts, alone, strict=True)
    ]


def badness(run: Sequence[StartState], loop: LoopConstants, target: Likeness) -> float:
    """How little a free run is like the strokes: u, more where it hardly moves or rushes."""
    moved = [(at.output_x, at.output_y) for at in run[SETTLE_STEPS:]]
    like = likeness([[complex(*move) for move in moved]])
    apart = NOTHING_ALIKE if isinstance(like, Reason) else distance(like, target)
    rush = mean_speed(moved) / loop.floor_speed_px - MOST_SPEED
    return apart + 2.0 * max(0.0, LEAST_ALIVE_PX - alive(moved)) + max(0.0, rush)
