"""The sheet's tools and its invitation: what can do nothing looks so, and an empty sheet invites."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from tests.browser.drawing import at_rest, frames, save_data
from tests.browser.looking import visible_texts
from tests.browser.touch import Finger, drag, line
from tests.browser.waiting import wait_for_engine, wait_for_state
from tests.conftest import Opened, opening

TOOLS = ("undo", "redo", "clear", "save-png")


@pytest.fixture(scope="module", params=["starter", "ort-wasm"])
def phone(request: pytest.FixtureRequest, browser: Browser, server: SiteServer) -> Iterator[Page]:
    """A phone with an empty sheet that was drawn on before, by either engine."""
    engine = request.param
    with opening(browser, server) as open_:
        page = open_(prepare=save_data if engine == "starter" else None).page
        wait_for_state(page, "ready")
        frames(page, 3)
        assert able(page) == set()
        page.locator('[data-control="free-run"]').uncheck()
        drag(page, line((40, 120), (90, 125), 100))
        wait_for_engine(page, engine)
        at_rest(page, strokes=1)
        yield page


def tool(page: Page, name: str) -> None:
    page.locator(f'[data-control="{name}"]').dispatch_event("click")  # it need not be able to do anything
    frames(page, 4)


def able(page: Page) -> set[str]:
    """The tools that have something to do."""
    found: list[str] = page.evaluate(
        """(tools) => tools.filter((name) =>
             document.querySelector(`[data-control="${name}"]`).getAttribute("aria-disabled") === "false")""",
        TOOLS,
    )
    return set(found)


def test_tools_that_can_do_nothing_look_so_and_an_empty_sheet_invites(phone: Page) -> None:
    hint = phone.locator("#draw-invite .hint")
    drawn = {"undo", "clear", "save-png"}
    assert able(phone) == drawn
    expect(hint).to_be_hidden()
    ink, pale = (
        phone.locator(f'[data-control="{name}"]').evaluate("e => getComputedStyle(e).color")
        for name in ("undo", "redo")
    )
    assert ink != pale

    phone.locator('[data-control="undo"]').focus()
    phone.keyboard.press("Enter")
    expect(hint).to_be_visible()
    assert able(phone) == {"redo"}
    expect(phone.locator('[data-control="undo"]')).to_be_focused()

    tool(phone, "redo")
    expect(hint).to_be_hidden()
    assert able(phone) == drawn

    tool(phone, "clear")
    expect(hint).to_be_visible()
    assert able(phone) == {"undo"}
    assert visible_texts(phone.locator("#draw-status-text")) == ["Cleared. Undo brings it back."]
    tool(phone, "clear")  # nothing is cleared, nothing is said, and there is nothing to be saved
    assert visible_texts(phone.locator("#draw-status-text")) == []
    saved = []
    phone.on("download", lambda download: saved.append(download.suggested_filename))
    tool(phone, "save-png")
    frames(phone, 20)
    assert saved == []

    finger = Finger(phone)
    finger.press((60.0, 200.0))
    frames(phone, 3)
    expect(hint).to_be_hidden()
    finger.move(line((60, 200), (90, 200), 100)[1:])
    finger.lift()
    at_rest(phone, strokes=1)
    expect(hint).to_be_hidden()
    assert able(phone) == drawn
    tool(phone, "undo")
    tool(phone, "undo")
    expect(hint).to_be_hidden()  # the stroke before the clear is back
    tool(phone, "undo")
    expect(hint).to_be_visible()
    tool(phone, "redo")
    at_rest(phone, strokes=1)


def test_a_fresh_page_offers_nothing_until_the_first_touch(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    frames(page, 3)
    assert able(page) == set()
    assert page.locator("#draw-invite .hint").is_visible()
    finger = Finger(page)
    finger.press((60.0, 200.0))
    frames(page, 3)
    assert able(page) == {"undo", "clear", "save-png"}
    finger.lift()
