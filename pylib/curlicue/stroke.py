"""What a hand leaves behind: samples as the pointer reports them, ticks as the network wants them."""

from array import array
from math import floor
from typing import NamedTuple

from curlicue.experiment import Experiment

STEPS_PER_S = 60
STEP_S = 1 / STEPS_PER_S  # s; the network's clock, whatever the pointer's rate
PLACES_PER_PX = 32  # of a tick: what is drawn is drawn from what a document can say, so that it is drawn again alike
PRESSURES = 64  # steps of the pressure from 0 to 1
TAP_STEPS = 15  # a touch that is over so soon
TAP_PX = 8.0  # and never so far from where it began is a tap: it makes a dot


class Sample(
    NamedTuple(
        "Sample",
        [
            ("x", float),  # CSS px
            ("y", float),  # CSS px, down
            ("t", float),  # s, on any clock that goes forward
            ("pressure", float),  # 0..1; 0.5 when the device has none
        ],
    )
):
    """One pointer reading."""

    __slots__ = ()


class Tick(
    NamedTuple(
        "Tick",
        [
            ("x", float),  # CSS px
            ("y", float),  # CSS px, down
            ("pressure", float),  # 0..1; 0.5 when the device has none
        ],
    )
):
    """Where the finger was at one step of the network's clock; tick k of a stroke is k * STEP_S after its start."""

    __slots__ = ()


def snapped(tick: Tick) -> Tick:
    """The tick on the grid of places and pressures."""
    return Tick(
        floor(tick.x * PLACES_PER_PX + 0.5) / PLACES_PER_PX,
        floor(tick.y * PLACES_PER_PX + 0.5) / PLACES_PER_PX,
        floor(tick.pressure * PRESSURES + 0.5) / PRESSURES,
    )


class Stroke:
    """One stroke as it grows: what the finger did, and what the pen made of it."""

    def __init__(self, number: int, hand: str) -> None:
        self.number = number  # counts up, never used twice on a surface
        self.hand = hand  # name of the hand that drew it
        self.ticks = array("d")  # x, y (CSS px), pressure; three numbers a tick, tick k for pen k
        self.pens = array("d")  # x, y (CSS px); two numbers a step
        self.pulls: list[tuple[int, float | None]] = []  # (step from which on, pull slider)
        self.experiments: list[tuple[int, Experiment]] = []  # (step from which on, what was taken away)
        self.lift: int | None = None  # step at which the finger had left; None until then
        self.planned: int | None = None  # steps that the pen was to draw alone then; None until the lift
        self.sheet: tuple[float, float] | None = None  # CSS px, width and height at the lift; None has no edges
        self.end: int | None = None  # number of pens when the stroke is done; None until the lift
        self.halted = False  # the pen was stopped before that: undone or cleared away while it moved
        self.group: int | None = None  # of strokes that were made by one act, undone as one; < 0: in another's place
        self.log_from: int | None = None  # first step whose row is kept; None: none is
        self.log = array("f")  # rows as in curlicue.packed, from log_from on

    @property
    def steps(self) -> int:
        """Pens so far, the first one included."""
        return len(self.pens) // 2

    def until(self, steps: int) -> "Stroke":
        """The stroke as it was after so many steps, to be looked at: without its log."""
        past = Stroke(self.number, self.hand)
        past.ticks = self.ticks[: 3 * steps]
        past.pens = self.pens[: 2 * steps]
        past.lift = self.lift
        past.planned = self.planned
        if steps >= self.steps:
            past.end = self.end
            past.halted = self.halted
        return past

    def dot(self) -> "Stroke":
        """What a tap leaves of it: its first step, at rest."""
        dot = Stroke(self.number, self.hand)
        dot.ticks = self.ticks[:3]
        dot.pens = self.pens[:2]
        dot.lift = dot.end = 1
        dot.planned = 0
        dot.group = self.group
        if self.log_from == 0:
            dot.log_from = 0
            dot.log = self.log[: len(self.log) // self.steps]
        return dot

    def forget_log(self) -> None:
        """Let go of the rows, of which there are 400 bytes a step; the stroke itself stays whole."""
        self.log_from = None
        self.log = array("f")

    @property
    def is_dot(self) -> bool:
        """True for what a tap leaves."""
        return self.steps == 1 and self.done

    @property
    def done(self) -> bool:
        """True once the pen rests."""
        return self.halted or (self.end is not None and self.steps >= self.end)


def is_tap(stroke: Stroke) -> bool:
    """Whether what the finger has done so far is no more than a tap."""
    ticks = stroke.ticks
    if len(ticks) > 3 * TAP_STEPS:
        return False
    for at in range(3, len(ticks), 3):
        dx = ticks[at] - ticks[0]
        dy = ticks[at + 1] - ticks[1]
        if dx * dx + dy * dy >= TAP_PX * TAP_PX:
            return False
    return True
