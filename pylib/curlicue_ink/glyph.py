"""A cell as a loop of pen line: pressure is the gate.

The line comes in (input gate), loops (forget gate), goes out (output gate). It is a trochoid, x = A t - B sin t,
y = -B cos t, leaning like handwriting, and it is split where it crosses itself. The dot in the loop is the memory c:
the larger, the further from zero; filled is plus, hollow is minus.
"""

from collections.abc import Sequence
from math import cos, sin, sqrt
from typing import NamedTuple

from curlicue_ink.curves import shown_c
from curlicue_ink.marks import CIRCLE, DISC, DOTS, ERASE, INK, LINE_THROUGH, TEXT, YOU, add

LOOP_PX = 12.0  # B: at scale 1 the loop is about as high and as wide
DRIFT_PX = 3.6  # A, per radian
END_T = 4.15  # radians: the line's ends are at +- this
SPLIT_T = 2.36  # where A t = B sin t: the line meets itself
LEAN = 0.22  # px to the left for each px down
DROP_PX = 1.0  # the line lies this much below the point it is given for
STROKE_PIECES, LOOP_PIECES = 4, 10  # quadratic curves; within .02 px of the trochoid
CLOSED_PX = 0.9  # width where a gate is closed
OPENING_PX = 3.9  # more where it is open
CUT_PX = 2.4  # the cut around the loop is this much wider than the loop
DOT = (1.9, -4.2)  # its centre
DOT_LEAST_PX = 1.2  # radius for a c of zero
DOT_SWELL_PX = 2.7  # more for a large one
HOLLOW_PX = 1.3  # line of a hollow dot
HOLLOW_INSET_PX = 0.4  # its outline lies within the filled one's edge
HELD_PX, HELD_WIDTH_PX = 5.5, 2.0  # the bar across a held gate's stroke: half its length, its width
MUTED_WIDTH_PX, MUTED_GAP_PX = 2.0, 4.6  # a muted cell's dots: theirs is the line of what is not the network's


def trochoid(t: float) -> tuple[float, float]:
    """The line's point at t radians, CSS px from the glyph's middle at scale 1."""
    y = -LOOP_PX * cos(t)
    return DRIFT_PX * t - LOOP_PX * sin(t) - LEAN * y, y


def _point(t: float) -> tuple[float, float]:
    x, y = trochoid(t)
    return x - LEAN * DROP_PX, y + DROP_PX


def _slope(t: float) -> tuple[float, float]:
    dy = LOOP_PX * sin(t)
    return DRIFT_PX - LOOP_PX * cos(t) - LEAN * dy, dy


def _curves(first: float, last: float, pieces: int) -> tuple[float, ...]:
    """The line from t = first to last as quadratic curves through its points and along its tangents there.

    They always meet: the curvature of a trochoid with A < B never changes its sign.
    """
    path = list(_point(first))
    for piece in range(pieces):
        a = first + (last - first) * piece / pieces
        b = first + (last - first) * (piece + 1) / pieces
        (ax, ay), (bx, by), (au, av), (bu, bv) = _point(a), _point(b), _slope(a), _slope(b)
        along = ((bx - ax) * bv - (by - ay) * bu) / (au * bv - av * bu)
        path += (ax + along * au, ay + along * av, bx, by)
    return tuple(path)


_IN = _curves(-END_T, -SPLIT_T, STROKE_PIECES)
_LOOP = _curves(-SPLIT_T, SPLIT_T, LOOP_PIECES)
_OUT = _curves(SPLIT_T, END_T, STROKE_PIECES)
START = _point(-END_T)  # where the line comes in, from the glyph's middle at scale 1
END = _point(END_T)  # where it goes out


class Glyph(NamedTuple):
    """A glyph laid out: its paths (see marks.INK) and its dot's centre in CSS px."""

    stroke_in: list[float]
    loop: list[float]
    stroke_out: list[float]
    dot: tuple[float, float]
    scale: float


def lay_out_glyph(x: float, y: float, scale: float) -> Glyph:
    """The glyph with its middle at (x, y) CSS px; at scale 1 it is 50 px wide and 21 px high."""

    def placed(path: Sequence[float]) -> list[float]:
        return [(y if place % 2 else x) + scale * number for place, number in enumerate(path)]

    return Glyph(placed(_IN), placed(_LOOP), placed(_OUT), (x + scale * DOT[0], y + scale * DOT[1]), scale)


def pressed(gate: float) -> float:
    """Width of a line at scale 1, CSS px, pressed by a gate 0..1: .9 + 3.9 gate."""
    return CLOSED_PX + OPENING_PX * gate


def paint_glyph(
    marks: list[float], glyph: Glyph, colour: int, gates: tuple[float, float, float], c: float, alpha: float = 1.0
) -> None:
    """Append a cell's marks: gates i, f, o (0..1) and memory c (any number, on the scale of the rows' c)."""
    i, f, o = gates
    scale = glyph.scale
    add(marks, INK, colour, alpha, scale * pressed(i), glyph.stroke_in)
    add(marks, ERASE, colour, 1.0, scale * (pressed(f) + CUT_PX), glyph.loop)
    add(marks, INK, colour, alpha, scale * pressed(f), glyph.loop)
    add(marks, INK, colour, alpha, scale * pressed(o), glyph.stroke_out)
    radius = DOT_LEAST_PX + DOT_SWELL_PX * sqrt(min(1.0, abs(shown_c(c))))
    if c >= 0.0:
        add(marks, DISC, colour, alpha, 0.0, [*glyph.dot, scale * radius])
    else:
        add(marks, CIRCLE, colour, alpha, scale * HOLLOW_PX, [*glyph.dot, scale * (radius - HOLLOW_INSET_PX)])


def paint_muted(marks: list[float], glyph: Glyph) -> None:
    """Append the marks of a muted cell: a loop of dots, nothing in it."""
    points: list[float] = []
    for path in (glyph.stroke_in, glyph.loop, glyph.stroke_out):
        points += path[0:2]
        for at in range(2, len(path), 4):
            ax, ay, cx, cy, bx, by = path[at - 2 : at + 4]
            points += (0.25 * ax + 0.5 * cx + 0.25 * bx, 0.25 * ay + 0.5 * cy + 0.25 * by, bx, by)
    add(marks, DOTS, YOU, 1.0, glyph.scale * MUTED_WIDTH_PX, [glyph.scale * MUTED_GAP_PX, *points])


def paint_held(marks: list[float], glyph: Glyph, gate: str) -> None:
    """Append a bar across the middle of a gate's stroke, which the reader holds: "i", "f" or "o"."""
    path = {"i": glyph.stroke_in, "f": glyph.loop, "o": glyph.stroke_out}[gate]
    at = 4 * ((len(path) - 2) // 8)  # of the middle one among its points
    x, y = path[at : at + 2]
    dx, dy = path[at + 2] - path[at - 2], path[at + 3] - path[at - 1]  # from one control point to the next
    length = sqrt(dx * dx + dy * dy)
    across, down = -dy / length * glyph.scale * HELD_PX, dx / length * glyph.scale * HELD_PX
    bar = [x - across, y - down, x + across, y + down]
    add(marks, LINE_THROUGH, TEXT, 1.0, glyph.scale * HELD_WIDTH_PX, bar)
