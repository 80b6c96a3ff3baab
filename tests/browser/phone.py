"""Starts the browser, and says what a phone is."""

import os
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, Playwright

from tests.browser.find import installed_browser, playwright_browser

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "has_touch": True,
    "is_mobile": True,
}


def launch(playwright: Playwright, leaves_out: Sequence[str] = (), adds: Sequence[str] = ()) -> Browser:
    """The Chromium found on this machine, or Playwright's, without some of its flags and with others.

    AssertionError where there is none.
    """
    path = installed_browser() or playwright_browser(playwright)
    assert path, "No Chromium was found: install Chromium or Chrome, or run `make test`, which tries to."
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*FLAGS, *adds, *(["--no-sandbox"] if root else [])]
    return playwright.chromium.launch(executable_path=path, args=flags, ignore_default_args=list(leaves_out))
