from __future__ import annotations

import itertools
import math

import pytest

from curlicue.stroke import Stroke
from curlicue_ink.marks import (
    ACCENT,
    BLANK,
    CELL,
    CIRCLE,
    DISC,
    INK,
    LINE,
    RING,
    SHEET_COLOUR,
    SMOOTH_FILL,
    SMOOTH_LINE,
    UNDER_DISC,
    YOU,
)
from curlicue_ink.placing import Placing, place
from curlicue_ink.ribbons import (
    CHUNK_STEPS,
    PAGE_SHARE,
    PHONE_LINES,
    SPARE_STEPS,
    Fixed,
    Look,
    RibbonPaper,
    known_end,
    lines_for,
    paint_finger,
)
from curlicue_ink.stretch import Stretch
from curlicue_ink.svg import Mark
from curlicue_ink.tints import TINT, ink_tint
from curlicue_study.history import History
from tests.ink.logs import drawn, grow, swinging
from tests.ink.reading import ALL, from_scratch, on_canvas, read

EVERY = Look(tuple(range(16)))
SIZE = (690.0, 480.0)


def whole(history: History, look: Look = EVERY) -> list[Mark]:
    marks, complete = RibbonPaper(*SIZE).update(history, len(history) - 1, look, ALL)
    assert complete
    return read(marks)


def first_line(marks: list[Mark]) -> Mark:
    return next(mark for mark in marks if mark.colour == LINE and mark.kind == SMOOTH_LINE)


def done(history: History) -> History:
    """The same drawing after its pen came to rest."""
    for stroke in history.strokes:
        stroke.lift = stroke.end = stroke.steps
    return history


def test_a_chunk_is_a_rim_then_stripes_the_outermost_first_then_what_they_say_then_the_line() -> None:
    marks = whole(done(drawn(4.0)))
    assert marks[0].kind == BLANK
    chunk = [(mark.kind, mark.colour) for mark in marks[1:37]]
    rims, stripes, says, line = chunk[:2], chunk[2:18], chunk[18:34], chunk[34:]
    assert rims == [(SMOOTH_FILL, SHEET_COLOUR)] * 2
    assert stripes == [(SMOOTH_FILL, TINT + cell) for cell in range(15, -1, -1)]
    assert says == [(SMOOTH_LINE, CELL + cell) for cell in range(16)]
    assert line == [(SMOOTH_LINE, SHEET_COLOUR), (SMOOTH_LINE, LINE)]
    assert (len(marks) - 1) % 36 == 0
    assert {mark.alpha for mark in marks} == {1.0}  # nothing blends


def test_chunks_overlap_and_reach_from_the_first_step_to_the_last() -> None:
    history = done(drawn(4.0))
    last = len(history)
    lines = [mark.numbers for mark in whole(history) if mark.colour == LINE and mark.kind == SMOOTH_LINE]
    for before, after in itertools.pairwise(lines):
        assert after[:2] in list(zip(before[0::2], before[1::2], strict=True))[:-3]
    placing = place(history, last, *SIZE, 1.0)
    assert lines[0][:2] == placing.at(*history.pen(placing.first))
    assert lines[-1][-2:] == placing.at(*history.pen(last - 1))


def test_only_the_chosen_have_ribbons_and_ink_shows_a_number() -> None:
    history = done(drawn(3.0))
    marks = whole(history, Look((2, 10), 10))
    assert {mark.colour for mark in marks if mark.kind == SMOOTH_FILL} == {SHEET_COLOUR, TINT + 2, TINT + 10}
    assert not [mark for mark in marks if mark.colour == LINE and mark.kind == SMOOTH_LINE]
    inks = {mark.colour for mark in marks if mark.colour >= ink_tint(0, 0)}
    assert inks
    assert inks <= {ink_tint(10, level) for level in range(6)}


def test_live_it_grows_by_chunks_a_few_steps_behind_the_pen() -> None:
    (stroke,) = swinging(200)
    overlay = RibbonPaper(*SIZE)
    overlay.update(History([stroke]), 199, EVERY, ALL)
    painted = 0
    for _ in range(20):
        grow(stroke, 2)
        marks, complete = overlay.update(History([stroke]), stroke.steps - 1, EVERY, ALL)
        assert complete
        found = read(marks)
        assert not found or found[0].kind != BLANK
        painted += len(found)
    assert painted == 36 * 10


def test_the_live_end_thins_out_to_the_pen_and_joins_what_is_kept() -> None:
    history = drawn(5.0)
    for at in range(len(history) - 9, len(history)):
        overlay = RibbonPaper(*SIZE)
        kept = read(overlay.update(history, at, EVERY, ALL)[0])
        end = read(overlay.tail())
        placing = place(history, at + 1, *SIZE, PAGE_SHARE)
        lines = [mark.numbers for mark in end if mark.colour == LINE and mark.kind == SMOOTH_LINE]
        before = [mark.numbers for mark in kept if mark.colour == LINE and mark.kind == SMOOTH_LINE][-1]
        assert lines[0][0] in before[0::2]  # no hole
        pen = placing.at(*history.pen(at))
        assert math.dist(lines[-1][-2:], pen) < 1.0
        says = [mark.numbers for mark in end[-36:] if CELL <= mark.colour < CELL + 16]
        assert len(says) == 16
        for numbers in says:  # the ribbons have no width left at the pen
            assert math.dist(numbers[-2:], pen) < lines_for(SIZE[0], EVERY).base + 1.0
            assert math.dist(numbers[:2], lines[-1][:2]) > lines_for(SIZE[0], EVERY).base
        assert overlay.tail() == overlay.tail()


def test_a_stroke_that_is_whole_has_no_live_end() -> None:
    history = done(drawn(4.0))
    overlay = RibbonPaper(*SIZE)
    overlay.update(history, len(history) - 1, EVERY, ALL)
    assert overlay.tail() == []
    overlay.update(history, len(history) - 30, EVERY, ALL)  # at an earlier moment it has one
    assert overlay.tail()
    overlay.update(History([]), -1, EVERY, ALL)
    assert overlay.tail() == []


def test_live_and_in_slices_paint_what_one_go_paints() -> None:
    history = drawn(5.0)
    at = len(history) - 1
    live, sliced = RibbonPaper(*SIZE), RibbonPaper(*SIZE)
    found: list[float] = []
    complete = False
    rounds = 0
    while not complete:
        marks, complete = sliced.update(history, at, EVERY, 4)
        found += marks
        rounds += 1
    assert rounds > 4
    assert live.update(history, at, EVERY, ALL) == (found, True)
    assert live.update(history, at, EVERY, ALL) == ([], True)


def test_it_is_placed_anew_when_the_pen_leaves_it_and_when_the_drawing_is_done() -> None:
    (stroke,) = swinging(300)
    history = History([stroke])
    overlay = RibbonPaper(*SIZE)
    overlay.update(history, 299, EVERY, ALL)
    cleared = 0
    for _ in range(150):
        grow(stroke, 2)
        marks, _ = overlay.update(history, len(history) - 1, EVERY, ALL)
        cleared += sum(mark.kind == BLANK for mark in read(marks))
    assert 1 <= cleared <= 6
    marks, _ = overlay.update(done(history), len(history) - 1, EVERY, ALL)
    assert read(marks)[0].kind == BLANK
    assert overlay.update(history, len(history) - 1, EVERY, ALL) == ([], True)


def test_a_jump_back_starts_again_where_it_was_and_finishes_what_is_under_way_first() -> None:
    history = done(drawn(5.0))
    last = len(history) - 1
    overlay = RibbonPaper(*SIZE)
    first, _ = overlay.update(history, last, EVERY, 10)
    assert read(first)[0].kind == BLANK
    marks, complete = overlay.update(history, last - 40, EVERY, 10)  # under way: goes on to the last step
    assert not complete
    assert read(marks)[0].kind != BLANK
    while not complete:
        marks, complete = overlay.update(history, last - 40, EVERY, 10)
    line = first_line(on_canvas(read(first)))
    again = read(overlay.update(history, last - 60, EVERY, ALL)[0])
    assert again[0].kind == BLANK
    assert first_line(again) == line


def test_nothing_drawn_is_an_empty_canvas_and_undo_wipes() -> None:
    overlay = RibbonPaper(*SIZE)
    assert [mark.kind for mark in read(overlay.update(History([]), -1, EVERY, ALL)[0])] == [BLANK]
    strokes = swinging(200, 120)
    overlay.update(History(strokes), 319, EVERY, ALL)
    marks = read(overlay.update(History(strokes[:1]), 199, EVERY, ALL)[0])
    assert marks[0].kind == BLANK
    assert len(marks) > 36
    assert [mark.kind for mark in read(overlay.update(History([]), -1, EVERY, ALL)[0])] == [BLANK]
    overlay.blank()
    assert [mark.kind for mark in read(overlay.update(History([]), -1, EVERY, ALL)[0])] == [BLANK]


def test_strokes_without_a_log_have_no_ribbons() -> None:
    (bare,) = swinging(150)
    bare.log_from = None
    assert [mark.kind for mark in whole(History([bare]))] == [BLANK]


def test_an_end_is_known_when_the_pen_rests_or_will_draw_on_for_a_second() -> None:
    stroke: Stroke
    (stroke,) = swinging(100)
    assert known_end(stroke) is None
    stroke.lift, stroke.end = 90, 114
    assert known_end(stroke) is None
    stroke.end = 200
    assert known_end(stroke) == 200
    stroke.halted = True
    assert known_end(stroke) == 100


ON_SHEET = Fixed(Placing(0, 1.0, 0.0, 0.0, 28.0, 1), PHONE_LINES, 1.0)


def fixed(history: History, at: int | None = None, how: Fixed = ON_SHEET) -> list[Mark]:
    overlay = RibbonPaper(*SIZE, how)
    marks, complete = overlay.update(history, len(history) - 1 if at is None else at, EVERY, ALL)
    assert complete
    return read(marks + overlay.tail())


def lines_of(marks: list[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.colour == LINE and mark.kind == SMOOTH_LINE]


def test_fixed_all_of_a_drawing_lies_where_it_was_drawn_times_the_scale() -> None:
    history = done(drawn(4.0))
    for scale, dx, dy in ((1.0, 0.0, 0.0), (3.0, 5.0, -7.0)):
        placing = Placing(0, scale, dx, dy, 28.0, 1)
        lines = lines_of(fixed(history, how=Fixed(placing, PHONE_LINES)))
        assert lines[0].numbers[:2] == placing.at(*history.pen(0))
        assert lines[-1].numbers[-2:] == placing.at(*history.pen(len(history) - 1))


def test_fixed_the_next_stroke_is_added_and_nothing_is_painted_again() -> None:
    first, second = swinging(200, 120)
    overlay = RibbonPaper(*SIZE, ON_SHEET)
    overlay.update(done(History([first])), 199, EVERY, ALL)
    marks, _ = overlay.update(done(History([first, second])), 319, EVERY, ALL)
    found = read(marks)
    assert found
    assert BLANK not in {mark.kind for mark in found}
    assert len(lines_of(found)) == -(-119 // CHUNK_STEPS)


def test_fixed_a_tap_leaves_a_dot_and_nothing_is_painted_again() -> None:
    first, tap = swinging(200, 12)
    done(History([first]))
    overlay = RibbonPaper(*SIZE, ON_SHEET)
    overlay.update(History([first, tap]), 211, EVERY, ALL)
    dot = tap.dot()
    found = read(overlay.update(History([first, dot]), 200, EVERY, ALL)[0])
    assert [(mark.kind, mark.colour) for mark in found if mark.kind == DISC] == [(DISC, LINE)]
    assert BLANK not in {mark.kind for mark in found}
    undone = read(overlay.update(History([first]), 199, EVERY, ALL)[0])
    assert undone[0].kind == BLANK
    assert len(undone) > 36


def test_fixed_a_line_whose_memories_are_not_kept_stays_a_rope() -> None:
    history = done(History(swinging(200)))
    (stroke,) = history.strokes
    stroke.planned = 0
    stroke.forget_log()
    rope = [mark for mark in from_scratch([stroke]) if mark.kind != BLANK]
    found = fixed(history)
    assert found[0].kind == BLANK
    assert found[1:] == rope
    enlarged = fixed(history, how=ON_SHEET._replace(placing=Placing(0, 3.0, 5.0, -7.0, 48.0, 1)))[1:]
    assert [mark.width for mark in enlarged] == [3.0 * mark.width for mark in rope]
    for mark, plain in zip(enlarged, rope, strict=True):
        assert mark.numbers[:2] == (3.0 * plain.numbers[0] + 5.0, 3.0 * plain.numbers[1] - 7.0)
        assert plain.kind != UNDER_DISC or mark.numbers[2] == 3.0 * plain.numbers[2]
    assert fixed(history, how=ON_SHEET._replace(rope=None))[1:] == []


def test_fixed_ribbons_begin_where_the_starter_stopped() -> None:
    (stroke,) = swinging(100)
    stroke.forget_log()
    overlay = RibbonPaper(*SIZE, ON_SHEET)
    history = History([stroke])
    before = read(overlay.update(history, 99, EVERY, ALL)[0] + overlay.tail())
    assert {mark.kind for mark in before} == {BLANK, *{mark.kind for mark in from_scratch([stroke])}}
    grow(stroke, 80)
    assert stroke.log_from == 100
    after = read(overlay.update(history, 179, EVERY, ALL)[0])
    assert BLANK not in {mark.kind for mark in after}
    ribbons = lines_of(after)
    assert ribbons[0].numbers[:2] == pytest.approx((stroke.pens[200], stroke.pens[201]), abs=0.1)
    last_rope = [mark for mark in after if mark.kind == INK]
    assert last_rope[-1].numbers[-2] >= stroke.pens[200] - 2.0  # no hole


def test_fixed_another_moment_cuts_rope_and_ribbons() -> None:
    bare, kept = swinging(100, 100)
    bare.forget_log()
    history = done(History([bare, kept]))
    bare.planned = 0
    for at in (50, 150):
        found = fixed(history, at)
        lines = [mark for mark in found if mark.kind in (INK, SMOOTH_LINE) and mark.colour == LINE]
        assert lines[-1].numbers[-2:] == pytest.approx(history.pen(at), abs=0.5)
        assert bool(lines_of(found)) == (at == 150)


def test_fixed_a_long_line_is_laid_out_and_let_go_of_and_painted_the_same() -> None:
    (stroke,) = swinging(30)
    overlay = RibbonPaper(*SIZE, ON_SHEET)
    found: list[float] = []
    for _ in range(200):
        grow(stroke, 9)
        found += overlay.update(History([stroke]), stroke.steps - 1, EVERY, ALL)[0]
    (piece,) = overlay._pieces
    assert isinstance(piece, Stretch)
    assert len(piece.taper) < SPARE_STEPS + 50
    assert piece.first + piece.painted > 1700
    stroke.lift = stroke.end = stroke.steps
    found += overlay.update(History([stroke]), stroke.steps - 1, EVERY, ALL)[0]
    assert overlay._pieces == []
    again = lines_of(fixed(History([stroke])))
    live = lines_of(read(found))
    assert [mark.numbers for mark in live[:400]] == [mark.numbers for mark in again[:400]]


def test_fixed_a_log_that_goes_while_it_is_painted_is_missed_by_nobody() -> None:
    first, second = swinging(200, 100)
    history = done(History([first, second]))
    overlay = RibbonPaper(*SIZE, ON_SHEET)
    overlay.update(history, 299, EVERY, 10)
    first.forget_log()
    marks, complete = overlay.update(history, 299, EVERY, ALL)
    assert complete
    assert lines_of(read(marks))[-1].numbers[-2:] == history.pen(299)


def test_the_finger_over_a_picture_has_its_nib_and_its_ring_there() -> None:
    (stroke,) = swinging(40)
    placing = Placing(0, 3.0, 5.0, -7.0, 48.0, 1)
    found = read(paint_finger(stroke, placing, []))
    assert [(mark.kind, mark.colour) for mark in found[1:]] == [
        (DISC, SHEET_COLOUR),
        (DISC, ACCENT),
        (CIRCLE, SHEET_COLOUR),
        (RING, YOU),
    ]
    assert found[0].kind == BLANK
    assert [mark.numbers[:2] for mark in found[1:3]] == [placing.at(*stroke.pens[-2:])] * 2
    assert [mark.numbers[:2] for mark in found[3:]] == [placing.at(*stroke.ticks[-3:-1])] * 2
    stroke.lift, stroke.end = 40, 60
    assert [mark.kind for mark in read(paint_finger(stroke, placing, []))] == [BLANK, DISC, DISC]
    assert [mark.kind for mark in read(paint_finger(None, placing, []))] == [BLANK]


def test_where_the_pen_hardly_moves_no_band_lies_on_the_line_before_it() -> None:
    (stroke,) = swinging(200)
    for step in range(100, 200):
        stroke.pens[2 * step] = stroke.pens[198] + 0.3 * (step - 99)
        stroke.pens[2 * step + 1] = stroke.pens[199]
    slow = fixed(done(History([stroke])))
    bands = [mark for mark in slow if mark.kind == SMOOTH_LINE and mark.colour == SHEET_COLOUR]
    for band, line in zip(bands[4:], lines_of(slow)[4:], strict=True):
        assert math.dist(band.numbers[:2], line.numbers[:2]) >= band.width / 2
