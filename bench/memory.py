"""What a visit keeps in memory, by engine: of the process that runs the page and its worker, and of the whole browser.

    python bench/memory.py [--engines chromium,firefox,webkit] [--minutes 10]

Proportional set sizes (Linux's /proc/PID/smaps_rollup), which count a page of memory that several processes share once:
with nothing open, after the takeover, and each minute while a finger draws slow circles, a stroke every ten seconds.
"""

import argparse
import itertools
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT)]

from bench.teach_browser import served  # noqa: E402 - needs the path above
from builder.assemble import build  # noqa: E402
from tests.browser.touch import SURFACE, round_and_round  # noqa: E402
from tests.drivers.opening import opened  # noqa: E402
from tests.drivers.page import box, wait_for_engine, wait_for_state  # noqa: E402

STROKE_S, HZ, SPEED_PX_S = 10, 60, 60.0
PROC = Path("/proc")
MB = 1e6


RUNS_PAGES = ("--type=renderer", "-contentproc", "WebKitWebProcess")  # in a process's command line


class Size(NamedTuple):
    """Of a browser, MB."""

    page: float  # the largest of the processes that run pages
    whole: float


def main() -> int:
    """Opens the page in each engine, draws, and prints a line a minute."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch) / "site"
        build(ROOT, site)
        with served(site) as address:
            for engine in options.engines.split(","):
                watch(engine, playwright, address, options.minutes)
    return 0


def watch(engine: str, playwright: Playwright, address: str, minutes: int) -> None:
    """One engine's sizes from an empty page to the last minute of drawing."""
    before = set(_processes())

    def say(when: str) -> None:
        size = _size([process for process in _processes() if process not in before])
        print(f"{engine:9} {when:14} page {size.page:6.0f} MB, browser {size.whole:6.0f} MB", flush=True)

    with opened(engine, playwright) as page:
        page.open("about:blank")
        say("empty")
        page.open(address)
        wait_for_state(page, "ready")
        wait_for_engine(page, "ort-wasm")
        say("taken over")
        left, top, _, _ = box(page, SURFACE)
        path = ((left + x, top + y) for x, y in round_and_round(SPEED_PX_S, HZ))
        began = time.monotonic()
        for minute in range(1, minutes + 1):
            while time.monotonic() - began < 60 * minute:
                page.press(next(path))
                page.move(list(itertools.islice(path, STROKE_S * HZ)), HZ)
                page.lift()
            steps = page.evaluate("curlicue.snapshot().steps")
            say(f"{minute} min, {steps}")


def _processes() -> list[int]:
    """This program's children, and theirs; and what was left by one that ended."""
    parents = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # it has ended
    found = [os.getpid()]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found[1:]


def _size(processes: list[int]) -> Size:
    pages, whole = [0.0], 0.0
    for process in processes:
        try:
            lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
            command = (PROC / str(process) / "cmdline").read_text()
        except OSError:
            continue
        size = sum(int(line.split()[1]) * 1024 / MB for line in lines if line.startswith("Pss:"))
        whole += size
        if any(word in command for word in RUNS_PAGES):
            pages.append(size)
    return Size(max(pages), whole)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", default="chromium,firefox,webkit", help="which, and in which order")
    parser.add_argument("--minutes", type=int, default=10, help="of drawing")
    return parser


if __name__ == "__main__":
    sys.exit(main())
