"""The hands in site/models pass the bars of their records, measured anew: the shipped six, and a reader's own."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import pytest

from builder.hands import ORDER
from curlicue.hand import Hand
from curlicue.pen import PenSettings
from curlicue.run import HANDS_OWN, run_stroke
from curlicue_finger import finger
from curlicue_study.measures import first_turn, measure, movements, turning
from curlicue_teach.weights import in_a_row
from trainer.bars import ERROR_RATIO, Bar, failed
from trainer.config import TrainConfig
from trainer.dataset import generated
from trainer.hands import HANDS
from trainer.likeness import apart, like_bar
from trainer.recipe import strays
from trainer.shipped import Shipped, read_hand
from trainer.trials import Figures, finger_places, places, run_trials

MODELS = Path(__file__).resolve().parents[2] / "site" / "models"
NAMES = ORDER


@cache
def shipped(name: str) -> Shipped:
    return read_hand(MODELS / name)


@cache
def figures(name: str) -> Figures:
    training = shipped(name).card["training"]
    error = training["error"] / min(training["baselines"].values())
    return {**run_trials(shipped(name).hand), ERROR_RATIO: error}


@pytest.mark.parametrize("name", NAMES)
def test_the_card_says_what_the_record_says(name: str) -> None:
    card, record = shipped(name).card, HANDS[name]
    assert (card["name"], card["title"], card["sentence"]) == (name, record.title, record.sentence)
    assert shipped(name).hand.loop._replace(own_drift_px=record.loop.own_drift_px) == record.loop  # measured
    assert card["training"]["turning"] == record.turning
    assert card["training"]["failed_bars"] == []
    assert card["training"]["epochs"] == record.epochs


@pytest.mark.parametrize(("name", "bar"), [(name, bar) for name in NAMES for bar in HANDS[name].bars])
def test_a_shipped_hand_passes_its_bars(name: str, bar: Bar) -> None:
    assert bar.holds(figures(name)), f"{bar.figure}: found {figures(name)[bar.figure]}, wanted {bar.wanted()}"


@pytest.mark.parametrize("name", [name for name in HANDS if (MODELS / name).is_dir()])
def test_a_hand_draws_what_its_strokes_show(name: str) -> None:
    """The shipped hands are to keep well off the bar, a reader's own to hold it."""
    data, hand = generated(HANDS[name], TrainConfig(stroke_count=4, held_out_count=2)), shipped(name).hand
    found = apart(data, in_a_row(shipped(name).card["weights"]), hand.loop, hand.start)
    bar = like_bar(data)
    assert bar.holds({bar.figure: found}), f"{bar.figure}: found {found}, wanted {bar.wanted()}"
    assert name not in NAMES or (found is not None and found < 0.1)


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_of_the_card_are_those_measured_now(name: str) -> None:
    kept = shipped(name).card["training"]["figures"]
    assert kept == {
        figure: value if value is None else pytest.approx(value, rel=1e-3) for figure, value in figures(name).items()
    }


def test_every_other_hand_passes_the_bars_of_its_own_record() -> None:
    own = [name for name in HANDS if name not in NAMES and (MODELS / name).is_dir()]
    fallen = [
        f"{name}, {bar.figure}: found {figures(name).get(bar.figure)}, wanted {bar.wanted()}"
        for name in own
        for bar in failed(HANDS[name].bars, figures(name))
    ]
    assert fallen == []


def test_every_record_has_its_folder_and_every_folder_its_record() -> None:
    assert strays(MODELS, HANDS, known=()) == []


@pytest.fixture(name="loops")
def _loops() -> Hand:
    return shipped("loops").hand


@pytest.mark.parametrize("angle", [0.0, 0.9, 2.4, 4.0])
def test_a_slow_line_curls_within_two_seconds_whatever_way_it_goes(loops: Hand, angle: float) -> None:
    ticks = finger.line(angle, 32.0, 6.0)
    pens = places(run_stroke(loops, ticks, HANDS_OWN))
    turned_s = first_turn(turning(movements(pens)))
    assert turned_s is not None
    assert turned_s < 2.0


def test_a_harder_pull_makes_smaller_curls_at_the_same_tempo(loops: Hand) -> None:
    ticks = finger.line(0.4, 32.0, 8.0)
    drawn = [
        measure(places(run_stroke(loops, ticks, PenSettings(pull))), finger_places(ticks)) for pull in (0.0, 0.35, 0.6)
    ]
    sizes = [line.radius_px or math.inf for line in drawn]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1.3 * sizes[-1]
    assert all(0.6 < line.loops_per_s < 1.8 for line in drawn)


def test_the_end_of_the_pull_slider_is_ones_own_line(loops: Hand) -> None:
    ticks = finger.line(0.4, 32.0, 4.0)
    pens = places(run_stroke(loops, ticks, PenSettings(1.0)))
    assert max(math.dist(p, f) for p, f in zip(pens[60:], finger_places(ticks)[60:], strict=True)) < 3.0
