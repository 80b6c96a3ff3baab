"""What makes six hands six: told apart by what they draw, each with a thumbnail and an atlas of its own."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from curlicue.lstm import CELLS
from curlicue_hands.thumbnail import HEIGHT, LARGEST_BYTES, WIDTH, thumbnail
from curlicue_study.correlate import FOLLOWED, NAMED_FROM
from curlicue_study.effects import Curl
from trainer.atlas import atlas
from trainer.config import TrainConfig
from trainer.hands import HANDS
from trainer.recipe import why_train
from trainer.shipped import Shipped, read_hand
from trainer.signs import SIGNS, Drags, signs, told

MODELS = Path(__file__).resolve().parents[2] / "site" / "models"
SECOND = json.loads(Path(__file__).with_name("second_seeds.json").read_text(encoding="utf-8"))
NAMES = tuple(SECOND["hands"])  # a creative coder's own beside them is nobody's business here


@cache
def shipped(name: str) -> Shipped:
    return read_hand(MODELS / name)


@cache
def first_drags(name: str) -> Drags:
    return signs(shipped(name).hand)


def second_drags(name: str) -> Drags:
    drags: Drags = SECOND["hands"][name]["drags"]
    return drags


def share_told(known: dict[str, Drags], unknown: dict[str, Drags]) -> float:
    answers = [(name, answer) for name, drags in unknown.items() for answer in told(known, drags)]
    return sum(name == answer for name, answer in answers) / len(answers)


def test_six_hands_are_shipped_and_fresh() -> None:
    assert len(NAMES) == 6
    assert {name: why_train(HANDS[name], TrainConfig()) for name in NAMES} == dict.fromkeys(NAMES)


def test_the_second_seeds_are_others_and_were_measured_alike() -> None:
    assert tuple(SECOND["measures"]) == SIGNS
    for name in NAMES:
        assert SECOND["hands"][name]["seed"] != shipped(name).card["seed"]
        assert len(second_drags(name)) == len(first_drags(name)) == 24


def test_hands_are_told_apart_by_the_drags_of_another_seed() -> None:
    first = {name: first_drags(name) for name in NAMES}
    second = {name: second_drags(name) for name in NAMES}
    assert share_told(second, first) >= 0.95
    assert share_told(first, second) >= 0.95


@pytest.mark.parametrize("name", NAMES)
def test_a_thumbnail_is_short_inside_its_box_and_centred(name: str) -> None:
    path = shipped(name).card["thumbnail"]
    assert len(path) <= LARGEST_BYTES
    assert re.fullmatch(r"M[\d. ]+s[-\d. ]+", path)
    x, y, *curves = [float(number) for number in re.findall(r"-?(?:\d+(?:\.\d)?|\.\d)", path)]
    assert len(curves) % 4 == 0
    places = [(x, y)]
    for _, _, dx, dy in fours(curves):
        x, y = x + dx, y + dy
        places.append((x, y))
    for axis, size in ((0, WIDTH), (1, HEIGHT)):
        low, high = min(place[axis] for place in places), max(place[axis] for place in places)
        assert low >= 2.0
        assert high <= size - 2.0
        assert (low + high) / 2.0 == pytest.approx(size / 2.0, abs=1.0)
    assert max(x for x, _ in places) - min(x for x, _ in places) > 0.6 * WIDTH


def fours(numbers: list[float]) -> list[tuple[float, ...]]:
    return [tuple(numbers[k : k + 4]) for k in range(0, len(numbers), 4)]


@pytest.mark.parametrize("name", NAMES)
def test_a_thumbnail_is_drawn_by_the_hands_own_net(name: str) -> None:
    assert thumbnail(shipped(name).hand, HANDS[name].sketch) == shipped(name).card["thumbnail"]


def test_thumbnails_differ() -> None:
    assert len({shipped(name).card["thumbnail"] for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_atlas_names_what_is_followed_closely_enough(name: str) -> None:
    entries = shipped(name).card["atlas"]
    named = [entry for state in ("h", "c") for entry in entries[state] if entry is not None]
    assert len(entries["h"]) == len(entries["c"]) == 16
    assert len(named) >= 8
    for follows, r in named:
        assert follows in FOLLOWED
        assert NAMED_FROM <= r <= 1.0


@pytest.mark.parametrize("name", NAMES)
def test_an_atlas_has_the_curl_with_all_cells_and_without_each(name: str) -> None:
    atlas = shipped(name).card["atlas"]
    curls = [Curl(*numbers) for numbers in (atlas["whole"], *atlas["muted"])]
    assert len(curls) == 1 + CELLS
    assert all(0.0 <= number < 1000.0 for curl in curls for number in curl)
    assert curls[0].swing_px > 5.0
    assert len({curl.swing_px for curl in curls}) > CELLS / 2  # what is muted makes a difference


def test_an_atlas_is_what_is_measured_now() -> None:
    assert atlas(shipped("waves").hand) == shipped("waves").card["atlas"]
