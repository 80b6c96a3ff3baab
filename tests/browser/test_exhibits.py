"""One figure alone, on a wall: nothing else is ever seen, and all of it is in one window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from builder.exhibits import EXHIBITS
from tests.browser.drawing import at_rest, frames
from tests.browser.touch import SURFACE
from tests.browser.waiting import PATIENCE_MS, wait_for_engine, wait_until
from tests.conftest import Opened
from tests.thorough import thorough_but

SIZES = [(1280, 800), (1920, 1080)]
WALL: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False, "device_scale_factor": 1,
}  # fmt: skip
SURFACES = {"states": '[data-surface="states"] canvas', "network": '[data-surface="network"] canvas'}

# In every frame from the first on, what of the page is to be seen.
EYE = """
window.everSeen = new Set();
const parts = ".top, .sheet, .controls, nav:not(.skip), footer, .more, article > section";
const name = (part) => part.id || part.className || part.localName;
requestAnimationFrame(function look() {
  for (const part of document.querySelectorAll(parts)) if (part.getClientRects().length) everSeen.add(name(part));
  requestAnimationFrame(look);
});
"""
TRACE = 0.62  # of a row's height: its name is below, see curlicue_ink.states
NAMES_IN_TRACES = """(rows, trace) => rows.filter((row) => {
  const { top, height } = row.getBoundingClientRect();
  return row.querySelector(".follows").getBoundingClientRect().top < top + trace * height - 1;
}).map((row) => row.textContent)"""
WANTED = {  # by exhibit: what may be seen
    "states": {"states"},
    "ribbons": {"draw", "controls", "ribbons"},
    "network": {"network"},
    "detector": {"detector"},
    "draw": {"top", "draw", "controls"},
}


def watch(context: BrowserContext) -> None:
    context.add_init_script(EYE)


def opened(open_page: Callable[..., Opened], name: str) -> Page:
    """An exhibit, once its figures are there and the worker draws them."""
    page: Page = open_page(path=f"?exhibit={name}", prepare=watch, **WALL).page
    page.wait_for_selector("html[data-figures]", state="attached", timeout=PATIENCE_MS)
    wait_for_engine(page, "ort-wasm")
    return page


def draw(page: Page, surface: str) -> None:
    """A short stroke with the mouse."""
    place = page.locator(surface).last.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 40, place["y"] + 50)
    page.mouse.down()
    for k in range(20):
        page.mouse.move(place["x"] + 40 + 2 * k, place["y"] + 50)
        frames(page)
    page.mouse.up()
    at_rest(page, strokes=1)


def test_every_exhibit_is_looked_at_here() -> None:
    assert WANTED.keys() == set(EXHIBITS)


UNKNOWN = ("?exhibit=nothing", "?exhibit=", "?exhibition=states")
IN_CI = {"states", "detector", "draw"}  # one of each kind


@pytest.mark.parametrize("name", thorough_but(IN_CI, WANTED))
def test_nothing_else_is_ever_seen_and_all_of_it_is_in_one_window(open_page: Callable[..., Opened], name: str) -> None:
    page = opened(open_page, name)
    if name != "detector":
        page.locator('[data-control="free-run"]').evaluate("box => box.checked && box.click()")
        draw(page, SURFACES.get(name, SURFACE))
        expect(page.locator("#time-bar")).to_be_visible()
    else:
        wait_until(page, """document.querySelector('#detector figure[data-state="ready"]')""")
    assert set(page.evaluate("[...everSeen]")) == WANTED[name]
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        frames(page, 3)
        fits(page, name)


def fits(page: Page, name: str) -> None:
    """Its title, all one can see or use of it, and the time bar below that are in the window."""
    whole = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert whole == page.evaluate("[innerWidth, innerHeight]")
    expect(page.locator("h1.wordmark" if name == "draw" else ".exhibit h2")).to_be_in_viewport(ratio=1)
    end = page.evaluate("document.getElementById('time-bar').getBoundingClientRect().top || innerHeight")
    beyond = page.evaluate(
        """(end) => [...document.querySelectorAll("canvas, button, input, .told")]
             .filter((part) => part.checkVisibility() && !part.closest("#time-bar"))
             .filter((part) => { const box = part.getBoundingClientRect(); return box.top < 0 || box.bottom > end; })
             .map((part) => part.outerHTML.slice(0, 90))""",
        end,
    )
    assert beyond == []
    if name == "states":
        assert page.locator(".row").evaluate_all(NAMES_IN_TRACES, TRACE) == []


def test_a_cell_opened_on_the_wall_stands_beside_the_rows(open_page: Callable[..., Opened]) -> None:
    page = opened(open_page, "states")
    draw(page, SURFACES["states"])
    page.locator('.row[data-cell="5"]').click()
    expect(page.locator("#cell")).to_be_in_viewport(ratio=1)
    expect(page.locator("#rows")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("address", thorough_but({UNKNOWN[0]}, UNKNOWN))
def test_an_unknown_name_shows_the_page(open_page: Callable[..., Opened], address: str) -> None:
    page = open_page(path=address, prepare=watch, **WALL).page
    page.wait_for_selector("html[data-figures]", state="attached", timeout=PATIENCE_MS)
    assert {"top", "draw", "controls", "mind", "states"} <= set(page.evaluate("[...everSeen]"))
