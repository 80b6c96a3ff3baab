"""What site/worker.js offers to Python, without a browser."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from curlicue.lstm import LstmState, step
from curlicue.messages import OFFERED, TEXTS
from curlicue.packed import pack_output
from curlicue.snapshot import snapshot
from curlicue_teach.tensors import Tensor
from tests.shipped import SHIPPED, shipped_hand
from tests.teach.sessions import native

Run = Callable[..., None]
Numbers = list[Any]  # arrays
GraphRun = Callable[[list[Any], list[str]], Awaitable[Any]]


class Answers:
    """What JavaScript would give: views of numbers."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def to_py(self) -> list[memoryview]:
        return [memoryview(each) for each in self._numbers]


def graph_of_site(path: str, seen: Callable[[list[str], Numbers], Numbers]) -> GraphRun:
    """What runs a graph of the site, by onnxruntime as the machine has it; ``seen`` gets the answers on their way."""
    session = native(Path(path).stem)

    async def run(feeds: list[Any], wanted: list[str]) -> Answers:
        given = {name: Tensor(numbers, tuple(shape)) for name, numbers, shape in feeds}
        return Answers(seen(wanted, await session.run(given, wanted)))

    return run


class FileBytes:
    """Bytes as JavaScript has them."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def to_bytes(self) -> bytes:
        return self._content


class Bridge:
    """What site/worker.js offers, with an onnxruntime that is the plain step, one turn of the loop later."""

    def __init__(self) -> None:
        self.posted: list[str] = []
        self.rests_kept = 0  # how often it was said that there is time for them
        self.frames: list[tuple[bool, dict[str, Any]]] = []  # whether a pen moves, and what a snapshot says
        self.ink: list[float] = []
        self.past: list[float] = []
        self.pictures: list[tuple[str, str]] = []  # canvases that were saved, on which colour
        self.frames_given: list[tuple[str, str]] = []  # of films
        self.palette: list[str] = []
        self.saved_sizes: list[tuple[float, ...]] = []  # of those
        self.marks: dict[str, list[float]] = {}  # by canvas, all that were painted on it
        self.sizes: dict[str, tuple[float, ...]] = {}
        self.played: list[str] = []  # names of the canvases painted on, in order
        self.breaks_at: int | None = None  # number of the run that fails
        self.no_session = False
        self.wrong_by = 0.0
        self.runs = 0
        self.asked: list[str] = []  # files
        self.offline = False
        self.graphs: list[object] = []  # of which sessions were made, in order
        self.weights = shipped_hand().weights  # what its sessions run
        self.missing: set[str] = set()  # graphs of the site that do not come
        self.graph_runs = 0
        self.late: asyncio.Event | None = None  # the first hand's session waits for it

    def postFrame(self, moving: bool, numbers: array[float], hand: str, engine: str) -> None:  # noqa: N802  # JavaScript's
        self.frames.append((moving, snapshot(tuple(numbers), hand, engine)))

    def post(self, text: str) -> None:
        self.posted.append(text)

    def afterPainting(self, text: str) -> None:  # noqa: N802  # JavaScript's name
        self.posted.append(text)

    def size(self, name: str, *size: float) -> None:
        self.sizes[name] = size

    def stamp(self, name: str, on: str) -> None:
        assert self.sizes[name] == self.sizes[on]
        self.played.append(f"{on} as {name}")

    def picture(self, name: str, background: str) -> None:
        self.pictures.append((name, background))
        self.saved_sizes.append(self.sizes[name])

    def frame(self, name: str, background: str) -> None:
        self.frames_given.append((name, background))

    def colours(self, *palette: str) -> None:
        self.palette = list(palette)

    def play(self, layer: str, marks: array[float]) -> None:
        self.played.append(layer)
        self.marks.setdefault(layer, []).extend(marks)
        if layer == "draw-ink":
            self.ink.extend(marks)
        if layer == "draw-past":
            self.past.extend(marks)

    async def session(self, graph: object, answer: Run, broke: Run) -> Run:
        self.graphs.append(graph)
        if self.late is not None and graph == "models/loops/model.onnx":
            await self.late.wait()
        if self.no_session:
            raise RuntimeError("no session today")
        weights = self.weights

        def run(*numbers: float) -> None:
            self.runs += 1
            later = asyncio.get_running_loop().call_soon
            if self.runs == self.breaks_at:
                later(broke, "a run failed")
                return
            x, h, c = numbers[:3], numbers[3:19], numbers[19:]
            output = step(weights, (x[0], x[1], x[2]), LstmState(h=h, c=c))
            later(answer, *[number + self.wrong_by for number in pack_output(output)])

        return run

    def keepRests(self) -> None:  # noqa: N802
        self.rests_kept += 1

    def library(self) -> FileBytes:
        raise OSError("no library here")

    async def graph(self, path: str) -> GraphRun:
        if path in self.missing:
            raise OSError(path)
        return graph_of_site(path, self._graph_ran)

    def _graph_ran(self, _wanted: list[str], answers: Numbers) -> Numbers:
        self.graph_runs += 1
        return answers

    async def text(self, path: str) -> str:
        self.asked.append(path)
        if self.offline:
            raise RuntimeError("no line today")
        return SHIPPED.parents[2].joinpath(path).read_text(encoding="utf-8")

    async def bytes(self, path: str) -> FileBytes:
        return FileBytes(SHIPPED.parents[2].joinpath(path).read_bytes())

    def kinds(self) -> list[str]:
        return [decode_kind(text) for text in self.posted if decode_kind(text) not in (OFFERED, TEXTS)]


def decode_kind(text: str) -> str:
    return text.split(" ", 1)[0]
