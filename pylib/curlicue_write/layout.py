"""Where the letters of a text stand on a sheet: its lines, as large as they fit. Pure.

Lengths in CSS px, y down; a size is the px of one unit of the letters' grid.
"""

from math import sqrt
from typing import NamedTuple

from curlicue_write.letters import Letters, bounds, letter_with_marks, spell

LINE_GAP = 6.0  # units, from the lowest of one line to the highest of the next
EDGE_PX = 10.0  # from the sheet's edge to the letters at least
EDGE_UNITS = 2.0  # and that much more: larger letters have larger curls
HEIGHT = 1.5  # of an x: a capital's height, by which sizes are told
SMALL_PX = 60.0  # high; lower letters are drawn out upwards, to let their insides be seen
MOST_STRETCH = 1.5  # times their height
JOIN = 1.5  # units; strokes whose ends are so near to one another are one
FINENESS = 40  # sizes that are tried between the smallest and the largest


class Line(
    NamedTuple(
        "Line",
        [
            ("strokes", "list[list[tuple[float, float]]]"),  # grid units, baseline at 0
            ("left", float),
            ("top", float),
            ("right", float),
            ("bottom", float),
        ],
    )
):
    """One line of letters, not yet on the sheet."""

    __slots__ = ()


class Laid(
    NamedTuple(
        "Laid",
        [
            ("height", float),  # px of a capital, before letters are drawn out
            ("stretch", float),  # times that, they are as high as this
            ("strokes", "list[list[tuple[float, float]]]"),  # CSS px, in the order of writing; one point is a dot
        ],
    )
):
    """A text on its sheet."""

    __slots__ = ()


def lay_out(letters: Letters, text: str, sheet: "tuple[float, float]", least: float, most: float) -> "Laid | None":
    """Put a text on a sheet (width, height), as large as it fits: capitals from ``least`` to ``most`` px high.

    A line that is too long goes on below where there is a blank. None when it does not fit, or says nothing.
    """
    words = [[word for word in line.split(" ") if word] for line in text.split("\n")]
    words = [line for line in words if line]
    if not words:
        return None
    known: dict[str, Line] = {}
    for step in range(FINENESS + 1):
        height = most * (least / most) ** (step / FINENESS)
        size = height / (HEIGHT * letters.waist)
        edges = 2 * (EDGE_PX + EDGE_UNITS * size)
        lines = _wrap(letters, words, (sheet[0] - edges) / size, known)
        if lines is not None:
            room = (sheet[1] - edges) / (_height(lines) * size)
            if room >= 1.0:
                stretch = min(room, MOST_STRETCH, max(1.0, SMALL_PX / height))
                return Laid(height, stretch, _placed(lines, sheet, size, stretch))
    return None


def _wrap(letters: Letters, words: "list[list[str]]", width: float, known: "dict[str, Line]") -> "list[Line] | None":
    """Lines no wider than ``width`` (units); None where a word is wider."""
    lines = []
    for wanted in words:
        line = ""
        for word in wanted:
            longer = line + " " + word if line else word
            if _wide(_line(letters, longer, known)) <= width:
                line = longer
            elif line and _wide(_line(letters, word, known)) <= width:
                lines.append(_line(letters, line, known))
                line = word
            else:
                return None
        lines.append(_line(letters, line, known))
    return lines


def _line(letters: Letters, text: str, known: "dict[str, Line]") -> Line:
    """The strokes of one line, made once."""
    if text not in known:
        strokes: list[list[tuple[float, float]]] = []
        x = 0.0
        for base, marks in spell(letters, text):
            letter = letter_with_marks(letters, base, marks)
            for stroke in letter.strokes:
                moved = [(px + x, py) for px, py in stroke]
                if letters.joins and strokes and _meets(strokes[-1], moved):
                    strokes[-1] = strokes[-1] + moved
                else:
                    strokes.append(moved)
            x += letter.width + letters.tracking
        known[text] = Line(strokes, *bounds(strokes))
    return known[text]


def _meets(one: "list[tuple[float, float]]", other: "list[tuple[float, float]]") -> bool:
    if len(one) == 1 or len(other) == 1:
        return False
    dx = other[0][0] - one[-1][0]
    dy = other[0][1] - one[-1][1]
    return sqrt(dx * dx + dy * dy) <= JOIN


def _wide(line: Line) -> float:
    return line.right - line.left


def _height(lines: "list[Line]") -> float:
    """Units, of all lines together."""
    return sum([line.bottom - line.top for line in lines]) + LINE_GAP * (len(lines) - 1)


def _placed(
    lines: "list[Line]", sheet: "tuple[float, float]", size: float, stretch: float
) -> "list[list[tuple[float, float]]]":
    """The strokes on the sheet, each line and all of them in its middle."""
    placed = []
    tall = size * stretch
    y = (sheet[1] - _height(lines) * tall) / 2
    for line in lines:
        x = sheet[0] / 2 - size * (line.left + line.right) / 2
        baseline = y - tall * line.top
        placed += [[(x + size * px, baseline + tall * py) for px, py in stroke] for stroke in line.strokes]
        y += tall * (line.bottom - line.top + LINE_GAP)
    return placed
