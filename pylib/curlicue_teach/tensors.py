"""What graphs are asked and answer: tensors, the numbers of a pen in them, and a session that runs one.

Apart from those who ask, so that a worker that only draws need not have what teaches.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from curlicue.lstm import CELLS

# Of a pen: x, y, run_x, run_y, room, output_x, output_y, output_speed, fast_steps, 10 of its drag, h, c
PEN_NUMBERS = 51
X, Y, OUTPUT_X, OUTPUT_Y, OUTPUT_SPEED = 0, 1, 5, 6, 7  # where some of them are
H = PEN_NUMBERS - 2 * CELLS
KEPT_NUMBERS = 2 + 2 * CELLS  # of a re-entry state: output, h, c
FINGER_DOWN = (-1.0, 0.0, 0.0)  # step, planned, left


class Tensor(NamedTuple):
    """Numbers in a row, and their shape."""

    numbers: array[float]
    shape: tuple[int, ...]


class Session(Protocol):
    """A graph that can be run."""

    async def run(self, feeds: Mapping[str, Tensor], wanted: Sequence[str]) -> list[array[float]]:
        """The outputs of these names."""
