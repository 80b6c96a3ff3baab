"""A plotter's pen draws everything once, and does not travel further in the air than it would have."""

from __future__ import annotations

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from curlicue_out.line import Point
from curlicue_out.order import ordered, travel
from tests.out.drawings import points

lines = st.lists(st.lists(points, min_size=1, max_size=4), max_size=9)


@given(lines)
def test_every_line_is_drawn_once_from_either_end(some: list[list[Point]]) -> None:
    found = ordered(some)
    assert sorted(min(list(line), list(line)[::-1]) for line in found) == sorted(min(line, line[::-1]) for line in some)


@given(lines)
def test_the_pen_travels_no_further_than_in_the_order_they_were_drawn(some: list[list[Point]]) -> None:
    assert travel(ordered(some)) <= travel(some)


@given(lines)
def test_what_comes_next_is_nearest_unless_that_is_longer(some: list[list[Point]]) -> None:
    found = ordered(some)
    if [list(line) for line in found] == some:
        return
    at: Point = (0.0, 0.0)
    for k, line in enumerate(found):
        to_come = [end for other in found[k:] for end in (other[0], other[-1])]
        assert hypot(line[0][0] - at[0], line[0][1] - at[1]) <= min(hypot(x - at[0], y - at[1]) for x, y in to_come)
        at = line[-1]


def test_lines_that_were_drawn_to_and_fro_are_drawn_in_one_go() -> None:
    rows: list[list[Point]] = [[(0.0, y), (100.0, y)] for y in (0.0, 30.0, 10.0, 20.0)]
    found = ordered(rows)
    assert [line[0] for line in found] == [(0.0, 0.0), (100.0, 10.0), (0.0, 20.0), (100.0, 30.0)]
    assert travel(found) == 30.0 < travel(rows)
