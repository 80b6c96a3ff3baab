"""One surface in the worker: the sheet, or a practice strip."""

from array import array
from typing import Any

from curlicue.engine import Engine
from curlicue.hand import Hand
from curlicue.history import forget_old_logs, forget_old_rows
from curlicue.messages import DOWN, LEARNING, SAMPLES, SETTINGS, SHEET, apply
from curlicue.pen import PenSettings, slider_of_pull
from curlicue.stroke import STEPS_PER_S, Stroke
from curlicue_ink.rope import Paper, paint_nib
from curlicue_worker.hairs import Hairs
from curlicue_worker.past import NOWHERE, Past

FRAME_CHUNKS = 2000  # chunks painted in one task at most: two minutes of ink
KEPT_STEPS = 10 * 60 * STEPS_PER_S  # of which every number is kept: ten minutes of drawing, 15 MB
STRIP_PULL = 0.10  # share of the way per step, least on a strip, so that curls fit
STRIP_FREE_STEPS = 90  # after a lift, most on a strip: a second and a half
STRIP_SCALE = 0.9  # times the line's width there


class Surface:
    """An engine and its two canvases, named NAME-ink and NAME-nib."""

    def __init__(self, name: str, bridge: Any, hand: Hand) -> None:
        self.name = name
        self.engine = Engine(hand, PenSettings(None), 0, keeps_log=True)
        self.hairs = Hairs()
        self._bridge = bridge
        self._paper = Paper()
        self._past = Past(name, bridge)
        self._size = NOWHERE
        self._scale = 1.0
        self._rests = False  # all that there is to see is painted, and nothing is to come

    def take(self, kind: str, payload: Any) -> bool:
        """What the reader did, if it is an engine's affair. A strip has room for one stroke, and pulls harder."""
        self._rests = False
        begins = kind == SAMPLES and any(sample[0] == DOWN for sample in payload["samples"])
        if self.name == SHEET:
            if begins:
                forget_old_logs(self.engine.entries, KEPT_STEPS)
            if self.engine.stroke is not None:
                forget_old_rows(self.engine.stroke, KEPT_STEPS)
        else:
            if begins:
                self.engine.halt()
                self.engine.entries = []
            elif kind == SETTINGS:
                pull = payload["pull"]
                pull = None if pull is None else max(pull, slider_of_pull(STRIP_PULL))
                payload = {"pull": pull, "free_steps": min(payload["free_steps"], STRIP_FREE_STEPS)}
        return apply(self.engine, kind, payload)

    def follow(self, sheet: Engine) -> None:
        """Take the hand, the settings and the experiment that the sheet's engine came with."""
        if self.name != LEARNING:  # its hand is an epoch's
            self.engine.choose(sheet.hand)
            self.engine.drawing = sheet.hand
        self.engine.experiment = sheet.experiment
        self.take(SETTINGS, {"pull": sheet.settings.pull, "free_steps": sheet.free_steps})

    def resize(self, width: float, height: float, ratio: float, scale: float) -> None:
        """A new size; all is to be painted again in this same task, so that nothing blinks."""
        for layer in ("ink", "nib"):
            self._bridge.size(f"{self.name}-{layer}", width, height, ratio)
        self._size = (width, height, ratio)
        self.engine.sheet = (width, height)
        self._scale = scale if self.name == SHEET else scale * STRIP_SCALE
        self.blank()

    def blank(self) -> None:
        """New colours: all is to be painted again."""
        self._paper.blank()
        self._past.blank()
        self._rests = False

    def show_futures(self, wanted: bool) -> None:
        """Whether to show what the network would draw next."""
        self.hairs.on = wanted
        self._rests = False

    def paint(self, past: list[Stroke] | None) -> bool:
        """Bring both canvases up to the engine; false when a long drawing needs another task.

        ``past`` is the drawing as it was at another moment: it is painted on the nib's canvas, over the paled ink.
        """
        engine = self.engine
        if self._rests and past is None:
            return True
        marks, complete = self._paper.update(engine.visible(), self._scale, FRAME_CHUNKS)
        if marks:
            self._bridge.play(f"{self.name}-ink", array("f", marks))
        if past is not None:
            self._rests = False
            return self._past.paint(past, self._size, self._scale, FRAME_CHUNKS) and complete
        self._past.end()
        nib = paint_nib(engine.stroke, self._scale, self.hairs.marks(engine))
        self._bridge.play(f"{self.name}-nib", array("f", nib))
        self._rests = complete and not engine.active
        return complete
