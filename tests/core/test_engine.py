from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.actions import SAMPLES, SETTINGS
from curlicue.flourish import REST_STEPS
from curlicue.packed import ROW_NUMBERS, H, I
from curlicue.pen import PenSettings
from curlicue.resample import resample_stroke
from curlicue.run import run_stroke
from curlicue.stroke import STEP_S, STEPS_PER_S, Sample, Tick, snapped
from tests.engines import HAND, drag, only, pens, rest, same, ticks, touch
from tests.sessions import RESTING_PULL, Message, draw_due, new_engine, perform, sessions

# Strokes as data


def test_a_stroke_keeps_what_the_finger_did_and_what_the_pen_made_of_it() -> None:
    engine = new_engine(HAND)
    rest(engine, touch(engine, drag()))
    stroke = only(engine)
    fingers = [snapped(tick) for tick in resample_stroke(drag())]
    wanted = run_stroke(HAND, fingers, RESTING_PULL, 60)
    assert ticks(stroke) == fingers
    assert pens(stroke) == [(pen.x, pen.y) for pen in wanted]
    assert (stroke.lift, stroke.end) == (len(ticks(stroke)), stroke.steps)
    assert stroke.done
    assert stroke.pulls == [(1, None)]


@pytest.mark.parametrize(("seconds", "px", "taps"), [(0.2, 7.0, True), (0.2, 9.0, False), (0.3, 0.0, False)])
def test_a_tap_makes_a_dot(seconds: float, px: float, taps: bool) -> None:
    engine = new_engine(HAND, keeps_log=True)
    samples = [Sample(5 + px * k / 10, 6, 1.0 + seconds * k / 10, 0.5) for k in range(11)]
    rest(engine, touch(engine, samples))
    stroke = only(engine)
    assert stroke.done
    assert (len(stroke.ticks) == 3) == taps
    if taps:
        assert ticks(stroke) == [Tick(5, 6, 0.5)]
        assert pens(stroke) == [(5, 6)]
        assert (stroke.lift, stroke.planned, stroke.end) == (1, 0, 1)
        assert len(stroke.log) == ROW_NUMBERS
    assert not engine.active


def test_a_dot_is_undone_like_any_stroke() -> None:
    engine = new_engine(HAND)
    rest(engine, touch(engine, [Sample(5, 6, 1.0, 0.5)]))
    assert engine.undo()
    assert engine.visible() == []
    assert engine.redo()
    assert only(engine).steps == 1


def test_a_stroke_after_a_tap_is_the_stroke_it_would_have_been() -> None:
    tapped, untapped = new_engine(HAND), new_engine(HAND)
    touch(tapped, [Sample(5, 6, 1.0, 0.5)])
    for engine in (tapped, untapped):
        rest(engine, touch(engine, drag(1.3)))
    assert pens(tapped.visible()[1]) == pens(only(untapped))


def test_every_change_of_the_pull_is_kept_with_the_step_it_began_at() -> None:
    engine = new_engine(HAND)
    samples = drag()
    engine.down(samples[0])
    for number, sample in enumerate(samples[1:]):
        engine.settings = PenSettings(0.2 if number < 20 else 0.8)
        engine.move(sample)
        draw_due(engine)
    assert only(engine).pulls == [(1, 0.2), (11, 0.8)]


def test_states_are_kept_only_where_asked_for() -> None:
    for keeps in (False, True):
        engine = new_engine(HAND, keeps_log=keeps)
        rest(engine, touch(engine, drag()))
        stroke = only(engine)
        assert stroke.log_from == (0 if keeps else None)
        assert len(stroke.log) == (ROW_NUMBERS * stroke.steps if keeps else 0)
        if keeps:
            assert engine.pen is not None
            newest = [*engine.pen.lstm.h, *engine.pen.lstm.c]
            assert list(stroke.log[-ROW_NUMBERS:])[H:I] == pytest.approx(newest, abs=1e-6)


# Time


def test_it_does_not_matter_when_samples_arrive() -> None:
    """What was drawn before the starter woke is drawn as if it had been there, free runs included."""
    first, second = drag(0.0), drag(2.0, x=300)
    live = new_engine(HAND)
    frame = 0
    for samples in (first, second):
        for number, sample in enumerate(samples):
            while (frame + 1) * STEP_S < sample.t:
                frame += 1
                live.clock(frame * STEP_S)
                draw_due(live)
            (live.down if number == 0 else live.move)(sample)
        live.up(samples[-1].t)
    rest(live, samples[-1].t)
    late = new_engine(HAND)
    touch(late, first)
    rest(late, touch(late, second))
    assert live.visible()[0].steps == len(ticks(live.visible()[0])) + 60
    for one, other in zip(live.visible(), late.visible(), strict=True):
        assert same(one, other)


@settings(max_examples=30, deadline=None)
@given(sessions())
def test_a_drawing_made_before_the_network_woke_is_the_drawing_it_would_have_made_live(session: list[Message]) -> None:
    strokes = [message for message in session if message[0] == SAMPLES]
    live, late = new_engine(HAND), new_engine(HAND)
    perform(live, strokes)
    everything = [sample for _, payload in strokes for sample in payload["samples"]]
    perform(late, [(SAMPLES, {"now": strokes[-1][1]["now"], "samples": everything})])
    for one, other in zip(live.entries, late.entries, strict=True):
        assert same(one, other)


@pytest.mark.parametrize("free_steps", [0, REST_STEPS, 60, 240])
def test_a_lone_pen_draws_as_long_as_was_set_and_never_stops_dead(free_steps: int) -> None:
    engine = new_engine(HAND, free_steps)
    rest(engine, touch(engine, drag()))
    stroke = only(engine)
    assert stroke.lift == len(ticks(stroke))
    assert stroke.steps == stroke.lift + max(REST_STEPS, free_steps)


def test_a_lone_pen_draws_at_the_pace_of_the_clock() -> None:
    engine = new_engine(HAND, free_steps=120)
    lifted = touch(engine, drag())
    stroke = only(engine)
    assert stroke.lift is not None
    for tenths in range(1, 20):
        engine.clock(lifted + tenths / 10)
        draw_due(engine)
        assert stroke.steps - stroke.lift == pytest.approx(6 * tenths, abs=1)
        assert engine.active
    engine.clock(lifted + 2.1)
    draw_due(engine)
    assert stroke.done
    assert not engine.active


@pytest.mark.parametrize("retired", [False, True])
def test_a_lone_pen_comes_to_rest_gently(retired: bool) -> None:
    engine = new_engine(HAND, free_steps=90)
    lifted = touch(engine, drag(seconds=1.0))
    if retired:
        touch(engine, drag(lifted + 0.5, x=200))
    rest(engine, lifted + 3.0)
    steps = [math.dist(a, b) for a, b in pairwise(pens(engine.visible()[0]))]
    last = steps[-REST_STEPS:]
    assert max(b - a for a, b in pairwise(last)) < 0.3
    assert last[-1] < 0.1 * max(steps)


def test_a_new_stroke_lets_the_old_one_come_to_rest_first_and_soon() -> None:
    engine = new_engine(HAND, free_steps=240)
    lifted = touch(engine, drag())
    engine.clock(lifted + 0.5)
    draw_due(engine)
    before = only(engine).steps
    touch(engine, drag(lifted + 0.5, x=200))
    old, new = engine.visible()
    assert old.done
    assert old.steps == before + REST_STEPS
    assert old.end == old.steps
    assert (new.pens[0], new.pens[1]) == (200.0, 10.0)


def test_a_pen_that_was_about_to_rest_is_not_kept_going_by_a_new_stroke() -> None:
    engine = new_engine(HAND, free_steps=60)
    lifted = touch(engine, drag())
    touch(engine, drag(lifted + 55.5 * STEP_S, x=200))
    old = engine.visible()[0]
    assert old.lift is not None
    assert old.steps == old.lift + 60


def test_a_finger_that_rests_keeps_the_pen_alive() -> None:
    engine = new_engine(HAND)
    samples = drag()
    touch(engine, samples, lift=False)
    before = only(engine).steps
    for tenth in range(1, 31):
        engine.clock(samples[-1].t + tenth / 10)
        draw_due(engine)
    assert only(engine).steps - before == pytest.approx(2.9 * STEPS_PER_S, abs=1)
    assert engine.active


def test_nothing_is_due_when_nobody_draws() -> None:
    engine = new_engine(HAND)
    engine.clock(100.0)
    engine.move(Sample(1, 1, 100.0, 0.5))
    engine.up(100.0)
    assert not engine.active
    assert engine.next() is None
    assert engine.entries == []


def test_a_lift_that_got_lost_ends_with_the_next_touch() -> None:
    engine = new_engine(HAND, free_steps=0)
    touch(engine, drag(), lift=False)
    rest(engine, touch(engine, drag(1.0, x=300)))
    first, second = engine.visible()
    assert first.done
    assert second.done
    assert (second.pens[0], second.pens[1]) == (300.0, 10.0)


@settings(max_examples=40, deadline=None)
@given(sessions())
def test_whatever_the_reader_does_the_pen_comes_to_rest_and_no_stroke_is_left_unfinished(
    session: list[Message],
) -> None:
    engine = new_engine(HAND)
    perform(engine, session)
    assert not engine.active
    numbers = [stroke.number for stroke in engine.entries if stroke is not None]
    assert numbers == sorted(set(numbers))
    for stroke in engine.visible():
        assert stroke.done
        assert all(map(math.isfinite, stroke.pens))
        assert len(stroke.ticks) == 3 * (stroke.steps if stroke.lift is None else stroke.lift)


@settings(max_examples=20, deadline=None)
@given(sessions(), st.floats(0, 1))
def test_settings_alone_draw_nothing(session: list[Message], pull: float) -> None:
    engine = new_engine(HAND)
    perform(engine, session)
    before = engine.steps
    perform(engine, [(SETTINGS, {"pull": pull, "free_steps": 600})])
    assert engine.steps == before
    assert engine.settings == PenSettings(pull)
    assert engine.free_steps == 600
