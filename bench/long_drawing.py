"""What a long drawing costs: memory of the page's process, and time, as it grows; then a worker lost at its end.

    python bench/long_drawing.py [--minutes 60]

A slow finger draws one stroke, handed over ten seconds at a time and not waited for. Printed every five minutes of
drawing: resident memory of the page's process (worker included) in MB, ms of a typical piece of ten seconds and of the
slowest. Then the worker is lost: seconds until a new stroke shows.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "pylib")]

from bench.screenshots import served  # noqa: E402 - needs the path above
from tests.browser.phone import PHONE, launch  # noqa: E402
from tests.browser.test_long import DRAW_ON, PIECE_S  # noqa: E402
from tests.browser.touch import drag, line  # noqa: E402
from tests.browser.waiting import wait_for_engine, wait_until  # noqa: E402

EVERY_MIN = 5
NEW_Y = 440  # CSS px, where the stroke after the loss is drawn


def largest_renderer_mb() -> float:
    """Resident memory of the largest of Chromium's page processes on this machine, MB."""
    listing = subprocess.run(["ps", "-eo", "rss,args"], capture_output=True, text=True, check=True).stdout
    rows = [row.split(None, 1) for row in listing.splitlines() if "--type=renderer" in row]
    return max(float(rss) for rss, _ in rows) / 1024


def lose_worker(page: Page) -> float:
    """Let the worker fail, and draw at once: s until the new stroke shows."""
    page.workers[0].evaluate("setTimeout(() => { throw new Error('lost on purpose'); })")
    wait_for_engine(page, "starter")
    began = time.monotonic()
    drag(page, line((40, NEW_Y), (60, NEW_Y), speed=80))
    wait_until(page, f"curlicue.snapshot().finger?.[1] === {NEW_Y}")
    return time.monotonic() - began


def main() -> None:
    """Draw, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=60, help="of drawing")
    options = parser.parse_args()
    with served() as address, sync_playwright() as playwright:
        page = launch(playwright).new_context(**PHONE).new_page()
        page.goto(address)
        wait_for_engine(page, "ort-wasm")
        print(f"  0 min {largest_renderer_mb():6.0f} MB", flush=True)
        for begun in range(0, options.minutes, EVERY_MIN):
            spent = []
            for at in range(begun * 60, (begun + EVERY_MIN) * 60, PIECE_S):
                began = time.monotonic()
                page.evaluate(DRAW_ON, [at, PIECE_S, False])
                spent.append(1000 * (time.monotonic() - began))
            memory = f"{begun + EVERY_MIN:3} min {largest_renderer_mb():6.0f} MB"
            print(f"{memory}, ten seconds take {median(spent):5.0f} ms, {max(spent):5.0f} at most", flush=True)
        print(f"a new stroke shows {lose_worker(page):.1f} s after the worker was lost")


if __name__ == "__main__":
    main()
