"""A drawing drawn again: the same ticks to the same hand, step by step, as fast as one likes.

What the pen does follows from what an engine's queue holds, so a stroke is told as such a queue. It gives the same pens
as when it was drawn, since ticks lie on a grid (curlicue.stroke.snapped) and all runtimes reckon in doubles.
"""

from typing import TYPE_CHECKING, Any

from curlicue.engine import AGAIN, BEGIN, FREE, LIFT, RETIRE, TICK, USE, Engine, Use
from curlicue.experiment import NO_EXPERIMENT
from curlicue.flourish import REST_STEPS
from curlicue.plain_experiment import experiment_from_plain, experiment_to_plain
from curlicue.stroke import STEPS_PER_S, Stroke, Tick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from curlicue.engine import Entry
    from curlicue.payloads import Drawn

AT_ONCE = 1e6  # times as fast as a finger: the speed of a Player that gives out all there is
LONGEST_FRAME_S = 0.1  # s; a longer one was a page asleep: nothing is drawn for it
_STEPS = (TICK, FREE)


def entries_of(strokes: "Iterable[Drawn]", group: "int | None" = None) -> "list[Entry]":
    """The queue that draws these strokes, each from its first tick to its last step.

    ``group`` makes one act of them (curlicue.stroke.Stroke).
    """
    entries: list[Entry] = []
    for stroke in strokes:
        entries.extend(_entries_of(stroke, group))
    return entries


def draw_again(engine: Engine, entries: "list[Entry]") -> None:
    """Let an engine take steps that were taken before, after all that waits there; nothing happens under a finger."""
    if engine.track is None:
        engine.retire()
        engine.queue.extend(entries)


def put(engine: Engine, strokes: "list[Stroke]", under: bool) -> None:
    """Show strokes as they were drawn elsewhere, or on another visit: ``under`` all that is drawn on this one."""
    for stroke in strokes:
        engine.numbered += 1
        stroke.number = engine.numbered
    if under:
        at = engine.kept
        engine.entries = engine.entries[:at] + strokes + engine.entries[at:]
        engine.kept += len(strokes)
    else:
        engine.halt()
        engine.entries.extend(strokes)


def _entries_of(stroke: "Drawn", group: "int | None") -> "list[Entry]":
    uses = _uses(stroke, group)
    entries: list[Entry] = []
    fingered = len(stroke.ticks) // 3
    for step in range(stroke.steps):
        if step in uses:
            entries.append((USE, uses[step], 0))
        if step == stroke.lift and step:
            entries.extend(_lift(stroke))
        if step < fingered:
            tick = Tick(*stroke.ticks[3 * step : 3 * step + 3])
            entries.append((TICK, tick, 0) if step else (BEGIN, tick, AGAIN))
        else:
            entries.append((FREE, None, 0))
    if stroke.lift == stroke.steps:  # a dot, or a pen that was stopped at the lift
        entries.extend(_lift(stroke))
    return entries


def _lift(stroke: "Drawn") -> "list[Entry]":
    """The lift, and that the pen had to rest earlier if it had: when it was told so makes no difference."""
    planned = stroke.planned or 0
    lift: list[Entry] = [(LIFT, None, planned)]
    left = planned if stroke.end is None or stroke.lift is None else stroke.end - stroke.lift
    if left < planned:
        lift.append((RETIRE, None, left))
    return lift


def _uses(stroke: "Drawn", group: "int | None") -> "dict[int, Use]":
    """How the stroke was drawn, by the step from which on; the first from step 0."""
    pulls = dict(stroke.pulls)
    experiments = dict(stroke.experiments)
    pull = stroke.pulls[0][1] if stroke.pulls else None
    experiment = experiments.get(1, NO_EXPERIMENT)
    uses = {0: Use(stroke.hand, pull, experiment, stroke.sheet, group)}
    for step in sorted(set(pulls) | set(experiments)):
        pull = pulls.get(step, pull)
        experiment = experiments.get(step, experiment)
        use = Use(stroke.hand, pull, experiment, stroke.sheet, group)
        if step > 1:
            uses[step] = use
    return uses


class Player:
    """Gives out a queue in its own time, or ``speed`` times as fast; entries are asked for as they are due."""

    def __init__(self, entries: "Iterable[Entry]", speed: float = 1.0) -> None:
        self.speed = speed
        self._coming = iter(entries)
        self._next: Entry | None = None
        self._owed = 0.0  # steps that are due and not given out
        self._under_way = False  # a stroke is begun, and its finger has not left
        self._take()

    @property
    def done(self) -> bool:
        """Whether all is given out."""
        return self._next is None

    def _take(self) -> "list[Entry]":
        """The next entry, if there is one; the one after it is got ready."""
        entry = self._next
        self._next = next(self._coming, None)
        if entry is None:
            return []
        if entry[0] in (BEGIN, LIFT):
            self._under_way = entry[0] == BEGIN
        return [entry]

    def due(self, passed_s: float) -> "list[Entry]":
        """What is due after so many more seconds."""
        self._owed += max(0.0, min(passed_s, LONGEST_FRAME_S)) * STEPS_PER_S * self.speed
        given: list[Entry] = []
        while self._next is not None and (self._owed >= 1.0 or self._next[0] not in _STEPS):
            if self._next[0] in _STEPS:
                self._owed -= 1.0
            given += self._take()
        if self.done:
            self._owed = 0.0
        return given

    def rest(self) -> "list[Entry]":
        """All that is not given out yet."""
        given: list[Entry] = []
        while not self.done:
            given += self._take()
        return given

    def end(self) -> "list[Entry]":
        """What lets the stroke under way die away where it is; nothing else comes."""
        given: list[Entry] = []
        if self._under_way:
            given.append((LIFT, None, REST_STEPS))
            for _ in range(REST_STEPS):
                given.append((FREE, None, 0))  # noqa: PERF401  # a list of its own would have a narrower type
        while self._next is not None and self._next[0] == FREE:
            given += self._take()
        self._next = None
        return given


def entry_to_plain(entry: "Entry") -> "list[Any]":
    """An entry of a queue as JSON."""
    kind, thing, count = entry
    if kind == USE and thing is not None:
        return [kind, use_to_plain(thing), count]  # type: ignore[arg-type]
    return [kind, None if thing is None else list(thing), count]


def entry_from_plain(plain: "list[Any]") -> "Entry":
    """The entry again."""
    kind, thing, count = plain
    if thing is None:
        return (kind, None, count)
    return (kind, use_from_plain(thing) if kind == USE else Tick(*thing), count)


def use_to_plain(use: Use) -> "list[Any]":
    """A way to draw as JSON."""
    return [use.hand, use.pull, experiment_to_plain(use.experiment), use.sheet, use.group]


def use_from_plain(plain: "list[Any]") -> Use:
    """The way to draw again."""
    hand, pull, experiment, sheet, group = plain
    return Use(hand, pull, experiment_from_plain(experiment), None if sheet is None else (sheet[0], sheet[1]), group)
