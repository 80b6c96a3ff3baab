from __future__ import annotations

import pytest

from curlicue.lstm import NO_MASKS
from curlicue_ink.tints import TINT
from curlicue_study.history import History
from curlicue_view.figure import Turn
from curlicue_view.moment import Chosen, Moment
from curlicue_view.ribbons import Ribbons
from curlicue_view.screen import Size
from tests.ink.logs import drawn
from tests.ink.reading import read
from tests.shipped import shipped_hand
from tests.worker.bridge import Bridge


def at_rest(history: History, chosen: Chosen, surface: str = "draw") -> Moment:
    """The end of a drawing that nobody draws on any more."""
    return Moment(
        history,
        len(history) - 1,
        shipped_hand(),
        NO_MASKS,
        chosen,
        live=True,
        moving=False,
        surface=surface,
        frame=None,
    )


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
    canvases.size("ribbons-ink", 350.0, 420.0, 1.0)
    figure = Ribbons(canvases, Turn(3, 1))
    figure.lay_out({"ribbons-ink": Size(350.0, 420.0, 1.0)}, dark=False)
    moment = at_rest(drawn(3.0), Chosen(None, selected, ribbons))
    while figure.paint(moment):
        pass
    assert set(canvases.marks) <= {"ribbons-ink", "ribbons-placed"}
    marks = read(canvases.marks["ribbons-placed"]) + read(canvases.marks.get("ribbons-ink", []))
    assert {mark.colour - TINT for mark in marks if TINT <= mark.colour < TINT + 16} == set(cells)
