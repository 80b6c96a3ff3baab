"""Reading and writing recorded strokes: JSON Lines, one header line, then one stroke per line.

    {"format": "curlicue-strokes", "version": 1}
    {"points": [[0.0, 126.0, 140.0], [0.014, 122.5, 138.0, 0.6]], "label": "circle", "speed": "slow", "source": "me"}

A point is [t in seconds, x, y in CSS px with y down, and optionally pressure 0..1]; t must not go back. `label`,
`speed`, `source` and `writer` are optional words. Blank lines are allowed, and so is a byte order mark.

What is no such stroke but looks like one is refused: milliseconds, coordinates as shares of a screen, a stroke that
takes no time or goes nowhere.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from curlicue.stroke import Sample
from curlicue_finger.touch import NO_PRESSURE
from curlicue_out.strokes import FEWEST_POINTS, HEADER
from curlicue_teach.strokes import LARGEST_PX, LARGEST_S
from trainer.strokes import Stroke

LONGEST_S = 3600.0  # of one stroke
LONGEST_TYPICAL_GAP_S = 1.0  # between two points: the slowest pointer reports every 33 ms, so above it they are ms
WORDS = ("label", "speed", "source", "writer")
POINT_TEXT = "[t in s, x in px, y in px] or with pressure 0..1"
FORMAT, VERSION = (json.loads(HEADER)[key] for key in ("format", "version"))


class StrokesFileError(ValueError):
    """A strokes file that cannot be used: file, line, what was found, what was expected."""

    def __init__(self, path: Path, line: int | None, found: str, expected: str) -> None:
        place = f"{path}" if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: found {found}, expected {expected}")


def read_strokes(path: Path) -> list[Stroke]:
    """All strokes of one file; StrokesFileError names the first thing that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StrokesFileError(path, None, f"no readable file ({error.strerror})", "a strokes file") from None
    except UnicodeDecodeError as error:
        raise StrokesFileError(path, None, f"bytes that are not UTF-8 at {error.start}", "JSON Lines") from None
    if not text:
        raise StrokesFileError(path, 1, "an empty file", f"the header {HEADER}")
    lines = text.split("\n")  # at nothing else: a label may hold any character that some call the end of a line
    _check_header(path, lines[0])
    numbers = [number for number, line in enumerate(lines[1:], start=2) if line.strip()]
    strokes = [_stroke(path, number, lines[number - 1]) for number in numbers]
    if not strokes:
        raise StrokesFileError(path, 2, "no stroke after the header", "one stroke per line")
    if all(0.0 <= value <= 1.0 for stroke in strokes for sample in stroke.samples for value in (sample.x, sample.y)):
        found = "every x and y of the file between 0 and 1"
        raise StrokesFileError(path, numbers[0], found, "CSS px: multiply them by the size that was drawn on")
    return strokes


def write_strokes(path: Path, strokes: Iterable[Stroke]) -> None:
    """Write a strokes file that `read_strokes` reads back."""
    lines = [HEADER]
    for stroke in strokes:
        record: dict[str, Any] = {word: getattr(stroke, word) for word in WORDS if getattr(stroke, word)}
        record["points"] = [[sample.t, sample.x, sample.y, sample.pressure] for sample in stroke.samples]
        lines.append(json.dumps(record))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _check_header(path: Path, line: str) -> None:
    header = _json(path, 1, line)
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise StrokesFileError(path, 1, _short(line), f"the header {HEADER}")
    if header.get("version") != VERSION:
        found = f"version {_short(_json_text(header.get('version')))}"
        raise StrokesFileError(path, 1, found, f"version {VERSION}, the only one there is")


def _stroke(path: Path, number: int, line: str) -> Stroke:
    record = _json(path, number, line)
    if not isinstance(record, dict) or not isinstance(record.get("points"), list):
        raise StrokesFileError(path, number, _short(line), 'one stroke: {"points": [[t, x, y], ...]}')
    samples = _samples(path, number, record["points"])
    words = {}
    for word in WORDS:
        words[word] = record.get(word, "")
        if not isinstance(words[word], str):
            raise StrokesFileError(path, number, f"{word} {_short(_json_text(words[word]))}", "a word in quotes")
    return Stroke(samples=tuple(samples), **words)


def _samples(path: Path, number: int, points: list[Any]) -> list[Sample]:
    """The points of line `number` as samples, each of them and the whole checked."""
    if len(points) < FEWEST_POINTS:
        raise StrokesFileError(path, number, f"{len(points)} points", f"{FEWEST_POINTS} or more")
    samples: list[Sample] = []
    for index, point in enumerate(points):
        if not _is_point(point):
            expected = f"{POINT_TEXT}, all finite numbers and px up to {LARGEST_PX:,.0f} from 0"
            raise StrokesFileError(path, number, f"point {index} {_short(_json_text(point))}", expected)
        t, x, y = (float(value) for value in point[:3])
        if samples and t < samples[-1].t:
            raise StrokesFileError(
                path, number, f"point {index} at {t:g} s after {samples[-1].t:g} s", "times in order"
            )
        samples.append(Sample(x, y, t, float(point[3]) if len(point) == 4 else NO_PRESSURE))
    _check_times(path, number, [sample.t for sample in samples])
    if all((sample.x, sample.y) == (samples[0].x, samples[0].y) for sample in samples):
        found = f"{len(samples)} points, all of them at {samples[0].x:g}, {samples[0].y:g}"
        raise StrokesFileError(path, number, found, "a stroke that goes somewhere")
    return samples


def _check_times(path: Path, number: int, times: list[float]) -> None:
    if times[0] == times[-1]:
        found = f"{len(times)} points, all of them at {times[0]:g} s"
        raise StrokesFileError(path, number, found, "times that pass, in seconds")
    gap = statistics.median(after - before for before, after in pairwise(times))
    if gap > LONGEST_TYPICAL_GAP_S:
        found = f"{gap:g} s from point to point, as the median"
        raise StrokesFileError(path, number, found, "seconds: these look like milliseconds, so divide them by 1000")
    if times[-1] - times[0] > LONGEST_S:
        found = f"a stroke of {times[-1] - times[0]:,.0f} s"
        raise StrokesFileError(path, number, found, f"strokes of at most {LONGEST_S:,.0f} s")


def _json(path: Path, number: int, line: str) -> Any:
    expected = f"the header {HEADER}" if number == 1 else "one JSON object per line"
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise StrokesFileError(path, number, f"{_short(line)} ({error.msg})", expected) from None
    except RecursionError:
        raise StrokesFileError(path, number, f"{_short(line)} (too many brackets)", expected) from None
    except ValueError:  # the only other one: a whole number of thousands of digits
        raise StrokesFileError(path, number, f"{_short(line)} (a number of too many digits)", expected) from None


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) in (3, 4)
        and _is_number(point[0], -LARGEST_S, LARGEST_S)
        and all(_is_number(value, -LARGEST_PX, LARGEST_PX) for value in point[1:3])
        and all(_is_number(value, 0.0, 1.0) for value in point[3:])
    )


def _is_number(value: Any, low: float, high: float) -> bool:
    """Whether it is a number in that range; NaN is in none, and a whole number may have any number of digits."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high


def _json_text(value: Any) -> str:
    try:
        return json.dumps(value)
    except RecursionError:
        return "of many brackets"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
