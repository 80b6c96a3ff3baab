from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.engine import Engine
from curlicue.lstm import StepOutput, step
from curlicue.messages import DOWN, MOVE, SAMPLES, SETTINGS, UP
from curlicue.packed import ROW_NUMBERS, H, I
from curlicue.pen import GLIDE_STEPS, LIFT_STEPS, PenSettings, run_stroke
from curlicue.resample import resample_stroke
from curlicue.stroke import STEP_S, STEPS_PER_S, Sample, Stroke, Tick
from tests.hands import random_hand
from tests.sessions import RESTING_PULL, Message, draw_due, new_engine, perform, sessions

HAND = random_hand()


def drag(start_s: float = 0.0, seconds: float = 0.5, x: float = 0.0, px_per_s: float = 60.0) -> list[Sample]:
    """An even drag to the right; the last sample is the lift's."""
    count = round(seconds * 120)
    return [Sample(x + px_per_s * k / 120, 10.0, start_s + k / 120, 0.5) for k in range(count + 1)]


def touch(engine: Engine, samples: list[Sample], lift: bool = True) -> float:
    """A whole stroke at once; when its last sample was."""
    engine.down(samples[0])
    for sample in samples[1:]:
        engine.move(sample)
    if lift:
        engine.up(samples[-1].t)
    draw_due(engine)
    return samples[-1].t


def rest(engine: Engine, now: float) -> None:
    """A long time passes."""
    engine.clock(now + 60.0)
    draw_due(engine)


def only(engine: Engine) -> Stroke:
    (stroke,) = engine.visible()
    return stroke


def pens(stroke: Stroke) -> list[tuple[float, float]]:
    return list(zip(stroke.pens[::2], stroke.pens[1::2], strict=True))


def ticks(stroke: Stroke) -> list[Tick]:
    return [Tick(*stroke.ticks[at : at + 3]) for at in range(0, len(stroke.ticks), 3)]


def same(one: Stroke | None, other: Stroke | None) -> bool:
    """Whether two entries are the same drawing, to the last bit."""
    return (one is None and other is None) or (
        one is not None
        and other is not None
        and all(
            getattr(one, what) == getattr(other, what)
            for what in ("number", "hand", "ticks", "pens", "pulls", "lift", "end", "halted")
        )
    )


# Strokes as data


def test_a_stroke_keeps_what_the_finger_did_and_what_the_pen_made_of_it() -> None:
    engine = new_engine(HAND)
    rest(engine, touch(engine, drag()))
    stroke = only(engine)
    wanted = run_stroke(HAND, resample_stroke(drag()), RESTING_PULL, 60, rest=True)
    assert ticks(stroke) == resample_stroke(drag())
    assert pens(stroke) == [(pen.x, pen.y) for pen in wanted]
    assert (stroke.lift, stroke.end) == (len(ticks(stroke)), stroke.steps)
    assert stroke.done
    assert stroke.pulls == [(1, None)]


def test_a_tap_is_a_stroke_too() -> None:
    engine = new_engine(HAND, free_steps=0)
    rest(engine, touch(engine, [Sample(5, 6, 1.0, 0.5)]))
    stroke = only(engine)
    assert ticks(stroke) == [Tick(5, 6, 0.5)]
    assert stroke.steps == 1 + LIFT_STEPS
    assert stroke.done


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


@pytest.mark.parametrize("free_steps", [0, LIFT_STEPS, 60, 240])
def test_a_lone_pen_draws_as_long_as_was_set_and_never_stops_dead(free_steps: int) -> None:
    engine = new_engine(HAND, free_steps)
    rest(engine, touch(engine, drag()))
    stroke = only(engine)
    assert stroke.lift == len(ticks(stroke))
    assert stroke.steps == stroke.lift + max(LIFT_STEPS, free_steps)


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


def test_a_lone_pen_comes_to_rest_gently() -> None:
    engine = new_engine(HAND, free_steps=60)
    rest(engine, touch(engine, drag()))
    steps = [math.dist(a, b) for a, b in pairwise(pens(only(engine)))]
    longest = HAND.loop.max_output_px
    for left, moved in enumerate(reversed(steps[-GLIDE_STEPS:]), start=1):
        assert moved <= longest * left / (GLIDE_STEPS + 1) + 1e-9


def test_a_new_stroke_lets_the_old_one_come_to_rest_first_and_soon() -> None:
    engine = new_engine(HAND, free_steps=240)
    lifted = touch(engine, drag())
    engine.clock(lifted + 0.5)
    draw_due(engine)
    before = only(engine).steps
    touch(engine, drag(lifted + 0.5, x=200))
    old, new = engine.visible()
    assert old.done
    assert old.steps == before + LIFT_STEPS
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


# A machine that falls behind


def test_ticks_left_out_are_counted_and_the_finger_is_still_followed() -> None:
    engine = new_engine(HAND)
    samples = drag(seconds=2.0)
    engine.down(samples[0])
    for sample in samples[1:]:
        engine.move(sample)
    engine.shed(60)
    draw_due(engine)
    due = len(resample_stroke(samples))
    assert engine.dropped > 0
    assert only(engine).steps == due - engine.dropped
    assert engine.pen is not None
    assert (engine.pen.finger_x, engine.pen.finger_y) == pytest.approx((samples[-1].x, samples[-1].y))


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_long_free_run_costs_the_next_stroke_nothing(free_steps: int, longest: int) -> None:
    engine = new_engine(HAND, free_steps)
    lifted = touch(engine, drag())
    engine.clock(lifted + 60.0)  # a page that was hidden: all free steps fall due at once
    engine.down(Sample(0, 0, lifted + 60.0, 0.5))
    for k in range(1, min(30, longest) + 1):
        engine.move(Sample(k, 0, lifted + 60.0 + k * STEP_S, 0.5))
    engine.shed(longest)
    assert engine.dropped == 0


@given(st.integers(0, 100))
def test_leaving_out_ticks_never_leaves_out_a_touch_or_a_lift(longest: int) -> None:
    engine = new_engine(HAND, free_steps=0)
    for number in range(5):
        for kind, x in [(DOWN, 0), (MOVE, 30), (MOVE, 60), (UP, 90)]:
            sample = Sample(x, number, number + x / 120, 0.5)
            if kind == DOWN:
                engine.down(sample)
            else:
                engine.move(sample)
        engine.up(number + 0.75)
    engine.shed(longest)
    rest(engine, 6.0)
    assert [(stroke.pens[1], stroke.done) for stroke in engine.visible()] == [(k, True) for k in range(5)]


# Undo and clear


def test_undo_takes_back_one_stroke_after_the_other_and_then_says_that_there_is_none() -> None:
    engine = new_engine(HAND)
    for number in range(3):
        rest(engine, touch(engine, drag(100.0 * number, x=number)))
    for left in (2, 1, 0):
        assert engine.undo()
        assert [stroke.number for stroke in engine.visible()] == list(range(1, left + 1))
    assert not engine.undo()


def test_undo_brings_back_what_was_cleared() -> None:
    engine = new_engine(HAND)
    rest(engine, touch(engine, drag()))
    stroke = only(engine)
    assert engine.clear()
    assert engine.visible() == []
    assert not engine.clear()
    assert engine.undo()
    assert engine.visible() == [stroke]


def test_redo_brings_back_what_undo_took() -> None:
    engine = new_engine(HAND)
    for number in range(2):
        rest(engine, touch(engine, drag(100.0 * number)))
    before = list(engine.entries)
    engine.clear()
    for _ in range(3):
        assert engine.undo()
    assert not engine.undo()
    for _ in range(3):
        assert engine.redo()
    assert not engine.redo()
    assert engine.entries == [*before, None]


def test_a_new_stroke_is_not_followed_by_an_old_one_out_of_the_past() -> None:
    engine = new_engine(HAND)
    rest(engine, touch(engine, drag()))
    engine.undo()
    rest(engine, touch(engine, drag(200.0)))
    assert not engine.redo()
    assert [stroke.number for stroke in engine.visible()] == [2]


def test_undo_while_the_finger_is_down_takes_its_stroke_and_the_finger_draws_again_after_its_next_touch() -> None:
    engine = new_engine(HAND)
    samples = drag()
    touch(engine, samples, lift=False)
    assert engine.undo()
    engine.move(Sample(50, 50, 1.0, 0.5))
    engine.up(1.1)
    engine.clock(3.0)
    assert draw_due(engine) == 0
    assert engine.visible() == []
    assert not engine.active
    touch(engine, drag(4.0))
    assert len(engine.visible()) == 1


def test_undo_takes_the_newest_stroke_even_if_the_pen_is_still_busy_with_an_older_one() -> None:
    engine = new_engine(HAND)
    for number in range(3):
        samples = drag(10.0 * number, x=number)
        engine.down(samples[0])
        for sample in samples[1:]:
            engine.move(sample)
        engine.up(samples[-1].t)
    draw_due(engine, 10)
    assert engine.undo()
    rest(engine, 100.0)
    assert [stroke.pens[0] for stroke in engine.visible()] == [0, 1]
    assert all(stroke.done and stroke.steps == len(ticks(stroke)) + 60 for stroke in engine.visible()[:1])
    assert not engine.active


def test_redo_with_nothing_to_bring_back_does_not_disturb_the_pen() -> None:
    engine = new_engine(HAND)
    lifted = touch(engine, drag())
    assert not engine.redo()
    rest(engine, lifted)
    assert only(engine).steps == len(ticks(only(engine))) + 60


def test_redo_does_not_swallow_a_stroke_that_waits() -> None:
    engine = new_engine(HAND)
    rest(engine, touch(engine, drag()))
    engine.undo()
    engine.down(Sample(7, 7, 200.0, 0.5))
    assert not engine.redo()
    draw_due(engine)
    assert [stroke.pens[0] for stroke in engine.visible()] == [7]


def test_undo_while_the_pen_draws_alone_takes_its_stroke() -> None:
    engine = new_engine(HAND, free_steps=240)
    lifted = touch(engine, drag())
    engine.clock(lifted + 1.0)
    draw_due(engine)
    assert engine.undo()
    engine.clock(lifted + 2.0)
    assert draw_due(engine) == 0
    assert not engine.active


def test_an_answer_that_comes_after_undo_is_not_drawn() -> None:
    engine = new_engine(HAND)
    samples = drag()
    engine.down(samples[0])
    engine.move(samples[10])
    request = engine.next()
    assert request is not None
    stroke = only(engine)
    engine.undo()
    engine.down(Sample(0, 0, 9.0, 0.5))
    engine.answer(late := step_of(engine))
    assert late is not None
    assert stroke.steps == 1
    draw_due(engine)
    assert only(engine).steps == 1


def step_of(engine: Engine) -> StepOutput:
    return step(engine.hand.weights, (0.0, 0.0, 0.0), engine.hand.start.lstm)


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
