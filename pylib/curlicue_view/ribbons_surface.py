"""The picture as a sheet of its own: who draws in it sees the line enlarged, its ribbons growing under the finger."""

from typing import Any

from curlicue.actions import SAMPLES
from curlicue.stroke import Stroke
from curlicue_ink.placing import Placing
from curlicue_ink.ribbons import Fixed, Look, lines_for, paint_finger
from curlicue_view.past import Past
from curlicue_view.surface import Surface

ZOOM = 3.0  # CSS px for a px of the drawing: a slow finger's curls are 40 to 80 px in radius
RADIUS_PX = 48.0  # CSS px, of the curls that its ribbons are made for
ROPE_SCALE = 0.45  # times the line's width where a tap has left a dot
PLACING = Placing(0, ZOOM, 0.0, 0.0, RADIUS_PX, 1)


def fixed(width: float) -> Fixed:
    """How what is drawn in the picture lies on its canvas, ``width`` CSS px wide."""
    return Fixed(PLACING, lines_for(width, Look(())), ROPE_SCALE)


class RibbonsSurface(Surface):
    """Its engine, for which the canvas is smaller by the zoom, and its nib; its ink is curlicue_view.ribbons's."""

    layers = ("nib",)

    def act(self, kind: str, payload: Any) -> None:
        """Do what the reader did."""
        if kind == SAMPLES:
            samples = [[what, x / ZOOM, y / ZOOM, *rest] for what, x, y, *rest in payload["samples"]]
            payload = {**payload, "samples": samples}
        super().act(kind, payload)

    def resize(self, width: float, height: float, ratio: float, scale: float) -> None:
        """Take a new size; what is drawn stays where it is."""
        super().resize(width, height, ratio, scale)
        self.engine.sheet = (width / ZOOM, height / ZOOM)

    def paint(self, past: Past | None, *, shown: bool) -> bool:
        """Bring the nib's canvas up to the engine: empty while another drawing or another moment is shown."""
        if self._rests and shown == self._shown:
            return True
        self._shown = shown
        live = shown and past is None
        stroke: Stroke | None = self.engine.stroke if live else None
        self._play("nib", paint_finger(stroke, PLACING, self.hairs.marks(self.engine, ZOOM) if live else []))
        self._rests = not self.engine.active
        return True
