"""Marks as SVG: the player of them for what is printed into the page or saved, beside the two that have a canvas.

Lengths are whole numbers of a small unit: the shortest text for a path. Of what a canvas does to pixels that are there
already an SVG knows less: what cuts or wipes is painted in the ground's colour, what goes below is put below all of it,
and SHIFT, which only moves a picture on, is refused.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import isfinite
from typing import NamedTuple

from curlicue_ink.marks import (
    BEZIER,
    BLANK,
    CIRCLE,
    CLIP,
    DISC,
    DOTS,
    ERASE,
    FILL,
    LINE_THROUGH,
    RING,
    SHEET_COLOUR,
    SHIFT,
    SMOOTH_FILL,
    SMOOTH_LINE,
    UNDER_DISC,
    UNDER_LINE,
    WIPE,
)

Point = tuple[float, float]  # CSS px, y down
Clips = tuple[tuple[float, ...], ...]  # x, y, width, height in CSS px, the outermost first

UNITS_PER_PX = 10  # of what is printed
SAVED_UNITS_PER_PX = 100  # of what is saved, and may be enlarged
DOT_PX = 0.1  # length of a round dot's dash; its caps make it a dot
_ESCAPED = {ord(one): f"&{name};" for one, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"))}
_ROUND = (UNDER_DISC, DISC, CIRCLE, RING)  # x, y, radius
_FILLED = (UNDER_DISC, DISC, FILL, SMOOTH_FILL)
_BELOW = (UNDER_LINE, UNDER_DISC)
_BUTT = (ERASE, UNDER_LINE)


class Mark(NamedTuple):
    """One mark; see curlicue_ink.marks."""

    kind: int
    colour: int
    alpha: float
    width: float  # CSS px
    numbers: tuple[float, ...]


def read(marks: Sequence[float]) -> Iterator[Mark]:
    """The marks in a flat list of numbers, one by one."""
    at = 0
    while at < len(marks):
        kind, colour, alpha, width, count = marks[at : at + 5]
        at += 5 + int(count)
        yield Mark(int(kind), int(colour), alpha, width, tuple(marks[at - int(count) : at]))


def number(value: float, units_per_px: int = UNITS_PER_PX) -> int:
    """A length in CSS px, in the paths' units."""
    return round(value * units_per_px)


def terse(values: Sequence[int]) -> str:
    """Numbers as close together as a path allows: a minus sign needs no space before it."""
    return "".join(f" {value}" if value >= 0 and k else str(value) for k, value in enumerate(values))


class PathData:
    """Path data that grows from point to point, all in CSS px; what is rounded off does not add up along the line."""

    def __init__(self, units_per_px: int = UNITS_PER_PX) -> None:
        self.data = ""
        self._units_per_px = units_per_px
        self._at = (0, 0)

    def units(self, point: Point) -> tuple[int, int]:
        """A point in the paths' units."""
        return number(point[0], self._units_per_px), number(point[1], self._units_per_px)

    def move(self, to: Point) -> None:
        """Go on from another point."""
        self._at = self.units(to)
        self.data += f"M{terse(self._at)}"

    def lines(self, through: Sequence[Point]) -> None:
        """Straight on from point to point."""
        steps: list[int] = []
        for point in through:
            steps += self._offsets([point])
            self._at = self.units(point)
        if steps:
            self.data += f"l{terse(steps)}"

    def curve(self, letter: str, *points: Point) -> None:
        """A curve to the last of these points: "q" has one handle before it, "c" two, "s" one and a mirrored one."""
        self.data += letter + terse(self._offsets(points))
        self._at = self.units(points[-1])

    def dots(self, places: Sequence[Point]) -> None:
        """A dot at each place, where the line's ends are round."""
        for place in places:
            self.data += (f"m{terse(self._offsets([place]))}" if self.data else f"M{terse(self.units(place))}") + "h0"
            self._at = self.units(place)

    def _offsets(self, points: Sequence[Point]) -> list[int]:
        """How far points lie from where the path has come to."""
        return [offset for x, y in map(self.units, points) for offset in (x - self._at[0], y - self._at[1])]


def trace(path: PathData, kind: int, numbers: Sequence[float]) -> None:
    """Append the line of a mark that is no circle."""
    points = _pairs(numbers[1:] if kind == DOTS else numbers)
    if kind in (SMOOTH_FILL, SMOOTH_LINE):
        _smooth(path, points, closed=kind == SMOOTH_FILL)
        return
    path.move(points[0])
    if kind in (LINE_THROUGH, FILL, DOTS):
        path.lines(points[1:])
        return
    letter, count = ("c", 3) if kind == BEZIER else ("q", 2)
    for k in range(1, len(points), count):
        path.curve(letter, *points[k : k + count])


def _smooth(path: PathData, points: Sequence[Point], *, closed: bool) -> None:
    """Each point bends the line between the middles beside it, as site/player.js does it."""
    after = [*points[1:], points[0]]
    middles = [((x + next_x) / 2, (y + next_y) / 2) for (x, y), (next_x, next_y) in zip(points, after, strict=True)]
    path.move(middles[-1] if closed else points[0])
    bends = list(zip(points, middles, strict=True))
    for point, middle in bends if closed else bends[1:-1]:
        path.curve("q", point, middle)
    if not closed:
        path.lines(points[-1:])


def _pairs(numbers: Sequence[float]) -> list[Point]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def draw(
    marks: Sequence[float], palette: Sequence[str], width: float, height: float, ground: int = SHEET_COLOUR
) -> str:
    """An SVG of ``width`` x ``height`` CSS px that shows what these marks leave on a canvas.

    ``palette`` has a colour for each index of curlicue_ink.marks, ``ground`` is the one that everything lies on. A mark
    with a number that is none is left out, as a canvas leaves it out. ValueError for SHIFT.
    """
    writer = Writer(palette, width, height, ground)
    for mark in read(marks):
        writer.add(mark)
    return writer.text()


class Shapes:
    """Single marks as elements; what cuts is painted in the ground's colour."""

    def __init__(self, palette: Sequence[str], ground: int) -> None:
        self._palette = [colour.translate(_ESCAPED) for colour in palette]
        self._ground = ground

    def of(self, mark: Mark) -> str:
        """The element of a mark that paints a shape."""
        n = mark.numbers
        if mark.kind in _ROUND:
            shape = f'<circle cx="{_saved(n[0])}" cy="{_saved(n[1])}" r="{_saved(max(0.0, n[2]))}"'
        else:
            path = PathData(SAVED_UNITS_PER_PX)
            trace(path, mark.kind, n)
            shape = f'<path d="{path.data}"'
        colour = self._palette[self._ground if mark.kind == ERASE else mark.colour]
        paint = f'fill="{colour}"'
        if mark.kind not in _FILLED:
            paint = f'stroke="{colour}" stroke-width="{_saved(max(0.0, mark.width))}"'
            if mark.kind in _BUTT:
                paint += ' stroke-linecap="butt"'
            spacing = n[0] if mark.kind == DOTS else n[3] if mark.kind == RING else 0.0
            if spacing:
                paint += f' stroke-dasharray="{_saved(DOT_PX)} {_saved(spacing)}"'
        return f"{shape} {paint}{_opacity(mark.alpha)}/>"

    def area(self, place: Sequence[float]) -> str:
        """A rectangle (x, y, width, height in CSS px) of the ground's colour."""
        return f'<rect{_place(place)} fill="{self._palette[self._ground]}"/>'


def paints(mark: Mark) -> bool:
    """Whether a mark paints a shape that can be seen: it has a place, and all of its numbers are numbers."""
    return all(map(isfinite, mark.numbers)) and (mark.kind in _ROUND or len(mark.numbers) > 1)


def lies_below(mark: Mark) -> bool:
    """Whether a mark is painted below all that is there."""
    return mark.kind in _BELOW


def whole(width: float, height: float, inside: str, ground: str, defined: str = "") -> str:
    """The file of a picture of ``width`` x ``height`` CSS px, on a ground; all three are elements."""
    head = f'xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
    look = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    box = f'viewBox="0 0 {_saved(width)} {_saved(height)}"'
    return f"<svg {head} {box} {look}>{defined}{ground}{inside}</svg>"


class Writer:
    """What is painted so far, from below to above. As ``draw``, for marks that come one by one."""

    def __init__(self, palette: Sequence[str], width: float, height: float, ground: int = SHEET_COLOUR) -> None:
        self._shapes = Shapes(palette, ground)
        self._size = (width, height)
        self._clips: Clips = ()
        self._painted: list[tuple[Clips, str]] = []

    def add(self, mark: Mark) -> None:
        """Paint one more mark."""
        if mark.kind == SHIFT:
            raise ValueError("found SHIFT among the marks, expected none: it moves pixels, of which an SVG has none")
        if not all(map(isfinite, mark.numbers)):
            return
        if mark.kind == CLIP:
            self._clips = (*self._clips, mark.numbers) if mark.numbers else self._clips[:-1]
        elif mark.kind == BLANK and not self._clips:
            self._painted = []
        elif mark.kind in (BLANK, WIPE):
            place = mark.numbers if mark.kind == WIPE else (0.0, 0.0, *self._size)
            self._painted.append((self._clips, self._shapes.area(place)))
        elif paints(mark):
            at = 0 if lies_below(mark) else len(self._painted)
            self._painted.insert(at, (self._clips, self._shapes.of(mark)))

    def text(self) -> str:
        """The whole file."""
        width, height = self._size
        places = {place: k for k, place in enumerate({place: None for clips, _ in self._painted for place in clips})}
        defined = "".join(f'<clipPath id="c{k}"><rect{_place(place)}/></clipPath>' for place, k in places.items())
        body = ""
        for clips, shapes in groupby(self._painted, lambda painted: painted[0]):
            inner = "".join(shape for _, shape in shapes)
            body += "".join(f'<g clip-path="url(#c{places[place]})">' for place in clips) + inner + "</g>" * len(clips)
        ground = self._shapes.area((0.0, 0.0, width, height))
        return whole(width, height, body, ground, f"<defs>{defined}</defs>" if defined else "")


def _saved(value: float) -> int:
    return number(value, SAVED_UNITS_PER_PX)


def _place(place: Sequence[float]) -> str:
    x, y, width, height = place
    size = f'width="{_saved(max(0.0, width))}" height="{_saved(max(0.0, height))}"'
    return f' x="{_saved(x)}" y="{_saved(y)}" {size}'


def _opacity(alpha: float) -> str:
    return "" if alpha == 1.0 else f' opacity="{alpha:.4g}"'
