from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.engine import Engine
from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.flourish import REST_STEPS
from curlicue.lstm import Masks
from curlicue.pen import Pen, PenSettings
from curlicue.stroke import STEP_S, Sample
from curlicue_study.futures import AHEAD_STEPS, Future
from tests.engines import only, pens
from tests.sessions import draw_due
from tests.shipped import shipped_hand

HAND = shipped_hand()
SHEET = (120.0, 140.0)  # so small that the pen has to turn
MUTED = NO_EXPERIMENT._replace(masks=Masks((3,), ((1, "f", 0.5),)))


SPEED = (0.6875, 0.1875)  # px a step, on the grid of ticks


def drawing(steps: int, free_steps: int, experiment: Experiment = NO_EXPERIMENT, pull: float | None = None) -> Engine:
    """An engine in the middle of a slow stroke, all that is due drawn."""
    engine = Engine(HAND, PenSettings(pull), free_steps)
    engine.experiment = experiment
    engine.sheet = SHEET
    engine.down(Sample(50.0, 80.0, 0.0, 0.5))
    go_on(engine, 1, steps)
    return engine


def go_on(engine: Engine, first: int, steps: int) -> None:
    for k in range(first, first + steps):
        engine.move(Sample(50.0 + SPEED[0] * k, 80.0 + SPEED[1] * k, k * STEP_S, 0.5))
    draw_due(engine)


def ahead(engine: Engine, velocity: tuple[float, float] | None) -> Future:
    assert engine.pen is not None
    return Future(
        engine.drawn_by, engine.pen, engine.settings, engine.experiment, velocity, engine.free_steps, engine.sheet
    )


def places(seen: list[Pen]) -> list[tuple[float, float]]:
    return [(pen.x, pen.y) for pen in seen]


@settings(max_examples=12)
@given(
    st.integers(15, 70),  # a shorter one is a tap
    st.sampled_from([0, REST_STEPS, 40, AHEAD_STEPS]),
    st.sampled_from([NO_EXPERIMENT, MUTED, NO_EXPERIMENT._replace(hears_itself=False)]),
    st.sampled_from([None, 0.3]),
)
def test_a_future_ends_exactly_where_the_pen_really_goes_after_a_lift(
    steps: int, free_steps: int, experiment: Experiment, pull: float | None
) -> None:
    engine = drawing(steps, free_steps, experiment, pull)
    future = ahead(engine, None)
    future.grow(1000)
    before = only(engine).steps
    engine.up(steps * STEP_S)
    engine.clock(steps * STEP_S + 60.0)
    draw_due(engine)
    stroke = only(engine)
    assert stroke.done
    assert places(future.pens)[1:] == pens(stroke)[before:]
    assert future.pens[-1] == engine.pen


def test_a_future_longer_than_a_second_is_the_lone_pens_first_second() -> None:
    engine = drawing(40, 240)
    future = ahead(engine, None)
    future.grow(1000)
    before = only(engine).steps
    engine.up(40 * STEP_S)
    engine.clock(60.0)
    draw_due(engine)
    assert places(future.pens)[1:] == pens(only(engine))[before : before + AHEAD_STEPS]


@settings(max_examples=10)
@given(st.integers(1, 60), st.sampled_from([NO_EXPERIMENT, MUTED, NO_EXPERIMENT._replace(pulled=False)]))
def test_a_future_at_kept_speed_is_an_engine_whose_finger_keeps_that_speed(steps: int, experiment: Experiment) -> None:
    engine = drawing(steps, 0, experiment)
    future = ahead(engine, SPEED)
    future.grow(1000)
    assert len(future.pens) == 1 + AHEAD_STEPS
    before = only(engine).steps
    go_on(engine, steps + 1, AHEAD_STEPS)
    drawn = pens(only(engine))[before:]
    assert len(drawn) == AHEAD_STEPS
    for found, wanted in zip(places(future.pens)[1:], drawn, strict=True):
        assert found == pytest.approx(wanted, abs=1e-6)  # the same finger, its places summed in another order


def test_a_future_grows_a_little_at_a_time_and_leaves_the_pen_alone() -> None:
    engine = drawing(30, 0)
    pen = engine.pen
    slowly, at_once = ahead(engine, None), ahead(engine, None)
    at_once.grow(1000)
    for count in range(REST_STEPS // 5):
        slowly.grow(5)
        assert len(slowly.pens) == 1 + 5 * (count + 1)
        assert not slowly.done
    slowly.grow(5)
    assert slowly.done
    assert slowly.pens == at_once.pens
    assert engine.pen is pen
