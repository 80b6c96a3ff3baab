from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_ink.curves import number_runs, pieces, shown_c, shown_h, thinned
from curlicue_study.history import History
from tests.ink.logs import swinging

values = st.floats(allow_nan=False, allow_infinity=False)


@given(values, values)
def test_what_is_shown_keeps_order_and_sign_and_stays_within_reach(one: float, other: float) -> None:
    for shown in (shown_c, shown_h):
        assert abs(shown(one)) <= 1.05
        assert shown(-one) == -shown(one)
        if one <= other:
            assert shown(one) <= shown(other)


def test_the_scale_of_c_as_its_docstring_says() -> None:
    assert shown_c(1.0) == pytest.approx(0.53, abs=0.01)
    assert shown_c(2.0) == pytest.approx(0.73, abs=0.01)
    assert shown_c(5.0) == 1.0
    assert shown_c(5.8) < 1.05 == shown_c(6.0)
    assert shown_h(0.5) == pytest.approx(0.575)


def test_pieces_end_with_strokes_and_keep_a_gap_between_them() -> None:
    history = History(swinging(20, 30, 10))
    assert list(pieces(history, 0, 60, 4)) == [(0, 20), (24, 50), (54, 60)]
    assert list(pieces(history, 22, 40, 4)) == [(24, 40)]
    assert list(pieces(history, 30, 40, 4)) == [(30, 40)]


def test_pieces_leave_out_what_the_starter_kept_no_log_of() -> None:
    strokes = swinging(20, 30)
    strokes[0].log_from = None
    strokes[1].log_from = 12
    assert list(pieces(History(strokes), 0, 50, 4)) == [(32, 50)]


def test_runs_are_cut_at_nan() -> None:
    assert list(number_runs([math.nan, 1.0, 2.0, math.nan, 3.0, math.nan])) == [(1, 3), (4, 5)]
    assert list(number_runs([1.0, 2.0])) == [(0, 2)]
    assert list(number_runs([])) == []


@given(st.integers(0, 1000), st.integers(1, 100), st.integers(1, 5))
def test_thinned_steps_have_both_ends_and_the_same_steps_wherever_they_begin(first: int, many: int, by: int) -> None:
    steps = thinned(first, first + many, by)
    assert steps[0] == first
    assert steps[-1] == first + many - 1
    assert steps == sorted(set(steps))
    assert all(step % by == 0 for step in steps[1:-1])
    assert all(later - earlier <= by for earlier, later in itertools.pairwise(steps))
