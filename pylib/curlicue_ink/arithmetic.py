"""A cell's arithmetic in words: its two equations with numbers that add up, and the weights that feed it most."""

from collections.abc import Sequence
from math import copysign, isnan, sqrt, tanh
from typing import NamedTuple

from curlicue.lstm import UNITS, Weights
from curlicue.packed import C, F, G, H, I, O

ADDS_UP_WITHIN = 0.02
FEWEST_DIGITS = 2
MOST_DIGITS = 3
FED_BY = 3  # inputs named
_FORCED_FROM = 1e-3  # log rows are single precision: far above their rounding, far below what a muted cell loses


class Equation(NamedTuple):
    """c = f * c_before + i * g and h = o * tanh_c of one cell in one step, rounded as they are to be shown."""

    digits: int  # after the point: 2, or 3 where two would not add up
    c: float
    f: float
    c_before: float
    i: float
    g: float
    h: float
    o: float
    tanh_c: float
    forced: bool  # c is not what the equation gives: the cell is muted

    def texts(self) -> dict[str, str]:
        """The values by name, with their digits and a true minus; zero has no sign."""
        return {name: f"{getattr(self, name) + 0.0:.{self.digits}f}".replace("-", "\u2212") for name in _VALUES}


_VALUES = ("c", "f", "c_before", "i", "g", "h", "o", "tanh_c")


def equation(row_before: Sequence[float] | None, row: Sequence[float] | None, cell: int) -> Equation | None:
    """The arithmetic of a cell 0..15 in the step of log row ``row``, after that of ``row_before``.

    Both are log rows (curlicue.packed) of one stroke. None where there is nothing to add up: no row, or
    the first of a stroke, in which the network did not run. Rounded to two digits when both sides then agree within
    .02, else to three.
    """
    if row_before is None or row is None or any(isnan(row[part + cell]) for part in (I, F, G, O)):
        return None
    c, h, c_before = row[C + cell], row[H + cell], row_before[C + cell]
    i, f, g, o = (row[part + cell] for part in (I, F, G, O))
    forced = abs(f * c_before + i * g - c) > _FORCED_FROM
    found = _rounded(FEWEST_DIGITS, (c, f, c_before, i, g, h, o, tanh(c)), forced)
    if forced or _error(found) <= ADDS_UP_WITHIN:
        return found
    return _rounded(MOST_DIGITS, (c, f, c_before, i, g, h, o, tanh(c)), forced)


def _rounded(digits: int, values: tuple[float, ...], forced: bool) -> Equation:
    c, f, c_before, i, g, h, o, tanh_c = (round(value, digits) + 0.0 for value in values)
    return Equation(digits, c, f, c_before, i, g, h, o, tanh_c, forced)


def _error(shown: Equation) -> float:
    """How far the two sides are apart, as a reader would find who adds up what is shown."""
    kept = shown.f * shown.c_before + shown.i * shown.g
    return max(abs(kept - shown.c), abs(shown.o * shown.tanh_c - shown.h))


def feeds(weights: Weights, cell: int) -> list[tuple[str, float]]:
    """The three inputs that move a cell 0..15 most: (name, weight), the strongest first.

    The strength of an input is the norm of its four weights, into i, f, g and o; it has the sign of the one into g:
    plus offers more where that input is high. Inputs are the units of the layer below ("tanh 3", or "cell 3 of layer
    1") and the h that the cell's own layer said one step before ("itself", "cell 3 of layer 2").
    """
    layer, unit = divmod(cell, UNITS)
    rows = weights.layers[layer]
    gates = [rows[gate * UNITS + unit] for gate in range(4)]  # i f g o
    below = [f"tanh {k + 1}" if layer == 0 else f"cell {k + 1} of layer {layer}" for k in range(UNITS)]
    beside = ["itself" if k == unit else f"cell {k + 1} of layer {layer + 1}" for k in range(UNITS)]
    found = []
    for place, name in enumerate(below + beside):
        norm = sqrt(sum(gate[place] * gate[place] for gate in gates))
        found.append((name, copysign(norm, gates[2][place])))
    found.sort(key=lambda each: -abs(each[1]))
    return found[:FED_BY]
