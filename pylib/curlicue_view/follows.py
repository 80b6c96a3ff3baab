"""What each cell follows just now, measured over the last seconds of a stroke."""

from curlicue.lstm import CELLS
from curlicue.packed import ROW_NUMBERS, C, H, X
from curlicue.stroke import Stroke
from curlicue_study.correlate import BLOCK_STEPS, LEAST_STEPS, WINDOW_BLOCKS, Moments, RunningCorrelation, features
from curlicue_words.labels import QUIET, words


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

    def labels(self) -> list[str]:
        """One label a cell, layer 1 first; empty before a second has been drawn."""
        moments: Moments = self._running.moments()
        if moments.steps < LEAST_STEPS:
            return [""] * CELLS
        return [words(moments.follows(cell)) if moments.moves(cell) else QUIET for cell in range(CELLS)]


def labels_at(stroke: Stroke, step: int) -> list[str]:
    """What the cells followed in the last seconds of a stroke before one of its steps; empty where nothing is kept."""
    newest = step - (stroke.log_from or 0)
    if stroke.log_from is None or newest < 0:
        return [""] * CELLS
    followers = Followers()
    followers.add(stroke, range(max(1, newest + 1 - WINDOW_BLOCKS * BLOCK_STEPS), newest + 1))
    return followers.labels()
