"""The graphs give what plain Python gives: what a net heard, its free runs, and what many pens draw."""

from __future__ import annotations

import random

import pytest

from curlicue.hand import make_hand
from curlicue.loop import StartState
from curlicue.pen import Pen as WholePen
from curlicue.stroke import Tick
from curlicue_finger import finger
from curlicue_teach.batches import draw_noise, draw_windows, rate
from curlicue_teach.choosing import drags
from curlicue_teach.pens import Pen, PlainPens, at_once
from curlicue_teach.start import Start, loops, pieces
from curlicue_teach.strokes import spliced
from curlicue_teach.tensors import KEPT_NUMBERS, OUTPUT_SPEED, OUTPUT_X, OUTPUT_Y, PEN_NUMBERS, X, Y
from curlicue_teach.weights import in_a_row
from tests.shipped import shipped_card, shipped_hand
from tests.teach.drawings import circles, lesson_of
from tests.teach.sessions import graph_pens, graph_teacher
from trainer.pens_graph import ALONE, FINGER_DOWN, KEPT, PEN
from trainer.teach_graph import WINDOW

HAND = shipped_hand()
ROW = in_a_row(shipped_card()["weights"])
LINE = spliced(lesson_of(circles(6)), random.Random(1))
FLOORS = loops(HAND.loop, 3.0)


def test_the_numbers_of_a_pen_are_where_they_are_looked_for() -> None:
    assert len(PEN) == PEN_NUMBERS
    assert [PEN[k] for k in (X, Y, OUTPUT_X, OUTPUT_Y, OUTPUT_SPEED)] == [
        "x",
        "y",
        "output_x",
        "output_y",
        "output_speed",
    ]
    assert len(KEPT) == KEPT_NUMBERS
    assert WholePen._fields[:9] == PEN[:9]
    assert ALONE == ("step", "planned", "left")
    assert FINGER_DOWN == -1
    assert WINDOW == ("at", "turn", "size", "noise_at", "noise_size", "own_from", "own_steps")


def test_a_net_heard_the_same() -> None:
    cut = [[v / HAND.loop.scale_px for v in piece] for piece in pieces(LINE)]
    for plain, graph in zip(
        *(at_once(pens.hear(ROW, HAND.loop, cut)) for pens in (PlainPens(), graph_pens())), strict=True
    ):
        assert flat(graph) == pytest.approx(flat(plain), abs=1e-4)  # the teacher's numbers are single


def test_free_runs_are_the_same() -> None:
    starts = [(loop, HAND.start) for loop in FLOORS]
    plain, graph = (at_once(pens.free(ROW, starts, 200)) for pens in (PlainPens(), graph_pens()))
    assert [len(run) for run in graph] == [201] * 3
    for one, other in zip(plain, graph, strict=True):
        for a, b in zip(one, other, strict=True):
            assert flat(b) == pytest.approx(flat(a), abs=1e-9)


def test_pens_of_all_lengths_and_loops_draw_the_same() -> None:
    starts = [Start(loop, HAND.start) for loop in FLOORS]
    pens = [pen for start in starts for pen in drags(start)[:2]]
    fast = finger.then(finger.line(0.5, 600.0, 0.7), finger.line(1.5, 30.0, 0.8))
    pens.append(Pen(FLOORS[0], HAND.start, tuple(fast)))
    pens.append(Pen(FLOORS[1], HAND.start, tuple(fast[:40]), alone=90))
    pens.append(Pen(FLOORS[2], HAND.start, tuple(fast[:1]), alone=10))
    plain, graph = (at_once(each.draw(ROW, pens)) for each in (PlainPens(), graph_pens()))
    for pen, one, other in zip(pens, plain, graph, strict=True):
        assert len(other.places) == len(other.outputs) == len(pen.ticks) + pen.alone == len(one.places)
        assert other.places == pytest.approx(one.places, abs=1e-6)
        assert other.outputs == pytest.approx(one.outputs, abs=1e-6)


def test_re_entry_states_are_the_hands_own() -> None:
    hand = make_hand("", "", FLOORS[0], HAND.start, HAND.weights)
    hand.reentry.warm(1000)
    (kept,) = at_once(graph_pens()._kept(ROW, [(FLOORS[0], HAND.start)]))
    states = [[at.output_x, at.output_y, *at.lstm.h, *at.lstm.c] for _, at in hand.reentry._kept]
    assert list(kept) == pytest.approx([value for state in states for value in state], abs=1e-9)


def test_only_a_slow_finger_that_stays_down_goes_without_states_to_come_back_to() -> None:
    hand = shipped_hand()
    quickest = hand.loop.turning_speed_px
    slow = tuple(Tick(k * quickest, 0.0, 0.5) for k in range(90))
    fast = tuple(Tick(k * 12.0, 0.0, 0.5) for k in range(40))  # and stops
    stops = (*fast, *[fast[-1]] * 60)
    for pen in (
        Pen(hand.loop, hand.start, slow),
        Pen(hand.loop, hand.start, slow, alone=40),
        Pen(hand.loop, hand.start, stops),
        Pen(hand.loop, hand.start, fast, alone=40),
    ):
        (graph,) = at_once(graph_pens().draw(ROW, [pen]))
        (plain,) = at_once(PlainPens().draw(ROW, [pen]))
        assert max(abs(a - b) for a, b in zip(graph.places, plain.places, strict=True)) < 1e-5


def test_pens_of_one_hand_alone_do_too() -> None:
    pens = drags(Start(FLOORS[0], HAND.start))
    plain, graph = (at_once(each.draw(ROW, pens)) for each in (PlainPens(), graph_pens()))
    for one, other in zip(plain, graph, strict=True):
        assert other.places == pytest.approx(one.places, abs=1e-6)


def test_a_teacher_learns_and_the_same_again() -> None:
    def learned() -> list[float]:
        rng, teacher = random.Random(3), graph_teacher()
        at_once(teacher.begin(ROW, [v / 4.0 for v in LINE], draw_noise(rng)))
        for step in range(5):
            at_once(teacher.learn(step, rate(step), draw_windows(rng, len(LINE), closed=True)))
        return at_once(teacher.weights())

    after = learned()
    assert after == learned()
    moved = [abs(a - b) for a, b in zip(after, ROW, strict=True)]
    assert 1e-4 < max(moved) < 5 * 0.01
    assert sum(value == 0.0 for value in moved) < 40  # what belongs to the time does not move


def flat(at: StartState) -> list[float]:
    return [at.output_x, at.output_y, at.output_speed, *at.lstm.h, *at.lstm.c]
