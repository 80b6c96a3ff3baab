"""The edges of the whole machine: every weight as a line, heard through what flows along it.

A plus weight is an ink line, a minus weight two thin red ones: a hollow line. Width is the weight, and never changes;
how dark it is now is |weight x activation|. An LSTM edge stands for four weights, into i, f, g and o: its strength is
their norm, its sign that of the one into g. Strengths are shares of the strongest of their kind. The weakest are left
out until a node is chosen: then all of that node's are there, and the others step back.
"""

from collections.abc import Iterator, Sequence
from math import copysign, sqrt
from typing import NamedTuple

from curlicue.lstm import CELLS, UNITS, Weights
from curlicue.packed import H, X
from curlicue.stroke import Stroke
from curlicue_ink.glyph import END, START
from curlicue_ink.marks import ACCENT, BEZIER, BLANK, LINE, RULE, TEXT, add
from curlicue_ink.network import END_PX, ENDS, TANH_PX, NetworkLayout, known, tanh_units
from curlicue_study.history import History

HIDDEN_BELOW = 0.28  # share of the strongest
HOLLOW_FROM = 0.5  # a thinner minus edge is one red line: two would not show apart
THIN_PX, SWELL_PX = 0.5, 1.8  # width of the weakest edge shown; more per share above
HOLLOW_PX = 0.95  # each of the two lines
IDLE_ALPHA = 0.8  # dt's edges: its input is always the same zero
FAINT_ALPHA, ALPHA_SWELL, MOST_ALPHA = 0.12, 0.75, 0.8
REST_ACTIVATION = 0.25  # added to each: a silent edge is still there
CHOSEN_ALPHA = 0.3  # more on the edges of a chosen node
STEPPED_BACK = 0.25  # times the alpha of all others then
OWN_LOOP_THIN_PX, OWN_LOOP_ALPHA = 0.9, 0.34  # the least of a cell's own h loop: each cell shows that it has one
OWN_LOOP_PX = (11.0, 20.0)  # a cell's h back to itself: how far out and down its curve reaches, at scale 1
BESIDE_PX = 34.0  # the same, for another cell of the layer: out alone
_SILENT = -1  # no activation flows here


class _Edge(NamedTuple):
    ends: tuple[str, str]  # names of nodes
    strength: float  # -1..1, a share of the strongest of its kind, with its sign
    source: int  # place of its activation: x 0..2, tanh 3..10, h 11..26
    path: tuple[float, ...]  # a point and a cubic curve, CSS px


class Edges:
    """The canvas of the edges. Geometry is made once, and again for another choice; a repaint sets alphas alone."""

    def __init__(self, layout: NetworkLayout, weights: Weights) -> None:
        self._weights = weights
        self._edges = list(_edges(layout, weights))
        self._selected: str | None = None
        self._shown: tuple[tuple[Stroke, ...], int, str | None] | None = None
        self._choose(None)

    def update(self, history: History, at: int, selected: str | None) -> list[float]:
        """Marks that make the canvas show step ``at`` of a drawing (-1: none yet); none where it does already."""
        before, self._shown = self._shown, (history.strokes, at, selected)
        return [] if self._shown == before else self.paint(history.row(at) if at >= 0 else None, selected)

    def paint(self, row: Sequence[float] | None, selected: str | None) -> list[float]:
        """Marks of the whole canvas for one log row (curlicue.packed); None: nothing flows yet.

        ``selected`` is a node's name, or None. Meant for ten repaints a second at most.
        """
        if selected != self._selected:
            self._choose(selected)
        activations = [0.0] * (ENDS + UNITS + CELLS)
        if row is not None:
            activations = [abs(known(row[X + number])) for number in range(ENDS)]
            activations += [abs(value) for value in tanh_units(self._weights, row)]
            activations += [abs(h) for h in row[H : H + CELLS]]
        marks = list(self._marks)
        for place, source, faint, swell, most in self._alphas:
            marks[place] = min(most, faint + swell * (REST_ACTIVATION + activations[source]))
        return marks

    def _choose(self, selected: str | None) -> None:
        """Lay out the marks for a choice, and where in them the alphas are."""
        self._selected = selected
        self._marks: list[float] = []
        self._alphas: list[tuple[int, int, float, float, float]] = []  # place, source, then alpha's law
        add(self._marks, BLANK, LINE, 1.0, 0.0, [])
        for edge in sorted(self._edges, key=lambda edge: selected in edge.ends):  # the chosen ones on top
            strength = abs(edge.strength)
            chosen = selected in edge.ends
            is_own_loop = edge.ends[0] == edge.ends[1]
            if strength < HIDDEN_BELOW and not chosen and not is_own_loop:
                continue
            if not chosen and _is_beside(edge):
                continue  # within a layer everything meets everything: only for the one who asks
            over = max(0.0, strength - HIDDEN_BELOW)
            back = STEPPED_BACK if selected is not None and not chosen else 1.0
            faint = (OWN_LOOP_ALPHA if is_own_loop else FAINT_ALPHA) + CHOSEN_ALPHA * chosen
            most = 1.0 if chosen else MOST_ALPHA
            thin = OWN_LOOP_THIN_PX if is_own_loop else THIN_PX
            for colour, width, path in _lines(edge, thin + SWELL_PX * over):
                if edge.source != _SILENT:
                    law = (edge.source, back * faint, back * ALPHA_SWELL * over, most)
                    self._alphas.append((len(self._marks) + 2, *law))
                add(self._marks, BEZIER, colour, back * IDLE_ALPHA, width, path)


def _is_beside(edge: _Edge) -> bool:
    """True between two different cells of one layer."""
    start, end = edge.ends
    return start.isdigit() and end.isdigit() and start != end and int(start) // UNITS == int(end) // UNITS


def _lines(edge: _Edge, width: float) -> Iterator[tuple[int, float, list[float]]]:
    """An edge's lines: colour, width, path. A strong minus is hollow, two lines beside the true one."""
    path = list(edge.path)
    if edge.source == _SILENT:
        yield RULE, width, path
    elif edge.strength >= 0.0:
        yield TEXT, width, path
    elif -edge.strength < HOLLOW_FROM:
        yield ACCENT, width, path
    else:
        for side in (-1.0, 1.0):
            yield ACCENT, HOLLOW_PX, _beside(path, side * (width + HOLLOW_PX) / 2)


def _beside(path: list[float], distance: float) -> list[float]:
    """A curve ``distance`` px to the right of another: its control polygon's legs moved (Tiller and Hanson 1984)."""
    ax, ay, bx, by, cx, cy, dx, dy = path
    normals = []
    for ux, uy in ((bx - ax, by - ay), (cx - bx, cy - by), (dx - cx, dy - cy)):
        length = sqrt(ux * ux + uy * uy) or 1.0
        normals.append((-uy / length * distance, ux / length * distance))
    moved = [ax + normals[0][0], ay + normals[0][1]]
    for x, y, leg in ((bx, by, 0), (cx, cy, 1)):
        (px, py), (qx, qy) = normals[leg], normals[leg + 1]
        across = px * qy - py * qx
        square = distance * distance
        if abs(across) < 1e-9 * square:  # the legs go on straight
            moved += (x + (px + qx) / 2, y + (py + qy) / 2)
        else:  # where the two moved legs meet: moved by m, with m . p = m . q = the square
            moved += (x + square * (qy - py) / across, y + square * (px - qx) / across)
    return [*moved, dx + normals[2][0], dy + normals[2][1]]


def _curve(ax: float, ay: float, bx: float, by: float) -> tuple[float, ...]:
    middle = (ax + bx) / 2
    return ax, ay, middle, ay, middle, by, bx, by


def _shares(block: list[list[float]]) -> list[list[float]]:
    strongest = max(abs(weight) for row in block for weight in row) or 1.0
    return [[weight / strongest for weight in row] for row in block]


def _lstm_block(rows: tuple[tuple[float, ...], ...], first: int) -> list[list[float]]:
    """[unit][input] strengths of a layer's weights for eight inputs from place ``first`` of its rows on."""
    block = []
    for unit in range(UNITS):
        gates = [rows[gate * UNITS + unit] for gate in range(4)]  # i f g o
        places = range(first, first + UNITS)
        norms = [sqrt(sum(gate[place] * gate[place] for gate in gates)) for place in places]
        block.append([copysign(norm, gates[2][place]) for norm, place in zip(norms, places, strict=True)])
    return block


def _edges(layout: NetworkLayout, weights: Weights) -> Iterator[_Edge]:
    at = {name: (x, y) for name, x, y in layout.nodes()}
    k = layout.scale
    first_z, first_h = ENDS, ENDS + UNITS

    def cell_in(cell: int) -> tuple[float, float]:
        x, y = at[str(cell)]
        return x + k * START[0], y + k * START[1]

    def cell_out(cell: int) -> tuple[float, float]:
        x, y = at[str(cell)]
        return x + k * END[0], y + k * END[1]

    for unit, shares in enumerate(_shares([list(row[:ENDS]) for row in weights.input])):
        x, y = at[f"z{unit}"]
        for number, share in enumerate(shares):
            from_x, from_y = at[f"x{number}"]
            path = _curve(from_x + END_PX, from_y, x - TANH_PX, y)
            yield _Edge((f"x{number}", f"z{unit}"), share, number if number < 2 else _SILENT, path)
    for layer, rows in enumerate(weights.layers):
        for unit, shares in enumerate(_shares(_lstm_block(rows, 0))):
            cell = layer * UNITS + unit
            for below, share in enumerate(shares):
                if layer == 0:
                    x, y = at[f"z{below}"]
                    path = _curve(x + TANH_PX, y, *cell_in(cell))
                    yield _Edge((f"z{below}", str(cell)), share, first_z + below, path)
                else:
                    path = _curve(*cell_out(below), *cell_in(cell))
                    yield _Edge((str(below), str(cell)), share, first_h + below, path)
        for unit, shares in enumerate(_shares(_lstm_block(rows, UNITS))):
            cell = layer * UNITS + unit
            for other, share in enumerate(shares):
                source = layer * UNITS + other
                out_x, out_y = cell_out(source)
                in_x, in_y = cell_in(cell)
                away, down = (OWN_LOOP_PX[0], OWN_LOOP_PX[1]) if other == unit else (BESIDE_PX, 0.0)
                path = (out_x, out_y, out_x + k * away, out_y + k * down, in_x - k * away, in_y + k * down, in_x, in_y)
                yield _Edge((str(source), str(cell)), share, first_h + source, path)
    for number, shares in enumerate(_shares([list(row[:UNITS]) for row in weights.output])):
        x, y = at[f"y{number}"]
        for unit, share in enumerate(shares):
            cell = (CELLS - UNITS) + unit
            path = _curve(*cell_out(cell), x - END_PX, y)
            source = first_h + cell if number < 2 else _SILENT  # dt's answer was never taught: it is always the same
            yield _Edge((str(cell), f"y{number}"), share, source, path)
