"""How a line that was fast finds its curls again.

A fast finger drives the network far from its curls, and it may not come back for seconds. So when the finger slows
down, the network continues from the state, out of a turn it drew on its own, whose movement points the same way.
"""

from math import atan2, pi

from curlicue.loop import LoopConstants, StartState, clip_output, hear_itself
from curlicue.lstm import Weights, step

SETTLING_STEPS = 20  # of the free run that are not kept: some hands first have to find their swing


def free_step(loop: LoopConstants, weights: Weights, at: StartState) -> StartState:
    """One step of a network that hears nothing but itself."""
    heard_x, heard_y, speed = hear_itself(loop, at.output_x, at.output_y, at.output_speed)
    out = step(weights, (heard_x / loop.scale_px, heard_y / loop.scale_px, 0.0), at.lstm)
    x, y = clip_output(loop, out.y[0] * loop.scale_px, out.y[1] * loop.scale_px)
    return StartState(x, y, speed, out.state)


class Reentry:
    """The states of a free run from the start state; made once, a few at a time or all at the first question.

    They are made and not stored: they would be twice the size of the whole card.
    """

    def __init__(self, loop: LoopConstants, start: StartState, weights: Weights) -> None:
        self._loop = loop
        self._weights = weights
        self._at = start
        self._run = 0  # steps of the free run so far
        self._kept: list[tuple[float, StartState]] = []  # angle of the movement in radians, and all of that moment

    def warm(self, steps: int) -> bool:
        """Make up to ``steps`` more states; true once all are there."""
        loop = self._loop
        for _ in range(min(steps, SETTLING_STEPS + loop.reentry_states - self._run)):
            self._at = at = free_step(loop, self._weights, self._at)
            self._run += 1
            if self._run > SETTLING_STEPS:
                self._kept.append((atan2(at.output_y, at.output_x), at))
        return len(self._kept) == loop.reentry_states

    def nearest(self, x: float, y: float) -> StartState:
        """The moment whose movement has the direction nearest to (x, y)."""
        self.warm(SETTLING_STEPS + self._loop.reentry_states)
        wanted = atan2(y, x)
        best = self._kept[0][1]
        smallest = 2 * pi
        for angle, moment in self._kept:
            apart = abs(angle - wanted)
            apart = min(apart, 2 * pi - apart)
            if apart < smallest:
                best = moment
                smallest = apart
        return best
