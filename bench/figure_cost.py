"""What a frame of live figures costs, in the browser: in the worker, and on a main thread four times slower.

    python bench/figure_cost.py [--seconds 6] [--steps 2] [--rounds 3]

A finger draws on the sheet or a strip while a screenful of figures is live; Chromium's own trace says how long each
thread worked between two animation frames: median and 95th percentile, CPU ms. The worker's share is that of this
machine's core, once without and once with what its canvases cost where no graphics card paints them. The page's is
taken times 4: Chromium's own slowness comes in stops of 4 to 6 ms, which fall on any frame. A frame has two steps of
the network, as on a phone that shows thirty a second; --steps 1 is a screen of sixty.

Of several rounds the least counts: whatever else the machine does only adds. Fails where scripts are over their bars.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from bisect import bisect_right
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "pylib")]

from bench.screenshots import served  # noqa: E402 - needs the path above
from tests.browser.phone import PHONE, launch  # noqa: E402
from tests.browser.touch import Finger, Point  # noqa: E402
from tests.browser.waiting import wait_for_engine  # noqa: E402
from tests.drivers.driver import NO_COPY  # noqa: E402

CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline"]
# On a screen that shows every n-th frame only; nothing else on the page asks for frames while a finger draws.
RARER_FRAMES = """
const frame = window.requestAnimationFrame.bind(window);
const after = (left, then) => frame(left > 1 ? () => after(left - 1, then) : then);
window.requestAnimationFrame = (then) => after(%d, then);
"""
WALL: dict[str, Any] = {"viewport": {"width": 1280, "height": 1000}, "has_touch": True}
MAIN, WORKER = "CrRendererMain", "DedicatedWorker thread"
TASK, FRAME = "RunTask", "FireAnimationFrame"
SCRIPTS = ("FunctionCall", "RunMicrotasks", "EvaluateScript", "HandlePostMessage")
SLOWER = 4  # times: a phone's main thread against this machine's
WORKER_SCRIPTS, WORKER_ALL = "worker: Python and its marks", "worker, canvases' pixels included"
PAGE_SCRIPTS, PAGE_ALL = f"page: scripts, times {SLOWER}", f"page, browser's work included, times {SLOWER}"
BARS_MS = {WORKER_SCRIPTS: 3.0, PAGE_SCRIPTS: 6.0}  # 95 of 100 frames


class Cost(NamedTuple):
    """Of a frame, ms."""

    median: float
    p95: float


class Screenful(NamedTuple):
    """Something to look at while one draws."""

    name: str
    surface: str  # that is drawn on
    at_top: str  # what stands at the top of the screen
    open_cell: bool = False
    ribbons: bool = False  # are the sheet's ink
    futures: bool = False  # are drawn
    more_ms: float = 0.0  # in the worker, where ribbons are the ink: their live end is painted in every frame
    wall: bool = False  # of 1280 x 1000, where sheet and ribbons have room at once


SCREENFULS = (
    Screenful("sheet and time bar", "draw", "#draw"),
    Screenful("sixteen rows", "states", '[data-surface="states"]'),
    Screenful("rows and a cell", "states", '[data-surface="states"]', open_cell=True),
    Screenful("rows, a cell and futures", "states", '[data-surface="states"]', open_cell=True, futures=True),
    Screenful("network", "network", '[data-surface="network"]'),
    Screenful("sheet with ribbons", "draw", "#draw", ribbons=True, more_ms=1.0),
    Screenful("drawn in the picture", "ribbons", '[data-surface="ribbons"]', more_ms=2.0),
    Screenful("ribbons alone on a wall", "draw", "#draw", wall=True),
)


def surface(name: str) -> str:
    """What takes the pointer there."""
    return f'[data-surface="{name}"] [data-role="touch"]'


def wander(seconds: float) -> list[Point]:
    """A slow finger to and fro on a strip."""
    return [Point(150 + 100 * math.sin(k / 120), 58 + 14 * math.sin(k / 20)) for k in range(round(60 * seconds))]


def traced(browser: Browser, page: Page, act: Any) -> list[dict[str, Any]]:
    """The events of Chromium's trace while something happens."""
    browser.start_tracing(page=page, categories=CATEGORIES)
    act()
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    return events


def work_per_frame(events: list[dict[str, Any]], steps: int) -> dict[str, list[float]]:
    """CPU ms in the time of so many steps, of each thread's scripts and in all."""
    names = {(event["pid"], event["tid"]): event["args"]["name"] for event in events if event["name"] == "thread_name"}
    frames = sorted(event["ts"] for event in events if event["name"] == FRAME)[::steps]
    work = {label: [0.0] * (len(frames) + 1) for label in (WORKER_SCRIPTS, WORKER_ALL, PAGE_SCRIPTS, PAGE_ALL)}
    until = {MAIN: 0.0, WORKER: 0.0}  # us: scripts within scripts are counted once
    for event in sorted(events, key=lambda event: event.get("ts", 0)):
        thread = names.get((event["pid"], event["tid"]))
        frame = bisect_right(frames, event.get("ts", 0))
        if "dur" not in event or thread not in (MAIN, WORKER):
            continue
        time = event.get("tdur", event["dur"]) / 1000 * (SLOWER if thread == MAIN else 1)
        if event["name"] == TASK:
            work[WORKER_ALL if thread == WORKER else PAGE_ALL][frame] += time
        elif event["name"] in SCRIPTS and event["ts"] >= until[thread]:
            until[thread] = event["ts"] + event["dur"]
            work[WORKER_SCRIPTS if thread == WORKER else PAGE_SCRIPTS][frame] += time
    return {label: by_frame[1:-1] for label, by_frame in work.items()}


def costs(browser: Browser, address: str, screenful: Screenful, options: argparse.Namespace) -> dict[str, Cost]:
    """What one screenful costs by label: of as many rounds as the options say, the least."""
    context = browser.new_context(**(WALL if screenful.wall else PHONE))
    context.add_init_script(NO_COPY)  # nothing is copied while it is measured
    page = context.new_page()
    page.add_init_script(RARER_FRAMES % options.steps)
    page.goto(address + ("?exhibit=ribbons" if screenful.wall else ""))
    wait_for_engine(page, "ort-wasm")
    finger = Finger(page, surface("draw"))
    finger.drag([Point(60, 100), Point(90, 110)])
    if screenful.open_cell:
        page.locator('.row[data-cell="5"]').evaluate("row => row.click()")
    if screenful.ribbons:
        page.locator('[data-control="ribbon-ink"]').evaluate("box => box.click()")
    if screenful.futures:
        page.locator('[data-control="futures"]').evaluate("box => box.click()")
    page.locator(screenful.at_top).evaluate("it => it.scrollIntoView({ block: 'start', behavior: 'instant' })")
    page.wait_for_timeout(1500)

    def act() -> None:
        Finger(page, surface(screenful.surface)).drag(wander(options.seconds))

    rounds = [work_per_frame(traced(browser, page, act), options.steps) for _ in range(options.rounds)]
    context.close()
    return {
        label: min(
            (Cost(median(found[label]), quantiles(found[label], n=20)[-1]) for found in rounds),
            key=lambda cost: cost.p95,
        )
        for label in rounds[0]
    }


def bar_of(screenful: Screenful, label: str) -> float | None:
    """The most that 95 of 100 frames may cost, ms; None where only told."""
    bar = BARS_MS.get(label)
    return None if bar is None else bar + (screenful.more_ms if label == WORKER_SCRIPTS else 0.0)


def measure(browser: Browser, address: str, screenful: Screenful, options: argparse.Namespace) -> bool:
    """Print what one screenful costs; whether it keeps to its bars."""
    kept = True
    print(screenful.name)
    for label, cost in costs(browser, address, screenful, options).items():
        bar = bar_of(screenful, label)
        kept = kept and (bar is None or cost.p95 <= bar)
        print(
            f"  {label:40} {cost.median:6.2f} {cost.p95:6.2f} ms{'' if bar is None else f'  (bar {bar:g})'}", flush=True
        )
    return kept


def main() -> int:
    """Measure all screenfuls."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=6.0, help="of drawing in each screenful")
    parser.add_argument("--steps", type=int, default=2, help="of the network in a frame")
    parser.add_argument("--rounds", type=int, default=3, help="of which the least counts")
    options = parser.parse_args()
    with served() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        kept = [measure(browser, address, screenful, options) for screenful in SCREENFULS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
