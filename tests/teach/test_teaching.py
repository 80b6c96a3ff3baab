"""A teaching as it is shown: a real one, by the graphs, from a reader's strokes to what the article tells of it."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest

from curlicue.hand import hand_from_card
from curlicue_hands.card import read_card
from curlicue_teach.batches import BATCH, TRAINING_STEPS, WINDOW
from curlicue_teach.pens import Drawn, Pen, PlainPens, at_once
from curlicue_teach.reasons import Code, Reason
from curlicue_teach.recipe import Moment
from curlicue_teach.teaching import SHOWING_SHARE, Shipped, Task, Taught, Teaching, read_task, shipped, slow_drag
from curlicue_teach.told import AHEAD_STEPS, EXAMPLES, changed, examples, tell
from curlicue_teach.weights import WEIGHTS, in_a_row, named
from tests.shipped import MODELS, shipped_card
from tests.teach.drawings import circles, samples
from tests.teach.sessions import graph_pens, graph_teacher

HANDS = ("loops", "waves")


@dataclass
class Seen:
    """Whoever looks on, and ends a try after so many steps."""

    most: int = TRAINING_STEPS
    lines: list[list[complex]] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)

    def line(self, places: Sequence[complex]) -> None:
        self.lines.append(list(places))

    async def go_on(self, moment: Moment) -> bool:
        self.moments.append(moment)
        return moment.step < self.most


@cache
def hands() -> dict[str, Shipped]:
    found = {}
    for name in HANDS:
        card = read_card((MODELS / name / "model.json").read_text(), name)
        hand = at_once(shipped(graph_pens(), hand_from_card(card), in_a_row(card["weights"])))
        assert hand is not None
        found[name] = hand
    return found


def task_of(strokes: object) -> Task:
    task = read_task(strokes)  # type: ignore[arg-type]
    assert isinstance(task, Task), task
    return task


def teaching(task: Task, seen: Seen) -> Teaching:
    return Teaching(graph_teacher(), graph_pens(), hands(), "loops", task, seen, time.monotonic)


@cache
def of_circles() -> tuple[Task, Seen, Taught]:
    task, seen = task_of(circles(8, radius_px=60.0, hz=0.55)), Seen()
    taught = at_once(teaching(task, seen).run())
    assert isinstance(taught, Taught), taught
    return task, seen, taught


def test_wide_slow_circles_are_learned() -> None:
    task, _, taught = of_circles()
    before = teaching(task, Seen()).apart["loops"]
    assert before > 0.3
    assert taught.taken.judged.apart < 0.75 * before
    assert taught.taken.judged.reasons == ()


def test_each_try_is_shown_from_its_first_step_to_its_last() -> None:
    _, seen, taught = of_circles()
    assert len({moment.tried.seed for moment in seen.moments}) == taught.tries
    assert [moment.step for moment in seen.moments] == list(range(1, TRAINING_STEPS + 1)) * taught.tries
    assert len(taught.losses) == TRAINING_STEPS


def test_the_same_drag_is_drawn_now_and_then_and_ends_as_another_one() -> None:
    _, seen, _ = of_circles()
    assert 2 <= len(seen.lines) < len(seen.moments)
    assert {len(line) for line in seen.lines} == {len(slow_drag())}
    assert max(abs(a - b) for a, b in zip(seen.lines[0], seen.lines[-1], strict=True)) > 3.0


def test_a_slow_clock_shows_fewer_lines() -> None:
    task, seen = task_of(circles(8)), Seen(most=40)
    ticks = iter(range(10_000))
    going = Teaching(graph_teacher(), graph_pens(), hands(), "loops", task, seen, lambda: float(next(ticks)))
    at_once(going.run())
    assert len(seen.lines) <= 1 + 2 * SHOWING_SHARE * len(seen.moments)


def test_it_can_be_stopped_with_what_there_is_or_with_nothing() -> None:
    task, seen = task_of(circles(8, radius_px=60.0, hz=0.55)), Seen(most=3)
    nothing = at_once(teaching(task, seen).run())
    assert isinstance(nothing, Reason)
    assert nothing.code is Code.STOPPED
    assert [moment.step for moment in seen.moments] == [1, 2, 3]


def test_what_happened_is_told() -> None:
    task, _, taught = of_circles()
    told = tell(task.lesson, taught, hands()[taught.tried.hand], 0.7)
    assert told["windows"] == BATCH * TRAINING_STEPS
    assert told["passes"] == pytest.approx(told["windows"] * WINDOW / sum(map(len, task.lesson.strokes)))
    assert told["last_px"] < told["first_px"]
    assert told["last_px"] < told["rule_px"]
    assert told["after"] == taught.taken.judged.apart
    assert sorted(told["changed"]) == list(range(16))


def test_after_a_window_the_taught_net_goes_on_more_like_the_reader() -> None:
    _, _, taught = of_circles()
    taken = taught.taken
    began = hands()[taught.tried.hand]
    windows = at_once(examples(graph_pens(), taken.line, began, taken.weights, taken.judged.start))
    assert len(windows) == EXAMPLES
    for window in windows:
        assert len(window.heard) == WINDOW + 1
        for went in (window.came, window.before, window.after):
            assert len(went) == AHEAD_STEPS + 1
            assert went[0] == window.heard[-1]
    at = AHEAD_STEPS // 2
    before = sum(abs(each.before[at] - each.came[at]) for each in windows)
    assert sum(abs(each.after[at] - each.came[at]) for each in windows) < before


def test_the_cell_whose_numbers_moved_is_the_first() -> None:
    before = [0.0] * WEIGHTS
    net = named(before)
    net["layer2.weight_hh"][8 + 3] = [0.5] * 8  # the forget gate of its fourth cell
    assert changed(before, in_a_row(net))[0] == 8 + 3


@pytest.mark.parametrize(
    ("strokes", "code"),
    [
        ([], Code.TOO_SHORT),
        ([samples([0j] * 900)], Code.TOO_SHORT),  # standing still
        ([samples([complex(k, 0.0)]) for k in range(1000)], Code.TOO_SHORT),  # a thousand dots
        ([samples([complex(2.0 * k, 0.0) for k in range(200)])] * 4, Code.STRAIGHT),
        (circles(40, turns=0.2), Code.TOO_BRIEF),
    ],
)
def test_what_cannot_be_taught_is_refused_beforehand(strokes: object, code: Code) -> None:
    refused = read_task(strokes)  # type: ignore[arg-type]
    assert isinstance(refused, Reason)
    assert refused.code is code


def scribble(seed: int, steps: int = 500) -> list[complex]:
    """A place that wanders without any rhythm."""
    rng = random.Random(seed)
    at, moved = 0j, 0j
    places = []
    for _ in range(steps):
        moved = 0.8 * moved + complex(rng.gauss(0.0, 1.2), rng.gauss(0.0, 1.2))
        at += moved
        places.append(at)
    return places


def test_strokes_all_different_are_warned_of_and_taught() -> None:
    assert task_of(circles(8)).warning is None
    warning = task_of([samples(scribble(seed), rate_hz=60.0) for seed in range(6)]).warning
    assert warning is not None
    assert warning.code is Code.UNLIKE
    assert 0.0 < warning.found < warning.limit


def test_a_hand_that_draws_nothing_that_swings_is_none_to_begin_as() -> None:
    class Even(PlainPens):
        async def draw(self, _: Sequence[float], pens: Sequence[Pen]) -> list[Drawn]:
            return [Drawn([complex(k, k) for k in range(len(pen.ticks))], []) for pen in pens]

    card = shipped_card()
    assert at_once(shipped(Even(), hand_from_card(card), in_a_row(card["weights"]))) is None
