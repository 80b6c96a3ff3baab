"""Pictures of a teaching: what is drawn where, and that nothing lies outside."""

from __future__ import annotations

import cmath
import math
import re
from collections.abc import Sequence

import pytest

from curlicue_ink.teaching import (
    LOSS_HEIGHT,
    LOSS_WIDTH,
    SMOOTHED_STEPS,
    WINDOW_HEIGHT,
    WINDOW_WIDTH,
    drag_picture,
    loss_picture,
    passing_drag_picture,
    window_picture,
)

UNITS = 10  # per CSS px


def paths(picture: str, name: str) -> list[str]:
    return re.findall(rf'<path class="{name}" d="([^"]*)"', picture)


def points(data: str) -> list[tuple[float, float]]:
    """The places in CSS px through which path data of M, m, l and h0 goes."""
    x, y = 0, 0
    found = []
    for letter, numbers in re.findall(r"([Mml])([-0-9 ]*)", data):
        values = [int(value) for value in re.findall(r"-?\d+", numbers)]
        for k in range(0, len(values), 2):
            x, y = (values[k], values[k + 1]) if letter == "M" else (x + values[k], y + values[k + 1])
            found.append((x / UNITS, y / UNITS))
    return found


def test_a_drag_has_the_fingers_dots_and_the_pens_rope() -> None:
    finger = [(0.5 * k, 0.0) for k in range(121)]
    pen = [complex(0.5 * k, 20 * math.sin(k / 9)) for k in range(121)]
    picture = drag_picture(finger, pen)
    (dots,) = paths(picture, "dots")
    assert points(dots)[0] == (0.0, 0.0)
    assert points(dots)[-1][0] == pytest.approx(60.0, abs=6.0)
    assert picture.count('class="cut"') == 120 // 8 - 1


def test_a_passing_drag_goes_the_same_way_in_one_line() -> None:
    finger = [(0.5 * k, 0.0) for k in range(121)]
    pen = [complex(0.5 * k, 20 * math.sin(k / 9)) for k in range(121)]
    picture = passing_drag_picture(finger, pen)
    assert paths(picture, "dots") == paths(drag_picture(finger, pen), "dots")
    (line,) = paths(picture, "passing")
    assert points(line)[0] == (0.0, 0.0)
    assert points(line)[-1] == pytest.approx((60.0, 20 * math.sin(120 / 9)), abs=0.1)
    assert picture.count("<") == 2


def curve(tries: Sequence[Sequence[float]], rule: float = 2.0) -> tuple[list[tuple[float, float]], float]:
    picture = loss_picture(tries, 100, rule)
    (own,) = paths(picture, "own")
    (level,) = re.findall(r'class="level" d="M0 (\d+)H', picture)
    return points(own), int(level) / UNITS


def test_a_miss_below_the_rules_is_below_its_line() -> None:
    falling = [3.0 * 0.97**k for k in range(100)]
    (*_, last), level = curve([falling])
    first, _ = curve([falling])
    assert first[0][1] < level < last[1]
    assert all(0.0 <= y <= LOSS_HEIGHT for _, y in first)
    assert last[0] == pytest.approx(LOSS_WIDTH * (100 // SMOOTHED_STEPS) * SMOOTHED_STEPS / 100)


def test_a_try_is_a_curve_and_only_the_newest_is_ink() -> None:
    picture = loss_picture([[2.0] * 20, [1.0] * 20, [1.5] * 3], 100, 1.2)
    assert len(paths(picture, "past")) == 2
    assert len(paths(picture, "own")) == 1


@pytest.mark.parametrize("losses", [[2.0], [2.0, 1.0], [1e-9] * 40, [1e6] * 40])
def test_few_or_odd_losses_are_drawn_too(losses: list[float]) -> None:
    drawn, level = curve([losses])
    assert all(0.0 <= y <= LOSS_HEIGHT for _, y in drawn)
    assert 0.0 <= level <= LOSS_HEIGHT


def test_a_window_lies_in_its_picture_with_what_came_and_what_the_net_did() -> None:
    heard = [cmath.rect(40.0, k / 9) for k in range(49)]
    came = [cmath.rect(40.0, k / 9) for k in range(48, 85)]
    after = [heard[-1] + complex(3.0 * k, 0.0) for k in range(37)]
    picture = window_picture(heard, came, after, after)
    shown = points(paths(picture, "dots")[0]) + points(paths(picture, "came")[0]) + points(paths(picture, "own")[0])
    assert all(0.0 <= x <= WINDOW_WIDTH and 0.0 <= y <= WINDOW_HEIGHT for x, y in shown)
    ends = (
        points(paths(picture, "dots")[0])[-1],
        points(paths(picture, "own")[0])[0],
        points(paths(picture, "past")[0])[0],
    )
    assert ends[1] == ends[2] == pytest.approx(ends[0], abs=0.2)


def test_a_window_of_nothing_is_drawn_too() -> None:
    assert "NaN" not in window_picture([0j] * 49, [0j] * 37, [0j] * 37, [0j] * 37)
