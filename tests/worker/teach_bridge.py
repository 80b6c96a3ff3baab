"""What site/worker.js offers to the worker that teaches, without a browser: onnxruntime as the machine has it."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

from curlicue.messages import decode
from tests.worker.bridge import FileBytes, GraphRun, Numbers, graph_of_site

SITE = Path(__file__).resolve().parents[2] / "site"


class TeachBridge:
    """The site's files, and its graphs."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, Any]] = []
        self.missing: set[str] = set()
        self.broken = False  # every training step answers NaN

    def post(self, text: str) -> None:
        self.posted.append(decode(text))

    def said(self, kind: str) -> list[Any]:
        return [payload for name, payload in self.posted if name == kind]

    async def text(self, path: str) -> str:
        return (await self.bytes(path)).to_bytes().decode()

    async def bytes(self, path: str) -> FileBytes:
        if path in self.missing:
            raise OSError(path)
        return FileBytes((SITE / path).read_bytes())

    def library(self) -> FileBytes:
        raise OSError("no library here")

    async def graph(self, path: str) -> GraphRun:
        if path in self.missing:
            raise OSError(path)
        return graph_of_site(path, self._answer)

    def _answer(self, wanted: list[str], answers: Numbers) -> Numbers:
        if self.broken and "new_w" in wanted:
            return [array(each.typecode, [float("nan")] * len(each)) for each in answers]
        return answers
