"""What the figures' curves share: which steps can be drawn in one go, and how numbers become points."""

from collections.abc import Iterator, Sequence
from math import asinh

from curlicue_study.history import History

H_STRETCH = 1.15  # h is drawn this much larger: an output gate is seldom fully open
REACH = 1.05  # shown values end here, in either direction
C_BEND = 3.0  # c is drawn to scale well below 1 / C_BEND, and ever smaller above
C_AT_FULL = 5.0  # the c that is drawn at 1
_C_FULL = asinh(C_BEND * C_AT_FULL)


def shown_h(h: float) -> float:
    """Height at which an h (-1..1) is drawn, as a share of the row's amplitude: 1.15 h, clamped to +-1.05."""
    return max(-REACH, min(REACH, H_STRETCH * h))


def shown_c(c: float) -> float:
    """Height at which a c (any number) is drawn, as a share of the row's amplitude: asinh(3 c) / asinh(15), clamped.

    A memory has no bounds and those of the shipped hands reach 5, so beside h it cannot be drawn to scale. This scale
    is straight near zero (1 is drawn at .53) and like a logarithm far out (2 at .73, 5 at 1). tanh c, what the cell
    says of c, would be flat from 2 on, and so hide what most memories do; a clamp would hide it from 1 on. The clamp
    at 1.05 is met from a c of 5.9 on.
    """
    return max(-REACH, min(REACH, asinh(C_BEND * c) / _C_FULL))


def pieces(history: History, first: int, last: int, gap: int) -> Iterator[tuple[int, int]]:
    """Steps first..last-1 as (from, to) ranges, each of one stroke and in its log.

    A stroke that follows another one loses its first ``gap`` steps, so that its curve does not touch the one before.
    """
    step = first
    while step < last:
        stroke, within = history.locate(step)
        start = step - within
        end = min(last, start + stroke.steps)
        if stroke.log_from is not None:
            begin = max(step, start + stroke.log_from, start + gap if start else 0)
            if begin < end:
                yield begin, end
        step = end


def number_runs(values: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The (from, to) ranges of ``values`` that hold numbers, not NaN."""
    begin = None
    for place, value in enumerate(values):
        if value != value:  # NaN is not equal to itself
            if begin is not None:
                yield begin, place
            begin = None
        elif begin is None:
            begin = place
    if begin is not None:
        yield begin, len(values)


def thinned(first: int, last: int, stride: int) -> list[int]:
    """Every ``stride``-th step of first..last-1, counted from step 0, with the first and the last one."""
    steps = list(range(first + -first % stride, last, stride))
    if not steps or steps[0] != first:
        steps.insert(0, first)
    if steps[-1] != last - 1:
        steps.append(last - 1)
    return steps


def woven(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """x, y, x, y, ..."""
    numbers = [0.0] * (2 * len(xs))
    numbers[0::2] = xs
    numbers[1::2] = ys
    return numbers
