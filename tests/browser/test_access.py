"""Whoever reads the page with other eyes: axe-core finds nothing serious, a printed page has it all, order holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from builder.article import FIRST, FURTHER
from builder.tools import install_packages
from tests.browser.drawing import frames
from tests.browser.looking import decode, is_colour, scrolls_sideways, token
from tests.browser.strip import draw, show
from tests.browser.touch import drag, line
from tests.browser.waiting import wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

AXE = Path(__file__).parents[1] / "axe"
BAD = ("serious", "critical")


@pytest.fixture(scope="module")
def axe() -> str:
    return (install_packages(AXE) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def drawn_on(page: Page) -> None:
    """With some ink, and all of the article."""
    wait_for_state(page, "ready")
    drag(page, line((60, 60), (120, 70), speed=80))
    page.wait_for_selector("html[data-figures]", state="attached")


def faults(page: Page, axe: str) -> list[str]:
    """What axe-core calls serious or critical."""
    page.evaluate(axe)  # by the debugger: no policy of the page is bent for it
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:120]} ({len(each['nodes'])} places)"
        for each in found["violations"]
        if each["impact"] in BAD
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Callable[..., Opened], axe: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce").page
    drawn_on(page)
    wait_for_engine(page, "ort-wasm")
    assert faults(page, axe) == []
    page.locator('.row[data-cell="5"]').evaluate("row => row.click()")
    page.locator('.controls [data-control="write"]').evaluate("offer => offer.click()")
    for note in page.locator("details").all():
        note.evaluate("note => { note.open = true; }")
    assert faults(page, axe) == []
    page.locator('[data-control="take-along"]').evaluate("offer => offer.click()")
    assert faults(page, axe) == []


@pytest.mark.parametrize("path", ["article.html", "bench.html"])
def test_axe_finds_nothing_serious_on_the_other_pages(open_page: Callable[..., Opened], axe: str, path: str) -> None:
    page = open_page(path=path).page
    page.wait_for_load_state()
    assert faults(page, axe) == []


def test_without_javascript_the_article_can_be_read(open_page: Callable[..., Opened]) -> None:
    page = open_page(java_script_enabled=False).page
    page.wait_for_load_state()
    assert page.locator("#mind h2").is_visible()
    assert not page.locator(".strip").first.is_visible()
    page.locator("#more a").click()
    page.wait_for_url("**/article.html")
    for name in FIRST + FURTHER:
        assert page.locator(f"#{name} h2").is_visible()
    assert not page.locator("#states figure").is_visible()


def test_the_page_prints(open_page: Callable[..., Opened]) -> None:
    page = open_page(is_mobile=False, viewport={"width": 1280, "height": 800}).page
    drawn_on(page)
    wait_for_engine(page, "ort-wasm")
    draw(page, 1.5)
    show(page, "#rows")
    frames(page, 20)
    before = is_colour(decode(page.locator("#rows").screenshot()), token(page, "a1")).sum()
    page.emulate_media(media="print")
    frames(page, 20)
    after = is_colour(decode(page.locator("#rows").screenshot()), token(page, "a1")).sum()
    assert after > before / 2 > 20, "the rows are printed as they stood"
    for hidden in (".strip", ".time-bar", ".read-on", "div.live", ".tries"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("#gates .plate").first.is_visible()
    assert not page.locator(".picture").is_visible()  # nobody has looked at it: it is empty
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type/Page ") >= 4


def test_a_link_to_a_later_section_finds_it_when_it_comes(open_page: Callable[..., Opened]) -> None:
    page = open_page(path="#credits").page
    wait_for_state(page, "ready")
    page.wait_for_selector("html[data-figures]", state="attached")
    wait_until(page, "Math.abs(document.getElementById('credits').getBoundingClientRect().top) < 200")


@pytest.mark.parametrize(("name", "section"), [("states", "states"), ("network", "network"), ("draw", None)])
def test_a_figure_can_be_shown_alone(open_page: Callable[..., Opened], name: str, section: str | None) -> None:
    page = open_page(path=f"?exhibit={name}", viewport={"width": 1280, "height": 720}, is_mobile=False).page
    page.wait_for_selector(f'html[data-exhibit="{name}"][data-figures]', state="attached")
    page.locator("article > .exhibit" if section else "#draw").wait_for()  # it is chosen by the page's later half
    seen = [each.get_attribute("id") for each in page.locator("article > section").all() if each.is_visible()]
    assert seen == ([section] if section else [])
    assert page.locator("#draw").is_visible() == (name == "draw")
    assert not scrolls_sideways(page)


def test_a_left_hand_has_the_margin_on_the_right(open_page: Callable[..., Opened]) -> None:
    page = open_page().page
    drawn_on(page)

    def middle(selector: str) -> float:
        box = page.locator(selector).bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2

    assert middle("#draw .margin") < middle("#draw-nib")
    wait_for_engine(page, "ort-wasm")  # the second half of the page is there too
    page.locator('[data-control="margin-right"]').evaluate("box => box.click()")
    assert middle("#draw .margin") > middle("#draw-nib")
    assert page.locator("#draw-nib").bounding_box()["x"] == 0  # type: ignore[index]
    assert "margin" not in page.evaluate("location.hash")
    page.reload()
    wait_for_state(page, "ready")
    assert middle("#draw .margin") > middle("#draw-nib")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (640, 400)])
def test_no_text_is_cut_on_a_narrow_screen_or_at_twice_the_size(
    open_page: Callable[..., Opened], width: int, height: int
) -> None:
    """A desktop of 1280 x 800 has 640 x 400 CSS px at 200 per cent."""
    page = open_page(viewport={"width": width, "height": height}, is_mobile=width == 320).page
    drawn_on(page)
    cut = page.evaluate(
        """() => [...document.querySelectorAll("article :is(p, h2, h3, li, summary, figcaption, td, th, .button)")]
             .filter((each) => each.getClientRects().length && getComputedStyle(each).overflow === "hidden"
                && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 2))
             .map((each) => each.outerHTML.slice(0, 90))"""
    )
    assert cut == []
    assert not scrolls_sideways(page)
    beyond = page.locator("article h2, article p, article li, article table").evaluate_all(
        """(all, width) => all.filter((each) => each.getClientRects().length
             && each.getBoundingClientRect().right > width + 1).map((each) => each.outerHTML.slice(0, 90))""",
        width,
    )
    assert beyond == []
