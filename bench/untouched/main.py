"""The same network the plain way: Pyodide on the main thread makes the session and steps it at every pointer move."""

# mypy: disable-error-code="attr-defined, union-attr"
# typings/js.pyi knows what our page uses; this one uses other things

import asyncio
from typing import Any

import js
from pyodide.ffi import create_proxy, to_js
from pyscript.js_modules import ort

UNIT_PX = 4.0  # CSS px, one unit of the network; also how much of the surface it needs to know: none
STATE = 32  # h 16 and c 16, behind the three numbers of a movement

canvas = js.document.querySelector("canvas")
context = canvas.getContext("2d")


class Pen:
    """Where the pointer was, where the ink is, and the network's state between two moves."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.pointer: tuple[float, float] | None = None
        self.ink = (0.0, 0.0)
        self.state = [0.0] * STATE
        self.busy = False

    async def move(self, event: Any) -> None:
        """One movement: one step of the network, one piece of line."""
        here = (event.offsetX, event.offsetY)
        if self.pointer is None:
            self.pointer = self.ink = here
        if self.busy:
            return
        self.busy = True
        dx, dy = (here[0] - self.pointer[0]) / UNIT_PX, (here[1] - self.pointer[1]) / UNIT_PX
        self.pointer = here
        packed = js.Float64Array.new(to_js([dx, dy, 1.0, *self.state]))
        name = self.session.inputNames[0]
        feeds = js.Object.fromEntries(to_js([[name, ort.Tensor.new("float64", packed, to_js([1, packed.length]))]]))
        result = await self.session.run(feeds)
        answer = getattr(result, self.session.outputNames[0]).data.to_py().tolist()
        self.draw(answer[0], answer[1])
        self.state = answer[3 : 3 + STATE]
        self.busy = False
        if not js.performance.getEntriesByName("untouched:first-step").length:
            js.performance.mark("untouched:first-step")

    def draw(self, dx: float, dy: float) -> None:
        """One piece of line, dx and dy in the network's units."""
        context.beginPath()
        context.moveTo(*self.ink)
        self.ink = (self.ink[0] + dx * UNIT_PX, self.ink[1] + dy * UNIT_PX)
        context.lineTo(*self.ink)
        context.stroke()


async def start() -> None:
    """Make the session, then listen."""
    ort.env.wasm.numThreads = 1
    ort.env.wasm.wasmPaths = js.URL.new("./vendor/onnxruntime-web/dist/", js.location.href).href
    session = await ort.InferenceSession.create("./model.onnx")
    canvas.addEventListener("pointermove", create_proxy(Pen(session).move))


starting = asyncio.ensure_future(start())  # noqa: RUF006 - kept under a name of the module, so it is not lost
