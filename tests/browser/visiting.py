"""Opens the page in any browser, as a reader comes to it."""

from __future__ import annotations

from builder.server import SiteServer
from tests.browser.test_three_engines import KEEP_BLOBS
from tests.drivers.driver import Driver
from tests.drivers.page import LEAVE_THE_DRAWING, wait_for_engine, wait_for_state


def visit(page: Driver, server: SiteServer, hash_: str = "") -> None:
    """Open the page anew, the sheet empty, and wait until the fast engine draws."""
    page.evaluate(LEAVE_THE_DRAWING)
    page.open("about:blank")  # or only the hash would change
    page.open(server.address + hash_)
    wait_for_state(page, "ready")
    wait_for_engine(page, "ort-wasm")
    page.evaluate(KEEP_BLOBS)
