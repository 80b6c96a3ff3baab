"""The pens' graph against the plain pen, step by step and number by number."""

from __future__ import annotations

import json
import math
import random
from functools import cache
from itertools import chain, pairwise
from typing import Any

import numpy as np
import onnxruntime
import pytest

from curlicue.flourish import Alone
from curlicue.hand import Hand, hand_from_card
from curlicue.loop import LoopConstants
from curlicue.lstm import weights_from_card
from curlicue.packed import pack_output
from curlicue.pen import Pen, begin_pen
from curlicue.run import Taken, alone, run
from curlicue.stroke import Tick
from curlicue_hands.card_check import WEIGHT_SHAPES
from make_graphs import graphs, main
from tests.pens import OWN_PULL, at, line
from tests.shipped import MODELS, random_hand, random_weights, shipped_card
from trainer.config import REPOSITORY
from trainer.hands import HANDS
from trainer.pens_graph import KEPT, PEN, feed, free_run_states, pens_graph, row_of, strokes_graph

Array = np.ndarray[Any, Any]
Dues = list[Tick | Alone]
STEPS = 360
LARGEST_MISS = 1e-6  # px, and of every other number of a pen; some 1e-12 here, and another machine's exp is another


@cache
def session() -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(pens_graph(), options, providers=["CPUExecutionProvider"])


@cache
def strokes_session() -> Any:
    return onnxruntime.InferenceSession(strokes_graph(), providers=["CPUExecutionProvider"])


@cache
def hand_and_weights(name: str) -> tuple[Hand, list[float]]:
    card = json.loads((MODELS / name / "model.json").read_text(encoding="utf-8"))
    return hand_from_card(card), flat(card["weights"])


def flat(weights: dict[str, Any]) -> list[float]:
    return [float(number) for name in WEIGHT_SHAPES for number in np.ravel(weights[name])]


def drawn(inputs: dict[str, Array]) -> Array:
    """(steps, pens, 51)."""
    (rows,) = session().run(None, inputs)
    return np.asarray(rows)


def plainly(hand: Hand, pen: Pen, dues: Dues) -> list[Taken]:
    return list(run(hand, pen, dues, OWN_PULL))


def rows_of(taken: list[Taken]) -> Array:
    return np.array([row_of(each.pen) for each in taken])


def agree(weights: list[float], hands: list[Hand], pens: list[Pen], dues: list[Dues]) -> list[list[Taken]]:
    """Both ways of drawing it, held together; gives the plain one."""
    taken = [plainly(*each) for each in zip(hands, pens, dues, strict=True)]
    wanted = np.stack([rows_of(each) for each in taken], 1)
    found = drawn(feed(weights, hands, pens, dues))
    assert found.shape == wanted.shape == (len(dues[0]), len(pens), len(PEN))
    assert np.abs(found - wanted).max() <= LARGEST_MISS
    return taken


def begin(hand: Hand, strokes: list[Dues]) -> tuple[list[Hand], list[Pen], list[Dues]]:
    pens = []
    for stroke in strokes:
        assert isinstance(stroke[0], Tick)
        pens.append(begin_pen(hand, stroke[0]))
    return [hand] * len(strokes), pens, [stroke[1:] for stroke in strokes]


def then(first: list[Tick], px_per_step: float, angle: float) -> Dues:
    """As many more steps as are left, at another speed, 0 to stand still."""
    more = STEPS + 1 - len(first)
    return [*first, *line(px_per_step, more, angle, start=first[-1][:2])[1:]]


def entered(taken: list[Taken]) -> int:
    """How often the net went on from another state than its last one."""
    return sum(now.request.lstm != before.pen.lstm for before, now in pairwise(taken))


def circle(radius: float, px_per_step: float, steps: int) -> list[Tick]:
    angles = [k * px_per_step / radius for k in range(steps + 1)]
    return [at(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]


@pytest.mark.parametrize("name", HANDS)
def test_a_shipped_hand_draws_the_same_line(name: str) -> None:
    hand, weights = hand_and_weights(name)
    jagged = [at(1.5 * k, 25 * abs(k % 20 - 10)) for k in range(STEPS + 1)]
    strokes: list[Dues] = [
        [*line(40 / 60, STEPS)],
        [*line(130 / 60, STEPS, 2.2)],
        [*line(300 / 60, STEPS, -0.9)],
        [*circle(80, 60 / 60, STEPS)],
        [*jagged],
        [at(0, 0)] * (STEPS + 1),
        then(line(900 / 60, 30, 0.3), 30 / 60, 1.0),
        then(line(600 / 60, 30, -2.5), 0.0, 0.0),
        [*line(40 / 60, 160, 1.0), *alone(200)],
        [*line(700 / 60, 160, 3.0), *alone(200)],
    ]
    taken = agree(weights, *begin(hand, strokes))
    assert [entered(each) for each in taken[:1] + taken[6:8] + taken[9:]] == [0, 1, 1, 1]


def test_drags_that_are_fast_and_then_slow_in_all_directions() -> None:
    hand, weights = hand_and_weights("loops")
    strokes = [then(line(14.0, 24, k * math.pi / 6), 0.5, k * math.pi / 6 + k) for k in range(12)]
    taken = agree(weights, *begin(hand, strokes))
    assert [entered(each) for each in taken] == [1] * 12
    outputs = {taken[k][-1].pen.output_x for k in range(12)}
    assert len(outputs) == 12


def test_hands_of_other_constants_beside_each_other() -> None:
    hand, weights = hand_and_weights("coil")
    changes: list[dict[str, Any]] = [
        {},
        {"floor_speed_px": 4.4, "floor_gain_max": 1.5},
        {"floor_speed_px": 1.5, "floor_gain_max": 2.0, "own_drift_px": 1.3},
        {"pull": 0.2, "leash_px": 12.0, "size_max": 3.0, "max_output_px": 2.0, "own_drift_px": -0.5},
    ]
    loops = [hand.loop._replace(**change) for change in changes]
    hands = [hand._replace(loop=loop, reentry=type(hand.reentry)(loop, hand.start, hand.weights)) for loop in loops]
    strokes: list[Dues] = [
        then(line(11.0, 40), 0.6, 0.5),
        [*line(2.5, 180), *alone(180)],
        [*line(9.0, 180), *alone(180)],
    ]
    for stroke in strokes:
        assert isinstance(stroke[0], Tick)
        agree(weights, hands, [begin_pen(hand, stroke[0])] * 4, [stroke[1:]] * 4)


def test_wild_nets_and_fingers() -> None:
    rng = random.Random(5)
    strokes: list[Dues] = []
    for k in range(8):
        x = y = 0.0
        ticks = [at(x, y)]
        for _ in range(80):
            reach = rng.choice([0.0, 0.03, 0.5, 3.0, 40.0])
            x, y = x + rng.uniform(-reach, reach), y + rng.uniform(-reach, reach)
            ticks.append(at(x, y))
        strokes.append([*ticks, *alone(20 + k)[:20]])
    agree(flat(random_weights(1)), *begin(random_hand(1), strokes))


def test_a_finger_that_is_exactly_reversed_and_a_net_that_says_nothing() -> None:
    card = shipped_card()
    silent = {name: np.zeros(shape).tolist() for name, shape in WEIGHT_SHAPES.items()}
    hand = hand_from_card({**card, "weights": silent})
    back = -(1.0 - hand.loop.heading_smoothing) / hand.loop.heading_smoothing * hand.loop.heading_start_px
    strokes: list[Dues] = [[at(0, 0), at(back, 0), *[at(back, 0)] * 3, *alone(10)], [at(0, 0), *alone(14)]]
    agree(flat(silent), *begin(hand, strokes))


def test_a_line_enters_again_after_just_so_many_fast_steps() -> None:
    hand, weights = hand_and_weights("loops")
    stroke: Dues = then(line(12.0, 20, 0.4), 0.5, 0.0)
    fast = max(each.pen.fast_steps for each in plainly(hand, begin_pen(hand, at(0, 0)), stroke[1:]))
    loops = [hand.loop._replace(reentry_after_steps=steps) for steps in (fast, fast + 1)]
    hands = [hand._replace(loop=loop) for loop in loops]
    taken = agree(weights, hands, [begin_pen(hand, at(0, 0))] * 2, [stroke[1:]] * 2)
    assert [entered(each) for each in taken] == [1, 0]


def test_from_the_middle_of_a_stroke_without_a_movement_and_with_little_room() -> None:
    hand, weights = hand_and_weights("loops")
    pen = begin_pen(hand, at(0, 0))._replace(output_x=0.0, output_y=0.0, fast_steps=5, room=0.5, run_x=7.0)
    flourish: Dues = [Alone(step, 60, 50 - step, None) for step in range(3, 33)]
    dues: list[Dues] = [[*line(0.5, 30)[1:]], flourish, [*line(0.5, 10)[1:], *alone(20)]]
    taken = agree(weights, [hand] * 3, [pen] * 3, dues)
    assert [each[0].request.lstm == pen.lstm for each in taken] == [False, True, False]
    assert [each[0].pen.room for each in taken] == [1.0, 0.5, 1.0]


def test_any_row_can_begin_again_and_one_row_of_constants_is_for_all() -> None:
    hand, weights = hand_and_weights("eights")
    strokes: list[Dues] = [then(line(12.0, 20, k), 0.7, 0.0)[:91] for k in range(3)]
    inputs = feed(weights, *begin(hand, strokes))
    whole = drawn(inputs)
    shared = {**inputs, "loop": inputs["loop"][:1], "reentry": inputs["reentry"][:1], "alone": inputs["alone"][:, :1]}
    one = drawn({**shared, "fingers": inputs["fingers"][:40], "alone": shared["alone"][:40]})
    two = drawn({**shared, "pens": one[-1], "fingers": inputs["fingers"][40:], "alone": shared["alone"][40:]})
    assert np.array_equal(np.concatenate([one, two]), whole)


def test_alone_it_makes_the_states_that_a_line_enters_again() -> None:
    hand, weights = hand_and_weights("waves")
    states = free_run_states(hand)
    dues: Dues = [Alone(step, 10_000, 10_000, None) for step in range(1, 111)]
    rows = drawn(feed(weights, [hand], [begin_pen(hand, at(0, 0))], [dues]))[-len(states) :, 0]
    found = rows[:, [PEN.index(name) for name in KEPT]]
    wanted = [[state.output_x, state.output_y, *state.lstm.h, *state.lstm.c] for state in states]
    assert np.abs(found - np.array(wanted)).max() < 1e-9
    wanted_x = hand.reentry.nearest(1.0, 0.0).output_x
    assert wanted_x in [state.output_x for state in states]


SHEETS = ((390.0, 500.0), (1200.0, 600.0), (120.0, 90.0), (0.0, 0.0))  # the last has no edges
ASTRAY = 0.3  # of a sheet's size, beyond its edges: a finger may leave it


@pytest.mark.parametrize("name", HANDS)
def test_a_stroke_on_a_sheet_is_drawn_again_with_all_that_the_net_did(name: str) -> None:
    """Fingers of any speed and direction, exactly along an axis too, that are lifted on the sheet or beyond it."""
    hand, weights = hand_and_weights(name)
    chance = random.Random(name)
    strokes: list[Dues] = []
    sheets = [SHEETS[k % len(SHEETS)] for k in range(40)]
    for k, (width, height) in enumerate(sheets):
        down, angle = chance.randint(3, 150), chance.choice([0.0, math.pi, math.pi / 2, chance.uniform(-3, 3)])
        places = [chance.uniform(-ASTRAY, 1 + ASTRAY) * size for size in (width, height)]
        ticks = line(chance.choice([0.5, 1.0, 3.0, 8.0]), down, angle, start=(places[0], places[1]))
        if k % 2:
            ticks = [at(round(tick.x), round(tick.y)) for tick in ticks]
        sheet = (width, height) if width else None
        strokes.append([*ticks, *alone(STEPS + 1 - len(ticks), sheet)])
    hands, pens, dues = begin(hand, strokes)
    drawn_again, rows = strokes_session().run(None, feed(weights, hands, pens, dues, sheets))
    for k, stroke in enumerate(dues):
        taken = plainly(hand, pens[k], stroke)
        assert np.abs(drawn_again[:, k] - rows_of(taken)).max() <= LARGEST_MISS
        log = [(*each.request.x, *pack_output(each.output), each.request.own) for each in taken]
        assert np.abs(rows[:, k] - np.array(log)).max() <= LARGEST_MISS


def test_what_it_does_not_cover_is_refused() -> None:
    hand, weights = hand_and_weights("loops")
    pen = begin_pen(hand, at(0, 0))
    with pytest.raises(ValueError, match="sheet"):
        feed(weights, [hand], [pen], [[*alone(3, (400.0, 300.0))]])
    with pytest.raises(ValueError, match="rule"):
        feed(weights, [hand], [pen._replace(heard=((0.1, 0.2),))], [[at(1, 0)]])
    other = hand._replace(weights=weights_from_card(random_weights(2)))
    with pytest.raises(ValueError, match="different weights"):
        feed(weights, [hand, other], [pen, pen], [[at(1, 0)]] * 2)
    with pytest.raises(ValueError, match=r"\[1, 2\] steps"):
        feed(weights, [hand, hand], [pen, pen], [[at(1, 0)], [at(1, 0), at(2, 0)]])


def test_a_row_has_every_number_of_a_pen() -> None:
    pen = begin_pen(random_hand(), at(3, 4))
    assert len(row_of(pen)) == len(PEN) == len(set(PEN)) == 51
    numbers = chain(*(each if isinstance(each, tuple) else (each,) for each in (*pen[:9], pen.drag)))
    assert row_of(pen) == [*numbers, *pen.lstm.h, *pen.lstm.c]
    assert (PEN[:2], PEN[9], PEN[18:20], PEN[-1], len(KEPT)) == (("x", "y"), "drag.x", ("drag.age", "h0"), "c15", 34)
    assert len(LoopConstants._fields) == 26


def test_the_committed_graphs_are_what_the_code_writes_and_small(tmp_path: Any) -> None:
    made = graphs()
    assert made == graphs()
    for name, content in made.items():
        assert (REPOSITORY / "site" / "graphs" / name).read_bytes() == content, "run train/make_graphs.py"
    assert {name: len(content) < 19_000 for name, content in made.items()} == dict.fromkeys(made, True)
    assert main(["--out", str(tmp_path / "graphs")]) == 0
    assert {file.name: file.read_bytes() for file in (tmp_path / "graphs").iterdir()} == made
