"""The whole machine: where its parts stand, and the canvas of its nodes, painted each frame.

From left to right: three inputs, eight tanh units, two layers of eight cells, three outputs. Nodes have the page's
names: "x0".."x2", "z0".."z7", "0".."15" for the cells, "y0".."y2". The edges are a canvas of their own
(curlicue_ink.edges); words, and the dotted path of the movement itself, are the page's.
"""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin, sqrt, tanh
from typing import NamedTuple

from curlicue.lstm import CELLS, NO_MASKS, UNITS, Masks, Weights
from curlicue.packed import OWN, C, F, I, O, X, Y
from curlicue.stroke import Stroke
from curlicue_ink.glyph import lay_out_glyph, paint_glyph, paint_held, paint_muted
from curlicue_ink.marks import (
    ACCENT,
    BLANK,
    CELL,
    CIRCLE,
    DISC,
    LINE,
    LINE_THROUGH,
    PAPER,
    TEXT_2,
    YOU,
    add,
)
from curlicue_study.history import History

ENDS = 3  # dx, dy, dt
WIDE_FROM_PX = 500.0  # CSS px of height from which the desktop's numbers hold, as in site/figures.css
END_PX = 11.0  # CSS px, radius of an input's or an output's ring
TANH_PX = 9.0
ASLEEP_ALPHA = 0.35  # of a cell of which no gate is known
_RING_DOTS = 12  # when all that is heard is the finger's
_RING_DOT_PX, _RING_PX = 3.0, 2.5  # the finger's share of a ring, the network's
_TANH_RING_PX, _MINUS_PX = 1.25, 1.75
_FULL_PX, _LEAST_PX = 7.0, 1.6  # radius of a dot for a value of 1, and at least


class NetworkLayout(NamedTuple):
    """Where everything stands, CSS px on a canvas of ``width`` x ``height``."""

    width: float
    height: float
    columns: tuple[float, ...]  # x of inputs, tanh units, layer 1, layer 2, outputs
    first_row: float  # y of the topmost of eight
    pitch: float  # between two of eight
    scale: float  # of the glyphs

    def row(self, unit: int) -> float:
        """y of unit 0..7 of a layer."""
        return self.first_row + self.pitch * unit

    def end(self, number: int) -> float:
        """y of dx, dy, dt (0..2), in or out."""
        return self.first_row + self.pitch * (1.5 + 2 * number)

    def nodes(self) -> Iterator[tuple[str, float, float]]:
        """Every node's name and centre (x, y), the order in which one reads."""
        for number in range(ENDS):
            yield f"x{number}", self.columns[0], self.end(number)
        for unit in range(UNITS):
            yield f"z{unit}", self.columns[1], self.row(unit)
        for cell in range(CELLS):
            layer, unit = divmod(cell, UNITS)
            yield str(cell), self.columns[2 + layer], self.row(unit)
        for number in range(ENDS):
            yield f"y{number}", self.columns[4], self.end(number)


def lay_out_network(width: float, height: float) -> NetworkLayout:
    """The layout for a canvas; the page's numbers (site/figures.css) are the same ones."""
    if height >= WIDE_FROM_PX:
        columns = tuple(width * place / 720.0 for place in (44, 178, 330, 510, 676))
        return NetworkLayout(width, height, columns, 76.0, 60.0, 1.12)
    columns = tuple(width * place / 366.0 for place in (18, 78, 154, 256, 346))
    return NetworkLayout(width, height, columns, 68.0, 48.0, 0.92)


def known(value: float) -> float:
    """A number of a log row to compute with: the NaN of a first step, in which nothing ran, moves nothing."""
    return value if value == value else 0.0


def tanh_units(weights: Weights, row: Sequence[float]) -> list[float]:
    """What the eight tanh units gave for a log row's x: the log does not keep them."""
    x0, x1, x2 = (known(row[X + number]) for number in range(ENDS))
    return [tanh(w0 * x0 + w1 * x1 + w2 * x2 + bias) for w0, w1, w2, bias in weights.input]


def _swollen(value: float) -> float:
    return max(_LEAST_PX, _FULL_PX * sqrt(min(1.0, abs(value))))


def _arc(x: float, y: float, radius: float, share: float, points: int) -> list[float]:
    """``points`` points of the first ``share`` of a circle, clockwise from the top."""
    found: list[float] = []
    for k in range(points):
        turn = 2.0 * pi * share * k / (points - 1) - pi / 2
        found += (x + radius * cos(turn), y + radius * sin(turn))
    return found


class Nodes:
    """The canvas of the nodes. ``weights`` are those of the hand that draws: another one has other tanh units."""

    def __init__(self, layout: NetworkLayout, weights: Weights) -> None:
        self._layout = layout
        self._weights = weights
        places = {name: (x, y) for name, x, y in layout.nodes()}
        self._glyphs = [lay_out_glyph(*places[str(cell)], layout.scale) for cell in range(CELLS)]
        self._shown: tuple[tuple[Stroke, ...], int, Masks] | None = None

    def update(self, history: History, at: int, masks: Masks) -> list[float]:
        """Marks that make the canvas show step ``at`` of a drawing (-1: none yet); none where it does already."""
        before, self._shown = self._shown, (history.strokes, at, masks)
        return [] if self._shown == before else self.paint(history.row(at) if at >= 0 else None, masks)

    def paint(self, row: Sequence[float] | None, masks: Masks = NO_MASKS) -> list[float]:
        """Marks of the whole canvas for one log row (curlicue.packed); None: nothing ran yet.

        So much of an input's ring as the network feeds itself is a solid arc, the rest is the finger's dots. ``masks``
        are the cells muted and the gates held.
        """
        marks: list[float] = []
        add(marks, BLANK, LINE, 1.0, 0.0, [])
        for number in range(ENDS):
            y = self._layout.end(number)
            own = row[OWN] if number < 2 and row is not None else 0.0  # dt is the clock's, nobody feeds it back
            _input(marks, self._layout.columns[0], y, None if row is None else row[X + number], own)
            _output(marks, self._layout.columns[4], y, None if row is None else row[Y + number])
        values = None if row is None else tanh_units(self._weights, row)
        for unit in range(UNITS):
            _tanh(marks, self._layout.columns[1], self._layout.row(unit), None if values is None else values[unit])
        for cell, glyph in enumerate(self._glyphs):
            if cell in masks.muted:
                paint_muted(marks, glyph)
                continue
            if row is None or row[I + cell] != row[I + cell]:  # NaN: the gates have not moved yet
                c = 0.0 if row is None else row[C + cell]
                paint_glyph(marks, glyph, CELL + cell, (0.0, 0.0, 0.0), c, ASLEEP_ALPHA)
            else:
                paint_glyph(marks, glyph, CELL + cell, (row[I + cell], row[F + cell], row[O + cell]), row[C + cell])
            for layer, gate, _value in masks.held:
                if cell // UNITS == layer:
                    paint_held(marks, glyph, gate)
        return marks


def _input(marks: list[float], x: float, y: float, value: float | None, own: float) -> None:
    """Dots are the finger's share of the ring, a solid arc is the network's; the disc is how much there is of both."""
    add(marks, DISC, PAPER, 1.0, 0.0, [x, y, END_PX])
    dots = round(_RING_DOTS * (1.0 - own))
    for k in range(dots):
        turn = 2.0 * pi * (own + (1.0 - own) * (k + 0.5) / dots) - pi / 2
        dot = [x + END_PX * cos(turn), y + END_PX * sin(turn), _RING_DOT_PX / 2]
        add(marks, DISC, YOU, 1.0, 0.0, dot)
    if dots < _RING_DOTS:
        share = 1.0 - dots / _RING_DOTS if dots else 1.0
        add(marks, LINE_THROUGH, LINE, 1.0, _RING_PX, _arc(x, y, END_PX, min(own, share) if dots else 1.0, 25))
    if value is not None and value == value:
        _value(marks, LINE if own >= 0.5 else YOU, x, y, value)


def _output(marks: list[float], x: float, y: float, value: float | None) -> None:
    add(marks, DISC, PAPER, 1.0, 0.0, [x, y, END_PX])
    add(marks, CIRCLE, LINE, 1.0, _RING_PX, [x, y, END_PX])
    if value is not None and value == value:
        _value(marks, LINE, x, y, value)


def _value(marks: list[float], colour: int, x: float, y: float, value: float) -> None:
    """A dot as large as the number: filled is plus, hollow is minus."""
    radius = _swollen(value)
    if value >= 0.0:
        add(marks, DISC, colour, 1.0, 0.0, [x, y, radius])
    else:
        add(marks, CIRCLE, colour, 1.0, _MINUS_PX, [x, y, max(1.0, radius - _MINUS_PX / 2)])


def _tanh(marks: list[float], x: float, y: float, value: float | None) -> None:
    add(marks, DISC, PAPER, 1.0, 0.0, [x, y, TANH_PX])
    add(marks, CIRCLE, TEXT_2, 1.0, _TANH_RING_PX, [x, y, TANH_PX])
    if value is not None:
        _value(marks, TEXT_2 if value >= 0.0 else ACCENT, x, y, value)
