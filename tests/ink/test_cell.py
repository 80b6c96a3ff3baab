from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.packed import OWN, G, H, I
from curlicue_ink.cell import AHEAD_STEPS, AMPLITUDE_PX, CURSOR_DOT_PX, HEIGHT, ROOM_STEPS, SHOWN_STEPS, TERMS, CellView
from curlicue_ink.marks import ACCENT, CELL, CLIP, DISC, FILL, GATE, LINE_THROUGH, RULE, SHIFT, WIPE
from curlicue_ink.scroll import SPILL_PX, STRIDE
from curlicue_ink.svg import Mark
from curlicue_study.history import History
from tests.ink.logs import grow, swinging
from tests.ink.reading import read

WIDTH = 270.0
STEP_PX = WIDTH / SHOWN_STEPS
RATIOS = st.sampled_from([1.0, 1.25, 2.0, 2.625])


def view(ratio: float = 1.0) -> CellView:
    return CellView(WIDTH, ratio, 0.22)


def painted(history: History, cell: int, at: int, *, live: bool = True) -> list[Mark]:
    return read(view().update(history, cell, at, live=live))


def is_curve(mark: Mark) -> bool:
    return mark.kind == LINE_THROUGH and mark.colour != ACCENT


def test_the_six_rows_fit_their_canvas_and_keep_apart() -> None:
    assert [term.letter for term in TERMS] == list("ifogch")
    assert [term.centre for term in TERMS] == [26.5, 65.5, 104.5, 147.0, 194.0, 241.0]
    assert TERMS[-1].centre + AMPLITUDE_PX * 1.05 + 2 < HEIGHT


def test_a_band_is_as_wide_as_its_gate_is_open() -> None:
    history = History(swinging(200))
    marks = painted(history, 3, 199)
    (band,) = [mark for mark in marks if mark.kind == FILL and mark.colour == GATE]
    points = list(zip(band.numbers[0::2], band.numbers[1::2], strict=True))
    upper, lower = points[: len(points) // 2], points[: len(points) // 2 - 1 : -1]
    now = WIDTH - ROOM_STEPS * STEP_PX
    for k, ((x, top), (x_below, bottom)) in enumerate(zip(upper[:-1], lower[:-1], strict=True)):
        assert x == x_below == pytest.approx(now - (199 - STRIDE * k) * STEP_PX, abs=1.0)  # a device pixel
        assert (top + bottom) / 2 == pytest.approx(TERMS[0].centre)
        assert (bottom - top) / 2 == pytest.approx(0.6 + 6.4 * (0.5 + 0.5 * math.sin(0.2 * k + 3)), abs=1e-5)
    assert upper[1][0] - upper[0][0] == pytest.approx(STRIDE * STEP_PX)


def test_gates_have_their_colours_and_memory_that_of_the_cell() -> None:
    marks = painted(History(swinging(300)), 12, 299)
    fills = [mark.colour for mark in marks if mark.kind == FILL and mark.colour != RULE]
    assert fills == [GATE, GATE + 1, GATE + 3, CELL + 12]
    lines = [(mark.colour, mark.width) for mark in marks if is_curve(mark)]
    assert lines == [(GATE + 2, 2.25), (CELL + 12, 1.1), (CELL + 12, 2.25)]
    assert len([mark for mark in marks if mark.colour == RULE]) == 6


@pytest.mark.parametrize(("live", "room"), [(True, ROOM_STEPS), (False, AHEAD_STEPS)])
def test_there_is_one_cursor_with_room_for_its_dot_and_for_what_came_after(live: bool, room: int) -> None:
    history = History(swinging(400))
    marks = painted(history, 0, 250, live=live)
    line, dot = [mark for mark in marks if mark.colour == ACCENT]
    assert line.numbers[0] == line.numbers[2] == dot.numbers[0]
    assert dot.numbers[0] == pytest.approx(WIDTH - room * STEP_PX, abs=1.5)
    assert dot.numbers[0] + CURSOR_DOT_PX < WIDTH
    assert dot.kind == DISC
    assert dot.numbers[1] + dot.numbers[2] < HEIGHT
    (last,) = {mark.numbers[-2] for mark in marks if is_curve(mark)}
    assert last == pytest.approx(dot.numbers[0] + (room - 1) * STEP_PX)


def test_a_view_may_begin_before_the_drawing_and_end_after_it() -> None:
    history = History(swinging(50))
    for at, live in ((49, True), (20, False)):
        for mark in painted(history, 0, at, live=live):
            if is_curve(mark):
                assert mark.numbers[-2] - mark.numbers[0] == pytest.approx(49 * STEP_PX)


def test_the_first_step_of_a_stroke_has_memory_but_no_gates() -> None:
    (stroke,) = swinging(100)
    for number in range(I, OWN):
        stroke.log[number] = math.nan
    marks = painted(History([stroke]), 5, 99)
    assert all(number == number for mark in marks for number in mark.numbers)
    starts = {mark.colour: mark.numbers[0] for mark in marks if is_curve(mark)}
    assert starts[GATE + 2] == pytest.approx(starts[CELL + 5] + STRIDE * STEP_PX)
    assert H < I < G


def test_what_is_shown_already_is_not_painted_again() -> None:
    history, shown = History(swinging(50)), view()
    assert shown.update(history, 3, 49, live=True)
    assert shown.update(history, 3, 49, live=True) == []
    for cell, at, live in ((4, 49, True), (4, 30, False), (4, 20, False), (4, 49, True), (4, 20, True)):
        wiped = [mark.numbers[0] for mark in read(shown.update(history, cell, at, live=live)) if mark.kind == WIPE]
        assert wiped == [0.0]  # all of it


@given(RATIOS, st.integers(5, 700), st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_moving_on_covers_the_newest_stretch_with_the_same_points(ratio: float, begin: int, growth: list[int]) -> None:
    (stroke,) = swinging(begin)
    history, shown = History([stroke]), view(ratio)
    shown.update(history, 6, begin - 1, live=True)
    for steps in growth:
        grow(stroke, steps)
        moved = read(shown.update(history, 6, len(history) - 1, live=True))
    whole = read(view(ratio).update(history, 6, len(history) - 1, live=True))
    room, end = [mark.numbers for mark in moved if mark.kind == CLIP]
    cut = room[0]
    assert end == ()
    assert cut * ratio == pytest.approx(round(cut * ratio), abs=1e-6)
    (dot,) = [mark for mark in moved if mark.kind == DISC]
    assert cut <= max(0.0, dot.numbers[0] - growth[-1] * STEP_PX - CURSOR_DOT_PX - SPILL_PX + 1.0 / ratio)
    curves, whole_curves = [mark for mark in moved if is_curve(mark)], [mark for mark in whole if is_curve(mark)]
    assert [mark.colour for mark in curves] == [mark.colour for mark in whole_curves]
    for fresh, repainted in zip(curves, whole_curves, strict=True):
        assert fresh.numbers[0] <= max(cut, repainted.numbers[0])  # no hole
        points = list(zip(fresh.numbers[0::2], fresh.numbers[1::2], strict=True))
        for x, y in zip(repainted.numbers[0::2], repainted.numbers[1::2], strict=True):
            if x > cut + STRIDE * STEP_PX:  # a line may begin between its own points
                assert min(math.dist((x, y), point) for point in points) < 1e-6
    shifts = [mark.numbers[4] for mark in moved if mark.kind == SHIFT]
    assert all(pixels == int(pixels) for pixels in shifts)


def test_a_live_frame_is_small() -> None:
    (stroke,) = swinging(400)
    history, shown = History([stroke]), view(2.0)
    assert len(shown.update(history, 0, 397, live=True)) < 3500
    assert len(shown.update(history, 0, 399, live=True)) < 500
