from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.hand import Hand, hand_from_card
from curlicue.lstm import CELLS, NO_MASKS, UNITS, Masks
from curlicue.packed import ROW_NUMBERS, C, F, H, I, O
from curlicue.pen import begin_pen, prepare
from curlicue.plain import recording, stroke_from_plain
from curlicue.plain_experiment import experiment_from_plain, experiment_to_plain
from curlicue.run import Taken, run
from curlicue.stroke import Stroke
from curlicue_study.measures import loops_per_s, movements, turning
from tests.oracle import replay_stroke
from tests.pens import OWN_PULL, at, line, steady_pen
from tests.sessions import Message, new_engine, perform, sessions
from tests.shipped import MODELS, random_hand, shipped_hand

HAND = random_hand()
GATES = {"i": I, "f": F, "o": O}


def without(pulled: bool = True, hears_itself: bool = True) -> Experiment:
    return NO_EXPERIMENT._replace(pulled=pulled, hears_itself=hears_itself)


def masked(*muted: int, held: tuple[tuple[int, str, float], ...] = ()) -> Experiment:
    return NO_EXPERIMENT._replace(masks=Masks(muted, held))


def tried(experiment: Experiment, steps: int = 90, hand: Hand = HAND) -> list[Taken]:
    """A slow drag drawn step by step with something taken away."""
    ticks = line(0.6, steps)
    return list(run(hand, begin_pen(hand, ticks[0]), ticks[1:], OWN_PULL, experiment))


def test_with_nothing_taken_away_a_step_is_what_it_was() -> None:
    pen = steady_pen(0.6)
    assert prepare(HAND, pen, at(1, 0), OWN_PULL, NO_EXPERIMENT) == prepare(HAND, pen, at(1, 0), OWN_PULL)


@pytest.mark.parametrize("far", [1.0, 1000.0])
def test_without_the_pull_not_even_the_leash_moves_the_pen(far: float) -> None:
    pen = steady_pen(0.6, x=-far)
    whole = prepare(HAND, pen, at(0.6, 0), OWN_PULL)
    free = prepare(HAND, pen, at(0.6, 0), OWN_PULL, without(pulled=False))
    assert whole.pull > 0
    assert free == whole._replace(pull=0.0)
    for request, output, after in tried(without(pulled=False), 5):
        scale = HAND.loop.scale_px
        moved = math.hypot(after.x - request.pen.x, after.y - request.pen.y)
        assert moved == pytest.approx(min(HAND.loop.max_output_px, scale * math.hypot(*output.y[:2])), rel=1e-6)


def test_a_network_that_does_not_hear_itself_hears_the_finger_alone_however_slow() -> None:
    for speed in (0.0, 0.3, 2.0):
        request = prepare(HAND, steady_pen(speed), at(speed, 0), OWN_PULL, without(hears_itself=False))
        assert request.x == pytest.approx((speed / HAND.loop.scale_px, 0.0, 0.0))


@given(st.sets(st.integers(0, CELLS - 1), min_size=1, max_size=4))
@settings(max_examples=10)
def test_a_muted_cell_keeps_and_says_nothing_and_the_others_go_on(cells: set[int]) -> None:
    for _, output, _ in tried(masked(*sorted(cells)), 20):
        for cell in range(CELLS):
            silent = cell in cells
            assert (output.state.c[cell] == 0.0) == silent
            assert (output.state.h[cell] == 0.0) == silent


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("gate", sorted(GATES))
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_held_gate_is_held_in_its_layer_alone(layer: int, gate: str, value: float) -> None:
    for _, output, _ in tried(masked(held=((layer, gate, value),)), 10):
        for name in GATES:
            values = getattr(output.gates, name)
            for at_layer in range(2):
                held = all(each == value for each in values[UNITS * at_layer : UNITS * (at_layer + 1)])
                assert held == (name == gate and at_layer == layer)


def test_a_rule_answers_from_the_last_four_movements_in_the_networks_place() -> None:
    hand = shipped_hand()
    heard: list[tuple[float, float]] = []
    for request, output, pen in tried(NO_EXPERIMENT._replace(ruled=True), 30, hand):
        heard.insert(0, (request.x[0], request.x[1]))
        last = [number for movement in heard[:4] for number in movement]
        wanted = [sum(n * row[axis] for n, row in zip(last, hand.rule, strict=False)) for axis in (0, 1)]
        scale = hand.loop.scale_px
        assert (pen.output_x, pen.output_y) == pytest.approx((wanted[0] * scale, wanted[1] * scale))
        assert pen.lstm == output.state  # the network goes on hearing, and nobody asks it
    assert pen.heard == tuple(heard[:4])


@pytest.mark.parametrize("name", ["loops", "coil"])
def test_a_simple_rule_draws_no_loops(name: str) -> None:
    hand = hand_from_card(json.loads((MODELS / name / "model.json").read_text(encoding="utf-8")))
    turned = []
    for experiment in (NO_EXPERIMENT, NO_EXPERIMENT._replace(ruled=True)):
        pens = [(pen.x, pen.y) for _, _, pen in tried(experiment, 300, hand)]
        turned.append(loops_per_s(turning(movements(pens[60:]))))
    assert turned[1] < 0.15 * turned[0]


@given(
    st.booleans(), st.booleans(), st.booleans(), st.lists(st.integers(0, 15)), st.sampled_from([(), ((1, "f", 1.0),)])
)
def test_an_experiment_survives_json(
    pulled: bool, hears: bool, ruled: bool, muted: list[int], held: tuple[tuple[int, str, float], ...]
) -> None:
    experiment = Experiment(pulled, hears, Masks(tuple(muted), held), ruled)
    assert experiment_from_plain(json.loads(json.dumps(experiment_to_plain(experiment)))) == experiment
    assert (experiment == NO_EXPERIMENT) == (pulled and hears and not ruled and Masks(tuple(muted), held) == NO_MASKS)


@settings(max_examples=15)
@given(sessions(most_acts=5))
def test_a_recording_with_experiments_is_drawn_again_exactly(session: list[Message]) -> None:
    engine = new_engine(HAND, keeps_log=True)
    perform(engine, session)
    for plain in json.loads(json.dumps(recording(engine)))["strokes"]:
        again = replay_stroke(plain, HAND)
        assert plain["pens"] == [number for pen in again for number in (pen.x, pen.y)]
        rows = [number for pen in again for number in pen.lstm.h + pen.lstm.c]
        assert plain["states"]["h_c"] == pytest.approx(rows, abs=1e-6, rel=1e-6)
        check_log(stroke_from_plain(plain, None), engine.visible())


def check_log(plain: Stroke, strokes: list[Stroke]) -> None:
    """From the step on that an experiment began at, the log shows what it took away."""
    (stroke,) = [each for each in strokes if each.number == plain.number]
    assert plain.experiments == stroke.experiments
    for number, (began, experiment) in enumerate(stroke.experiments, 1):
        end = stroke.experiments[number][0] if number < len(stroke.experiments) else stroke.steps
        for at_step in range(began, end):
            row = stroke.log[ROW_NUMBERS * at_step : ROW_NUMBERS * (at_step + 1)]
            assert all(row[H + cell] == row[C + cell] == 0.0 for cell in experiment.masks.muted)
            first_held = {(layer, gate): value for layer, gate, value in reversed(experiment.masks.held)}
            for (layer, gate), value in first_held.items():
                begin = GATES[gate] + UNITS * layer
                assert list(row[begin : begin + UNITS]) == pytest.approx([value] * UNITS)
