from __future__ import annotations

import math

import pytest

from curlicue.lstm import weights_from_card
from curlicue.packed import ROW_NUMBERS, H, X
from curlicue_ink.edges import HIDDEN_BELOW, Edges
from curlicue_ink.marks import ACCENT, BEZIER, BLANK, RULE, TEXT
from curlicue_ink.network import lay_out_network
from curlicue_ink.svg import Mark
from tests.ink.logs import drawn
from tests.ink.reading import read
from tests.shipped import random_weights, shipped_hand

LAYOUT = lay_out_network(720.0, 552.0)
PLACES = {name: (x, y) for name, x, y in LAYOUT.nodes()}


def edges(selected: str | None = None, row: list[float] | None = None) -> list[Mark]:
    return read(Edges(LAYOUT, shipped_hand().weights).paint(row, selected))


def between(marks: list[Mark], column: int, number: int) -> list[Mark]:
    """Marks that begin at input ``number`` or, for column 3, end at output ``number``."""
    y = LAYOUT.end(number)
    if column == 0:
        x = LAYOUT.columns[0] + 11
        return [mark for mark in marks if mark.kind == BEZIER and math.dist(mark.numbers[:2], (x, y)) < 4]
    x = LAYOUT.columns[4] - 11
    return [mark for mark in marks if mark.kind == BEZIER and math.dist(mark.numbers[-2:], (x, y)) < 4]


def test_what_is_to_be_seen_are_the_strong_weights_with_their_sign_and_width() -> None:
    weights = shipped_hand().weights.output
    strongest = max(abs(weight) for row in weights for weight in row[:8])
    for number, row in enumerate(weights[:2]):
        plus = sorted(w / strongest for w in row[:8] if w / strongest >= HIDDEN_BELOW)
        minus = [-w / strongest for w in row[:8] if -w / strongest >= HIDDEN_BELOW]
        found = between(edges(), 3, number)
        assert sorted(mark.width for mark in found if mark.colour == TEXT) == pytest.approx(
            [0.5 + 1.8 * (share - 0.28) for share in plus]
        )
        lines = sum(2 if share >= 0.5 else 1 for share in minus)
        assert len([mark for mark in found if mark.colour == ACCENT]) == lines


def test_the_edges_of_dt_are_drawn_idle() -> None:
    for column in (0, 3):
        found = between(edges(), column, 2)
        assert found
        assert {mark.colour for mark in found} == {RULE}


def test_a_chosen_nodes_edges_are_all_there_and_the_others_step_back() -> None:
    quiet, chosen = edges(), edges("x0")
    assert len(between(chosen, 0, 0)) >= 8 > len([mark for mark in between(quiet, 0, 0) if mark.colour == TEXT])
    before = {mark.numbers: mark.alpha for mark in quiet if mark.kind == BEZIER}
    for mark in chosen[1:]:
        if mark not in between(chosen, 0, 0):
            assert mark.alpha == pytest.approx(0.25 * before[mark.numbers])


def test_a_chosen_cell_also_shows_whom_it_hears_in_its_own_layer() -> None:
    x, y = PLACES["10"]
    beside = [
        mark
        for mark in edges("10")
        if mark.kind == BEZIER and mark.numbers[0] > x and mark.numbers[-2] < x and abs(mark.numbers[-2] - x) < 40
    ]
    assert len(beside) >= 8 + 7 + 7  # the own loops of the layer, and those to and from this cell
    assert len([mark for mark in beside if abs(mark.numbers[-1] - y) < 12]) >= 8


def test_a_repaint_changes_alphas_alone() -> None:
    painter = Edges(LAYOUT, shipped_hand().weights)
    history = drawn(2.0)
    one, other = (read(painter.paint(history.row(at), None)) for at in (60, 75))
    assert one[0].kind == BLANK
    assert [mark._replace(alpha=0.0) for mark in one] == [mark._replace(alpha=0.0) for mark in other]
    assert one != other
    assert all(0.0 < mark.alpha <= 1.0 for mark in one)


def test_alpha_grows_with_the_activation() -> None:
    silent, loud = [0.0] * ROW_NUMBERS, [0.0] * ROW_NUMBERS
    loud[H + 8 : H + 16] = [1.0] * 8
    for quiet, heard in zip(edges(row=silent), edges(row=loud), strict=True):
        assert quiet.alpha <= heard.alpha
    assert sum(mark.alpha for mark in between(edges(row=loud), 3, 0)) > sum(
        mark.alpha for mark in between(edges(row=silent), 3, 0)
    )


def test_the_edges_of_dt_are_idle_whatever_happens() -> None:
    moving = [0.0] * ROW_NUMBERS
    moving[X : X + 3] = [1.0, -1.0, 1.0]
    for row in (None, moving):
        idle = between(edges("x2", row), 0, 2)
        assert len(idle) == 8
        assert {mark.colour for mark in idle} == {RULE}
        assert {mark.alpha for mark in idle} == {0.8}


def test_nothing_is_nan_in_a_strokes_first_step_and_a_hollow_line_keeps_its_breadth() -> None:
    row = drawn(0.5).row(0)
    assert row is not None
    for seed in range(3):
        weights = weights_from_card(random_weights(seed))
        marks = read(Edges(LAYOUT, weights).paint(row, "4"))
        assert all(math.isfinite(number) for mark in marks for number in (mark.alpha, *mark.numbers))
        hollow = [mark for mark in marks if mark.colour == ACCENT and mark.width == 0.95]
        assert len(hollow) % 2 == 0
        for one, other in zip(hollow[0::2], hollow[1::2], strict=True):
            assert 1.0 < math.dist(one.numbers[:2], other.numbers[:2]) < 4.0
            assert 1.0 < math.dist(one.numbers[-2:], other.numbers[-2:]) < 4.0
