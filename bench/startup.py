"""Time to the first LSTM ink: the site against the same network in untouched npm packages, on a slow phone and line.

Both pages run cold and by turns in one Chromium whose main thread is slowed down, behind a server that limits the
line itself (a browser's own throttle reaches no worker; nor does its slow-down, so the worker's share is flattered).
A finger draws slow circles from the first paint on.
"""

import argparse
import itertools
import math
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from builder.assemble import build  # noqa: E402 - needs the path above
from builder.server import SiteServer  # noqa: E402
from builder.throttle import Throttle, parse_throttle  # noqa: E402
from tests.browser.phone import PHONE, launch  # noqa: E402
from tests.browser.touch import Finger  # noqa: E402

UNTOUCHED = Path(__file__).parent / "untouched"
UNMODIFIED = (
    "@pyscript/core/dist/*.js",
    "onnxruntime-web/dist/ort.wasm.min.mjs",
    "onnxruntime-web/dist/ort-wasm-simd-threaded.*",
    "pyodide/*.*",
)
SITE_INK, SITE_END = "curlicue:first-ink", "curlicue:takeover"
UNTOUCHED_INK = "untouched:first-step"
SHEET_AT = (44.0, 61.0)  # where the surface begins on the page, CSS px; the untouched page's is there as well
RADIUS_PX, LAP_S, HZ = 60.0, 3.0, 60  # the finger's circles: some 125 CSS px a second
GIVE_UP_S = 180.0
WATCH_FRAMES = """
const frames = (window.__frames = []);
requestAnimationFrame(function note(now) { frames.push(now); requestAnimationFrame(note); });
"""


class Run(NamedTuple):
    """What one page did: times in ms since it was asked for."""

    first_paint: float
    first_ink: float
    takeover: float | None
    gzip_bytes: int  # of every answer asked for until the first ink, whole
    wire_bytes: int  # the same with headers
    longest_gap: float | None  # ms between two frames, from the first ink to the takeover
    all_bytes: int  # gzip, of every answer asked for until the takeover, or until the end


class Measured(NamedTuple):
    """A page, and the marks that it sets at its first ink and its end."""

    name: str
    folder: Path
    query: str
    ink: str
    end: str | None


def main() -> int:
    """Runs both pages by turns and prints medians."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site, untouched = Path(scratch) / "site", Path(scratch) / "untouched"
        build(ROOT, site)
        build_untouched(untouched)
        browser = launch(playwright)
        pages = [Measured("site", site, "", SITE_INK, SITE_END)]
        if options.full:
            pages.append(Measured("packages' own files", site, "?full", SITE_INK, SITE_END))
        if not options.site_only:
            pages.append(Measured("untouched", untouched, "", UNTOUCHED_INK, None))
        runs: dict[str, list[Run]] = {page.name: [] for page in pages}
        for number in range(1, options.runs + 1):
            for page in pages:
                runs[page.name].append(measure(browser, page, options))
                _report(f"{number} {page.name}", runs[page.name][-1])
        browser.close()
    _summarise(runs["site"], runs.get("untouched", []), options)
    if options.full:
        _compare(runs["site"], runs["packages' own files"])
    return 0


def build_untouched(folder: Path) -> None:
    """Make the page that has the packages as npm delivers them."""
    shutil.copytree(UNTOUCHED, folder)
    shutil.copy(ROOT / "site/models/loops/model.onnx", folder)
    modules = ROOT / "node_modules"
    for file in sorted(file for pattern in UNMODIFIED for file in modules.glob(pattern)):
        target = folder / "vendor" / file.relative_to(modules)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)


def measure(browser: Browser, measured: Measured, options: argparse.Namespace) -> Run:
    """One cold visit of a page, on a phone and a line as the options have them."""
    _, root, query, ink, end = measured
    context = browser.new_context(**PHONE)
    context.add_init_script(WATCH_FRAMES)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": options.cpu})
    painted = when_painted(session)
    with SiteServer(root, throttle=Throttle(options.line.megabits_per_s, options.line.round_trip_s)) as server:
        for file in sorted(file for file in root.rglob("*") if file.is_file()):
            server.body(file)  # packed now: a static host packs none of it while a visitor waits
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(server.address + query, wait_until="commit")
        draw_until(page, painted, end or ink)
        origin = page.evaluate("performance.timeOrigin")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        first, last = marked_at(page, ink), None if end is None else marked_at(page, end)
        assert first is not None
        frames = page.evaluate("window.__frames")
        context.close()
        server.shutdown()
        until = (origin + first) / 1000
        early = [served for served in server.served if served.asked_at <= until]
        end_at = math.inf if last is None else (origin + last) / 1000
        all_bytes = sum(served.body_bytes for served in server.served if served.asked_at <= end_at)
    gap = None if last is None else _longest_gap(frames, first, last)
    body, wire = sum(served.body_bytes for served in early), sum(served.wire_bytes for served in early)
    return Run(paint, first, last, body, wire, gap, all_bytes)


def draw_until(page: Page, painted: Event, mark: str) -> None:
    """Slow circles from the first paint on until the page has set a mark; a new stroke at every lap.

    Until it has, nothing is asked of the page: an answer would have to wait for whatever runs there, and the finger
    with it.
    """
    give_up = time.monotonic() + GIVE_UP_S
    while not painted.is_set():
        assert time.monotonic() < give_up, "the page paints nothing"
        page.wait_for_timeout(1)
    finger = Finger(page, at=SHEET_AT)
    while marked_at(page, mark) is None:
        assert time.monotonic() < give_up, f"the page never set {mark}"
        finger.drag(list(_circle()), HZ)


def when_painted(session: CDPSession) -> Event:
    """Is set at the first paint of what the page opens next, without asking the page."""
    painted = Event()

    def hear(event: dict[str, Any]) -> None:
        if event["name"] == "firstContentfulPaint":
            painted.set()

    session.on("Page.lifecycleEvent", hear)
    session.send("Page.enable")
    session.send("Page.setLifecycleEventsEnabled", {"enabled": True})
    return painted


def _circle() -> Iterator[tuple[float, float]]:
    for step in range(round(LAP_S * HZ) + 1):
        angle = 2 * math.pi * step / (LAP_S * HZ)
        yield 140 + RADIUS_PX * math.sin(angle), 200 - RADIUS_PX * math.cos(angle)


def marked_at(page: Page, name: str) -> float | None:
    """When the page has set a mark, ms since it was asked for; None as long as it has not."""
    found: float | None = page.evaluate("(name) => performance.getEntriesByName(name)[0]?.startTime", name)
    return found


def _longest_gap(frames: list[float], start: float, end: float) -> float:
    inside = [start, *(frame for frame in frames if start < frame < end), end]
    return max(later - earlier for earlier, later in itertools.pairwise(inside))


def _report(name: str, run: Run) -> None:
    takeover = (
        "" if run.takeover is None else f", takeover {run.takeover / 1000:.2f} s, longest gap {run.longest_gap:.0f} ms"
    )
    print(
        f"{name}: first paint {run.first_paint / 1000:.2f} s, first LSTM ink {run.first_ink / 1000:.2f} s, "
        f"{run.gzip_bytes / 1000:.1f} KB of gzip until then ({run.wire_bytes / 1000:.1f} with headers){takeover}",
        flush=True,
    )


def _summarise(site: list[Run], untouched: list[Run], options: argparse.Namespace) -> None:
    ours = statistics.median(run.first_ink for run in site)
    print(f"\nMedians of {len(site)}, main thread {options.cpu:g}x slower, {options.line.words()}, gzip, cold:")
    print(f"  first LSTM ink      site {ours / 1000:6.2f} s", end="")
    if untouched:
        theirs = statistics.median(run.first_ink for run in untouched)
        print(f"   untouched {theirs / 1000:6.2f} s   {theirs / ours:.1f} times sooner", end="")
    print(f"\n  gzip on the wire    site {_median_kb(site):6.0f} KB", end="")
    if untouched:
        print(f"  untouched {_median_kb(untouched):6.0f} KB", end="")
    takeovers = [run.takeover for run in site if run.takeover is not None]
    gaps = [run.longest_gap for run in site if run.longest_gap is not None]
    print(f"\n  takeover            site {statistics.median(takeovers) / 1000:6.2f} s")
    print(f"  longest frame gap   site {max(gaps):6.0f} ms (worst run; median {statistics.median(gaps):.0f} ms)")


def _compare(ours: list[Run], theirs: list[Run]) -> None:
    """What the lean library is worth: the same page with the packages' own files."""
    print("\nUntil the takeover   site      packages' own files")
    for name, values in (("gzip, bytes", "all_bytes"), ("ms", "takeover")):
        one, other = (statistics.median(getattr(run, values) for run in runs) for runs in (ours, theirs))
        print(f"  {name:18}{one:10,.0f}{other:12,.0f}   {one / other:.2f} of it")


def _median_kb(runs: list[Run]) -> float:
    return statistics.median(run.gzip_bytes for run in runs) / 1000


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Time to the first LSTM ink, against untouched packages.")
    parser.add_argument("--runs", type=int, default=5, help="runs of each page (default: 5)")
    parser.add_argument("--cpu", type=float, default=4, help="how much slower the main thread is (default: 4)")
    parser.add_argument("--line", type=parse_throttle, default=parse_throttle("9,60"), help="Mbit/s,ms (default: 9,60)")
    parser.add_argument("--full", action="store_true", help="measure the site with the packages' own files as well")
    parser.add_argument("--site-only", action="store_true", help="leave the untouched page out")
    return parser


if __name__ == "__main__":
    sys.exit(main())
