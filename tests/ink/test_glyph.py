from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_ink.glyph import DOT, END, START, lay_out_glyph, paint_glyph, paint_muted, pressed
from curlicue_ink.marks import CELL, CIRCLE, DISC, DOTS, ERASE, INK, YOU
from curlicue_ink.svg import Mark
from tests.ink.reading import read

gates = st.floats(0.0, 1.0)


def painted(i: float, f: float, o: float, c: float, scale: float = 1.0) -> list[Mark]:
    marks: list[float] = []
    paint_glyph(marks, lay_out_glyph(100.0, 50.0, scale), CELL + 3, (i, f, o), c)
    return read(marks)


def test_the_line_is_one_line_that_meets_itself_where_it_is_split() -> None:
    glyph = lay_out_glyph(0.0, 0.0, 1.0)
    assert tuple(glyph.stroke_in[:2]) == pytest.approx(START)
    assert tuple(glyph.stroke_out[-2:]) == pytest.approx(END)
    assert glyph.stroke_in[-2:] == glyph.loop[:2]
    assert glyph.loop[-2:] == glyph.stroke_out[:2]
    assert math.dist(glyph.loop[:2], glyph.loop[-2:]) < 0.2


def test_its_curves_follow_the_trochoid() -> None:
    loop = lay_out_glyph(0.0, 0.0, 1.0).loop
    fine = []
    for k in range(5001):
        t = -2.36 + 4.72 * k / 5000
        y = 1.0 - 12.0 * math.cos(t)
        fine.append((3.6 * t - 12.0 * math.sin(t) - 0.22 * y, y))
    for at in range(2, len(loop), 4):
        ax, ay, cx, cy, bx, by = loop[at - 2 : at + 4]
        middle = (0.25 * ax + 0.5 * cx + 0.25 * bx, 0.25 * ay + 0.5 * cy + 0.25 * by)
        assert min(math.dist(middle, point) for point in fine) < 0.02


@given(gates, gates, gates)
def test_pressure_is_the_gate(i: float, f: float, o: float) -> None:
    stroke_in, cut, loop, stroke_out, _ = painted(i, f, o, 0.5, 2.0)
    assert [mark.kind for mark in (stroke_in, cut, loop, stroke_out)] == [INK, ERASE, INK, INK]
    assert [mark.width for mark in (stroke_in, loop, stroke_out)] == [2.0 * pressed(gate) for gate in (i, f, o)]
    assert pressed(0.0) == 0.9
    assert pressed(1.0) == pytest.approx(4.8)
    assert cut.width == pytest.approx(loop.width + 2 * 2.4)
    assert cut.numbers == loop.numbers


def test_the_dot_is_filled_for_plus_hollow_for_minus_and_grows_with_memory() -> None:
    plus, minus = painted(0.5, 0.5, 0.5, 0.8)[-1], painted(0.5, 0.5, 0.5, -0.8)[-1]
    assert (plus.kind, minus.kind) == (DISC, CIRCLE)
    assert plus.numbers[:2] == minus.numbers[:2] == pytest.approx((100.0 + DOT[0], 50.0 + DOT[1]))
    assert minus.numbers[2] == pytest.approx(plus.numbers[2] - 0.4)
    radii = [painted(0.5, 0.5, 0.5, c)[-1].numbers[2] for c in (0.0, 0.1, 1.0, 2.0, 5.0, 50.0)]
    assert radii == sorted(radii)
    assert radii[0] == pytest.approx(1.2)
    assert radii[-1] == radii[-2] == pytest.approx(3.9)


def test_a_muted_cell_is_dots() -> None:
    marks: list[float] = []
    paint_muted(marks, lay_out_glyph(10.0, 20.0, 1.0))
    (dots,) = read(marks)
    assert (dots.kind, dots.colour) == (DOTS, YOU)
    assert dots.numbers[1:3] == pytest.approx((10.0 + START[0], 20.0 + START[1]))
