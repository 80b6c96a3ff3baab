"""One surface in the worker: the sheet, or a practice strip; what they have in common with the picture."""

from typing import TYPE_CHECKING, Any, NamedTuple

from curlicue.actions import DOWN, SAMPLES, SETTINGS, SHEET, apply
from curlicue.engine import Engine
from curlicue.hand import Hand
from curlicue.messages import LEARNING, RIBBONS, canvas_of
from curlicue.pen import slider_of_pull
from curlicue.run import HANDS_OWN
from curlicue.stroke import STEPS_PER_S, Stroke
from curlicue_study.history import History, forget_old_logs, forget_old_rows
from curlicue_view.drawn import Drawn
from curlicue_view.hairs import Hairs
from curlicue_view.ink import EVERY_CELL, Ink, RibbonInk, RopeInk, ribbons_on_sheet
from curlicue_view.past import Past, PastLayer
from curlicue_view.saved import ToSave
from curlicue_view.screen import NOWHERE, Screen, Size, play

if TYPE_CHECKING:
    from curlicue.payloads import Settings

KEPT_STEPS = 10 * 60 * STEPS_PER_S  # of which every number is kept: ten minutes of drawing, 15 MB
STRIP_PULL = 0.10  # share of the way per step, least on a strip, so that curls fit
STRIP_FREE_STEPS = 90  # after a lift, most on a strip: a second and a half
STRIP_SCALE = 0.9  # times the line's width there


class Manner(NamedTuple):
    """In what one surface differs from another."""

    keeps: bool  # its strokes add up; else there is room for one
    least_pull: float | None  # share of the way per step; None: however little is wanted
    most_free_steps: int | None  # drawn on after a lift; None: as many as are wanted
    scale: float  # times the line's width
    follows: bool  # it draws with the chosen hand, else with one of its own


ON_SHEET = Manner(keeps=True, least_pull=None, most_free_steps=None, scale=1.0, follows=True)
ON_STRIP = Manner(keeps=False, least_pull=STRIP_PULL, most_free_steps=STRIP_FREE_STEPS, scale=STRIP_SCALE, follows=True)
MANNERS = {SHEET: ON_SHEET, RIBBONS: ON_STRIP._replace(keeps=True), LEARNING: ON_STRIP._replace(follows=False)}


class Surface:
    """An engine and its canvases, named NAME-ink and NAME-nib."""

    layers: tuple[str, ...] = ("ink", "nib")

    def __init__(self, name: str, screen: Screen, hand: Hand) -> None:
        self.name = name
        self.manner = MANNERS.get(name, ON_STRIP)
        self.engine = Engine(hand, HANDS_OWN, 0, keeps_log=True)
        self.hairs = Hairs()
        self._screen = screen
        self._history = History([])
        self._past = PastLayer(name, screen)
        self._size: Size = NOWHERE
        self._scale = 1.0
        self._ribbons = False  # are its ink
        self._ink: Ink = RopeInk(self._scale)
        self._past_ink: Ink = RopeInk(self._scale)
        self._rests = False  # all that there is to see is painted, and nothing is to come
        self._shown = False  # the figures show this one

    def act(self, kind: str, payload: Any) -> None:
        """Do what the reader did (curlicue.actions), in the surface's own manner."""
        self._rests = False
        begins = kind == SAMPLES and any(sample[0] == DOWN for sample in payload["samples"])
        if self.manner.keeps:
            if begins:
                forget_old_logs(self.engine.entries, KEPT_STEPS)
            if self.engine.stroke is not None:
                forget_old_rows(self.engine.stroke, KEPT_STEPS)
        elif begins:
            self.engine.halt()
            self.engine.entries = []
        if kind == SETTINGS:
            payload = self._own_settings(payload)
        apply(self.engine, kind, payload)

    def _own_settings(self, settings: "Settings") -> "Settings":
        pull, free_steps = settings["pull"], settings["free_steps"]
        least, most = self.manner.least_pull, self.manner.most_free_steps
        return {
            "pull": pull if pull is None or least is None else max(pull, slider_of_pull(least)),
            "free_steps": free_steps if most is None else min(free_steps, most),
        }

    def take_over(self, entries: list[Stroke | None]) -> None:
        """Show the strokes that somebody else has drawn."""
        self.engine.entries = entries
        self._rests = False

    def follow(self, sheet: Engine) -> None:
        """Take the hand, the settings and the experiment that the sheet's engine came with."""
        if self.manner.follows:
            self.engine.choose(sheet.hand)
            self.engine.drawn_by = sheet.hand
        self.engine.experiment = sheet.experiment
        self.act(SETTINGS, {"pull": sheet.settings.pull, "free_steps": sheet.free_steps})

    def resize(self, width: float, height: float, ratio: float, scale: float) -> None:
        """Take a new size; all is painted again in this same task, so that nothing blinks."""
        for layer in self.layers:
            self._screen.size(canvas_of(self.name, layer), width, height, ratio)
        self._size = Size(width, height, ratio)
        self.engine.sheet = (width, height)
        self._scale = scale * self.manner.scale
        self._take_ink()

    def _take_ink(self) -> None:
        """Take fresh ink of the kind that is wanted: all is to be painted again."""
        kind = RibbonInk if self._ribbons else RopeInk
        self._ink, self._past_ink = kind(self._scale), kind(self._scale)
        self._rests = False

    def blank(self) -> None:
        """Paint all again: the colours are new."""
        self._ink.blank()
        self._past_ink.blank()
        self._rests = False

    def empty(self) -> None:
        """Clear what is drawn, for good."""
        self.engine.halt()
        self.engine.entries = []
        self._rests = False

    def show_futures(self, wanted: bool) -> None:
        """Show what the network would draw next, or do not."""
        self.hairs.on = wanted
        self._rests = False

    def show_ribbons(self, wanted: bool) -> None:
        """Take ribbons for ink, or a rope; all is to be painted again."""
        self._ribbons = wanted
        self._take_ink()

    def to_save(self) -> ToSave | None:
        """All of its drawing, if its ink is ribbons; as a rope it is saved as its canvas is."""
        if not self._ribbons:
            return None
        history = self._history.now(self.engine.visible())
        return ToSave(history, len(history) - 1, EVERY_CELL, ribbons_on_sheet(self._scale))

    def drawn(self, *, ribbons: bool) -> Drawn | None:
        """All of its drawing, to be made something of that is taken along; None where there is nothing."""
        history = History(self.engine.visible())
        if not len(history):
            return None
        return Drawn(history, len(history) - 1, self._scale, self._size.width, self._size.height, ribbons)

    def paint(self, past: Past | None, *, shown: bool) -> bool:
        """Bring both canvases up to the engine; false when a long drawing needs another task.

        ``past`` is the drawing at another moment: it is painted on the nib's canvas, over the paled ink. ``shown``:
        the figures show this surface's drawing.
        """
        engine = self.engine
        self._shown = shown
        if self._rests and past is None:
            return True
        self._history = self._history.now(engine.visible())
        marks, complete = self._ink.update(self._history, len(self._history) - 1)
        self._play("ink", marks)
        if past is not None:
            self._rests = False
            return self._past.paint(past, self._size, self._past_ink) and complete
        self._past.end()
        self._play("nib", self._ink.nib(engine.stroke, self.hairs.marks(engine)))
        self._rests = complete and not engine.active
        return complete

    def _play(self, layer: str, marks: list[float]) -> None:
        play(self._screen, canvas_of(self.name, layer), marks)
