"""Measure what a touch waits for that interrupts a drawing which is drawn again, and when all of that is there.

    python bench/again.py [--engines chromium,firefox,webkit] [--sites FOLDER,FOLDER] [--rounds 3]

A drawing that came by a link draws itself; after half a second a finger comes down elsewhere on the sheet and drags.
"Ink" is from that moment until the pen is at the finger, "whole" until all strokes are there, "long frame" the longest
time between two frames of the page meanwhile. "Remembered" is from a reload until the figures know every number of the
kept drawing. Two sites, built before, are measured by turns; without any, this one is built.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT)]

from bench.teach_browser import served  # noqa: E402 - needs the path above
from builder.assemble import build  # noqa: E402
from curlicue.actions import SETTINGS, apply  # noqa: E402
from curlicue.engine import Engine  # noqa: E402
from curlicue.hand import hand_from_card  # noqa: E402
from curlicue.pen import PenSettings  # noqa: E402
from curlicue.stroke import STEP_S, Sample  # noqa: E402
from curlicue_drawing.written import written  # noqa: E402
from curlicue_hands.places import CARD, FIRST_HAND, place  # noqa: E402
from tests.browser.touch import SURFACE, line  # noqa: E402
from tests.drivers.driver import Driver  # noqa: E402
from tests.drivers.opening import opened  # noqa: E402
from tests.drivers.page import at_rest, box, drag, wait_for_engine, wait_for_state, wait_until  # noqa: E402
from tests.engines import rest, touch  # noqa: E402

SHEET = (360.0, 480.0)  # CSS px
DRAWINGS = {"one stroke of a minute": (1, 3000), "24 strokes of 2 s": (24, 100)}  # strokes, steps of the finger in each
INTERRUPTED_AFTER_S = 0.5
GIVE_UP_S = 12.0  # on what a site does not remember
STILL_S = 3.0  # without a step: all is there
BELOW_PX = 420.0  # the drawing is above, the finger below
WATCH = f"""(() => {{
  const seen = (globalThis.seen = {{ pressed: null, ink: null, frames: [], steps: 0, changed: null }});
  addEventListener("pointerdown", () => {{ seen.pressed ??= performance.now(); }}, true);
  requestAnimationFrame(function note(now) {{
    const steps = curlicue.snapshot().steps;
    if (seen.pressed) seen.frames.push(performance.now());
    if (steps !== seen.steps) [seen.steps, seen.changed] = [steps, performance.now()];
    if (seen.pressed && seen.ink === null && (curlicue.snapshot().pen?.[1] ?? 0) > {BELOW_PX}) {{
      seen.ink = performance.now();
    }}
    requestAnimationFrame(note);
  }});
}})()"""
KNOWN = "(async () => (await curlicue.recording()).strokes.every((stroke) => stroke.states?.from === 0))()"


class Found(NamedTuple):
    """What one visit gave."""

    ink_ms: float
    whole_ms: float
    frame_ms: float
    remembered_ms: float


def main() -> int:
    """Measure all of it and print one table."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        sites = [Path(each) for each in options.sites.split(",") if each]
        if not sites:
            sites = [Path(scratch) / "site"]
            build(ROOT, sites[0])
        print(f"{'':50}{'ink':>9}{'whole':>9}{'frame':>9}{'remembered':>12}  ms, medians")
        for engine in options.engines.split(","):
            for name, (strokes, steps) in DRAWINGS.items():
                text = document(strokes, steps)
                found: dict[Path, list[Found]] = {site: [] for site in sites}
                for _ in range(options.rounds):
                    for site in sites:
                        with served(site) as address, opened(engine, playwright) as driver:
                            found[site].append(visit(driver, address, text, strokes))
                for site, rounds in found.items():
                    columns = "".join(f"{statistics.median(values):9.0f}" for values in zip(*rounds, strict=True))
                    print(f"{engine:10}{name:24}{site.name:16}{columns}", flush=True)
    return 0


def document(strokes: int, steps: int) -> str:
    """A drawing as a link carries it: slow waves, one above the other."""
    engine = Engine(
        hand_from_card(json.loads((ROOT / "site" / place(FIRST_HAND, CARD)).read_text())), PenSettings(None), 60
    )
    engine.sheet = SHEET
    apply(engine, SETTINGS, {"pull": None, "free_steps": 60})
    for number in range(strokes):
        top = 20 + 360 * number / strokes
        began = 1000.0 * number
        path = [
            Sample(30 + 250 * (k / steps), top + 12 * math.sin(k / 40), began + k * STEP_S, 0.5) for k in range(steps)
        ]
        rest(engine, touch(engine, path))
    text: str = written(engine, False)["text"]
    return text


def visit(driver: Driver, address: str, text: str, strokes: int) -> Found:
    """One visit in a fresh browser."""
    driver.open(address)
    wait_for_state(driver, "ready")
    drag(driver, line((60, 60), (80, 60), speed=60))
    wait_for_engine(driver, "ort-wasm")
    at_rest(driver)
    driver.evaluate(WATCH)
    left, top, _, _ = box(driver, SURFACE)
    driver.evaluate(f"void (location.hash = 'drawing={text}')")
    time.sleep(INTERRUPTED_AFTER_S)
    driver.press((left + 60, top + 460))
    driver.move([(left + 60 + k, top + 460) for k in range(40)])
    driver.lift()
    wait_until(driver, f"performance.now() > seen.changed + {1000 * STILL_S}")
    seen = driver.evaluate("seen")
    at_rest(driver, strokes=strokes + 1)
    frames = seen["frames"]
    time.sleep(2.0)  # until it is kept
    driver.open("about:blank")
    driver.open(address)
    wait_for_engine(driver, "ort-wasm")
    began = time.monotonic()
    remembered_ms = math.nan
    while time.monotonic() - began < GIVE_UP_S and math.isnan(remembered_ms):
        if driver.evaluate(KNOWN):
            remembered_ms = 1000 * (time.monotonic() - began)
        time.sleep(0.1)
    return Found(
        (seen["ink"] or math.nan) - seen["pressed"],
        seen["changed"] - seen["pressed"],
        max(b - a for a, b in pairwise(frames)),
        remembered_ms,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", default="chromium")
    parser.add_argument("--sites", default="", help="folders of built sites")
    parser.add_argument("--rounds", type=int, default=3)
    return parser


if __name__ == "__main__":
    sys.exit(main())
