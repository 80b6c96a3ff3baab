"""The pictures made of cards and stories: whether they show what is in them."""

from __future__ import annotations

import math
import re
import shutil
from pathlib import Path

import pytest

from builder import pictures
from builder.errors import BuildError
from builder.hands import ORDER
from builder.pictures import atlas_table, windows_picture
from curlicue.lstm import CELLS
from curlicue_study.correlate import UNNAMED
from curlicue_words.labels import label
from tests.build.test_charts import ROOT, hands, numbers, page, within


@pytest.mark.parametrize("name", ORDER)
def test_windows_show_dots_targets_and_what_was_expected(name: str) -> None:
    told = hands()[name]
    assert told.story is not None
    parsed = page(windows_picture(told))
    (figure,) = parsed.having("role")
    assert "4 windows" not in figure.attributes["aria-label"]
    assert figure.attributes["aria-label"].startswith("Four windows of 64 steps")
    near = [svg for svg in parsed.all("svg") if svg.attributes["class"] == "window near"]
    whole = [svg for svg in parsed.all("svg") if svg.attributes["class"] == "window"]
    assert len(near) == len(whole) == len(told.story.examples)
    for svg, example in zip(whole, told.story.examples, strict=True):
        (dots,) = within(parsed, svg, "path")
        assert dots.attributes["d"].count("h0") == len(example.moves) + 1
        (frame,) = within(parsed, svg, "rect")
        assert int(frame.attributes["width"]) > 0
    for svg, example in zip(near, told.story.examples, strict=True):
        rings = within(parsed, svg, "circle")
        assert len(rings) == pictures.SHOWN_PREDICTIONS
        (ink,) = [path for path in within(parsed, svg, "path") if path.attributes["class"] == "ink"]
        ways = [numbers(part) for part in re.findall(r"M[^M]*", ink.attributes["d"])]
        ends = [(x + dx, y + dy) for x, y, dx, dy in ways]
        zoom = pictures.fitting(pictures.places(example.moves)[-pictures.SHOWN_PREDICTIONS - 2 :]).zoom
        for ring, end, (dx, dy), (to_x, to_y) in zip(
            rings,
            ends,
            example.expected[-pictures.SHOWN_PREDICTIONS :],
            example.moves[-pictures.SHOWN_PREDICTIONS :],
            strict=True,
        ):
            centre = int(ring.attributes["cx"]), int(ring.attributes["cy"])
            assert math.dist(end, centre) == pytest.approx(10 * zoom * math.hypot(dx - to_x, dy - to_y), abs=2.0)


def test_a_window_is_centred_and_fills_its_drawing() -> None:
    corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 20.0)]
    view = pictures.fitting(corners)
    drawn = [view.at(corner) for corner in corners]
    assert {y for _, y in drawn} == {pictures.PADDING, pictures.WINDOW_HEIGHT - pictures.PADDING}
    assert (drawn[0][0] + drawn[1][0]) / 2 == pytest.approx(pictures.WINDOW_WIDTH / 2)
    still = pictures.fitting([(3.0, 3.0)])
    assert still.at((3.0, 3.0)) == (pictures.WINDOW_WIDTH / 2, pictures.WINDOW_HEIGHT / 2)


def test_the_table_has_a_row_for_every_cell_and_says_what_the_card_says() -> None:
    told = hands()["loops"]
    parsed = page(atlas_table(told))
    rows = [row for row in parsed.all("tr") if within(parsed, row, "td")]
    assert len(rows) == CELLS
    for k, row in enumerate(rows):
        for cell, state in zip(within(parsed, row, "td"), ("h", "c"), strict=True):
            entry = told.card["atlas"][state][k]
            if entry is None:
                assert cell.text == label(UNNAMED)
                continue
            assert cell.text == f"{pictures.followed_words(entry)}{entry[1]:.2f}"
            (bar,) = within(parsed, cell, "rect")
            assert int(bar.attributes["width"]) == pytest.approx(440 * entry[1], abs=1)
            assert bar.attributes["fill"] == bar.attributes["stroke"] == f"var(--{'ab'[k // 8]}{k % 8 + 1})"
    scopes = [head.attributes["scope"] for head in parsed.all("th")]
    assert scopes.count("row") == CELLS
    assert scopes.count("rowgroup") == 2


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (["back", 0.9], "back along your way"),
        (["right", 0.7], "right of your way"),
        (["fast", 0.7], "going fast"),
        (["turning left", 0.8], "turning left"),
        (None, "a bit of everything"),
    ],
)
def test_entries_are_said_in_the_words_of_the_rows(entry: list[object] | None, said: str) -> None:
    assert pictures.followed_words(entry) == said


def test_a_name_that_nobody_knows_any_more_is_one_sentence() -> None:
    with pytest.raises(BuildError, match="found 'across' in a card's atlas"):
        pictures.followed_words(["across", 0.7])


def test_what_is_worth_muting_is_said_hand_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list(hands().values())
    texts = {each.name: f"Mute a cell of {each.name}." for each in told[1:]}
    by_card = {id(each.card): texts.get(each.name, "") for each in told}
    monkeypatch.setattr(pictures, "worth_muting", lambda card: by_card[id(card)])
    parsed = page(pictures.muting_list(told))
    assert {span.attributes["data-worth"]: span.text for span in parsed.all("span")} == texts
    assert pictures.muting_list(told[:1]) == ""  # one that has no such cell is not listed


def test_hands_show_their_writing_and_others_follow(tmp_path: Path) -> None:
    models = tmp_path / "site" / "models"
    for name in ORDER:
        ignore = shutil.ignore_patterns("*.onnx", "trace.json")
        shutil.copytree(ROOT / "site" / "models" / name, models / name, ignore=ignore)
    shutil.copytree(models / "waves", models / "mine")
    (models / "mine" / "story.json").unlink()
    found = pictures.placeholders(tmp_path)
    assert {f"hand_{name}" for name in ORDER} < set(found)
    entry = page(found["hand_coil"])
    assert [path.attributes["d"] for path in entry.all("path")] == [hands()["coil"].card["thumbnail"]]
    assert [heading.text for heading in entry.all("h3")] == ["Coil"]
    assert [item.text for item in page(found["hands_others"]).all("li")] == [page(found["hand_waves"]).all("h3")[0].text
        + hands()["waves"].card["sentence"]]  # fmt: skip
    shutil.rmtree(models / "mine")
    assert pictures.placeholders(tmp_path)["hands_others"] == ""
