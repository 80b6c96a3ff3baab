"""What each cell follows just now, measured over the last seconds of a stroke."""

from curlicue.lstm import CELLS
from curlicue.packed import ROW_NUMBERS, C, H, X
from curlicue.stroke import Stroke
from curlicue_study.correlate import (
    BLOCK_STEPS,
    LEAST_STEPS,
    QUIET,
    UNKNOWN,
    UNNAMED,
    WINDOW_BLOCKS,
    Moments,
    RunningCorrelation,
    features,
)


class Followers:
    """Feeds the steps of the stroke in progress to a running correlation of the 16 h, of one hand on one surface."""

    def __init__(self) -> None:
        self._running = RunningCorrelation(CELLS)
        self._stroke: Stroke | None = None
        self._next = 0  # the stroke's first step not taken yet

    def take(self, stroke: Stroke) -> None:
        """All steps of a stroke that are new."""
        if stroke is not self._stroke:
            if self._stroke is not None and stroke.hand != self._stroke.hand:
                self.forget()  # another network
            self._stroke = stroke
            self._next = 0
        first = stroke.log_from or 0  # whose row has none before it
        rows = len(stroke.log) // ROW_NUMBERS
        self.add(stroke, range(max(1, self._next - first), rows))
        self._next = first + rows

    def add(self, stroke: Stroke, rows: range) -> None:
        """Steps of a stroke, by the rows of its log; the first one is no step."""
        log = stroke.log
        for row in rows:
            at = row * ROW_NUMBERS
            before = at - ROW_NUMBERS
            x_before, y_before = log[before + X], log[before + X + 1]
            if x_before == x_before:  # NaN: nothing was heard before the first step
                of = features(log[at + X], log[at + X + 1], (x_before, y_before))
                self._running.add(of, log[at + H : at + C])

    def forget(self) -> None:
        """Begin anew: what was measured is about something else."""
        self._running = RunningCorrelation(CELLS)

    def names(self) -> list[str]:
        """A name for each cell, layer 1 first: one of FOLLOWED, or QUIET, UNNAMED; UNKNOWN in the first second."""
        moments = self._running.moments()
        if moments.steps < LEAST_STEPS:
            return [UNKNOWN] * CELLS
        return [_name(moments, cell) for cell in range(CELLS)]


def _name(moments: Moments, cell: int) -> str:
    if not moments.moves(cell):
        return QUIET
    follows = moments.follows(cell)
    return UNNAMED if follows is None else follows.name


def names_at(stroke: Stroke, step: int) -> list[str]:
    """What the cells followed in the last seconds of a stroke before one of its steps; UNKNOWN where no row is kept."""
    newest = step - (stroke.log_from or 0)
    if stroke.log_from is None or newest < 0:
        return [UNKNOWN] * CELLS
    followers = Followers()
    followers.add(stroke, range(max(1, newest + 1 - WINDOW_BLOCKS * BLOCK_STEPS), newest + 1))
    return followers.names()
