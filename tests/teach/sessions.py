"""The two graphs of teaching as they are committed, in onnxruntime, for what a worker does with onnxruntime-web."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from curlicue_teach.graphs import GraphPens, GraphTeacher
from trainer.native import Native

FOLDER = Path(__file__).resolve().parents[2] / "site" / "graphs"


@cache
def native(name: str) -> Native:
    return Native((FOLDER / f"{name}.onnx").read_bytes())


def graph_pens() -> GraphPens:
    return GraphPens(native("pens"), native("teach"))


def graph_teacher() -> GraphTeacher:
    return GraphTeacher(native("teach"))
