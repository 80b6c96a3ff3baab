"""Strokes to paint, and their marks read as a player reads them."""

from __future__ import annotations

import math

from curlicue.stroke import Stroke
from curlicue_ink.marks import BLANK
from curlicue_ink.rope import Paper
from curlicue_ink.svg import Mark
from curlicue_ink.svg import read as read_one_by_one


def read(marks: list[float]) -> list[Mark]:
    """The marks in a flat list of numbers; they have to end where the list does."""
    found = list(read_one_by_one(marks))
    assert sum(5 + len(mark.numbers) for mark in found) == len(marks)
    return found


ALL = 10**6  # chunks, more than any drawing has


def stroke_of(steps: int, ticks: int | None = None, end: int | None = None, px: float = 2.0) -> Stroke:
    """A wavy stroke; ``ticks`` fewer than steps when the pen draws alone already."""
    stroke = Stroke(1, "any")
    for k in range(steps):
        stroke.pens.extend((px * k, 20 * math.sin(0.2 * k)))
    for k in range(steps if ticks is None else ticks):
        stroke.ticks.extend((px * k, 0.0, 0.5))
    if end is not None:
        stroke.lift = len(stroke.ticks) // 3
        stroke.end = end
        stroke.planned = end - stroke.lift
    return stroke


def from_scratch(strokes: list[Stroke], scale: float = 1.0) -> list[Mark]:
    marks, complete = Paper().update(strokes, scale, ALL)
    assert complete
    return read(marks)


def on_canvas(marks: list[Mark]) -> list[Mark]:
    """What is left of these marks: all since the canvas was last wiped."""
    wiped = [place for place, mark in enumerate(marks) if mark.kind == BLANK]
    return marks[wiped[-1] :]
