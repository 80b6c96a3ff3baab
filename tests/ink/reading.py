"""Reads marks, as a player does."""

from __future__ import annotations

from typing import NamedTuple


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
