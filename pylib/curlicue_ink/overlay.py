"""The picture: what the cells kept and said, woven along the line that was drawn with it.

The newest stretch of a drawing, enlarged until its curls are large and it fills the canvas. It is painted in chunks, in
the order of time: first a rim in the colour of the sheet, then the stripes, then the line, so that a later loop passes
over an earlier one. Stripes are opaque and nested, the outermost first: nothing blends, no seams show. Its colours
reach beyond the palette: see curlicue_ink.tints.
"""

from typing import NamedTuple

from curlicue.history import History
from curlicue.stroke import Stroke
from curlicue_ink.marks import CELL, CLEAR, LINE, LINE_THROUGH, SHEET, SMOOTH_FILL, SMOOTH_LINE, add
from curlicue_ink.placing import Placing, curl_radius, is_outside, place
from curlicue_ink.ribbon import CUT_TAPER_STEPS, END_TAPER_STEPS, Stretch
from curlicue_ink.tints import INK_LEVELS, TINT, ink_tint

CHUNK_STEPS = 4
TAIL_CHUNK_STEPS = 12  # of what is painted anew each time
OVERLAP_STEPS = 3  # a chunk covers the last steps of the one before, else a seam shows
WIDE_FROM_PX = 560.0  # CSS px of canvas from which lines are the desktop's
INK_SWELL = 1.35  # times the line's width where it shows a number
HOLLOW_SHARE = 0.45  # of the line's width that is sheet where it is hollow
PAGE_SHARE = 0.5  # of the canvas is filled anew when the pen has left it
FEWEST_STEPS = 30  # a drawing has before it is placed
MEASURE_EVERY = 30  # steps after which a young drawing's curls are measured again
YOUNG_STEPS = 300
REPLACED_FROM = 1.3  # times the curl's radius, up or down: placed again


class Look(NamedTuple):
    """What the reader wants to see."""

    cells: tuple[int, ...]  # 0..15 with a ribbon, in ascending order
    ink_cell: int | None = None  # colours the line by what it says; None: the line's own colour


class Lines(NamedTuple):
    """Widths, CSS px."""

    line: float
    base: float  # from the middle of the line to the first stripe
    says: float  # the line of an h


PHONE_LINES = Lines(3.2, 2.3, 1.0)
DESKTOP_LINES = Lines(4.2, 2.9, 1.25)


def lines_for(width: float, look: Look) -> Lines:
    """The widths on a canvas ``width`` CSS px wide; a line that shows a number is broader, and so is its place."""
    lines = DESKTOP_LINES if width >= WIDE_FROM_PX else PHONE_LINES
    if look.ink_cell is None:
        return lines
    broader = INK_SWELL * lines.line
    return lines._replace(line=broader, base=lines.base + (broader - lines.line) / 2)


def known_end(stroke: Stroke) -> int | None:
    """Steps that a stroke has, or will have soon enough to thin out on the way there; None: nobody knows."""
    if stroke.done:
        return stroke.steps
    if stroke.end is None or stroke.lift is None or stroke.end - stroke.lift < END_TAPER_STEPS:
        return None
    return stroke.end


def paint_chunk(
    marks: list[float], stretch: Stretch, first: int, last: int, lines: Lines, ink_cell: int | None
) -> None:
    """Append the marks of a stretch's steps first..last, both laid out: rim, stripes, what they say, the line."""
    fine = stretch.fine
    begin, end = fine * max(0, first - OVERLAP_STEPS), fine * last
    span = slice(2 * begin, 2 * end + 2)
    back = _reversed(stretch.pens[span])
    for rim in stretch.rims:  # from a point later on than the stripes, whose edge it would soften
        add(marks, SMOOTH_FILL, SHEET, 1.0, 0.0, rim[2 * begin + 2 : span.stop] + back[:-2])
    for stripe in range(len(stretch.cells) - 1, -1, -1):
        add(marks, SMOOTH_FILL, TINT + stretch.cells[stripe], 1.0, 0.0, stretch.outer[stripe][span] + back)
    taper = stretch.taper[fine * first]
    width = lines.says * min(1.0, 2.0 * taper + 0.15)
    for stripe, cell in enumerate(stretch.cells):
        add(marks, SMOOTH_LINE, CELL + cell, 1.0, width, stretch.says[stripe][span])
    band = 2.0 * lines.base * min(1.0, 5.0 * taper + 0.12)
    add(marks, SMOOTH_LINE, SHEET, 1.0, band, stretch.pens[2 * max(0, begin - 1) : span.stop])
    width = lines.line * stretch.line_taper(last, known_end(stretch.stroke))
    begin = max(0, begin - 2)
    if ink_cell is None:
        add(marks, SMOOTH_LINE, LINE, 1.0, width, stretch.pens[2 * begin : span.stop])
    else:
        _paint_number(marks, stretch, range(begin, end), width, ink_cell)


def _reversed(points: list[float]) -> list[float]:
    """The same points x, y, ... from the last to the first."""
    back = [0.0] * len(points)
    back[0::2], back[1::2] = points[-2::-2], points[-1::-2]
    return back


def _paint_number(marks: list[float], stretch: Stretch, points: range, width: float, cell: int) -> None:
    """The line as a cell's h: the stronger the colour the further from zero, hollow where it is minus."""
    for point in points:
        level = round(abs(stretch.h[point][cell]) * (INK_LEVELS - 1))
        add(marks, LINE_THROUGH, ink_tint(cell, level), 1.0, width, stretch.pens[2 * point : 2 * point + 4])
    for point in range(max(0, points.start - 2), points.stop):  # the colour's round end lies on what was hollow before
        if stretch.h[point][cell] < 0.0:
            add(marks, LINE_THROUGH, SHEET, 1.0, HOLLOW_SHARE * width, stretch.pens[2 * point : 2 * point + 4])


class Overlay:
    """The picture's canvas, width x height CSS px: gives the marks that are missing, a slice at a time."""

    def __init__(self, width: float, height: float) -> None:
        self._width = width
        self._height = height
        self._placing: Placing | None = None
        self._stretches: list[Stretch] = []
        self._strokes: tuple[Stroke, ...] = ()
        self._look = Look(())
        self._lines = lines_for(width, self._look)
        self._whole = False  # the drawing was done, and all of it painted so
        self._target = -1  # step up to which it is being painted
        self._measured = 0  # step at which the curls were measured
        self._clear = True

    def blank(self) -> None:
        """Forget what is painted: the canvas is empty, or its colours changed."""
        self._clear = True

    def update(self, history: History, at: int, look: Look, most_chunks: int) -> tuple[list[float], bool]:
        """Marks that bring the canvas up to step ``at`` of a drawing (-1: none), and whether that is all of them.

        The picture stays where it is while the pen is on it, and is placed anew when the drawing is done. A jump back
        in time starts it again, but not before what is under way is finished: who drags the time bar sees whole ones.
        """
        marks: list[float] = []
        stays = not self._clear and look == self._look and history.strokes[: len(self._strokes)] == self._strokes
        if not (stays and at < self._target and self._next() is not None):
            moves = self._has_to_move(history, at)
            if moves:
                self._placing = place(history, at + 1, self._width, self._height, self._filled(history, at))
                self._measured = at
            elif at < FEWEST_STEPS:
                self._placing = None
            if moves or not stays or at < self._target:
                add(marks, CLEAR, LINE, 1.0, 0.0, [])
                self._stretches = []
            self._target, self._whole = at, _is_whole(history, at)
        self._clear = False
        self._strokes, self._look = history.strokes, look
        self._lines = lines_for(self._width, look)
        self._join()
        while (ready := self._next()) is not None:
            if most_chunks == 0:
                return marks, False
            stretch, last = ready
            paint_chunk(marks, stretch, stretch.painted, last, self._lines, look.ink_cell)
            stretch.painted = last
            most_chunks -= 1
        return marks, self._target == at

    def tail(self) -> list[float]:
        """Marks of what is newer than the last chunk: the ribbons thin out to where the pen is at the step shown.

        To be painted over what ``update`` gave, and to be gone the next time. None where the stroke is whole.
        """
        marks: list[float] = []
        if self._stretches:
            stretch = self._stretches[-1]
            newest = min(stretch.stroke.steps, self._target + 1 - stretch.start) - 1
            first = max(0, stretch.painted - OVERLAP_STEPS - 2)  # the line begins before its band
            end = stretch.cut_off(first, newest)
            last = newest - end.first
            if last > stretch.painted - first:
                end.lay_out(last, known_end(stretch.stroke))
            for step in range(stretch.painted - first, last, TAIL_CHUNK_STEPS):
                paint_chunk(marks, end, step, min(last, step + TAIL_CHUNK_STEPS), self._lines, self._look.ink_cell)
        return marks

    def _filled(self, history: History, at: int) -> float:
        return 1.0 if _is_whole(history, at) else PAGE_SHARE

    def _has_to_move(self, history: History, at: int) -> bool:
        """Whether the picture has to be placed for this moment: it is not yet, or what was placed is not this."""
        if at < FEWEST_STEPS:
            return False
        placing, whole = self._placing, _is_whole(history, at)
        if placing is None or placing.first >= at or history.strokes[: len(self._strokes)] != self._strokes:
            return True
        if whole:
            return not self._whole
        if is_outside(placing, history.pen(at), self._width, self._height):
            return True
        if at - self._measured < MEASURE_EVERY or at - placing.first > YOUNG_STEPS:
            return False
        self._measured = at
        found = curl_radius(history, at + 1) * placing.scale / placing.radius
        return not 1.0 / REPLACED_FROM < found < REPLACED_FROM

    def _join(self) -> None:
        """Add the strokes up to the target that have no stretch yet."""
        if self._placing is None:
            return
        start = 0
        known = {id(stretch.stroke) for stretch in self._stretches}
        for stroke in self._strokes:
            last = min(stroke.steps, self._target + 1 - start)
            first = max(stroke.log_from or 0, self._placing.first - start)
            if stroke.log_from is not None and id(stroke) not in known and first < last:
                stretch = Stretch(stroke, start, first, self._look.cells, self._placing, self._lines.base)
                self._stretches.append(stretch)
            start += stroke.steps

    def _next(self) -> tuple[Stretch, int] | None:
        """The next chunk that can be painted: its stretch, and its last step there."""
        for stretch in self._stretches:
            shown = min(stretch.stroke.steps, self._target + 1 - stretch.start)
            if not (stretch.stroke.done and shown == stretch.stroke.steps):
                shown -= CUT_TAPER_STEPS  # that is the tail's
            last = min(shown - 1 - stretch.first, stretch.painted + CHUNK_STEPS)
            whole_chunk = last == stretch.painted + CHUNK_STEPS
            if last > stretch.painted and (whole_chunk or shown == stretch.stroke.steps):
                stretch.lay_out(last, known_end(stretch.stroke))
                return stretch, last
        return None


def _is_whole(history: History, at: int) -> bool:
    """True at the last step of a drawing whose pen rests."""
    return bool(history.strokes) and at == len(history) - 1 and history.strokes[-1].done
