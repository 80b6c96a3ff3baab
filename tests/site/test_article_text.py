"""The article's words and markup, fragments and page: what a reader, a screen reader and a link rely on."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.site.markup import SITE, Element, Page, read_page
from tests.site.test_fonts import characters
from tests.site.test_page import HEADING_INITIALS

FRAGMENTS = sorted((SITE / "article").glob("*.html"))
SOURCES = [*FRAGMENTS, SITE / "index.html"]
PLACEHOLDER = re.compile(r"\{\{\s*[a-z][a-z0-9_-]*\s*\}\}")
MADE_IDS = re.compile(r'\bid="([^"{}]+)"')
FORBIDDEN = (  # 7-look: short, dry, kind; no hype, no blame; px and British spelling
    r"\bAI\b", r"\bamazing", r"\bmagic", r"\bpowerful", r"\bpowered\b", r"\bseamless", r"\bstunning", r"\bincredibl",
    r"\brevolution", r"\bcutting.edge", r"\bstate.of.the.art", r"\bunlock", r"\bunleash", r"\bdelve", r"\bdive into",
    r"\bleverag", r"\bjourney", r"\bobviously", r"\bof course\b", r"\bas you know", r"\byou must\b", r"\byou failed",
    r"\binvalid\b", r"\boops\b", r"\bsorry\b", r"\bplease\b", r"\bpixels?\b", r"\bcolors?\b", r"\bbehavior",
    r"\bcenter", r"\bgray\b", r"\blicense\b(?! 1\.1)",
)  # fmt: skip
MARKS = {"!": "!", "straight quote": "[\"']", "double hyphen": "--", "dash": "—", "spaced dash": r"\w\s–\s\w"}
SAID_AFTER = r"(?:\s*<[^<>]+>)*(?:,?\s*)(?:says|a|an|the|what|how|which|across|down|is the)\b"
LEAST_LABEL = 12  # letters of a picture's text
SEEN = ("img", "application")  # roles of what is looked at, or drawn on


def named(file: Path) -> str:
    """For the names of tests."""
    return file.stem


def read(file: Path) -> Page:
    """One source, its placeholders still in it."""
    return Page(file.read_text(encoding="utf-8"))


def prose(page: Page) -> str:
    """What is read as sentences: no code, no placeholders."""
    roots = page.all("body") or page.elements[:1]
    text = "".join(root.text for root in roots)
    for code in page.all("code"):
        text = text.replace(code.text, "", 1)
    return PLACEHOLDER.sub("", text)


def faults(text: str) -> list[str]:
    """The words and marks of a text that this site does without."""
    found = [match[0] for pattern in FORBIDDEN for match in re.finditer(pattern, text, re.IGNORECASE)]
    return found + [name for name, pattern in MARKS.items() if re.search(pattern, text)]


def children(page: Page, parent: Element) -> list[Element]:
    """The elements right below another."""
    return [element for element in page.elements if element.parents and element.parents[-1] is parent]


def within(page: Page, parent: Element) -> list[Element]:
    """The elements anywhere below another."""
    return [element for element in page.elements if parent in element.parents]


def unspelt(source: str) -> set[str]:
    """Symbols, of one or two letters, that stand in a text and of which it nowhere says what they are."""
    symbols = {symbol for symbol in re.findall(r"<var>([^<]+)</var>", source) if len(symbol) <= 2}
    return {
        symbol
        for symbol in symbols
        if not re.search(rf"<var>{symbol}</var>{SAID_AFTER}|\bcalled <var>{symbol}</var>", source)
    }


def all_sources() -> str:
    """Everything that is written, in one."""
    return "\n".join(file.read_text(encoding="utf-8") for file in [*SOURCES, SITE / "time-bar.html"])


@pytest.fixture(params=SOURCES, ids=named)
def page(request: pytest.FixtureRequest) -> Page:
    return read(request.param)


def test_there_is_an_article() -> None:
    wanted = {"gates", "pen-step", "limits", "built", "credits"}
    assert wanted <= {file.stem for file in FRAGMENTS}


@pytest.mark.parametrize("file", FRAGMENTS, ids=named)
def test_a_fragment_is_one_section_of_its_own_name(file: Path) -> None:
    page = read(file)
    (section,) = [element for element in page.elements if not element.parents]
    assert (section.tag, section.attributes["id"]) == ("section", file.stem)
    (heading, body, *_) = children(page, section)
    assert heading.tag == "h2"
    assert body.attributes["class"].split()[0] == "text"


def test_headings_come_in_order(page: Page) -> None:
    levels = [int(element.tag[1]) for element in page.elements if re.fullmatch(r"h[1-6]", element.tag)]
    assert not levels or levels[0] in {1, 2}
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), levels


@pytest.mark.parametrize("file", FRAGMENTS, ids=named)
def test_headings_are_for_the_hand(file: Path) -> None:
    (heading,) = read(file).all("h2")
    assert heading.text[0] in HEADING_INITIALS
    assert len(heading.text) < 22


@pytest.mark.parametrize("file", FRAGMENTS, ids=named)
def test_both_faces_have_every_character(file: Path) -> None:
    page = read(file)
    assert set("".join(element.text for element in page.all("h2") + page.all("var"))) <= characters("hand")
    assert set(prose(page)) - {"\n"} <= characters("text")


def test_every_picture_has_a_text(page: Page) -> None:
    for drawing in page.all("svg") + page.all("canvas"):
        hidden = any(element.attributes.get("aria-hidden") == "true" for element in (*drawing.parents, drawing))
        assert hidden or drawing.attributes["role"] in SEEN
    for picture in [element for element in page.elements if element.attributes.get("role") in SEEN]:
        assert len(picture.attributes["aria-label"]) >= LEAST_LABEL, picture
    assert all("alt" in image.attributes for image in page.all("img"))


def test_every_figure_is_said_in_words(page: Page) -> None:
    for figure in page.all("figure"):
        parts = within(page, figure)
        captions = [part for part in parts if part.tag == "figcaption"]
        assert captions or [part for part in parts if part.attributes.get("aria-label")], figure
        for caption in captions:
            assert children(page, caption)[0].tag == "b", caption.text


def test_ids_are_given_once_and_links_in_the_page_arrive() -> None:
    ids = MADE_IDS.findall(all_sources())
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)
    links = {link.attributes["href"] for file in SOURCES for link in read(file).all("a")}
    inside = {link[1:] for link in links if link.startswith("#")}
    assert inside
    assert inside <= set(ids), inside - set(ids)


def test_links_out_are_safe_and_nothing_is_fetched_from_there(page: Page) -> None:
    for element in page.elements:
        for name, value in element.attributes.items():
            if "//" not in value or name == "content":
                continue
            assert (element.tag, name) == ("a", "href"), element
            assert value.startswith("https://"), value
            assert element.attributes.get("rel") == "noopener", value
            assert "target" not in element.attributes, value


def test_words_and_marks_are_those_of_this_site(page: Page) -> None:
    assert faults(prose(page)) == []


@pytest.mark.parametrize(
    "text",
    ["An AI draws.", "It's here.", "Look!", "so -- there", "so — there", "so – there", "Of course.", "8 pixels"],
)
def test_a_fault_would_be_found(text: str) -> None:
    assert faults(text)


def test_every_symbol_is_spelt_out() -> None:
    assert unspelt(all_sources()) == set()


def test_a_symbol_that_nobody_explains_would_be_found() -> None:
    assert unspelt("<p>So <var>q</var> = <var>f</var>, where <var>f</var>, the gate, is open.</p>") == {"q"}


def test_what_opens_says_what_is_in_it(page: Page) -> None:
    for details in page.all("details"):
        first, *rest = children(page, details)
        assert first.tag == "summary"
        assert first.text.strip()
        assert rest, first.text


def test_nothing_is_inline_that_the_policy_forbids(page: Page) -> None:
    for element in page.elements:
        assert "style" not in element.attributes, element
        assert not [name for name in element.attributes if name.startswith("on")], element
    assert not page.all("style")


class TestNotFound:
    """404.html may be shown at any address below the site's."""

    page = read(SITE / "404.html")

    def test_it_is_a_page_of_the_same_language_and_policy(self) -> None:
        (root,) = self.page.all("html")
        assert root.attributes["lang"] == read_page().all("html")[0].attributes["lang"]
        policies = [meta.attributes for meta in self.page.all("meta") if "http-equiv" in meta.attributes]
        assert "default-src 'none'" in policies[0]["content"]
        assert "script-src" not in policies[0]["content"]
        assert not self.page.all("script") + self.page.all("style")
        assert not self.page.having("style")

    def test_its_links_lead_up_from_anywhere(self) -> None:
        assert [link.attributes["href"] for link in self.page.all("a")] == ["./", "../"]

    def test_it_reads_without_its_style_sheet(self) -> None:
        (drawing,) = self.page.all("svg")
        assert drawing.attributes["fill"] == "none"
        assert {"width", "height", "stroke"} <= drawing.attributes.keys()

    def test_its_words_are_dry_and_set_in_our_faces(self) -> None:
        assert faults(prose(self.page)) == []
        assert set(prose(self.page)) - {"\n"} <= characters("text")
