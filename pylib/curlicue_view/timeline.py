"""Time in a drawing: live, held at a step, or played."""

from curlicue.stroke import STEPS_PER_S
from curlicue_study.history import History

SLOW_SHARE = 0.25  # of the true pace, in slow motion


class Timeline:
    """Where the figures stand in a drawing. ``at`` None is live: the newest step, whatever comes."""

    def __init__(self) -> None:
        self.at: int | None = None
        self.playing = False
        self.slow = False
        self._since: tuple[float, int] | None = None  # s on the page's clock, and the step, where playing began

    def live(self) -> None:
        """Go back to the newest step: a finger has come down, or the end was played."""
        self.at = None
        self.playing = False
        self._since = None

    def seek(self, step: int | None, history: History) -> None:
        """Hold at a step; None is live."""
        self.at = None if step is None or not len(history) else max(0, min(step, len(history) - 1))
        self.playing = False
        self._since = None

    def move(self, steps: int, history: History) -> None:
        """Hold some steps further on, or back; on from the newest one is live."""
        beyond = steps > 0 and self.step(history) == len(history) - 1
        self.seek(None if beyond else self.step(history) + steps, history)

    def play(self, history: History) -> None:
        """Play from here; from the start when there is nothing left to play. While it plays: hold."""
        if self.playing:
            self.seek(self.step(history), history)
        elif len(history):
            at_end = self.at is None or self.at >= len(history) - 1
            self.at = 0 if at_end else self.at
            self.playing = True
            self._since = None

    def set_slow(self, slow: bool) -> None:
        """Take slow motion, or the true pace."""
        self.slow = slow
        self._since = None

    def tick(self, now: float, history: History) -> None:
        """Let time pass up to ``now``, s on the page's clock."""
        if not self.playing or self.at is None:
            return
        if self._since is None:
            self._since = (now, self.at)
        began, first = self._since
        pace = STEPS_PER_S * (SLOW_SHARE if self.slow else 1.0)
        self.at = first + int((now - began) * pace)
        if self.at >= len(history) - 1:
            self.live()

    def step(self, history: History) -> int:
        """The step that is shown; -1 in an empty drawing."""
        newest = len(history) - 1
        return newest if self.at is None else min(self.at, newest)
