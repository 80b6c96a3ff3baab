"""From a text to a finger's strokes on a sheet: what is written, how large, at which pull. Pure."""

from math import cos, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from curlicue.engine import AGAIN, BEGIN, FREE, LIFT, TICK, USE, Use
from curlicue.experiment import NO_EXPERIMENT
from curlicue.flourish import REST_STEPS
from curlicue.stroke import STEP_S, Tick, snapped
from curlicue_write.finger import apart, walk
from curlicue_write.layout import lay_out
from curlicue_write.letters import Letters, missing
from curlicue_write.manner import Manner, manner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curlicue.engine import Entry

LEAST_PX = 15.0  # on the page; lower capitals are hard to read
COMFORTABLE_PX = 60.0  # lower ones are written this high on a larger sheet, which is shown smaller,
LEAST_ZOOM = 0.4  # but not smaller than this
MOST_PX = 200.0  # higher ones take long, and say no more
LONGEST = 120  # characters of a text
SHORT = 8  # letters; what has more of them is written smaller than it might be, or it would take a minute
SMALLEST_MOST_PX = 75.0  # but no smaller than this for that
DOT_LETTERS = 0.04  # of the height: radius of the ring that a dot of large letters is
LARGE_PX = 110.0  # from here on dots are rings
CIRCLE = 8  # points of a ring
SLOWER = 1.25  # times as long as at full speed, for corners, ends and bends
SHOWN_S = 10.0  # it is shown so long,
LEAST_HASTE = 2.0  # this many times as fast as a finger at least
DOT_PRESSURE = 0.4  # of a dot, more than the line's
EMPTY, MISSING, TOO_LONG = "empty", "missing", "too-long"  # why nothing is written


class Plan(
    NamedTuple(
        "Plan",
        [
            ("hand", str),  # its name
            ("zoom", float),  # px of the page for one of all that follows, 1 or less
            ("sheet", "tuple[float, float]"),  # CSS px, width and height
            ("height", float),  # CSS px of a capital
            ("manner", Manner),
            ("strokes", "list[list[tuple[float, float]]]"),  # CSS px, lines to go along; one point is a dot
        ],
    )
):
    """What a finger is to write."""

    __slots__ = ()

    def seconds(self) -> float:
        """How long it would take a finger, s, told from the lines' lengths."""
        length = sum([apart(one, other) for stroke in self.strokes for one, other in zip(stroke, stroke[1:])])
        steps = len(self.strokes) * (self.manner.pace.rest + REST_STEPS)
        return SLOWER * length / self.manner.pace.speed + steps * STEP_S

    def haste(self, most: float) -> float:
        """How many times as fast as a finger it is to be shown, ``most`` at most: long ones faster, to be over soon."""
        return min(most, max(LEAST_HASTE, self.seconds() / SHOWN_S))

    def entries(self, group: "int | None" = None) -> "Iterator[Entry]":
        """The queue that lets an engine write it (curlicue.replay), stroke by stroke as it is asked for.

        ``group`` makes one act of all strokes (curlicue.stroke.Stroke).
        """
        how = self.manner
        yield USE, Use(self.hand, how.pull, NO_EXPERIMENT, self.sheet, group), 0
        for stroke in self.strokes:
            kind, count = BEGIN, AGAIN
            pressure = how.pressure if len(stroke) > 1 else min(1.0, how.pressure + DOT_PRESSURE)
            for x, y in walk(stroke, how.pace):
                yield kind, snapped(Tick(x, y, pressure)), count
                kind, count = TICK, 0
            yield LIFT, None, REST_STEPS
            if len(stroke) > 1:  # a dot does not go on
                for _ in range(REST_STEPS):
                    yield FREE, None, 0


class Refused(
    NamedTuple(
        "Refused",
        [
            ("why", str),  # EMPTY, MISSING or TOO_LONG
            ("characters", str),  # those for which there is no letter
        ],
    )
):
    """Why a text is not written."""

    __slots__ = ()


def plan(letters: Letters, text: str, hand: str, sheet: "tuple[float, float]") -> "Plan | Refused":
    """Plan the writing of a text, by a hand of this name, on a sheet (width and height in px of the page)."""
    text = "\n".join([" ".join(line.split()) for line in text.split("\n")])
    lacking = missing(letters, text)
    if lacking:
        return Refused(MISSING, "".join(lacking))
    if not text.strip():
        return Refused(EMPTY, "")
    if len(text) > LONGEST:
        return Refused(TOO_LONG, "")
    made = _planned(letters, text, hand, sheet, 1.0)
    if made is None or made.height < COMFORTABLE_PX:
        zoom = LEAST_ZOOM if made is None else max(LEAST_ZOOM, made.height / COMFORTABLE_PX)
        made = _planned(letters, text, hand, sheet, zoom) or made
    return made or Refused(TOO_LONG, "")


def _planned(letters: Letters, text: str, hand: str, sheet: "tuple[float, float]", zoom: float) -> "Plan | None":
    """The plan for a sheet that is shown at this zoom; None where the text does not fit."""
    many = len([each for each in text if not each.isspace()])
    most = max(SMALLEST_MOST_PX, MOST_PX * min(1.0, SHORT / many))
    larger = (sheet[0] / zoom, sheet[1] / zoom)
    laid = lay_out(letters, text, larger, LEAST_PX / zoom, most)
    if laid is None:
        return None
    strokes = laid.strokes
    if laid.height >= LARGE_PX:
        strokes = [_ring(stroke[0], DOT_LETTERS * laid.height) if len(stroke) == 1 else stroke for stroke in strokes]
    return Plan(hand, zoom, larger, laid.height, manner(hand, laid.height), strokes)


def _ring(middle: "tuple[float, float]", radius: float) -> "list[tuple[float, float]]":
    turns = [2.0 * pi * k / CIRCLE for k in range(CIRCLE + 1)]
    return [(middle[0] + radius * cos(turn), middle[1] + radius * sin(turn)) for turn in turns]
