"""What stands beside the figures in words and numbers, as plain data for curlicue_page.readings."""

from typing import TYPE_CHECKING

from curlicue.engine import Engine
from curlicue.hand import Hand
from curlicue.lstm import CELLS
from curlicue.stroke import Stroke
from curlicue_ink.timebar import span_steps
from curlicue_study.arithmetic import equation, feeds
from curlicue_study.correlate import UNKNOWN
from curlicue_study.history import History
from curlicue_view.effect import Effect
from curlicue_view.follows import Followers, names_at
from curlicue_view.moment import hand_at
from curlicue_view.timeline import Timeline
from curlicue_words.arithmetic import equation_texts, input_name
from curlicue_words.labels import label, meaning
from curlicue_words.spoken import describe

if TYPE_CHECKING:
    from curlicue.payloads import Said

Strokes = tuple[Stroke, ...]

NOT_KEPT = "not kept"  # why there are no numbers: the step was drawn before the worker was awake
MUTED = "muted"  # why they do not add up


class Texts:
    """The texts of the engine that is shown."""

    def __init__(self) -> None:
        self.effect = Effect()
        self._followers = Followers()
        self._names: list[str] = []  # what the cells follow
        self._names_of: tuple[Strokes, int] | None = None  # up to a step
        self._seen = ""  # the drawing in words, as it was last at rest
        self._seen_of: tuple[Strokes, int] | None = None  # so many steps
        self._fed_of: tuple[Hand, int] | None = None  # a cell of a hand
        self._fed: list[tuple[str, float]] = []  # what its inputs are

    def forget(self) -> None:
        """Forget what was followed and named: another engine's drawing is shown."""
        self._followers.forget()
        self._names_of = None

    def listen(self, engine: Engine) -> None:
        """Take what is new in the stroke in progress."""
        if engine.stroke is not None:
            self._followers.take(engine.stroke)

    def words(self, engine: Engine, history: History, time: Timeline, *, look_again: bool) -> "Said":
        """All but the open cell's numbers; ``look_again``: what the cells follow as well."""
        at = time.step(history)
        self._name(engine, history, at, live=time.at is None, look_again=look_again)
        if not engine.active and self._seen_of != (history.strokes, len(history)):
            self._seen_of = (history.strokes, len(history))
            self._seen = describe(history)
        return {
            "follows": [label(name) for name in self._names],
            "seen": self._seen,
            "muted": list(engine.experiment.masks.muted),
            "steps": len(history),
            "span": span_steps(len(history)),
            "at": at,
            "live": time.at is None,
            "running": time.playing or (time.at is None and engine.active),
            "effect": self.effect.text,
        }

    def _name(self, engine: Engine, history: History, at: int, *, live: bool, look_again: bool) -> None:
        """What the cells follow: live over the newest seconds, else over those before the moment that is shown.

        A drawing of another visit has been followed by nobody: it is looked at like another moment.
        """
        if at < 0:
            self._names, self._names_of = [UNKNOWN] * CELLS, None
        elif not live or engine.stroke is None:
            if look_again and self._names_of != (history.strokes, at):
                self._names, self._names_of = names_at(*history.locate(at)), (history.strokes, at)
        elif look_again or self._names_of is not None or not engine.active:
            self._names, self._names_of = self._followers.names(), None

    def numbers(self, engine: Engine, history: History, at: int, cell: int | None) -> "Said":
        """What the open cell's equations say, and why if they say nothing or do not add up."""
        if cell is None:
            return {"cell": None}
        row = history.row(at) if at >= 0 else None
        before = history.row(at - 1) if at > 0 and history.start_of(at) < at else None
        found = equation(before, row, cell)
        hand = hand_at(engine, history, at)
        if self._fed_of != (hand, cell):
            self._fed_of = (hand, cell)
            self._fed = [(input_name(each, cell), round(each.weight, 2)) for each in feeds(hand.weights, cell)]
        means = meaning(self._names[cell]) if at >= 0 and self._names else ""
        muted = MUTED if found is not None and found.forced else ""
        why = NOT_KEPT if at >= 0 and row is None else muted
        return {
            "cell": cell,
            "values": found and equation_texts(found),
            "why": why,
            "means": means,
            "feeds": self._fed,
            "hand": hand.name,
        }
