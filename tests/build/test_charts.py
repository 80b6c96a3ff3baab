"""The charts as arithmetic: where lines and words come to lie, and whether they say what the data say."""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from builder import charts
from builder.charts import ACROSS, BOTTOM, ENDS_WIDTH, LABEL_GAP, LABELS, LEADER, TICK_GAP, TOP, Scale, loss_chart
from builder.errors import BuildError
from builder.hands import ORDER
from builder.numbers import GUESSES, Told, read_hands
from builder.pictures import windows_picture
from tests.site.markup import Element, Page

ROOT = Path(__file__).resolve().parents[2]
LABEL_PX = 13  # as in site/charts.css


@cache
def hands() -> dict[str, Told]:
    return read_hands(ROOT)


def page(markup: str) -> Page:
    return Page(markup)


def within(parsed: Page, parent: Element, tag: str) -> list[Element]:
    return [element for element in parsed.all(tag) if any(above is parent for above in element.parents)]


def numbers(data: str) -> list[int]:
    return [int(text) for text in re.findall(r"-?\d+", data)]


def points(data: str) -> list[tuple[int, int]]:
    """The corners of a path "Mx yl dx dy dx dy ..."."""
    (x, y), offsets = numbers(data)[:2], numbers(data)[2:]
    found = [(x, y)]
    for dx, dy in zip(offsets[::2], offsets[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


places = st.lists(st.floats(0.0, 100.0), min_size=1, max_size=12).map(sorted)


@given(places)
def test_labels_keep_their_order_and_their_distance_within_the_chart(wanted: list[float]) -> None:
    found = charts.spread(wanted, 7.0, 5.0, 95.0)
    assert all(after - before >= 7.0 - 1e-9 for before, after in pairwise(found))
    assert found[0] >= 5.0 - 1e-9
    assert found[-1] <= 95.0 + 1e-9


@given(places, st.integers(0, 11), st.floats(-3.0, 3.0))
def test_no_single_label_could_lie_nearer_to_its_line(wanted: list[float], which: int, by: float) -> None:
    found = charts.spread(wanted, 7.0, 0.0, 100.0)
    other = [place + by * (k == which) for k, place in enumerate(found)]
    allowed = all(after - before >= 7.0 for before, after in pairwise(other)) and other[0] >= 0.0 and other[-1] <= 100.0

    def away(all_places: list[float]) -> float:
        return math.fsum((place - want) ** 2 for place, want in zip(all_places, wanted, strict=True))

    assert not allowed or away(other) >= away(found) - 1e-6


def test_labels_with_room_stay_at_their_lines() -> None:
    assert charts.spread([10.0, 30.0, 60.0], 17.0, 0.0, 100.0) == pytest.approx([10.0, 30.0, 60.0])
    assert charts.spread([50.0, 50.0], 10.0, 0.0, 100.0) == pytest.approx([45.0, 55.0])
    with pytest.raises(ValueError, match="expected them to fit"):
        charts.spread([0.0] * 9, 20.0, 0.0, 100.0)


def test_the_axis_is_logarithmic() -> None:
    scale = Scale(0.5, 2.0)
    assert (scale.place(0.5), scale.place(2.0)) == (BOTTOM, TOP)
    assert scale.place(1.0) == pytest.approx((TOP + BOTTOM) / 2)


@given(st.floats(0.01, 10.0), st.floats(1.34, 500.0))
def test_ticks_lie_on_the_axis_and_can_be_told_apart(low: float, ratio: float) -> None:
    scale = Scale(low, low * ratio)
    ticks = scale.ticks()
    assert all(low <= tick <= low * ratio for tick in ticks)
    assert all(scale.place(before) - scale.place(after) >= TICK_GAP for before, after in pairwise(ticks))
    assert ticks


def test_a_line_from_above_begins_where_it_comes_in() -> None:
    assert charts.cut([(0, -30), (10, -10), (20, 10), (30, 20)]) == [(15, 0), (20, 10), (30, 20)]
    assert charts.cut([(0, 5), (10, -5), (20, 5)]) == [(0, 5), (10, 0), (20, 5)]
    assert charts.cut([(0, -5), (10, 0), (20, 5)]) == [(10, 0), (20, 5)]
    assert charts.cut([(0, -5), (10, -4)]) == [(10, 0)]


@pytest.mark.parametrize("name", ORDER)
def test_the_curves_go_where_the_losses_went(name: str) -> None:
    told = hands()[name]
    assert told.story is not None
    parsed = page(loss_chart(told))
    (held_out,) = [path for path in parsed.all("path") if path.attributes["class"] == "held-out"]
    flat = {
        path.attributes["class"]: numbers(path.attributes["d"])[1]
        for path in parsed.all("path")
        if path.attributes["class"].startswith("guess")
    }
    drawn = points(held_out.attributes["d"])
    assert drawn[-1][0] == ACROSS
    assert all(before[0] < after[0] for before, after in pairwise(drawn))
    losses = told.story.held_out_loss + told.story.alone_held_out_loss
    for (_, y), loss in list(zip(reversed(drawn), reversed(losses), strict=False))[: len(losses) // 2]:
        below_best = y > flat["guess best"]  # y goes down
        assert below_best == (loss < min(told.card["training"]["baselines"].values()))


@pytest.mark.parametrize("name", ORDER)
def test_no_two_words_meet_and_each_belongs_to_its_line(name: str) -> None:
    told = hands()[name]
    parsed = page(loss_chart(told))
    (ends,) = [svg for svg in parsed.all("svg") if svg.attributes.get("class") == "ends"]
    words = within(parsed, ends, "text")
    heights = [float(word.attributes["y"]) for word in words]
    assert all(after - before >= LABEL_GAP - 0.11 for before, after in pairwise(heights))
    assert told.story is not None
    alone = {charts.ALONE} if told.story.alone_steps else set()
    assert {word.text for word in words} == {*LABELS.values(), charts.HELD_OUT, charts.TRAINING, *alone}
    threads = [path.attributes["d"] for path in within(parsed, ends, "path")]
    starts = [float(re.findall(r"[\d.]+", thread)[1]) for thread in threads]
    assert starts == sorted(starts)
    baselines = told.card["training"]["baselines"]
    order = [word.text for word in words if word.attributes["class"].startswith("guess")]
    assert order == [LABELS[guess] for guess in sorted(baselines, key=lambda guess: -baselines[guess])]
    (best,) = [word.text for word in words if word.attributes["class"] == "guess best"]
    assert best == LABELS[min(baselines, key=lambda guess: baselines[guess])]


def test_every_word_fits_into_its_column() -> None:
    font: Any = TTFont(ROOT / "site" / "fonts" / "text.woff2")
    glyphs, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for label in (*LABELS.values(), charts.HELD_OUT, charts.TRAINING, charts.ALONE):
        width = sum(advances[glyphs[ord(letter)]][0] for letter in label) * LABEL_PX / em
        assert 1.06 * width <= ENDS_WIDTH - LEADER, label  # 1.06: some are bold


def test_the_chart_is_said_in_words() -> None:
    parsed = page(loss_chart(hands()["loops"]))
    (figure,) = parsed.having("role")
    said = figure.attributes["aria-label"]
    assert figure.attributes["role"] == "img"
    assert "Over 90 epochs the typical miss on held-out strokes falls from 1 to 0.68 px" in said
    assert all(words in said for words in GUESSES.values())
    assert said.index(GUESSES["AR(4)"]) < said.index(GUESSES["constant curvature"])  # the closest first
    assert all("aria-hidden" in svg.attributes or svg.parents[-1].tag == "svg" for svg in parsed.all("svg"))


def test_the_second_phase_has_its_own_part_of_the_axis_and_its_own_line() -> None:
    told = hands()["loops"]
    assert told.story is not None
    story = told.story._replace(
        alone_steps=30,
        alone_loss=(0.2, 0.1, 0.05),
        alone_train_loss=(0.02, 0.02, 0.02),
        alone_held_out_loss=(0.015, 0.015, 0.015),
    )
    parsed = page(loss_chart(told._replace(story=story)))
    (alone,) = [path for path in parsed.all("path") if path.attributes["class"] == "alone"]
    drawn = points(alone.attributes["d"])
    assert drawn[-1][0] == ACROSS
    assert drawn[0][0] >= round(ACROSS * 90 / 92)  # behind the 90 epochs, or where it comes in from above
    assert all(before[1] < after[1] for before, after in pairwise(drawn))
    (held_out,) = [path for path in parsed.all("path") if path.attributes["class"] == "held-out"]
    assert points(held_out.attributes["d"])[-1][0] == ACROSS
    assert [text.text for text in parsed.all("text")].count("alone") == 1
    (figure,) = parsed.having("role")
    said = "In the 30 steps after that, what it draws alone for two seconds comes closer to its figure: it misses by "
    assert said + "2.5 px at first, by 1.3 px at the end." in figure.attributes["aria-label"]


def test_without_a_second_phase_there_is_nothing_of_it() -> None:
    told = hands()["loops"]
    assert told.story is not None
    story = told.story._replace(alone_steps=0, alone_loss=(), alone_train_loss=(), alone_held_out_loss=())
    assert "alone" not in loss_chart(told._replace(story=story))


def test_a_guess_that_nobody_named_is_called_what_the_trainer_calls_it() -> None:
    told = hands()["loops"]
    training = {**told.card["training"], "baselines": {**told.card["training"]["baselines"], "a <new> one": 0.02}}
    assert "a &lt;new&gt; one" in loss_chart(told._replace(card={**told.card, "training": training}))


def test_without_a_story_the_first_hand_has_no_charts_and_says_what_to_do() -> None:
    told = hands()["loops"]._replace(story=None)
    for chart in (loss_chart, windows_picture):
        with pytest.raises(BuildError, match=r"site/models/loops has no story.json.*train.py --all"):
            chart(told)
