from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.packed import ROW_NUMBERS, C, H
from curlicue.stroke import Stroke
from curlicue_ink.placing import Placing
from curlicue_ink.stretch import Stretch, shown_memory, stripe_width

ALL = tuple(range(16))
UNIT = 0.040 * 50.0  # px


def straight(steps: int, c: float = 0.0, h: float = 0.0) -> Stroke:
    """To the right, 2 px a step: the pen's left is up, its right is down."""
    stroke = Stroke(1, "any")
    stroke.log_from = 0
    for k in range(steps):
        stroke.pens.extend((2.0 * k, 100.0))
        row = [0.0] * ROW_NUMBERS
        row[H : H + 16] = [h] * 16
        row[C : C + 16] = [c] * 16
        stroke.log.extend(row)
    return stroke


def laid(stroke: Stroke, cells: tuple[int, ...], fine: int = 1, end: int | None = None) -> Stretch:
    stretch = Stretch(stroke, 0, 0, cells, Placing(0, 1.0, 0.0, 0.0, 50.0, fine), 3.0)
    stretch.lay_out(stroke.steps - 1, end)
    return stretch


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_memory_is_shown_within_bounds_and_in_order(one: float, other: float) -> None:
    assert -1.0 <= shown_memory(one) <= 1.0
    assert shown_memory(-one) == -shown_memory(one)
    if one < other:
        assert shown_memory(one) <= shown_memory(other)
        assert stripe_width(one) <= stripe_width(other)


def test_the_scale_of_memories_is_what_its_docstring_says() -> None:
    assert [round(shown_memory(c), 2) for c in (0.0, 1.0, 2.0, 5.0)] == [0.0, 0.53, 0.73, 1.0]
    assert stripe_width(-5.0) == pytest.approx(0.10)
    assert stripe_width(5.0) == pytest.approx(2.4)


def test_layer_1_is_left_of_the_pen_layer_2_right_unit_1_next_to_the_line() -> None:
    stretch = laid(straight(200), ALL)
    ys = [line[2 * 150 + 1] for line in stretch.outer]
    width = UNIT * stripe_width(0.0)
    for unit in range(8):
        assert ys[unit] == pytest.approx(100.0 - 3.0 - (unit + 1) * width)
        assert ys[8 + unit] == pytest.approx(100.0 + 3.0 + (unit + 1) * width)
    assert [rim[301] for rim in stretch.rims] == pytest.approx([ys[7] - 2.8, ys[15] + 2.8])


@pytest.mark.parametrize("h", [-1.0, -0.3, 0.0, 0.3, 1.0])
def test_h_lies_inside_its_stripe(h: float) -> None:
    stretch = laid(straight(200, 1.0, h), ALL)
    edges = [100.0 + 3.0] + [line[301] for line in stretch.outer[8:]]
    for unit in range(8):
        share = (stretch.says[8 + unit][301] - edges[unit]) / (edges[unit + 1] - edges[unit])
        assert share == pytest.approx(0.5 + 0.45 * math.tanh(1.6 * h))


def test_few_stripes_are_broader() -> None:
    one = laid(straight(200), (11,)).outer[0][301] - 103.0
    all_of_them = laid(straight(200), ALL).outer[8][301] - 103.0
    assert one == pytest.approx(3.0 * all_of_them)


def test_the_ends_taper_and_a_growing_end_does_not() -> None:
    growing, ended = laid(straight(300), ALL), laid(straight(300), ALL, end=300)
    assert growing.taper[0] == ended.taper[0] == 0.0
    assert growing.taper[70] == ended.taper[70] == 1.0
    assert (growing.taper[-1], ended.taper[-1]) == (1.0, 0.0)
    assert ended.taper[299 - 60] == 1.0
    assert ended.line_taper(299, 300) < ended.line_taper(250, 300) == 1.0


def test_points_between_steps_lie_on_the_same_lines() -> None:
    coarse, fine = laid(straight(100), (4,)), laid(straight(100), (4,), 3)
    assert len(fine.pens) == 3 * (len(coarse.pens) - 2) + 2
    for at in range(0, 99, 7):
        assert fine.outer[0][6 * at : 6 * at + 2] == pytest.approx(coarse.outer[0][2 * at : 2 * at + 2])
    within = slice(2 * 6, -2 * 6)  # the first and the last curve have one end of their own
    assert fine.pens[within][0::2] == pytest.approx([2.0 * k / 3 for k in range(298)][6:-6])


def test_it_grows_as_it_would_have_been_laid_out_at_once() -> None:
    at_once, bit_by_bit = (Stretch(straight(120), 0, 0, ALL, Placing(0, 1.0, 0.0, 0.0, 50.0, 2), 3.0) for _ in "ab")
    at_once.lay_out(100, None)
    for last in range(4, 101, 4):
        bit_by_bit.lay_out(last, None)
    assert bit_by_bit.pens == at_once.pens
    assert bit_by_bit.outer == at_once.outer
    assert bit_by_bit.says == at_once.says
