"""What else may be opened on the sheet than a hand: an SVG, the strokes of the trainer's file, a drawing's file."""

from array import array
from json import loads
from typing import TYPE_CHECKING, Any

import js

from curlicue.flourish import REST_STEPS
from curlicue.replay import AT_ONCE, entries_of
from curlicue.resample import resample_stroke
from curlicue.stroke import STEPS_PER_S, Sample, Tick, snapped
from curlicue_drawing.drawing import Drawing, Told
from curlicue_page.sharing import LONGEST_S
from curlicue_words import drawing_words as words
from curlicue_write.finger import Pace, apart, walk
from curlicue_write.fit import fitted

if TYPE_CHECKING:
    from curlicue_page.drawings import Drawings
    from curlicue_page.page import Page
    from curlicue_page.replaying import Replaying
    from curlicue_page.sharing import Sharing

HEAD = 200  # characters in which a file says what it is
STROKES, FILE = '"curlicue-strokes"', '"curlicue-drawing"'
MOST_LINES = 3000
MOST_POINTS = 20_000
LONGEST_PX = 40_000.0  # CSS px of all lines together
PACE = Pace(speed=45.0, corner=0.5, ease_px=10.0, bend_px=12.0, rest=6)
PRESSURE = 0.5
MOST_STEPS = 6 * 60 * STEPS_PER_S  # of a finger: six minutes


class Openings:
    """Takes a file's text, tells what it is, and draws it."""

    def __init__(self, page: "Page", drawings: "Drawings", replaying: "Replaying", sharing: "Sharing") -> None:
        self._page = page
        self._drawings = drawings
        self._replaying = replaying
        self._sharing = sharing

    async def take(self, text: str) -> "str | None":
        """Draw what is in a file, and give a sentence of it; None where it is of another kind."""
        head = text[:HEAD].lstrip()
        if head.startswith("<"):
            return await self._take_svg(text)
        if STROKES in head:
            return await self._take_strokes(text)
        if FILE in head:
            return await self._take_drawing(text)
        return None

    async def _take_svg(self, text: str) -> str:
        found = await js.curlicue.paths(text, MOST_LINES)
        if not found:
            return words.NO_LINES
        lines = [] if found == "large" else [_places(line) for line in loads(found)]
        if not lines or sum([len(line) for line in lines]) > MOST_POINTS:
            return words.TOO_MANY_LINES
        lines = fitted(lines, self._sheet())
        if sum([_length(line) for line in lines]) > LONGEST_PX:
            return words.TOO_MANY_LINES
        return await self._draw([walk(line, PACE) for line in lines])

    async def _take_strokes(self, text: str) -> str:
        try:
            strokes = [_samples(loads(line)) for line in text.split("\n")[1:] if line.strip()]
        except (ValueError, RuntimeError, TypeError, KeyError):  # not JSON, nested without end, or other JSON
            return words.NO_STROKES
        ticks = [resample_stroke(stroke) for stroke in strokes if stroke]
        lines = fitted([[(tick.x, tick.y) for tick in line] for line in ticks], self._sheet(), enlarge=False)
        return await self._draw(lines)

    async def _take_drawing(self, text: str) -> str:
        try:
            drawing = str(loads(text)["drawing"])
        except (ValueError, RuntimeError, TypeError, KeyError):
            return words.refused("changed", "")
        await self._sharing.open(drawing, drawing[-12:])
        return ""

    def _sheet(self) -> "tuple[float, float]":
        return float(self._page.surface.clientWidth), float(self._page.surface.clientHeight)

    async def _draw(self, lines: "list[list[tuple[float, float]]]") -> str:
        """Let the finger go along lines, a place a step, in the chosen hand."""
        hand = self._page.choices.hand()
        steps = sum([len(line) + REST_STEPS for line in lines])
        if not lines or not steps:
            return words.NO_LINES
        if steps > MOST_STEPS:
            return words.TOO_MANY_LINES
        if not await self._drawings.know(hand):
            return words.HAND_NOT_HERE
        drawing = Drawing((), tuple([told(line, hand, self._sheet()) for line in lines]))
        group = self._drawings.make_room(1.0)
        self._drawings.link = ""
        most = self._replaying.most
        speed = most if most == AT_ONCE else max(1.0, min(steps / STEPS_PER_S / LONGEST_S, most))
        self._replaying.play(entries_of(drawing.strokes, group), {hand}, speed, True)
        return words.FOLLOWS


def _places(numbers: "list[float]") -> "list[tuple[float, float]]":
    return [(numbers[k], numbers[k + 1]) for k in range(0, len(numbers), 2)]


def _samples(plain: "dict[str, Any]") -> "list[Sample]":
    """A stroke of the trainer's file: points as [s, x, y], with an optional pressure."""
    return [Sample(float(point[1]), float(point[2]), float(point[0]), PRESSURE) for point in plain["points"]]


def _length(line: "list[tuple[float, float]]") -> float:
    length = 0.0
    for one, other in zip(line, line[1:]):
        length += apart(one, other)
    return length


def told(places: "list[tuple[float, float]]", hand: str, sheet: "tuple[float, float]") -> Told:
    """A stroke of a finger at these places, one a step, whose pen comes to rest after it."""
    ticks = array("d")
    for x, y in places:
        for number in snapped(Tick(x, y, PRESSURE)):
            ticks.append(number)
    lift = len(places)
    end = lift + REST_STEPS
    return Told(hand, ticks, end, [], [], lift, REST_STEPS, end, False, sheet, None)
