"""The picture: what the cells kept and said, woven along the line that was drawn with it.

The newest stretch of a drawing, enlarged until its curls are large and it fills the canvas; or all of it, where it
was drawn (``Fixed``). It is painted in chunks, in the order of time: first a rim in the colour of the sheet, then the
stripes, then the line, so that a later loop passes over an earlier one. Stripes are opaque and nested, the outermost
first: nothing blends, no seams show. Its colours reach beyond the palette: see curlicue_ink.tints.
"""

from math import hypot
from typing import NamedTuple

from curlicue.stroke import Stroke
from curlicue_ink import rope
from curlicue_ink.marks import (
    ACCENT,
    BLANK,
    CELL,
    CIRCLE,
    DISC,
    LINE,
    LINE_THROUGH,
    SHEET_COLOUR,
    SMOOTH_FILL,
    SMOOTH_LINE,
    add,
)
from curlicue_ink.placing import Placing, curl_radius, is_outside, place
from curlicue_ink.stretch import CUT_TAPER_STEPS, END_TAPER_STEPS, RIM_PX, Stretch
from curlicue_ink.tints import INK_LEVELS, TINT, ink_tint
from curlicue_study.history import History

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
EDGE_PX = 1.4  # CSS px of sheet around the nib and the finger's dots, which else were lost on ribbons
COVER_POINTS = 16  # a line that is hardly moving is covered so far back
SPARE_STEPS = 240  # of a stretch are laid out though they are painted, before they are let go of: 1.4 KB each
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
    rim: float = RIM_PX  # of sheet around the ribbons, where they pass over others


PHONE_LINES = Lines(3.2, 2.3, 1.0)
DESKTOP_LINES = Lines(4.2, 2.9, 1.25)


class Fixed(NamedTuple):
    """How all of a drawing lies on a canvas, for good: whatever is drawn next moves nothing."""

    placing: Placing
    lines: Lines
    rope: float | None = None  # times the width of a line without memories; None: where none are kept is no line


def lines_for(width: float, look: Look) -> Lines:
    """The widths on a canvas ``width`` CSS px wide."""
    return _for_look(DESKTOP_LINES if width >= WIDE_FROM_PX else PHONE_LINES, look)


def _for_look(lines: Lines, look: Look) -> Lines:
    """A line that shows a number is broader, and so is its place."""
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
        add(marks, SMOOTH_FILL, SHEET_COLOUR, 1.0, 0.0, rim[2 * begin + 2 : span.stop] + back[:-2])
    for stripe in range(len(stretch.cells) - 1, -1, -1):
        add(marks, SMOOTH_FILL, TINT + stretch.cells[stripe], 1.0, 0.0, stretch.outer[stripe][span] + back)
    taper = stretch.taper[fine * first]
    width = lines.says * min(1.0, 2.0 * taper + 0.15)
    for stripe, cell in enumerate(stretch.cells):
        add(marks, SMOOTH_LINE, CELL + cell, 1.0, width, stretch.says[stripe][span])
    band = 2.0 * lines.base * min(1.0, 5.0 * taper + 0.12)
    add(marks, SMOOTH_LINE, SHEET_COLOUR, 1.0, band, stretch.pens[2 * max(0, begin - 1) : span.stop])
    width = lines.line * stretch.line_taper(last, known_end(stretch.stroke))
    begin = _before_cap(stretch.pens, max(0, begin - 1), band / 2)
    if ink_cell is None:
        add(marks, SMOOTH_LINE, LINE, 1.0, width, stretch.pens[2 * begin : span.stop])
    else:
        _paint_number(marks, stretch, range(begin, end), width, ink_cell)


def paint_finger(stroke: Stroke | None, placing: Placing, below: list[float]) -> list[float]:
    """The marks of the canvas over a drawing with ribbons: wiped, then those ``below``, the nib, the finger's ring."""
    marks: list[float] = []
    add(marks, BLANK, LINE, 1.0, 0.0, [])
    marks += below
    if stroke is not None and stroke.steps and not stroke.done:
        paint_nib(marks, *placing.at(*stroke.pens[-2:]))
        if stroke.lift is None:
            x, y = placing.at(*stroke.ticks[-3:-1])
            add(marks, CIRCLE, SHEET_COLOUR, 1.0, rope.RING_DOT_PX + 2.0 * EDGE_PX, [x, y, rope.RING_PX])
            rope.paint_ring(marks, x, y)
    return marks


def paint_nib(marks: list[float], x: float, y: float) -> None:
    """Append a nib that is seen on ribbons as well."""
    add(marks, DISC, SHEET_COLOUR, 1.0, 0.0, [x, y, rope.NIB_PX + EDGE_PX])
    add(marks, DISC, ACCENT, 1.0, 0.0, [x, y, rope.NIB_PX])


def _before_cap(pens: list[float], point: int, radius: float) -> int:
    """From where a line covers the round end of a band at ``point``: the point before, or more where it is slow."""
    x, y = pens[2 * point : 2 * point + 2]
    before = max(0, point - 1)
    while before > max(0, point - COVER_POINTS) and hypot(x - pens[2 * before], y - pens[2 * before + 1]) < radius:
        before -= 1
    return before


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
            add(marks, LINE_THROUGH, SHEET_COLOUR, 1.0, HOLLOW_SHARE * width, stretch.pens[2 * point : 2 * point + 4])


class _Plain:
    """What of a stroke has no memories to show, for they are not kept: its line as the sheet has it, as a rope."""

    def __init__(self, stroke: Stroke, start: int) -> None:
        self.stroke = stroke
        self.start = start  # the stroke's first step in the drawing
        self.painted = 0  # chunks that are on the canvas

    def ready(self, shown: int) -> int:
        """Chunks that can be inked while so many steps of the stroke are to be seen."""
        chunks = rope.chunks_ready(self.stroke)
        if self.stroke.log_from is not None and not self.stroke.is_dot:
            chunks = min(chunks, -(-self.stroke.log_from // rope.CHUNK_STEPS))  # the ribbons go on from there
        return chunks if shown == self.stroke.steps else min(chunks, (shown - 1) // rope.CHUNK_STEPS)

    @property
    def finished(self) -> bool:
        """True once no more of it will come."""
        whole = self.stroke.done or self.stroke.log_from is not None
        return whole and self.painted >= self.ready(self.stroke.steps)


class RibbonPaper:
    """The picture's canvas, width x height CSS px: gives the marks that are missing, a slice at a time."""

    def __init__(self, width: float, height: float, fixed: Fixed | None = None) -> None:
        self._width = width
        self._height = height
        self._fixed = fixed
        self._placing: Placing | None = None if fixed is None else fixed.placing
        self._pieces: list[_Plain | Stretch] = []  # in order; those that are painted to their end are not kept
        self._joined: set[tuple[int, bool]] = set()  # strokes that have a piece: (id, whether with ribbons)
        self._strokes: tuple[Stroke, ...] = ()
        self._inked: set[int] = set()  # ids of those that have something on the canvas
        self._look = Look(())
        self._lines = self._lines_for(self._look)
        self._whole = False  # the drawing was done, and all of it painted so
        self._target = -1  # step up to which it is being painted
        self._measured = 0  # step at which the curls were measured
        self._clear = True

    def _lines_for(self, look: Look) -> Lines:
        return lines_for(self._width, look) if self._fixed is None else _for_look(self._fixed.lines, look)

    def blank(self) -> None:
        """Forget what is painted: the canvas is empty, or its colours changed."""
        self._clear = True

    def update(self, history: History, at: int, look: Look, most_chunks: int) -> tuple[list[float], bool]:
        """Marks that bring the canvas up to step ``at`` of a drawing (-1: none), and whether that is all of them.

        The picture stays where it is while the pen is on it, and is placed anew when the drawing is done. A jump back
        in time starts it again, but not before what is under way is finished: who drags the time bar sees whole ones.
        """
        marks: list[float] = []
        self._forget_gone(history)
        stays = not self._clear and look == self._look and history.strokes[: len(self._strokes)] == self._strokes
        if not (stays and at < self._target and self._next() is not None):
            moves = self._fixed is None and self._has_to_move(history, at)
            if moves:
                self._placing = place(history, at + 1, self._width, self._height, self._filled(history, at))
                self._measured = at
            elif self._fixed is None and at < FEWEST_STEPS:
                self._placing = None
            if moves or not stays or at < self._target:
                add(marks, BLANK, LINE, 1.0, 0.0, [])
                self._pieces, self._joined, self._inked = [], set(), set()
            self._target, self._whole = at, _is_whole(history, at)
        self._clear = False
        self._strokes, self._look = history.strokes, look
        self._lines = self._lines_for(look)
        self._join()
        while (ready := self._next()) is not None:
            if most_chunks == 0:
                return marks, False
            self._paint(marks, *ready)
            most_chunks -= 1
        return marks, self._target == at

    def tail(self) -> list[float]:
        """Marks of what is newer than the last chunk: the ribbons thin out to where the pen is at the step shown.

        To be painted over what ``update`` gave, and to be gone the next time. None where the stroke is whole.
        """
        marks: list[float] = []
        if not self._pieces:
            return marks
        piece = self._pieces[-1]
        newest = self._shown(piece) - 1
        if isinstance(piece, _Plain):
            if newest < piece.stroke.steps - 1 and self._fixed is not None and self._fixed.rope is not None:
                rope.paint_tail(marks, piece.stroke.until(newest + 1), self._fixed.rope)
                marks = self._moved(marks)
            return marks
        first = max(0, piece.painted - OVERLAP_STEPS - 2)  # the line begins before its band
        end = piece.cut_off(first, newest)
        last = newest - end.first
        if last > piece.painted - first:
            end.lay_out(last, known_end(piece.stroke))
        for step in range(piece.painted - first, last, TAIL_CHUNK_STEPS):
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

    def _forget_gone(self, history: History) -> None:
        """Let go of strokes that are gone before any of them was inked: where only a tap was, is a dot."""
        kept = 0
        while kept < min(len(self._strokes), len(history.strokes)) and self._strokes[kept] is history.strokes[kept]:
            kept += 1
        gone = {id(stroke) for stroke in self._strokes[kept:]}
        if gone and not gone & self._inked:
            self._strokes = self._strokes[:kept]
            self._target = min(self._target, sum(stroke.steps for stroke in self._strokes) - 1)
            self._pieces = [piece for piece in self._pieces if id(piece.stroke) not in gone]
            self._joined = {(stroke, woven) for stroke, woven in self._joined if stroke not in gone}

    def _shown(self, piece: "_Plain | Stretch") -> int:
        """Steps of its stroke that are to be seen."""
        return min(piece.stroke.steps, self._target + 1 - piece.start)

    def _join(self) -> None:
        """Add what there is up to the target of strokes that are not among the pieces yet."""
        if self._placing is None:
            return
        start = 0
        for stroke in self._strokes:
            last = min(stroke.steps, self._target + 1 - start)
            if last > 0:
                self._join_stroke(stroke, start, last, self._placing)
            start += stroke.steps

    def _join_stroke(self, stroke: Stroke, start: int, last: int, placing: Placing) -> None:
        """Its steps without memories as a rope, where there is to be one, and the others with ribbons."""
        kept_from = None if self._fixed is not None and stroke.is_dot else stroke.log_from
        plain = self._fixed is not None and self._fixed.rope is not None and kept_from != 0
        if plain and (id(stroke), False) not in self._joined:
            self._joined.add((id(stroke), False))
            self._pieces.append(_Plain(stroke, start))
        first = max(kept_from or 0, placing.first - start)
        if kept_from is not None and (id(stroke), True) not in self._joined and first < last:
            self._joined.add((id(stroke), True))
            lines = self._lines
            self._pieces.append(Stretch(stroke, start, first, self._look.cells, placing, lines.base, lines.rim))

    def _next(self) -> "tuple[_Plain | Stretch, int] | None":
        """The next chunk that can be painted: its piece, and how much of that is painted then."""
        for piece in self._pieces:
            shown = self._shown(piece)
            if isinstance(piece, _Plain):
                if piece.painted < piece.ready(shown):
                    return piece, piece.painted + 1
                continue
            if piece.stroke.log_from is None:  # forgotten since
                continue
            if not (piece.stroke.done and shown == piece.stroke.steps):
                shown -= CUT_TAPER_STEPS  # that is the tail's
            last = min(shown - 1 - piece.first, piece.painted + CHUNK_STEPS)
            whole_chunk = last == piece.painted + CHUNK_STEPS
            if last > piece.painted and (whole_chunk or shown == piece.stroke.steps):
                return piece, last
        return None

    def _paint(self, marks: list[float], piece: "_Plain | Stretch", last: int) -> None:
        """Append the marks of a chunk; a piece without any more to come is let go of."""
        stroke = piece.stroke
        self._inked.add(id(stroke))
        if isinstance(piece, _Plain):
            chunk: list[float] = []
            if self._fixed is not None and self._fixed.rope is not None:
                rope.paint_chunk(chunk, stroke, piece.painted, self._fixed.rope)
            marks += self._moved(chunk)
            piece.painted = last
            finished = piece.finished
        else:
            piece.lay_out(last, known_end(stroke))
            paint_chunk(marks, piece, piece.painted, last, self._lines, self._look.ink_cell)
            piece.painted = last
            finished = stroke.done and piece.first + last >= stroke.steps - 1
            if last > SPARE_STEPS:
                piece.forget(last - COVER_POINTS - OVERLAP_STEPS)
        if finished:
            self._pieces.remove(piece)

    def _moved(self, marks: list[float]) -> list[float]:
        """Marks in the drawing's px as marks on the canvas."""
        placing = self._placing
        return marks if placing is None else placing.moved(marks)


def _is_whole(history: History, at: int) -> bool:
    """True at the last step of a drawing whose pen rests."""
    return bool(history.strokes) and at == len(history) - 1 and history.strokes[-1].done
