"""The detector's row of bits as SVG: the content of an <svg> of len(moments) * COLUMN units by the picture's height.

The builder prints the same markup into the page that the page's Python later puts in its place. The pictures are
stretched to the width there is; their lines are not (vector-effect). A gate is a stroke, the heavier the more it is
open; the pale fill is c, the line is h; dots are the right answers.
"""

from math import log

from curlicue_detector.unit import Moment

COLUMN = 30  # units of a picture's width, for a bit
RAMP = 4.0  # units from the middle between two bits, where one value gives way to the next
GATE_HEIGHT, MEMORY_HEIGHT, ANSWER_HEIGHT, LOSS_HEIGHT = 22, 64, 34, 96  # CSS px
GATE_LEAST, GATE_MOST = 0.6, 7.0  # CSS px, half the width of a stroke that is shut, or open
MEMORY_REACH = 28.0  # CSS px from the zero line to the largest c or h of the row
BAR_HALF = 10.0  # units, half the width of an answer
ANSWER_REACH = 28.0  # CSS px, an answer that is sure
NOW_PX = 7  # width of the red dot
LOSS_WIDTH = 600  # units, for all the rows of an attempt
LOSS_TOP, LOSS_BOTTOM = 1.0, 0.004  # nats an answer, at the picture's edges


def gate_picture(values: "list[float]", at: int) -> str:
    """Draw a gate over the row as one stroke."""
    middle = GATE_HEIGHT / 2
    halves = [GATE_LEAST + (GATE_MOST - GATE_LEAST) * value for value in values]
    upper = _steps([middle - half for half in halves])
    lower = _steps([middle + half for half in halves])
    lower.reverse()
    return '<path class="band" d="' + _path(upper + lower) + 'Z"/>' + _ahead(at, len(values), GATE_HEIGHT)


def memory_picture(moments: "list[Moment]", at: int) -> str:
    """Draw c as a pale fill and h as a line, to one scale; the red dot is now."""
    middle = MEMORY_HEIGHT / 2
    largest = max([1.0] + [abs(moment.c) for moment in moments])
    kept = _steps([middle - MEMORY_REACH * moment.c / largest for moment in moments])
    said = _steps([middle - MEMORY_REACH * moment.h / largest for moment in moments])
    width = len(moments) * COLUMN
    zero = "M0 " + _n(middle) + "H" + str(width)
    now = _n((at + 0.5) * COLUMN) + " " + _n(middle - MEMORY_REACH * moments[at].c / largest)
    return (
        '<path class="zero" d="' + zero + '"/><path class="fill" d="M0 ' + _n(middle) + "L" + _path(kept)[1:] + "V"
        + _n(middle) + 'Z"/><path class="edge" d="' + _path(kept) + '"/><path class="bold" d="' + _path(said) + '"/>'
        + _ahead(at, len(moments), MEMORY_HEIGHT)
        + '<path class="now" stroke-width="' + str(NOW_PX) + '" d="M' + now + 'h0"/>'
    )  # fmt: skip


def answer_picture(moments: "list[Moment]", answers: "list[int]", at: int) -> str:
    """Draw answers as bars; where one should be full, its top is dotted."""
    bars = wanted = ""
    base = ANSWER_HEIGHT - 2.0
    for k in range(len(moments)):
        left = _n((k + 0.5) * COLUMN - BAR_HALF)
        top = base - ANSWER_REACH * moments[k].answer
        bars += "M" + left + " " + _n(base) + "V" + _n(top) + "h" + _n(2 * BAR_HALF) + "V" + _n(base) + "Z"
        if answers[k]:
            wanted += "M" + left + " " + _n(base - ANSWER_REACH) + "h" + _n(2 * BAR_HALF)
    return (
        '<path class="zero" d="M0 ' + _n(base) + "H" + str(len(moments) * COLUMN) + '"/><path class="bar" d="' + bars
        + '"/>' + _ahead(at, len(moments), ANSWER_HEIGHT) + '<path class="dots" d="' + wanted + '"/>'
    )  # fmt: skip


def loss_height(loss: float) -> float:
    """Place a loss in its picture, in CSS px from the top: a logarithm, and clamped."""
    share = (log(LOSS_TOP) - log(max(loss, 1e-9))) / (log(LOSS_TOP) - log(LOSS_BOTTOM))
    return LOSS_HEIGHT * max(0.0, min(1.0, share))


def loss_picture(losses: "list[tuple[int, float]]", most: int, guess: float, enough: float) -> str:
    """Draw the loss over the rows or epochs so far, of so many at most; dotted: mere guessing, and what is enough."""
    points = [(LOSS_WIDTH * done / most, loss_height(loss)) for done, loss in losses]
    levels = ""
    for level in (guess, enough):
        levels += "M0 " + _n(loss_height(level)) + "H" + str(LOSS_WIDTH)
    curve = '<path class="bold" d="' + _path(points) + '"/>' if len(points) > 1 else ""
    return '<path class="dots" d="' + levels + '"/>' + curve


def _ahead(at: int, count: int, height: int) -> str:
    """Draw a veil over what is still to come."""
    left = (at + 1) * COLUMN
    size = 'width="' + str(count * COLUMN - left) + '" height="' + str(height) + '"'
    return '<rect class="veil" x="' + str(left) + '" ' + size + "/>" if at + 1 < count else ""


def _steps(values: "list[float]") -> "list[tuple[float, float]]":
    """One value per bit as a line: level over the bit, and a short ramp to the next."""
    points = []
    for k in range(len(values)):
        points.append((k * COLUMN + (RAMP if k else 0.0), values[k]))
        points.append(((k + 1) * COLUMN - (RAMP if k + 1 < len(values) else 0.0), values[k]))
    return points


def _path(points: "list[tuple[float, float]]") -> str:
    return "M" + "L".join([_n(x) + " " + _n(y) for x, y in points])


def _n(value: float) -> str:
    """A length with one decimal at most."""
    tenths = round(10.0 * value)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10.0:.1f}"
