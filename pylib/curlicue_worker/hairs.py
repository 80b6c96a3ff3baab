"""Two dotted hairs from the pen: what the network would draw next if you let go, and if you keep this speed."""

from math import hypot

from curlicue.engine import Engine
from curlicue.futures import Future
from curlicue_ink.marks import DOTS, YOU, add

REFRESH_FRAMES = 15  # four times a second
FRAME_STEPS = 5  # of each future run ahead a frame: it is grown when the next one is due
DOT_PX = 2.0
SPACINGS_PX = (6.0, 10.0)  # let go, and keep this speed: the two are told apart
ALPHA = 0.7


class Hairs:
    """The futures of one engine's pen, a little grown each frame."""

    def __init__(self) -> None:
        self.on = False
        self._frames = 0
        self._growing: list[Future] = []
        self._grown_from = 0  # step of the stroke at which they began
        self._shown: list[Future] = []
        self._shown_from = 0

    def marks(self, engine: Engine) -> list[float]:
        """Marks for below the nib; none while no finger is down. What of a future has passed is left out."""
        stroke, now = engine.stroke, engine.pen
        if not self.on or engine.track is None or now is None or stroke is None:
            self._growing = self._shown = []
            self._frames = 0
            return []
        if self._frames % REFRESH_FRAMES == 0:
            self._shown, self._shown_from = self._growing, self._grown_from
            self._growing, self._grown_from = self._sprout(engine), stroke.steps
        self._frames += 1
        for future in self._growing:
            future.grow(FRAME_STEPS)
        shown, begun = (self._shown, self._shown_from) if self._shown else (self._growing, self._grown_from)
        marks: list[float] = []
        for future, spacing in zip(shown, SPACINGS_PX, strict=False):
            ahead = future.pens[1 + stroke.steps - begun :]
            points = [spacing, now.x, now.y]
            for pen in ahead:
                points += (pen.x, pen.y)
            if ahead:
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
