"""How soon a touch is ink, and how soon a turned screen shows a minute's drawing again, in Chromium.

    python bench/touch.py [--touches 40]

From an event's own time to the animation frame that finds the sheet changed where the finger came down, with the worker
drawing and with the page's own pen; and from the resize to the last frame in which the sheet still changed. A change is
found by reading it in the next frame: that one is left out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "pylib")]

from bench.screenshots import served  # noqa: E402 - needs the path above
from tests.browser.phone import PHONE, launch  # noqa: E402
from tests.browser.test_long import DRAW_ON, PIECE_S  # noqa: E402
from tests.browser.touch import Finger, line  # noqa: E402
from tests.browser.waiting import wait_for_engine, wait_for_state, wait_until  # noqa: E402
from tests.drivers.driver import NO_COPY  # noqa: E402

FRAME_MS = 1000 / 60
BAR_FRAMES, BAR_REDRAW_MS = 2.0, 200.0
READING_FRAMES = 1.0  # until a change is found
NO_WORKER = "window.Worker = undefined"
TURNED = {"width": 844, "height": 390}
ACROSS, ROW_PX, COLUMN_PX = 6, 30, 50  # touches in a row of the sheet, CSS px between them
DRAWN_S = 60
WATCHED_MS = 3000  # after a turn
# seen: ms from each touch to its ink. turned: ms from the last resize to the last change of the sheet.
WATCH = """(() => {
  const layers = [...document.querySelectorAll("#draw canvas.layer")];
  const small = new OffscreenCanvas(48, 48).getContext("2d", { willReadFrequently: true });
  const pixels = (left, top, width, height) => { // of the sheet, CSS px
    small.clearRect(0, 0, 48, 48);
    for (const layer of layers) {
      const ratio = layer.width / layer.clientWidth;
      small.drawImage(layer, left * ratio, top * ratio, width * ratio, height * ratio, 0, 0, 48, 48);
    }
    return new Uint32Array(small.getImageData(0, 0, 48, 48).data.buffer);
  };
  window.seen = [];
  window.turned = 0;
  let touch = null, turn = null, before = "";
  addEventListener("pointerdown", (event) => { touch = event; }, true);
  addEventListener("resize", () => { turn = performance.now(); });
  requestAnimationFrame(function look(now) {
    if (touch) {
      const box = layers[0].getBoundingClientRect();
      if (pixels(touch.clientX - box.left - 8, touch.clientY - box.top - 8, 16, 16).some(Boolean)) {
        seen.push(now - touch.timeStamp);
        touch = null;
      }
    }
    if (turn !== null) {
      const all = pixels(0, 0, layers[0].clientWidth, layers[0].clientHeight).join();
      if (all !== before) window.turned = now - turn;
      before = all;
    }
    requestAnimationFrame(look);
  });
})()"""


class Touched(NamedTuple):
    """What was measured."""

    ink_frames: float  # from a touch to the worker's ink, frames of 1/60 s, reading left out: median
    ink_frames_p95: float
    page_frames_p95: float  # the same of the page's own pen
    redraw_ms: float  # a minute's drawing after the screen was turned


def main() -> int:
    """Measures, and prints both; 1 where one is over its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--touches", type=int, default=40, help="(default: 40)")
    options = parser.parse_args()
    with served() as address, sync_playwright() as playwright:
        found = measured(launch(playwright), address, options.touches)
    print(f"a touch is ink after {found.ink_frames:.1f} frames, 95 of 100 after {found.ink_frames_p95:.1f}; ", end="")
    print(f"by the page's own pen after {found.page_frames_p95:.1f}")
    print(f"a minute's drawing is there again {found.redraw_ms:.0f} ms after the screen was turned")
    return int(found.ink_frames_p95 > BAR_FRAMES or found.redraw_ms > BAR_REDRAW_MS)


def measured(browser: Browser, address: str, touches: int) -> Touched:
    """All of it, each on a page of its own."""
    ink, page_ink = (_touched(browser, address, touches, worker) for worker in (True, False))
    page = _opened(browser, address)
    for at in range(0, DRAWN_S, PIECE_S):
        page.evaluate(DRAW_ON, [at, PIECE_S, False, at == 0])
    page.evaluate(WATCH)
    page.wait_for_timeout(WATCHED_MS)
    page.set_viewport_size(TURNED)  # type: ignore[arg-type]  # width and height
    page.wait_for_timeout(WATCHED_MS)
    turned: float = page.evaluate("turned")
    page.context.close()
    assert turned > 0, "nothing was drawn again"
    return Touched(median(ink), quantiles(ink, n=20)[-1], quantiles(page_ink, n=20)[-1], turned)


def _touched(browser: Browser, address: str, touches: int, worker: bool) -> list[float]:
    """Frames from each touch to its ink, reading left out."""
    page = _opened(browser, address, worker)
    page.locator('[data-control="free-run"]').evaluate("it => it.click()")  # a lifted pen leaves the next place alone
    page.evaluate(WATCH)
    finger = Finger(page)
    for k in range(touches):
        x, y = 40 + COLUMN_PX * (k % ACROSS), 30 + ROW_PX * (k // ACROSS)
        finger.drag(line((x, y), (x + 6, y), speed=60))
        wait_until(page, f"seen.length > {k}")
    seen: list[float] = page.evaluate("seen")
    page.context.close()
    return [ms / FRAME_MS - READING_FRAMES for ms in seen]


def _opened(browser: Browser, address: str, worker: bool = True) -> Page:
    page = browser.new_context(**PHONE).new_page()
    page.add_init_script(NO_COPY)  # nothing is copied while it is measured
    if not worker:
        page.add_init_script(NO_WORKER)
    page.goto(address)
    wait_for_state(page, "ready")
    if worker:
        wait_for_engine(page, "ort-wasm")
    page.wait_for_timeout(WATCHED_MS)  # the later half of the page is there
    return page


if __name__ == "__main__":
    sys.exit(main())
