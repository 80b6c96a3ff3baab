"""Two dotted hairs from the pen: what the network would draw next if you let go, and if you keep this speed."""

from math import hypot

from curlicue.engine import Engine
from curlicue.futures import Future
from curlicue_ink.marks import DOTS, YOU, add

REFRESH_FRAMES = 15  # four times a second
FRAME_STEPS = 5  # of each future run ahead a frame: it is grown when the next one is due
DOT_PX = 2.0
SPACING_PX = 6.0
ALPHA = 0.7


class Hairs:
    """The futures of one engine's pen, a little grown each frame."""

    def __init__(self) -> None:
        self.on = False
        self._frames = 0
        self._growing: list[Future] = []
        self._shown: list[Future] = []

    def marks(self, engine: Engine) -> list[float]:
        """Marks for below the nib; none while no finger is down."""
        if not self.on or engine.track is None or engine.pen is None:
            self._growing = self._shown = []
            self._frames = 0
            return []
        if self._frames % REFRESH_FRAMES == 0:
            self._shown = self._growing
            self._growing = self._sprout(engine)
        self._frames += 1
        for future in self._growing:
            future.grow(FRAME_STEPS)
        marks: list[float] = []
        for future in self._shown or self._growing:
            points = [SPACING_PX]
            for pen in future.pens:
                points += (pen.x, pen.y)
            if len(future.pens) > 1:
                add(marks, DOTS, YOU, ALPHA, DOT_PX, points)
        return marks

    def _sprout(self, engine: Engine) -> list[Future]:
        pen = engine.pen
        if pen is None:
            return []
        share = pen.speed / (hypot(pen.heading_x, pen.heading_y) or 1.0)
        kept_speed = (share * pen.heading_x, share * pen.heading_y)
        ahead = (engine.drawing, pen, engine.settings, engine.experiment)
        return [Future(*ahead, None, engine.free_steps), Future(*ahead, kept_speed, engine.free_steps)]
