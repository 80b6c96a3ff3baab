from __future__ import annotations

import numpy as np
import pytest

from curlicue.correlate import LEAST_STEPS, Follows
from curlicue.engine import Engine
from curlicue.lstm import CELLS
from curlicue.packed import ROW_NUMBERS, H, X
from curlicue.stroke import Stroke
from curlicue_worker.follows import WORDS, Followers, words

ALONG, SCREEN_DOWN, QUIET, NOISE = range(4)  # cells, and what each of them follows


def grow(stroke: Stroke, steps: int, rng: np.random.Generator) -> None:
    """Steps of a stroke some of whose cells follow something."""
    for _ in range(steps):
        first = not stroke.steps
        x, y = rng.normal(size=2)
        moved = rng.normal(size=2)
        before = (0.0, 0.0) if first else tuple(stroke.pens[-2:])
        stroke.pens.extend((before[0] + moved[0], before[1] + moved[1]))
        row = [float("nan")] * ROW_NUMBERS if first else [0.0] * ROW_NUMBERS
        if not first:
            row[X : X + 2] = x, y
        row[H : H + CELLS] = rng.uniform(-1, 1, CELLS)
        row[H + ALONG] = -0.2 * x
        row[H + SCREEN_DOWN] = 0.2 * moved[1]
        row[H + QUIET] = 0.3
        if stroke.log_from is None:
            stroke.log_from = 0
        stroke.log.extend(row)


def test_cells_are_named_after_what_they_follow_fed_as_the_stroke_grows() -> None:
    rng = np.random.default_rng(3)
    followers, stroke = Followers(), Stroke(1, "any")
    for _ in range(40):
        grow(stroke, 5, rng)
        followers.take(stroke)
        followers.take(stroke)  # nothing new
    labels = followers.labels()
    assert len(labels) == CELLS
    assert labels[: NOISE + 1] == ["against the drag", "goes down", "quiet", ""]
    at_once = Followers()
    at_once.take(stroke)
    assert at_once.labels() == labels


def test_labels_are_the_same_when_old_rows_are_forgotten_meanwhile() -> None:
    rng = np.random.default_rng(3)
    forgetful, whole, stroke = Followers(), Followers(), Stroke(1, "any")
    for _ in range(40):
        grow(stroke, 5, rng)
        whole.take(stroke)
    stroke = Stroke(1, "any")
    rng = np.random.default_rng(3)
    for turn in range(40):
        grow(stroke, 5, rng)
        forgetful.take(stroke)
        if turn % 8 == 7 and stroke.log_from is not None:
            del stroke.log[: ROW_NUMBERS * 30]
            stroke.log_from += 30
    assert forgetful.labels() == whole.labels()
    assert forgetful.labels()[ALONG] == "against the drag"


def test_another_hand_begins_anew() -> None:
    rng = np.random.default_rng(5)
    followers = Followers()
    stroke = Stroke(1, "one")
    grow(stroke, LEAST_STEPS + 10, rng)
    followers.take(stroke)
    assert followers.labels()[ALONG] == "against the drag"
    other = Stroke(2, "other")
    grow(other, 4, rng)
    followers.take(other)
    assert followers.labels()[ALONG] in {"", "quiet"}


def test_a_new_stroke_goes_on_with_the_same_window() -> None:
    rng = np.random.default_rng(4)
    followers = Followers()
    half = LEAST_STEPS // 2 + 5
    for number in range(2):
        assert followers.labels()[ALONG] in {"", "quiet"}
        stroke = Stroke(number, "any")
        grow(stroke, half, rng)
        followers.take(stroke)
    assert followers.labels()[ALONG] == "against the drag"


@pytest.mark.parametrize("name", list(WORDS))
def test_both_signs_have_words_of_their_own(name: str) -> None:
    assert words(Follows(name, 0.9, None)) != words(Follows(name, -0.9, None))


def test_nothing_followed_has_no_words_and_a_direction_has_its_own() -> None:
    assert words(None) == ""
    assert words(Follows("screen", 0.8, 0.0)) == "goes right"


def test_an_engine_that_keeps_no_log_gives_no_name() -> None:
    followers = Followers()
    followers.take(Stroke(1, Engine.__name__))
    assert followers.labels() == ["quiet"] * CELLS
