"""A cell's arithmetic: its two equations in one step, and the weights that feed it most."""

from collections.abc import Sequence
from math import copysign, isnan, sqrt, tanh
from typing import NamedTuple

from curlicue.lstm import UNITS, Weights
from curlicue.packed import C, F, G, H, I, O

FED_BY = 3  # inputs named
_FORCED_FROM = 1e-3  # log rows are single precision: far above their rounding, far below what a muted cell loses


class Equation(NamedTuple):
    """c = f * c_before + i * g and h = o * tanh_c of one cell in one step."""

    c: float
    f: float
    c_before: float
    i: float
    g: float
    h: float
    o: float
    tanh_c: float

    @property
    def forced(self) -> bool:
        """True where c is not what the equation gives: the cell is muted."""
        return abs(self.f * self.c_before + self.i * self.g - self.c) > _FORCED_FROM


class Fed(NamedTuple):
    """An input of a cell, and how strongly it moves it."""

    layer: int  # 0, 1: the layer of the cell that it comes from; -1: it is a tanh unit
    unit: int  # 0..7 within that layer
    weight: float  # with the sign of the one into g


def equation(row_before: Sequence[float] | None, row: Sequence[float] | None, cell: int) -> Equation | None:
    """The arithmetic of a cell 0..15 in the step of log row ``row``, after that of ``row_before``.

    Both are log rows (curlicue.packed) of one stroke. None where there is nothing to add up: no row, or the first of a
    stroke, in which the network did not run.
    """
    if row_before is None or row is None or any(isnan(row[part + cell]) for part in (I, F, G, O)):
        return None
    c, h, c_before = row[C + cell], row[H + cell], row_before[C + cell]
    i, f, g, o = (row[part + cell] for part in (I, F, G, O))
    return Equation(c, f, c_before, i, g, h, o, tanh(c))


def feeds(weights: Weights, cell: int) -> list[Fed]:
    """The three inputs that move a cell 0..15 most, the strongest first.

    The strength of an input is the norm of its four weights, into i, f, g and o; it has the sign of the one into g:
    plus offers more where that input is high. Inputs are the units of the layer below and the h that the cell's own
    layer, itself included, said one step before.
    """
    layer, unit = divmod(cell, UNITS)
    rows = weights.layers[layer]
    gates = [rows[gate * UNITS + unit] for gate in range(4)]  # i f g o
    found = []
    for place in range(2 * UNITS):
        norm = sqrt(sum(gate[place] * gate[place] for gate in gates))
        from_layer = layer - 1 if place < UNITS else layer
        found.append(Fed(from_layer, place % UNITS, copysign(norm, gates[2][place])))
    found.sort(key=lambda each: -abs(each.weight))
    return found[:FED_BY]
