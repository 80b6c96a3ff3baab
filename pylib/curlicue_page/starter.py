"""The starter: real LSTM ink on the main thread until the worker takes over, or for good where it cannot."""

from json import loads
from typing import Any

from curlicue.engine import Engine
from curlicue.hand import Hand, hand_from_card
from curlicue.lstm import step
from curlicue.messages import SAMPLES, SHEET, apply, decode, encode, encode_samples
from curlicue.pen import PenSettings
from curlicue_ink.rope import Paper, paint_nib
from curlicue_page.canvas import Canvas

FRAME_STEPS = 3  # network steps a frame at most: 180 a second, three times what a finger makes
RELIVE_STEPS = 12  # the same while a lost worker's last seconds are drawn again: rather slow than late
RESTORED_PIECES = 8  # of what it had drawn before, a frame: some 15 ms, and 16 s of drawing
FRAME_CHUNKS = 40  # chunks a frame at most when a whole drawing is painted again
LONGEST_QUEUE = 60  # ticks; a second behind is enough
WARM_STEPS = 3  # re-entry states made a frame, while nothing else is due


class Starter:
    """The engine and the two canvases that MicroPython paints."""

    def __init__(self, hand: Hand, settings: PenSettings, free_steps: int, ink: Canvas, nib: Canvas) -> None:
        self.engine = Engine(hand, settings, free_steps)
        self.caught_up = False  # all that was drawn before us is ink
        self.whole = True  # nothing that a lost worker had is still to come
        self._lost: Any = None  # a curlicue_page.lost.Lost, until what it holds is in our engine
        self._journal: list[str] = []  # what a lost worker had been told since then, still to be drawn again
        self._paper = Paper()
        self._complete = False
        self._ink = ink
        self._nib = nib
        self._scale = 1.0
        self._palette = ["", "", ""]
        self._shown: Any = None  # (steps, stroke) when the tail was last painted

    def restyle(self, palette: list[str], width: float, height: float, scale: float) -> None:
        """New colours, or a canvas of a new size in CSS px: all has to be painted again."""
        self.engine.sheet = (width, height)
        self._palette = palette
        self._scale = scale
        self._paper.blank()
        self._shown = None

    def know(self, card: "dict[str, Any]") -> None:
        """Keep the hand of a card ready: what a lost worker drew with it may have to go on."""
        if card["name"] not in self.engine.hands:
            self.engine.hands[card["name"]] = hand_from_card(card)

    def go_on(self, lost: Any) -> None:
        """Take over from a lost worker: what it had drawn first, then what it was told since, then what is new."""
        self._lost = lost
        self._journal = lost.journal
        self.whole = False
        self.caught_up = False

    def do(self, kind: str, payload: Any) -> None:
        """What the reader wants done, after all that came before it."""
        if self.whole:
            apply(self.engine, kind, payload)
        else:
            self._journal.append(encode(kind, payload))

    def hear(self, now: float, samples: str) -> None:
        """Take one animation frame's samples, JSON as first.js wrote them, after all that came before them."""
        if self.whole:
            apply(self.engine, SAMPLES, {"now": now, "samples": loads(samples or "[]")})
        else:
            self._journal.append(encode_samples(now, samples, SHEET))

    def frame(self, now: float, samples: str) -> bool:
        """One animation frame: samples to ink. True while there is more to come."""
        engine = self.engine
        self.hear(now, samples)
        if self._lost is not None:
            if self._lost.restore(RESTORED_PIECES):
                self._lost = None
            return True
        if self.caught_up:
            engine.shed(LONGEST_QUEUE)
        for _ in range(FRAME_STEPS if self.whole else RELIVE_STEPS):
            request = engine.next()
            while request is None and self._journal:
                self._relive(self._journal.pop(0))
                request = engine.next()
            if request is None:
                self.whole = self.caught_up = True
                engine.hand.reentry.warm(WARM_STEPS)
                break
            engine.answer(step(engine.drawing.weights, request.x, request.lstm, request.masks))
        return self._paint() or engine.active or bool(self._journal)

    def _relive(self, text: str) -> None:
        """Do again what a lost worker had been told; of what was drawn on its strips only the time."""
        kind, payload = decode(text)
        if kind == SAMPLES and payload["surface"] != SHEET:
            payload["samples"] = []
        apply(self.engine, kind, payload)

    @property
    def painted(self) -> bool:
        """True once all that is drawn is painted."""
        return self.whole and self._complete

    def _paint(self) -> bool:
        marks, complete = self._paper.update(self.engine.visible(), self._scale, FRAME_CHUNKS)
        self._complete = complete
        if marks:
            self._ink.play(marks, self._palette)
        stroke = self.engine.stroke
        shown = (self.engine.steps, stroke)  # an undone stroke takes its nib with it
        if self._shown != shown:
            self._shown = shown
            self._nib.play(paint_nib(stroke, self._scale), self._palette)
        return not complete
