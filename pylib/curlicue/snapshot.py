"""What an engine is doing just now, as numbers: made after every frame, and read only when somebody asks.

A row of numbers travels from worker to page; ``window.curlicue.snapshot()`` says it in words.
"""

from typing import TypeAlias

from curlicue.engine import Engine
from curlicue.lstm import CELLS

SNAPSHOT_VERSION = 1
NOTHING = float("nan")  # where there is no number
_NO_PLACE = (NOTHING, NOTHING)
_NO_CELLS = (NOTHING,) * CELLS
_STATE = 7  # where h begins: after steps, queue, dropped, pen, finger

Numbers: TypeAlias = "tuple[float, ...]"


def numbers(engine: Engine) -> Numbers:
    """The numbers of an engine as it is."""
    pen = engine.pen
    ticks = [] if engine.stroke is None else engine.stroke.ticks
    finger = (ticks[-3], ticks[-2]) if ticks else _NO_PLACE if pen is None else (pen.drag.x, pen.drag.y)
    state = engine.hand.start.lstm if pen is None else pen.lstm
    place = _NO_PLACE if pen is None else (pen.x, pen.y)
    gates = _NO_CELLS * 4 if engine.output is None else sum(engine.output.gates, ())
    return numbers_at(engine, engine.steps, place, finger, state.h + state.c + gates)


def numbers_at(engine: Engine, steps: int, pen: Numbers, finger: Numbers, cells: Numbers) -> Numbers:
    """Steps, waiting ticks, dropped ticks, pen, finger (CSS px), then h, c and the gates i, f, g, o: 103 numbers.

    ``cells`` are those from h on, () where they are not kept.
    """
    return (steps, len(engine.queue), engine.dropped) + pen + finger + (cells or _NO_CELLS * 6)


def snapshot(numbers: Numbers, hand: str, engine: str) -> "dict[str, object]":
    """The page's snapshot(): plain data; ``engine`` is what runs the network. What is not there is null or empty."""
    cells = [_cells(numbers[k : k + CELLS]) for k in range(_STATE, len(numbers), CELLS)]
    return {
        "version": SNAPSHOT_VERSION,
        "hand": hand,
        "engine": engine,
        "steps": int(numbers[0]),
        "pen": _place(numbers[3:5]),
        "finger": _place(numbers[5:7]),
        "h": cells[0],
        "c": cells[1],
        "gates": {"i": cells[2], "f": cells[3], "g": cells[4], "o": cells[5]},
        "queue": int(numbers[1]),
        "dropped": int(numbers[2]),
    }


def _place(place: Numbers) -> "list[float] | None":
    return None if place[0] != place[0] else list(place)


def _cells(cells: Numbers) -> "list[float]":
    return [] if cells[0] != cells[0] else list(cells)
