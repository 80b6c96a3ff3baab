"""The pictures of one memory over a second: under three forget gates, and without any gate. Arithmetic in, markup out.

Every curve is the recurrence itself, c = keep * c + input, step by step. Lengths are in CSS px of the picture, colours
and weights are the style sheet's.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from builder.spelling import figure
from curlicue.stroke import STEPS_PER_S
from curlicue_ink.svg import Point

WIDTH, LEFT, RIGHT = 320, 24.0, 314.0  # of the picture, and of what is drawn over time
ROW_HEIGHT, WORDS_HEIGHT, BAND_HEIGHT, GAP = 50.0, 24.0, 14.0, 10.0
BAND_DOWN, NEXT_BAND_DOWN = 16.0, 26.0  # from the bottom of a memory to the middle of a band, and to the next
NEARLY = 0.05  # px: a point that is as near to the straight line between its neighbours is left out
SHUT = 0.6  # px, half of a band's thickness that stays to be seen when its gate is shut

NOTE_AT, NOTE_STEPS = 5, 3  # steps: when a note is written, and how long it takes
SECOND_AT = 35
SECOND_NOTE = 0.5  # of the first one
FULL_ONE, FULL_TWO = 1.3, 1.6  # a memory as high as its row: of one note, of two
FADING, STAYING, GROWING = 0.9, 1.0, 1.1  # what is left of a memory after a step
SHUT_AT = 33  # step at which a forget gate falls to 0
HALF_S = STEPS_PER_S // 2


class Row(NamedTuple):
    """A memory over time, and the gates below it."""

    words: str
    memory: list[float]
    gates: dict[str, list[float]]  # symbol -> how far open


def remembered(keep: Sequence[float], come_in: Sequence[float]) -> list[float]:
    """What a memory holds after each step, from nothing: a share of it is kept, and something comes in."""
    found = [0.0]
    for share, new in zip(keep[1:], come_in[1:], strict=True):
        found.append(share * found[-1] + new)
    return found


def note(at: int, height: float = 1.0) -> list[float]:
    """What comes in at each step of a note that fills a memory which keeps all of it to this height."""
    return [height / NOTE_STEPS if at < k <= at + NOTE_STEPS else 0.0 for k in range(STEPS_PER_S + 1)]


def two_notes() -> list[float]:
    """What comes in when a second, smaller note follows half a second later."""
    return [one + other for one, other in zip(note(NOTE_AT), note(SECOND_AT, SECOND_NOTE), strict=True)]


def steady(value: float) -> list[float]:
    """The same at every step."""
    return [value] * (STEPS_PER_S + 1)


def forget_gates() -> list[Row]:
    """One note under three forget gates."""
    shut = [1.0 if k < SHUT_AT else 0.0 for k in range(STEPS_PER_S + 1)]
    gates = {
        f"Open, at {figure(STAYING)}: it stays.": steady(STAYING),
        f"Nearly open, at {figure(FADING)}: it fades.": steady(FADING),
        "Open, then shut: it is gone.": shut,
    }
    return [Row(words, remembered(gate, note(NOTE_AT)), {"f": gate}) for words, gate in gates.items()]


def no_gates() -> list[Row]:
    """Two notes in a memory that keeps the same share at every step, for three shares; and in one with gates."""
    plain = {
        f"No gates, × {figure(FADING)}: it fades.": FADING,
        f"No gates, × {figure(STAYING)}: it piles up.": STAYING,
        f"No gates, × {figure(GROWING)}: it swells.": GROWING,
    }
    rows = [Row(words, remembered(steady(share), two_notes()), {}) for words, share in plain.items()]
    forget = [0.0 if k in range(SHUT_AT, SECOND_AT) else 1.0 for k in range(STEPS_PER_S + 1)]
    let_in = [1.0 if new else 0.0 for new in two_notes()]
    gated = Row("Gates: kept, let go, written anew.", remembered(forget, two_notes()), {"f": forget, "i": let_in})
    return [*rows, gated]


def placeholders() -> dict[str, str]:
    """What the article's {{names}} of these pictures stand for."""
    gated, plain = forget_gates(), no_gates()
    faded = gated[1].memory[NOTE_AT + NOTE_STEPS + HALF_S] / gated[1].memory[NOTE_AT + NOTE_STEPS]
    return {
        "forget_gates_picture": _plate(
            gated,
            FULL_ONE,
            f"One memory under three forget gates. With the gate at {figure(STAYING)} the memory, once written, stays "
            f"level. With the gate at {figure(FADING)} some {figure(100 * faded, 1)} per cent of it is left half a "
            "second later. Where the gate falls to 0 the memory is gone at once.",
        ),
        "no_gates_picture": _plate(
            plain,
            FULL_TWO,
            "Two notes, the second smaller and half a second after the first, in four memories. Without gates, at "
            f"{figure(FADING)} a step, the first has faded before the second comes. At {figure(STAYING)} the second "
            f"is added to the first, and both stay. At {figure(GROWING)} the first grows out of the picture. With "
            "gates the first stays level, is let go, and the second is written and stays level.",
        ),
    }


def _plate(rows: Sequence[Row], full: float, said: str) -> str:
    body, top = "", 0.0
    for row in rows:
        bottom = top + WORDS_HEIGHT + ROW_HEIGHT
        body += f'<text x="{LEFT:g}" y="{top + 16:g}">{escape(row.words)}</text>{_memory(row.memory, full, bottom)}'
        body += f'<text class="symbol" x="4" y="{bottom - 4:g}">c</text>'
        lowest = bottom
        for k, (symbol, gate) in enumerate(row.gates.items()):
            middle = bottom + BAND_DOWN + NEXT_BAND_DOWN * k
            body += f'<path class="gate {symbol}" d="{_band(gate, middle)}"/>'
            body += f'<text class="symbol" x="4" y="{middle + 6:g}">{symbol}</text>'
            lowest = middle + BAND_HEIGHT / 2
        top = lowest + GAP
    box = f"0 0 {WIDTH} {top - GAP:g}"
    return f'<svg class="plate" viewBox="{box}" role="img" aria-label="{escape(said)}">{body}</svg>'


def _memory(values: Sequence[float], full: float, bottom: float) -> str:
    """A pale fill and its edge; what would be higher than the row is cut off, and has no edge there."""
    points = [(_x(k), bottom - ROW_HEIGHT * value / full) for k, value in enumerate(values)]
    top = bottom - ROW_HEIGHT
    out = next((k for k, (_, y) in enumerate(points) if y < top), None)
    edge = points
    if out is not None:
        (x0, y0), (x1, y1) = points[out - 1], points[out]
        edge = [*points[:out], (x0 + (x1 - x0) * (y0 - top) / (y0 - y1), top)]
    line = _line(edge)
    end = f"H{RIGHT:g}" if out is not None else ""
    return f'<path class="kept" d="{line}{end}V{bottom:g}H{LEFT:g}Z"/><path class="kept-edge" d="{line}"/>'


def _band(gate: Sequence[float], middle: float) -> str:
    half = [SHUT + (BAND_HEIGHT / 2 - SHUT) * value for value in gate]
    above = _line([(_x(k), middle - value) for k, value in enumerate(half)])
    below = _line([(_x(k), middle + value) for k, value in reversed(list(enumerate(half)))])
    return f"{above}L{below[1:]}Z"


def _x(step: int) -> float:
    return LEFT + (RIGHT - LEFT) * step / STEPS_PER_S


def _line(points: Sequence[Point]) -> str:
    """Path data through all points, without those that lie on the line between their neighbours."""
    kept = [points[0]]
    for (x, y), (x1, y1) in pairwise(points[1:]):
        x0, y0 = kept[-1]
        if abs(y0 + (y1 - y0) * (x - x0) / (x1 - x0) - y) > NEARLY:
            kept.append((x, y))
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in [*kept, points[-1]])
