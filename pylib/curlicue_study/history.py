"""The steps of a drawing, all its visible strokes one after the other: what the figures show and time runs through."""

from bisect import bisect_right
from collections.abc import Sequence

from curlicue.packed import ROW_NUMBERS
from curlicue.stroke import Stroke

SLICE_STEPS = 3600  # rows let go of at once: a minute's, as moving the others in memory takes 1 ms and more


def forget_old_logs(entries: Sequence[Stroke | None], most_steps: int) -> None:
    """Let go of the logs of the oldest strokes while more steps than these are kept; never of the newest stroke's."""
    kept = 0
    for stroke in reversed([entry for entry in entries if entry is not None]):
        steps = len(stroke.log) // ROW_NUMBERS
        if kept and kept + steps > most_steps:
            stroke.forget_log()
        kept += steps


def forget_old_rows(stroke: Stroke, most_steps: int) -> None:
    """Let go of the oldest rows of a stroke's log once it holds ``SLICE_STEPS`` more than these steps."""
    surplus = len(stroke.log) // ROW_NUMBERS - most_steps
    if surplus >= SLICE_STEPS and stroke.log_from is not None:
        del stroke.log[: ROW_NUMBERS * surplus]
        stroke.log_from += surplus


class History:
    """A view of strokes as one row of steps, numbered from 0. Make a new one when strokes come or go; they may grow."""

    def __init__(self, strokes: Sequence[Stroke]) -> None:
        self.strokes = tuple(strokes)
        starts = []
        total = 0
        for stroke in self.strokes:
            starts.append(total)
            total += stroke.steps
        self._starts = starts

    def __len__(self) -> int:
        """Steps so far; the last stroke may still grow."""
        return self._starts[-1] + self.strokes[-1].steps if self.strokes else 0

    def now(self, strokes: Sequence[Stroke]) -> "History":
        """The same view if these are its strokes, else a new one."""
        return self if tuple(strokes) == self.strokes else History(strokes)

    def locate(self, step: int) -> tuple[Stroke, int]:
        """The stroke of a step and the number of the step within it. IndexError outside 0..len-1."""
        if not 0 <= step < len(self):
            raise IndexError(f"there is no step {step} in a drawing of {len(self)} steps")
        place = bisect_right(self._starts, step) - 1
        return self.strokes[place], step - self._starts[place]

    def until(self, step: int) -> list[Stroke]:
        """The strokes as they were at a step; none for step -1."""
        if step < 0:
            return []
        stroke, within = self.locate(step)
        return [*self.strokes[: self.strokes.index(stroke)], stroke.until(within + 1)]

    def start_of(self, step: int) -> int:
        """The first step of the stroke that a step is part of."""
        return self._starts[bisect_right(self._starts, step) - 1]

    def row(self, step: int) -> Sequence[float] | None:
        """The row of a step (see curlicue.packed); None where the starter kept no log."""
        stroke, within = self.locate(step)
        if stroke.log_from is None or within < stroke.log_from:
            return None
        at = ROW_NUMBERS * (within - stroke.log_from)
        return stroke.log[at : at + ROW_NUMBERS]

    def pen(self, step: int) -> tuple[float, float]:
        """Where the pen was, CSS px."""
        stroke, within = self.locate(step)
        return stroke.pens[2 * within], stroke.pens[2 * within + 1]

    def finger(self, step: int) -> tuple[float, float]:
        """Where the finger was, CSS px; after a lift where it left."""
        stroke, within = self.locate(step)
        at = min(3 * within, len(stroke.ticks) - 3)
        return stroke.ticks[at], stroke.ticks[at + 1]
