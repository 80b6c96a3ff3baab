"""A lesson of the detector in the page: some rows a frame, at a pace that one can watch, then an examination."""

from typing import Callable

import js

from curlicue_detector.training import Examination, Training, begin_training, train_further, train_some

ROWS_PER_S = 130  # a lesson takes three to ten seconds
MOST_ROWS = 12  # a frame, after frames that did not come
SLICE_MS = 8.0  # of a frame's 16
EXAMINED_BITS = 12  # of the rows in the examination
SEEDS = 4294967296


def random_seed() -> int:
    """A seed for ``begin_training``."""
    return int(js.Math.random() * SEEDS)


class Lesson:
    """A training that runs by itself while it is in sight. ``show`` is called in every frame, and once it is over."""

    def __init__(self, pattern: str, show: "Callable[[Lesson, float], None]") -> None:
        self.training: Training = begin_training(pattern, random_seed())
        self.examination: Examination | None = None
        self.under_way = True
        self.ms = 0.0  # that it has taken, in sight
        self._show = show
        self._due = 0.0  # rows
        self._before: float | None = None  # ms, the last frame
        self._asked: int | None = None  # the frame that is to come

    def go_on(self) -> None:
        """Go on teaching, as it is in sight."""
        if self._asked is None and self.under_way:
            self._before = None
            self._asked = js.requestAnimationFrame(self._frame)

    def pause(self) -> None:
        """Wait, as it is out of sight."""
        if self._asked is not None:
            js.cancelAnimationFrame(self._asked)
            self._asked = None

    def stop(self) -> None:
        """End the lesson."""
        self.pause()
        self.under_way = False

    def _frame(self, now: float) -> None:
        passed = 0.0 if self._before is None else now - self._before
        self._before = now
        self.ms += passed
        until = js.performance.now() + SLICE_MS
        if self.examination is None:
            self._teach(passed, until)
        else:
            self._examine(self.examination, until)
        self._asked = js.requestAnimationFrame(self._frame) if self.under_way else None
        self._show(self, now)

    def _teach(self, passed: float, until: float) -> None:
        self._due = min(MOST_ROWS, self._due + ROWS_PER_S * passed / 1000.0)
        while self._due >= 1.0 and not self.training.done and js.performance.now() < until:
            self.training = train_some(self.training, 1)
            self._due -= 1.0
        if self.training.done:
            self.examination = Examination(self.training, EXAMINED_BITS)

    def _examine(self, examination: Examination, until: float) -> None:
        while not examination.over and js.performance.now() < until:
            examination.go_on()
        if examination.passed:
            self.under_way = False
        elif examination.over:
            self.training = train_further(self.training)
            self.examination = None
