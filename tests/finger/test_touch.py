from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_finger.motor import Point
from curlicue_finger.touch import PATH_RATE_HZ, Screen, random_screen, touch

PERFECT = Screen(rate_hz=120.0, jitter=0.0, pixel_ratio=1000.0, offset_x=0.0, offset_y=0.0, coalesced=False, lost=0.0)


def straight(seconds: float, speed_px_s: float) -> list[Point]:
    count = round(seconds * PATH_RATE_HZ) + 1
    return [(k * speed_px_s / PATH_RATE_HZ, 0.0) for k in range(count)]


def test_a_perfect_screen_reports_where_the_finger_is() -> None:
    samples = touch(straight(1.0, 60.0), PERFECT, random.Random(1))
    assert len(samples) == pytest.approx(121, abs=1)
    for sample in samples:
        assert sample.x == pytest.approx(60.0 * sample.t, abs=2e-3)
        assert sample.y == 0.0


def test_readings_are_whole_device_pixels() -> None:
    samples = touch(straight(1.0, 31.0), PERFECT._replace(pixel_ratio=3.0, offset_x=0.1), random.Random(1))
    assert all(abs(sample.x * 3 - round(sample.x * 3)) < 1e-9 for sample in samples)


def test_a_coalescing_screen_gives_one_sample_a_frame_with_its_own_time() -> None:
    samples = touch(straight(2.0, 60.0), PERFECT._replace(rate_hz=240.0, coalesced=True), random.Random(1))
    frames = [int(sample.t * 60.0) for sample in samples[1:]]
    assert len(frames) == len(set(frames))
    assert all(sample.x == pytest.approx(60.0 * sample.t, abs=2e-3) for sample in samples)


def test_lost_samples_are_missing_but_never_the_first() -> None:
    samples = touch(straight(5.0, 60.0), PERFECT._replace(lost=0.5), random.Random(1))
    assert samples[0].t == 0.0
    assert 200 < len(samples) < 400


@given(st.integers(0, 10**6))
def test_any_screen_keeps_time_and_stays_within_a_pixel(seed: int) -> None:
    rng = random.Random(seed)
    screen = random_screen(rng)
    samples = touch(straight(1.0, 90.0), screen, rng)
    assert all(a.t < b.t for a, b in pairwise(samples))
    assert all(abs(sample.x - 90.0 * sample.t) <= 1.0 / screen.pixel_ratio + 1e-9 for sample in samples)


def test_a_path_without_movement_is_refused_in_one_sentence() -> None:
    with pytest.raises(ValueError, match="found a path of 1 points, expected 2 or more"):
        touch([(0.0, 0.0)], PERFECT, random.Random(1))
