"""What an experiment does to the curl, in numbers: the same slow drags drawn with and without it."""

from collections.abc import Generator, Iterator
from math import pi
from typing import NamedTuple

from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.hand import Hand
from curlicue.pen import Pen, PenSettings, begin_pen
from curlicue.run import run
from curlicue_finger.finger import line
from curlicue_study.measures import Measures, measure

DRAGS = ((0.0, 30.0), (2 * pi / 3, 40.0))  # direction in radians, speed in px/s
DRAG_S = 5.0
HARDLY = 0.15  # a change by less than this share is none
GONE = 0.35  # of the curl's tempo or swing left: it is gone
TURNING_LOOPS_PER_S = 0.3  # from which on a line turns at all


class Curl(NamedTuple):
    """What a reader would see of a curl."""

    loops_per_s: float
    radius_px: float  # 0 where nothing turns
    swing_px: float  # rms
    share: float  # of all turning that goes the same way: 1 round and round, 0 to and fro


class Change(NamedTuple):
    """What a reader would notice."""

    kind: str  # "gone" and "swing": px; "straight" and "loops": a second; "radius": px
    before: float
    after: float


def compare(hand: Hand, settings: PenSettings, experiment: Experiment) -> Iterator[list[Change] | None]:
    """Draw the drags both ways, one step per item; None until the last item, which is what has changed."""
    whole = yield from draw(hand, settings, NO_EXPERIMENT)
    less = yield from draw(hand, settings, experiment)
    yield changes(whole, less)


def draw(hand: Hand, settings: PenSettings, experiment: Experiment) -> Generator[None, None, Curl]:
    """Draw the drags with something taken away, one step per item, and return the mean of their curls."""
    drawn = []
    for angle, speed in DRAGS:
        ticks = line(angle, speed, DRAG_S)
        pens = [begin_pen(hand, ticks[0])]
        for taken in run(hand, pens[0], ticks[1:], settings, experiment):
            pens.append(taken.pen)
            yield
        drawn.append(_measured(pens))
    return _mean(drawn)


def curl(hand: Hand, experiment: Experiment) -> Curl:
    """The curl of the drags with something taken away, at the hand's own pull, in one go."""
    drawing = draw(hand, PenSettings(None), experiment)
    while True:
        try:
            next(drawing)
        except StopIteration as end:
            found: Curl = end.value
            return found


def _measured(pens: list[Pen]) -> Measures:
    return measure([(pen.x, pen.y) for pen in pens], [(pen.drag.x, pen.drag.y) for pen in pens])


def _mean(drawn: list[Measures]) -> Curl:
    count = len(drawn)
    return Curl(
        sum(each.loops_per_s for each in drawn) / count,
        sum(each.radius_px or 0.0 for each in drawn) / count,
        sum(each.rms_px for each in drawn) / count,
        sum(each.share or 0.0 for each in drawn) / count,
    )


def changes(whole: Curl, less: Curl) -> list[Change]:
    """What has changed from the whole network to the one with less; nothing where the curl hardly notices."""
    loops, radius, swing, _ = whole
    loops_less, radius_less, swing_less, _ = less
    if swing_less < GONE * swing:
        return [Change("gone", swing, swing_less)]
    if loops > TURNING_LOOPS_PER_S and loops_less < GONE * loops:
        return [Change("straight", loops, loops_less)]
    found = []
    if loops and abs(loops_less - loops) > HARDLY * loops:
        found.append(Change("loops", loops, loops_less))
    if radius and radius_less and abs(radius_less - radius) > HARDLY * radius:
        found.append(Change("radius", radius, radius_less))
    if not found and swing and abs(swing_less - swing) > HARDLY * swing:
        found.append(Change("swing", swing, swing_less))
    return found
