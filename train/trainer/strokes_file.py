"""Reading and writing recorded strokes: JSON Lines, one header line, then one stroke per line.

    {"format": "curlicue-strokes", "version": 1}
    {"points": [[0.0, 126.0, 140.0], [0.014, 122.5, 138.0, 0.6]], "label": "circle", "speed": "slow", "source": "me"}

A point is [t in seconds, x, y in CSS px with y down, and optionally pressure 0..1]; t must not go back. `label`,
`speed` and `source` are optional words. Blank lines are allowed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from curlicue.stroke import Sample
from curlicue.touch import NO_PRESSURE
from trainer.strokes import Stroke

HEADER = {"format": "curlicue-strokes", "version": 1}
FEWEST_POINTS = 2
WORDS = ("label", "speed", "source")
HEADER_TEXT = json.dumps(HEADER)


class StrokesFileError(ValueError):
    """A strokes file that cannot be used: file, line, what was found, what was expected."""

    def __init__(self, path: Path, line: int | None, found: str, expected: str) -> None:
        place = f"{path}" if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: found {found}, expected {expected}")


def read_strokes(path: Path) -> list[Stroke]:
    """All strokes of one file; StrokesFileError names the first thing that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise StrokesFileError(path, None, f"no readable file ({error.strerror})", "a strokes file") from None
    except UnicodeDecodeError as error:
        raise StrokesFileError(path, None, f"bytes that are not UTF-8 at {error.start}", "JSON Lines") from None
    if not lines:
        raise StrokesFileError(path, 1, "an empty file", f"the header {HEADER_TEXT}")
    _check_header(path, lines[0])
    strokes = [_stroke(path, number, line) for number, line in enumerate(lines[1:], start=2) if line.strip()]
    if not strokes:
        raise StrokesFileError(path, 2, "no stroke after the header", "one stroke per line")
    return strokes


def write_strokes(path: Path, strokes: Iterable[Stroke]) -> None:
    """Write a strokes file that `read_strokes` reads back."""
    lines = [HEADER_TEXT]
    for stroke in strokes:
        record: dict[str, Any] = {word: getattr(stroke, word) for word in WORDS if getattr(stroke, word)}
        record["points"] = [[sample.t, sample.x, sample.y, sample.pressure] for sample in stroke.samples]
        lines.append(json.dumps(record))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _check_header(path: Path, line: str) -> None:
    header = _json(path, 1, line)
    if not isinstance(header, dict) or header.get("format") != HEADER["format"]:
        raise StrokesFileError(path, 1, _short(line), f"the header {HEADER_TEXT}")
    if header.get("version") != HEADER["version"]:
        found = f"version {header.get('version')!r}"
        raise StrokesFileError(path, 1, found, f"version {HEADER['version']}, the only one there is")


def _stroke(path: Path, number: int, line: str) -> Stroke:
    record = _json(path, number, line)
    if not isinstance(record, dict) or not isinstance(record.get("points"), list):
        raise StrokesFileError(path, number, _short(line), 'one stroke: {"points": [[t, x, y], ...]}')
    points = record["points"]
    if len(points) < FEWEST_POINTS:
        raise StrokesFileError(path, number, f"{len(points)} points", f"{FEWEST_POINTS} or more")
    samples: list[Sample] = []
    for index, point in enumerate(points):
        if not _is_point(point):
            expected = "[t in s, x in px, y in px] or with pressure, all finite numbers"
            raise StrokesFileError(path, number, f"point {index} {_short(json.dumps(point))}", expected)
        t, x, y = (float(value) for value in point[:3])
        if samples and t < samples[-1].t:
            raise StrokesFileError(
                path, number, f"point {index} at {t:g} s after {samples[-1].t:g} s", "times in order"
            )
        samples.append(Sample(x, y, t, float(point[3]) if len(point) == 4 else NO_PRESSURE))
    words = {}
    for word in WORDS:
        words[word] = record.get(word, "")
        if not isinstance(words[word], str):
            raise StrokesFileError(path, number, f"{word} {words[word]!r}", "a word in quotes")
    return Stroke(samples=tuple(samples), **words)


def _json(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        expected = f"the header {HEADER_TEXT}" if number == 1 else "one JSON object per line"
        raise StrokesFileError(path, number, f"{_short(line)} ({error.msg})", expected) from None


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) in (3, 4)
        and all(isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v) for v in point)
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
