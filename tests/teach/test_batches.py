"""The random numbers of a training, and the order of what is tried."""

from __future__ import annotations

import math
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_teach.batches import (
    ALIKE_MEMORY,
    BATCH,
    MOST_NOISE,
    NOISE_ROWS,
    RATE,
    TRAINING_STEPS,
    TYPICAL_STEPS,
    WINDOW,
    Try,
    draw_noise,
    draw_windows,
    rate,
    tries,
    tries_another,
)
from curlicue_teach.likeness import most_typical
from tests.teach.drawings import like, turning

APART = {"loops": 0.9, "waves": 0.4, "coil": 0.6}
STROKES = (turning(1.0, 1.0), turning(1.0, 1.8), turning(1.0, 1.1))


@given(st.integers(), st.integers(WINDOW + 1, 4000), st.booleans())
def test_every_window_lies_in_the_line_and_in_the_noise(seed: int, steps: int, closed: bool) -> None:
    batch = draw_windows(random.Random(seed), steps, closed)
    assert len(batch) == BATCH
    for window in batch:
        assert 0 <= window.at <= steps - WINDOW - 1  # and one more, which is the last target
        assert 0 <= window.noise_at <= NOISE_ROWS - WINDOW - 1
        assert 8 <= window.own_from < WINDOW
        assert 1 <= window.own_steps <= WINDOW - window.own_from
        assert 0.0 <= window.noise_size <= MOST_NOISE
        assert 0.4 < window.size < 2.5


def test_the_same_seed_gives_the_same_numbers() -> None:
    assert draw_windows(random.Random(3), 3600, True) == draw_windows(random.Random(3), 3600, True)
    assert draw_windows(random.Random(3), 3600, True) != draw_windows(random.Random(4), 3600, True)
    assert draw_noise(random.Random(3)) == draw_noise(random.Random(3))


def test_only_what_goes_round_is_turned_all_round() -> None:
    def spread(closed: bool) -> float:
        rng = random.Random(1)
        return statistics.pstdev(window.turn for _ in range(60) for window in draw_windows(rng, 3600, closed))

    assert spread(closed=True) == pytest.approx(math.pi / math.sqrt(3), rel=0.05)
    assert spread(closed=False) == pytest.approx(0.1, rel=0.1)


def test_sizes_and_noise_spread_as_they_should() -> None:
    rng = random.Random(1)
    drawn = [window for _ in range(60) for window in draw_windows(rng, 3600, True)]
    assert statistics.pstdev(math.log(window.size) for window in drawn) == pytest.approx(0.15, rel=0.1)
    assert statistics.fmean(window.noise_size for window in drawn) == pytest.approx(0.05, rel=0.1)
    noise = draw_noise(rng)
    assert statistics.pstdev(value for pair in noise for value in pair) == pytest.approx(1.0, rel=0.05)


def test_the_rate_goes_up_stays_and_goes_down() -> None:
    rates = [rate(step) for step in range(TRAINING_STEPS)]
    assert rates[0] == pytest.approx(RATE / 20)
    assert set(rates[19:150]) == {RATE}
    assert rates[-1] == pytest.approx(RATE / 10)
    assert rates[149:] == sorted(rates[149:], reverse=True)
    assert rates[:20] == sorted(rates[:20])


def test_tries_go_from_the_nearest_on() -> None:
    order = tries(APART, STROKES, like(list(STROKES)), "loops")
    assert [(each.hand, each.strokes) for each in order] == [
        ("waves", None),
        ("waves", (2,)),  # the one between the others
        ("loops", None),
        ("coil", None),
        ("waves", None),
    ]
    assert len({each.seed for each in order}) == len(order)


def test_of_strokes_that_are_unlike_a_few_typical_ones_are_tried_first() -> None:
    strokes = tuple(turning(1.5, 0.5 + 0.4 * k) for k in range(8))
    target = like(list(strokes))
    assert target.memory < ALIKE_MEMORY
    typical = most_typical(strokes, target, TYPICAL_STEPS)
    order = tries(APART, strokes, target, "loops")
    assert [(each.hand, each.strokes) for each in order] == [
        ("waves", None),
        ("loops", tuple(typical[:3])),
        ("loops", tuple(typical[:6])),
        ("waves", (typical[0],)),
        ("loops", (typical[0],)),
        ("loops", None),
        ("coil", None),
        ("waves", None),
    ]


def test_what_would_be_the_same_is_not_tried_twice() -> None:
    order = tries({"loops": 0.2, "waves": 0.4}, STROKES[:1], like([turning(4.0)]), "loops")
    assert order == (Try("loops", None, 0), Try("waves", None, 1), Try("loops", None, 2))


def test_another_try_is_made_while_there_is_time_and_need() -> None:
    assert tries_another(None, 8.0, 8.0)
    assert tries_another(0.3, 16.0, 8.0)
    assert not tries_another(0.2, 8.0, 8.0)
    assert not tries_another(0.3, 18.0, 8.0)
    assert tries_another(None, 18.0, 18.0)
    assert not tries_another(None, 30.0, 18.0)
