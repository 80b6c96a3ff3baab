"""Modules of WebAssembly in two parts, in three browser engines: calls to what is late, and calls in vain."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from builder.parted import PARTED, read_executed, rest_of, whole_of
from builder.server import SiteServer
from builder.wasm_parts import parted
from tests.browser.drawing import check_ink, load_hands
from tests.browser.touch import line
from tests.drivers.found import ENGINES, to_test
from tests.drivers.opening import opened
from tests.drivers.page import at_rest, drag, wait_for_engine, wait_for_state, wait_until
from tests.thorough import thorough_but

LATE = 9  # of so many functions that are executed one is late
RESTS = [rest_of(path) for path in PARTED]
PAGES, *WORKERS = PARTED  # of whose Python, and what its worker has
SAYS = "!document.getElementById('notice').hidden"


@pytest.fixture(scope="module")
def late_dist(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, with functions late that every visit calls."""
    folder = tmp_path_factory.mktemp("late") / "dist"
    shutil.copytree(dist, folder)
    for path, noted in PARTED.items():
        executed = sorted(read_executed(noted.read_text()).functions)
        parts = parted((dist / whole_of(path)).read_bytes(), [each for each in executed if each % LATE])
        (folder / path).write_bytes(parts.first)
        (folder / rest_of(path)).write_bytes(parts.rest)
    return folder


@pytest.fixture
def late_server(late_dist: Path) -> Iterator[SiteServer]:
    with SiteServer(late_dist) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.mark.parametrize("engine", to_test(ENGINES))
def test_what_is_late_comes_when_it_is_called(
    engine: str, late_server: SiteServer, playwright: Playwright, dist: Path
) -> None:
    with opened(engine, playwright) as page:
        page.open(late_server.address)
        wait_for_state(page, "ready")
        drag(page, line((60, 60), (120, 60), speed=60))
        wait_for_engine(page, "ort-wasm")
        drag(page, line((60, 160), (120, 160), speed=60))
        check_ink(at_rest(page, strokes=2), load_hands(dist))
        assert {served.path for served in late_server.served} >= set(RESTS)
        assert page.take_faults() == []


@pytest.mark.parametrize("engine", thorough_but({"chromium"}, to_test(ENGINES)))
@pytest.mark.parametrize("path", [pytest.param(path, id=Path(path).name.partition(".")[0]) for path in WORKERS])
def test_where_it_does_not_come_one_draws_on(
    engine: str, path: str, late_dist: Path, late_server: SiteServer, playwright: Playwright, dist: Path
) -> None:
    aside = (late_dist / rest_of(path)).rename(late_dist / "aside")
    try:
        with opened(engine, playwright) as page:
            page.open(late_server.address)
            wait_for_state(page, "ready")
            drag(page, line((60, 60), (120, 60), speed=60))
            wait_until(page, SAYS)
            drag(page, line((60, 160), (120, 160), speed=60))
            check_ink(at_rest(page, strokes=2), load_hands(dist))
            assert page.evaluate("document.documentElement.dataset.engine") in {"starter", "python"}
    finally:
        aside.rename(late_dist / rest_of(path))


@pytest.mark.parametrize("engine", thorough_but({"chromium"}, to_test(ENGINES)))
def test_where_the_page_itself_lacks_it_one_is_told(
    engine: str, late_dist: Path, late_server: SiteServer, playwright: Playwright
) -> None:
    aside = (late_dist / rest_of(PAGES)).rename(late_dist / "aside")
    try:
        with opened(engine, playwright) as page:
            page.open(late_server.address)
            wait_until(page, SAYS)
            assert "did not arrive" in page.evaluate("document.getElementById('notice-text').textContent")
            assert page.evaluate("!document.querySelector('[data-control=retry]').hidden")
    finally:
        aside.rename(late_dist / rest_of(PAGES))
