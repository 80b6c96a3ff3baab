"""The article on paper: full pages, whole figures, nothing that only a screen needs."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.conftest import Opened

PAPER = {"A4": (8.27, 11.69), "Letter": (8.5, 11.0)}  # inches
PX_PER_INCH = 96
MARGIN_IN = 0.6
WASTE = 1.2  # pages for each page of text: figures are not cut, so a page may end early


@pytest.fixture
def printed(open_page: Callable[..., Opened]) -> Page:
    """article.html as it is laid out for paper."""
    page: Page = open_page(path="article.html", is_mobile=False, has_touch=False).page
    page.wait_for_load_state("load")
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("paper", PAPER)
def test_no_page_is_half_empty(printed: Page, paper: str) -> None:
    width, height = ((side - 2 * MARGIN_IN) * PX_PER_INCH for side in PAPER[paper])
    printed.set_viewport_size({"width": round(width), "height": round(height)})
    text = printed.evaluate("document.body.getBoundingClientRect().height")
    margin = f"{MARGIN_IN}in"
    pdf = printed.pdf(format=paper, margin={"top": margin, "right": margin, "bottom": margin, "left": margin})
    pages = pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type/Page ")
    assert math.ceil(text / height) <= pages <= math.ceil(WASTE * text / height), f"{text / height:.1f} pages of text"


def test_what_only_a_screen_needs_is_not_printed(printed: Page) -> None:
    for name in (".anchor", "article > nav", ".read-on", ".live", ".do"):
        assert printed.locator(name).count(), name
        assert not [each for each in printed.locator(name).all() if each.is_visible()], name


def test_no_figure_is_cut_by_the_end_of_a_page(printed: Page) -> None:
    cut = printed.evaluate(
        """[...document.querySelectorAll("figure > *, figure svg")]
             .filter((part) => part.checkVisibility() && !part.closest(".note"))
             .filter((part) => { for (let at = part; at.localName !== "figure"; at = at.parentElement)
                                   if (getComputedStyle(at).breakInside === "avoid") return false; return true; })
             .map((part) => part.outerHTML.slice(0, 90))"""
    )
    assert [part for part in cut if 'class="learning"' not in part] == []
    alone = printed.evaluate(
        """[...document.querySelectorAll("h2")]
             .filter((each) => getComputedStyle(each).breakAfter !== "avoid").length"""
    )
    assert alone == 0


def test_notes_are_open_on_paper(printed: Page) -> None:
    for note in printed.locator("details.note p").all():
        assert note.is_visible(), note.text_content()
