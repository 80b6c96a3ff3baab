"""What a drawing looks like, in words, for who cannot see it."""

from math import atan2, pi

from curlicue.stroke import STEPS_PER_S, Stroke
from curlicue_study.history import History

STILL_PX = 0.05  # a step shorter than that has no direction


def turns(stroke: Stroke) -> float:
    """How often the pen of a stroke went round: to the right +, to the left - (y is down)."""
    total = 0.0
    heading: float | None = None
    pens = stroke.pens
    for at in range(2, len(pens), 2):
        dx, dy = pens[at] - pens[at - 2], pens[at + 1] - pens[at - 1]
        if dx * dx + dy * dy > STILL_PX * STILL_PX:
            way = atan2(dy, dx)
            if heading is not None:
                total += (way - heading + pi) % (2 * pi) - pi
            heading = way
    return total / (2 * pi)


def describe(history: History) -> str:
    """One or two sentences; nothing of an empty drawing."""
    if not history.strokes:
        return ""
    count = len(history.strokes)
    last = history.strokes[-1]
    went = round(turns(last))
    rounds = "hardly goes round"
    if went:
        rounds = f"goes round {abs(went)} times to the {'right' if went > 0 else 'left'}"
    strokes = "1 stroke" if count == 1 else f"{count} strokes"
    return f"{strokes}. The last, by {last.hand}, takes {last.steps / STEPS_PER_S:.0f} s and {rounds}."
