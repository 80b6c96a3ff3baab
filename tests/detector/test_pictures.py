"""What the detector shows: pictures to scale."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_detector.pictures import (
    ANSWER_HEIGHT,
    COLUMN,
    GATE_HEIGHT,
    GATE_MOST,
    LOSS_BOTTOM,
    LOSS_HEIGHT,
    LOSS_TOP,
    LOSS_WIDTH,
    MEMORY_HEIGHT,
    answer_picture,
    gate_picture,
    loss_height,
    loss_picture,
    memory_picture,
)
from curlicue_detector.unit import NUMBERS, PATTERNS, Unit, run, unit_from_numbers, wanted
from tests.site.markup import Page

units = st.tuples(*[st.floats(-15, 15)] * NUMBERS).map(unit_from_numbers)
rows = st.lists(st.integers(0, 1), min_size=1, max_size=14)
patterns = st.sampled_from(PATTERNS)

SHARP = unit_from_numbers((0.0, 0.0, 9.0, 20.0, 0.0, -10.0, 9.0, 0.0, 0.0, 0.0, 0.0, 9.0, 20.0, -16.0))  # knows 11


def path_numbers(markup: str, kind: str) -> list[float]:
    """All numbers in the path of a class."""
    (path,) = re.findall(rf'class="{kind}" (?:stroke-width="\d+" )?d="([^"]*)"', markup)
    return [float(found) for found in re.findall(r"-?[\d.]+", path)]


def points(markup: str, kind: str) -> list[tuple[float, float]]:
    found = path_numbers(markup, kind)
    return list(zip(found[::2], found[1::2], strict=True))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=14))
def test_a_gate_is_a_stroke_as_heavy_as_it_is_open(values: list[float]) -> None:
    band = points(gate_picture(values, len(values) - 1), "band")
    assert all(0 <= x <= COLUMN * len(values) and 0 <= y <= GATE_HEIGHT for x, y in band)
    half = len(band) // 2
    for k, value in enumerate(values):
        upper, lower = band[2 * k], band[-1 - 2 * k]
        assert upper[0] == lower[0]
        assert lower[1] - upper[1] == pytest.approx(2 * (0.6 + (GATE_MOST - 0.6) * value), abs=0.11)
    assert half == 2 * len(values)


@given(units, rows, st.data())
def test_c_and_h_are_drawn_to_one_scale_and_the_dot_is_on_c(unit: Unit, bits: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(bits) - 1))
    found = run(unit, bits)
    markup = memory_picture(found, at)
    kept, said = points(markup, "edge"), points(markup, "bold")
    assert all(0 <= x <= COLUMN * len(bits) and 0 <= y <= MEMORY_HEIGHT for x, y in kept + said)
    scale = 28.0 / max(1.0, *(abs(moment.c) for moment in found))
    for k, moment in enumerate(found):
        assert kept[2 * k][1] == pytest.approx(MEMORY_HEIGHT / 2 - scale * moment.c, abs=0.051)
        assert said[2 * k][1] == pytest.approx(MEMORY_HEIGHT / 2 - scale * moment.h, abs=0.051)
    x, y, _ = path_numbers(markup, "now")
    assert (x, y) == ((at + 0.5) * COLUMN, kept[2 * at][1])


@given(units, rows, patterns)
def test_answers_are_bars_and_the_right_ones_are_dotted(unit: Unit, bits: list[int], pattern: str) -> None:
    found, answers = run(unit, bits), wanted(pattern, bits)
    markup = answer_picture(found, answers, len(bits) - 1)
    bars = re.findall(r"M(\S+) (\S+)V(\S+)h20V", markup)
    assert len(bars) == len(bits)
    for (left, base, top), moment, k in zip(bars, found, range(len(bits)), strict=True):
        assert float(left) == (k + 0.5) * COLUMN - 10
        assert float(base) - float(top) == pytest.approx(28 * moment.answer, abs=0.11)
        assert 0 <= float(top) <= float(base) <= ANSWER_HEIGHT
    (dots,) = re.findall(r'class="dots" d="([^"]*)"', markup)
    assert [float(x) for x in re.findall(r"M(\S+) ", dots)] == [
        (k + 0.5) * COLUMN - 10 for k, answer in enumerate(answers) if answer
    ]


@pytest.mark.parametrize("at", [0, 2, 4])
def test_what_is_to_come_lies_under_a_veil(at: int) -> None:
    found = run(SHARP, [0, 1, 1, 1, 0])
    pictures = (
        gate_picture([moment.f for moment in found], at),
        memory_picture(found, at),
        answer_picture(found, [0] * 5, at),
    )
    for markup in pictures:
        veils = [
            rect.attributes
            for rect in Page(f"<svg>{markup.replace('/>', '></path>')}</svg>".replace("<rect", "<path")).all("path")
        ]
        veils = [each for each in veils if each.get("class") == "veil"]
        assert [(int(each["x"]), int(each["width"])) for each in veils] == (
            [((at + 1) * COLUMN, (4 - at) * COLUMN)] if at < 4 else []
        )


@given(st.floats(0, 10), st.floats(0, 10))
def test_a_smaller_loss_lies_lower(one: float, other: float) -> None:
    assert 0 <= loss_height(one) <= LOSS_HEIGHT
    if one < other:
        assert loss_height(one) >= loss_height(other)
    assert loss_height(math.sqrt(LOSS_TOP * LOSS_BOTTOM)) == pytest.approx(LOSS_HEIGHT / 2)


def test_the_loss_grows_from_the_left_over_two_dotted_levels() -> None:
    markup = loss_picture([(0, 0.7), (50, 0.1), (100, 0.02)], 200, 0.56, 0.02)
    curve = points(markup, "bold")
    assert [x for x, _ in curve] == [0, LOSS_WIDTH / 4, LOSS_WIDTH / 2]
    assert [y for _, y in curve] == pytest.approx([loss_height(loss) for loss in (0.7, 0.1, 0.02)], abs=0.051)
    assert path_numbers(markup, "dots") == pytest.approx(
        [0, loss_height(0.56), LOSS_WIDTH, 0, loss_height(0.02), LOSS_WIDTH], abs=0.051
    )
    assert "bold" not in loss_picture([], 200, 0.56, 0.02)
