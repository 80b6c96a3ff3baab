"""The starter: real LSTM ink on the main thread until the worker takes over, or for good where it cannot."""

from json import loads
from typing import Any

from curlicue.engine import Engine
from curlicue.hand import Hand
from curlicue.lstm import step
from curlicue.messages import SAMPLES, SHEET, apply, decode, encode, encode_samples
from curlicue.pen import PenSettings
from curlicue_ink.rope import Paper, paint_nib
from curlicue_page.canvas import Canvas

FRAME_STEPS = 3  # network steps a frame at most: 180 a second, three times what a finger makes
RELIVE_STEPS = 12  # the same while a lost worker's drawing is drawn again: rather slow than late
FRAME_CHUNKS = 40  # chunks a frame at most when a whole drawing is painted again
LONGEST_QUEUE = 60  # ticks; a second behind is enough
WARM_STEPS = 3  # re-entry states made a frame, while nothing else is due


class Starter:
    """The engine and the two canvases that MicroPython paints."""

    def __init__(self, hand: Hand, settings: PenSettings, free_steps: int, ink: Canvas, nib: Canvas) -> None:
        self.engine = Engine(hand, settings, free_steps)
        self.caught_up = False  # all that was drawn before us is ink
        self._journal: list[str] = []  # what a lost worker had been told, still to be drawn again
        self._paper = Paper()
        self._ink = ink
        self._nib = nib
        self._scale = 1.0
        self._palette = ["", "", ""]
        self._shown: Any = None  # (steps, stroke) when the tail was last painted

    def restyle(self, palette: list[str], scale: float) -> None:
        """New colours, or a canvas of a new size: all has to be painted again."""
        self._palette = palette
        self._scale = scale
        self._paper.blank()
        self._shown = None

    def go_on(self, journal: list[str]) -> None:
        """Draw again what a lost worker had drawn since it took over, then go on."""
        self._journal = journal
        self.caught_up = False

    def do(self, kind: str, payload: Any) -> None:
        """What the reader wants done, after all that came before it."""
        if self._journal:
            self._journal.append(encode(kind, payload))
        else:
            apply(self.engine, kind, payload)

    def frame(self, now: float, samples: str) -> bool:
        """One animation frame: samples to ink. True while there is more to come."""
        engine = self.engine
        if self._journal:  # new samples wait their turn
            self._journal.append(encode_samples(now, samples, SHEET))
        else:
            apply(engine, SAMPLES, {"now": now, "samples": loads(samples or "[]")})
        if self.caught_up:
            engine.shed(LONGEST_QUEUE)
        for _ in range(RELIVE_STEPS if self._journal else FRAME_STEPS):
            request = engine.next()
            while request is None and self._journal:
                self._relive(self._journal.pop(0))
                request = engine.next()
            if request is None:
                self.caught_up = True
                engine.hand.reentry.warm(WARM_STEPS)
                break
            engine.answer(step(engine.drawing.weights, request.x, request.lstm, request.masks))
        return self._paint() or engine.active or bool(self._journal)

    def _relive(self, text: str) -> None:
        """One message that a lost worker had been told; what was drawn on its strips is gone with it, but the time."""
        kind, payload = decode(text)
        if kind == SAMPLES and payload["surface"] != SHEET:
            payload["samples"] = []
        apply(self.engine, kind, payload)

    def _paint(self) -> bool:
        marks, complete = self._paper.update(self.engine.visible(), self._scale, FRAME_CHUNKS)
        if marks:
            self._ink.play(marks, self._palette)
        stroke = self.engine.stroke
        shown = (self.engine.steps, stroke)  # an undone stroke takes its nib with it
        if self._shown != shown:
            self._shown = shown
            self._nib.play(paint_nib(stroke, self._scale), self._palette)
        return not complete
