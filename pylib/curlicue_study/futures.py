"""What the network would draw next from this very state: no noise, just the pen run ahead on a copy."""

from collections.abc import Iterator
from itertools import islice

from curlicue.experiment import Experiment
from curlicue.flourish import REST_STEPS
from curlicue.hand import Hand
from curlicue.pen import Pen, PenSettings
from curlicue.run import alone, run
from curlicue.stroke import Tick

AHEAD_STEPS = 60  # a second


class Future:
    """A hair that grows a few steps at a time: the pens that follow one pen.

    ``velocity`` None is a lift now, with ``free_steps`` of free run; else the finger goes on, so many px per step.
    """

    def __init__(
        self,
        hand: Hand,
        pen: Pen,
        settings: PenSettings,
        experiment: Experiment,
        velocity: tuple[float, float] | None,
        free_steps: int,
        sheet: tuple[float, float] | None,
    ) -> None:
        free_steps = max(REST_STEPS, free_steps)
        self.pens = [pen]
        self.length = AHEAD_STEPS if velocity is not None else min(AHEAD_STEPS, free_steps)
        dues = alone(free_steps, sheet) if velocity is None else _going_on(pen, velocity)
        self._steps = islice(run(hand, pen, dues, settings, experiment), self.length)

    @property
    def done(self) -> bool:
        """True once it is as long as it gets."""
        return len(self.pens) > self.length

    def grow(self, steps: int) -> None:
        """Run up to so many steps further ahead."""
        self.pens += [taken.pen for taken in islice(self._steps, steps)]


def _going_on(pen: Pen, velocity: tuple[float, float]) -> Iterator[Tick]:
    """Where a finger will be that keeps its velocity, CSS px per step."""
    x, y = pen.drag.x, pen.drag.y
    while True:
        x, y = x + velocity[0], y + velocity[1]
        yield Tick(x, y, 0.5)
