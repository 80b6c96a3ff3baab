"""The drawings printed on the page, as SVG: arithmetic in, markup out.

The wordmark's flourish, the track of each slider, the dots to trace, and the specimen: a line drawn by the very network
that the page ships. Paths are in tenths of a CSS pixel, whole numbers, relative: the shortest text for them.
Colours, widths and motion are the style sheets'; only what varies along the specimen is an attribute.
"""

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from curlicue.hand import Hand
from curlicue.pen import SLIDER_CURLS, PenSettings
from curlicue.run import run_stroke
from curlicue.stroke import STEPS_PER_S, Tick
from curlicue_ink.glyph import END_T, SPLIT_T, trochoid
from curlicue_ink.rope import DOT_STEPS
from curlicue_ink.svg import PathData, Point, number
from curlicue_ink.svg_rope import cubics, path_data, rope

_FINE = 4  # samples of a curve per cubic of its path

TRACK_WIDTH, TRACK_HEIGHT = 350, 44  # CSS px; stretched to the slider, the strokes are not
PULL_LOOPS = 11
PULL_RADIUS = 12.5  # CSS px, of the first loop
LENGTH_WAVES = 10  # one for each second that the network can draw on
WAVE_WIDTH, WAVE_HEIGHT = 320, 40  # CSS px, stretched likewise


SPECIMEN_SPEED = 42 / STEPS_PER_S  # CSS px per step, a slow finger
SPECIMEN_STEPS = 336  # what such a finger needs for 236 px
SPECIMEN_WIDTH, SPECIMEN_HEIGHT = 250, 64  # CSS px


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
