"""Start-up and steps in one table, kept in bench/results.json, from which the README's is made.

    make bench                       # measures and prints; some two minutes a run
    make bench ARGS="--runs 5 --write"   # keeps it, and writes the README's table
    make bench ARGS=--readme         # writes that table again from what is kept

The site's first visit, its second, and the same network in untouched npm packages (bench/startup.py,
bench/second_visit.py), by turns in one Chromium; then one step of the network in six ways (bench/steps.py).
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT)]

from bench import second_visit, startup, steps  # noqa: E402 - needs the path above
from builder.assemble import build  # noqa: E402
from builder.throttle import parse_throttle  # noqa: E402
from tests.browser.phone import launch  # noqa: E402

RESULTS, README = ROOT / "bench/results.json", ROOT / "README.md"
BEGINS, ENDS = "<!-- made by make bench -->\n", "<!-- end -->\n"
CPU_TIMES, LINE = 4, "9,60"  # a slow phone's main thread; Mbit/s and ms of round trip
STEP_ROUNDS = 10
DIGITS = 4  # of a figure that is kept


def main() -> int:
    """Measures, or makes the table again."""
    options = _parser().parse_args()
    if options.readme:
        README.write_text(with_table(README.read_text(encoding="utf-8"), _kept()), encoding="utf-8")
        return 0
    results = measured(options.runs)
    print("\n".join(rows(results)))
    if options.write:
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        README.write_text(with_table(README.read_text(encoding="utf-8"), results), encoding="utf-8")
    return 0


def measured(runs: int) -> dict[str, Any]:
    """All figures: medians of as many runs, times in ms."""
    options = argparse.Namespace(cpu=CPU_TIMES, line=parse_throttle(LINE))
    found: dict[str, list[startup.Run | second_visit.Visit]] = {"first visit": [], "second visit": [], "untouched": []}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site, untouched = Path(scratch) / "site", Path(scratch) / "untouched"
        build(ROOT, site)
        startup.build_untouched(untouched)
        browser = launch(playwright)
        first = startup.Measured("first visit", site, "", startup.SITE_INK, startup.SITE_END)
        other = startup.Measured("untouched", untouched, "", startup.UNTOUCHED_INK, None)
        for number in range(1, runs + 1):
            found["first visit"].append(startup.measure(browser, first, options))
            found["untouched"].append(startup.measure(browser, other, options))
            found["second visit"].append(second_visit.both(browser, site, options)[1])
            print(f"run {number} of {runs}", *(str(each[-1]) for each in found.values()), sep="\n  ", flush=True)
        version = browser.version
        browser.close()
        costs = steps.measured(playwright, site, STEP_ROUNDS)
    return {
        "machine": {"processor": _processor(), "system": platform.system()},
        "versions": {"Chromium": version, "Python": platform.python_version(), **_packages()},
        "commit": _commit(),
        "runs": runs,
        "slower": CPU_TIMES,
        "line": parse_throttle(LINE).words(),
        "start-up": {name: _medians(visits) for name, visits in found.items()},
        "steps": {name: _short(cost._asdict()) for name, cost in costs.items() if isinstance(cost, steps.Cost)},
    }


def _medians(visits: list[Any]) -> dict[str, float | None]:
    rows = [visit._asdict() for visit in visits]
    return _short(
        {
            name: None if any(row[name] is None for row in rows) else statistics.median(row[name] for row in rows)
            for name in rows[0]
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


def _kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found


def rows(results: dict[str, Any]) -> list[str]:
    """The table, in Markdown."""
    first, second, other = (results["start-up"][name] for name in ("first visit", "second visit", "untouched"))
    costs = {name: cost["median"] for name, cost in results["steps"].items()}
    ours = costs[steps.OURS]
    later = other["first_ink"] / first["first_ink"]
    wanted = f"Cold, main thread {results['slower']}x slower, {results['line']}; medians of {results['runs']}, by turns"
    told = {
        wanted: "",
        "first LSTM ink": f"{_s(first['first_ink'])}, after {first['gzip_bytes'] / 1000:.0f} KB of gzip",
        "takeover by the worker, figures awake": f"{_s(first['takeover'])}, {_mb(first['all_bytes'])}",
        "longest gap between two frames from then to there": f"{first['longest_gap']:.0f} ms",
        "second visit: ink, takeover, bytes": f"{_s(second['ink'])}, {_s(second['takeover'])}, {second['sent']:.0f}",
        "the same network in untouched packages, on the main thread: first ink": f"{_s(other['first_ink'])}: "
        f"{later:.1f} times later, {_mb(other['gzip_bytes'])}",
        "one step, Python → onnxruntime-web → Python in the worker": f"{ours:.3f} ms",
    }
    lines = [f"| {what} | {figure} |" for what, figure in told.items()]
    lines.insert(1, "|---|---|")
    lines += [
        f"| one step, {name} | {cost:.3f} ms: {_times(cost / ours)} |" for name, cost in costs.items() if cost != ours
    ]
    return lines


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times ours" if ratio >= 1 else f"{ratio:.2f} of ours"


def _s(ms: float) -> str:
    return f"{ms / 1000:.2f} s"


def _mb(size: float) -> str:
    return f"{size / 1e6:.2f} MB"


def with_table(readme: str, results: dict[str, Any]) -> str:
    """The README with the table of these results between its two marks."""
    before, _, rest = readme.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return before + BEGINS + "\n" + "\n".join(rows(results)) + "\n\n" + ENDS + after


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="of each start-up (default: 3)")
    parser.add_argument("--write", action="store_true", help="keep the results, and write the README's table")
    parser.add_argument("--readme", action="store_true", help="only write the README's table, from what is kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
