"""Marks: all that a painter can ask for, as a flat list of numbers.

Each mark is kind, colour index, alpha, width, n, then n numbers. Everything is in CSS px but SHIFT's distance, which is
whole device pixels, so that what is shifted stays sharp. Three players draw them: ``site/player.js`` in the worker all
kinds, ``curlicue_page.canvas`` on the page those that the line needs, ``curlicue_ink.svg`` as text, printed or saved.
"""

BLANK = 0  # wipe the canvas; no numbers
INK = 1  # path (a point x, y, then quadratic curves cx, cy, x, y), round caps
ERASE = 2  # path, butt caps, cuts away what is there
UNDER_LINE = 3  # path, butt caps, below what is there
UNDER_DISC = 4  # x, y, radius, below what is there
DISC = 5  # x, y, radius
RING = 14  # x, y, radius, spacing: round dots of ``width`` along its outline
# From here on for the figures alone
LINE_THROUGH = 6  # points x, y, x, y, ..., round caps and joins
FILL = 7  # points of a polygon
CIRCLE = 8  # x, y, radius: its outline
DOTS = 9  # spacing, then points: round dots of ``width`` along the line through them
BEZIER = 10  # a point x, y, then cubic curves ax, ay, bx, by, x, y; round caps
WIPE = 11  # x, y, width, height: cleared
SHIFT = 12  # x, y, width, height, device pixels: what is in the rectangle moves left, the gap is clear
SMOOTH_FILL = 15  # points of a polygon whose outline bends at each of them, from middle to middle
SMOOTH_LINE = 16  # points of a line that does, round caps
CLIP = 13  # x, y, width, height: from here on only what lies in it is painted; no numbers end that

# Colour indices: the page sends its palette in this order, tokens of the look
_COLOURS = ("line", "you", "accent", "sheet", "paper", "ink", "ink-2", "rule")
_LAYER_1 = ("a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8")
_LAYER_2 = ("b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8")
PALETTE = _COLOURS + _LAYER_1 + _LAYER_2 + ("i", "f", "g", "o")
LINE, YOU, ACCENT, SHEET_COLOUR, PAPER, TEXT, TEXT_2, RULE = range(8)
CELL = 8  # + 0..15: a cell's own colour, layer 1 first
GATE = 24  # + 0..3: i, f, g, o


def add(marks: list[float], kind: int, colour: int, alpha: float, width: float, numbers: list[float]) -> None:
    """Append one mark."""
    marks.extend((kind, colour, alpha, width, len(numbers)))
    marks.extend(numbers)
