"""What a long drawing costs: memory of the page's process, and time, as it grows; then a worker lost at its end.

    python bench/long_drawing.py [--minutes 60] [--strokes]

A slow finger draws one stroke, or one every ten seconds, handed over ten seconds at a time and not waited for. Printed
every five minutes of drawing: resident memory of the page's process (worker included) in MB, as it is and once the
garbage is collected, which browsers do far more often while the same is drawn in its own time; ms of a typical piece of
ten seconds and of the slowest. At the end, how much the second half has added. Then the worker is lost: seconds until a
new stroke shows.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "pylib")]

from bench.screenshots import served  # noqa: E402 - needs the path above
from tests.browser.phone import PHONE, launch  # noqa: E402
from tests.browser.test_long import DRAW_ON, PIECE_S  # noqa: E402
from tests.browser.touch import drag, line  # noqa: E402
from tests.browser.waiting import wait_for_engine, wait_until  # noqa: E402
from tests.drivers.driver import NO_COPY  # noqa: E402

COLLECTS = "--js-flags=--expose-gc"  # for the browser that is measured
EVERY_MIN = 5
SETTLE_MS = 500  # until the system has back what was collected
NEW_Y = 440  # CSS px, where the stroke after the loss is drawn


class Soak(NamedTuple):
    """What a long drawing did."""

    minutes: int
    more_mb_a_min: float  # in its second half, of the page's process, collected; NaN for a short one
    end_to_begin: float  # what ten seconds of drawing cost in the last five minutes, to those after the first five
    lost_s: float  # from the loss of the worker to a new stroke's ink


class Process(NamedTuple):
    """A row of ps."""

    pid: int
    parent: int
    rss: int  # KB
    command: str


def processes() -> list[Process]:
    """All that run on this machine."""
    listing = subprocess.run(["ps", "-eo", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=True).stdout
    rows = [row.split(None, 3) for row in listing.splitlines()]
    return [Process(int(row[0]), int(row[1]), int(row[2]), row[3]) for row in rows if len(row) == 4]


def offspring(running: Sequence[Process], ancestor: int) -> list[Process]:
    """The processes that an ancestor has started, and that those have started."""
    own = [process for process in running if process.parent == ancestor]
    return own + [each for process in own for each in offspring(running, process.pid)]


def renderer_mb() -> float:
    """Resident memory of the largest of the page processes that this one has started, MB."""
    started = offspring(processes(), os.getpid())
    return max(process.rss for process in started if "--type=renderer" in process.command) / 1024


def collected_mb(page: Page) -> float:
    """The same once page and worker have collected their garbage."""
    for realm in (page, page.workers[0]):
        realm.evaluate("gc({ type: 'major', flavor: 'last-resort' })")  # with what the collector keeps in reserve
    page.wait_for_timeout(SETTLE_MS)
    return renderer_mb()


def lose_worker(page: Page) -> float:
    """Let the worker fail, and draw at once: s until the new stroke shows."""
    page.workers[0].evaluate("setTimeout(() => { throw new Error('lost on purpose'); })")
    wait_for_engine(page, "starter")
    began = time.monotonic()
    drag(page, line((40, NEW_Y), (60, NEW_Y), speed=80))
    wait_until(page, f"curlicue.snapshot().finger?.[1] === {NEW_Y}")
    return time.monotonic() - began


def measured(browser: Browser, address: str, minutes: int, strokes: bool) -> Soak:
    """Draw so long, and print as it goes."""
    page = browser.new_context(**PHONE).new_page()
    page.add_init_script(NO_COPY)  # nothing is copied while it is measured
    page.goto(address)
    wait_for_engine(page, "ort-wasm")
    print(f"  0 min {renderer_mb():6.0f} MB, {collected_mb(page):5.1f} collected", flush=True)
    collected: list[float] = []
    typical: list[float] = []
    for begun in range(0, minutes, EVERY_MIN):
        spent = []
        for at in range(begun * 60, (begun + EVERY_MIN) * 60, PIECE_S):
            began = time.monotonic()
            page.evaluate(DRAW_ON, [at, PIECE_S, strokes, strokes or at == 0])
            spent.append(1000 * (time.monotonic() - began))
        memory = f"{begun + EVERY_MIN:3} min {renderer_mb():6.0f} MB"
        collected.append(collected_mb(page))
        typical.append(median(spent))
        print(f"{memory}, {collected[-1]:5.1f} collected, ten seconds take {typical[-1]:5.0f} ms, "
              f"{max(spent):5.0f} at most", flush=True)  # fmt: skip
    half = collected[(len(collected) - 1) // 2 :]
    more = (half[-1] - half[0]) / (len(half) - 1) / EVERY_MIN if len(half) > 1 else math.nan
    return Soak(minutes, more, typical[-1] / typical[min(1, len(typical) - 1)], lose_worker(page))


def main() -> None:
    """Draw, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=60, help="of drawing")
    parser.add_argument("--strokes", action="store_true", help="a stroke every ten seconds, not one")
    options = parser.parse_args()
    with served() as address, sync_playwright() as playwright:
        browser = launch(playwright, adds=[COLLECTS])
        found = measured(browser, address, options.minutes, options.strokes)
    print(f"in the second half {found.more_mb_a_min:.2f} MB a minute more, collected")
    print(f"ten seconds at the end take {found.end_to_begin:.2f} of what they took after five minutes")
    print(f"a new stroke shows {found.lost_s:.1f} s after the worker was lost")


if __name__ == "__main__":
    main()
