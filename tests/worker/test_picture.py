from __future__ import annotations

import pytest

from curlicue_ink.tints import TINT
from curlicue_study.history import History
from curlicue_view.picture import Picture
from tests.ink.logs import drawn
from tests.ink.reading import read
from tests.worker.bridge import Bridge


def paint(picture: Picture, history: History, *, drawn_in: bool = False) -> None:
    """Paint all of a drawing that is at rest."""
    complete = False
    while not complete:
        picture.paint(history, len(history) - 1, drawn_in=drawn_in, drawing=False, frame=None)
        complete = picture.complete


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
    canvases = Bridge()
    canvases.size("overlay", 350.0, 420.0, 1.0)
    picture = Picture(canvases)
    picture.blank((350.0, 420.0, 1.0))
    picture.watch(selected, ribbons, False)
    history: History = drawn(3.0)
    paint(picture, history)
    assert set(canvases.marks) <= {"overlay", "overlay-kept"}
    marks = read(canvases.marks["overlay-kept"]) + read(canvases.marks.get("overlay", []))
    assert {mark.colour - TINT for mark in marks if TINT <= mark.colour < TINT + 16} == set(cells)
