"""What the network would draw next from this very state: no noise, just the pen run ahead on a copy."""

from curlicue.experiment import Experiment
from curlicue.flourish import REST_STEPS, Alone
from curlicue.hand import Hand
from curlicue.lstm import step
from curlicue.pen import Pen, PenSettings, finish, prepare
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
        self._hand = hand
        self._settings = settings
        self._experiment = experiment
        self._velocity = velocity
        self.pens = [pen]
        self._free_steps = max(REST_STEPS, free_steps)
        self._sheet = sheet
        self.length = AHEAD_STEPS if velocity is not None else min(AHEAD_STEPS, self._free_steps)

    @property
    def done(self) -> bool:
        """True once it is as long as it gets."""
        return len(self.pens) > self.length

    def grow(self, steps: int) -> None:
        """Run up to so many steps further ahead."""
        for _ in range(steps):
            if self.done:
                return
            pen = self.pens[-1]
            due: Tick | Alone
            if self._velocity is not None:
                due = Tick(pen.drag.x + self._velocity[0], pen.drag.y + self._velocity[1], 0.5)
            else:
                done = len(self.pens) - 1
                due = Alone(done, self._free_steps, self._free_steps - done, self._sheet)
            request = prepare(self._hand, pen, due, self._settings, self._experiment)
            output = step(self._hand.weights, request.x, request.lstm, request.masks)
            self.pens.append(finish(self._hand, request, output))
