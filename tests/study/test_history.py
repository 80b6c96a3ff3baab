from __future__ import annotations

import pytest

from curlicue.packed import ROW_NUMBERS
from curlicue.stroke import Stroke
from curlicue_study.history import SLICE_STEPS, History, forget_old_logs, forget_old_rows
from tests.ink.logs import grow, swinging


def partly_kept(steps: int, kept_from: int) -> Stroke:
    """A stroke whose first steps were drawn by a starter, which keeps no log."""
    (stroke,) = swinging(steps)
    stroke.log_from = kept_from
    stroke.log = stroke.log[ROW_NUMBERS * kept_from :]
    return stroke


def unkept(steps: int) -> Stroke:
    stroke = partly_kept(steps, 0)
    stroke.log_from = None
    stroke.log = stroke.log[:0]
    return stroke


def test_the_oldest_logs_are_forgotten_first_and_the_newest_never() -> None:
    strokes = swinging(5, 3, 4)
    pens = [list(stroke.pens) for stroke in strokes]
    entries = [strokes[0], None, strokes[1], strokes[2]]
    forget_old_logs(entries, 7)
    assert [len(stroke.log) // ROW_NUMBERS for stroke in strokes] == [0, 3, 4]
    assert [stroke.log_from for stroke in strokes] == [None, 0, 0]
    forget_old_logs(entries, 2)
    assert [len(stroke.log) // ROW_NUMBERS for stroke in strokes] == [0, 0, 4]
    assert [list(stroke.pens) for stroke in strokes] == pens
    assert History(strokes).row(0) is None
    forget_old_logs([], 2)


def test_of_a_long_stroke_the_oldest_rows_are_forgotten_a_slice_at_a_time() -> None:
    kept = 50
    (stroke,) = swinging(SLICE_STEPS + kept)
    rows = stroke.log[:]
    forget_old_rows(stroke, kept + 1)
    assert stroke.log == rows
    forget_old_rows(stroke, kept)
    assert stroke.log_from == SLICE_STEPS
    assert stroke.log == rows[ROW_NUMBERS * SLICE_STEPS :]
    history = History([stroke])
    assert history.row(SLICE_STEPS - 1) is None
    assert history.row(SLICE_STEPS) == rows[ROW_NUMBERS * SLICE_STEPS : ROW_NUMBERS * (SLICE_STEPS + 1)]
    assert stroke.steps == SLICE_STEPS + kept
    forget_old_rows(unkept(3), 0)


def test_steps_of_all_strokes_are_numbered_through() -> None:
    strokes = swinging(5, 1, 3)
    history = History(strokes)
    assert len(history) == 9
    assert [history.locate(step) for step in (0, 4, 5, 6, 8)] == [
        (strokes[0], 0),
        (strokes[0], 4),
        (strokes[1], 0),
        (strokes[2], 0),
        (strokes[2], 2),
    ]
    assert [history.start_of(step) for step in (4, 5, 8)] == [0, 5, 6]


@pytest.mark.parametrize("step", [-1, 9])
def test_a_step_that_is_not_there_is_refused(step: int) -> None:
    with pytest.raises(IndexError, match=f"no step {step} in a drawing of 9"):
        History(swinging(5, 4)).locate(step)


def test_an_empty_drawing_has_no_steps() -> None:
    history = History([])
    assert len(history) == 0
    assert history.until(-1) == []


def test_a_history_grows_with_its_last_stroke() -> None:
    strokes = swinging(4, 2)
    history = History(strokes)
    grow(strokes[-1], 3)
    assert len(history) == 9
    assert history.row(8) == strokes[1].log[4 * ROW_NUMBERS :]


def test_a_row_is_kept_from_where_the_log_begins() -> None:
    (whole,) = swinging(6)
    history = History([unkept(3), partly_kept(6, 4)])
    assert [history.row(step) is None for step in range(9)] == [True] * 7 + [False] * 2
    assert history.row(8) == whole.log[5 * ROW_NUMBERS :]


def test_the_drawing_at_a_step_is_what_was_there() -> None:
    strokes = swinging(5, 4)
    strokes[0].lift, strokes[0].end = 3, 5
    history = History(strokes)
    assert history.until(-1) == []
    first = history.until(2)
    assert [stroke.steps for stroke in first] == [3]
    assert not first[0].done
    both = history.until(6)
    assert both[0] is strokes[0]
    assert both[1].pens == strokes[1].pens[:4]
    assert history.until(4)[0].done


def test_pens_and_fingers_of_a_step_and_the_finger_stays_where_it_left() -> None:
    (stroke,) = swinging(6)
    stroke.ticks = stroke.ticks[:9]  # lifted after its third tick
    history = History([stroke])
    assert history.pen(4) == (stroke.pens[8], stroke.pens[9])
    assert history.finger(1) == (2.0, 0.0)
    assert history.finger(5) == history.finger(2) == (4.0, 0.0)
