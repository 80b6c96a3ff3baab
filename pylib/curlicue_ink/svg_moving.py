"""A drawing that draws itself, as one SVG: each piece of the line appears in its time, and covers what lies below it.

The pieces are groups, one above the other as they were painted, that wait for their moment by a style sheet within the
file. Where there is no such thing (an old viewer, a strict page, paper), and where the reader wants little motion, the
whole line is just there.
"""

from collections.abc import Iterable, Sequence

from curlicue_ink.marks import BLANK, CLIP, SHEET_COLOUR, SHIFT, WIPE
from curlicue_ink.svg import Mark, Shapes, lies_below, paints, whole

STYLE = (
    "<style>@media (prefers-reduced-motion:no-preference){g{animation:a 1ms step-end backwards}}"
    "@keyframes a{from{visibility:hidden}}</style>"
)
NO_SHAPES = (WIPE, SHIFT, CLIP)


class MovingWriter:
    """What appears in a drawing of ``width`` x ``height`` CSS px, and when."""

    def __init__(self, palette: Sequence[str], width: float, height: float, ground: int = SHEET_COLOUR) -> None:
        self._shapes = Shapes(palette, ground)
        self._size = (width, height)
        self._below: list[str] = []  # groups, the uppermost first
        self._above: list[str] = []  # groups, the uppermost last

    def add(self, second: float, marks: Iterable[Mark]) -> None:
        """Let marks appear at a second. ValueError for those that move, wipe or clip what is there."""
        below, above = "", ""
        for mark in marks:
            if mark.kind in NO_SHAPES:
                raise ValueError(f"found a mark of kind {mark.kind}, expected shapes alone: the file has no pixels")
            if mark.kind == BLANK or not paints(mark):
                continue
            if lies_below(mark):
                below = self._shapes.of(mark) + below
            else:
                above += self._shapes.of(mark)
        for groups, inside in ((self._below, below), (self._above, above)):
            if inside:
                groups.append(f'<g style="animation-delay:{_seconds(second)}s">{inside}</g>')

    def text(self) -> str:
        """The whole file."""
        ground = self._shapes.area((0.0, 0.0, *self._size))
        return whole(*self._size, "".join(self._below[::-1] + self._above), ground, STYLE)


def _seconds(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")
