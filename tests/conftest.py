"""The site built once, served under a sub-path, and a phone to open it with that reports every fault."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from builder.assemble import build
from builder.server import SiteServer
from tests.browser.phone import PHONE, launch
from tests.browser.waiting import PATIENCE_MS
from tests.browser.watch import Watch
from tests.drivers.driver import NO_COPY

# A slow machine is no failure: nothing here is judged by the clock. CI judges a change by the same examples each time;
# new ones are looked for on desks.
hypothesis.settings.register_profile("curlicue", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("curlicue")
expect.set_options(timeout=PATIENCE_MS)

ROOT = Path(__file__).resolve().parents[1]


class Addressed(Protocol):
    """Something that serves the site."""

    @property
    def address(self) -> str:
        """What to open in a browser."""


class Opened(NamedTuple):
    """A page and what is seen of it."""

    page: Page
    watch: Watch


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    folder = tmp_path_factory.mktemp("site") / "dist"
    build(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def server(dist: Path) -> Iterator[SiteServer]:
    """The built site, served on a free port under a sub-path."""
    with SiteServer(dist) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, once: two of it do not run side by side."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The Chromium found on this machine, or Playwright's."""
    running = launch(playwright)
    yield running
    running.close()


@contextmanager
def opening(browser: Browser, server: Addressed) -> Iterator[Callable[..., Opened]]:
    """Opens the site on a phone: open_(break_=("worker.js",), color_scheme="dark", viewport=...).

    break_ names files that the server then lacks; prepare is called with the browser context before the page is asked
    for; copied lets the page have a copy of the site. Whatever went wrong on any of the pages fails the test.
    """
    origin = "/".join(server.address.split("/")[:3])
    opened: list[Opened] = []

    def open_(
        *,
        break_: tuple[str, ...] = (),
        prepare: Callable[[BrowserContext], object] | None = None,
        path: str = "",
        copied: bool = False,
        **options: Any,
    ) -> Opened:
        context = browser.new_context(**{**PHONE, **options})
        context.set_default_timeout(PATIENCE_MS)
        watch = Watch(origin)
        watch.attach(context)
        if not copied:
            context.add_init_script(NO_COPY)
        for name in break_:
            context.route(f"**/{name}", lambda route: route.fulfill(status=404, body="No such file."))
            watch.allow(name.replace("*", ""))
        if prepare is not None:
            prepare(context)
        page = context.new_page()
        opened.append(Opened(page, watch))
        page.goto(server.address + path, wait_until="commit")
        return opened[-1]

    yield open_
    faults = [fault for each in opened for fault in each.watch.unexpected()]
    for each in opened:
        each.page.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def open_page(browser: Browser, server: SiteServer) -> Iterator[Callable[..., Opened]]:
    """Opens the site, as often as a test likes (see opening)."""
    with opening(browser, server) as open_:
        yield open_


@pytest.fixture
def page(open_page: Callable[..., Opened]) -> Page:
    """The site on a phone of 390 x 844, freshly opened."""
    return open_page().page
