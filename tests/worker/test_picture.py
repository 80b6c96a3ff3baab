from __future__ import annotations

import pytest

from curlicue.history import History
from curlicue_ink.tints import TINT
from curlicue_worker.picture import Picture
from tests.ink.logs import drawn
from tests.ink.reading import read
from tests.worker.bridge import Bridge


class Canvases(Bridge):
    """Keeps the marks of the picture's canvases."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[float] = []

    def play(self, layer: str, marks: object) -> None:
        assert layer in ("overlay", "overlay-kept")
        self.marks.extend(marks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ribbons", "selected", "cells"),
    [
        ("all", "5", range(16)),
        ("layer-1", None, range(8)),
        ("layer-2", "5", range(8, 16)),
        ("chosen", "5", [5]),
        ("chosen", "z5", []),
        ("chosen", None, []),
    ],
)
def test_one_some_or_all_have_ribbons(ribbons: str, selected: str | None, cells: list[int]) -> None:
    canvases = Canvases()
    canvases.size("overlay", 350.0, 420.0, 1.0)
    picture = Picture(canvases)
    picture.blank((350.0, 420.0, 1.0))
    picture.watch(selected, ribbons, False)
    history: History = drawn(3.0)
    picture.complete = False
    while not picture.complete:
        picture.paint(history, len(history) - 1, drawing=False, frame=None)
    assert {mark.colour - TINT for mark in read(canvases.marks) if TINT <= mark.colour < TINT + 16} == set(cells)
