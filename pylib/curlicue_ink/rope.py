"""The line and the finger's dots, as marks.

The ink is a rope: each chunk of four steps first cuts away a band a little wider than itself and is then inked from
six steps earlier, so that every crossing shows which part came later. Chunks are counted from the stroke's first step,
live and redrawn alike, so a redrawn line is the same line to the pixel. The newest steps, short of a whole chunk, are
a tail that is painted afresh each frame on the canvas of the nib.
"""

from array import array
from math import pi, sqrt

from curlicue.flourish import REST_STEPS
from curlicue.stroke import Stroke
from curlicue_ink.marks import ACCENT, BLANK, DISC, ERASE, INK, LINE, RING, UNDER_DISC, UNDER_LINE, YOU, add

CHUNK_STEPS = 4
REINK_STEPS = 6  # steps before a chunk that are inked again, to hide its seam
HALO_PX = 3.6  # CSS px by which the cut is wider than the ink
THIN_PX = 3.1  # CSS px, a fast line
SWELL_PX = 4.4  # CSS px more at rest
SWELL_SPEED = 4.6  # px per step at which half the swell is gone
PRESSURE_LEAST = 0.7  # times the width at pressure 0; 1.3 at pressure 1, 1 where the device has none
START_SHARE = 0.25  # of the width at the first step
START_STEPS = 16
END_SHARE = 0.35  # of the width at the last step
TAPER_STEPS = 60  # over which a line thins out; over the last REST_STEPS where another stroke cuts it short
DOT_STEPS = 12  # a finger's dot five times a second: their spacing is its speed
DOT_PX = 1.9  # CSS px, radius
HAIRLINE_PX = 1.0
HAIRLINE_ALPHA = 0.28
NIB_PX = 4.5  # CSS px, radius
RING_PX = 20.0  # CSS px, radius of the dots around the finger
RING_DOT_PX = 2.6
RING_DOTS = 24


def line_width(speed: float, pressure: float) -> float:
    """Width of the line in CSS px where the pen goes ``speed`` px per step; thick and slow, thin and fast."""
    ratio = speed / SWELL_SPEED
    swollen = THIN_PX + SWELL_PX / (1.0 + ratio * ratio)
    return swollen * (PRESSURE_LEAST + 2.0 * (1.0 - PRESSURE_LEAST) * pressure)


def width_at(stroke: Stroke, step: int) -> float:
    """Width of a stroke's line at one of its steps, its tapers included, in CSS px before the surface's scale."""
    pens, ticks = stroke.pens, stroke.ticks
    k = max(1, step)  # the first step has no speed of its own
    speed = 0.0
    if stroke.steps > k:
        dx = pens[2 * k] - pens[2 * k - 2]
        dy = pens[2 * k + 1] - pens[2 * k - 1]
        speed = sqrt(dx * dx + dy * dy)
    pressure = ticks[min(3 * step + 2, len(ticks) - 1)]  # a lone pen keeps the pressure it was left with
    width = line_width(speed, pressure) * min(1.0, START_SHARE + step / START_STEPS)
    return width * min(1.0, _taper(stroke, step))


def _taper(stroke: Stroke, step: int) -> float:
    """How much of its width a line has left towards its end; what is inked keeps it, whatever comes."""
    if stroke.lift is None or stroke.end is None or not stroke.planned:
        return 1.0
    planned = stroke.lift + stroke.planned - 1 - step
    left = min(planned / min(TAPER_STEPS, stroke.planned), (stroke.end - 1 - step) / REST_STEPS)
    return END_SHARE + (1.0 - END_SHARE) * left


def segments_ready(stroke: Stroke) -> int:
    """Segments whose shape is final: segment k bends at pen k, from half way before it to half way after it."""
    return stroke.steps if stroke.done else max(0, stroke.steps - 1)


def chunks_ready(stroke: Stroke) -> int:
    """Whole chunks that can be inked; the last one of a finished stroke may be short."""
    ready = segments_ready(stroke)
    if stroke.done:
        return (ready + CHUNK_STEPS - 1) // CHUNK_STEPS
    return ready // CHUNK_STEPS


def _path(points: "array[float]", stride: int, first: int, last: int) -> list[float]:
    """The smooth path of segments first..last-1 through points (x, y, ... every ``stride`` numbers)."""
    count = len(points) // stride
    x, y = points[stride * first], points[stride * first + 1]
    if first > 0:
        x = (points[stride * (first - 1)] + x) / 2
        y = (points[stride * (first - 1) + 1] + y) / 2
    path = [x, y]
    for k in range(first, last):
        x, y = points[stride * k], points[stride * k + 1]
        path.append(x)
        path.append(y)
        if k + 1 < count:
            x = (x + points[stride * (k + 1)]) / 2
            y = (y + points[stride * (k + 1) + 1]) / 2
        path.append(x)
        path.append(y)
    return path


def _ink(marks: list[float], stroke: Stroke, first: int, last: int, scale: float) -> None:
    for k in range(first, last):
        add(marks, INK, LINE, 1.0, scale * width_at(stroke, k), _path(stroke.pens, 2, k, k + 1))


def _finger(marks: list[float], stroke: Stroke, first: int, last: int) -> None:
    """The finger's hairline and dots for ticks first..last-1, below the ink."""
    count = len(stroke.ticks) // 3
    last = min(last, count)
    for k in range(first, last):
        if k % DOT_STEPS == 0:
            add(marks, UNDER_DISC, YOU, 1.0, 0.0, [stroke.ticks[3 * k], stroke.ticks[3 * k + 1], DOT_PX])
    if last > first and count > 1:
        add(marks, UNDER_LINE, YOU, HAIRLINE_ALPHA, HAIRLINE_PX, _path(stroke.ticks, 3, first, last))


def _apart(stroke: Stroke, step: int, width: float) -> float:
    """How plainly a line is to be set off from what it crosses at a step, 0..1.

    Not where it turns within its own width: the cut would leave slivers of itself.
    """
    pens = stroke.pens
    before, after = step - CHUNK_STEPS, step + CHUNK_STEPS
    if before < 0 or after >= stroke.steps:
        return 1.0
    in_x, in_y = pens[2 * step] - pens[2 * before], pens[2 * step + 1] - pens[2 * before + 1]
    out_x, out_y = pens[2 * after] - pens[2 * step], pens[2 * after + 1] - pens[2 * step + 1]
    length_in, length_out = sqrt(in_x * in_x + in_y * in_y), sqrt(out_x * out_x + out_y * out_y)
    across = abs(in_x * out_y - in_y * out_x)
    if across == 0.0:
        return 1.0
    if in_x * out_x + in_y * out_y <= 0.0:
        return 0.0
    radius = (length_in + length_out) / 2 * length_in * length_out / across
    return min(1.0, max(0.0, 2 * radius / width - 1.0))


def paint_chunk(marks: list[float], stroke: Stroke, chunk: int, scale: float) -> None:
    """Append the marks of one ready chunk: the finger's, the cut, the ink. ``scale`` multiplies the line's width."""
    first = CHUNK_STEPS * chunk
    last = min(first + CHUNK_STEPS, segments_ready(stroke))
    _finger(marks, stroke, first, last)
    if stroke.is_dot:
        radius = scale * line_width(0.0, stroke.ticks[2]) / 2
        add(marks, DISC, LINE, 1.0, 0.0, [stroke.pens[0], stroke.pens[1], radius])
        return
    width = scale * width_at(stroke, first)
    cut = width + HALO_PX * _apart(stroke, first, width)
    overlap = max(0, first - 1)  # two cuts end to end would leave a seam of what lies below
    add(marks, ERASE, LINE, 1.0, cut, _path(stroke.pens, 2, overlap, last))
    _ink(marks, stroke, max(0, first - REINK_STEPS), last, scale)


def paint_nib(stroke: "Stroke | None", scale: float, below: "list[float] | None" = None) -> list[float]:
    """The marks of the nib's canvas: wiped, then those ``below``, the tail of the stroke in progress, the finger."""
    marks: list[float] = []
    add(marks, BLANK, LINE, 1.0, 0.0, [])
    if below:
        marks.extend(below)
    if stroke is not None:
        paint_tail(marks, stroke, scale)
        if stroke.lift is None and not stroke.done:
            paint_ring(marks, stroke.ticks[-3], stroke.ticks[-2])
    return marks


def paint_ring(marks: list[float], x: float, y: float) -> None:
    """Append the dots around a finger at a place in CSS px."""
    add(marks, RING, YOU, 1.0, RING_DOT_PX, [x, y, RING_PX, 2.0 * pi * RING_PX / RING_DOTS])


def paint_tail(marks: list[float], stroke: Stroke, scale: float) -> None:
    """Append what is newer than the last whole chunk, up to the pen, and the nib."""
    if stroke.done or not stroke.steps:
        return
    first = max(0, CHUNK_STEPS * chunks_ready(stroke) - 1)
    _ink(marks, stroke, first, stroke.steps, scale)
    x, y = stroke.pens[-2], stroke.pens[-1]
    add(marks, DISC, ACCENT, 1.0, 0.0, [x, y, NIB_PX])


def _look(stroke: Stroke) -> int:
    """Its number, and whether it is a dot: a tap is a line until the finger leaves."""
    return -stroke.number if stroke.is_dot else stroke.number


class Paper:
    """Which chunks of which strokes are on a canvas already: gives the marks that are missing, a slice at a time."""

    def __init__(self) -> None:
        self._on_paper: list[list[int]] = []  # [look of the stroke, chunks painted], in order
        self._fresh = True

    def blank(self) -> None:
        """Forget what is painted: the canvas was resized, or its colours changed."""
        self._on_paper = []
        self._fresh = True

    def update(self, strokes: "list[Stroke]", scale: float, most_chunks: int) -> "tuple[list[float], bool]":
        """Marks that bring the canvas up to these strokes, and whether that is all of them."""
        marks: list[float] = []
        painted = self._on_paper
        taken_back = len(painted) > len(strokes)
        if not taken_back:
            taken_back = any(
                seen[1] and (seen[0] != _look(stroke) or seen[1] > chunks_ready(stroke))
                for seen, stroke in zip(painted, strokes)
            )
        if taken_back or self._fresh:
            self._on_paper = painted = []
            self._fresh = False
            add(marks, BLANK, LINE, 1.0, 0.0, [])
        for place, stroke in enumerate(strokes):
            if place == len(painted):
                painted.append([0, 0])
            painted[place][0] = _look(stroke)
            ready = chunks_ready(stroke)
            while painted[place][1] < ready:
                if most_chunks == 0:
                    return marks, False
                paint_chunk(marks, stroke, painted[place][1], scale)
                painted[place][1] += 1
                most_chunks -= 1
        return marks, True
