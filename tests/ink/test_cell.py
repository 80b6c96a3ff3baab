from __future__ import annotations

import math

import pytest

from curlicue.history import History
from curlicue.packed import ROW_NUMBERS, G, H, I
from curlicue_ink.cell import AMPLITUDE_PX, HEIGHT, TERMS, paint_cell
from curlicue_ink.marks import ACCENT, CELL, CLEAR, DISC, FILL, GATE, LINE_THROUGH, RULE
from tests.ink.logs import swinging
from tests.ink.reading import Mark, read

WIDTH = 268.0


def painted(history: History, cell: int, window: tuple[int, int], cursor: int) -> list[Mark]:
    return read(paint_cell(history, cell, window, cursor, WIDTH, 0.22))


def test_the_six_rows_fit_their_canvas_and_keep_apart() -> None:
    assert [term.letter for term in TERMS] == list("ifogch")
    assert [term.centre for term in TERMS] == [26.5, 65.5, 104.5, 143.5, 190.5, 237.5]
    assert TERMS[-1].centre + AMPLITUDE_PX * 1.05 + 2 < HEIGHT


def test_a_band_is_as_wide_as_its_gate_is_open() -> None:
    history = History(swinging(200))
    marks = painted(history, 3, (0, 200), 199)
    (band,) = [mark for mark in marks if mark.kind == FILL and mark.colour == GATE]
    points = list(zip(band.numbers[0::2], band.numbers[1::2], strict=True))
    upper, lower = points[: len(points) // 2], points[: len(points) // 2 - 1 : -1]
    for k, ((x, top), (x_below, bottom)) in enumerate(zip(upper[:-1], lower[:-1], strict=True)):
        assert x == x_below == pytest.approx(2 * k * WIDTH / 199)
        assert (top + bottom) / 2 == pytest.approx(TERMS[0].centre)
        assert (bottom - top) / 2 == pytest.approx(0.6 + 6.4 * (0.5 + 0.5 * math.sin(0.2 * k + 3)), abs=1e-5)
    assert upper[-1][0] == WIDTH


def test_gates_have_their_colours_and_memory_that_of_the_cell() -> None:
    marks = painted(History(swinging(300)), 12, (0, 300), 299)
    assert marks[0].kind == CLEAR
    fills = [mark.colour for mark in marks if mark.kind == FILL and mark.colour != RULE]
    assert fills == [GATE, GATE + 1, GATE + 3, CELL + 12]
    lines = [(mark.colour, mark.width) for mark in marks if mark.kind == LINE_THROUGH and mark.colour != ACCENT]
    assert lines == [(GATE + 2, 2.25), (CELL + 12, 1.1), (CELL + 12, 2.25)]
    assert len([mark for mark in marks if mark.colour == RULE]) == 6


@pytest.mark.parametrize(("cursor", "share"), [(100, 0.0), (399, 1.0), (0, 0.0), (700, 1.0), (249, 149 / 299)])
def test_there_is_one_cursor_and_it_stays_within_the_window(cursor: int, share: float) -> None:
    marks = painted(History(swinging(400)), 0, (100, 400), cursor)
    line, dot = [mark for mark in marks if mark.colour == ACCENT]
    assert line.numbers[0] == line.numbers[2] == dot.numbers[0] == pytest.approx(share * WIDTH)
    assert dot.kind == DISC
    assert dot.numbers[1] + dot.numbers[2] < HEIGHT


def test_a_window_may_begin_before_the_drawing_and_end_after_it() -> None:
    marks = painted(History(swinging(50)), 0, (-100, 200), 49)
    for mark in marks:
        if mark.kind == LINE_THROUGH and mark.colour != ACCENT:
            assert mark.numbers[0] == pytest.approx(100 * WIDTH / 299)
            assert mark.numbers[-2] == pytest.approx(149 * WIDTH / 299)


def test_an_empty_history_is_zero_lines_and_a_cursor() -> None:
    assert {mark.colour for mark in painted(History([]), 0, (0, 300), 0)[1:]} == {RULE, ACCENT}


def test_the_first_step_of_a_stroke_has_memory_but_no_gates() -> None:
    (stroke,) = swinging(100)
    for number in range(I, ROW_NUMBERS):
        stroke.log[number] = math.nan
    marks = painted(History([stroke]), 5, (0, 100), 99)
    assert all(number == number for mark in marks for number in mark.numbers)
    lines = [mark for mark in marks if mark.kind == LINE_THROUGH and mark.colour != ACCENT]
    starts = {mark.colour: mark.numbers[0] for mark in lines}
    assert starts[CELL + 5] == 0.0
    assert starts[GATE + 2] > 0.0
    assert H < I < G


def test_a_whole_view_is_small() -> None:
    marks = paint_cell(History(swinging(300)), 0, (0, 300), 299, WIDTH, 0.22)
    assert len(read(marks)) == 1 + 6 + 3 + 1 + 2 + 1 + 2
    assert len(marks) < 3400
