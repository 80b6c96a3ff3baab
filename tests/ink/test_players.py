"""The players of marks, without a browser: they know the kinds by the same numbers, and do the same with them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from builder.tools import find_node
from curlicue_ink import marks as marks_of
from curlicue_ink.marks import (
    BEZIER,
    BLANK,
    CIRCLE,
    CLIP,
    DISC,
    DOTS,
    ERASE,
    FILL,
    INK,
    LINE_THROUGH,
    RING,
    SHIFT,
    SMOOTH_FILL,
    SMOOTH_LINE,
    UNDER_DISC,
    UNDER_LINE,
    WIPE,
    add,
)
from curlicue_ink.svg import SAVED_UNITS_PER_PX, draw
from curlicue_page.canvas import Canvas

ROOT = Path(__file__).resolve().parents[2]
PLAYER = ROOT / "site" / "player.js"
PALETTE = ["#000001", "#000002", "#000003"]
KIND = re.compile(r"\b([A-Z][A-Z_]+) = (\d+)(?=[,;])")
NUMBERS = {  # of the kinds that both players know
    INK: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0],
    ERASE: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
    UNDER_LINE: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
    UNDER_DISC: [10.0, 20.0, 3.0],
    DISC: [11.0, 21.0, 4.0],
    RING: [12.0, 22.0, 5.0, 6.5],
}
FURTHER = {  # of those that the page's player does not know
    LINE_THROUGH: [1.0, 2.0, 3.0, 4.0, 5.0, 7.5],
    FILL: [1.0, 2.0, 3.0, 4.0, 5.0, 7.5],
    CIRCLE: [10.0, 20.0, 3.0],
    DOTS: [6.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.5],
    BEZIER: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
    SMOOTH_FILL: [1.0, 2.0, 3.0, 4.0, 5.0, 7.5],
    SMOOTH_LINE: [1.0, 2.0, 3.0, 4.0, 5.0, 7.5, 8.0, 9.0],
}
NOT_PAINTED = {BLANK, WIPE, SHIFT, CLIP}
COMMANDS = {"M": "moveTo", "l": "lineTo", "q": "quadraticCurveTo", "c": "bezierCurveTo"}

# A context that writes down each path as it is painted, with all that changes how it looks.
RECORDER = """
import { play } from %s;
const painted = [], path = [];
let dash = [];
const context = new Proxy({ setLineDash: (given) => { dash = given; }, beginPath: () => { path.length = 0; } }, {
  get: (state, name) => {
    if (name in state) return state[name];
    if (name !== "fill" && name !== "stroke") return (...given) => path.push([name, ...given]);
    return () => painted.push({ how: name, path: [...path], dash,
      over: state.globalCompositeOperation, alpha: state.globalAlpha,
      colour: name === "fill" ? state.fillStyle : state.strokeStyle,
      pen: name === "fill" ? null : [state.lineWidth, state.lineCap, state.lineJoin] });
  },
});
play(context, %s, Float64Array.from(%s));
console.log(JSON.stringify(painted));
"""


class Recorder:
    """The same for the page's player."""

    def __init__(self) -> None:
        self.painted: list[dict[str, Any]] = []
        self._path: list[list[Any]] = []
        self._dash: list[float] = []
        self.globalCompositeOperation = ""
        self.globalAlpha = 0.0
        self.fillStyle = self.strokeStyle = self.lineCap = self.lineJoin = ""
        self.lineWidth = 0.0

    def beginPath(self) -> None:  # noqa: N802  # JavaScript's names, here and below
        self._path = []

    def getLineDash(self) -> Any:  # noqa: N802
        found: list[float] = []
        return SimpleNamespace(push=lambda *given: found.extend(given), numbers=found)

    def setLineDash(self, given: Any) -> None:  # noqa: N802
        self._dash = list(given.numbers)

    def fill(self) -> None:
        self._paint("fill", self.fillStyle, None)

    def stroke(self) -> None:
        self._paint("stroke", self.strokeStyle, [self.lineWidth, self.lineCap, self.lineJoin])

    def _paint(self, how: str, colour: str, pen: list[Any] | None) -> None:
        over, alpha = self.globalCompositeOperation, self.globalAlpha
        look = {"dash": self._dash, "over": over, "alpha": alpha, "colour": colour, "pen": pen}
        self.painted.append({"how": how, "path": list(self._path), **look})

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self._path.append([name, *given])


def by_the_worker(marks: list[float]) -> list[dict[str, Any]]:
    script = RECORDER % (json.dumps(PLAYER.as_uri()), json.dumps(PALETTE), json.dumps(marks))
    command = [find_node(ROOT), "--input-type=module", "--eval", script]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    painted: list[dict[str, Any]] = json.loads(ran.stdout)
    return painted


def with_others(kind: int, numbers: list[float]) -> list[float]:
    """A mark twice, whatever was painted before."""
    marks: list[float] = []
    for other in (INK, kind, UNDER_DISC, kind):
        add(marks, other, other % 3, 0.5, 2.5, NUMBERS[other] if other != kind else numbers)
    return marks


def names(module: Any) -> dict[str, int]:
    """Kinds by their names: the numbers of the module that stand before its palette."""
    source = Path(module.__file__).read_text(encoding="utf-8")
    kinds = source[: source.index("# Colour indices")]
    return {name: int(value) for name, value in re.findall(r"^([A-Z_]+) = (\d+)", kinds, re.MULTILINE)}


def test_the_workers_player_knows_every_kind_by_its_name() -> None:
    known = {name: int(value) for name, value in KIND.findall(PLAYER.read_text(encoding="utf-8"))}
    known.pop("FULL_TURN")
    assert known == names(marks_of)


@pytest.mark.parametrize(
    "kind", NUMBERS, ids=lambda kind: {value: name for name, value in names(marks_of).items()}[kind]
)
def test_both_players_paint_the_same(kind: int) -> None:
    marks = with_others(kind, NUMBERS[kind])
    context = Recorder()
    element: Any = SimpleNamespace(getContext=lambda _kind: context)
    canvas = Canvas(element)
    context.lineJoin = "round"  # which Canvas.resize sets for good
    canvas.play(marks, PALETTE)
    assert by_the_worker(marks) == json.loads(json.dumps(context.painted))


def segments(data: str) -> Iterator[tuple[str, list[float]]]:
    """Path data as a context's calls: their names and numbers, absolute and in CSS px."""
    x, y = 0.0, 0.0
    for letter, text in re.findall(r"([Mlqc])([-0-9 ]+)", data):
        numbers = [int(value) / SAVED_UNITS_PER_PX for value in re.findall(r"-?\d+", text)]
        size = 2 if letter in "Ml" else len(numbers)
        for at in range(0, len(numbers), size):
            if letter == "M":
                x, y = 0.0, 0.0
            call = [value + (y if k % 2 else x) for k, value in enumerate(numbers[at : at + size])]
            x, y = call[-2:]
            yield COMMANDS[letter], call


def shown(marks: list[float]) -> list[list[Any]]:
    """What an SVG of these marks shows, from below to above: lines and fills, as calls to a context and their look."""
    _, *shapes = ET.fromstring(draw(marks, PALETTE, 100.0, 80.0, ground=0))  # noqa: S314 - our own
    found: list[list[Any]] = []
    for shape in shapes:
        get = shape.attrib.get
        unit = 1.0 / SAVED_UNITS_PER_PX
        if shape.tag.endswith("circle"):
            path = [("arc", [float(shape.attrib[name]) * unit for name in ("cx", "cy", "r")])]
        else:
            path = list(segments(shape.attrib["d"]))
        dash = [float(value) * unit for value in get("stroke-dasharray", "").split()]
        pen = [float(get("stroke-width", 0)) * unit, get("stroke-linecap", "round")] if get("stroke") else None
        found.append([path, dash, float(get("opacity", 1)), get("stroke") or get("fill"), pen])
    return found


@pytest.mark.parametrize(("kind", "numbers"), [*NUMBERS.items(), *FURTHER.items()])
def test_an_svg_shows_what_the_workers_player_paints(kind: int, numbers: list[float]) -> None:
    marks = with_others(kind, numbers)
    wanted: list[list[Any]] = []
    for painted in by_the_worker(marks):
        path = [(name, given[:3] if name == "arc" else given) for name, *given in painted["path"]]
        pen = painted["pen"] and painted["pen"][:2]
        colour = PALETTE[0] if painted["over"] == "destination-out" else painted["colour"]
        at = 0 if painted["over"] == "destination-over" else len(wanted)
        wanted.insert(at, [path, painted["dash"], painted["alpha"], colour, pen])
    for mine, theirs in zip(shown(marks), wanted, strict=True):
        assert [name for name, _ in mine[0]] == [name for name, _ in theirs[0]]
        for (_, numbers), (_, given) in zip(mine[0], theirs[0], strict=True):
            assert numbers == pytest.approx(given, abs=0.5 / SAVED_UNITS_PER_PX + 1e-9)
        assert mine[1] == pytest.approx(theirs[1])
        assert mine[2:] == theirs[2:]


def test_every_kind_is_compared() -> None:
    assert {*NUMBERS, *FURTHER} | NOT_PAINTED == set(names(marks_of).values())
