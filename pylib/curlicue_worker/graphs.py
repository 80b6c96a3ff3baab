"""A graph of the site in onnxruntime-web, as curlicue_teach.tensors has it."""

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyodide.ffi import to_js

if TYPE_CHECKING:
    from curlicue_teach.tensors import Tensor
    from curlicue_worker.bridge import Outside


class WebSession:
    """A session. A curlicue_teach.tensors.Session."""

    def __init__(self, run: Any) -> None:
        self._run = run

    async def run(self, feeds: "Mapping[str, Tensor]", wanted: Sequence[str]) -> "list[array[float]]":
        """As curlicue_teach.tensors has it: arrays become typed arrays of JavaScript's, and those arrays again."""
        fed = to_js([[name, tensor.numbers, list(tensor.shape)] for name, tensor in feeds.items()])
        got = await self._run(fed, to_js(list(wanted)))
        answers = []
        for view in got.to_py():
            answer: array[float] = array(view.format)
            answer.frombytes(view.cast("B"))
            answers.append(answer)
        return answers


async def open_graph(bridge: "Outside", place: str) -> WebSession:
    """The session of a graph of the site. Raises what JavaScript throws."""
    return WebSession(await bridge.graph(place))
