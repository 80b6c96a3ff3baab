"""Measure teaching in the page: by engine, in bytes, and its training step against the same one of TensorFlow.js.

    (cd bench && npm ci) && python bench/teach_browser.py [--engines chromium,firefox,webkit] [--rounds 10]

Three fixed waves are given to the page as the strokes of another visit, and "Teach it" is pressed once the fast engine
draws; the teacher is then still to wake. "First step" and "end" are seconds since the press, the longest task and frame
are the main thread's between press and end. Training steps a second are once those between two snapshots, and once all
of them from the first step to the end, snapshots and judging included. In Chromium a second page has its main thread
slowed down. Chromium slows no worker down, but what it burns meanwhile is missing where there are few cores.

The training step is taken by turns in one page of Chromium, each on one thread: `teach.onnx` in onnxruntime-web, and
tf.layers on TensorFlow.js's backends, which need `npm ci` in bench/ and are left out without it. Shapes, loss and Adam
are the same; ours also feeds the net its own output (a second forward pass), sizes, turns and noises its windows, and
clips the gradient. Only the ratios count: times are those of this machine and of what else it does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT)]

from builder.assemble import build  # noqa: E402 - needs the path above
from builder.server import SiteServer  # noqa: E402
from curlicue.actions import MOVE  # noqa: E402
from curlicue.hand import hand_from_card  # noqa: E402
from curlicue.lstm import CELLS  # noqa: E402
from curlicue.stroke import STEP_S, Sample  # noqa: E402
from curlicue_hands.places import CARD, FIRST_HAND, LATER, PENS_GRAPH, TEACH_GRAPH, place  # noqa: E402
from curlicue_teach.batches import (  # noqa: E402
    FIRST_JUDGED_STEP,
    RATE,
    SNAPSHOT_STEPS,
    TRAINING_STEPS,
    WINDOW,
    draw_noise,
    draw_windows,
)
from curlicue_teach.reasons import Reason  # noqa: E402
from curlicue_teach.strokes import read, spliced  # noqa: E402
from curlicue_teach.weights import in_a_row  # noqa: E402
from tests.browser.phone import launch  # noqa: E402
from tests.drivers.chromium import Chromium  # noqa: E402
from tests.drivers.driver import Driver  # noqa: E402
from tests.drivers.found import ENGINES, to_test  # noqa: E402
from tests.drivers.opening import opened  # noqa: E402
from tests.drivers.page import wait_for_engine, wait_until  # noqa: E402

TITLES = {tool.name: tool.title for tool in ENGINES}
BYTES_OF = (TEACH_GRAPH, PENS_GRAPH, "worker/curlicue_worker.teach.packed", LATER)
SLOWER = 6  # times, of Chromium's main thread
GIVE_UP_S = 240.0
WAVES, WAVE_STEPS, STEP_PX, WAVE_PX, SWING_PX = 3, 165, 1.6, 64.0, 14.0
WATCH = """(() => {
  const figure = document.getElementById("teaching"), done = document.getElementById("lesson-done");
  const seen = (globalThis.seen = { steps: [], frames: [], tasks: [], ended: null, came: null });
  figure.querySelector('[data-role="pad"]').scrollIntoView({ block: "center", behavior: "instant" });
  new MutationObserver(() => seen.steps.push([performance.now(), Number(done.style.getPropertyValue("--done"))]))
    .observe(done, { attributeFilter: ["style"] });
  new MutationObserver(() => {
    if (["waking", "learning"].includes(figure.dataset.teaching)) return;
    seen.ended ??= performance.now();
    seen.came ??= figure.dataset.teaching;
  }).observe(figure, { attributeFilter: ["data-teaching"] });
  seen.sees_tasks = PerformanceObserver.supportedEntryTypes.includes("longtask");
  if (seen.sees_tasks) new PerformanceObserver((list) =>
    seen.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  requestAnimationFrame(function note() { seen.frames.push(performance.now()); requestAnimationFrame(note); });
  seen.pressed = performance.now();
  document.querySelector('[data-control="teach"]').click();
})()"""
LOOK = "new Promise((go) => setTimeout(() => go(seen.ended), 1000))"  # seldom: the page is to be left alone

STEP_PAGE = Path(__file__).parent / "training_step"
STEP_FILES = (
    "node_modules/onnxruntime-web/dist/ort.wasm.min.mjs",
    "node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.*",
    "bench/node_modules/@tensorflow/tfjs/dist/tf.min.js",
    "bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
    "bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/*.wasm",
)
OURS, THEIRS = "teach.onnx", ("tf.layers, wasm", "tf.layers, cpu")
TURN_STEPS = 10
WARM_UP_ROUNDS = 6
GOAL = 5.0  # times faster than tf.layers


class Teaching(NamedTuple):
    """How a teaching went, as the page saw it."""

    first_step_s: float  # since the button was pressed
    end_s: float
    came: str  # the section's state: "offered", or "idle" after a refusal
    tries: int
    training_rate: float  # steps a second between two snapshots; NaN where none was seen
    whole_rate: float  # steps a second from the first step to the end
    longest_task_ms: float | None  # of the main thread, 0 where none took 50 ms; None where nobody can tell
    longest_frame_ms: float


def main() -> int:
    """Measure all of it and print one table."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site, step_page = Path(scratch) / "site", Path(scratch) / "step"
        build(ROOT, site)
        _say("Teaching in the page", "first step", "end", "came", "tries", "steps/s", "in all", "longest task", "frame")
        with served(site) as address:
            for engine in options.engines:
                for slower in (1, SLOWER) if engine == "chromium" else (1,):
                    with opened(engine, playwright) as driver:
                        _say_teaching(engine, slower, teaching(driver, address, slower))
        _say("\nBytes", "as it is", "gzip")
        for name in BYTES_OF:
            content = (site / name).read_bytes()
            _say(name, f"{len(content):,}", f"{len(gzip.compress(content, 9, mtime=0)):,}")
        _say("\nTraining step", "median ms", "to ours")
        build_step_page(step_page)
        with served(step_page) as address:
            measured = training_steps(playwright, address, options.rounds)
    _say_steps(measured)
    return 0


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder's pages."""
    with SiteServer(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


def names_among(known: Collection[str], text: str) -> list[str]:
    """Read names by comma; ArgumentTypeError where one is none of those that are known."""
    names = text.split(",")
    unknown = [name for name in names if name not in known]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: choose among {', '.join(known)}")
    return names


def waves() -> list[list[Sample]]:
    """The strokes that it is taught with: tests/browser/test_teach.py's, by an even finger."""
    return [
        [
            Sample(
                15 + STEP_PX * k, 75 + 70 * row + SWING_PX * math.sin(math.tau * STEP_PX * k / WAVE_PX), k * STEP_S, 0.5
            )
            for k in range(WAVE_STEPS)
        ]
        for row in range(WAVES)
    ]


def teaching(driver: Driver, address: str, slower: int) -> Teaching:
    """One teaching in a fresh browser, the main thread so many times slower from the press of the button on."""
    kept = "\n".join(json.dumps([[MOVE, *sample] for sample in stroke]) for stroke in waves())
    driver.open(address)
    wait_for_engine(driver, "ort-wasm")
    wait_until(driver, f"curlicue.kept.set('strokes', {json.dumps(kept)})")
    driver.open("about:blank")
    driver.open(address)
    wait_for_engine(driver, "ort-wasm")
    wait_until(driver, f"document.querySelectorAll('#record-strokes li').length === {WAVES}")
    if isinstance(driver, Chromium):
        driver.slow_down(slower)
    driver.evaluate(WATCH)
    give_up = time.monotonic() + GIVE_UP_S
    while driver.evaluate(LOOK) is None:
        assert time.monotonic() < give_up, "the teaching came to no end"
    return _read(driver.evaluate("seen"))


def _read(seen: dict[str, Any]) -> Teaching:
    pressed, ended = seen["pressed"], seen["ended"]
    steps = [(at, round(TRAINING_STEPS * done)) for at, done in seen["steps"]]
    assert steps, "nothing was taught"
    begun = [0, *(k for k in range(1, len(steps)) if steps[k][1] < steps[k - 1][1])]  # of each try
    taken = sum(steps[k - 1][1] for k in [*begun[1:], len(steps)])
    between = [
        (step - before, at - earlier)
        for (earlier, before), (at, step) in pairwise(steps)
        if before < step and before // SNAPSHOT_STEPS == step // SNAPSHOT_STEPS
    ]
    training_ms = sum(ms for _, ms in between)
    frames = [pressed, *(frame for frame in seen["frames"] if pressed < frame < ended), ended]
    return Teaching(
        first_step_s=(steps[0][0] - pressed) / 1000,
        end_s=(ended - pressed) / 1000,
        came=seen["came"],
        tries=len(begun),
        training_rate=1000 * sum(count for count, _ in between) / training_ms if between else math.nan,
        whole_rate=1000 * taken / (ended - steps[0][0]),
        longest_task_ms=max(seen["tasks"], default=0.0) if seen["sees_tasks"] else None,
        longest_frame_ms=max(after - frame for frame, after in pairwise(frames)),
    )


def build_step_page(folder: Path) -> None:
    """Put the page that takes training steps into a folder."""
    shutil.copytree(STEP_PAGE, folder)
    shutil.copy(ROOT / "site" / TEACH_GRAPH, folder)
    (folder / "vendor").mkdir()
    for file in (file for pattern in STEP_FILES for file in ROOT.glob(pattern)):
        shutil.copy(file, folder / "vendor")


def training_steps(playwright: Playwright, address: str, rounds: int) -> dict[str, list[float] | str]:
    """ms of the steps of each way, by turns in one page; why there are none, for one that will not."""
    browser = launch(playwright)
    page = browser.new_page()
    page.goto(address)
    measured: dict[str, list[float] | str] = {}
    for name in (OURS, *THEIRS):
        why = page.evaluate("([name, task]) => makeStep(name, task)", [name, _task()])
        measured[name] = [] if why is None else why
    for number in range(WARM_UP_ROUNDS + rounds):
        for name, times in measured.items():
            if isinstance(times, list):
                more, loss = page.evaluate("([name, count]) => takeSteps(name, count)", [name, TURN_STEPS])
                assert math.isfinite(loss), f"{name} learns nothing"
                times += more if number >= WARM_UP_ROUNDS else []
    browser.close()
    return measured


def _task() -> dict[str, Any]:
    """What all of them learn: one batch of windows of the waves."""
    lesson = read(waves())
    assert not isinstance(lesson, Reason)
    card = json.loads((ROOT / "site" / place(FIRST_HAND, CARD)).read_text(encoding="utf-8"))
    scale_px = hand_from_card(card).loop.scale_px
    rng = random.Random(0)
    line = [v / scale_px for v in spliced(lesson, rng)]
    return {
        "weights": in_a_row(card["weights"]),
        "line": [(v.real, v.imag) for v in line],
        "noise": draw_noise(rng),
        "windows": draw_windows(rng, len(line), lesson.closed),
        "rate": RATE,
        "length": WINDOW,
        "judgedFrom": FIRST_JUDGED_STEP,
        "units": CELLS,
    }


def _say(first: str, *columns: str) -> None:
    print(f"{first:36}" + "".join(f"{column:>13}" for column in columns), flush=True)


def _say_teaching(engine: str, slower: int, found: Teaching) -> None:
    task = "-" if found.longest_task_ms is None else f"{found.longest_task_ms:.0f} ms"
    _say(
        TITLES[engine] + (f", main thread {slower}x slower" if slower > 1 else ""),
        f"{found.first_step_s:.1f} s",
        f"{found.end_s:.1f} s",
        "offered" if found.came == "offered" else "refused",
        str(found.tries),
        f"{found.training_rate:.0f}",
        f"{found.whole_rate:.0f}",
        task if task != "0 ms" else "< 50 ms",
        f"{found.longest_frame_ms:.0f} ms",
    )


def _say_steps(measured: dict[str, list[float] | str]) -> None:
    medians = {name: statistics.median(times) for name, times in measured.items() if isinstance(times, list)}
    assert OURS in medians, measured[OURS]
    ratios = {name: median / medians[OURS] for name, median in medians.items()}
    for name, times in measured.items():
        if isinstance(times, list):
            _say(name, f"{medians[name]:.2f}", f"{ratios[name]:.1f}")
        else:
            _say(name, f"  {times}")
    if len(ratios) > 1:
        least = min(ratio for name, ratio in ratios.items() if name != OURS)
        print(f"Ours is {least:.1f} times faster or more; the goal is {GOAL:g}.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--engines",
        type=partial(names_among, TITLES),
        default=to_test(ENGINES),
        help="default: those that are installed",
    )
    parser.add_argument("--rounds", type=int, default=10, help=f"of {TURN_STEPS} training steps each (default: 10)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
