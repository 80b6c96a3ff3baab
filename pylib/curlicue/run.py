"""The loop prepare, step, finish, for whoever needs no engine: the plain-Python network answers at once."""

from typing import Iterable, Iterator, NamedTuple

from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.flourish import Alone
from curlicue.hand import Hand
from curlicue.lstm import StepOutput
from curlicue.pen import Pen, PenSettings, Request, answered, begin_pen, finish, prepare
from curlicue.stroke import Tick

HANDS_OWN = PenSettings(None)  # a reader who has set nothing


class Taken(
    NamedTuple(
        "Taken",
        [
            ("request", Request),  # what the network was asked
            ("output", StepOutput),  # what it answered
            ("pen", Pen),  # the pen after that
        ],
    )
):
    """One step that has been taken."""

    __slots__ = ()


def take_step(
    hand: Hand, pen: Pen, due: "Tick | Alone", settings: PenSettings, experiment: Experiment = NO_EXPERIMENT
) -> Taken:
    """Take one step from any pen, its masks heeded."""
    request = prepare(hand, pen, due, settings, experiment)
    output = answered(hand, request)
    return Taken(request, output, finish(hand, request, output))


def run(
    hand: Hand,
    pen: Pen,
    dues: "Iterable[Tick | Alone]",
    settings: PenSettings,
    experiment: Experiment = NO_EXPERIMENT,
) -> "Iterator[Taken]":
    """Take step after step from any pen, as far as one asks for them."""
    for due in dues:
        taken = take_step(hand, pen, due, settings, experiment)
        pen = taken.pen
        yield taken


def alone(total: int, sheet: "tuple[float, float] | None" = None) -> "list[Alone]":
    """All ``total`` steps after a lift; ``sheet`` is its width and height (CSS px), None has no edges."""
    return [Alone(number, total, total - number, sheet) for number in range(total)]


def run_stroke(
    hand: Hand,
    ticks: "list[Tick]",
    settings: PenSettings,
    free_steps: int = 0,
    sheet: "tuple[float, float] | None" = None,
) -> "list[Pen]":
    """Draw a whole stroke: one pen per tick, then per step after the lift."""
    pen = begin_pen(hand, ticks[0])
    dues: list[Tick | Alone] = list(ticks[1:])
    dues += alone(free_steps, sheet)
    return [pen] + [taken.pen for taken in run(hand, pen, dues, settings)]
