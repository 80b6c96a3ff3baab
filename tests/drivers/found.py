"""Which browser engines and hosts this machine can test with. Standard library only: `make test` asks early."""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

from tests.browser.find import installed_browser

MINI_BROWSER_PLACES = ("webkit2gtk-4.1", "webkit2gtk-4.0")  # below /usr/lib/<machine>/

MIME_TYPES = Path("/etc/nginx/mime.types")


class Tool(NamedTuple):
    """Something the tests drive that is not Python's: how people call it, and Debian's packages of it."""

    name: str
    title: str
    packages: tuple[str, ...]


ENGINES = (
    Tool("chromium", "Chromium", ("chromium",)),
    Tool("firefox", "Firefox ESR", ("firefox-esr",)),
    Tool("webkit", "WebKitGTK", ("webkit2gtk-driver", "xvfb")),
)
HOSTS = (
    Tool("python", "http.server", ()),
    Tool("nginx", "nginx", ("nginx-light",)),
    Tool("busybox", "busybox httpd", ("busybox",)),
)


def find_firefox() -> str | None:
    """Path of a Firefox, or None."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def find_mini_browser() -> str | None:
    """Path of WebKitGTK's own small browser, which its driver starts, or None."""
    places = (place for name in MINI_BROWSER_PLACES for place in Path("/usr/lib").glob(f"*/{name}/MiniBrowser"))
    return next((str(place) for place in places), None)


def find_nginx() -> str | None:
    """Path of nginx as Debian has it, which keeps it out of a user's PATH, or None."""
    if not MIME_TYPES.is_file():
        return None
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def is_there(name: str) -> bool:
    """Whether this machine has an engine or a host."""
    if name == "chromium":
        return installed_browser() is not None
    if name == "firefox":
        return find_firefox() is not None
    if name == "webkit":
        return all((shutil.which("WebKitWebDriver"), shutil.which("Xvfb"), find_mini_browser()))
    if name == "nginx":
        return find_nginx() is not None
    return name == "python" or shutil.which(name) is not None


def missing() -> list[Tool]:
    """What this machine lacks."""
    return [tool for tool in (*ENGINES, *HOSTS) if not is_there(tool.name)]


def to_test(tools: tuple[Tool, ...]) -> list[str]:
    """Names of those to test with: the installed ones; in CI all of them, so that one that is missing fails.

    Chromium always, for every other test in a browser needs it, be it Playwright's own.
    """
    return [tool.name for tool in tools if os.environ.get("CI") or tool.name == "chromium" or is_there(tool.name)]


def explain_missing(tools: list[Tool]) -> str:
    """One sentence that names what is not tested here, and its Debian packages."""
    names = ", ".join(f"{tool.title} ({' '.join(tool.packages)})" for tool in tools)
    return f"Not tested, because not installed here: {names}."
