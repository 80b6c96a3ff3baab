"""What an experiment does to the curl, in one sentence: the same slow drags drawn with and without it."""

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


class Curl(NamedTuple):
    """What a reader would see of a curl."""

    loops_per_s: float
    radius_px: float  # 0 where nothing turns
    swing_px: float  # rms
    share: float  # of all turning that goes the same way: 1 round and round, 0 to and fro


def compare(hand: Hand, settings: PenSettings, experiment: Experiment) -> Iterator[str | None]:
    """Draw the drags both ways, one step per item; None until the last item, which is the sentence."""
    whole = yield from draw(hand, settings, NO_EXPERIMENT)
    less = yield from draw(hand, settings, experiment)
    yield sentence(whole, less)


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


def sentence(whole: Curl, less: Curl) -> str:
    """What has changed from the whole network to the one with less, most striking first."""
    loops, radius, swing, _ = whole
    loops_less, radius_less, swing_less, _ = less
    if swing_less < GONE * swing:
        return f"The curl is gone: a swing of {swing:.0f} px shrinks to {swing_less:.0f}."
    if loops > 0.3 and loops_less < GONE * loops:
        return f"It hardly turns any more: {loops:.1f} loops a second become {loops_less:.1f}."
    parts = []
    if loops and abs(loops_less - loops) > HARDLY * loops:
        parts.append(f"{loops:.1f} loops a second become {loops_less:.1f}")
    if radius and radius_less and abs(radius_less - radius) > HARDLY * radius:
        parts.append(f"a radius of {radius:.0f} px becomes {radius_less:.0f}")
    if not parts and swing and abs(swing_less - swing) > HARDLY * swing:
        parts.append(f"a swing of {swing:.0f} px becomes {swing_less:.0f}")
    if not parts:
        return "The curl hardly notices."
    text = " and ".join(parts)
    return text[0].upper() + text[1:] + "."
