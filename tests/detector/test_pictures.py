"""What the detector shows: numbers that add up as they stand, sentences that are true, pictures to scale."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_detector.pictures import (
    ADDS_UP_WITHIN,
    ANSWER_HEIGHT,
    COLUMN,
    GATE_HEIGHT,
    GATE_MOST,
    LOSS_BOTTOM,
    LOSS_HEIGHT,
    LOSS_TOP,
    LOSS_WIDTH,
    MEMORY_HEIGHT,
    about_forgetting,
    answer_picture,
    description,
    gate_picture,
    loss_description,
    loss_height,
    loss_picture,
    memory_picture,
    number_texts,
    says,
    shown,
    sum_texts,
    verdict,
)
from curlicue_detector.unit import NUMBERS, PATTERNS, YES, Moment, Unit, run, sigmoid, step, unit_from_numbers, wanted
from tests.site.markup import Page

units = st.tuples(*[st.floats(-15, 15)] * NUMBERS).map(unit_from_numbers)
rows = st.lists(st.integers(0, 1), min_size=1, max_size=14)
patterns = st.sampled_from(PATTERNS)
moments = st.builds(step, units, st.integers(0, 1), st.floats(-1, 1), st.floats(-9, 9))

SHARP = unit_from_numbers((0.0, 0.0, 9.0, 20.0, 0.0, -10.0, 9.0, 0.0, 0.0, 0.0, 0.0, 9.0, 20.0, -16.0))  # knows 11


def number(text: str) -> float:
    assert "-" not in text
    return float(text.replace("\u2212", "-"))


def path_numbers(markup: str, kind: str) -> list[float]:
    """All numbers in the path of a class."""
    (path,) = re.findall(rf'class="{kind}" (?:stroke-width="\d+" )?d="([^"]*)"', markup)
    return [float(found) for found in re.findall(r"-?[\d.]+", path)]


def points(markup: str, kind: str) -> list[tuple[float, float]]:
    found = path_numbers(markup, kind)
    return list(zip(found[::2], found[1::2], strict=True))


@given(moments)
def test_the_equations_add_up_as_they_stand(moment: Moment) -> None:
    texts = {name: number(text) for name, text in number_texts(moment).items()}
    assert texts["f"] * texts["c_before"] + texts["i"] * texts["g"] == pytest.approx(texts["c"], abs=ADDS_UP_WITHIN)
    assert texts["o"] * texts["tanh_c"] == pytest.approx(texts["h"], abs=ADDS_UP_WITHIN)
    for name, value in texts.items():
        assert value == pytest.approx(getattr(moment, name), abs=0.0051)


@given(units, rows)
def test_every_sum_is_the_gates_own_and_adds_up(unit: Unit, bits: list[int]) -> None:
    moment = run(unit, bits)[-1]
    texts = sum_texts(unit, moment)
    assert list(texts) == ["i", "f", "g", "o", "answer"]
    for name, text in texts.items():
        found = re.fullmatch(r"(sigmoid|tanh)\((.+)\) = \1\((\S+)\) = (\S+)", text)
        assert found, text
        curve, terms, total, result = found.groups()
        assert curve == ("tanh" if name == "g" else "sigmoid")
        expression = terms.replace("\u2212", "-").replace("\u00d7", "*")
        assert re.fullmatch(r"[-+*. \d]+", expression)
        assert eval(expression) == pytest.approx(number(total), abs=0.02)  # noqa: S307  # digits and signs alone
        assert number(result) == pytest.approx(getattr(moment, name), abs=0.0006)
        through = math.tanh(number(total)) if name == "g" else sigmoid(number(total))
        assert through == pytest.approx(number(result), abs=0.0016)


def test_a_held_gate_has_no_sum() -> None:
    free, held = run(SHARP, [1, 1])[1], run(SHARP, [1, 1], 0.0)[1]
    assert sum_texts(SHARP, held, held=True)["f"] == "held by you at 0"
    assert sum_texts(SHARP, free)["f"].startswith("sigmoid(")


@pytest.mark.parametrize(
    ("value", "text"), [(-0.001, "0.00"), (0.0, "0.00"), (-0.126, "\u22120.13"), (1.0, "1.00"), (12.345, "12.35")]
)
def test_numbers_have_a_true_minus_and_no_signed_nought(value: float, text: str) -> None:
    assert shown(value + 1e-9) == text


@given(units, rows, patterns)
def test_the_verdict_says_what_came_and_whether_the_answer_is_right(unit: Unit, bits: list[int], pattern: str) -> None:
    found, answers = run(unit, bits), wanted(pattern, bits)
    for at, moment in enumerate(found):
        text = verdict(pattern, found, answers, at)
        assert says(pattern, found, answers, at).startswith(text)
        assert ("that is the pattern" in text) == bool(answers[at])
        assert (" yes, " in text) == (moment.answer > YES)
        assert ("and is wrong" in text) == ((moment.answer > YES) != bool(answers[at]))
        if at:
            assert text.startswith(f"Bits {at} and {at + 1} are {bits[at - 1]} and {bits[at]}")
        else:
            assert "none before it" in text


@given(moments)
def test_about_forgetting_is_about_what_there_was(moment: Moment) -> None:
    text = about_forgetting(moment)
    if abs(moment.c_before) < 0.2:
        assert text == ""
        return
    assert ("all but shut" in text) == (moment.f < 0.25)
    assert (" is open" in text) == (moment.f > 0.75)
    before, kept = map(number, re.findall(r"\u2212?\d+\.\d\d", text))
    assert before == pytest.approx(moment.c_before, abs=0.0051)
    assert kept == pytest.approx(moment.f * moment.c_before, abs=0.0051)


def test_the_description_names_what_is_to_be_seen() -> None:
    bits = [0, 1, 1, 1, 0]
    found = run(SHARP, bits)
    text = description("11", found, wanted("11", bits))
    assert text.startswith("The bits 0 1 1 1 0. 11 is complete at bits 3 and 4. The cell says yes at bits 3 and 4. ")
    assert "The forget gate goes 0.0, 1.0, 1.0, 1.0, 0.0." in text
    assert "The memory goes 0.0, 1.0, 2.0, 3.0, 0.0." in text
    nothing = description("11", found[:1], [0])
    assert "11 is complete nowhere." in nothing
    one = description("11", found[:3], wanted("11", bits[:3]))
    assert "11 is complete at bit 3." in one


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
    assert loss_description([(0, 0.7), (100, 0.02)]) == "The loss, from 0.700 to 0.020."
    assert loss_description([]) == "The loss: nothing learned yet."
