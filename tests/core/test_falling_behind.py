from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.actions import DOWN, MOVE, UP
from curlicue.resample import resample_stroke
from curlicue.stroke import STEP_S, Sample
from tests.engines import HAND, drag, only, rest, touch
from tests.sessions import draw_due, new_engine


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
    assert (engine.pen.drag.x, engine.pen.drag.y) == pytest.approx((samples[-1].x, samples[-1].y))


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
