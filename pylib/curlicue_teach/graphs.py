"""Teacher and pens by the two graphs (`trainer.teach_graph`, `trainer.pens_graph`): questions as tensors, and back.

The sessions are handed in: onnxruntime-web's in a worker, onnxruntime's in tests. All tensors go flat, as arrays of
the standard library, whose memory JavaScript can read; what belongs to one pen is then a slice with a stride.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence

from curlicue.hand import make_hand
from curlicue.loop import LoopConstants, StartState
from curlicue.lstm import CELLS, LstmState, Weights
from curlicue.pen import begin_pen
from curlicue.reentry import SETTLING_STEPS
from curlicue.stroke import Tick
from curlicue_teach.batches import WINDOW, Window
from curlicue_teach.pens import Drawn, Pen
from curlicue_teach.tensors import (
    FINGER_DOWN,
    KEPT_NUMBERS,
    OUTPUT_SPEED,
    OUTPUT_X,
    OUTPUT_Y,
    PEN_NUMBERS,
    H,
    Session,
    Tensor,
    X,
    Y,
)
from curlicue_teach.weights import WEIGHTS

UNMOVED = (0, 0.0, 1.0, 0, 0.0, 0, 0)  # a window as it stands in the line, never hearing itself
FOR_EVER = 1e6  # steps planned, so that a free run never ends
NOWHERE = Tick(0.0, 0.0, 0.5)


class GraphTeacher:
    """A net being taught: its weights and Adam's means."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._net = [_singles()] * 3  # weights and Adam's two means
        self._line = self._noise = Tensor(_singles(), (0, 2))

    async def begin(
        self, weights: Sequence[float], line: Sequence[complex], noise: Sequence[tuple[float, float]]
    ) -> None:
        """Take a net to be taught, the line of its strokes and the noise, as recipe.Teacher says."""
        nothing = _singles([0.0] * WEIGHTS)
        self._net = [_singles(weights), nothing, nothing]
        self._line = _pairs([(v.real, v.imag) for v in line])
        self._noise = _pairs(noise)

    async def learn(self, step: int, rate: float, windows: Sequence[Window]) -> float:
        """Run one training step through the graph and give the loss before it, as recipe.Teacher says."""
        settings = (step + 1, rate, WINDOW)
        feeds = _lesson(self._net, settings, self._line, self._noise, windows)
        *self._net, loss = await self._session.run(feeds, ("new_w", "new_m", "new_v", "loss"))
        return loss[0]

    async def weights(self) -> list[float]:
        """Give the net as it is now."""
        return list(self._net[0])


class GraphPens:
    """Many pens by a graph, and what a net has heard by the teacher's, which learns nothing at a rate of 0."""

    def __init__(self, pens: Session, teacher: Session) -> None:
        self._pens = pens
        self._teacher = teacher

    async def hear(
        self, weights: Sequence[float], loop: LoopConstants, pieces: Sequence[Sequence[complex]]
    ) -> list[StartState]:
        """Run the net over each piece of a line, as Pens says; the pieces are of one length."""
        steps = len(pieces[0])
        line = _pairs([(v.real, v.imag) for piece in pieces for v in (*piece, 0j)])  # each with a target, unheeded
        noise = _pairs([(0.0, 0.0)] * (steps + 1))
        nothing = _singles([0.0] * WEIGHTS)
        windows = [Window(*UNMOVED)._replace(at=k * (steps + 1)) for k in range(len(pieces))]
        net = [_singles(weights), nothing, nothing]
        (ends,) = await self._teacher.run(_lesson(net, (1, 0.0, steps), line, noise, windows), ("ends",))
        width = len(ends) // len(pieces)
        return [_heard(loop, ends[k * width : (k + 1) * width]) for k in range(len(pieces))]

    async def free(
        self, weights: Sequence[float], starts: Sequence[tuple[LoopConstants, StartState]], steps: int
    ) -> list[list[StartState]]:
        """Run the net on its own output from each start, as Pens says."""
        rows = await self._free(weights, starts, steps)
        return [
            [start, *(_moment(row[k : k + PEN_NUMBERS]) for k in range(0, len(row), PEN_NUMBERS))]
            for (_, start), row in zip(starts, rows, strict=True)
        ]

    async def draw(self, weights: Sequence[float], pens: Sequence[Pen]) -> list[Drawn]:
        """Draw with each pen, as Pens says. Shorter pens go on to the end of the longest, which is not looked at."""
        starts = list(dict.fromkeys((pen.loop, pen.start) for pen in pens))
        loops = [pen.loop for pen in pens] if len(starts) > 1 else [pens[0].loop]
        if all(map(_dawdles, pens)):
            states = [_NOTHING_KEPT]  # nobody will ask for it, and to make it takes a third as long as a drag
        else:
            kept = dict(zip(starts, await self._kept(weights, starts), strict=True))
            states = [kept[pen.loop, pen.start] for pen in pens] if len(starts) > 1 else list(kept.values())
        begun = [_begun(pen.loop, pen.start, pen.ticks[0]) for pen in pens]
        steps = max(len(pen.ticks) - 1 + pen.alone for pen in pens)
        fingers, alone = [], []
        for pen in pens:
            down = len(pen.ticks) - 1
            rest = steps - down
            fingers.append([*((tick.x, tick.y) for tick in pen.ticks[1:]), *[(0.0, 0.0)] * rest])
            if pen.alone:
                left = [(float(k), float(pen.alone), float(max(0, pen.alone - k))) for k in range(rest)]
            else:
                left, fingers[-1][down:] = [FINGER_DOWN] * rest, [(pen.ticks[-1].x, pen.ticks[-1].y)] * rest
            alone.append([FINGER_DOWN] * down + left)
        drawn = await self._run(weights, loops, states, begun, fingers, alone)
        width = len(pens) * PEN_NUMBERS
        lines = []
        for k, pen in enumerate(pens):
            x, y, output_x, output_y = (
                [begun[k][of], *drawn[k * PEN_NUMBERS + of :: width][: len(pen.ticks) - 1 + pen.alone]]
                for of in (X, Y, OUTPUT_X, OUTPUT_Y)
            )
            lines.append(Drawn(list(map(complex, x, y)), list(map(complex, output_x, output_y))))
        return lines

    async def _kept(
        self, weights: Sequence[float], starts: Sequence[tuple[LoopConstants, StartState]]
    ) -> list[array[float]]:
        """The re-entry states of each start in a row, as curlicue.reentry makes them."""
        count = starts[0][0].reentry_states
        kept = []
        for row in await self._free(weights, starts, SETTLING_STEPS + count):
            states = _doubles()
            for k in range(SETTLING_STEPS, SETTLING_STEPS + count):
                at = k * PEN_NUMBERS
                states += row[at + OUTPUT_X : at + OUTPUT_Y + 1] + row[at + H : at + PEN_NUMBERS]
            kept.append(states)
        return kept

    async def _free(
        self, weights: Sequence[float], starts: Sequence[tuple[LoopConstants, StartState]], steps: int
    ) -> list[array[float]]:
        """The pens of a free run by start, each step after step in a row."""
        begun = [_begun(loop, start, NOWHERE) for loop, start in starts]
        alone = [(float(k + 1), FOR_EVER, FOR_EVER) for k in range(steps)]
        drawn = await self._run(
            weights, [loop for loop, _ in starts], [_NOTHING_KEPT], begun, [[(0.0, 0.0)] * steps], [alone]
        )
        width = len(starts) * PEN_NUMBERS
        rows = []
        for k in range(len(starts)):
            row = _doubles()
            for at in range(k * PEN_NUMBERS, steps * width, width):
                row += drawn[at : at + PEN_NUMBERS]
            rows.append(row)
        return rows

    async def _run(
        self,
        weights: Sequence[float],
        loops: Sequence[LoopConstants],
        kept: Sequence[array[float]],
        begun: Sequence[array[float]],
        fingers: Sequence[Sequence[tuple[float, float]]],
        alone: Sequence[Sequence[tuple[float, float, float]]],
    ) -> array[float]:
        """All pens after each step. Of loops, states, fingers and steps alone there may be one for all pens."""
        steps = len(fingers[0])
        feeds = {
            "weights": Tensor(_doubles(weights), (WEIGHTS,)),
            "loop": _rows([_doubles(loop) for loop in loops]),
            "reentry": Tensor(_flat(kept), (len(kept), len(kept[0]) // KEPT_NUMBERS, KEPT_NUMBERS)),
            "pens": _rows(begun),
            "fingers": Tensor(_by_step(fingers), (steps, len(fingers), 2)),
            "alone": Tensor(_by_step(alone), (steps, len(alone), 3)),
        }
        return (await self._pens.run(feeds, ("drawn",)))[0]


def _dawdles(pen: Pen) -> bool:
    """Whether the finger is never fast, by curlicue.drag, and stays down: the net is not lost and need not come back.

    The speed that is looked at is smoothed, and so never above the quickest step.
    """
    ways = (math.hypot(b.x - a.x, b.y - a.y) for a, b in zip(pen.ticks, pen.ticks[1:], strict=False))
    return not pen.alone and max(ways, default=0.0) <= pen.loop.turning_speed_px


def _lesson(
    net: Sequence[array[float]],
    settings: tuple[float, float, float],
    line: Tensor,
    noise: Tensor,
    windows: Sequence[Window],
) -> dict[str, Tensor]:
    """What the teacher's graph is fed."""
    feeds = {name: Tensor(numbers, (WEIGHTS,)) for name, numbers in zip("wmv", net, strict=True)}
    rows = _singles([number for window in windows for number in window])
    return {
        **feeds,
        "settings": Tensor(_singles(settings), (len(settings),)),
        "line": line,
        "noise": noise,
        "windows": Tensor(rows, (len(windows), len(Window._fields))),
    }


def _heard(loop: LoopConstants, end: array[float]) -> StartState:
    """y, h and c of the teacher's net as a start: as curlicue_hands.start_state.drive makes it."""
    x, y = end[0] * loop.scale_px, end[1] * loop.scale_px
    first = len(end) - 2 * CELLS
    state = LstmState(h=tuple(end[first : first + CELLS]), c=tuple(end[first + CELLS :]))
    return StartState(x, y, abs(complex(x, y)), state)


def _begun(loop: LoopConstants, start: StartState, tick: Tick) -> array[float]:
    """A pen at its first tick, as curlicue.pen has it."""
    pen = begin_pen(make_hand("", "", loop, start, Weights((), (), ())), tick)
    return _doubles([*pen[:9], *pen.drag, *pen.lstm.h, *pen.lstm.c])


def _singles(numbers: Iterable[float] = ()) -> array[float]:
    """Put numbers into single precision, which the teacher reckons in."""
    return array("f", numbers)


def _doubles(numbers: Iterable[float] = ()) -> array[float]:
    """Put numbers into double precision, which the pens reckon in."""
    return array("d", numbers)


_NOTHING_KEPT = _doubles([0.0] * KEPT_NUMBERS)


def _moment(row: array[float]) -> StartState:
    state = LstmState(h=tuple(row[H : H + CELLS]), c=tuple(row[H + CELLS :]))
    return StartState(row[OUTPUT_X], row[OUTPUT_Y], row[OUTPUT_SPEED], state)


def _pairs(values: Sequence[tuple[float, float]]) -> Tensor:
    return Tensor(_singles([number for pair in values for number in pair]), (len(values), 2))


def _rows(rows: Sequence[array[float]]) -> Tensor:
    return Tensor(_flat(rows), (len(rows), len(rows[0])))


def _flat(rows: Sequence[array[float]]) -> array[float]:
    flat = _doubles()
    for row in rows:
        flat += row
    return flat


def _by_step(of_pens: Sequence[Sequence[tuple[float, ...]]]) -> array[float]:
    """From pen by pen to step by step."""
    return _doubles([number for step in zip(*of_pens, strict=True) for numbers in step for number in numbers])
