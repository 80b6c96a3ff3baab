"""A graph in onnxruntime on one core, asked as the page's teacher and pens ask theirs in a worker."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

import numpy as np
import onnxruntime

from curlicue_teach.tensors import Tensor


class Native:
    """A session of `curlicue_teach.graphs` that never has to wait."""

    def __init__(self, graph: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    async def run(self, feeds: Mapping[str, Tensor], wanted: Sequence[str]) -> list[array[float]]:
        """As curlicue_teach.graphs.Session has it."""
        fed = {
            name: np.frombuffer(tensor.numbers, tensor.numbers.typecode).reshape(tensor.shape)
            for name, tensor in feeds.items()
        }
        return [array(out.dtype.char, out.tobytes()) for out in self._session.run(list(wanted), fed)]
