from __future__ import annotations

import math

import pytest

from curlicue.stroke import Stroke
from curlicue_ink.placing import curl_radius, is_outside, place
from curlicue_study.history import History


def circling(steps: int, radius: float, drift: float = 0.8, begun: float = 0.0) -> Stroke:
    """Curls about a centre that moves right, 40 steps each."""
    stroke = Stroke(1, "any")
    for k in range(steps):
        turn = math.tau * k / 40
        stroke.pens.extend((begun + drift * k + radius * math.cos(turn), 80.0 + radius * math.sin(turn)))
        stroke.ticks.extend((drift * k, 80.0, 0.5))
    return stroke


@pytest.mark.parametrize("radius", [8.0, 20.0, 35.0])
def test_the_radius_of_curls_is_found(radius: float) -> None:
    assert curl_radius(History([circling(400, radius, 0.0)]), 400) == pytest.approx(radius, rel=0.02)


def test_a_straight_line_has_the_largest_radius_and_a_jump_to_another_stroke_is_no_turn() -> None:
    straight = Stroke(1, "any")
    for k in range(100):
        straight.pens.extend((5.0 * k, 40.0))
    assert curl_radius(History([straight]), 100) == 150.0
    two = History([circling(200, 20.0, 0.0), circling(200, 20.0, 0.0, begun=500.0)])
    assert curl_radius(two, 400) == pytest.approx(20.0, rel=0.02)


@pytest.mark.parametrize(("width", "height", "radius"), [(690.0, 480.0, 77.28), (346.0, 420.0, 48.0)])
def test_curls_are_as_large_as_wanted_and_the_newest_stretch_fills_the_canvas(
    width: float, height: float, radius: float
) -> None:
    history = History([circling(1000, 30.0)])
    placing = place(history, 1000, width, height, 1.0)
    assert placing.radius == pytest.approx(radius, rel=0.03)
    points = [placing.at(*history.pen(step)) for step in range(placing.first, 1000)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert min(xs) >= placing.room - 0.01
    assert max(xs) <= width - placing.room + 0.01
    assert max(xs) - min(xs) > 0.93 * (width - 2 * placing.room)
    assert min(xs) + max(xs) == pytest.approx(width)
    assert min(ys) + max(ys) == pytest.approx(height)


def test_with_half_a_page_the_free_half_is_where_the_pen_is_going() -> None:
    history = History([circling(1000, 30.0)])
    whole, half = (place(history, 1000, 690.0, 480.0, filled) for filled in (1.0, 0.5))
    assert half.first > whole.first
    xs = [half.at(*history.pen(step))[0] for step in range(half.first, 1000)]
    assert min(xs) == pytest.approx(half.room)
    assert max(xs) < 400
    assert not is_outside(half, history.pen(999), 690.0, 480.0)


def test_a_pen_at_the_edge_is_outside() -> None:
    placing = place(History([circling(300, 30.0)]), 300, 690.0, 480.0, 1.0)
    inverse = [((x - placing.dx) / placing.scale, (y - placing.dy) / placing.scale) for x, y in ((10, 240), (345, 240))]
    assert [is_outside(placing, pen, 690.0, 480.0) for pen in inverse] == [True, False]


def test_what_is_small_is_not_blown_up_beyond_measure() -> None:
    placing = place(History([circling(300, 6.0)]), 300, 690.0, 480.0, 1.0)
    assert placing.scale == 3.4
    assert placing.radius == pytest.approx(6.0 * 3.4, rel=0.15)
