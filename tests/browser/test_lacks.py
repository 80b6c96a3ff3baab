"""What browsers lack, refuse or do otherwise, one thing at a time: the best engine that is possible there draws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from builder.server import SiteServer
from curlicue_words.drawing_words import NOT_KEPT
from tests.browser.drawing import Held, at_rest, check_ink, frames, load_hands, pens
from tests.browser.looking import (
    Mask,
    Picture,
    check_line,
    decode,
    ink_pixels,
    look,
    near,
    scrolls_sideways,
    visible_texts,
)
from tests.browser.strip import show
from tests.browser.touch import drag, line
from tests.browser.waiting import snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened
from tests.thorough import thorough_but

SLOWER = "A slower one is drawing."
LEGIBLE = 3.0  # contrast of what is no text

REFUSED = "() => { throw new DOMException('refused', 'SecurityError'); }"


class Lack(NamedTuple):
    """What a script takes away before the page begins, and the engine that can draw without."""

    script: str
    engine: str = "ort-wasm"


def missing(name: str, on: str = "globalThis") -> str:
    """A property that is there and undefined, as in a browser that has never heard of it."""
    return f"Object.defineProperty({on}, '{name}', {{ value: undefined, configurable: true, writable: true }});"


def null(name: str) -> str:
    return f"Object.defineProperty(globalThis, '{name}', {{ value: null, configurable: true }});"


def refused(name: str) -> str:
    """Reading it throws, as with site data blocked."""
    return f"Object.defineProperty(globalThis, '{name}', {{ get: {REFUSED}, configurable: true }});"


LACKS = {
    "no connection": Lack(missing("connection", on="Navigator.prototype")),
    "no coalesced events": Lack("delete PointerEvent.prototype.getCoalescedEvents;"),
    "no localStorage": Lack(null("localStorage")),
    "localStorage refused": Lack(refused("localStorage")),
    "localStorage full": Lack(f"Storage.prototype.setItem = {REFUSED};"),
    "no indexedDB": Lack(missing("indexedDB")),
    "indexedDB refused": Lack(refused("indexedDB")),
    "indexedDB does not open": Lack(f"IDBFactory.prototype.open = {REFUSED};"),
    "no BroadcastChannel": Lack(missing("BroadcastChannel")),
    "BroadcastChannel refused": Lack(f"globalThis.BroadcastChannel = function () {{ ({REFUSED})(); }};"),
    "no Worker": Lack(missing("Worker"), "starter"),
    "Worker refused": Lack(f"globalThis.Worker = function () {{ ({REFUSED})(); }};", "starter"),
    "no OffscreenCanvas": Lack(
        missing("OffscreenCanvas") + "delete HTMLCanvasElement.prototype.transferControlToOffscreen;", "starter"
    ),
    "no matchMedia": Lack(missing("matchMedia")),
}

# The observer's calls wait until the test lets them.
LATE_OBSERVER = """const Known = ResizeObserver;
const told = new Promise((tell) => { globalThis.tellSizes = tell; });
globalThis.ResizeObserver = class extends Known {
  constructor(hear) { super((...given) => told.then(() => hear(...given))); }
};"""

# As WebKit has it, for half a minute.
FEW_ADDRESSES = """let left = 100;
const known = History.prototype.replaceState;
History.prototype.replaceState = function (...given) {
  if (left-- <= 0) throw new DOMException("too many", "SecurityError");
  known.apply(this, given);
};"""


def check_draws(page: Page | Frame, dist: Path, engine: str = "ort-wasm") -> None:
    """Two strokes are the network's, on the screen too; at the end the engine named draws."""
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    strokes = len(at_rest(page)["strokes"])
    drag(page, line((40, 100), (80, 110), speed=80))
    at_rest(page, strokes=strokes + 1)
    wait_for_engine(page, engine)
    if engine == "starter":
        page.locator("#notice-text").wait_for()
    drag(page, line((40, 260), (100, 270), speed=60))
    found = at_rest(page, strokes=strokes + 2)
    check_ink(found, load_hands(dist))
    assert snapshot(page)["engine"] == engine
    assert page.evaluate("document.documentElement.dataset.state") == "ready"


def check_inked(page: Page | Frame) -> None:
    """The whole drawing is on the screen, in the line's colour."""
    check_line(page, [place for stroke in at_rest(page)["strokes"] for place in pens(stroke)])


def check_says_what_is_true(page: Page | Frame, engine: str) -> None:
    """One sentence where the fast engine is missing, else none."""
    seen = visible_texts(page.locator("#draw-status"), page.locator("#notice-text"))
    said = [sentence for sentence in seen if sentence != NOT_KEPT]  # where nothing is kept it is said once
    if engine == "ort-wasm":
        assert said == []
    else:
        assert len(said) == 1, said
        assert SLOWER in said[0]


def choose(page: Page | Frame, name: str) -> None:
    page.locator(f'label:has([data-name="{name}"])').tap()
    wait_until(page, f"curlicue.snapshot().hand === {name!r}")


# In CI one of each kind: missing, refused, and the engine that is left.
IN_CI = {
    "localStorage refused", "indexedDB refused", "no Worker", "no OffscreenCanvas", "no matchMedia",
}  # fmt: skip


@pytest.mark.parametrize("lack", thorough_but(IN_CI, LACKS))
def test_it_draws_where_something_is_missing(open_page: Callable[..., Opened], dist: Path, lack: str) -> None:
    script, engine = LACKS[lack]
    page = open_page(prepare=lambda context: context.add_init_script(script)).page
    check_draws(page, dist, engine)
    check_inked(page)
    check_says_what_is_true(page, engine)
    choose(page, "waves")  # no comfort that is missing stops what the reader asks for
    drag(page, line((40, 340), (80, 350), speed=80))
    assert at_rest(page, strokes=3)["strokes"][2]["hand"] == "waves"
    check_says_what_is_true(page, engine)


def test_a_size_that_is_told_late(open_page: Callable[..., Opened], dist: Path) -> None:
    later = Held("**/later.txt")  # the other half of the page looks again when it comes

    def prepare(context: BrowserContext) -> None:
        later(context)
        context.add_init_script(LATE_OBSERVER)

    page = open_page(prepare=prepare).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    drag(page, line((40, 180), (80, 190), speed=80))
    wait_until(page, "curlicue.snapshot().steps > 40")
    frames(page, 3)
    assert ink_pixels(page) > 40
    later.let_go()
    page.evaluate("tellSizes()")
    check_draws(page, dist)
    check_inked(page)
    check_says_what_is_true(page, "ort-wasm")


@pytest.mark.thorough
def test_an_address_that_may_not_change_so_often(open_page: Callable[..., Opened], dist: Path) -> None:
    page = open_page(prepare=lambda context: context.add_init_script(FEW_ADDRESSES)).page
    wait_for_state(page, "ready")
    page.locator('[data-control="pull"]').focus()
    for _ in range(60):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
    page.evaluate("() => { for (let k = 0; k < 101; k++) try { history.replaceState(null, ''); } catch { return; } }")
    choose(page, "coil")
    check_draws(page, dist)
    assert {stroke["hand"] for stroke in at_rest(page)["strokes"]} == {"coil"}
    check_inked(page)
    check_says_what_is_true(page, "ort-wasm")


def test_fonts_that_are_blocked(open_page: Callable[..., Opened], dist: Path) -> None:
    """They fail while the page still waits for its network, whose loss is another matter."""
    fonts, network = Held("**/*.woff2"), Held("**/starter.txt")

    def prepare(context: BrowserContext) -> None:
        fonts(context)
        network(context)

    opened = open_page(prepare=prepare)
    opened.watch.allow("Failed to load resource")
    page = opened.page
    wait_until(page, "globalThis.curlicue?.readOn")  # the page's first script hears of what fails
    fonts.refuse()
    wait_until(page, "[...document.fonts].every((font) => font.status === 'error')")
    frames(page, 3)
    assert page.evaluate("document.documentElement.dataset.state") == "loading"
    assert not page.locator("#notice").is_visible()
    network.let_go()
    check_draws(page, dist)
    check_inked(page)
    check_says_what_is_true(page, "ort-wasm")


def test_a_frame_that_may_only_run_scripts(open_page: Callable[..., Opened], server: SiteServer, dist: Path) -> None:
    opened = open_page(path="licences.txt")  # some page of the same server; the frame's own origin is none
    opened.watch.allow("favicon")  # a text names no icon
    page = opened.page
    page.evaluate(
        """(address) => {
          const frame = Object.assign(document.createElement("iframe"), { width: 390, height: 700, src: address });
          frame.sandbox = "allow-scripts";
          document.body.replaceChildren(frame);
        }""",
        server.address,
    )
    handle = page.wait_for_selector("iframe")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    check_draws(frame, dist, "starter")
    check_inked(frame)
    check_says_what_is_true(frame, "starter")
    assert frame.evaluate("origin") == "null"


def contrasts(picture: Picture) -> Mask:
    """Where a picture stands out from its ground, which is its most frequent colour, as WCAG measures it."""

    def light(colours: np.ndarray) -> np.ndarray:
        shares = colours / 255
        linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
        return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))

    colours, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    ground = light(colours[counts.argmax()])
    own = light(picture)
    mask: Mask = (np.maximum(own, ground) + 0.05) / (np.minimum(own, ground) + 0.05) >= LEGIBLE
    return mask


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_in_forced_colours_ink_and_figures_are_legible(
    open_page: Callable[..., Opened], dist: Path, scheme: str
) -> None:
    page = open_page(forced_colors="active", color_scheme=scheme).page
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    check_draws(page, dist)
    check_says_what_is_true(page, "ort-wasm")
    places = [place for stroke in at_rest(page)["strokes"] for place in pens(stroke)]
    inked = near(contrasts(look(page)), places, 3)
    assert sum(inked) >= 0.97 * len(inked)
    for canvas in ("#states-1", "#states-2", "#network-nodes", "#ribbons-canvas", "#time-canvas"):
        show(page, canvas)
        frames(page, 30)
        seen = int(contrasts(decode(page.locator(canvas).screenshot(scale="css"))).sum())
        assert seen > 60, f"{canvas} has {seen} pixels that stand out"


@pytest.mark.thorough
def test_from_right_to_left(open_page: Callable[..., Opened], dist: Path) -> None:
    def turned(context: BrowserContext) -> None:
        text = (dist / "index.html").read_text(encoding="utf-8")
        assert text.count('<html lang="en"') == 1
        body = text.replace('<html lang="en"', '<html lang="en" dir="rtl"')
        context.route("**/curlicue/", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))

    page = open_page(prepare=turned).page
    check_draws(page, dist)
    assert page.evaluate("document.dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"  # a sheet is a sheet, its text is Latin
    check_inked(page)
    check_says_what_is_true(page, "ort-wasm")
    assert not scrolls_sideways(page)


def test_text_of_twice_the_size(open_page: Callable[..., Opened], dist: Path) -> None:
    """The reader's own setting for text, not the zoom of the page."""
    page = open_page().page
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    check_draws(page, dist)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
    check_inked(page)
    check_says_what_is_true(page, "ort-wasm")
    assert not scrolls_sideways(page)
