"""The two players of marks, without a browser: they know the kinds by the same numbers, and do the same with them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from builder.tools import find_node
from curlicue_ink import marks as marks_of
from curlicue_ink.marks import DISC, ERASE, INK, RING, UNDER_DISC, UNDER_LINE, add
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
    marks: list[float] = []
    for other in (INK, kind, UNDER_DISC, kind):  # whatever was painted before
        add(marks, other, other % 3, 0.5, 2.5, NUMBERS[other])
    context = Recorder()
    element: Any = SimpleNamespace(getContext=lambda _kind: context)
    canvas = Canvas(element)
    context.lineJoin = "round"  # which Canvas.resize sets for good
    canvas.play(marks, PALETTE)
    script = RECORDER % (json.dumps(PLAYER.as_uri()), json.dumps(PALETTE), json.dumps(marks))
    command = [find_node(ROOT), "--input-type=module", "--eval", script]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == json.loads(json.dumps(context.painted))
