"""What is shown of a teaching, as the inside of SVGs in tenths of a CSS px: a drag, the loss, windows of the reader's.

Colours and widths are the style sheet's, by class: dots are the reader's, ink is the network's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from curlicue_ink.rope import DOT_STEPS
from curlicue_ink.svg import PathData, Point, number
from curlicue_ink.svg_rope import rope

DRAG_BOX = (-20.0, -52.0, 240.0, 104.0)  # x, y, width, height of the view, CSS px: a drag of 200 px, and what curls
LOSS_WIDTH, LOSS_HEIGHT = 320.0, 96.0
LOSS_MARGIN = 0.08  # of the height, above and below all that is shown
SMOOTHED_STEPS = 8  # of training, whose mean is one point of the curve
WINDOW_WIDTH, WINDOW_HEIGHT = 104.0, 78.0
WINDOW_PADDING = 8.0
LARGEST_ZOOM = 1.2
LINE_STEPS = 2  # of the pen from point to point of a plain line
EVERY = 2  # steps from dot to dot


def points_of(places: Sequence[complex]) -> list[Point]:
    """Places as pairs."""
    return [(at.real, at.imag) for at in places]


def drag_picture(finger: Sequence[Point], places: Sequence[complex]) -> str:
    """A finger's dots, and the rope of the line that a pen drew after it; both CSS px, a place for each step."""
    return f'{_dots(finger)}<g class="rope">{rope(points_of(places))}</g>'


def passing_drag_picture(finger: Sequence[Point], places: Sequence[complex]) -> str:
    """The same with a plain line: for one that gives way to the next at once, a fiftieth of the elements."""
    return f'{_dots(finger)}<path class="passing" d="{_line(points_of(places[::LINE_STEPS]))}"/>'


def loss_picture(tries: Sequence[Sequence[float]], steps: int, rule: float) -> str:
    """How the misses of each try fell, the newest in ink; ``rule`` is what a simple rule misses by, a level line.

    The scale is logarithmic and holds all that is shown. Every number is above 0, in whatever unit.
    """
    curves = [_smooth(losses) for losses in tries if losses]
    shown = [value for curve in curves for value in curve] + [rule]
    low, high = math.log(min(shown)), math.log(max(shown))
    reach = max(high - low, 0.2)
    inner = LOSS_HEIGHT * (1.0 - 2.0 * LOSS_MARGIN)

    def down(value: float) -> float:
        return LOSS_HEIGHT * LOSS_MARGIN + inner * (high - math.log(value)) / reach

    level = number(down(rule))
    parts = [f'<path class="level" d="M0 {level}H{number(LOSS_WIDTH)}"/>']
    for k, curve in enumerate(curves):
        points = [(LOSS_WIDTH * SMOOTHED_STEPS * (at + 1) / steps, down(value)) for at, value in enumerate(curve)]
        parts.append(f'<path class="{"own" if k == len(curves) - 1 else "past"}" d="{_line(points)}"/>')
    return "".join(parts)


def window_picture(
    heard: Sequence[complex], came: Sequence[complex], before: Sequence[complex], after: Sequence[complex]
) -> str:
    """A window in dots, and from where it ends: what came, what one net went on with, and what another one did."""
    view = _view([*heard, *came, *after])
    dots = PathData()
    dots.dots([view(at) for at in heard[::EVERY]])
    came_dots = PathData()
    came_dots.dots([view(at) for at in came[EVERY::EVERY]])
    x, y = map(number, view(heard[-1]))
    return (
        f'<path class="dots" d="{dots.data}"/><path class="came" d="{came_dots.data}"/>'
        f'<path class="past" d="{_line([view(at) for at in before])}"/>'
        f'<path class="own" d="{_line([view(at) for at in after])}"/><circle class="now" cx="{x}" cy="{y}" r="30"/>'
    )


def _view(places: Sequence[complex]) -> Callable[[complex], Point]:
    """What puts places into a window's picture: centred, as large as can be up to a zoom."""
    left, right = min(at.real for at in places), max(at.real for at in places)
    top, bottom = min(at.imag for at in places), max(at.imag for at in places)
    across = (WINDOW_WIDTH - 2 * WINDOW_PADDING) / max(right - left, 1e-6)
    down = (WINDOW_HEIGHT - 2 * WINDOW_PADDING) / max(bottom - top, 1e-6)
    zoom = min(across, down, LARGEST_ZOOM)
    x, y = WINDOW_WIDTH / 2 - zoom * (left + right) / 2, WINDOW_HEIGHT / 2 - zoom * (top + bottom) / 2
    return lambda at: (x + zoom * at.real, y + zoom * at.imag)


def _dots(finger: Sequence[Point]) -> str:
    dots = PathData()
    dots.dots(finger[::DOT_STEPS])
    return f'<path class="dots" d="{dots.data}"/>'


def _line(points: Sequence[Point]) -> str:
    path = PathData()
    path.move(points[0])
    path.lines(points[1:])
    return path.data


def _smooth(values: Sequence[float]) -> list[float]:
    """Means of a few values each; of the first alone while there are fewer."""
    whole = len(values) // SMOOTHED_STEPS * SMOOTHED_STEPS
    means = [sum(values[k : k + SMOOTHED_STEPS]) / SMOOTHED_STEPS for k in range(0, whole, SMOOTHED_STEPS)]
    return means or [sum(values) / len(values)]
