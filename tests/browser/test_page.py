"""The page around the sheet: it scrolls, keys reach everything, and any address will do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import builder.server
from builder.server import SiteServer
from tests.browser.drawing import at_rest, frames, save_data
from tests.browser.touch import Finger, drag, line
from tests.browser.waiting import wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened, opening

TOY = ("undo", "redo", "clear", "save-png", "pull", "free-run")


@pytest.fixture
def ready(open_page: Callable[..., Opened]) -> Page:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    return page


def test_a_finger_in_the_margin_scrolls_the_page(ready: Page) -> None:
    Finger(ready, "#draw .margin").drag(line((20, 300), (20, 120), speed=600))
    wait_until(ready, "scrollY > 60")
    at_rest(ready, strokes=0)


def test_a_finger_on_the_sheet_draws_and_does_not_scroll(ready: Page) -> None:
    drag(ready, line((150, 400), (150, 150), speed=400))
    at_rest(ready, strokes=1)
    assert ready.evaluate("scrollY") == 0


def test_the_sheet_draws_in_the_right_place_when_the_page_is_scrolled(ready: Page) -> None:
    ready.evaluate("scrollTo({ top: 80, behavior: 'instant' })")
    frames(ready, 3)
    drag(ready, line((100, 250), (140, 260), speed=200))
    stroke = at_rest(ready, strokes=1)["strokes"][0]
    assert stroke["ticks"][:2] == pytest.approx([100, 250], abs=0.5)


def test_keys_reach_every_control(ready: Page) -> None:
    ready.locator(".free-run summary").press("Enter")  # the length is folded away until somebody asks for it
    ready.locator(".read-on").focus()  # the first thing on the page
    reached: list[str] = []
    for _ in range(20):
        ready.keyboard.press("Tab")
        reached.append(ready.evaluate("document.activeElement.dataset.control ?? document.activeElement.id"))
    assert set(TOY) <= set(reached), reached
    assert "free-run-length" in reached


def test_keys_work_the_controls(ready: Page) -> None:
    drag(ready, line((60, 200), (120, 210), speed=150))
    at_rest(ready, strokes=1)
    ready.locator('[data-control="clear"]').focus()
    ready.keyboard.press("Enter")
    at_rest(ready, strokes=0)
    ready.locator('[data-control="undo"]').focus()
    ready.keyboard.press("Space")
    at_rest(ready, strokes=1)
    ready.locator('[data-control="pull"]').focus()
    ready.keyboard.press("End")
    ready.locator('[data-control="free-run"]').focus()
    ready.keyboard.press("Space")
    settings = at_rest(ready)["settings"]
    assert settings["pull"] == 1
    assert settings["free_steps"] == 90  # a second and a half


def test_the_invitation_goes_at_the_first_touch_and_the_status_with_it(ready: Page) -> None:
    assert ready.locator("#draw-invite .hint").is_visible()
    drag(ready, line((60, 200), (80, 200), speed=150))
    assert not ready.locator("#draw-invite .hint").is_visible()
    assert not ready.locator("#draw-status").is_visible()


def test_the_way_past_the_sheet_leads_to_the_text(ready: Page) -> None:
    ready.locator(".read-on").tap()
    wait_until(ready, "document.querySelector('#read').getBoundingClientRect().top < innerHeight / 2")


def test_what_is_set_stays_set_on_this_device_and_in_the_address(ready: Page) -> None:
    ready.locator('[data-control="pull"]').fill("64")
    ready.locator('[data-control="pull"]').dispatch_event("change")
    wait_until(ready, "location.hash.includes('pull=64')")
    ready.locator('[data-control="pull"]').fill("65")
    ready.locator('[data-control="pull"]').dispatch_event("change")  # and the page is left at once
    ready.goto(ready.url.split("#")[0] + "?again")
    wait_for_state(ready, "ready")
    assert ready.locator('[data-control="pull"]').input_value() == "65"
    assert not ready.locator('[data-control="free-run"]').is_checked()


def test_any_sub_path_will_do(browser: Browser, dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder.server, "PREFIX", "/somebody/else/pens/")
    with SiteServer(dist) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert "/somebody/else/pens/" in server.address
        with opening(browser, server) as open_:
            page = open_().page
            wait_for_state(page, "ready")
            drag(page, line((60, 120), (120, 130), speed=100))
            wait_for_engine(page, "ort-wasm")
            at_rest(page, strokes=1)
        server.shutdown()


def test_with_less_motion_nothing_draws_on_by_itself(open_page: Callable[..., Opened]) -> None:
    page = open_page(reduced_motion="reduce").page
    wait_for_state(page, "ready")
    assert not page.locator('[data-control="free-run"]').is_checked()


def test_a_snapshot_is_there_however_often_one_asks(ready: Page) -> None:
    """MicroPython's collector runs every thousand calls or so: it must not take what was just given."""
    assert ready.evaluate("Array.from({ length: 3000 }, () => curlicue.snapshot()).every(Boolean)")
