"""Many strokes drawn again at once, by a graph of the site: some steps of each in one run (trainer.pens_graph)."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from curlicue.drag import Drag
from curlicue.engine import FREE, TICK, Engine
from curlicue.experiment import NO_EXPERIMENT
from curlicue.flourish import Alone
from curlicue.hand import Hand
from curlicue.loop import StartState
from curlicue.lstm import CELLS, LstmState
from curlicue.packed import ROW_NUMBERS
from curlicue.pen import SLIDER_CURLS, Pen, PenSettings, answered, pull_and_voice
from curlicue.reentry import SETTLING_STEPS, free_step
from curlicue.stroke import Tick
from curlicue_teach.tensors import FINGER_DOWN, KEPT_NUMBERS, PEN_NUMBERS, H, Session, Tensor
from curlicue_teach.weights import WEIGHTS, in_a_row

if TYPE_CHECKING:
    from curlicue.payloads import Card

STEPS = 16  # of each pen in one run: some 10 ms, during which nothing else is heard
LEAST_PENS = 4  # fewer are as soon drawn in plain Python: a run takes as long for one pen as for five
MOST_PENS = 32
_DRAG = 9  # where in a row of the graph the drag begins
_NO_EDGES = (0.0, 0.0)


def take_plain_step(engine: Engine) -> bool:
    """Take the next step in plain Python; false when there is none."""
    request = engine.next()
    if request is None:
        return False
    engine.answer(answered(engine.drawn_by, request))
    return True


class Batch:
    """The graph, once it has come, and what it has to know of each hand."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._weights: dict[str, array[float]] = {}
        self._states: dict[str, array[float]] = {}

    def know(self, hand: Hand, card: "Card") -> None:
        """Be ready for strokes of a hand."""
        if hand.name not in self._weights:
            self._weights[hand.name] = array("d", in_a_row(card["weights"]))

    def take(self, session: Session) -> None:
        """Run the graph in this session."""
        self._session = session

    def give_up(self) -> None:
        """Run nothing more: the graph has failed."""
        self._session = None

    @property
    def ready(self) -> bool:
        """Whether the graph has come."""
        return self._session is not None

    def covers(self, engine: Engine) -> bool:
        """Whether the graph knows all that the engine's stroke needs just now; that it has begun, among others."""
        use = engine.again
        if use is None or engine.stroke is None or engine.drawn_by.name not in self._weights:
            return False
        return use.experiment == NO_EXPERIMENT and (use.pull is None or use.pull <= SLIDER_CURLS)

    async def run(self, engines: Sequence[Engine]) -> None:
        """Take up to ``STEPS`` steps with each of these engines, all of one hand and covered, as their queues say.

        An engine that has to do something else first, a lift perhaps, does one plain step instead.
        """
        if self._session is None:
            raise RuntimeError("the graph has not come: take(session) has to be called first")
        ready = [engine for engine in engines if _dues(engine, 1)]
        for engine in engines:
            if engine not in ready:
                take_plain_step(engine)
        if not ready:
            return
        dues = [_dues(engine, STEPS) for engine in ready]
        steps = max(map(len, dues))
        drawn, rows = await self._session.run(self._feeds(ready, dues, steps), ("drawn", "rows"))
        for k, (engine, due) in enumerate(zip(ready, dues, strict=True)):
            _took(engine, due, drawn, rows, k, len(ready))

    def _feeds(self, engines: Sequence[Engine], dues: Sequence[list[Tick | Alone]], steps: int) -> dict[str, Tensor]:
        hand = engines[0].drawn_by
        if hand.name not in self._states:
            self._states[hand.name] = _reentry_states(hand)
        states = self._states[hand.name]
        count = len(engines)
        loops, pens, sheets = array("d"), array("d"), array("d")
        for engine in engines:
            use, pen = engine.again, engine.pen
            if use is None or pen is None:
                raise ValueError("found an engine whose stroke has not begun, expected one that is covered")
            loops.extend(hand.loop._replace(pull=pull_and_voice(hand.loop, PenSettings(use.pull))[0]))
            numbers: Any = pen[:_DRAG]
            for part in (numbers, pen.drag, pen.lstm.h, pen.lstm.c):
                pens.extend(part)
            sheets.extend(use.sheet or _NO_EDGES)
        fingers, alone = array("d"), array("d")
        for k in range(steps):
            for due in dues:
                now = due[min(k, len(due) - 1)]  # one that has fewer goes on doing its last, which is not looked at
                if isinstance(now, Alone):
                    fingers.extend((0.0, 0.0))
                    alone.extend((now.step, now.planned, now.left))
                else:
                    fingers.extend((now.x, now.y))
                    alone.extend(FINGER_DOWN)
        return {
            "weights": Tensor(self._weights[hand.name], (WEIGHTS,)),
            "loop": Tensor(loops, (count, len(hand.loop))),
            "reentry": Tensor(states, (1, len(states) // KEPT_NUMBERS, KEPT_NUMBERS)),
            "pens": Tensor(pens, (count, PEN_NUMBERS)),
            "fingers": Tensor(fingers, (steps, count, 2)),
            "alone": Tensor(alone, (steps, count, len(FINGER_DOWN))),
            "sheets": Tensor(sheets, (count, 2)),
        }


def _dues(engine: Engine, most: int) -> list[Tick | Alone]:
    """What the next steps of an engine's stroke are, up to where its queue says anything else."""
    stroke = engine.stroke
    dues: list[Tick | Alone] = []
    if stroke is None:
        return dues
    for kind, thing, _ in engine.queue[:most]:
        if kind == TICK and isinstance(thing, Tick):
            dues.append(thing)
        elif kind == FREE and stroke.lift is not None and stroke.end is not None:
            at = stroke.steps + len(dues)
            dues.append(Alone(at - stroke.lift, stroke.planned or 0, stroke.end - at, stroke.sheet))
        else:
            break
    return dues


def _took(
    engine: Engine, dues: list[Tick | Alone], drawn: "array[float]", rows: "array[float]", at: int, count: int
) -> None:
    """Let an engine have taken these steps, as the graph drew them: pen ``at`` of ``count``."""
    stroke = engine.stroke
    if stroke is None:
        return
    for k, due in enumerate(dues):
        number = k * count + at
        pen = PEN_NUMBERS * number
        stroke.pens.extend(drawn[pen : pen + 2])
        if not isinstance(due, Alone):
            stroke.ticks.extend(due)
        if engine.keeps_log:
            row = ROW_NUMBERS * number
            stroke.log.extend(array("f", rows[row : row + ROW_NUMBERS]))
    last = PEN_NUMBERS * ((len(dues) - 1) * count + at)
    engine.pen = _pen_of(drawn[last : last + PEN_NUMBERS])
    engine.queue = engine.queue[len(dues) :]
    engine.steps += len(dues)


def _pen_of(row: "array[float]") -> Pen:
    """A pen of the graph's."""
    x, y, run_x, run_y, room, output_x, output_y, output_speed, fast_steps, *drag = row[:H]
    state = LstmState(h=tuple(row[H : H + CELLS]), c=tuple(row[H + CELLS :]))
    where = Drag._make([*drag[:-1], int(drag[-1])])
    return Pen(x, y, run_x, run_y, room, output_x, output_y, output_speed, int(fast_steps), where, (), state)


def _reentry_states(hand: Hand) -> "array[float]":
    """The states that curlicue.reentry keeps of a hand's free run, one after the other."""
    states = array("d")
    at: StartState = hand.start
    for k in range(SETTLING_STEPS + hand.loop.reentry_states):
        at = free_step(hand.loop, hand.weights, at)
        if k >= SETTLING_STEPS:
            states.extend((at.output_x, at.output_y, *at.lstm.h, *at.lstm.c))
    return states
