"""Finds the browser that the tests drive. Standard library only: `make test` asks before anything is installed."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)


def installed_browser() -> str | None:
    """Path of CHROMIUM, else of a Chromium or Chrome on this machine, else None."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"CHROMIUM names {named}, which is no file: give the path of a Chromium or Chrome.")
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or next((str(place) for place in PLACES if place.is_file()), None)


def playwright_browser(playwright: "Playwright") -> str | None:
    """Path of the Chromium that Playwright has installed, or None."""
    path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None
