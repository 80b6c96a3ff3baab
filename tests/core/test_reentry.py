from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.hand import Hand, make_hand
from curlicue.loop import clip_output, hear_itself
from curlicue.lstm import LstmState, step
from curlicue.pen import begin_pen, prepare
from curlicue.reentry import SETTLING_STEPS
from curlicue.run import alone, run_stroke
from curlicue.stroke import STEPS_PER_S
from curlicue_study.measures import movements, turning
from tests.pens import HAND, LOOP, OWN_PULL, Point, angles, at, draw, line, seeds, steady_pen
from tests.shipped import random_hand, shipped_hand


def kept_states(hand: Hand) -> list[tuple[Point, LstmState]]:
    """The free run from the start state, step by step: the movement in px and the state after it."""
    loop, at_ = hand.loop, hand.start
    x, y, speed, state = at_.output_x, at_.output_y, at_.output_speed, at_.lstm
    kept = []
    for number in range(SETTLING_STEPS + loop.reentry_states):
        heard_x, heard_y, speed = hear_itself(loop, x, y, speed)
        out = step(hand.weights, (heard_x / loop.scale_px, heard_y / loop.scale_px, 0.0), state)
        x, y, state = out.y[0] * loop.scale_px, out.y[1] * loop.scale_px, out.state
        x, y = clip_output(loop, x, y)
        if number >= SETTLING_STEPS:
            kept.append(((x, y), state))
    return kept


@settings(max_examples=40, deadline=None)
@given(seeds, angles, st.booleans())
def test_a_line_that_was_fast_goes_on_from_the_part_of_a_curl_that_points_its_way(
    seed: int, angle: float, lifted: bool
) -> None:
    hand = random_hand(seed)
    pen = begin_pen(hand, at(0, 0))._replace(
        output_x=5 * math.cos(angle), output_y=5 * math.sin(angle), fast_steps=hand.loop.reentry_after_steps
    )
    request = prepare(hand, pen, alone(24)[0] if lifted else at(0, 0), OWN_PULL)

    def apart(movement: Point) -> float:
        across = movement[1] * math.cos(angle) - movement[0] * math.sin(angle)
        along = movement[0] * math.cos(angle) + movement[1] * math.sin(angle)
        return abs(math.atan2(across, along))

    nearest = min(apart(movement) for movement, _ in kept_states(hand))
    (chosen,) = [movement for movement, state in kept_states(hand) if state == request.lstm]
    assert apart(chosen) == pytest.approx(nearest, abs=1e-12)
    assert request.pen.fast_steps == 0
    heard = (request.pen.output_x, request.pen.output_y)
    if not lifted:  # what it has just drawn; alone it hears the movement of that moment too
        assert heard == (pen.output_x, pen.output_y)
    else:
        assert apart(heard) == pytest.approx(nearest, abs=1e-12)


@given(st.integers(0, 40))
def test_only_a_line_that_was_fast_for_a_while_is_led_back(fast_steps: int) -> None:
    pen = steady_pen(0.0)._replace(fast_steps=fast_steps)
    led_back = prepare(HAND, pen, at(0, 0), OWN_PULL).lstm != pen.lstm
    assert led_back == (fast_steps >= LOOP.reentry_after_steps)


def test_fast_steps_are_counted_and_a_slow_one_starts_over() -> None:
    ticks = [*line(15.0, 40), *[at(600.0, 0.0)] * 20]
    drawn = draw(HAND, begin_pen(HAND, ticks[0]), list(ticks[1:]))
    counts = [pen.fast_steps for _, pen in drawn]
    fast = max(counts)
    assert fast > 30
    first = counts.index(fast)
    assert counts[first - fast + 1 : first + 1] == list(range(1, fast + 1))
    assert counts[first + 1 :] == [0] * (len(counts) - first - 1)


def test_reentry_states_made_a_few_at_a_time_are_those_made_at_once() -> None:
    slowly = make_hand("a", "A", LOOP, HAND.start, HAND.weights)
    while not slowly.reentry.warm(7):
        pass
    for k in range(24):
        direction = (math.cos(k * math.tau / 24), math.sin(k * math.tau / 24))
        assert slowly.reentry.nearest(*direction) == HAND.reentry.nearest(*direction)


def test_fast_then_slow_curls_again_within_a_second_and_a_half() -> None:
    hand = shipped_hand()
    fast = line(10.0, 60)
    for slow in (line(0.5, 120, start=(600.0, 0.0)), [at(600.0, 0.0)] * 120):
        pens = run_stroke(hand, [*fast, *slow[1:]], OWN_PULL)
        turns = turning(movements([(pen.x, pen.y) for pen in pens[60:]]))
        running = [sum(turns[:k]) for k in range(1, round(1.5 * STEPS_PER_S))]
        assert max(abs(turn) for turn in running) >= 2 * math.pi
