"""Memories beside the line: the geometry of the stripes along a stretch of one stroke.

Looking along the pen's way, layer 1 lies to its left and layer 2 to its right, unit 1 next to the line. A stripe is as
wide as its cell's c is high, and h is a line inside it, on the inner edge at -1 and on the outer one at 1.
"""

from collections.abc import Sequence
from math import hypot, tanh
from typing import NamedTuple

from curlicue.lstm import CELLS, UNITS
from curlicue.packed import ROW_NUMBERS, C, H
from curlicue.stroke import Stroke
from curlicue_ink.curves import shown_c
from curlicue_ink.placing import Placing

UNIT_SHARE = 0.040  # a stripe's unit of width, as a share of the curl's radius
CLOSED, OPENING, BEND = 0.10, 2.3, 1.6  # width in units: .10 + 2.3 ((1 + c) / 2)^1.6
FEW_SWELL = 3.0  # times the width, at most, where few stripes are shown
H_REACH = 0.45  # of a stripe's width, from its middle
H_BEND = 1.6
LOOK_AROUND_STEPS = 5  # the direction at a step is that from 5 before to 5 after
START_TAPER_STEPS, END_TAPER_STEPS = 70, 60
CUT_TAPER_STEPS = 12  # the same where the pen is just now; more than is looked around
LINE_LEAST, LINE_STEPS = 0.3, 40  # the line's own taper: share of its width at an end
RIM_PX = 2.8  # of sheet around the ribbons, where they pass over others


def shown_memory(c: float) -> float:
    """A memory as a number -1..1: asinh(3 c) / asinh(15), clamped, so that 1 is .53, 2 is .73, 5 is 1.

    The same scale as in the rows (curlicue_ink.curves.shown_c), and for the same reason: c has no bounds, those of the
    shipped hands reach 5, and tanh would show them all alike. Only what lies beyond 5 is cut off.
    """
    return max(-1.0, min(1.0, shown_c(c)))


def stripe_width(c: float) -> float:
    """Width of the stripe of a memory c (any number), in units."""
    opened: float = ((1.0 + shown_memory(c)) / 2.0) ** BEND
    return CLOSED + OPENING * opened


def _smooth(pens: Sequence[float], step: int, newest: int) -> tuple[float, float]:
    """The pen at a step, a little between its neighbours: enlarged, each corner would break the ribbons."""
    x, y = pens[2 * step], pens[2 * step + 1]
    if not 0 < step < newest:
        return x, y
    between_x, between_y = (pens[2 * step - 2] + pens[2 * step + 2]) / 2, (pens[2 * step - 1] + pens[2 * step + 3]) / 2
    return (x + between_x) / 2, (y + between_y) / 2


class _Section(NamedTuple):
    """What there is at one step, across the line."""

    x: float  # CSS px
    y: float
    along_x: float  # where the pen goes, any length
    along_y: float
    widths: tuple[float, ...]  # of the stripes, in units
    h: tuple[float, ...]  # of all 16 cells


class Stretch:
    """Steps from ``first`` on of one stroke as points on the canvas, made as they are asked for.

    Each line is a flat list x, y, ... with ``fine`` points a step: ``pens`` in the middle, ``outer[k]`` the outer edge
    of the k-th stripe, ``says[k]`` its h, ``rims`` the two outer edges. ``taper`` (0..1) and ``h`` have one entry a
    point.
    """

    def __init__(
        self,
        stroke: Stroke,
        start: int,
        first: int,
        cells: Sequence[int],
        placing: Placing,
        base: float,
        rim: float = RIM_PX,
    ) -> None:
        self.stroke = stroke
        self.start = start  # the stroke's first step in the drawing
        self.first = first  # step of the stroke
        self.cells = tuple(cells)
        self.fine = placing.fine
        self.painted = 0  # steps of the stretch that are on the canvas
        self._begun = first  # step of the stroke from which the ribbons widen
        self._cut: int | None = None  # step of the stroke at which they end for now
        self._placing = placing
        self._base = base  # CSS px from the line's middle to the first stripe
        self._rim = rim  # CSS px
        most = max((len([cell for cell in cells if cell // UNITS == side]) for side in (0, 1)), default=0)
        few = min(FEW_SWELL, (UNITS / most) ** 0.6) if most else 1.0
        self._unit = UNIT_SHARE * placing.radius * few
        self._widths: dict[int, tuple[float, ...]] = {}  # of the stripes in units, by step of the stroke
        self._sections: list[_Section] = []
        self.pens: list[float] = []
        self.outer: list[list[float]] = [[] for _ in self.cells]
        self.says: list[list[float]] = [[] for _ in self.cells]
        self.rims: tuple[list[float], list[float]] = ([], [])
        self.taper: list[float] = []
        self.h: list[tuple[float, ...]] = []  # of all 16 cells

    def cut_off(self, first: int, end: int) -> "Stretch":
        """Its part from step ``first`` of it on, as it looks while the pen is at step ``end`` of the stroke."""
        part = Stretch(self.stroke, self.start, self.first + first, self.cells, self._placing, self._base, self._rim)
        part._begun, part._cut = self._begun, end
        part._widths = self._widths  # half of what a section costs, and asked for anew in every frame
        part.fine = 1  # soon painted over: half the cost, and the player smooths it
        return part

    def forget(self, steps: int) -> None:
        """Let go of its first steps, which are painted: it begins later from now on."""
        points = self.fine * steps
        for line in (self.pens, *self.outer, *self.says, *self.rims):
            del line[: 2 * points]
        del self.taper[:points], self.h[:points], self._sections[:steps]
        for step in range(self.first, self.first + steps):
            self._widths.pop(step, None)
        self.first += steps
        self.painted -= steps

    def lay_out(self, last: int, end: int | None) -> None:
        """Lay out steps 0..last of the stretch; they thin out towards step ``end`` of the stroke, if that is known.

        Points between two steps lie on the curve through four of them (Catmull and Rom 1974); the numbers there are
        between those of the two.
        """
        for step in range(len(self._sections), min(last + 2, self.stroke.steps - self.first)):
            self._sections.append(self._section(self.first + step))
        sections, fine = self._sections, self.fine
        for point in range(len(self.taper), fine * last + 1):
            step, part = divmod(point, fine)
            at = self.first + point / fine
            thin = min(1.0, (at - self._begun) / START_TAPER_STEPS)
            if end is not None:
                thin = max(0.0, min(thin, (end - 1 - at) / END_TAPER_STEPS))
            if self._cut is not None:
                thin = min(thin, (self._cut - at) / CUT_TAPER_STEPS)
            here = sections[step]
            if part:
                newest = len(sections) - 1
                before, after = sections[max(0, step - 1)], sections[min(newest, step + 2)]
                here = _between(before, here, sections[step + 1], after, part / fine)
            self._across(here, thin * thin * (3.0 - 2.0 * thin))

    def _section(self, step: int) -> _Section:
        pens, log = self.stroke.pens, self.stroke.log
        newest = self.stroke.steps - 1
        x, y = self._placing.at(*_smooth(pens, step, newest))
        before, after = max(0, step - LOOK_AROUND_STEPS), min(newest, step + LOOK_AROUND_STEPS)
        along_x, along_y = pens[2 * after] - pens[2 * before], pens[2 * after + 1] - pens[2 * before + 1]
        at = ROW_NUMBERS * max(0, step - (self.stroke.log_from or 0))  # older ones may be forgotten by now
        widths = self._widths.get(step)
        if widths is None:
            c = log[at + C : at + C + CELLS]
            widths = self._widths[step] = tuple(stripe_width(c[cell]) for cell in self.cells)
        return _Section(x, y, along_x, along_y, widths, tuple(log[at + H : at + H + CELLS]))

    def line_taper(self, step: int, end: int | None) -> float:
        """Share 0..1 of its width that the line itself has at a step of the stretch."""
        at = self.first + step
        left = LINE_STEPS if end is None else end - at
        return max(0.0, min(1.0, LINE_LEAST + (at - self._begun) / LINE_STEPS, LINE_LEAST + left / LINE_STEPS))

    def _across(self, here: _Section, taper: float) -> None:
        """One point of every line, from the middle outwards on either side."""
        x, y, along_x, along_y, widths, h = here
        length = hypot(along_x, along_y) or 1.0
        nx, ny = -along_y / length, along_x / length  # to the right of the pen
        self.pens += (x, y)
        self.taper.append(taper)
        self.h.append(h)
        reach = [self._base, self._base]
        unit = self._unit * taper
        for place, cell in enumerate(self.cells):
            side = cell // UNITS
            sign = 1.0 if side else -1.0
            width = unit * widths[place]
            says = sign * (reach[side] + width * (0.5 + H_REACH * tanh(H_BEND * h[cell])))
            reach[side] += width
            out = sign * reach[side]
            self.says[place] += (x + says * nx, y + says * ny)
            self.outer[place] += (x + out * nx, y + out * ny)
        for side, sign in ((0, -1.0), (1, 1.0)):
            gap = self._base * (1.0 - min(1.0, 4.0 * taper + 0.2))
            out = sign * (reach[side] - gap + self._rim * min(1.0, 3.0 * taper))
            self.rims[side].extend((x + out * nx, y + out * ny))


def _between(a: _Section, b: _Section, c: _Section, d: _Section, part: float) -> _Section:
    """A section between b and c; a comes before them, d after."""

    def curve(p: float, q: float, r: float, s: float) -> float:
        return q + 0.5 * part * (r - p + part * (2.0 * p - 5.0 * q + 4.0 * r - s + part * (3.0 * (q - r) + s - p)))

    rest = 1.0 - part
    return _Section(
        curve(a.x, b.x, c.x, d.x),
        curve(a.y, b.y, c.y, d.y),
        rest * b.along_x + part * c.along_x,
        rest * b.along_y + part * c.along_y,
        tuple(rest * p + part * q for p, q in zip(b.widths, c.widths, strict=True)),
        tuple(rest * p + part * q for p, q in zip(b.h, c.h, strict=True)),
    )
