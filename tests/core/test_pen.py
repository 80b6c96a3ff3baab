from __future__ import annotations

import math
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.experiment import NO_EXPERIMENT
from curlicue.hand import Hand, make_hand
from curlicue.loop import hear_itself
from curlicue.lstm import NO_MASKS, ZERO_STATE, Masks, Weights
from curlicue.pen import PenSettings, begin_pen, finish, prepare
from curlicue.run import alone, run_stroke
from tests.pens import HAND, LOOP, OWN_PULL, YOU_DRAW, Point, angles, answer, at, line, seeds, steady_pen
from tests.shipped import random_hand, shipped_hand


@cache
def silent_hand() -> Hand:
    """A network without a mind of its own: it predicts that the next movement is this one."""
    nothing: list[tuple[float, ...]] = [(0.0,) * 9] * 3
    weights = HAND.weights
    mute = Weights(weights.input, weights.layers, tuple(nothing))
    return make_hand("silent", "Silent", LOOP, HAND.start, mute)


# A slow finger and a fast one


def test_a_slow_finger_is_hardly_heard_and_a_fast_one_is_all_that_is_heard() -> None:
    slow = steady_pen(0.1)
    request = prepare(HAND, slow, at(0.1, 0.0), OWN_PULL)
    heard_x, heard_y, _ = hear_itself(LOOP, slow.output_x, slow.output_y, slow.output_speed)
    assert request.x == pytest.approx((heard_x / LOOP.scale_px, heard_y / LOOP.scale_px, 0.0), abs=1e-3)
    fast = prepare(HAND, steady_pen(60.0), at(60.0, 0.0), OWN_PULL)
    assert fast.x == pytest.approx((60.0 / LOOP.scale_px, 0.0, 0.0), abs=1e-3)


@pytest.mark.parametrize("straight", [False, True])
def test_a_finger_at_the_threshold_is_heard_half(straight: bool) -> None:
    speed = LOOP.straight_speed_px if straight else LOOP.turning_speed_px
    drag = steady_pen(speed).drag
    if not straight:  # as long a way that got only half as far
        drag = drag._replace(path=2 * speed)
    pen = steady_pen(speed, output_x=0.0, output_y=0.0, drag=drag)
    request = prepare(HAND, pen, at(speed, 0.0), OWN_PULL)
    assert request.x[0] == pytest.approx(speed / request.size / LOOP.scale_px / 2, rel=1e-3)


def test_a_fast_finger_pulls_harder_than_a_slow_one() -> None:
    slow = prepare(HAND, steady_pen(0.0), at(0.0, 0.0), OWN_PULL)
    fast = prepare(HAND, steady_pen(60.0, x=60.0), at(60.0, 0.0), OWN_PULL)
    assert slow.pull == pytest.approx(LOOP.pull)
    assert fast.pull == pytest.approx(LOOP.fast_pull, rel=1e-3)


def test_a_network_with_nothing_of_its_own_to_say_draws_where_the_finger_goes_next() -> None:
    ticks = line(15.0, 120, 0.7)
    pens = run_stroke(silent_hand(), ticks, YOU_DRAW)
    assert (pens[-2].x, pens[-2].y) == pytest.approx((ticks[-1].x, ticks[-1].y), abs=0.01)


def test_fast_drag_follows_the_finger() -> None:
    pens = run_stroke(shipped_hand(), line(15.0, 60, 0.7), OWN_PULL)
    across = [abs(pen.y * math.cos(0.7) - pen.x * math.sin(0.7)) for pen in pens]
    assert max(across) < 15.0


# What it hears of itself


@given(st.floats(0.01, 25), angles, st.floats(0, 40))
def test_a_pen_that_falls_asleep_hears_itself_louder_and_a_lively_one_as_it_is(
    length: float, angle: float, mean: float
) -> None:
    loop = LOOP._replace(floor_gain_max=1.5)  # the shipped hands need none
    x, y, speed = hear_itself(loop, length * math.cos(angle), length * math.sin(angle), mean)
    heard = math.hypot(x, y)
    assert speed == pytest.approx(mean + LOOP.output_smoothing * (length - mean))
    assert math.atan2(y, x) == pytest.approx(angle, abs=1e-9)
    gain = min(max(loop.floor_speed_px / speed, 1.0), loop.floor_gain_max)
    assert heard == pytest.approx(min(length * gain, LOOP.max_output_px))


@given(st.floats(0.01, 25), st.floats(0, 40))
def test_without_a_gain_there_is_no_floor(length: float, mean: float) -> None:
    assert hear_itself(LOOP._replace(floor_gain_max=1.0), length, 0.0, mean)[:2] == (length, 0.0)


def test_a_single_slow_step_is_left_slow() -> None:
    assert hear_itself(LOOP, 0.1, 0.0, 2 * LOOP.floor_speed_px)[:2] == (0.1, 0.0)


def test_a_network_that_says_nothing_hears_nothing() -> None:
    assert hear_itself(LOOP, 0.0, 0.0, 0.0) == (0.0, 0.0, 0.0)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_no_single_movement_is_longer_than_it_may_be(x: float, y: float) -> None:
    request = prepare(HAND, steady_pen(0.0), at(0, 0), OWN_PULL)
    pen = finish(HAND, request, answer(x, y))
    assert math.hypot(pen.output_x, pen.output_y) <= LOOP.max_output_px * (1 + 1e-12)
    assert math.hypot(pen.x, pen.y) <= LOOP.max_output_px * (1 + 1e-12)


# What the network hears


@given(st.floats(0, 30), st.floats(0, 1), st.floats(-20, 20), st.floats(-20, 20))
def test_the_share_that_is_told_is_the_one_that_is_mixed(
    speed: float, slider: float, out_x: float, out_y: float
) -> None:
    pen = steady_pen(speed, output_x=out_x, output_y=out_y)
    request = prepare(HAND, pen, at(speed, 0.0), PenSettings(slider))
    heard_x, heard_y, _ = hear_itself(LOOP, out_x, out_y, pen.output_speed)
    finger, own = speed / request.size, request.own
    mixed = ((1.0 - own) * finger + own * heard_x, own * heard_y, 0.0)
    assert [LOOP.scale_px * number for number in request.x] == pytest.approx(mixed, abs=1e-9)


# What is taken away from it


@given(st.floats(0, 30), st.floats(-500, 500), st.floats(0, 1))
def test_without_the_pull_nothing_pulls_not_even_the_leash(speed: float, x: float, slider: float) -> None:
    taken = NO_EXPERIMENT._replace(pulled=False)
    assert prepare(HAND, steady_pen(speed, x=x), at(speed, 0.0), PenSettings(slider), taken).pull == 0.0


def test_without_its_feedback_the_network_hears_the_finger_however_slow() -> None:
    taken = NO_EXPERIMENT._replace(hears_itself=False)
    request = prepare(HAND, steady_pen(0.5), at(0.5, 0.0), OWN_PULL, taken)
    assert request.x == pytest.approx((0.5 / LOOP.scale_px, 0.0, 0.0))
    assert prepare(HAND, steady_pen(0.5), alone(24)[0], OWN_PULL, taken).x == (0.0, 0.0, 0.0)


def test_what_is_muted_or_held_is_said_to_whoever_takes_the_step() -> None:
    masks = Masks(muted=(3,), held=((1, "f", 0.5),))
    assert prepare(HAND, steady_pen(0.5), at(0, 0), OWN_PULL, NO_EXPERIMENT._replace(masks=masks)).masks == masks
    assert prepare(HAND, steady_pen(0.5), at(0, 0), OWN_PULL).masks == NO_MASKS


# Bounded, whatever the finger does


@settings(max_examples=15, deadline=None)
@given(seeds, st.floats(0, 1), st.lists(st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000)), max_size=200))
def test_a_finger_that_jumps_all_over_cannot_fling_the_pen_away(seed: int, pull: float, jumps: list[Point]) -> None:
    for hand in (random_hand(seed), shipped_hand()):
        pens = run_stroke(hand, [at(0, 0), *[at(x, y) for x, y in jumps]], PenSettings(pull), 60)
        for pen in pens:
            numbers = [*pen[:-3], *pen.drag, *pen.lstm.h, *pen.lstm.c]
            assert all(map(math.isfinite, numbers))
            assert math.hypot(pen.x, pen.y) < 3 * 3000 * math.sqrt(2)
        lift, end = pens[len(jumps)], pens[-1]
        assert math.dist((end.x, end.y), (lift.x, lift.y)) <= 60 * LOOP.max_output_px * LOOP.size_max


def test_the_farther_the_pen_the_harder_the_leash_pulls() -> None:
    distances = (0.0, 20.0, 60.0, LOOP.leash_px, 300.0, 3000.0)
    pulls = [prepare(HAND, steady_pen(0.0, x=-far), at(0, 0), OWN_PULL).pull for far in distances]
    assert pulls == sorted(pulls)
    assert pulls[0] == pytest.approx(LOOP.pull)
    assert pulls[1] == pytest.approx(LOOP.pull, abs=0.001)  # a curl's radius away nothing is felt
    assert pulls[3] == pytest.approx((LOOP.pull + LOOP.leash_pull) / 2)
    assert pulls[5] == pytest.approx(LOOP.leash_pull, rel=1e-4)


# After the lift


@given(st.floats(0, 30), st.floats(-300, 300), st.floats(-20, 20), st.floats(-20, 20))
def test_after_the_lift_nothing_pulls_and_the_network_hears_only_itself(
    speed: float, x: float, out_x: float, out_y: float
) -> None:
    pen = steady_pen(speed, x=x, output_x=out_x, output_y=out_y)
    request = prepare(HAND, pen, alone(24)[5], YOU_DRAW)
    heard_x, heard_y, _ = hear_itself(LOOP, out_x, out_y, pen.output_speed)
    assert (request.pull, request.carry) == (0.0, 0.0)
    assert request.x == pytest.approx((heard_x / LOOP.scale_px, heard_y / LOOP.scale_px, 0.0))
    assert request.own == 1.0


def test_every_stroke_begins_in_the_middle_of_a_curl() -> None:
    pen = begin_pen(HAND, at(7, 8))
    start = HAND.start
    assert (pen.x, pen.y, pen.drag.x, pen.drag.y, pen.drag.speed) == (7, 8, 7, 8, 0.0)
    assert (pen.output_x, pen.output_y, pen.output_speed) == (start.output_x, start.output_y, start.output_speed)
    assert pen.lstm == start.lstm != ZERO_STATE
