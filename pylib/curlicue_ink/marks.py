"""Marks: all that a painter can ask for, as a flat list of numbers.

Each mark is kind, colour index, alpha, width, n, then n numbers. Paths are a first point x, y, then quadratic curves
cx, cy, x, y. Everything is in CSS px. One player per engine draws them: ``site/player.js`` in the worker,
``curlicue_page.player`` on the page.
"""

CLEAR = 0  # wipe the canvas; no numbers
INK = 1  # path, round caps
ERASE = 2  # path, butt caps, cuts away what is there
UNDER_LINE = 3  # path, butt caps, below what is there
UNDER_DISC = 4  # x, y, radius, below what is there
DISC = 5  # x, y, radius

LINE = 0  # colour indices: the page sends its palette in this order
YOU = 1
ACCENT = 2
PALETTE = ("line", "you", "accent")  # names of the look's tokens


def add(marks: list[float], kind: int, colour: int, alpha: float, width: float, numbers: list[float]) -> None:
    """Append one mark."""
    marks.extend((kind, colour, alpha, width, len(numbers)))
    marks.extend(numbers)
