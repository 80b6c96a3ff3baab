"""How fast a drawing is played back: as it was drawn, or faster, so that nobody waits long for its end."""

from typing import NamedTuple

from curlicue.stroke import STEPS_PER_S

LONGEST_S = 20.0  # of drawing, in a film


class Pace(NamedTuple):
    """Steps of a drawing over the seconds of a film."""

    steps: int  # of the drawing
    seconds: float  # until the last of them is drawn
    times: float  # faster than it was drawn

    def at(self, second: float) -> int:
        """The newest step that is drawn at a second; -1 before the first."""
        return min(self.steps, int(second * STEPS_PER_S * self.times)) - 1

    def when(self, step: int) -> float:
        """The second at which a step is drawn."""
        return (step + 1) / (STEPS_PER_S * self.times)


def pace_of(steps: int) -> Pace:
    """The pace of a drawing of so many steps: 1 up to ``LONGEST_S``, then faster."""
    seconds = steps / STEPS_PER_S
    times = max(1.0, seconds / LONGEST_S)
    return Pace(steps, seconds / times, times)
