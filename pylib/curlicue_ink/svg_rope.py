"""The rope as SVG of few bytes, for what is printed or shown without a canvas: one curve for eight steps of the pen.

Paths are in tenths of a CSS pixel, whole numbers, relative. Colours are the style sheets': `.rope`, and `.cut` in it.
"""

from collections.abc import Sequence

from curlicue.flourish import REST_STEPS
from curlicue.stroke import Stroke
from curlicue_ink.rope import HALO_PX, START_STEPS, width_at
from curlicue_ink.svg import PathData, Point, number

Cubic = tuple[Point, Point, Point, Point]  # start, its handle, the end's handle, end

SCALE = 0.9  # of the line's usual width
CHUNK_STEPS = 8  # the path of a chunk is one cubic
TAPER_STEPS = 2  # the same where the width changes
BURST = 7  # chunks in a group; groups and chunks are counted by the style sheet, which lets them appear in turn


def cubics(points: Sequence[Point], stride: int) -> list[Cubic]:
    """One cubic from every ``stride``-th point to the next; the points in between give the tangents.

    The points (CSS px) must be evenly spaced in time, and their number one more than a multiple of the stride.
    """
    last = len(points) - 1
    if stride < 1 or last < max(2, stride) or last % stride:
        raise ValueError(f"cubics: got {len(points)} points, expected 3 or more, a multiple of {stride} plus one.")

    def handle(k: int) -> Point:
        if 0 < k < last:
            (x0, y0), (x1, y1) = points[k - 1], points[k + 1]
            return (x1 - x0) * stride / 6, (y1 - y0) * stride / 6
        side = 1 if k == 0 else -1  # at an end: the tangent of the parabola through three points
        (x0, y0), (x1, y1), (x2, y2) = points[k], points[k + side], points[k + 2 * side]
        reach = side * stride / 6
        return (4 * x1 - 3 * x0 - x2) * reach, (4 * y1 - 3 * y0 - y2) * reach

    found = []
    for k in range(0, last, stride):
        (x, y), (end_x, end_y) = points[k], points[k + stride]
        (out_x, out_y), (in_x, in_y) = handle(k), handle(k + stride)
        found.append(((x, y), (x + out_x, y + out_y), (end_x - in_x, end_y - in_y), (end_x, end_y)))
    return found


def path_data(curves: Sequence[Cubic]) -> str:
    """SVG path data of joined cubics whose handles mirror each other at the joints, as those of ``cubics`` do."""
    begin, *first = curves[0]
    path = PathData()
    path.move(begin)
    path.curve("c", *first)
    for _, _, near, end in curves[1:]:
        path.curve("s", near, end)
    return path.data


def rope(pens: Sequence[Point]) -> str:
    """The over-and-under of a line of pen positions (CSS px, one a step), in groups of chunks, as wide as a live line.

    One curve stands for the eight steps that the live line (curlicue_ink.rope) inks one by one, to cost few bytes.
    Each chunk but the first cuts what lies under it with a stroke in the sheet's colour, a little wider than its own,
    then inks its predecessor again, to hide the seam, and itself.
    """
    whole = (len(pens) - 1) // CHUNK_STEPS
    steps = whole * CHUNK_STEPS
    pens = pens[: steps + 1]
    stroke = finished(pens)
    long, short = cubics(pens, CHUNK_STEPS), cubics(pens, TAPER_STEPS)
    chunks, before = [], ""
    for k in range(whole):
        first, last = k * CHUNK_STEPS, (k + 1) * CHUNK_STEPS
        cut = _stroke(long[k], _ink_width(stroke, first, last) + HALO_PX, ' class="cut"') if k else ""
        if first < START_STEPS or last > steps - REST_STEPS:  # the width changes too fast for one stroke
            parts = range(first, last, TAPER_STEPS)
            ink = "".join(_stroke(short[at // TAPER_STEPS], _ink_width(stroke, at, at + TAPER_STEPS)) for at in parts)
        else:
            ink = _stroke(long[k], _ink_width(stroke, first, last))
        chunks.append(f"<g>{cut}{before}{ink}</g>")
        before = ink
    return "".join(f"<g>{''.join(chunks[k : k + BURST])}</g>" for k in range(0, whole, BURST))


def _stroke(cubic: Cubic, width: float, attributes: str = "") -> str:
    return f'<path d="{path_data([cubic])}" stroke-width="{number(width)}"{attributes}/>'


def finished(pens: Sequence[Point]) -> Stroke:
    """The stroke of a line that thins out at its end as one that another stroke cuts short."""
    stroke = Stroke(1, "")
    for x, y in pens:
        stroke.pens.extend((x, y))
        stroke.ticks.extend((x, y, 0.5))
    stroke.end = stroke.steps
    stroke.planned = REST_STEPS
    stroke.lift = stroke.end - REST_STEPS
    return stroke


def _ink_width(stroke: Stroke, first: int, last: int) -> float:
    """CSS px; the width of the live line half way between two steps."""
    return SCALE * width_at(stroke, (first + last) // 2)
