"""Any static host will do: the site draws wherever its files are served, and says so where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser.drawing import at_rest, check_ink, load_hands
from tests.browser.touch import drag, line
from tests.browser.waiting import wait_for_engine, wait_for_state
from tests.conftest import opening
from tests.drivers.found import ENGINES, HOSTS, to_test
from tests.drivers.hosts import hosted
from tests.drivers.opening import opened
from tests.drivers.page import wait_until

# What Emscripten says of a wasm without its type, before it does without.
WITHOUT_TYPE = "wasm streaming compile failed|falling back to ArrayBuffer instantiation"


@pytest.mark.parametrize("host", to_test(HOSTS))
def test_a_host_that_knows_nothing_of_us(browser: Browser, dist: Path, tmp_path: Path, host: str) -> None:
    with hosted(host, dist, tmp_path) as running, opening(browser, running) as open_:
        found = open_()
        if host == "busybox":
            found.watch.allow(WITHOUT_TYPE)
        page = found.page
        wait_for_state(page, "ready")
        page.locator('[data-control="free-run"]').uncheck()
        drag(page, line((60, 120), (120, 130), speed=60))
        wait_for_engine(page, "ort-wasm")
        drag(page, line((60, 220), (120, 230), speed=60))
        check_ink(at_rest(page, strokes=2), load_hands(dist))


def test_no_file_ends_as_hosts_do_not_know_it(dist: Path) -> None:
    """Stock nginx and busybox send .mjs without a script's type, and browsers then refuse it."""
    assert not list(dist.rglob("*.mjs"))


@pytest.mark.parametrize("engine", to_test(ENGINES))
def test_opened_from_disk_it_says_that_it_needs_a_web_server(dist: Path, playwright: Playwright, engine: str) -> None:
    with opened(engine, playwright) as driver:
        driver.open((dist / "index.html").as_uri())
        said = wait_until(driver, "document.getElementById('notice').checkVisibility() && document.body.innerText")
        assert "This page needs a web server" in said
        assert "python3 -m http.server" in said
        assert "http://localhost:8000" in said
        assert driver.evaluate("document.querySelector('[data-control=retry]').checkVisibility()") is False
