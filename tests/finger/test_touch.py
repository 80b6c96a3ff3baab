from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_finger.motor import Point
from curlicue_finger.touch import (
    PATH_RATE_HZ,
    LateScreen,
    Screen,
    late_touch,
    random_late_screen,
    random_screen,
    touch,
)

PERFECT = Screen(rate_hz=120.0, jitter=0.0, pixel_ratio=1000.0, offset_x=0.0, offset_y=0.0, coalesced=False, lost=0.0)


EVEN = LateScreen(period_s=0.01, jitter=0.0, late_s=0.0, offset_x=0.0, offset_y=0.0)


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
    with pytest.raises(ValueError, match="found a path of 1 points, expected 2 or more"):
        late_touch([(0.0, 0.0)], EVEN, random.Random(1))


@given(st.integers(0, 10**6))
def test_any_late_screen_stamps_in_order_whole_pixels_at_whole_milliseconds(seed: int) -> None:
    rng = random.Random(seed)
    samples = late_touch(straight(1.0, 250.0), random_late_screen(rng), rng)
    assert len(samples) > 50
    assert all(a.t < b.t for a, b in pairwise(samples))
    for sample in samples:
        assert sample.t * 1000 == pytest.approx(round(sample.t * 1000), abs=1e-6)
        assert (sample.x, sample.y) == (round(sample.x), round(sample.y))
        assert sample.x <= 250.0 * (sample.t + 0.001) + 1.0  # never before it was there


def test_a_late_screen_is_as_late_as_it_says() -> None:
    path = straight(4.0, 500.0)
    on_time, late = (late_touch(path, EVEN._replace(late_s=late_s), random.Random(1)) for late_s in (0.0, 0.004))
    assert len(on_time) == len(late) == 401
    assert [sample.t for sample in on_time] == pytest.approx([0.01 * k for k in range(401)], abs=1.1e-3)
    assert [sample.x for sample in on_time] == [sample.x for sample in late]
    behind = [b.t - a.t for a, b in zip(on_time, late, strict=True)]
    assert min(behind) < 0.001
    assert sum(behind) / len(behind) == pytest.approx(0.004, rel=0.25)


def test_a_late_screen_has_no_event_where_no_pixel_changed() -> None:
    samples = late_touch(straight(1.0, 20.0), EVEN, random.Random(1))
    assert len(samples) == pytest.approx(20, abs=1)
    assert all(b.x == a.x + 1.0 for a, b in pairwise(samples))
