"""The drawings printed on the page, as SVG: arithmetic in, markup out.

The wordmark's flourish, the track of each slider, the dots to trace, and the specimen: a line drawn by the very network
that the page ships. Paths are in tenths of a CSS pixel, whole numbers, relative: the shortest text for them.
Colours, widths and motion are the style sheets'; only what varies along the specimen is an attribute.
"""

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from curlicue.flourish import REST_STEPS
from curlicue.hand import Hand
from curlicue.pen import SLIDER_CURLS, PenSettings
from curlicue.run import run_stroke
from curlicue.stroke import STEPS_PER_S, Stroke, Tick
from curlicue_ink.glyph import END_T, SPLIT_T, trochoid
from curlicue_ink.rope import DOT_STEPS, HALO_PX, START_STEPS, width_at
from curlicue_ink.svg import PathData, Point, number

Cubic = tuple[Point, Point, Point, Point]  # start, its handle, the end's handle, end

_FINE = 4  # samples of a curve per cubic of its path

TRACK_WIDTH, TRACK_HEIGHT = 350, 44  # CSS px; stretched to the slider, the strokes are not
PULL_LOOPS = 11
PULL_RADIUS = 12.5  # CSS px, of the first loop
LENGTH_WAVES = 10  # one for each second that the network can draw on
WAVE_WIDTH, WAVE_HEIGHT = 320, 40  # CSS px, stretched likewise


SPECIMEN_SPEED = 42 / STEPS_PER_S  # CSS px per step, a slow finger
SPECIMEN_STEPS = 336  # what such a finger needs for 236 px
SPECIMEN_SCALE = 0.9  # of the line's usual width
SPECIMEN_WIDTH, SPECIMEN_HEIGHT = 250, 64  # CSS px
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


def curve(at: Callable[[float], Point], pieces: int) -> str:
    """SVG path data of a curve given for 0..1."""
    steps = pieces * _FINE
    return path_data(cubics([at(k / steps) for k in range(steps + 1)], _FINE))


def svg(names: str, width: float, height: float, body: str, attributes: str = "") -> str:
    """An ornament that says nothing to a screen reader; its view box is ``width`` x ``height`` CSS px."""
    box = f"0 0 {number(width)} {number(height)}"
    return f'<svg class="{names}" viewBox="{box}"{attributes} aria-hidden="true">{body}</svg>'


def flourish(names: str, width: float, height: float, loops: int, radius: float) -> str:
    """The stroke that leaves the last letter of the wordmark: loops that grow, then shrink to nothing. CSS px."""

    def at(t: float) -> Point:
        r = radius * sin(pi * min(1.0, 0.97 * t + 0.03)) ** 0.7 * (1 - 0.45 * t)
        angle = 2 * pi * loops * t - pi / 2
        return 2 + t * (width - 14) + r * (0.2 + 0.9 * cos(angle)), height - 2 - r * (1 + sin(angle))

    attributes = f' width="{width}" height="{height}"'
    return svg(names, width, height, f'<path d="{curve(at, 8 * loops)}"/>', attributes)


def _track(body: str, names: str = "track") -> str:
    return svg(names, TRACK_WIDTH, TRACK_HEIGHT, body, ' preserveAspectRatio="none"')


def pull_track() -> str:
    """The pull explained: loops that tighten towards a straight line, then the finger's own dots."""
    straight = SLIDER_CURLS * TRACK_WIDTH
    middle = TRACK_HEIGHT / 2

    def at(t: float) -> Point:
        r = PULL_RADIUS * (1 - t) ** 0.8
        angle = pi + 2 * pi * PULL_LOOPS * t
        return t * straight + 0.95 * r * cos(angle), middle + r * sin(angle)

    dots = f"M{number(straight + 8)} {number(middle)}H{number(TRACK_WIDTH + 10)}"
    return _track(f'<path class="ink" d="{curve(at, 8 * PULL_LOOPS)}"/><path class="dots" d="{dots}"/>')


def length_track() -> str:
    """How long the network draws on: a wave for each second, and as many seconds of dots; each is shown in part."""
    middle = TRACK_HEIGHT / 2

    def at(t: float) -> Point:
        return t * TRACK_WIDTH, middle - 5 * sin(2 * pi * LENGTH_WAVES * t)

    waves = f'<path class="ink" d="{curve(at, 4 * LENGTH_WAVES)}"/>'
    dots = f'<path class="dots" d="M0 {number(middle)}H{number(TRACK_WIDTH)}"/>'
    return _track(waves, "track drawn") + _track(dots, "track undrawn")


def wave() -> str:
    """The dots that a finger may follow: a line with one slow wave in it."""

    def at(t: float) -> Point:
        return t * WAVE_WIDTH, WAVE_HEIGHT / 2 - 15 * sin(2 * pi * 0.95 * t)

    path = f'<path class="dots" d="{curve(at, 8)}"/>'
    return svg("wave", WAVE_WIDTH, WAVE_HEIGHT, path, ' preserveAspectRatio="none"')


def cell_stroke(first: float, last: float) -> str:
    """PathData data of a part of the cell's glyph, from ``first`` to ``last`` radians of its trochoid.

    The parts are the stroke in, from -END_T to -SPLIT_T, the loop between, and the stroke out.
    """
    return curve(lambda t: trochoid(first + (last - first) * t), 6)


def specimen_ticks() -> list[Tick]:
    """The slow finger of the specimen, on a line with a slight wave."""
    turn = 2 * pi / SPECIMEN_STEPS
    return [Tick(SPECIMEN_SPEED * k, -4 * sin(turn * k), 0.5) for k in range(SPECIMEN_STEPS + 1)]


def specimen(ticks: Sequence[Tick], pens: Sequence[Point]) -> str:
    """What a slow finger got from a hand: the finger's dots, and over them the line, in the order of writing.

    The line swings wide of the finger: it is the line that begins at the left edge and is centred between the others.
    """
    heights = [y for _, y in pens]
    down = (SPECIMEN_HEIGHT - min(heights) - max(heights)) / 2
    across = -min(x for x, _ in pens)
    dots = PathData()
    dots.dots([(tick.x + across, tick.y + down) for tick in ticks[::DOT_STEPS]])
    line = rope([(x + across, y + down) for x, y in pens])
    body = f'<path class="dots" d="{dots.data}"/><g class="rope">{line}</g>'
    return svg("specimen", SPECIMEN_WIDTH, SPECIMEN_HEIGHT, body)


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
    return SPECIMEN_SCALE * width_at(stroke, (first + last) // 2)


def placeholders(hand: Hand) -> dict[str, str]:
    """What index.html's {{names}} of ornaments stand for."""
    ticks = specimen_ticks()
    return {
        "flourish_phone": flourish("flourish", 84, 30, 5, 10),
        "flourish_desktop": flourish("flourish wide", 330, 44, 13, 15),
        "pull_track": pull_track(),
        "length_track": length_track(),
        "specimen": specimen(ticks, [(pen.x, pen.y) for pen in run_stroke(hand, ticks, PenSettings(pull=None))]),
        "wave": wave(),
        "cell_in": cell_stroke(-END_T, -SPLIT_T),
        "cell_loop": cell_stroke(-SPLIT_T, SPLIT_T),
        "cell_out": cell_stroke(SPLIT_T, END_T),
    }
