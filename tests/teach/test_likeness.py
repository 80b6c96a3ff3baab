"""The distance u of two hands, which way they go round, and what they remember."""

from __future__ import annotations

import cmath
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue_teach.likeness import LEAST_MEMORY, distance, likeness, most_typical, sums
from curlicue_teach.reasons import Code, Reason
from curlicue_teach.strokes import Movements
from tests.teach.drawings import circles, lesson_of, like, turning, waves

tempos = st.floats(0.5, 1.9)


def test_strokes_are_like_themselves() -> None:
    for strokes in (circles(6), waves(3)):
        own = like(lesson_of(strokes).strokes)
        assert own.vacf[0] == 1.0
        assert distance(own, own) == 0.0


@settings(max_examples=40)
@given(tempos, st.floats(0.5, 6.0), st.floats(-math.pi, math.pi))
def test_size_and_heading_do_not_matter(hz: float, factor: float, angle: float) -> None:
    line = turning(4.0, hz)
    moved = tuple(cmath.rect(factor, angle) * v for v in line)
    assert distance(like([line]), like([moved])) < 1e-9


@settings(max_examples=40)
@given(tempos)
def test_u_grows_with_the_difference_of_tempo(hz: float) -> None:
    own = like([turning(8.0, hz)])
    apart = [distance(own, like([turning(8.0, hz * factor)])) for factor in (1.0, 1.03, 1.08, 1.2)]
    assert apart == sorted(apart)
    assert apart[1] > 0.01


def test_an_even_circle_turns_its_vacf_evenly() -> None:
    vacf = like([turning(10.0, 0.75)]).vacf
    for lag in (5, 20, 45):
        assert vacf[lag] == pytest.approx(cmath.rect(1.0, math.tau * 0.75 * lag / 60.0), abs=0.02)


@pytest.mark.parametrize("way", [1, -1])
def test_the_way_is_the_strokes_own(way: int) -> None:
    assert like(lesson_of(circles(6, way=way)).strokes).way == way


def test_both_ways_are_no_way_and_still_alike() -> None:
    both = like(lesson_of([*circles(6), *circles(6, way=-1)]).strokes)
    one = like(lesson_of(circles(6)).strokes)
    assert both.way == 0
    assert distance(both, one) < 0.02  # laid upon one another, where a mean of the two would not turn at all


def test_waves_go_no_way_round() -> None:
    assert like(lesson_of(waves(3)).strokes).way == 0


def test_what_is_repeated_is_remembered() -> None:
    rng = random.Random(1)
    noise = tuple(complex(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(1200))
    assert like([turning(10.0)]).memory > 0.95
    assert like([noise]).memory < LEAST_MEMORY


def test_lags_that_few_pairs_have_are_left_out() -> None:
    vacf = like([turning(0.75, 1.5)] * 3).vacf  # 45 steps each, so 3 (45 - lag) pairs
    assert [value is not None for value in vacf] == [3 * (45 - lag) >= 60 for lag in range(46)]


def test_steady_drift_is_left_out() -> None:
    line = turning(8.0)
    assert distance(like([line]), like([tuple(v + 2 for v in line)])) < 1e-9


@given(st.lists(st.lists(st.complex_numbers(max_magnitude=1e6), max_size=70).map(tuple), max_size=6))
def test_whatever_comes_has_a_likeness_or_a_reason(lines: list[Movements]) -> None:
    found = likeness(lines)
    if isinstance(found, Reason):
        assert found.code in {Code.TOO_BRIEF, Code.EVEN}
        assert found.found < found.limit
    else:
        assert all(value is None or cmath.isfinite(value) for value in found.vacf)


def test_the_products_are_what_they_say() -> None:
    line = turning(1.0, 1.3)
    mean = sum(line) / len(line)
    found = sums(line)
    assert found.pairs[7] == len(line) - 7
    by_hand = sum((line[t + 7] - mean) * (line[t] - mean).conjugate() for t in range(len(line) - 7))
    assert found.products[7] == pytest.approx(by_hand)


def test_the_most_typical_stroke_is_the_one_like_most() -> None:
    strokes = (turning(1.5, 1.0), turning(1.5, 1.9), turning(1.5, 1.05), turning(0.3, 1.0), turning(1.5, 0.95))
    typical = most_typical(strokes, like([turning(1.5, 1.0)] * 4), 36)
    assert typical[0] == 0
    assert set(typical) == {0, 1, 2, 4}, "one is too short"
    assert most_typical(strokes, like(strokes), 1000) == []
