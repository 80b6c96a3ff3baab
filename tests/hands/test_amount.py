"""How many seconds of a stroke count."""

from __future__ import annotations

import math

import pytest

from curlicue.resample import resample_stroke
from curlicue.stroke import Sample
from curlicue_hands.amount import LONGEST_GAP_S, moving_s
from curlicue_hands.recorded import without_rests
from curlicue_hands.windows import deltas

Samples = list[list[float]]


def circling(seconds: float, rate_hz: float = 90.0, began_s: float = 3.0, radius_px: float = 40.0) -> Samples:
    times = [k / rate_hz for k in range(round(seconds * rate_hz) + 1)]
    return [[1, radius_px * math.cos(6 * t), radius_px * math.sin(6 * t), began_s + t, 0.5] for t in times]


def rest_after(stroke: Samples, seconds: float) -> Samples:
    kind, x, y, t, pressure = stroke[-1]
    return [*stroke, *([kind, x, y, t + k / 50.0, pressure] for k in range(1, round(50 * seconds)))]


def test_what_moves_counts_and_what_rests_does_not() -> None:
    stroke = circling(2.0)
    assert moving_s(stroke) == pytest.approx(2.0)
    assert moving_s(rest_after(stroke, 3.0)) == pytest.approx(2.0)


def test_a_finger_that_is_not_reported_does_not_move() -> None:
    first, later = circling(1.0), circling(1.0, began_s=4.0 + 2 * LONGEST_GAP_S)
    assert moving_s([*first, *later]) == pytest.approx(2.0)


@pytest.mark.parametrize("stroke", [[], [[0, 5.0, 5.0, 1.0, 0.5]], [[0, 5.0, 5.0, 1.0, 0.5]] * 9])
def test_a_dot_is_nothing(stroke: Samples) -> None:
    assert moving_s(stroke) == 0.0


def test_it_is_nearly_what_is_taught() -> None:
    stroke = rest_after(circling(2.5, radius_px=15.0), 2.0)
    ticks = resample_stroke([Sample(x, y, t, pressure) for _, x, y, t, pressure in stroke])
    assert moving_s(stroke) == pytest.approx(len(without_rests(deltas(ticks))) / 60.0, abs=0.15)
