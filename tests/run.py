"""What `make test` does, on a bare machine too: tools, browsers, build, ruff, mypy, pytest. Arguments go to pytest.

Without arguments all tests run: a file at a time on each core, since most of them wait for a finger, and then those
that are marked as wanting the machine alone.

In CI, and wherever it may, it installs all three browser engines and the web servers that the site is tried on, and in
CI one that is missing fails. Elsewhere it tests with those that are there and names those that are not.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from builder.errors import BuildError  # noqa: E402 - needs the path above
from builder.tools import find_node  # noqa: E402
from builder.venv import STOPPED, ensure_venv  # noqa: E402
from tests.browser.find import installed_browser  # noqa: E402
from tests.drivers.found import explain_missing, missing  # noqa: E402

NO_BROWSER = (
    "No Chromium or Chrome was found, and neither Debian's packages nor Playwright could install one: "
    "install Chromium, or set CHROMIUM to the path of one, then run this again."
)

ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
from tests.browser.find import playwright_browser
with sync_playwright() as playwright:
    print(playwright_browser(playwright) or "")
"""


def main(arguments: list[str]) -> int:
    """Runs every step; the first that fails ends it. Returns the exit status."""
    began = time.monotonic()
    try:
        find_node(ROOT)
        python = ensure_venv(ROOT)
        install_missing()
        browser = find_browser(python)
    except (BuildError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    environment = {**os.environ, "CHROMIUM": browser}
    if lacking := [tool for tool in missing() if tool.name != "chromium"]:  # that one was found, wherever it is
        print(explain_missing(lacking), flush=True)
    steps = (
        ["build.py"],
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        *tests(arguments),
    )
    for step in steps:
        print("==", " ".join(step), flush=True)
        status = subprocess.run([python, *step], cwd=ROOT, env=environment, check=False).returncode
        if status != 0:
            return status
    print(f"All is well, in {time.monotonic() - began:.0f} s.")
    return 0


def tests(arguments: list[str]) -> list[list[str]]:
    """Pytest as it is asked for; asked for nothing, all of it, the quick way, but in CI for what is marked thorough."""
    if arguments:
        return [["-m", "pytest", *arguments]]
    here = " and not thorough" if os.environ.get("CI") else ""
    together = ["--numprocesses", str(max(2, os.cpu_count() or 1)), "--dist", "loadfile"]
    return [["-m", "pytest", *together, "-m", f"not alone{here}"], ["-m", "pytest", "-m", f"alone{here}"]]


def install_missing() -> None:
    """Installs what is missing of the engines and hosts, where apt-get is and may: as root, and in CI with sudo."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = ["sudo", "-n"] if not root and os.environ.get("CI") and shutil.which("sudo") else []
    packages = [package for tool in missing() for package in tool.packages]
    if not packages or not (root or sudo) or not shutil.which("apt-get"):
        return
    print(f"Installing {' '.join(packages)} ...", flush=True)
    _quietly([*sudo, "apt-get", "update"])
    for package in packages:  # one by one: not every distribution has each of them
        _quietly([*sudo, "apt-get", "install", "-y", "--no-install-recommends", package])


def find_browser(python: Path) -> str:
    """Path of a Chromium: an installed one, else Playwright's, else one it installs. BuildError without any."""
    if found := installed_browser() or _playwright_browser(python):
        return found
    print("No browser here: asking Playwright for its Chromium ...", flush=True)
    _quietly([str(python), "-m", "playwright", "install", "chromium"])
    if found := _playwright_browser(python):
        return found
    raise BuildError(NO_BROWSER)


def _playwright_browser(python: Path) -> str | None:
    command = [str(python), "-c", ASK_PLAYWRIGHT]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or None


def _quietly(command: list[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(STOPPED)
