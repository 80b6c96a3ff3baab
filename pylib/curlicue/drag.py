"""The finger's drag: where it is, how quick, how straight and which way; and how much of the line is its own. Pure.

A slow finger leaves the line to the network, a fast one draws it alone. What is slow depends on the way: a straight
drag says little, so the network may go on at a quarter of a phone a second and more; whoever turns means the turn.
"""

from math import cos, sin, sqrt
from typing import NamedTuple

from curlicue.loop import LoopConstants

STANDS_PX = 1.0  # px per step: a finger under this carries nothing and makes nothing larger
NO_DIRECTION = 1e-12  # px squared; a heading shorter than its root has no direction to turn to


class Drag(
    NamedTuple(
        "Drag",
        [
            ("x", float),  # CSS px, the finger; after the lift what goes on in its place
            ("y", float),
            ("speed", float),  # px per step, running mean over some three steps
            ("brisk", float),  # px per step, the same over some twenty
            ("path", float),  # px per step, the same of the steps that count for the heading
            ("heading_x", float),  # px, running mean of those steps: the direction of the drag
            ("heading_y", float),
            ("carry_x", float),  # px, running mean of all steps over some three
            ("carry_y", float),
            ("age", int),  # steps, counted until the direction may be trusted
        ],
    )
):
    """What is known of the finger."""

    __slots__ = ()

    def at(self, x: float, y: float) -> "Drag":
        """The same drag somewhere else."""
        return Drag(x, y, *self[2:])

    def unit(self) -> tuple[float, float]:
        """The direction of the drag, of length 1."""
        length = sqrt(self.heading_x * self.heading_x + self.heading_y * self.heading_y)
        return self.heading_x / length, self.heading_y / length

    def turned(self, angle: float) -> "Drag":
        """The same drag with its direction turned by an angle in rad, from +x to +y."""
        heading_x = self.heading_x * cos(angle) - self.heading_y * sin(angle)
        heading_y = self.heading_x * sin(angle) + self.heading_y * cos(angle)
        return Drag(*self[:5], heading_x, heading_y, *self[7:])


class Balance(
    NamedTuple(
        "Balance",
        [
            ("own", float),  # share 0..1 of what the network hears that is its own last movement
            ("is_slow", bool),  # the finger leaves the line to the network
            ("size", float),  # times its own size, the network's movement
            ("carry", float),  # share 0..1 of the finger's movement that carries the pen along
        ],
    )
):
    """How network and finger share the line."""

    __slots__ = ()


def rise(x: float) -> float:
    """From 0 at 0 to 1 at 1 without a corner: x x (3 - 2 x), flat outside."""
    if x <= 0.0:
        return 0.0
    return 1.0 if x >= 1.0 else x * x * (3.0 - 2.0 * x)


def begin_drag(loop: LoopConstants, x: float, y: float) -> Drag:
    """The finger as it comes down."""
    start = loop.heading_start_px
    return Drag(x, y, 0.0, 0.0, start, start, 0.0, 0.0, 0.0, 0)


def move_drag(loop: LoopConstants, drag: Drag, x: float, y: float) -> Drag:
    """The finger a step later, at (x, y)."""
    dx = x - drag.x
    dy = y - drag.y
    moved = sqrt(dx * dx + dy * dy)
    soon = loop.speed_smoothing
    late = loop.heading_smoothing
    heading_x, heading_y, path = drag.heading_x, drag.heading_y, drag.path
    if moved > loop.heading_min_px:  # a finger at rest keeps its heading, else the pen would freeze with it
        turned_x = heading_x + late * (dx - heading_x)
        turned_y = heading_y + late * (dy - heading_y)
        if turned_x * turned_x + turned_y * turned_y > NO_DIRECTION:  # else it is exactly reversed
            heading_x, heading_y = turned_x, turned_y
            path += late * (moved - path)
    return Drag(
        x,
        y,
        drag.speed + soon * (moved - drag.speed),
        drag.brisk + late * (moved - drag.brisk),
        path,
        heading_x,
        heading_y,
        drag.carry_x + soon * (dx - drag.carry_x),
        drag.carry_y + soon * (dy - drag.carry_y),
        min(drag.age + 1, 2 * loop.wait_steps),
    )


def straightness(loop: LoopConstants, drag: Drag) -> float:
    """How sure it is, 0..1, that the drag goes straight on.

    Over some twenty steps that is how far they get, by how long they are. That the finger has begun to turn shows
    sooner, in the angle between its newest steps and those twenty.
    """
    far = sqrt(drag.heading_x * drag.heading_x + drag.heading_y * drag.heading_y)
    straight = rise((far / drag.path - loop.straight_from) / (loop.straight_to - loop.straight_from))
    straight *= rise(drag.age / loop.wait_steps - 1.0)
    length = sqrt(drag.carry_x * drag.carry_x + drag.carry_y * drag.carry_y)
    if straight > 0.0 and length > STANDS_PX / 2:
        sine = abs(drag.heading_x * drag.carry_y - drag.heading_y * drag.carry_x) / (far * length)
        straight *= 1.0 - rise((sine - loop.turn_from) / (loop.turn_to - loop.turn_from))
    return straight


def balance(loop: LoopConstants, drag: Drag, voice: float) -> Balance:
    """How network and finger share the line, where the network may have ``voice`` 0..1 of what a slow finger leaves."""
    straight = straightness(loop, drag)
    ratio = drag.speed / (loop.turning_speed_px + (loop.straight_speed_px - loop.turning_speed_px) * straight)
    square = ratio * ratio
    slow = 1.0 / (1.0 + square * square * square * square)
    sure = slow * slow * slow * slow * straight * voice
    quick = (drag.brisk - loop.size_from_px) / (loop.size_to_px - loop.size_from_px)
    size = 1.0 + (loop.size_max - 1.0) * rise(quick) * sure
    length = sqrt(drag.carry_x * drag.carry_x + drag.carry_y * drag.carry_y)
    carry = 0.0
    if length > STANDS_PX:  # the network's own way ahead counts as carried
        carry = sure * rise(length - STANDS_PX) * min(1.0, max(0.0, 1.0 - loop.own_drift_px * size / length))
    return Balance(slow * voice, slow >= 0.5, size, carry)
