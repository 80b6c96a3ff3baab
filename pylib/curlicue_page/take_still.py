"""A PNG to be taken along: painted here while no worker draws, and signed here in any case, where the fonts are."""

from asyncio import sleep
from typing import TYPE_CHECKING, Callable

import js

from curlicue_ink.rope import CHUNK_STEPS, Paper
from curlicue_out.kinds import SIGNATURE_PX
from curlicue_page.canvas import Canvas
from curlicue_page.dom import BREATH_S, copied
from curlicue_page.signature import WORDMARK, write

if TYPE_CHECKING:
    from curlicue.stroke import Stroke
    from curlicue_page.canvas import Size

SLICE_CHUNKS = 40  # painted between two looks at the pen: some 15 ms
LETTERS_SHARE = 0.5  # of the room at the foot: size of the wordmark's letters
INSET_SHARE = 0.5  # of it: from the side
BASELINE_SHARE = 0.38  # of it: below the letters


async def paint(
    strokes: "list[Stroke]",
    size: "Size",
    foot: float,
    palette: "list[str]",
    ground: str,
    told: "Callable[[float], bool]",
) -> "js.HTMLCanvasElement | None":
    """Paint strokes on a new canvas, ``size`` and ``foot`` more below, on a colour ("" is none).

    ``told`` hears the share that is done, and says whether to go on; None where it does not.
    """
    element = js.document.createElement("canvas")
    canvas = Canvas(element)
    canvas.resize(size.width, size.height + foot, size.ratio)
    paper = Paper()
    chunks = done = 0
    for stroke in strokes:
        chunks += stroke.steps // CHUNK_STEPS + 1
    complete = False
    while not complete:
        marks, complete = paper.update(strokes, size.scale, SLICE_CHUNKS)
        canvas.play(marks, palette)
        done += SLICE_CHUNKS
        if not told(min(1.0, done / chunks)):
            return None
        await sleep(BREATH_S)
    return copied(element, ground)


def sign(canvas: "js.HTMLCanvasElement", ratio: float, ink: str) -> None:
    """Write the wordmark into the room at a picture's foot; ``ratio`` is px for each CSS px of the sheet."""
    room = SIGNATURE_PX * ratio
    context = canvas.getContext("2d")
    baseline = canvas.height - BASELINE_SHARE * room
    write(context, WORDMARK, LETTERS_SHARE * room, "hand", ink, INSET_SHARE * room, baseline)
