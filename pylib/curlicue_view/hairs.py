"""Two dotted hairs from the pen: what the network would draw next if you let go, and if you keep this speed."""

from typing import NamedTuple

from curlicue.engine import Engine
from curlicue.pen import Pen
from curlicue_ink.marks import DOTS, YOU, add
from curlicue_study.futures import Future

FRAME_STEPS = 12  # steps that a future is run ahead a frame: each is five frames old when it is shown, at most fourteen
DOT_PX = 2.0
SPACINGS_PX = (6.0, 10.0)  # let go, and keep this speed: the two are told apart
ALPHA = 0.7


class _Shown(NamedTuple):
    future: Future
    begun: int  # step of the stroke at which it was the present


class Hairs:
    """The futures of one engine's pen, run ahead by turns; each replaces the one before it when it is done."""

    def __init__(self) -> None:
        self.on = False
        self._turn = 0  # which of the two grows
        self._growing: _Shown | None = None
        self._shown: list[_Shown | None] = [None, None]

    def marks(self, engine: Engine, zoom: float = 1.0) -> list[float]:
        """Marks for below the nib, on a canvas that enlarges the drawing; none while no finger is down.

        What of a future has passed is left out, and the rest begins at the pen: the finger may have gone on otherwise.
        """
        stroke, now = engine.stroke, engine.pen
        if not self.on or engine.track is None or now is None or stroke is None:
            self._growing, self._shown = None, [None, None]
            return []
        self._grow(engine, now, stroke.steps)
        marks: list[float] = []
        for shown, spacing in zip(self._shown, SPACINGS_PX, strict=True):
            ahead = [] if shown is None else shown.future.pens[stroke.steps - shown.begun :]
            if len(ahead) > 1:
                dx, dy = now.x - ahead[0].x, now.y - ahead[0].y
                points = [spacing]
                for pen in ahead:
                    points += (zoom * (pen.x + dx), zoom * (pen.y + dy))
                add(marks, DOTS, YOU, ALPHA, DOT_PX, points)
        return marks

    def _grow(self, engine: Engine, now: Pen, steps: int) -> None:
        """Run one future further ahead; once it is done it is shown, and the other one's turn begins."""
        if self._growing is None:
            ahead = (engine.drawn_by, now, engine.settings, engine.experiment)
            unit_x, unit_y = now.drag.unit()
            velocity = (now.drag.speed * unit_x, now.drag.speed * unit_y) if self._turn else None
            self._growing = _Shown(Future(*ahead, velocity, engine.free_steps, engine.sheet), steps)
        self._growing.future.grow(FRAME_STEPS)
        if self._growing.future.done:
            self._shown[self._turn] = self._growing
            self._growing, self._turn = None, 1 - self._turn
