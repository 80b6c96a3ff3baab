from __future__ import annotations

import numpy as np
import pytest

from curlicue.engine import Engine
from curlicue.lstm import CELLS
from curlicue.packed import ROW_NUMBERS, H, X
from curlicue.stroke import Stroke
from curlicue_study.correlate import DIRECTIONS, FOLLOWED, LEAST_STEPS, QUIET, UNKNOWN, UNNAMED
from curlicue_view.follows import Followers
from curlicue_words.labels import WORDS, label, meaning

BACK, LEFT, STILL, NOISE = range(4)  # cells, and what each of them follows


def grow(stroke: Stroke, steps: int, rng: np.random.Generator) -> None:
    """Steps of a stroke some of whose cells follow something."""
    for _ in range(steps):
        first = not stroke.steps
        x, y = rng.normal(size=2)
        stroke.pens.extend(rng.normal(size=2))  # the pen's way over the screen is nobody's business
        row = [float("nan")] * ROW_NUMBERS if first else [0.0] * ROW_NUMBERS
        if not first:
            row[X : X + 2] = x, y
        row[H : H + CELLS] = rng.uniform(-1, 1, CELLS)
        row[H + BACK] = -0.2 * x
        row[H + LEFT] = -0.2 * y
        row[H + STILL] = 0.3
        if stroke.log_from is None:
            stroke.log_from = 0
        stroke.log.extend(row)


def said(followers: Followers) -> list[str]:
    return [label(name) for name in followers.names()]


def test_cells_are_named_after_what_they_follow_fed_as_the_stroke_grows() -> None:
    rng = np.random.default_rng(3)
    followers, stroke = Followers(), Stroke(1, "any")
    for _ in range(40):
        grow(stroke, 5, rng)
        followers.take(stroke)
        followers.take(stroke)  # nothing new
    labels = said(followers)
    assert len(labels) == CELLS
    assert labels[: NOISE + 1] == ["back along your way", "left of your way", "quiet", "a bit of everything"]
    at_once = Followers()
    at_once.take(stroke)
    assert said(at_once) == labels


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
    assert said(forgetful) == said(whole)
    assert said(forgetful)[BACK] == "back along your way"


def test_another_hand_begins_anew() -> None:
    rng = np.random.default_rng(5)
    followers = Followers()
    stroke = Stroke(1, "one")
    grow(stroke, LEAST_STEPS + 10, rng)
    followers.take(stroke)
    assert said(followers)[BACK] == "back along your way"
    other = Stroke(2, "other")
    grow(other, 4, rng)
    followers.take(other)
    assert said(followers)[BACK] == ""


def test_a_new_stroke_goes_on_with_the_same_window() -> None:
    rng = np.random.default_rng(4)
    followers = Followers()
    half = LEAST_STEPS // 2 + 5
    for number in range(2):
        assert said(followers)[BACK] == ""
        stroke = Stroke(number, "any")
        grow(stroke, half, rng)
        followers.take(stroke)
    assert said(followers)[BACK] == "back along your way"


def test_whatever_can_be_followed_has_words_of_its_own() -> None:
    assert tuple(WORDS) == FOLLOWED
    assert len({label(name) for name in (*FOLLOWED, UNNAMED, QUIET)}) == len(FOLLOWED) + 2


@pytest.mark.parametrize("name", DIRECTIONS)
def test_a_direction_is_said_by_its_parts(name: str) -> None:
    words = label(name).split()
    parts = set(name.split())
    assert {"left", "right", "back", "ahead"} & set(words) == (parts if name != "ahead" else set())
    assert ("along" in words) == (name in {"ahead", "back"})


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("left", "high when the movement that the network hears went left of your way, and low when it"),
        ("slow", "high when the movement that the network hears was slow, and low when it was fast."),
        ("turning right", "hears turned right, and low when it turned left."),
        (QUIET, "hardly changed."),
        (UNNAMED, "closely enough for a name."),
    ],
)
def test_a_label_means_one_sentence(name: str, says: str) -> None:
    said = meaning(name)
    assert said.startswith(label(name)[0].upper() + label(name)[1:] + ": in the last 10 seconds of drawing its h ")
    assert says in said
    assert said.count(".") == 1


def test_every_label_means_something_and_so_does_none() -> None:
    assert len({meaning(name) for name in (*WORDS, QUIET, UNNAMED, UNKNOWN)}) == len(WORDS) + 3
    assert meaning(UNKNOWN) == ""


def test_an_engine_that_keeps_no_log_gives_no_name() -> None:
    followers = Followers()
    followers.take(Stroke(1, Engine.__name__))
    assert said(followers) == [""] * CELLS
