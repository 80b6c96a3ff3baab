"""Note which functions of the large modules of WebAssembly a visit executes, in each of the three browser engines.

    python bench/executed.py [--engines chromium,firefox,webkit] [--compare]

Builds the site with modules that note it, uses the page in every way that its worker has a part in, faults included,
and writes builder/executed/*.txt, for the build to put those functions first (builder/parted.py). --compare writes
nothing, but says for each engine how many of the functions it executes would come late.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT)]

from bench.teach_browser import served  # noqa: E402 - needs the path above
from builder.assemble import build  # noqa: E402
from builder.parted import PARTED, read_executed, whole_of, written_executed  # noqa: E402
from builder.wasm_parts import SEEN, instrumented  # noqa: E402
from tests.browser.documents import drawing  # noqa: E402
from tests.browser.giving import drop_file, open_hand  # noqa: E402
from tests.browser.touch import line  # noqa: E402
from tests.drivers.driver import Driver, DriverError  # noqa: E402
from tests.drivers.opening import opened  # noqa: E402
from tests.drivers.page import at_rest, box, control, drag, frames, wait_for_engine, wait_for_state, wait_until  # noqa: E402
from tests.taught import taught_text  # noqa: E402

CHANNEL = "curlicue executed"
# Stands for site/parts.js: the module is whole, and says over a channel what of it was executed.
NOTES = """
const begun = {};
export class Rest {
  constructor(place) { this.place = place; }
  keep() { return Promise.resolve(); }
}
export function joined({ instance, module }, imports, rest) {
  begun[rest.place] = instance.exports;
  const exports = Object.entries(instance.exports).filter(([name]) => !name.startsWith(SEEN));
  return { instance: { exports: Object.fromEntries(exports) }, module };
}
const channel = new BroadcastChannel(CHANNEL);
channel.onmessage = ({ data }) => {
  if (data !== "ask") return;
  const numbers = (exports) => Object.keys(exports)
    .filter((name) => name.startsWith(SEEN) && exports[name].value).map((name) => Number(name.slice(SEEN.length)));
  channel.postMessage(Object.entries(begun).map(([place, exports]) => [place, numbers(exports)]));
};
"""
ASK = """(async () => {
  const channel = new BroadcastChannel(CHANNEL);
  const found = [];
  channel.onmessage = ({ data }) => { if (data !== "ask") found.push(...data); };
  channel.postMessage("ask");
  await new Promise((go) => setTimeout(go, 4000));
  channel.close();
  return found;
})()"""
# From here on the page's workers are at hand, by their names.
KEEP_WORKERS = """(() => {
  const post = Worker.prototype.postMessage;
  globalThis.posted = new Set();
  Worker.prototype.postMessage = function (...given) { posted.add(this); return post.apply(this, given); };
})()"""
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1C3 9 6 9 8 1'/></svg>"
PATIENCE_S = 60.0
EVERY_SLIDER = """(() => {
  for (const slider of document.querySelectorAll("input[type=range]")) {
    for (const value of [slider.min, (Number(slider.min) + Number(slider.max)) / 2, slider.max]) {
      slider.value = value;
      for (const type of ["input", "change"]) slider.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }
})()"""
CLICKS = (  # controls, each with what a reader waits for afterwards, in s
    ("play", 1.5), ("slow-motion", 0.5), ("back", 0.2), ("forward", 0.2), ("next-cell", 0.5), ("mute", 0.5),
    ("close-cell", 0.3), ("futures", 1.0), ("free-run", 2.0), ("free-run", 0.5), ("ink-colour", 0.5),
    ("feel-no-pull", 1.0), ("feel-no-feedback", 1.0), ("feel-rule", 1.0), ("draw-one", 2.0), ("detector-train", 4.0),
    ("detector-run", 1.0), ("ribbons-which", 0.5), ("save-ribbons", 1.0), ("save-png", 1.0), ("undo", 0.5),
    ("redo", 0.5), ("redraw", 1.5), ("take-still", 2.0), ("take-svg", 1.5), ("take-moving-svg", 1.5),
    ("take-plotter", 1.5), ("take-strokes", 1.0), ("take-film", 6.0), ("take-cancel", 0.3), ("share", 0.5),
    ("clear", 0.5), ("undo", 0.5), ("empty", 0.5),
)  # fmt: skip
Noted = dict[str, set[int]]  # by place of the module, its functions


def main() -> int:
    """Runs the visits, and writes or compares."""
    options = _parser().parse_args()
    noted: dict[str, Noted] = {}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch) / "site"
        build(ROOT, site)
        modules = {path: (site / whole_of(path)).read_bytes() for path in PARTED}
        for path, module in modules.items():
            (site / path).write_bytes(instrumented(module))
        notes = NOTES.replace("SEEN", json.dumps(SEEN)).replace("CHANNEL", json.dumps(CHANNEL))
        shipped = (site / "parts.js").read_text()
        (site / "parts.js").write_text(f'export {{ readNow }} from "./parts_shipped.js";{notes}')
        (site / "parts_shipped.js").write_text(shipped)
        for engine in options.engines.split(","):
            with served(site) as address:
                noted[engine] = visited(engine, playwright, address)
            print(f"{engine:10}" + ", ".join(f"{Path(path).name} {len(each)}" for path, each in noted[engine].items()))
    for path, module in modules.items():
        if options.compare:
            known = read_executed(PARTED[path].read_text()).functions
            late = {engine: len(found[path] - known) for engine, found in noted.items()}
            print(f"{Path(path).name}: {len(known)} noted; late {late}")
        else:
            every = set().union(*(found[path] for found in noted.values()))
            PARTED[path].write_text(written_executed(module, every), encoding="ascii")
            print(f"{PARTED[path].relative_to(ROOT)}: {len(every)} functions")
    return 0


def visited(engine: str, playwright: Playwright, address: str) -> Noted:
    """What all visits of one engine execute."""
    found: Noted = {path: set() for path in PARTED}
    for visit in (draws, takes_along, writes, opens, teaches, breaks):
        with opened(engine, playwright) as driver, told(driver, f"{engine}: {visit.__name__}"):
            driver.open(address)
            driver.evaluate(KEEP_WORKERS)
            wait_for_state(driver, "ready")
            drag(driver, line((60, 60), (120, 60), speed=60))
            wait_for_engine(driver, "ort-wasm")
            at_rest(driver)
            with told(driver, f"{engine}: {visit.__name__}"):
                visit(driver)
            for place, numbers in driver.evaluate(ASK.replace("CHANNEL", json.dumps(CHANNEL))):
                (path,) = (path for path in PARTED if place.endswith(path))
                found[path] |= set(numbers)
        print(f"  {engine} {visit.__name__}: {[len(each) for each in found.values()]}", flush=True)
    return found


@contextmanager
def told(driver: Driver, what: str) -> Iterator[None]:
    """Say what goes wrong on a visit; the rest of it is noted all the same."""
    try:
        yield
    except DriverError as error:
        print(f"  {what}: {str(error)[:200]}", flush=True)
    for fault in driver.take_faults():
        print(f"  {what}: {fault[:160]}", flush=True)


def click(driver: Driver, name: str, wait_s: float) -> None:
    """Presses a control if it is there, and lets the page answer."""
    driver.evaluate(f"document.querySelector('{control(name)}:not(:disabled)')?.click()")
    driver.evaluate(f"new Promise((go) => setTimeout(go, {1000 * wait_s}))")


def draws(driver: Driver) -> None:
    """Every hand, figure and experiment."""
    for figure in driver.evaluate("[...document.querySelectorAll('[data-figure]')].map((each) => each.dataset.figure)"):
        box(driver, f'[data-figure="{figure}"]', "center")
        frames(driver, 10)
    for hand in driver.evaluate(
        "[...document.querySelectorAll('.hands [data-name]')].map((each) => each.dataset.name)"
    ):
        driver.evaluate(f"document.querySelector('.hands [data-name=\"{hand}\"]').click()")
        driver.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        drag(driver, line((60, 100), (130, 140), speed=60))
    driver.evaluate("document.querySelector('#strips canvas, canvas[role=button]')?.click()")
    driver.evaluate(EVERY_SLIDER)
    for name, wait_s in CLICKS:
        click(driver, name, wait_s)
    driver.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    drag(driver, line((60, 200), (130, 240), speed=60))
    at_rest(driver)


def takes_along(driver: Driver) -> None:
    """All that leaves the page, of a drawing with ribbons."""
    click(driver, "ribbons-which", 0.5)
    for name, wait_s in CLICKS:
        if name.startswith(("take-", "save-")):
            click(driver, name, wait_s)


def writes(driver: Driver) -> None:
    """A word."""
    click(driver, "write", 0.5)
    driver.evaluate("document.getElementById('write-text').value = 'Zoë 3!'")
    click(driver, "write-it", 20)


def opens(driver: Driver) -> None:
    """A link, files of drawings and hands, and files that are none."""
    driver.evaluate(f"void (location.hash = 'drawing={drawing()[0]}')")
    wait_until(driver, "curlicue.snapshot().steps > 100")
    driver.evaluate("new Promise((go) => setTimeout(go, 6000))")
    for text in (SVG, "<svg", "hello", '{"format": "curlicue-strokes", "version": 9}'):
        driver.evaluate(drop_file(text, "#draw-nib"))
        driver.evaluate("new Promise((go) => setTimeout(go, 1500))")
    driver.evaluate(open_hand(taught_text()))
    driver.evaluate("new Promise((go) => setTimeout(go, 3000))")
    driver.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    drag(driver, line((60, 300), (130, 340), speed=60))
    at_rest(driver)


def teaches(driver: Driver) -> None:
    """A lesson, to its end."""
    from tests.browser import test_teach

    test_teach.draw_waves(driver)
    click(driver, "teach", 1)
    wait_until(driver, f"{test_teach.STATE} !== 'learning'")


def breaks(driver: Driver) -> None:
    """A fault in Python, and what is drawn after it."""
    driver.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    drag(driver, line((60, 100), (80, 100), speed=60))
    for broken in ("sizes {", 'sizes {"no": [1]}'):
        driver.evaluate(f"posted.forEach((worker) => worker.postMessage({json.dumps(broken)}))")
        driver.evaluate("new Promise((go) => setTimeout(go, 2000))")
    drag(driver, line((60, 200), (80, 200), speed=60))
    at_rest(driver)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", default="chromium,firefox,webkit", help="which, by comma (default: all three)")
    parser.add_argument("--compare", action="store_true", help="write nothing; say what would come late")
    return parser


if __name__ == "__main__":
    sys.exit(main())
