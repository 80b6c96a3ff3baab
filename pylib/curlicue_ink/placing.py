"""Which stretch of a drawing the picture of ribbons shows, and how large."""

from math import atan2, ceil, hypot, pi
from typing import NamedTuple

from curlicue_ink.marks import DISC, UNDER_DISC, add
from curlicue_study.history import History

RADIUS_SHARE = 0.112  # of the canvas's width that a curl's radius should be
RADIUS_PX = (48.0, 78.0)  # CSS px, the least and the most of that
PEN_RADII_PX = (5.0, 150.0)  # drawing px, what a curl's radius can be
SCALES = (0.5, 3.4)  # CSS px for a px of the drawing, least and most
REACH_SHARE = 0.46  # of the curl's radius: room for the ribbons beside the line
MARGIN_PX = 8.0
EDGE_SHARE = 0.5  # of that room may be lost before the pen counts as outside
LEAST_ROOM_RADII = 2.8  # a curl has to fit, however little of the canvas is to be filled
SURE_CURLS = 2.0  # after so many curls it is clear where a drawing goes
MOST_STEPS = 1500  # in the picture
RADIUS_STEPS = 600  # newest steps that a curl's radius is measured on
STRAIGHT_PX = 9.0  # CSS px between two points; what is painted bends at each
MOST_FINE = 3
_STILL_PX = 0.05  # drawing px per step; a pen that hardly moves has no direction


class Placing(NamedTuple):
    """How a stretch of a drawing lies on a canvas: canvas px = scale * drawing px + (dx, dy)."""

    first: int  # first step shown
    scale: float
    dx: float  # CSS px
    dy: float
    radius: float  # of the curls there, CSS px
    fine: int  # points for each step: enlarged, a step is too long to be straight

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the drawing lies on the canvas, CSS px."""
        return self.scale * x + self.dx, self.scale * y + self.dy

    def moved(self, marks: list[float]) -> list[float]:
        """Marks of the line (curlicue_ink.rope), which are in the drawing's px, as marks on the canvas."""
        placed: list[float] = []
        at = 0
        while at < len(marks):
            kind, colour, alpha, width, count = marks[at : at + 5]
            numbers = marks[at + 5 : at + 5 + int(count)]
            at += 5 + int(count)
            radius = [self.scale * numbers.pop()] if kind in (DISC, UNDER_DISC) else []
            points = [part for point in zip(numbers[0::2], numbers[1::2], strict=True) for part in self.at(*point)]
            add(placed, int(kind), int(colour), alpha, self.scale * width, points + radius)
        return placed

    @property
    def room(self) -> float:
        """CSS px that the ribbons want between the line and the edge of the canvas."""
        return MARGIN_PX + REACH_SHARE * self.radius


def curl_radius(history: History, last: int) -> float:
    """Radius of the curls before step ``last``, drawing px: the pen's way over all its turning, within 5..150."""
    first = max(0, last - RADIUS_STEPS)
    x, y = history.pen(first)
    begun = history.start_of(first)
    length = turned = 0.0
    heading: float | None = None
    for step in range(first + 1, last):
        to_x, to_y = history.pen(step)
        moved = hypot(to_x - x, to_y - y)
        if history.start_of(step) != begun:
            begun, heading = history.start_of(step), None
        elif moved > _STILL_PX:
            way = atan2(to_y - y, to_x - x)
            if heading is not None:
                turned += abs((way - heading + pi) % (2.0 * pi) - pi)
                length += moved
            heading = way
        x, y = to_x, to_y
    least, most = PEN_RADII_PX
    return max(least, min(most, length / turned)) if turned > 0.0 else most


def enlarge(history: History, last: int, width: float) -> tuple[float, float]:
    """CSS px for a px of the drawing before step ``last`` on a canvas ``width`` px wide, and its curls' radius there.

    They are 48 to 78 px in radius where the drawing can be enlarged so far.
    """
    wanted = max(RADIUS_PX[0], min(RADIUS_PX[1], RADIUS_SHARE * width))
    drawn = curl_radius(history, last)
    scale = max(SCALES[0], min(SCALES[1], wanted / drawn))
    return scale, min(wanted, scale * drawn)


def place(history: History, last: int, width: float, height: float, filled: float) -> Placing:
    """Place the newest stretch before step ``last`` on a canvas of width x height CSS px.

    It is as long as fits ``filled`` (0..1) of the canvas. What stays free is where the pen is going.
    """
    scale, radius = enlarge(history, last, width)
    placing = Placing(last - 1, scale, 0.0, 0.0, radius, 1)
    free_x, free_y = width - 2.0 * placing.room, height - 2.0 * placing.room
    least = LEAST_ROOM_RADII * placing.radius
    room_x, room_y = min(free_x, max(least, filled * free_x)), min(free_y, max(least, filled * free_y))

    left, top = right, bottom = before_x, before_y = history.pen(last - 1)
    first = last - 1
    length = 0.0
    for step in range(last - 2, max(0, last - MOST_STEPS) - 1, -1):
        x, y = history.pen(step)
        wider = min(left, x), min(top, y), max(right, x), max(bottom, y)
        if scale * (wider[2] - wider[0]) > room_x or scale * (wider[3] - wider[1]) > room_y:
            break
        left, top, right, bottom = wider
        length += hypot(x - before_x, y - before_y)
        before_x, before_y = x, y
        first = step

    way_x, way_y = _way(history, first, last) if filled < 1.0 else (0.0, 0.0)
    sure = min(1.0, length / (SURE_CURLS * 2.0 * pi * curl_radius(history, last)))
    spare_x, spare_y = free_x - scale * (right - left), free_y - scale * (bottom - top)
    dx = width / 2 - scale * (left + right) / 2 - sure * way_x * spare_x / 2
    dy = height / 2 - scale * (top + bottom) / 2 - sure * way_y * spare_y / 2
    fine = max(1, min(MOST_FINE, ceil(scale * length / max(1, last - 1 - first) / STRAIGHT_PX)))
    return placing._replace(first=first, dx=dx, dy=dy, fine=fine)


def _way(history: History, first: int, last: int) -> tuple[float, float]:
    """Where the drawing is going: -1..1 across and down, from its older half to its newer one."""
    middle = (first + last) // 2
    older, newer = range(first, middle), range(middle, last)
    if not older or not newer:
        return 0.0, 0.0
    sums = []
    for steps in (older, newer):
        pens = [history.pen(step) for step in steps]
        sums.append((sum(x for x, _ in pens) / len(pens), sum(y for _, y in pens) / len(pens)))
    dx, dy = sums[1][0] - sums[0][0], sums[1][1] - sums[0][1]
    longest = max(abs(dx), abs(dy)) or 1.0
    return dx / longest, dy / longest


def is_outside(placing: Placing, pen: tuple[float, float], width: float, height: float) -> bool:
    """True when ribbons around the pen (drawing px) would be cut off by the canvas's edge."""
    x, y = placing.at(*pen)
    edge = EDGE_SHARE * placing.room
    return not (edge <= x <= width - edge and edge <= y <= height - edge)
