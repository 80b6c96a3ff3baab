"""Strokes drawn by an engine, and what is left of them."""

from __future__ import annotations

from curlicue.engine import Engine
from curlicue.stroke import Sample, Stroke, Tick
from tests.sessions import draw_due
from tests.shipped import random_hand

HAND = random_hand()


def drag(start_s: float = 0.0, seconds: float = 0.5, x: float = 0.0, px_per_s: float = 60.0) -> list[Sample]:
    """An even drag to the right; the last sample is the lift's."""
    count = round(seconds * 120)
    return [Sample(x + px_per_s * k / 120, 10.0, start_s + k / 120, 0.5) for k in range(count + 1)]


def touch(engine: Engine, samples: list[Sample], lift: bool = True) -> float:
    """A whole stroke at once; when its last sample was."""
    engine.down(samples[0])
    for sample in samples[1:]:
        engine.move(sample)
    if lift:
        engine.up(samples[-1].t)
    draw_due(engine)
    return samples[-1].t


def rest(engine: Engine, now: float) -> None:
    """A long time passes."""
    engine.clock(now + 60.0)
    draw_due(engine)


def only(engine: Engine) -> Stroke:
    (stroke,) = engine.visible()
    return stroke


def pens(stroke: Stroke) -> list[tuple[float, float]]:
    return list(zip(stroke.pens[::2], stroke.pens[1::2], strict=True))


def ticks(stroke: Stroke) -> list[Tick]:
    return [Tick(*stroke.ticks[at : at + 3]) for at in range(0, len(stroke.ticks), 3)]


def same(one: Stroke | None, other: Stroke | None) -> bool:
    """Whether two entries are the same drawing, to the last bit."""
    return (one is None and other is None) or (
        one is not None
        and other is not None
        and all(
            getattr(one, what) == getattr(other, what)
            for what in ("number", "hand", "ticks", "pens", "pulls", "lift", "end", "halted")
        )
    )
