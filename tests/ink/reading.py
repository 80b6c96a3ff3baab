"""Strokes to paint, and their marks read as a player reads them."""

from __future__ import annotations

import math
from typing import NamedTuple

from curlicue.stroke import Stroke
from curlicue_ink.marks import CLEAR
from curlicue_ink.rope import Paper


class Mark(NamedTuple):
    """One mark; see curlicue_ink.marks."""

    kind: int
    colour: int
    alpha: float
    width: float
    numbers: tuple[float, ...]


def read(marks: list[float]) -> list[Mark]:
    """The marks in a flat list of numbers; they have to end where the list does."""
    found = []
    at = 0
    while at < len(marks):
        kind, colour, alpha, width, count = marks[at : at + 5]
        numbers = tuple(marks[at + 5 : at + 5 + int(count)])
        assert len(numbers) == count
        found.append(Mark(int(kind), int(colour), alpha, width, numbers))
        at += 5 + int(count)
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
    wiped = [place for place, mark in enumerate(marks) if mark.kind == CLEAR]
    return marks[wiped[-1] :]
