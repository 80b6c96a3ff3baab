from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.lstm import CELLS, UNITS
from curlicue_ink import states
from curlicue_ink.marks import (
    CELL,
    CLIP,
    DISC,
    DOTS,
    FILL,
    LINE_THROUGH,
    RULE,
    SHIFT,
    WIPE,
    YOU,
)
from curlicue_ink.scroll import SPILL_PX
from curlicue_ink.states import RowLayout, States, lay_out_rows
from curlicue_ink.svg import Mark
from curlicue_study.history import History
from tests.ink.logs import drawn, grow, swinging
from tests.ink.reading import read

PHONE = lay_out_rows(168.0, 8 * 59.9, 2.0)
DESKTOP = lay_out_rows(336.0, 8 * 64.0, 1.0)
layouts = st.builds(
    lay_out_rows,
    st.floats(132, 440),
    st.floats(8 * 52, 8 * 64),
    st.sampled_from([1.0, 1.25, 1.5, 2.0, 2.625, 3.0]),
)
LAYER_1 = range(UNITS)
LAYER_2 = range(UNITS, 2 * UNITS)


def rows_on(layout: RowLayout, layer: int = 0) -> States:
    return States(layout, layer, 0.22)


def kinds(marks: list[Mark]) -> set[int]:
    return {mark.kind for mark in marks}


def afresh(layout: RowLayout, marks: list[Mark]) -> bool:
    """Whether the rows are painted from their left edge on."""
    wiped = {mark.numbers[0] for mark in marks if mark.kind == WIPE and mark.numbers[3] == layout.tops[-1]}
    return layout.left in wiped


def of_cell(marks: list[Mark], cell: int) -> list[Mark]:
    return [mark for mark in marks if mark.colour == CELL + cell]


def test_rows_lie_where_the_look_has_them() -> None:
    assert DESKTOP.left == 22.0
    assert DESKTOP.length == 336.0 - 22.0 - 8.0
    assert DESKTOP.tops == tuple(64.0 * row for row in range(9))
    assert DESKTOP.zeros[0] == pytest.approx(0.36 * 64, abs=0.5)
    assert DESKTOP.amplitude == pytest.approx(0.26 * 64)
    assert PHONE.step_px == pytest.approx(138 / 330)


@given(layouts)
def test_edges_are_whole_device_pixels_and_no_trace_meets_its_label_or_neighbour(layout: RowLayout) -> None:
    edges = [layout.left, *layout.tops, layout.left + layout.length, layout.end]
    edges += [zero - layout.hairline / 2 for zero in layout.zeros]
    for edge in edges:
        assert edge * layout.ratio == pytest.approx(round(edge * layout.ratio), abs=1e-6)
    assert layout.left + layout.length + states.NOW_PX + SPILL_PX <= layout.end
    for top, zero, bottom in zip(layout.tops, layout.zeros, layout.tops[1:], strict=False):
        assert top <= zero - layout.amplitude * 1.05 - states.H_PX / 2
        assert zero + layout.amplitude * 1.05 + states.H_PX / 2 <= bottom - 14  # CSS px, a label's line


def test_a_canvas_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="wider than 29"):
        lay_out_rows(29.0, 400.0, 1.0)


def test_an_empty_history_is_eight_zero_lines() -> None:
    marks = read(rows_on(PHONE).update(History([]), 0, ()))
    assert afresh(PHONE, marks)
    assert [mark.colour for mark in marks if mark.kind == FILL] == [RULE] * 8
    assert kinds(marks) == {WIPE, CLIP, FILL}


def test_a_repaint_has_fill_edge_line_and_dot_of_each_cell() -> None:
    history = History(swinging(400))
    marks = [read(rows_on(DESKTOP, layer).update(history, 399, ())) for layer in (0, 1)]
    assert all(of_cell(marks[0], cell) == [] for cell in LAYER_2)
    for cell in range(CELLS):
        fill, edge, line, dot = of_cell(marks[cell // UNITS], cell)
        assert (fill.kind, fill.alpha) == (FILL, 0.22)
        assert (edge.kind, edge.width) == (LINE_THROUGH, 0.9)
        assert (line.kind, line.width) == (LINE_THROUGH, 2.25)
        assert (dot.kind, dot.numbers[2]) == (DISC, 3.5)
        right = DESKTOP.left + DESKTOP.length
        assert dot.numbers[0] == pytest.approx(right, abs=0.5)  # within half a device pixel
        assert line.numbers[-2:] == pytest.approx(dot.numbers[:2])
        said = math.sin(0.1 * 399 + cell)
        shown = max(-1.05, min(1.05, 1.15 * said))
        assert dot.numbers[1] == pytest.approx(DESKTOP.zeros[cell % 8] - DESKTOP.amplitude * shown, abs=1e-4)


def test_nothing_new_is_no_marks() -> None:
    history = History(swinging(50))
    rows = rows_on(PHONE)
    assert rows.update(history, 49, {3})
    assert rows.update(history, 49, [3]) == []
    assert rows.update(history, 80, [3]) == []  # beyond the last step is the last step


@given(layouts, st.integers(1, 400), st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_moving_on_covers_the_newest_stretch_with_the_same_points(
    layout: RowLayout, begin: int, growth: list[int]
) -> None:
    (stroke,) = swinging(begin)
    history = History([stroke])
    rows = rows_on(layout)
    rows.update(history, len(history) - 1, ())
    for steps in growth:
        grow(stroke, steps)
        moved = read(rows.update(history, len(history) - 1, ()))
    whole = read(rows_on(layout).update(history, len(history) - 1, ()))
    clips = [mark.numbers for mark in moved if mark.kind == CLIP]
    cut = clips[0][0]
    assert clips[1:] == [()]  # it ends
    for cell in LAYER_1:
        assert cut * layout.ratio == pytest.approx(round(cut * layout.ratio), abs=1e-6)
        old_dot = layout.left + layout.length - growth[-1] * layout.step_px
        assert cut <= max(layout.left, old_dot - 3.5)
        fresh, repainted = of_cell(moved, cell), of_cell(whole, cell)
        assert fresh[-1] == repainted[-1]  # the dot
        fill, whole_fill = fresh[0], repainted[0]
        assert fill.numbers[0] <= max(cut, whole_fill.numbers[0])  # no hole
        new_points = set(zip(fill.numbers[0::2], fill.numbers[1::2], strict=True))
        for x, y in zip(whole_fill.numbers[0::2], whole_fill.numbers[1::2], strict=True):
            if x > cut + 2 * layout.step_px:  # a line may begin between its own points
                assert min(math.dist((x, y), point) for point in new_points) < 1e-6


def test_what_moves_moves_by_whole_device_pixels_that_add_up() -> None:
    (stroke,) = swinging(2)
    history = History([stroke])
    rows = rows_on(PHONE)
    rows.update(history, 1, ())
    moved = 0.0
    for _ in range(100):
        grow(stroke, 2)
        for mark in read(rows.update(history, len(history) - 1, ())):
            if mark.kind == SHIFT:
                assert mark.numbers[4] == int(mark.numbers[4])
                moved += mark.numbers[4]
    assert moved == pytest.approx(200 * PHONE.step_px * PHONE.ratio, abs=1)


def test_a_new_stroke_moves_on_and_an_undone_one_repaints() -> None:
    one, two = swinging(100, 1)
    rows = rows_on(DESKTOP)
    rows.update(History([one]), 99, ())
    assert not afresh(DESKTOP, read(rows.update(History([one, two]), 100, ())))
    assert afresh(DESKTOP, read(rows.update(History([one]), 99, ())))
    assert afresh(DESKTOP, read(rows.update(History([two]), 0, ())))


def test_scrubbing_back_leaping_and_muting_repaint() -> None:
    history = History(swinging(500))
    rows = rows_on(DESKTOP)
    rows.update(history, 400, ())
    for at, muted in ((399, ()), (499, ()), (499, (4,)), (499, ())):
        assert afresh(DESKTOP, read(rows.update(history, at, muted)))


def test_a_muted_row_is_dots_and_stays_so_when_the_others_move() -> None:
    (stroke,) = swinging(100)
    rows = rows_on(PHONE, 1)
    for _ in range(2):
        marks = read(rows.update(History([stroke]), stroke.steps - 1, {3, 9}))
        assert of_cell(marks, 9) == []
        (dots,) = [mark for mark in marks if mark.kind == DOTS]
        y = PHONE.zeros[1]
        assert (dots.colour, dots.width) == (YOU, 3.0)
        assert dots.numbers == (7.0, PHONE.left + 1.5, y, PHONE.left + PHONE.length, y)
        grow(stroke, 2)


def test_strokes_do_not_touch() -> None:
    marks = read(rows_on(DESKTOP).update(History(swinging(100, 100)), 199, ()))
    first, second = [mark for mark in of_cell(marks, 0) if mark.width == states.H_PX]
    assert second.numbers[0] - first.numbers[-2] >= states.STROKE_GAP_PX + states.H_PX


def test_where_there_is_no_log_there_is_no_trace() -> None:
    (stroke,) = swinging(50)
    stroke.log_from = None
    marks = read(rows_on(DESKTOP).update(History([stroke]), 49, ()))
    assert all(of_cell(marks, cell) == [] for cell in range(CELLS))


@pytest.mark.parametrize("layout", [PHONE, DESKTOP])
def test_a_live_frame_is_small(layout: RowLayout) -> None:
    history = drawn(6.0)
    rows = rows_on(layout)
    rows.update(history, 300, ())
    for at in range(302, len(history), 2):
        flat = rows.update(history, at, ())
        marks = read(flat)
        assert len([mark for mark in marks if mark.kind == SHIFT]) == 1  # copying pixels costs most
        assert len(marks) <= 1 + 3 + 5 * 8
        assert len(flat) <= 1300
