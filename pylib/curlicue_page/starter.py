"""The starter: real LSTM ink on the main thread until the worker takes over, or for good where it cannot."""

from json import dumps, loads
from typing import TYPE_CHECKING

from curlicue.actions import KNOW, SAMPLES, TOO_FAST_STEPS, apply, offered
from curlicue.engine import Engine
from curlicue.hand import Hand
from curlicue.pen import PenSettings, answered
from curlicue.snapshot import numbers, snapshot
from curlicue_ink.rope import Paper, paint_nib
from curlicue_page.canvas import Canvas, Size

if TYPE_CHECKING:
    from collections.abc import Callable

    from curlicue.payloads import Card, Frame, Kind, P, Written
    from curlicue.stroke import Stroke
    from curlicue_page.lost import Lost
    from curlicue_page.roles import Told

FRAME_STEPS = 3  # network steps a frame at most: 180 a second, three times what a finger makes
RELIVE_STEPS = 12  # the same while a lost worker's last seconds are drawn again: rather slow than late
RESTORED_PIECES = 8  # of what it had drawn before, a frame: some 15 ms, and 16 s of drawing
FRAME_CHUNKS = 40  # chunks a frame at most when a whole drawing is painted again
LONGEST_QUEUE = 60  # ticks; a second behind is enough
WARM_STEPS = 3  # re-entry states made a frame, while nothing else is due


class Starter:
    """The engine and the two canvases that MicroPython paints. A curlicue_page.roles.Drawer."""

    by_worker = False

    def __init__(
        self, hand: Hand, settings: PenSettings, free_steps: int, ink: Canvas, nib: Canvas, told: "Told"
    ) -> None:
        self.engine = Engine(hand, settings, free_steps)
        self._told = told
        self._caught_up = False  # all that was drawn before us is ink
        self._lost: Lost | None = None  # what a lost worker left, until it is in our engine and drawn again
        self._paper = Paper()
        self._complete = False
        self._ink = ink
        self._nib = nib
        self._size: Size | None = None
        self._palette = ["", "", ""]
        self._away = False  # the worker draws: our canvases have given their memory back
        self._shown: tuple[int, Stroke | None] | None = None  # steps and stroke when the tail was last painted

    # Our canvases

    def restyle(self, size: Size, palette: list[str]) -> None:
        """Take a size and colours: all has to be painted again."""
        if size != self._size:
            self._size = size
            if not self._away:
                self._fit()
        self.engine.sheet = (size.width, size.height)
        self._palette = palette
        self._blank()

    def put_down(self) -> None:
        """Empty the canvases, which are not needed while a worker draws."""
        self._away = True
        for canvas in (self._ink, self._nib):
            canvas.resize(1, 1, 1)

    def pick_up(self) -> None:
        """Paint again."""
        self._away = False
        self._fit()
        self._blank()

    def _fit(self) -> None:
        size = self._size
        if size is not None:
            for canvas in (self._ink, self._nib):
                canvas.resize(size.width, size.height, size.ratio)

    def _blank(self) -> None:
        self._paper.blank()
        self._shown = None

    @property
    def whole(self) -> bool:
        """Whether nothing that a lost worker had is still to come."""
        return self._lost is None

    @property
    def painted(self) -> bool:
        """Whether all that is drawn is painted."""
        return self._lost is None and self._complete

    # What there is to draw

    def know(self, card: "Card") -> None:
        """Keep the hand of a card ready: what a lost worker drew with it may have to go on."""
        apply(self.engine, KNOW, card)

    def go_on(self, lost: "Lost") -> None:
        """Take over from a lost worker: what it had drawn first, then what it was told since, then what is new."""
        self._lost = lost
        self._caught_up = False

    def do(self, kind: "Kind[P]", payload: "P") -> None:
        """Do what the reader wants, after all that came before it."""
        if self._lost is None:
            apply(self.engine, kind, payload)
        else:
            self._lost.wait(kind, payload)

    def hear(self, now: float, samples: str, surface: str) -> None:
        """Take one animation frame's samples, after all that came before them."""
        frame: Frame = {"now": now, "samples": loads(samples or "[]"), "surface": surface}
        self.do(SAMPLES, frame)

    def catch_up(self) -> None:
        """Draw all that was heard, however long it has waited."""
        self._caught_up = False

    def frame(self, now: float, samples: str, surface: str) -> bool:
        """Turn one animation frame's samples into ink. True while there is more to come."""
        engine = self.engine
        self.hear(now, samples, surface)
        lost = self._lost
        if lost is not None and not lost.restored:
            lost.restore(RESTORED_PIECES)
            return True
        if self._caught_up:
            engine.shed(LONGEST_QUEUE)
        for _ in range(FRAME_STEPS if lost is None else RELIVE_STEPS):
            request = engine.next()
            while request is None and lost is not None and lost.relive():
                request = engine.next()
            if request is None:
                self._lost = None
                self._caught_up = True
                engine.hand.reentry.warm(WARM_STEPS)
                break
            engine.answer(answered(engine.drawn_by, request))
        more = self._paint() or engine.active or self._lost is not None
        self._tell()
        return more

    def _paint(self) -> bool:
        scale = 1.0 if self._size is None else self._size.scale
        marks, complete = self._paper.update(self.engine.visible(), scale, FRAME_CHUNKS)
        self._complete = complete
        if marks:
            self._ink.play(marks, self._palette)
        stroke = self.engine.stroke
        shown = (self.engine.steps, stroke)  # an undone stroke takes its nib with it
        if self._shown != shown:
            self._shown = shown
            self._nib.play(paint_nib(stroke, scale), self._palette)
        return not complete

    def _tell(self) -> None:
        engine = self.engine
        if self._lost is None:
            self._told.offer(offered(engine))
        if self._caught_up:
            self._told.caught_up()
        if engine.steps:
            self._told.inked()
        if engine.pen is not None and engine.pen.fast_steps >= TOO_FAST_STEPS:
            self._told.too_fast()

    # What is taken along

    def snapshot(self) -> str:
        """What is drawn just now, as JSON."""
        return dumps(snapshot(numbers(self.engine), self.engine.hand.name, "starter"))

    def record(self) -> None:
        """Let whoever waits for a recording have it. Comes with the later half of the page."""
        from curlicue.plain import recording

        self._told.recorded(dumps(recording(self.engine)))

    def write(self, with_lines: bool, take: "Callable[[Written], None]") -> None:
        """Give the drawing as a document. Comes with the later half of the page."""
        from curlicue_drawing.written import written

        take(written(self.engine, with_lines))

    def save(self, background: str) -> None:
        """Let the reader save the sheet as a picture on a colour."""
        self._ink.save(background)
