"""The two font files: small, complete for what they set, and with their licences."""

import string
from functools import cache
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from curlicue_words import figure_words, kept_words, offline_words, page_words
from tests.site.markup import SITE, read_page

FONTS = SITE / "fonts"
MOST_BYTES = 34_500  # both together
TYPOGRAPHY = "’“”–—…×−°±·©é\u00a0"


@cache
def font(name: str) -> Any:
    return TTFont(FONTS / f"{name}.woff2")


def characters(name: str) -> set[str]:
    return set(map(chr, font(name).getBestCmap()))


def features(name: str) -> set[str]:
    return {record.FeatureTag for record in font(name)["GSUB"].table.FeatureList.FeatureRecord}


def test_both_together_stay_within_their_bytes() -> None:
    sizes = [(FONTS / f"{name}.woff2").stat().st_size for name in ("hand", "text")]
    assert sum(sizes) <= MOST_BYTES


def test_the_hand_sets_every_heading_and_every_letter() -> None:
    page = read_page()
    hints = [e for e in page.elements if e.attributes.get("class") in ("hint", "wordmark")]
    set_in_hand = page.all("h1") + page.all("h2") + page.all("var") + hints + [page.with_attribute("id")["cell-title"]]
    needed = set("".join(e.text for e in set_in_hand)) - set("{_}")  # placeholders
    assert needed | set(string.ascii_lowercase + string.digits) <= characters("hand")


def test_the_hand_joins_its_letters() -> None:
    assert "calt" in features("hand")


def test_the_text_face_sets_every_sentence() -> None:
    (body,) = read_page().all("body")
    said = [
        value
        for module in (page_words, figure_words, kept_words, offline_words)
        for name, value in vars(module).items()
        if name.isupper()
    ]
    sentences = [text for value in said for text in (value.values() if isinstance(value, dict) else [value])]
    needed = set(body.text + "".join(sentences)) - set("\n{_}")  # placeholders
    assert needed | set(string.ascii_letters + string.digits) | set(TYPOGRAPHY) <= characters("text")


def test_the_text_face_has_two_weights_and_figures_of_one_width() -> None:
    (axis,) = font("text")["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)
    assert "tnum" in features("text")


@pytest.mark.parametrize("name", ["hand", "text"])
def test_the_licence_comes_with_the_font(name: str) -> None:
    licence = (FONTS / f"{name}-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert f"fonts/{name}-OFL.txt" in {link.attributes["href"] for link in read_page().all("a")}
