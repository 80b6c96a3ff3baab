"""The end of a stroke: the finger has left, and the pen trails off the way it went, slower and smaller, to rest. Pure.

What moved the pen besides the network carries it on and fades as in water; the network's own movement shrinks to
nothing. Near an edge of the sheet the way turns back, and no movement crosses the margin. Our own design, measured on
random lifts of every hand (ARCHITECTURE.md). Lengths in CSS px, steps of 1/60 s.
"""

from math import atan2, cos, sin, sqrt
from typing import NamedTuple

from curlicue.drag import Drag

REST_STEPS = 24  # over so many steps at the end the pen comes to rest, also when it has to rest early
MARGIN_PX = 6.0  # no movement crosses this line inside the edge
EDGE_PX = 30.0  # nearer to an edge than this the way turns back
EDGE_SHARE = 1 / 6  # of the sheet's smaller side, at most: a strip has room too
AHEAD_PX = (12.0, 30.0, 0.55)  # how far ahead an edge is seen: at the end, more at first, more for each planned step
TURN_RAD = 0.08  # turn per step at most
TURN_AFTER_STEPS = 12  # in which turning sets in
PUSH = 0.05  # share of the way out of an edge's zone, per step
PUSH_AFTER_STEPS = 15
BRAKE_PX = 12.0  # before the margin, where the carrying fades
STOP_PX = 24.0  # before the margin, where all movement fades
ROOM_PX = 36.0  # nearer to an edge than this the network's movement is smaller
ROOM_LEAST = 0.4  # times its size, at the edge
ROOM_SMOOTHING = 0.06
DRIFT_PX = 1.1  # px per step ahead at least, at first: rings that go nowhere lie on one spot
DRIFT_AFTER_STEPS = 20
WATER = 0.02  # of the carrying lost per step
WATER_PX = 40.0  # px per step, the most that carries; and the share of this that it is long is lost too


class Alone(
    NamedTuple(
        "Alone",
        [
            ("step", int),  # steps that the pen has drawn alone before this one
            ("planned", int),  # steps that it was to draw alone when the finger left
            ("left", int),  # steps to the end of the stroke, this one included
            ("sheet", "tuple[float, float] | None"),  # width and height in CSS px; None has no edges
        ],
    )
):
    """A step after the finger has left."""

    __slots__ = ()


class Trail(
    NamedTuple(
        "Trail",
        [
            ("x", float),  # CSS px, the pen
            ("y", float),
            ("drag", Drag),  # its x and y go on in the finger's place
            ("run_x", float),  # px per step, what carries the pen on
            ("run_y", float),
            ("room", float),  # share 0..1 of the network's movement that there is room for
        ],
    )
):
    """A pen on its own way."""

    __slots__ = ()


def steer(alone: Alone, drag: Drag) -> float:
    """The angle in rad by which the way turns at this step, to stay on the sheet."""
    if alone.sheet is None:
        return 0.0
    length = sqrt(drag.heading_x * drag.heading_x + drag.heading_y * drag.heading_y)
    unit_x = drag.heading_x / length
    unit_y = drag.heading_y / length
    edge = _edge(alone.sheet)
    least, more, a_step = AHEAD_PX
    reach = least + (more + a_step * alone.planned) * _to_come(alone)
    ahead_x = drag.x + unit_x * reach
    ahead_y = drag.y + unit_y * reach
    inside_x = _within(ahead_x, edge, alone.sheet[0] - edge)
    inside_y = _within(ahead_y, edge, alone.sheet[1] - edge)
    to_x = inside_x - drag.x
    to_y = inside_y - drag.y
    angle = atan2(unit_x * to_y - unit_y * to_x, unit_x * to_x + unit_y * to_y)
    outside = sqrt((ahead_x - inside_x) * (ahead_x - inside_x) + (ahead_y - inside_y) * (ahead_y - inside_y))
    return TURN_RAD * _within(angle, -1.0, 1.0) * min(1.0, outside / edge) * _after(alone, TURN_AFTER_STEPS)


def turned(x: float, y: float, angle: float) -> tuple[float, float]:
    """(x, y) turned by an angle in rad, from +x to +y."""
    return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)


def carrying(x: float, y: float) -> tuple[float, float]:
    """What carries the pen on at first, px per step: what moved it besides the network, and no more than water lets."""
    share = WATER_PX / max(WATER_PX, sqrt(x * x + y * y))
    return share * x, share * y


def trail_off(alone: Alone, trail: Trail, drift: tuple[float, float], own: tuple[float, float]) -> Trail:
    """One step on: ``drift`` is the way ahead that the carrying must not fall short of, ``own`` the network's movement.

    Both in px per step on the sheet.
    """
    to_come = _to_come(alone)
    soft = min(1.0, alone.left / (REST_STEPS + 1))
    drag, run_x, run_y, room = trail.drag, trail.run_x, trail.run_y, trail.room
    wanted = sqrt(drift[0] * drift[0] + drift[1] * drift[1])
    missing = 0.0
    if wanted > 0.0:
        ahead = (run_x * drift[0] + run_y * drift[1]) / wanted
        missing = max(0.0, to_come - ahead / wanted) * _after(alone, DRIFT_AFTER_STEPS)
    carried = [run_x + missing * drift[0], run_y + missing * drift[1]]
    if alone.sheet is not None:
        edge = _edge(alone.sheet)
        push = PUSH * _after(alone, PUSH_AFTER_STEPS) * to_come
        for axis, place in enumerate((drag.x, drag.y)):
            size = alone.sheet[axis]
            carried[axis] += push * (max(0.0, edge - place) - max(0.0, place - size + edge))
            carried[axis] *= _brake(carried[axis], place, size, BRAKE_PX)
        nearest = min(drag.x, drag.y, alone.sheet[0] - drag.x, alone.sheet[1] - drag.y)
        room += ROOM_SMOOTHING * (_within(nearest / ROOM_PX, ROOM_LEAST, 1.0) - room)
    moved = [soft * (carried[axis] + to_come * room * own[axis]) for axis in (0, 1)]
    if alone.sheet is not None:
        for axis, place in enumerate((trail.x, trail.y)):
            moved[axis] *= _brake(moved[axis], place, alone.sheet[axis], STOP_PX)
    speed = sqrt(run_x * run_x + run_y * run_y)
    kept = max(0.0, 1.0 - 2.0 / (alone.planned - alone.step + 1) - WATER - speed / WATER_PX)
    gone_on = drag.at(drag.x + soft * carried[0], drag.y + soft * carried[1])
    return Trail(trail.x + moved[0], trail.y + moved[1], gone_on, kept * run_x, kept * run_y, room)


def _to_come(alone: Alone) -> float:
    """How much of the flourish is still to come, from nearly 1 down to nearly 0."""
    return (alone.planned - alone.step) / (alone.planned + 1)


def _after(alone: Alone, steps: int) -> float:
    """From nearly 0 up to 1 over the first so many steps."""
    return min(1.0, (alone.step + 1) / steps)


def _edge(sheet: tuple[float, float]) -> float:
    return min(EDGE_PX, EDGE_SHARE * min(sheet))


def _brake(movement: float, place: float, size: float, over_px: float) -> float:
    """What is left, 0..1, of a movement along one axis before the margin that it goes to, and must not cross."""
    room = size - MARGIN_PX - place if movement > 0.0 else place - MARGIN_PX
    return _within(room / max(over_px, abs(movement)), 0.0, 1.0)


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
