"""A drawing in a frame of somebody else's page, on another site: exactly the html that *Copy an embed* gives.

One page of one browser serves all tests of an engine, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from builder.server import SiteServer
from curlicue_words import drawing_words
from tests.browser import waiting
from tests.browser.documents import HANDS, digest, drawing
from tests.browser.drawing import at_rest as recorded_at_rest
from tests.browser.drawing import check_ink, load_hands, pens, save_data
from tests.browser.looking import check_line_in
from tests.browser.test_lacks import REFUSED
from tests.browser.touch import SURFACE, line
from tests.conftest import opening
from tests.drivers.driver import Driver, Place
from tests.drivers.firefox import Firefox
from tests.drivers.found import ENGINES, to_test
from tests.drivers.framed import Foreign, Framed
from tests.drivers.opening import opened, place
from tests.drivers.page import (
    at_rest,
    box,
    colour,
    control,
    drag,
    picture_in_css_px,
    wait_until,
)
from tests.thorough import thorough_but

STROKES = len(HANDS) + 1
SAYS = "document.getElementById('draw-status-text').textContent === {!r}"
NOW_YOURS, NOT_KEPT = (SAYS.format(said) for said in (drawing_words.NOW_YOURS, drawing_words.NOT_KEPT))
WIDTHS = (320, 390, 600, 800)  # CSS px of the other page's window
SWIPE = [(0.0, -6.0 * k) for k in range(40)]
REJECT_FOREIGN = {"network.cookie.cookieBehavior": 1}  # what is kept by a site in another's page; here it throws


@pytest.fixture(scope="module")
def snippet(browser: Browser, server: SiteServer) -> str:
    """What is copied for a drawing of three hands."""

    def no_clipboard(context: BrowserContext) -> None:
        save_data(context)
        context.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ get: {REFUSED} }});")

    with opening(browser, server) as open_:
        page = open_(prepare=no_clipboard, path=f"#drawing={drawing()[0]}").page
        waiting.wait_for_state(page, "ready")
        waiting.wait_until(page, "curlicue.snapshot().steps > 0")
        page.keyboard.press("Escape")
        recorded_at_rest(page, strokes=STROKES)
        page.locator(control("take-along")).tap()
        page.locator(control("embed")).tap()
        waiting.wait_until(page, "document.getElementById('share-address').value")
        found = page.locator("#share-address").input_value()
        assert drawing()[0] in found
        return found


@pytest.fixture(scope="module")
def foreign(snippet: str) -> Iterator[Foreign]:
    with Foreign(snippet) as running:
        yield running


@pytest.fixture(scope="module", params=thorough_but({"chromium", "firefox"}, to_test(ENGINES)))
def frame_of_engine(request: pytest.FixtureRequest, foreign: Foreign, playwright: Playwright) -> Iterator[Framed]:
    with opened(request.param, playwright) as driver:
        driver.open(foreign.address)
        yield Framed(driver)


@pytest.fixture
def frame(frame_of_engine: Framed, server: SiteServer) -> Iterator[Framed]:
    """The frame; a test during which anything goes wrong in it fails."""
    yield frame_of_engine
    check_no_faults(frame_of_engine, server)


def check_no_faults(frame: Framed, server: SiteServer) -> None:
    """The frame asks its own site alone; to the page around it that is another."""
    faults = frame.take_faults()
    assert [each for each in faults if f"leaves the origin: {server.address}" not in each] == []


def scrolled(driver: Driver) -> float:
    """How far a page, or a frame, is scrolled, CSS px."""
    found: float = driver.evaluate("scrollY")
    return found


def to_the_top(frame: Framed) -> None:
    for each in (frame, frame.outer):
        each.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


def middle(frame: Framed, selector: str) -> Place:
    left, top, width, height = box(frame, selector)
    return left + width / 2, top + height / 2


def test_it_draws_itself_and_leaves_the_page_where_it_was(frame: Framed) -> None:
    wait_until(frame, "globalThis.curlicue?.snapshot().steps > 30")
    wait_until(frame, NOW_YOURS)
    found = at_rest(frame, strokes=STROKES)["strokes"]
    assert digest(stroke["pens"] for stroke in found) == drawing()[1]
    zoom = frame.evaluate("Number(document.getElementById('draw').dataset.zoom || 1)")
    places = [(x * zoom, y * zoom) for stroke in found for x, y in pens(stroke)]
    check_line_in(picture_in_css_px(frame, SURFACE), colour(frame, "line"), places)
    assert scrolled(frame.outer) == 0
    if frame.name != "webkit":  # whose driver gives the focus to the frame that it asks
        assert frame.outer.evaluate("document.activeElement === document.body"), "the frame took the focus"


def test_its_reader_draws_in_it(frame: Framed, dist: Path) -> None:
    drag(frame, line((40, 250), (110, 255), speed=60))
    found = at_rest(frame, strokes=STROKES + 1)
    check_ink(found, load_hands(dist))


@pytest.mark.parametrize("over", [SURFACE, ".margin .scroll-here", ".pull", ".also"])
def test_the_wheel_scrolls_the_page_around_it(frame: Framed, over: str) -> None:
    """Over the sheet too: a wheel does not draw."""
    to_the_top(frame)
    at = middle(frame, over)
    frame.wheel(at, 120)
    wait_until(frame.outer, "scrollY > 100")
    assert scrolled(frame) == 0  # all of it is seen: nothing of it scrolls


def test_a_finger_scrolls_the_page_by_the_margin_and_draws_on_the_sheet(frame: Framed) -> None:
    if frame.name != "chromium":
        pytest.skip("no other driver's touches scroll")
    for over, scrolls in ((".margin .scroll-here", True), (".controls", True), (SURFACE, False)):
        to_the_top(frame)
        left, top = middle(frame, over)
        swipe = [(left + x, top + y) for x, y in SWIPE]
        before = len(at_rest(frame)["strokes"])
        frame.press(swipe[0])
        frame.move(swipe[1:])
        frame.lift()
        if scrolls:
            wait_until(frame.outer, "scrollY > 100")
        drawn = len(at_rest(frame)["strokes"]) - before
        assert (drawn, scrolled(frame.outer) > 0) == (not scrolls, scrolls), over


@pytest.mark.thorough
@pytest.mark.parametrize("engine", [name for name in to_test(ENGINES) if name == "firefox"])
def test_it_draws_where_it_may_keep_nothing(engine: str, foreign: Foreign, server: SiteServer, dist: Path) -> None:
    """As in Chromium in any case: there too the tests above are of a frame that may keep nothing."""
    with place() as (home, programs):
        driver = Firefox(home, programs, preferences=REJECT_FOREIGN)
        driver.open(foreign.address)
        frame = Framed(driver)
        wait_until(frame, "document.documentElement?.dataset.state === 'ready'")
        assert frame.evaluate("curlicue.read(window, 'localStorage')") is None
        wait_until(frame, NOW_YOURS)
        at_rest(frame, strokes=STROKES)
        wait_until(frame, "document.documentElement.dataset.kept === 'no'")
        assert frame.evaluate(NOW_YOURS), "one who only looks on has nothing to lose"
        drag(frame, line((40, 250), (110, 255), speed=60))
        check_ink(at_rest(frame, strokes=STROKES + 1), load_hands(dist))
        wait_until(frame, NOT_KEPT)
        check_no_faults(frame, server)


def test_it_fits_and_follows_the_width_of_the_page_around_it(
    browser: Browser, foreign: Foreign, server: SiteServer
) -> None:
    with opening(browser, foreign) as open_:
        page, watch = open_(viewport={"width": WIDTHS[0], "height": 844})
        watch.allow(f"leaves the origin: {server.address}")
        element = page.locator("iframe").element_handle()
        frame = element.content_frame()
        assert frame is not None
        waiting.wait_for_state(frame, "ready")
        page.evaluate("document.querySelector('iframe').focus()")
        waiting.wait_until(frame, "curlicue.snapshot().steps > 0")
        frame.locator("body").press("Escape")
        waiting.wait_until(frame, NOW_YOURS)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            waiting.wait_until(frame, f"innerWidth === {width - 24}")
            root = "document.documentElement"
            assert frame.evaluate(f"{root}.scrollWidth <= innerWidth"), width
            assert frame.evaluate(f"{root}.scrollHeight <= innerHeight"), width
