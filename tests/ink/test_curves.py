from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.history import History
from curlicue_ink.curves import number_runs, outline, pieces, right_of, shown_c, shown_h, thinned, woven
from tests.ink.logs import swinging

values = st.floats(allow_nan=False, allow_infinity=False)


def area(polygon: list[float]) -> float:
    xs, ys = polygon[0::2], polygon[1::2]
    return abs(sum(xs[k - 1] * ys[k] - xs[k] * ys[k - 1] for k in range(len(xs)))) / 2


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


def test_runs_are_cut_at_none_and_at_nan() -> None:
    assert list(number_runs([None, 1.0, 2.0, math.nan, 3.0, None])) == [(1, 3), (4, 5)]
    assert list(number_runs([])) == []


@given(st.integers(0, 1000), st.integers(1, 100), st.integers(1, 5))
def test_thinned_steps_have_both_ends_and_the_same_steps_wherever_they_begin(first: int, many: int, by: int) -> None:
    steps = thinned(first, first + many, by)
    assert steps[0] == first
    assert steps[-1] == first + many - 1
    assert steps == sorted(set(steps))
    assert all(step % by == 0 for step in steps[1:-1])
    assert all(later - earlier <= by for earlier, later in itertools.pairwise(steps))


def test_the_outline_of_a_straight_line_is_its_rectangle() -> None:
    assert area(outline([0.0, 5.0, 10.0], [3.0, 3.0, 3.0], 2.0)) == pytest.approx(20.0)
    assert area(outline([0.0, 3.0], [0.0, 4.0], 2.0)) == pytest.approx(10.0)


def test_a_mitre_has_a_limit() -> None:
    spike = outline([0.0, 1.0, 2.0], [0.0, 50.0, 0.0], 2.0)
    assert max(abs(y) for y in spike[1::2]) < 52.1


@given(st.lists(st.floats(-20, 20), min_size=2, max_size=12), st.floats(0, 10))
def test_a_cut_polygon_lies_right_of_the_cut_and_the_parts_make_the_whole(ys: list[float], cut: float) -> None:
    xs = [10.0 * k / (len(ys) - 1) for k in range(len(ys))]
    polygon = [xs[0], 30.0, *woven(xs, ys), xs[-1], 30.0]
    right = right_of(cut, polygon)
    mirrored = [-number if place % 2 == 0 else number for place, number in enumerate(polygon)]
    left = right_of(-cut, mirrored)
    assert all(x >= cut for x in right[0::2])
    assert (area(right) if right else 0.0) + (area(left) if left else 0.0) == pytest.approx(area(polygon))
