"""A second visit against the first: time to the first ink and to the takeover, and bytes, on a slow phone and line.

    python bench/second_visit.py --runs 5

Each run has a fresh profile: a first visit, which waits until the copy is there (site/sw.js), then a second one.
"""

import argparse
import statistics
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.startup import SITE_END, SITE_INK, draw_until, marked_at, when_painted  # noqa: E402 - needs the path above
from builder.assemble import build  # noqa: E402
from builder.server import SiteServer  # noqa: E402
from builder.throttle import Throttle, parse_throttle  # noqa: E402
from tests.browser.phone import PHONE, launch  # noqa: E402

COPIED_MS = 120_000  # patience until the copy is there


class Visit(NamedTuple):
    """What one visit took: ms since the page was asked for, and bytes of bodies."""

    ink: float
    takeover: float
    sent: int


def main() -> int:
    """Makes both visits by turns and prints medians."""
    options = _parser().parse_args()
    pairs: list[list[Visit]] = []
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        build(ROOT, Path(scratch) / "site")
        browser = launch(playwright)
        for number in range(1, options.runs + 1):
            pairs.append(both(browser, Path(scratch) / "site", options))
            print(number, *(_words(visit) for visit in pairs[-1]), sep="   ", flush=True)
        browser.close()
    first, second = ([pair[k] for pair in pairs] for k in range(2))
    medians = [Visit(*(statistics.median(row) for row in zip(*visits, strict=True))) for visits in (first, second)]
    print(f"\nMedians, main thread {options.cpu:g}x slower, {options.line.words()}:")
    print(f"  first {_words(medians[0])}\n  second {_words(medians[1])}")
    ink, takeover = medians[1].ink / medians[0].ink, medians[1].takeover / medians[0].takeover
    print(f"  second to first: ink {ink:.2f}, takeover {takeover:.2f}")
    return 0


def both(browser: Browser, site: Path, options: argparse.Namespace) -> list[Visit]:
    """A first visit in a fresh profile, until the copy is there, and a second one."""
    context = browser.new_context(**PHONE)
    line: Throttle = options.line
    with SiteServer(site, throttle=Throttle(line.megabits_per_s, line.round_trip_s)) as server:
        for file in sorted(file for file in site.rglob("*") if file.is_file()):
            server.body(file)  # packed now: a static host packs none of it while a visitor waits
        threading.Thread(target=server.serve_forever, daemon=True).start()
        visits = [_visit(context, server, options, wait) for wait in (True, False)]
        context.close()
        server.shutdown()
    return visits


def _visit(context: BrowserContext, server: SiteServer, options: argparse.Namespace, wait: bool) -> Visit:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": options.cpu})
    painted = when_painted(session)
    before = len(server.served)
    page.goto(server.address, wait_until="commit")
    draw_until(page, painted, SITE_END)
    ink, takeover = marked_at(page, SITE_INK), marked_at(page, SITE_END)
    assert ink is not None
    assert takeover is not None
    if wait:
        page.locator("#offline-said", has_text="A copy").wait_for(state="attached", timeout=COPIED_MS)
    page.evaluate("localStorage.clear()")  # the drawing of the visit before would be fetched and shown first
    page.close()
    return Visit(ink, takeover, sum(served.body_bytes for served in server.served[before:]))


def _words(visit: Visit) -> str:
    return f"ink {visit.ink / 1000:.2f} s, takeover {visit.takeover / 1000:.2f} s, {visit.sent / 1000:,.1f} KB"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="A second visit against the first.")
    parser.add_argument("--runs", type=int, default=5, help="runs of both (default: 5)")
    parser.add_argument("--cpu", type=float, default=4, help="how much slower the main thread is (default: 4)")
    parser.add_argument("--line", type=parse_throttle, default=parse_throttle("9,60"), help="Mbit/s,ms (default: 9,60)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
