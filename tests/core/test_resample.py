from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.resample import (
    LATE_S,
    LONGEST_GAP_S,
    REST_S,
    SET_OFF_S,
    Track,
    begin,
    hold,
    push,
    resample_stroke,
)
from curlicue.stroke import STEP_S, STEPS_PER_S, Sample, Tick

ROUNDING_PX = 1e-9  # between two places lies what 64 bits make of it
places = st.floats(-2000, 2000)
clocks = st.floats(0, 1e6)  # s; a page may have been open for days


@st.composite
def strokes(draw: st.DrawFn, shortest_s: float = 0.0, longest_s: float = 0.99 * REST_S) -> list[Sample]:
    """Samples of an irregular pointer, with ``shortest_s`` to ``longest_s`` between them, on any clock."""
    t = draw(clocks)
    samples = []
    for gap in [0.0, *draw(st.lists(st.floats(shortest_s, longest_s), max_size=30))]:
        t += gap
        samples.append(Sample(draw(places), draw(places), t, draw(st.floats(0, 1))))
    return samples


def pointer(rate_hz: float, seconds: float) -> list[Sample]:
    """An even pointer on a wavy path."""
    times = [k / rate_hz for k in range(round(seconds * rate_hz) + 1)]
    return [Sample(300 * t, 80 * math.sin(5 * t), t, 0.5) for t in times]


def live(samples: list[Sample], frames_s: list[float]) -> tuple[Track, list[Tick]]:
    """The ticks as they come when the page also asks at each of these times (s after the first sample)."""
    track, ticks = begin(samples[0])
    waiting = sorted(samples[0].t + frame for frame in frames_s)
    for sample in samples[1:]:
        while waiting and waiting[0] <= sample.t:
            track, more = hold(track, waiting.pop(0))
            ticks += more
        track, more = push(track, sample)
        ticks += more
    return track, ticks


@pytest.mark.parametrize("rate_hz", [30, 45, 60, 75, 90, 120, 144, 240, 500, 1000])
def test_a_pointer_of_any_rate_gives_sixty_ticks_a_second(rate_hz: int) -> None:
    assert len(resample_stroke(pointer(rate_hz, 2.0))) == 2 * STEPS_PER_S + 1


@pytest.mark.parametrize("rate_hz", [60, 120, 240, 480, 960])
def test_pointers_that_share_the_ticks_times_give_the_same_ticks(rate_hz: int) -> None:
    wanted = resample_stroke(pointer(60, 2.0))
    for tick, same in zip(wanted, resample_stroke(pointer(rate_hz, 2.0)), strict=True):
        assert tick == pytest.approx(same, abs=1e-6)


@given(strokes(shortest_s=0.001))
def test_every_tick_lies_on_the_fingers_path_at_its_own_time(samples: list[Sample]) -> None:
    times = [sample.t - samples[0].t for sample in samples]
    for k, tick in enumerate(resample_stroke(samples)):
        for axis in ("x", "y", "pressure"):
            path = [getattr(sample, axis) for sample in samples]
            assert getattr(tick, axis) == pytest.approx(np.interp(k * STEP_S, times, path), abs=0.01)


@given(strokes(longest_s=0.9 * LONGEST_GAP_S), st.data())
def test_no_tick_is_given_twice_and_none_is_missing(samples: list[Sample], data: st.DataObject) -> None:
    track, ticks = begin(samples[0])
    now = samples[0].t
    for sample in samples[1:]:
        now = data.draw(st.floats(now, sample.t))
        track, more = hold(track, now)
        ticks += more
        assert len(ticks) == track.ticks
        track, more = push(track, sample)
        ticks += more
        assert len(ticks) == track.ticks
        now = sample.t
    assert track.ticks == pytest.approx((now - samples[0].t) * STEPS_PER_S + 0.5, abs=0.5001)


@given(strokes(longest_s=0.9 * LONGEST_GAP_S), st.lists(st.floats(0, 60), max_size=60))
def test_a_stroke_replayed_from_its_samples_gives_the_ticks_it_gave_live(
    samples: list[Sample], frames_s: list[float]
) -> None:
    assert live(samples, frames_s)[1] == resample_stroke(samples)


@given(strokes(), st.floats(0, 5))
def test_a_resting_finger_goes_on_giving_ticks_where_it_rests(samples: list[Sample], rest_s: float) -> None:
    track, _ = live(samples, [])
    track, ticks = hold(track, samples[-1].t + REST_S + rest_s)
    last = samples[-1]
    assert set(ticks) <= {Tick(last.x, last.y, last.pressure)}
    assert track.ticks == pytest.approx((last.t + rest_s - samples[0].t) * STEPS_PER_S + 0.5, abs=0.5001)


def test_a_silence_as_short_as_a_slow_pointers_is_not_taken_for_rest() -> None:
    track, _ = begin(Sample(0, 0, 0, 0.5))
    assert hold(track, REST_S)[1] == []


def test_a_finger_that_rested_stays_put_and_sets_off_only_just_before_it_is_seen_to_move() -> None:
    ticks = resample_stroke([Sample(0, 0, 0, 0.5), Sample(30, 0, 1.0, 0.5)])
    moving = [k for k, tick in enumerate(ticks) if tick.x > 0]
    assert ticks[-1] == Tick(30, 0, 0.5)
    assert moving == [k for k in range(61) if k * STEP_S > 1.0 - SET_OFF_S + 1e-9]


@given(strokes(shortest_s=0.001, longest_s=0.05), st.data())
def test_a_sample_that_comes_late_changes_nothing(samples: list[Sample], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(samples) - 1))
    behind = data.draw(st.floats(0.001, 0.99 * LATE_S))
    late = Sample(data.draw(places), data.draw(places), samples[place].t - behind, 0.5)
    assert resample_stroke([*samples[: place + 1], late, *samples[place + 1 :]]) == resample_stroke(samples)


@given(strokes(shortest_s=0.001, longest_s=0.05), strokes(longest_s=0.05), st.floats(2 * LATE_S, 1e6))
def test_a_clock_that_is_set_back_neither_stops_the_line_nor_tears_it(
    first: list[Sample], second: list[Sample], back_s: float
) -> None:
    jump = first[-1].t - back_s - second[0].t
    second = [sample._replace(t=sample.t + jump) for sample in second]
    ticks = resample_stroke([*first, *second])
    duration = first[-1].t - first[0].t + second[-1].t - second[0].t
    assert len(ticks) == pytest.approx(duration * STEPS_PER_S + 0.5, abs=0.5001)
    assert ticks[: len(resample_stroke(first))] == resample_stroke(first)


@given(strokes(), st.floats(LONGEST_GAP_S, 1e5), st.booleans())
def test_a_page_that_slept_wakes_without_hours_of_ticks(
    samples: list[Sample], asleep_s: float, awakened_by_a_frame: bool
) -> None:
    track, ticks = live(samples, [])
    now = samples[-1].t + asleep_s
    if awakened_by_a_frame:
        track, more = hold(track, now)
        ticks += more
    track, more = push(track, Sample(5, 5, now, 0.5))
    ticks += more
    assert len(more) <= LONGEST_GAP_S * STEPS_PER_S + 1
    before = track.ticks
    track, more = push(track, Sample(6, 6, now + 1.0, 0.5))
    assert len(more) == pytest.approx(STEPS_PER_S, abs=1)  # and then time goes on as ever
    assert track.ticks == before + len(more)


@given(strokes(), st.lists(st.tuples(places, places), min_size=1, max_size=5))
def test_of_several_samples_at_the_same_moment_the_newest_counts(
    samples: list[Sample], again: list[tuple[float, float]]
) -> None:
    repeated = [Sample(x, y, samples[-1].t, 0.5) for x, y in again]
    later = Sample(repeated[-1].x, repeated[-1].y, samples[-1].t + 0.05, 0.5)
    ticks = resample_stroke([*samples, *repeated, later])
    for tick in ticks[len(resample_stroke(samples)) :]:
        assert (tick.x, tick.y) == (repeated[-1].x, repeated[-1].y)


@given(st.lists(st.tuples(st.booleans(), st.floats(-1e3, 1e3), places), max_size=40))
def test_no_clock_however_mad_breaks_the_path(calls: list[tuple[bool, float, float]]) -> None:
    track, ticks = begin(Sample(0, 0, 0, 0.5))
    for is_sample, t, x in calls:
        track, more = push(track, Sample(x, -x, t, 0.5)) if is_sample else hold(track, t)
        ticks += more
        assert track.ticks == len(ticks)
        assert len(more) <= LONGEST_GAP_S * STEPS_PER_S + 1
    assert all(math.isfinite(tick.x) and abs(tick.x) <= 2000 + ROUNDING_PX for tick in ticks)


def test_no_samples_give_no_ticks() -> None:
    assert resample_stroke([]) == []
