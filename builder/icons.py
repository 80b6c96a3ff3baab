"""Icons as PNG for a home screen, painted from site/icons/icon.svg: what installs a page takes no SVG everywhere.

A painter of just what that drawing holds: a rect, straight lines from edge to edge, and one curve with round ends.
"""

import math
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree as ET

from builder.errors import BuildError

SOURCE = "icons/icon.svg"  # in site
BOX = 64.0  # width and height of that drawing's view, in its own units
SUBLINES = 4  # looked at in each row of pixels
CURVE_POINTS = 64  # of each piece of the curve: closer together than a pixel
MASKED_MARGIN = 8.0  # units on each side that a mask may take: what it leaves is 80 % wide, as the standard says
_COMMAND = re.compile(r"[A-Za-z]|-?\d*\.?\d+")
_TRANSFORM = re.compile(r"translate\((\S+) (\S+)\) scale\((\S+) (\S+)\)")

Span = tuple[float, float]  # from x to x
Place = tuple[float, float]


class Icon(NamedTuple):
    """One file to make: its place in dist, its side in px, and whether a mask will be laid over it."""

    path: str
    side: int
    masked: bool

    @property
    def purpose(self) -> str:
        """As a manifest calls it."""
        return "maskable" if self.masked else "any"


ICONS = (
    Icon("icons/icon-192.png", 192, False),
    Icon("icons/icon-512.png", 512, False),
    Icon("icons/masked-512.png", 512, True),
)


class Shape(NamedTuple):
    """Something of one colour; ``spans`` says what of it lies at a height."""

    colour: tuple[int, int, int]
    spans: Callable[[float], list[Span]]


def painted(svg: str) -> dict[str, bytes]:
    """Path in dist -> PNG of every icon. BuildError where the drawing holds what this painter does not know."""
    return {icon.path: _paint(svg, icon.side, icon.masked) for icon in ICONS}


@cache
def _paint(svg: str, side: int, masked: bool) -> bytes:
    margin = MASKED_MARGIN if masked else 0.0
    scale = side / (BOX + 2 * margin)
    shapes = [_shape(element, margin, scale) for element in ET.fromstring(svg)]  # noqa: S314 - our own file
    rows = (_row(shapes, row, side, margin, scale) for row in range(side))
    return _png(side, b"".join(b"\0" + row for row in rows))


def _row(shapes: list[Shape], row: int, side: int, margin: float, scale: float) -> bytes:
    """One row of pixels, RGBA: each shape over those before it."""
    pixels = [[0.0, 0.0, 0.0, 0.0] for _ in range(side)]
    for shape in shapes:
        covered = [0.0] * side
        for sub in range(SUBLINES):
            height = (row + (sub + 0.5) / SUBLINES) / scale - margin
            for left, right in _merged(shape.spans(height)):
                _cover(covered, (left + margin) * scale, (right + margin) * scale)
        for pixel, lines in zip(pixels, covered, strict=True):
            if lines:
                _blend(pixel, shape.colour, lines / SUBLINES)
    return bytes([round(value) for pixel in pixels for value in pixel])


def _cover(covered: list[float], left: float, right: float) -> None:
    """Add what of each pixel lies between two places of a row."""
    left, right = max(0.0, left), min(float(len(covered)), right)
    first, last = math.floor(left), math.ceil(right) - 1
    for x in range(first + 1, last):
        covered[x] += 1.0
    for x in {first, last}:
        covered[x] += max(0.0, min(right, x + 1) - max(left, x))


def _blend(pixel: list[float], colour: tuple[int, int, int], share: float) -> None:
    """Lay a colour over a pixel whose own colour is not multiplied by its opacity."""
    if share >= 1:
        pixel[:] = [*colour, 255.0]
        return
    below = pixel[3] / 255 * (1 - share)
    for k in range(3):
        pixel[k] = (colour[k] * share + pixel[k] * below) / (share + below)
    pixel[3] = 255 * (share + below)


def _merged(spans: list[Span]) -> Iterator[Span]:
    """The spans without what two of them share."""
    end = -math.inf
    for left, right in sorted(spans):
        if right > end:
            yield max(left, end), right
            end = right


def _shape(element: ET.Element, margin: float, scale: float) -> Shape:
    kind, found = element.tag.rpartition("}")[2], element.attrib
    try:
        if kind == "rect":
            return Shape(_colour(found["fill"]), _sheet(float(found["rx"]), margin))
        width, colour, points = float(found["stroke-width"]), _colour(found["stroke"]), list(_places(found["d"]))
        if "transform" not in found:
            return Shape(colour, _bars(points, width, margin))
        shift = _TRANSFORM.fullmatch(found["transform"])
        assert shift is not None
        x, y, across, down = map(float, shift.groups())
        placed = [(x + across * px, y + down * py) for px, py in (place for line in points for place in line)]
        return Shape(colour, _curl(placed, across * width / 2, down * width / 2, scale))
    except (KeyError, ValueError, AssertionError) as error:
        what = f"site/{SOURCE} holds a {kind} that builder/icons.py cannot paint ({error})"
        raise BuildError(f"{what}: draw it with a rect, straight lines and a curve, or teach it there.") from error


def _colour(text: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red, green, blue


def _sheet(radius: float, margin: float) -> Callable[[float], list[Span]]:
    """The paper: with round corners, or to the edges where a mask makes the corners."""

    def spans(y: float) -> list[Span]:
        deep = 0.0 if margin else max(0.0, radius - y, radius - (BOX - y))
        inset = radius - math.sqrt(max(0.0, radius * radius - deep * deep)) if deep else 0.0
        return [(inset - margin, BOX + margin - inset)]

    return spans


def _bars(lines: list[list[Place]], width: float, margin: float) -> Callable[[float], list[Span]]:
    """Straight lines along an axis, which go to the edges."""
    half = width / 2

    def spans(y: float) -> list[Span]:
        found: list[Span] = []
        for line in lines:
            (ax, ay), (_, by) = line
            if ay == by and abs(y - ay) < half:
                found.append((-margin, BOX + margin))
            elif ay != by:
                found.append((ax - half, ax + half))
        return found

    return spans


def _curl(places: list[Place], half_width: float, half_height: float, scale: float) -> Callable[[float], list[Span]]:
    """A curve that an elliptical nib draws: where it was, one ellipse beside the other."""
    rows: dict[int, list[Place]] = {}
    for x, y in places:
        for row in range(math.floor((y - half_height) * scale), math.ceil((y + half_height) * scale) + 1):
            rows.setdefault(row, []).append((x, y))

    def spans(y: float) -> list[Span]:
        found: list[Span] = []
        for cx, cy in rows.get(math.floor(y * scale), ()):
            off = (y - cy) / half_height
            if abs(off) < 1:
                reach = half_width * math.sqrt(1 - off * off)
                found.append((cx - reach, cx + reach))
        return found

    return spans


def _places(d: str) -> Iterator[list[Place]]:
    """The lines of a path's data, each as places along it. ValueError for a command that is not known here."""
    tokens = _COMMAND.findall(d)
    x = y = 0.0
    handle: Place | None = None  # of the piece before, for one that goes on smoothly
    line: list[Place] = []
    command = ""
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
        take = [float(tokens.pop(0)) for _ in range({"M": 2, "H": 1, "V": 1, "c": 6, "s": 4}.get(command, 0))]
        if command == "M":
            if line:
                yield line
            x, y = take
            line = [(x, y)]
        elif command in {"H", "V"}:
            x, y = (take[0], y) if command == "H" else (x, take[0])
            line.append((x, y))
        elif command in {"c", "s"}:
            first = (x + take[0], y + take[1]) if command == "c" else _mirrored(handle, (x, y))
            bx, by, ex, ey = (value + (y if k % 2 else x) for k, value in enumerate(take[-4:]))
            line += _piece((x, y), first, (bx, by), (ex, ey))
            handle, x, y = (bx, by), ex, ey
        else:
            raise ValueError(f"the command {command}")
    yield line


def _mirrored(handle: Place | None, at: Place) -> Place:
    return at if handle is None else (2 * at[0] - handle[0], 2 * at[1] - handle[1])


def _piece(a: Place, b: Place, c: Place, d: Place) -> list[Place]:
    """Places along a cubic Bezier curve, without its first."""
    found = []
    for k in range(1, CURVE_POINTS + 1):
        t = k / CURVE_POINTS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        weighed = list(zip(weights, (a, b, c, d), strict=True))
        found.append((sum(weight * x for weight, (x, _) in weighed), sum(weight * y for weight, (_, y) in weighed)))
    return found


def _png(side: int, rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)  # 8 bits each of RGBA
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
