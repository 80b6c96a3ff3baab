"""The two graphs of teaching in onnxruntime, for what a worker does with onnxruntime-web."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from curlicue_teach.graphs import GraphPens, GraphTeacher, Tensor

FOLDER = Path(__file__).resolve().parents[2] / "site" / "teach"


class Native:
    """One graph in onnxruntime, on one core."""

    def __init__(self, file: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])

    async def run(self, feeds: Mapping[str, Tensor], wanted: Sequence[str]) -> list[array[float]]:
        """As curlicue_teach.graphs.Session has it."""
        fed = {
            name: np.frombuffer(tensor.numbers, tensor.numbers.typecode).reshape(tensor.shape)
            for name, tensor in feeds.items()
        }
        return [array(out.dtype.char, out.tobytes()) for out in self._session.run(list(wanted), fed)]


@cache
def native(name: str) -> Native:
    return Native(FOLDER / f"{name}.onnx")


def graph_pens() -> GraphPens:
    return GraphPens(native("pens"), native("teach"))


def graph_teacher() -> GraphTeacher:
    return GraphTeacher(native("teach"))
