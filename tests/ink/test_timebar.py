from __future__ import annotations

import itertools
import math
from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.stroke import Stroke
from curlicue_ink.marks import ACCENT, BLANK, DISC, DOTS, FILL, LINE, LINE_THROUGH, TEXT_2, YOU
from curlicue_ink.svg import Mark
from curlicue_ink.timebar import Waves, bin_steps, span_steps, x_of
from curlicue_study.history import History
from tests.ink.logs import grow, swinging
from tests.ink.reading import read

WIDTH = 540.0


def waves(marks: list[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.colour == LINE and mark.kind == LINE_THROUGH]


def bobbing(steps: int, number: int = 1, px: float = 25.0) -> Stroke:
    """The pen goes round the finger once a second."""
    stroke = Stroke(number, "any")
    for k in range(steps):
        stroke.pens.extend((k, 50.0 + px * math.sin(math.tau * k / 60)))
        stroke.ticks.extend((k, 50.0, 0.5))
    return stroke


@given(st.integers(0, 200_000), st.integers(0, 200_000))
def test_a_span_has_room_and_only_grows(one: int, other: int) -> None:
    assert span_steps(one) * 0.95 >= one
    if one <= other:
        assert span_steps(one) <= span_steps(other)
    if one > 480:
        assert one > 0.95 / 1.5 * span_steps(one) - 2  # never mostly empty


def test_the_bar_and_the_thumb_of_a_range_input_agree() -> None:
    assert x_of(0, 480, WIDTH) == 12.0
    assert x_of(480, 480, WIDTH) == WIDTH - 12.0
    assert x_of(240, 480, WIDTH) == WIDTH / 2


def test_one_loop_is_one_wave_and_up_is_above_the_finger() -> None:
    stroke = bobbing(60)
    marks = read(Waves(WIDTH).update(History([stroke]), 59))
    assert marks[0].kind == BLANK
    (wave,) = waves(marks)
    heights = [20.0 - y for y in wave.numbers[1::2]]
    assert max(heights) == pytest.approx(15 * math.tanh(25 / 32), abs=0.01)
    assert heights.index(min(heights)) == 15  # y grows downwards: the pen goes below the finger first
    assert heights.index(max(heights)) == 45
    assert [mark.width for mark in waves(marks)] == [1.75]


def test_ticks_each_second_on_whole_pixels_then_seldomer() -> None:
    marks = read(Waves(WIDTH).update(History([bobbing(60)]), 59))
    ticks = [mark for mark in marks if mark.kind == FILL and mark.colour == TEXT_2]
    assert len(ticks) == 9
    assert all(x == int(x) for tick in ticks for x in tick.numbers[0::2])
    long = read(Waves(200.0).update(History([bobbing(36_000)]), 0))
    places = [mark.numbers[0] for mark in long if mark.kind == FILL and mark.colour == TEXT_2]
    assert all(later - earlier >= 11 for earlier, later in itertools.pairwise(places))


def test_the_cursor_parts_ink_from_what_is_pale() -> None:
    history = History([bobbing(200), bobbing(200, 2)])
    bar = Waves(WIDTH)
    marks = read(bar.update(history, 100))
    x = x_of(100, 480, WIDTH)
    line, dot = [mark for mark in marks if mark.colour == ACCENT]
    assert line.numbers == (x, 4.0, x, 40.0)
    assert (dot.kind, dot.numbers) == (DISC, (x, 20.0, 7.0))
    ink, pale, second = waves(marks)
    assert (ink.alpha, pale.alpha, second.alpha) == (1.0, 0.25, 0.25)
    assert ink.numbers[-2] <= x < pale.numbers[0]
    assert pale.numbers[-2] < second.numbers[0]  # a stroke each
    assert bar.update(history, 100) == []
    (first, last) = [mark for mark in read(bar.update(history, 399)) if mark in waves([mark])]
    assert first.alpha == last.alpha == 1.0


def test_what_is_to_come_is_dots_that_keep_their_places() -> None:
    stroke = bobbing(100)
    bar = Waves(WIDTH)
    starts = set()
    for _ in range(50):
        marks = read(bar.update(History([stroke]), stroke.steps - 1))
        (dots,) = [mark for mark in marks if mark.kind == DOTS]
        assert dots.colour == YOU
        assert dots.numbers[1] > x_of(stroke.steps - 1, 480, WIDTH) + 7
        starts.add((dots.numbers[1] - (WIDTH - 12)) % 7.0)
        grow(stroke, 1)
    assert all(min(start, 7 - start) < 1e-9 for start in starts)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=6), st.sampled_from([200.0, 540.0]))
def test_growing_step_by_step_paints_what_is_painted_at_once(growth: list[int], width: float) -> None:
    stroke = swinging(5)[0]
    bar = Waves(width)
    for steps in growth:
        bar.update(History([stroke]), stroke.steps - 1)
        grow(stroke, steps)
    history = History([stroke])
    assert bar.update(history, len(history) - 1) == Waves(width).update(history, len(history) - 1)


class Counted(array):  # type: ignore[type-arg]  # 3.11 has no array[float]
    """Numbers that count how many of them were read."""

    read = 0

    def __getitem__(self, place: Any) -> Any:
        self.read += 1
        return super().__getitem__(place)


def test_a_new_scale_reads_no_old_step_again() -> None:
    steps = 5500
    whole = bobbing(2 * steps)
    stroke = bobbing(steps)
    stroke.pens = Counted("d", stroke.pens)
    bar = Waves(WIDTH)
    bar.update(History([stroke]), steps - 1)
    before = stroke.pens.read
    stroke.ticks.extend(whole.ticks[3 * steps :])
    stroke.pens.extend(whole.pens[2 * steps :])
    assert bin_steps((WIDTH - 24) / span_steps(stroke.steps)) > bin_steps((WIDTH - 24) / span_steps(steps))
    assert bar.update(History([stroke]), 0) == Waves(WIDTH).update(History([whole]), 0)
    assert before <= steps
    assert stroke.pens.read - before <= 1.02 * steps  # those that are new, and a bin's


def test_undo_takes_the_wave_back() -> None:
    one, two, three = bobbing(100), bobbing(100, 2), bobbing(80, 3, px=5.0)
    bar = Waves(WIDTH)
    bar.update(History([one, two]), 199)
    assert bar.update(History([one, three]), 179) == Waves(WIDTH).update(History([one, three]), 179)
    assert waves(read(bar.update(History([]), 0))) == []


def test_ten_minutes_are_no_more_points_than_the_bar_has_room_for() -> None:
    history = History([bobbing(36_000)])
    assert len(Waves(WIDTH).update(history, 35_999)) < 4 * WIDTH / 0.75
