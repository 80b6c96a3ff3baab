"""Shows a teaching to the page: how far it is, and what the net of the moment draws; waits while the reader wants."""

from asyncio import Event, sleep
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING

from curlicue.lessons import DREW, LISTENED
from curlicue_ink.svg import Point
from curlicue_ink.teaching import drag_picture, loss_picture, passing_drag_picture
from curlicue_teach.batches import TRAINING_STEPS
from curlicue_teach.recipe import Moment
from curlicue_teach.teaching import slow_drag
from curlicue_teach.told import miss_px

if TYPE_CHECKING:
    from curlicue.payloads import Listening, Tell

TELL_S = 0.1  # between two times that the page is told
BEFORE, NOW = "before", "now"  # of two pictures
LONGEST_S = 1.0  # of one piece of work: a longer one was a page asleep


class WorkClock:
    """Seconds of work: what passes while a reader pauses, or a page is frozen, hardly counts."""

    def __init__(self) -> None:
        self._spent = 0.0
        self._seen = monotonic()

    def __call__(self) -> float:
        """Seconds so far."""
        now = monotonic()
        self._spent += min(now - self._seen, LONGEST_S)
        self._seen = now
        return self._spent


class Board:
    """A curlicue_teach.teaching.Shown. ``rule_px`` is what a simple rule misses by in windows of the strokes."""

    def __init__(self, tell: "Tell", scale_px: float, rule_px: float) -> None:
        self._tell = tell
        self._scale_px = scale_px
        self._rule_px = rule_px
        self._seed: int | None = None
        self._misses: list[list[float]] = []  # px, of each try
        self._told_at = 0.0
        self._stopped = False
        self._going = Event()
        self._going.set()

    def line(self, places: Sequence[complex]) -> None:
        """Show the slow drag as the net of the moment draws it."""
        self._tell(DREW, [NOW, passing_drag_picture(_finger(), places)])

    def drew(self, when: str, places: Sequence[complex]) -> None:
        """Show the slow drag as it was before, or as it is in the end."""
        self._tell(DREW, [when, drag_picture(_finger(), places)])

    async def go_on(self, moment: Moment) -> bool:
        """Tell how far it is, let messages be heard, and wait while it is to wait; false once it is to stop."""
        if moment.tried.seed != self._seed:
            self._seed = moment.tried.seed
            self._misses.append([])
        self._misses[-1].append(miss_px(moment.loss, self._scale_px))
        now = monotonic()
        if now - self._told_at >= TELL_S or moment.step == TRAINING_STEPS:
            self._told_at = now
            self._tell(LISTENED, self._listening(moment))
        await sleep(0)
        await self._going.wait()
        return not self._stopped

    def pause(self, wait: bool) -> None:
        """Wait, or go on."""
        if wait:
            self._going.clear()
        else:
            self._going.set()

    def stop(self) -> None:
        """Train no further."""
        self._stopped = True
        self._going.set()

    def _listening(self, moment: Moment) -> "Listening":
        return {
            "number": len(self._misses),
            "step": moment.step,
            "steps": TRAINING_STEPS,
            "miss_px": self._misses[-1][-1],
            "rule_px": self._rule_px,
            "apart": moment.nearest,
            "loss": loss_picture(self._misses, TRAINING_STEPS, self._rule_px),
        }


def _finger() -> list[Point]:
    """The finger of the slow drag."""
    return [(tick.x, tick.y) for tick in slow_drag()]
