"""What bench.html shows beside a reader's own figures: those of bench/results.json, which `make bench` wrote."""

import json
from html import escape
from pathlib import Path
from typing import Any

from builder.errors import BuildError

RESULTS = "bench/results.json"
WAYS = (  # as site/bench-ways.js has them, and what stands before their figures
    ("Python, onnxruntime-web, Python", "the worker’s pen: Python, ONNX Runtime, Python"),
    ("JavaScript, onnxruntime-web", "the same without Python: JavaScript, ONNX Runtime"),
    ("Python in Pyodide", "the worker’s Python alone"),
    ("Python in MicroPython", "the page’s first Python alone"),
)
NAMES = (
    "bench_ink", "bench_takeover", "bench_first_ink", "bench_first_takeover", "bench_machine", "bench_slower",
    "bench_line",
)  # fmt: skip


def placeholders(root: Path) -> dict[str, str]:
    """What bench.html asks for, by name; dashes where nothing was measured. BuildError for results that are none."""
    file = root / RESULTS
    if not file.is_file():
        return dict.fromkeys(NAMES, "–") | {
            "bench_steps": "\n      ".join(_row(name, words, "–") for name, words in WAYS)
        }
    try:
        results: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        first, second = (results["start-up"][visit] for visit in ("first visit", "second visit"))
        return {
            "bench_ink": _seconds(second["ink"]),
            "bench_takeover": _seconds(second["takeover"]),
            "bench_first_ink": _seconds(first["first_ink"]),
            "bench_first_takeover": _seconds(first["takeover"]),
            "bench_steps": "\n      ".join(
                _row(name, words, f"{results['steps'][name]['median']:.3f} ms") for name, words in WAYS
            ),
            "bench_machine": escape(
                f"Chromium {results['versions']['Chromium'].partition('.')[0]} on {results['machine']['processor']}, "
                f"with {results['machine']['system']}"
            ),
            "bench_slower": str(results["slower"]),
            "bench_line": escape(results["line"]),
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"{RESULTS} is not as it was written ({error!r}): run `make bench`, with --write.") from None


def _seconds(ms: float) -> str:
    return f"{ms / 1000:.2f} s"


def _row(name: str, words: str, ours: str) -> str:
    return f'<tr><td>{words}</td><td data-measures="{escape(name)}"></td><td>{ours}</td></tr>'
