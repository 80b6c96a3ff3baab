"""Opens a browser by its engine's name."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Playwright

from tests.drivers.chromium import Chromium
from tests.drivers.driver import Driver
from tests.drivers.firefox import Firefox
from tests.drivers.webkit import WebKit


@contextmanager
def opened(engine: str, playwright: Playwright, copied: bool = False) -> Iterator[Driver]:
    """A fresh browser of that engine, with a profile of its own, gone when the block ends.

    ``copied`` lets pages have a copy of the site on the device.
    """
    if engine == "chromium":
        chromium = Chromium(playwright, copied)
        try:
            yield chromium
        finally:
            chromium.close()
        return
    with place() as (home, programs):
        yield {"firefox": Firefox, "webkit": WebKit}[engine](home, programs, copied=copied)


@contextmanager
def place() -> Iterator[tuple[Path, ExitStack]]:
    """An empty folder, and a stack of programs that end with the block."""
    with tempfile.TemporaryDirectory(prefix="curlicue-", ignore_cleanup_errors=True) as folder, ExitStack() as programs:
        yield Path(folder), programs
