"""What a worker has drawn, told to the page in pieces while it draws: should the worker be lost, the page has it.

A piece says which strokes there are, in order, how each has grown since the piece before, and where the pen is. The
pieces in a row make the drawing again without a single step of the network.
"""

from json import loads
from typing import TYPE_CHECKING

from curlicue.engine import Engine
from curlicue.plain import engine_from_plain, pen_to_plain, stroke_from_plain, stroke_to_plain
from curlicue.stroke import Stroke

if TYPE_CHECKING:
    from curlicue.payloads import Piece


class Teller:
    """Tells what is new in an engine's drawing. ``known`` are the strokes that the listener has already."""

    def __init__(self, known: "list[Stroke | None]") -> None:
        self._told = {stroke.number: _look(stroke) for stroke in known if stroke is not None}

    def tell(self, engine: Engine) -> "Piece":
        """The next piece."""
        changed = []
        for stroke in engine.entries + engine.undone:
            if stroke is None:
                continue
            look = _look(stroke)
            told = self._told.get(stroke.number)
            if look != told:
                changed.append(stroke_to_plain(stroke, min(told[0], stroke.steps) if told else 0))
                self._told[stroke.number] = look
        return {
            "entries": _numbers(engine.entries),
            "undone": _numbers(engine.undone),
            "changed": changed,
            "pen": pen_to_plain(engine),
        }


def _look(stroke: Stroke) -> "tuple[int, int | None, int | None, bool, int, int]":
    """What changes as a stroke grows, its steps first."""
    return (stroke.steps, stroke.lift, stroke.end, stroke.halted, len(stroke.pulls), len(stroke.experiments))


def _numbers(entries: "list[Stroke | None]") -> "list[int | None]":
    return [None if stroke is None else stroke.number for stroke in entries]


class Listener:
    """Puts the pieces together again, for an engine that has the strokes which the teller began with."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._strokes = {stroke.number: stroke for stroke in engine.entries + engine.undone if stroke is not None}
        self._newest: Piece | None = None

    def take(self, text: str) -> None:
        """Take the next piece, as JSON."""
        piece: Piece = loads(text)
        self._newest = piece
        for plain in piece["changed"]:
            number = plain["number"]
            self._strokes[number] = stroke_from_plain(plain, self._strokes.get(number))

    def finish(self) -> None:
        """Let the engine, which knows the same hands, go on from the newest piece; without one it stays as it is."""
        newest = self._newest
        if newest is not None:
            engine_from_plain(self._engine, newest["pen"], self._entries(newest["entries"]))
            self._engine.undone = self._entries(newest["undone"])

    def _entries(self, numbers: "list[int | None]") -> "list[Stroke | None]":
        return [None if number is None else self._strokes[number] for number in numbers]
