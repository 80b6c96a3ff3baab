"""The teacher in torch and the one that is a graph: the same recipe gives the same nets, step by step."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from curlicue_teach.batches import BATCH, draw_noise, draw_windows, rate
from curlicue_teach.pens import at_once
from curlicue_teach.recipe import Teacher
from curlicue_teach.strokes import Movements, spliced
from curlicue_teach.weights import in_a_row
from tests.shipped import shipped_card, shipped_hand
from tests.teach.drawings import circles, lesson_of, waves
from tests.teach.sessions import graph_teacher
from trainer.teacher import TorchTeacher, net_of, row_of

ROW = in_a_row(shipped_card()["weights"])
FAR_OFF = [*ROW[:-3], *(value + 0.7 for value in ROW[-3:-1]), ROW[-1]]  # so that the first gradients are clipped
SCALE_PX = shipped_hand().loop.scale_px
STEPS = 100
LARGEST_MISS = 1e-5  # of a weight


def taught(
    teacher: Teacher, line: Movements, steps: int, *, closed: bool, weights: Sequence[float] = ROW
) -> list[list[float]]:
    """The net after each step."""
    rng, nets = random.Random(7), []
    at_once(teacher.begin(weights, [v / SCALE_PX for v in line], draw_noise(rng)))
    for step in range(steps):
        at_once(teacher.learn(step, rate(step), draw_windows(rng, len(line), closed)))
        nets.append(at_once(teacher.weights()))
    return nets


@pytest.mark.parametrize(("closed", "weights"), [(True, FAR_OFF), (False, ROW)])
def test_a_hundred_steps_are_those_of_the_graph(closed: bool, weights: list[float]) -> None:
    line = spliced(lesson_of(circles(5) if closed else waves(3)), random.Random(2))
    ours, graphs = (
        taught(teacher, line, STEPS, closed=closed, weights=weights) for teacher in (TorchTeacher(), graph_teacher())
    )
    for step, (one, other) in enumerate(zip(ours, graphs, strict=True)):
        apart = max(abs(a - b) for a, b in zip(one, other, strict=True))
        assert apart <= LARGEST_MISS, f"after step {step}"
    assert max(abs(a - b) for a, b in zip(ours[-1], ROW, strict=True)) > 0.05  # and they learned


def test_begun_again_it_has_forgotten_everything() -> None:
    line = spliced(lesson_of(circles(5)), random.Random(2))
    teacher = TorchTeacher()
    assert taught(teacher, line, 3, closed=True) == taught(teacher, line, 3, closed=True)


def test_a_share_of_the_windows_is_cut_from_the_line_beside() -> None:
    line = spliced(lesson_of(circles(5)), random.Random(2))
    beside = [v / SCALE_PX for v in spliced(lesson_of(waves(3)), random.Random(3))]
    assert round(0.5 / BATCH) == 0  # so small a share is no window
    alone, none, all_of_it, other = (
        taught(teacher, of, 2, closed=True)[-1]
        for teacher, of in (
            (TorchTeacher(), line),
            (TorchTeacher(beside, 0.5 / BATCH), line),
            (TorchTeacher(beside, 1.0), line),
            (TorchTeacher(), tuple(SCALE_PX * v for v in beside)),
        )
    )
    assert alone == none
    assert all_of_it == other != alone


def test_a_row_becomes_a_net_and_a_row_again() -> None:
    assert row_of(net_of(ROW)) == pytest.approx(ROW, rel=1e-6)
