"""One drawing surface at work: pointer samples in, requests to the network out, answers back, strokes kept as data.

Sans-I/O: the starter answers each request with the plain-Python step, the worker with onnxruntime; neither knows more
of the pen than ``next`` and ``answer``. Undo and clear never delete a stroke: they are entries like any other.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.flourish import REST_STEPS, Alone
from curlicue.hand import Hand
from curlicue.packed import first_row, pack_output
from curlicue.pen import Pen, PenSettings, begin_pen, finish, prepare
from curlicue.resample import begin, hold, push
from curlicue.stroke import STEP_S, Sample, Stroke, Tick, is_tap, snapped

if TYPE_CHECKING:
    from typing import TypeAlias

    from curlicue.lstm import StepOutput
    from curlicue.pen import Request
    from curlicue.resample import Track

    Entry: TypeAlias = "tuple[int, Tick | Use | None, int]"  # of an engine's queue

# What waits there: (kind, tick or Use, steps)
BEGIN = 0  # with the first tick of a stroke; and READERS, or AGAIN where it is drawn again as the last USE says
TICK = 1  # with a tick
LIFT = 2  # with the steps that the pen draws on alone
RETIRE = 3  # with the same, now fewer: another stroke is waiting
FREE = 4  # one step drawn alone
USE = 5  # what is drawn next was drawn before, in this way
READERS, AGAIN = 0, 1


class Use(
    NamedTuple(
        "Use",
        [
            ("hand", str),  # name of one that the engine knows
            ("pull", "float | None"),  # slider 0..1; None: the hand's own
            ("experiment", Experiment),
            ("sheet", "tuple[float, float] | None"),  # CSS px, width and height at the lift; None has no edges
            ("group", "int | None"),  # see curlicue.stroke.Stroke
        ],
    )
):
    """How a drawing was drawn, which is drawn again: in place of what the reader has set meanwhile."""

    __slots__ = ()


class Engine:
    """The pen of one surface. Mutable, because it really runs; all arithmetic is in ``pen`` and ``resample``."""

    def __init__(self, hand: Hand, settings: PenSettings, free_steps: int, keeps_log: bool = False) -> None:
        self.hands = {hand.name: hand}  # all that have been chosen
        self.hand = hand  # the chosen one: it draws the next stroke
        self.drawn_by = hand  # the one that draws the stroke in progress
        self.settings = settings
        self.experiment = NO_EXPERIMENT  # what is taken away from the pen just now
        self.free_steps = free_steps  # steps that the pen draws on after a lift, REST_STEPS or more
        self.keeps_log = keeps_log  # a row of every step: in the worker only, for want of memory elsewhere
        self.entries: list[Stroke | None] = []  # strokes in order; None is a clear
        self.undone: list[Stroke | None] = []  # entries taken back, the newest last
        self.numbered = 0  # strokes begun so far
        self.steps = 0  # network steps so far
        self.dropped = 0  # ticks left out because the machine fell behind
        self.pen: Pen | None = None
        self.output: StepOutput | None = None  # the newest answer
        self.stroke: Stroke | None = None  # the one in progress
        self.track: Track | None = None  # the finger's, while it is down
        self.queue: list[Entry] = []
        self.again: Use | None = None  # how what is drawn again is drawn; None while the reader draws
        self.sheet: tuple[float, float] | None = None  # CSS px, width and height; None has no edges
        self.lifted_at: float | None = None  # s on the pointer's clock, while the pen draws on alone
        self.free_given = 0  # free steps queued since then
        self.free_total = 0  # free steps due in all
        self.kept = 0  # entries at the beginning that were drawn on another visit
        self.pending: tuple[Tick | None, Request] | None = None  # the step whose answer is due

    def choose(self, hand: Hand) -> None:
        """Let another hand draw from the next stroke on."""
        self.hands[hand.name] = hand
        self.hand = hand

    # The finger

    def down(self, sample: Sample) -> None:
        """Begin a stroke where the finger touches; whatever still draws on alone comes to rest."""
        self.clock(sample.t)  # what was due until now, however late the samples come
        if self.track is not None:
            self.up(sample.t)
        self.retire()
        self.track, ticks = begin(sample)
        self.queue.append((BEGIN, snapped(ticks[0]), READERS))

    def retire(self) -> None:
        """Bring a pen that draws on alone to rest soon."""
        if self.lifted_at is not None:
            total = min(self.free_total, self.free_given + REST_STEPS)
            self.queue.append((RETIRE, None, total))
            self._queue_free(total)
            self.lifted_at = None

    def move(self, sample: Sample) -> None:
        """Move the finger; nothing without one that is down."""
        if self.track is not None:
            self.track, ticks = push(self.track, sample)
            self._queue_ticks(ticks)

    def up(self, now: float) -> None:
        """Lift the finger at ``now`` (s on its clock): the pen draws on alone, then rests."""
        if self.track is not None:
            self.track = None
            self.lifted_at = now
            self.free_given = 0
            self.free_total = max(REST_STEPS, self.free_steps)
            self.queue.append((LIFT, None, self.free_total))

    def clock(self, now: float) -> None:
        """Let time pass up to ``now`` (s on the pointer's clock): a resting finger and a lone pen have ticks too."""
        if self.track is not None:
            self.track, ticks = hold(self.track, now)
            self._queue_ticks(ticks)
        elif self.lifted_at is not None:
            self._queue_free(min(self.free_total, int((now - self.lifted_at) / STEP_S)))
            if self.free_given == self.free_total:
                self.lifted_at = None

    def shed(self, longest: int) -> None:
        """Leave out the oldest ticks when more than this wait, and count them: time is dropped, not the finger."""
        surplus = len([entry for entry in self.queue if entry[0] == TICK]) - longest
        if surplus <= 0:
            return
        kept = []
        for entry in self.queue:
            if surplus > 0 and entry[0] == TICK:
                surplus -= 1
                self.dropped += 1
            else:
                kept.append(entry)
        self.queue = kept

    @property
    def active(self) -> bool:
        """True while a finger is down, or steps are due or still to come."""
        return self.track is not None or self.lifted_at is not None or bool(self.queue)

    def _queue_ticks(self, ticks: list[Tick]) -> None:
        for tick in ticks:
            self.queue.append((TICK, snapped(tick), 0))

    def _queue_free(self, total: int) -> None:
        while self.free_given < total:
            self.queue.append((FREE, None, 0))
            self.free_given += 1

    # The pen

    def next(self) -> "Request | None":
        """The next question for the network, or None when nothing is due. Each one wants its ``answer``."""
        thing: Any  # as its kind says
        while self.queue:
            kind, thing, count = self.queue.pop(0)
            if kind == USE:
                self.again = thing
                continue
            if kind == BEGIN:
                if count == READERS:
                    self.again = None
                self._begin(thing)
                continue
            stroke, pen = self.stroke, self.pen
            if stroke is None or pen is None:  # undone or cleared away while its finger was down
                continue
            if kind == LIFT:
                self._lift(stroke, count)
                continue
            if kind == RETIRE:
                if stroke.lift is not None:
                    stroke.end = stroke.lift + count
                continue
            due = _alone(stroke) if thing is None else thing
            settings, experiment = self.settings, self.experiment
            if self.again is not None:
                settings, experiment = PenSettings(self.again.pull), self.again.experiment
            if not stroke.pulls or stroke.pulls[-1][1] != settings.pull:
                stroke.pulls.append((stroke.steps, settings.pull))
            if experiment != (stroke.experiments[-1][1] if stroke.experiments else NO_EXPERIMENT):
                stroke.experiments.append((stroke.steps, experiment))
            request = prepare(self.drawn_by, pen, due, settings, experiment)
            self.pending = (thing, request)
            return request
        return None

    def answer(self, output: "StepOutput") -> None:
        """Take the network's answer to the last request."""
        if self.pending is None:
            return
        tick, request = self.pending
        self.pending = None
        self.output = output
        self.steps += 1
        stroke = self.stroke
        if stroke is None:
            return
        pen = finish(self.drawn_by, request, output)
        self.pen = pen
        self._append(stroke, tick, pen, request.x + pack_output(output) + (request.own,) if self.keeps_log else ())

    def _begin(self, tick: Tick) -> None:
        self.numbered += 1
        self.undone = []
        if self.stroke is not None and not self.stroke.done:
            self.stroke.halted = True
        self.drawn_by = hand = self.hand if self.again is None else self.hands[self.again.hand]
        stroke = Stroke(self.numbered, hand.name)
        stroke.group = None if self.again is None else self.again.group
        self.entries.append(stroke)
        self.stroke = stroke
        pen = begin_pen(hand, tick)
        self.pen = pen
        self._append(stroke, tick, pen, first_row(pen.lstm))

    def _lift(self, stroke: Stroke, planned: int) -> None:
        """Let the pen draw on alone; what was only a tap leaves a dot."""
        if is_tap(stroke):
            self.entries[self.entries.index(stroke)] = stroke.dot()
            self.stroke = None
            return
        stroke.lift = stroke.steps
        stroke.planned = planned
        stroke.sheet = self.sheet if self.again is None else self.again.sheet
        stroke.end = stroke.steps + planned

    def _append(self, stroke: Stroke, tick: "Tick | None", pen: Pen, row: "tuple[float, ...]") -> None:
        if tick is not None:
            for number in tick:
                stroke.ticks.append(number)
        if self.keeps_log:
            if stroke.log_from is None:
                stroke.log_from = stroke.steps
            for number in row:
                stroke.log.append(number)
        stroke.pens.append(pen.x)
        stroke.pens.append(pen.y)

    # The drawing

    def visible(self) -> "list[Stroke]":
        """The strokes that are to be seen: all since the last clear."""
        seen: list[Stroke] = []
        for entry in self.entries:
            if entry is None:
                seen = []
            else:
                seen.append(entry)
        return seen

    def clear(self) -> bool:
        """Clear the sheet, undoably; false when it is empty already."""
        self.halt()
        if not self.visible():
            return False
        self.entries.append(None)
        self.undone = []
        return True

    def undo(self) -> bool:
        """Take back the last stroke, or the last clear; false when there is nothing to take back."""
        waiting = self._newest_waiting()
        if waiting is not None:  # it is not begun yet; those before it go on
            self.queue = self.queue[:waiting]
            self.track = None
            self.lifted_at = None
            return True
        self.halt()
        if not self.entries:
            return False
        taken = self.entries.pop()
        self.undone.append(taken)
        if taken is not None and taken.group is not None:
            while self.entries and _group(self.entries[-1]) == taken.group:
                self.undone.append(self.entries.pop())
            if taken.group < 0 and self.entries and self.entries[-1] is None:
                self.undone.append(self.entries.pop())
        return True

    def take_back(self) -> bool:
        """Undo the newest stroke for good: it was not meant. False when there is nothing to undo."""
        known = len(self.undone)
        taken = self.undo()
        self.undone = self.undone[:known]
        return taken

    def redo(self) -> bool:
        """Bring back what undo took last; false when there is nothing, or something new has been drawn since."""
        if not self.undone or self._newest_waiting() is not None:
            return False
        brought = self.undone.pop()
        self.entries.append(brought)
        group = _group(brought)
        if brought is None and self.undone:
            group = _group(self.undone[-1])
            if group is not None and group > 0:  # it came after the clear, by another act
                group = None
        while group is not None and self.undone and _group(self.undone[-1]) == group:
            self.entries.append(self.undone.pop())
        return True

    def _newest_waiting(self) -> "int | None":
        """Where in the queue the newest stroke that is not begun yet begins; None when there is none."""
        for place in range(len(self.queue) - 1, -1, -1):
            if self.queue[place][0] == BEGIN:
                return place
        return None

    def halt(self) -> None:
        """Stop the pen where it is; a finger still down has to lift before it draws again."""
        self.queue = []
        self.track = None
        self.lifted_at = None
        self.pending = None
        stroke = self.stroke
        if stroke is not None and not stroke.done:
            stroke.halted = True
        self.stroke = None


def _group(entry: "Stroke | None") -> "int | None":
    return None if entry is None else entry.group


def _alone(stroke: Stroke) -> Alone:
    """The next step of a stroke whose finger has left."""
    lift = stroke.steps if stroke.lift is None else stroke.lift
    end = stroke.steps if stroke.end is None else stroke.end
    return Alone(stroke.steps - lift, stroke.planned or 0, end - stroke.steps, stroke.sheet)
