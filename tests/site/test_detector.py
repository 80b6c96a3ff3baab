"""The exhibit as it is printed: a moment of a real row by the trained weights, with all that the page will look for."""

from __future__ import annotations

import json
import re

import pytest

from builder import detector
from curlicue_detector.pictures import COLUMN
from curlicue_detector.unit import FIRST_BITS, FIRST_PATTERN, FIRST_SHOWN, PATTERNS, Moment, run, unit_from_card, wanted
from curlicue_words.detector import says
from tests.site.markup import SITE, Page

FRAGMENT = (SITE / "article" / "detector.html").read_text(encoding="utf-8")
PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


def printed() -> Page:
    parts = detector.placeholders(SITE.parent)
    svg = re.sub(r"<(path|rect)( [^>]*)/>", r"<\1\2></\1>", PLACEHOLDER.sub(lambda found: parts[found[1]], FRAGMENT))
    return Page(svg)


def moments() -> list[Moment]:
    card = json.loads((SITE / detector.CARD).read_text(encoding="utf-8"))
    return run(unit_from_card(card["patterns"][FIRST_PATTERN]["weights"]), FIRST_BITS)


def test_the_section_has_a_place_for_every_part_and_every_part_a_place() -> None:
    assert set(PLACEHOLDER.findall(FRAGMENT)) == set(detector.placeholders(SITE.parent))


def test_no_number_of_the_card_is_typed() -> None:
    prose = PLACEHOLDER.sub("", re.sub(r"<svg.*?</svg>|<[^>]*>", " ", FRAGMENT, flags=re.DOTALL))
    assert set(re.findall(r"\d+", prose)) <= {"0", "1", *PATTERNS}


def test_every_number_printed_is_that_of_the_plain_step() -> None:
    shown = moments()[FIRST_SHOWN]
    found = [each for each in printed().elements if "data-number" in each.attributes]
    names = [each.attributes["data-number"] for each in found]
    assert set(names) == set(Moment._fields)
    for each in found:
        value = float(each.text.replace("\u2212", "-"))
        assert value == pytest.approx(getattr(shown, each.attributes["data-number"]), abs=0.0051)
    sums = [each.attributes["data-sum"] for each in printed().elements if "data-sum" in each.attributes]
    assert sums == ["i", "f", "g", "o", "answer"]


def test_the_moment_printed_is_worth_it() -> None:
    answers = wanted(FIRST_PATTERN, FIRST_BITS)
    assert answers[FIRST_SHOWN - 1] == 1
    text = says(FIRST_PATTERN, moments(), answers, FIRST_SHOWN)
    assert "The forget gate is all but shut" in text
    assert "wrong" not in text
    assert text in printed().with_attribute("id")["detector-says"].text


def test_the_row_and_the_pattern_are_marked() -> None:
    page = printed()
    buttons = [each for each in page.all("button") if "data-bit" in each.attributes]
    assert [each.attributes["aria-pressed"] == "true" for each in buttons] == [bit == 1 for bit in FIRST_BITS]
    assert [each.text for each in buttons] == [f"Bit {k + 1}: {bit}" for k, bit in enumerate(FIRST_BITS)]
    assert [k for k, each in enumerate(buttons) if "aria-current" in each.attributes] == [FIRST_SHOWN]
    radios = [each.attributes for each in page.all("input") if each.attributes["name"] == "detector-pattern"]
    assert [each["value"] for each in radios] == list(PATTERNS)
    assert [each["value"] for each in radios if "checked" in each] == [FIRST_PATTERN]
    holds = [each.attributes for each in page.all("input") if each.attributes["name"] == "detector-hold"]
    assert [(each["value"], "checked" in each) for each in holds] == [("free", True), ("0", False), ("1", False)]


def test_controls_wait_for_python() -> None:
    page = printed()
    groups = [each for each in page.all("fieldset") if each.attributes.get("data-part") == "controls"]
    assert all("disabled" in each.attributes for each in groups)
    for control in [*page.all("button"), *page.all("input")]:
        assert any(parent in groups for parent in control.parents), control


def test_the_pictures_are_as_wide_as_the_row() -> None:
    boxes = [each.attributes["viewbox"].split() for each in printed().all("svg") if "data-over" in each.attributes]
    assert [box[2] for box in boxes] == [str(COLUMN * len(FIRST_BITS))] * 3
