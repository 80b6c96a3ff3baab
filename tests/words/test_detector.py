"""What the detector's steps are called: numbers that add up as they stand, sentences that are true."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_detector.unit import NUMBERS, PATTERNS, YES, Moment, Unit, run, sigmoid, step, unit_from_numbers, wanted
from curlicue_words.detector import (
    about_forgetting,
    description,
    loss_description,
    number_texts,
    says,
    sum_texts,
    verdict,
)
from curlicue_words.numbers import ADDS_UP_WITHIN

units = st.tuples(*[st.floats(-15, 15)] * NUMBERS).map(unit_from_numbers)
rows = st.lists(st.integers(0, 1), min_size=1, max_size=14)
patterns = st.sampled_from(PATTERNS)
moments = st.builds(step, units, st.integers(0, 1), st.floats(-1, 1), st.floats(-9, 9))

SHARP = unit_from_numbers((0.0, 0.0, 9.0, 20.0, 0.0, -10.0, 9.0, 0.0, 0.0, 0.0, 0.0, 9.0, 20.0, -16.0))  # knows 11


def number(text: str) -> float:
    assert "-" not in text
    return float(text.replace("\u2212", "-"))


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


def test_the_picture_of_a_loss_is_said() -> None:
    assert loss_description([(0, 0.7), (100, 0.02)]) == "The loss, from 0.700 to 0.020."
    assert loss_description([]) == "The loss: nothing learned yet."
