"""What one step of the network costs, in six ways that agree, by turns in one Chromium.

    (cd bench && npm ci) && python bench/steps.py [--rounds 10]

The pen's way (Python in the worker, onnxruntime-web, Python again), the starter's, the fallback's (plain Python in
Pyodide), JavaScript that calls onnxruntime-web, and TensorFlow.js on its wasm backend: by layers, as the experiment
before ours did, and by ops. Without `npm ci` in bench/ those two are left out. ms: the median over turns
of 100 steps, and of single ones the 95th and 99th percentile, to the tenth that a browser's clock shows.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT)]

from bench.teach_browser import served  # noqa: E402 - needs the path above
from builder.assemble import build  # noqa: E402
from curlicue_hands.places import CARD, FIRST_HAND, place  # noqa: E402
from tests.browser.phone import launch  # noqa: E402

PAGE = Path(__file__).parent / "steps"
TENSORFLOW = ("@tensorflow/tfjs/dist/tf.min.js", "@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
              "@tensorflow/tfjs-backend-wasm/dist/*.wasm")  # fmt: skip
OURS = "Python, onnxruntime-web, Python"
JAVASCRIPT, LAYERS, OPS = "JavaScript, onnxruntime-web", "TensorFlow.js, layers", "TensorFlow.js, ops"
WAYS = (OURS, JAVASCRIPT, LAYERS, OPS, "Python in Pyodide", "Python in MicroPython")
GOALS = {LAYERS: 12.0, OPS: 2.5, JAVASCRIPT: 1 / 1.5}  # times what ours takes
TURN_STEPS = 100
WARM_UP_ROUNDS = 3
AGREE = 1e-3  # of what the networks say after some steps; TensorFlow.js has floats of 32 bits


class Cost(NamedTuple):
    """Of one step, ms."""

    median: float
    p95: float
    p99: float


def main() -> int:
    """Measures, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10, help=f"of {TURN_STEPS} steps each (default: 10)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch) / "site"
        build(ROOT, site)
        costs = measured(playwright, site, options.rounds)
    print(f"{'One step, ms':34}{'median':>9}{'p95':>9}{'p99':>9}{'to ours':>9}")
    for name, cost in costs.items():
        if isinstance(cost, Cost):
            print(f"{name:34}" + "".join(f"{each:9.3f}" for each in cost) + f"{ratio(costs, name):9.1f}")
        else:
            print(f"{name:34}  {cost}")
    for name, goal in GOALS.items():
        if isinstance(costs[name], Cost):
            print(f"{name}: {ratio(costs, name):.2f} times ours; the goal is {goal:.2f} and more.")
    return 0


def ratio(costs: Mapping[str, Cost | str], name: str) -> float:
    """How many times what ours takes."""
    ours, theirs = costs[OURS], costs[name]
    assert isinstance(ours, Cost), ours
    assert isinstance(theirs, Cost), theirs
    return theirs.median / ours.median


def measured(playwright: Playwright, site: Path, rounds: int) -> dict[str, Cost | str]:
    """What a step costs in each way; why there is no figure, for one that will not."""
    prepare(site)
    card = json.loads((ROOT / "site" / place(FIRST_HAND, CARD)).read_text(encoding="utf-8"))
    browser = launch(playwright)
    found: dict[str, list[list[float]] | str] = {}
    with served(site) as address:
        page = browser.new_page(service_workers="block")
        page.goto(f"{address}steps.html")
        said = {name: page.evaluate("([name, card]) => makeStep(name, card)", [name, card]) for name in WAYS}
        for name, answer in said.items():
            agrees = isinstance(answer, list) and all(
                abs(one - other) <= AGREE for one, other in zip(answer, said[OURS], strict=True)
            )
            found[name] = [] if agrees else f"says {answer}, ours {said[OURS]}"
        for number in range(WARM_UP_ROUNDS + rounds):
            for name, times in found.items():
                if isinstance(times, list):
                    more = page.evaluate("([name, count]) => takeSteps(name, count)", [name, TURN_STEPS])
                    times += [more] if number >= WARM_UP_ROUNDS else []
    browser.close()
    return {name: times if isinstance(times, str) else cost_of(times) for name, times in found.items()}


def cost_of(turns: list[list[float]]) -> Cost:
    """Of turns of many steps, each the times between which they were taken: a browser's clock shows tenths of a ms."""
    single = statistics.quantiles((after - before for turn in turns for before, after in pairwise(turn)), n=100)
    return Cost(statistics.median((turn[-1] - turn[0]) / TURN_STEPS for turn in turns), single[94], single[98])


def prepare(site: Path) -> None:
    """Put the page and TensorFlow.js into the built site."""
    for file in PAGE.iterdir():
        shutil.copy(file, site / ("steps.html" if file.suffix == ".html" else file.name))
    (site / "tfjs").mkdir()
    for file in (file for pattern in TENSORFLOW for file in (ROOT / "bench/node_modules").glob(pattern)):
        shutil.copy(file, site / "tfjs")


if __name__ == "__main__":
    sys.exit(main())
