"""The pieces of a worker's drawing (see curlicue.checkpoint), kept for the day that the worker is lost."""

from typing import Any

import js

_NUMBERS = ("ticks", "pens")  # what a stroke of a piece has thousands of


class Pieces:
    """A sequence of JSON texts, in JavaScript's memory: out of our collector's way.

    Only the newest piece says where the pen is. Of those before it what they add to the drawing is kept, its numbers as
    doubles: 40 bytes a step, where digits take twice as many.
    """

    def __init__(self) -> None:
        self._kept: js.JsArray = js.Array.new()

    @property
    def length(self) -> int:
        """How many there are."""
        return int(self._kept.length)

    def push(self, text: str) -> None:
        """Add the newest piece."""
        if self.length:
            self._kept.push(_packed(self._kept.pop()))
        self._kept.push(text)

    def __getitem__(self, place: int) -> str:
        kept = self._kept[place]
        return kept if isinstance(kept, str) else _unpacked(kept)


def _packed(text: str) -> Any:
    """A piece's changed strokes."""
    changed = js.JSON.parse(text).changed
    for k in range(changed.length):
        for name in _NUMBERS:
            js.Reflect.set(changed[k], name, js.Float64Array.new(getattr(changed[k], name)))
    return changed


def _unpacked(changed: Any) -> str:
    """Those strokes as a piece again, without the rest of it."""
    strokes = js.Array.new()
    for k in range(changed.length):
        stroke = js.Object.assign(js.Object.new(), changed[k])
        for name in _NUMBERS:
            js.Reflect.set(stroke, name, getattr(js.Array, "from")(getattr(stroke, name)))
        strokes.push(stroke)
    return '{"changed": ' + str(js.JSON.stringify(strokes)) + "}"
