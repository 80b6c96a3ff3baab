"""The track of the slider over a training: a drawing for each moment that the trainer kept, and a true sentence."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from builder import learning
from builder.errors import BuildError
from curlicue_hands.places import epoch_file
from tests.shipped import MODELS

DATA = re.compile(r'data-hand="(\w+)" data-epochs="([^"]*)"')
PATH = re.compile(r'<path d="([^"]+)"/>')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("loops", "coil"):
        shutil.copytree(MODELS / name, tmp_path / "site" / "models" / name)
    return tmp_path


def moments(markup: str) -> dict[str, list[list[object]]]:
    return {name: json.loads(unescape(data)) for name, data in DATA.findall(markup)}


def test_every_kept_moment_of_every_hand_has_a_drawing_and_a_sentence(root: Path) -> None:
    markup = learning.placeholders(root)["epochs"]
    found = moments(markup)
    assert list(found) == ["loops", "coil"]
    for name, told in found.items():
        card = json.loads((root / "site" / "models" / name / "model.json").read_text(encoding="utf-8"))
        assert [epoch for epoch, _ in told] == [*card["training"]["snapshots"], None]
    drawings = PATH.findall(markup)
    assert len(drawings) == sum(map(len, found.values()))
    assert len(set(drawings)) >= len(drawings) - 3  # before training all hands are nearly alike
    assert markup.count(" hidden ") == 1  # the other hand's


def test_what_is_said_is_what_the_story_and_the_card_hold(root: Path) -> None:
    told = moments(learning.placeholders(root)["epochs"])["loops"]
    misses = [float(re.findall(r"misses by ([\d.]+) px", str(said))[0]) for _, said in told[1:]]
    assert misses[:-1] == sorted(misses[:-1], reverse=True)
    assert misses[-1] >= misses[-2]  # going on alone costs a little
    card = json.loads((root / "site" / "models" / "loops" / "model.json").read_text(encoding="utf-8"))
    exact = card["loop"]["scale_px"] * (2 * card["training"]["error"]) ** 0.5
    assert misses[-1] == pytest.approx(exact, abs=0.005)
    assert "by lot" in str(told[0][1])


def test_a_hand_without_moments_has_no_track(root: Path) -> None:
    path = root / "site" / "models" / "coil" / "model.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    del card["training"]["snapshots"]
    path.write_text(json.dumps(card), encoding="utf-8")
    assert list(moments(learning.placeholders(root)["epochs"])) == ["loops"]


@pytest.mark.parametrize(("text", "wanted"), [(None, "has no epoch-3"), ("{}", "found no curlicue-snapshot")])
def test_a_moment_that_is_missing_or_none_ends_the_build(root: Path, text: str | None, wanted: str) -> None:
    file = root / "site" / "models" / "loops" / epoch_file(3)
    file.unlink()
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=wanted):
        learning.placeholders(root)
