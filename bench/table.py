"""Start-up, steps, frames, touches, a soak and training in one table, kept in bench/results.json.

    make bench                                # measures and prints; some ten minutes, and two more for each run
    make bench ARGS="--parts start-up,steps"  # these alone
    make bench ARGS="--runs 5 --write"        # keeps what was measured, and writes the README's table
    make bench ARGS=--readme                  # writes that table again from what is kept

start-up: the site's first visit, its second, and the same network in untouched npm packages (startup.py,
second_visit.py), by turns in one Chromium. steps: one step of the network in six ways (steps.py). frames: what live
figures cost (figure_cost.py). touch: from a touch to its ink, and a turned screen (touch.py). soak: an hour's drawing
(long_drawing.py). training: of the first hand, by the trainer (train_speed.py), and a training step in the page beside
TensorFlow.js's (teach_browser.py).
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT / "train"), str(ROOT)]

from bench import figure_cost, long_drawing, second_visit, startup, steps, teach_browser, touch  # noqa: E402 - as above
from builder.assemble import build  # noqa: E402
from builder.throttle import parse_throttle  # noqa: E402
from tests.browser.phone import launch  # noqa: E402

RESULTS, README = ROOT / "bench/results.json", ROOT / "README.md"
BEGINS, ENDS = "<!-- made by make bench -->\n", "<!-- end -->\n"
CPU_TIMES, LINE = 4, "9,60"  # a slow phone's main thread; Mbit/s and ms of round trip
STEP_ROUNDS = 10
FRAMES = argparse.Namespace(seconds=6.0, steps=2, rounds=2)
TOUCHES = 40
SOAK_MIN = 60
SEED = 1
DIGITS = 4  # of a figure that is kept
Figures = dict[str, Any]


def main() -> int:
    """Measures, or makes the table again."""
    options = _parser().parse_args()
    if not options.readme:
        results = measured(options.parts, options.runs, _kept())
        print("\n".join(rows(results)))
        if not options.write:
            return 0
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    README.write_text(with_table(README.read_text(encoding="utf-8"), _kept()), encoding="utf-8")
    return 0


def measured(parts: list[str], runs: int, kept: Figures) -> Figures:
    """What was kept, with these parts measured anew: times in ms, in start-up medians of as many runs."""
    found = dict(kept)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch) / "site"
        build(ROOT, site)
        for part in parts:
            found[part] = PARTS[part](playwright, site, runs)
            found["commits"] = {**found["commits"], part: _commit()}
        browser = launch(playwright)
        found["versions"] = {"Chromium": browser.version, "Python": platform.python_version(), **_packages()}
        browser.close()
    found["machine"] = {"processor": _processor(), "system": platform.system()}
    if "start-up" in parts:
        found |= {"runs": runs, "slower": CPU_TIMES, "line": parse_throttle(LINE).words()}
    return found


def _start_up(playwright: Playwright, site: Path, runs: int) -> Figures:
    options = argparse.Namespace(cpu=CPU_TIMES, line=parse_throttle(LINE))
    found: dict[str, list[startup.Run | second_visit.Visit]] = {"first visit": [], "second visit": [], "untouched": []}
    untouched = site.with_name("untouched")
    startup.build_untouched(untouched)
    browser = launch(playwright)
    first = startup.Measured("first visit", site, "", startup.SITE_INK, startup.SITE_END)
    other = startup.Measured("untouched", untouched, "", startup.UNTOUCHED_INK, None)
    for number in range(1, runs + 1):
        found["first visit"].append(startup.measure(browser, first, options))
        found["untouched"].append(startup.measure(browser, other, options))
        found["second visit"].append(second_visit.both(browser, site, options)[1])
        print(f"run {number} of {runs}", *(str(each[-1]) for each in found.values()), sep="\n  ", flush=True)
    browser.close()
    return {name: _medians(visits) for name, visits in found.items()}


def _steps(playwright: Playwright, site: Path, _runs: int) -> Figures:
    costs = steps.measured(playwright, site, STEP_ROUNDS)
    return {name: _short(cost._asdict()) for name, cost in costs.items() if isinstance(cost, steps.Cost)}


def _frames(playwright: Playwright, site: Path, _runs: int) -> Figures:
    browser = launch(playwright)
    with teach_browser.served(site) as address:
        found = {
            each.name: {
                label: _short(cost._asdict())
                for label, cost in figure_cost.costs(browser, address, each, FRAMES).items()
            }
            for each in figure_cost.SCREENFULS
        }
    browser.close()
    return found


def _touch(playwright: Playwright, site: Path, _runs: int) -> Figures:
    browser = launch(playwright)
    with teach_browser.served(site) as address:
        found = touch.measured(browser, address, TOUCHES)
    browser.close()
    return _short(found._asdict())


def _soak(playwright: Playwright, site: Path, _runs: int) -> Figures:
    browser = launch(playwright, adds=[long_drawing.COLLECTS])
    with teach_browser.served(site) as address:
        found = long_drawing.measured(browser, address, SOAK_MIN, strokes=False)
    browser.close()
    return _short(found._asdict())


def _training(playwright: Playwright, site: Path, _runs: int) -> Figures:
    import torch  # only here: no other part needs it

    from bench import train_speed
    from trainer.hands import LOOPS

    torch.set_num_threads(1)
    times = train_speed.measure(LOOPS, SEED)
    folder = site.with_name("training-step")
    teach_browser.build_step_page(folder)
    with teach_browser.served(folder) as address:
        ways = teach_browser.training_steps(playwright, address, STEP_ROUNDS)
    medians = {name: statistics.median(each) for name, each in ways.items() if isinstance(each, list)}
    return {"hand": {"name": LOOPS.name, **_short(times._asdict())}, "step_ms": _short(dict(medians))}


PARTS: dict[str, Callable[[Playwright, Path, int], Figures]] = {
    "start-up": _start_up, "steps": _steps, "frames": _frames, "touch": _touch, "soak": _soak, "training": _training,
}  # fmt: skip


def _medians(visits: list[Any]) -> dict[str, float | None]:
    found = [visit._asdict() for visit in visits]
    return _short(
        {
            name: None if any(row[name] is None for row in found) else statistics.median(row[name] for row in found)
            for name in found[0]
        }
    )


def _short(figures: dict[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else float(f"{value:.{DIGITS}g}") for name, value in figures.items()}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0]}, {len(names)} cores" if names else platform.processor()


def _packages() -> dict[str, str]:
    found: dict[str, str] = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return found


def _commit() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip()


def _kept() -> Figures:
    found: Figures = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found


def rows(results: Figures) -> list[str]:
    """The table, in Markdown: a row for each figure that was measured."""
    title = f"Medians of {results['runs']}, cold, main thread {results['slower']}x slower, {results['line']}, by turns"
    told = {title: ""} | _rows_of_starts(results["start-up"]) | _rows_of_steps(results["steps"])
    told |= _rows_of_drawing(results) | _rows_of_training(results["training"])
    lines = [f"| {what} | {figure} |" for what, figure in told.items()]
    return [lines[0], "|---|---|", *lines[1:]]


def _rows_of_starts(starts: Figures) -> dict[str, str]:
    first, second, other = (starts[name] for name in ("first visit", "second visit", "untouched"))
    later = other["first_ink"] / first["first_ink"]
    return {
        "first LSTM ink": f"{_s(first['first_ink'])}, after {first['gzip_bytes'] / 1000:.0f} KB of gzip",
        "takeover by the worker, figures awake": f"{_s(first['takeover'])}, {_mb(first['all_bytes'])}",
        "longest gap between two frames from then to there": f"{first['longest_gap']:.0f} ms",
        "second visit: ink, takeover, bytes": f"{_s(second['ink'])}, {_s(second['takeover'])}, {second['sent']:.0f}",
        "the same network in untouched packages, on the main thread: first ink": f"{_s(other['first_ink'])}: "
        f"{later:.1f} times later, {_mb(other['gzip_bytes'])}",
    }


def _rows_of_steps(found: Figures) -> dict[str, str]:
    costs = {name: cost["median"] for name, cost in found.items()}
    ours = costs[steps.OURS]
    told = {"one step, Python → onnxruntime-web → Python in the worker": f"{ours:.3f} ms"}
    return told | {
        f"one step, {name}": f"{cost:.3f} ms: {_times(cost / ours)}" for name, cost in costs.items() if cost != ours
    }


def _rows_of_drawing(results: Figures) -> dict[str, str]:
    frames, touched, soak = (results[part] for part in ("frames", "touch", "soak"))

    def span(label: str) -> str:
        """The least and the most of all screenfuls, 95 of 100 frames."""
        costs = [screenful[label]["p95"] for screenful in frames.values()]
        return f"{min(costs):.1f} to {max(costs):.1f} ms"

    return {
        "a frame of live figures, with two steps, 95 of 100: the worker's Python": span(figure_cost.WORKER_SCRIPTS),
        f"the same: the page's scripts, times {figure_cost.SLOWER}": span(figure_cost.PAGE_SCRIPTS),
        "from a touch to its ink, in frames of 1/60 s, 95 of 100: by the worker, by the page's own pen":
        f"{touched['ink_frames_p95']:.1f}, {touched['page_frames_p95']:.1f}",
        "a minute's drawing after the screen was turned, without a graphics card": f"{touched['redraw_ms']:.0f} ms",
        f"{soak['minutes']:.0f} minutes drawn: memory in the second half, cost of a step at the end":
        f"{soak['more_mb_a_min']:+.2f} MB a minute, {soak['end_to_begin']:.2f} of what it was after five minutes",
        "then the worker is lost: until a new stroke shows": f"{soak['lost_s']:.1f} s",
    }  # fmt: skip


def _rows_of_training(training: Figures) -> dict[str, str]:
    hand, ways = training["hand"], training["step_ms"]
    ours = ways[teach_browser.OURS]
    told = {
        f"training the {hand['name']}, one core: epochs and steps alone, with strokes and trials":
        f"{hand['training_s']:.0f} s of CPU time, {hand['whole_s']:.0f}",
        "one training step in the page (32 windows of 48 steps, back through time, Adam)": f"{ours:.1f} ms",
    }  # fmt: skip
    return told | {f"the same, {name}": f"{ms:.0f} ms: {_times(ms / ours)}" for name, ms in ways.items() if ms != ours}


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times ours" if ratio >= 1 else f"{ratio:.2f} of ours"


def _s(ms: float) -> str:
    return f"{ms / 1000:.2f} s"


def _mb(size: float) -> str:
    return f"{size / 1e6:.2f} MB"


def with_table(readme: str, results: Figures) -> str:
    """The README with the table of these results between its two marks."""
    before, _, rest = readme.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return before + BEGINS + "\n" + "\n".join(rows(results)) + "\n\n" + ENDS + after


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--parts", type=partial(teach_browser.names_among, PARTS), default=list(PARTS), help="by comma (default: all)"
    )
    parser.add_argument("--runs", type=int, default=3, help="of each start-up (default: 3)")
    parser.add_argument("--write", action="store_true", help="keep the results, and write the README's table")
    parser.add_argument("--readme", action="store_true", help="only write the README's table, from what is kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
