"""What a reader drew, made ready to be taught: whatever it is, a line or a reason comes of it."""

from __future__ import annotations

import cmath
import math
import random
import statistics
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.stroke import STEPS_PER_S, Sample
from curlicue_hands.recorded import TYPICAL_SPEED_PX
from curlicue_teach.likeness import Likeness, likeness
from curlicue_teach.reasons import Code, Reason
from curlicue_teach.strokes import (
    LINE_S,
    MOST_STEPS,
    Lesson,
    Movements,
    facing_ahead,
    read,
    spliced,
    trim,
)
from tests.teach.drawings import RATE_HZ, circles, lesson_of, samples, turning, waves

anything = st.floats(allow_nan=True, allow_infinity=True)
hostile = st.lists(st.lists(st.builds(Sample, anything, anything, anything, anything), max_size=12), max_size=8)
jumpy = st.lists(
    st.lists(st.builds(Sample, st.floats(-2e3, 2e3), st.floats(-2e3, 2e3), st.floats(0, 8), st.just(0.5)), max_size=30),
    max_size=6,
)


def whole(strokes: list[list[Sample]]) -> Movements | None:
    """All the way to the line, if there is one: finite numbers, as many as there should be."""
    lesson = read(strokes)
    if isinstance(lesson, Reason):
        assert math.isfinite(lesson.found)
        return None
    like = likeness(lesson.strokes)
    assert math.isfinite(like.memory if isinstance(like, Likeness) else like.found)
    line = spliced(lesson, random.Random(1))
    assert len(line) == round(LINE_S * STEPS_PER_S)
    assert all(cmath.isfinite(v) for v in line)
    assert math.isfinite(lesson.speed_px)
    assert 0.0 <= lesson.travel <= 1.0 + 1e-9
    return line


@given(hostile)
def test_hostile_strokes_end_in_a_reason_or_a_line(strokes: list[list[Sample]]) -> None:
    whole(strokes)


@settings(max_examples=40)
@given(jumpy)
def test_wild_strokes_do_too(strokes: list[list[Sample]]) -> None:
    whole([sorted(stroke, key=lambda sample: sample.t) for stroke in strokes])


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        [[]],
        [[Sample(5.0, 5.0, 0.0, 0.5)]],
        [[Sample(5.0, 5.0, k / 60, 0.5) for k in range(6000)]],
        [[Sample(float(k % 2), 0.0, 0.0, 0.5) for k in range(1000)]],
        [[Sample(math.nan, 0.0, k / 60, 0.5) for k in range(600)]],
    ],
    ids=["none", "empty", "one point", "standing still", "no time", "not a number"],
)
def test_what_is_no_drawing_is_too_short(strokes: list[list[Sample]]) -> None:
    reason = read(strokes)
    assert isinstance(reason, Reason)
    assert reason.code is Code.TOO_SHORT
    assert reason.found == 0.0


def test_seconds_are_those_that_move() -> None:
    stood = samples([0j] * round(4 * RATE_HZ))
    reason = read([[*stood, *samples([3.0 * k for k in map(complex, range(180))], began_s=4.0)]])
    assert isinstance(reason, Reason)
    assert reason.found == pytest.approx(2.0, abs=0.1)
    assert lesson_of(circles(5)).seconds == pytest.approx(6.0, abs=0.2)


def test_straight_lines_have_nothing_to_learn_however_they_tremble() -> None:
    rng = random.Random(1)
    for tremor in (0.0, 0.5):
        line = [complex(2.0 * k, 0.0) + complex(rng.gauss(0, tremor), rng.gauss(0, tremor)) for k in range(400)]
        reason = read([samples(line)] * 2)
        assert isinstance(reason, Reason)
        assert reason.code is Code.STRAIGHT
        assert reason.found > reason.limit


def test_what_moves_evenly_has_nothing_to_learn() -> None:
    reason = likeness([(2.0 + 0j,) * 400])
    assert isinstance(reason, Reason)
    assert reason.code is Code.EVEN


def test_dashes_are_too_brief() -> None:
    dashes = [samples([complex(3.0 * k, k * k / 3) for k in range(16)])] * 60
    reason = likeness(lesson_of(dashes).strokes)
    assert isinstance(reason, Reason)
    assert reason.code is Code.TOO_BRIEF
    assert reason.found < reason.limit
    assert whole(dashes) is not None


def test_ten_minutes_and_a_thousand_strokes_are_done_soon() -> None:
    began = time.process_time()
    assert whole(circles(1000)) is not None
    assert whole([samples([cmath.rect(40.0, k / 15) for k in range(round(20 * 60 * RATE_HZ))])]) is not None
    asleep = [Sample(float(k), 0.0, 1e6 * k, 0.5) for k in range(3000)]  # each gap counts as 10 s
    whole([asleep] * 20)
    assert time.process_time() - began < 60.0, "hangs"


@pytest.mark.parametrize(("strokes", "minutes"), [(1, 11), (22, 0.5)])
def test_only_the_first_ten_minutes_count(strokes: int, minutes: float) -> None:
    long = samples([cmath.rect(40.0, k / 15) for k in range(round(minutes * 60 * RATE_HZ))])
    assert lesson_of([long] * strokes).seconds == pytest.approx(MOST_STEPS / STEPS_PER_S, abs=0.5)


def test_touches_do_not_count() -> None:
    touches = [samples([complex(3.0 * k) for k in range(9)])] * 50  # of 5 steps each
    assert lesson_of([*circles(5), *touches]) == lesson_of(circles(5))


@pytest.mark.parametrize("radius", [20.0, 30.0, 80.0])
def test_strokes_are_brought_to_the_loops_speed(radius: float) -> None:
    assert lesson_of(circles(6, radius)).speed_px == pytest.approx(TYPICAL_SPEED_PX, rel=0.05)


def test_slow_ends_are_trimmed_and_no_more_than_a_fifth() -> None:
    stroke = (0.5 + 0j,) * 5 + (3.0 + 0j,) * 50 + (1.0 + 0j,) * 4
    assert trim(stroke) == (3.0 + 0j,) * 50
    assert len(trim((0.1 + 0j,) * 45 + (3.0 + 0j,) * 55)) == 80
    assert trim((2.0 + 0j,) * 9) == (2.0 + 0j,) * 9
    slowly = [complex(k * k / 90.0) if k < 90 else complex(90.0 + 2.0 * (k - 90)) for k in range(400)]
    wavy = [at + 9j * math.sin(at.real / 9.0) for at in slowly]
    (trimmed,) = lesson_of([samples(wavy)]).strokes
    assert len(trimmed) < 0.9 * len(slowly)
    assert abs(trimmed[0]) > 0.45 * statistics.median(map(abs, trimmed))


def test_circles_are_closed_and_waves_travel() -> None:
    assert lesson_of(circles(5)).closed
    assert not lesson_of(waves(2)).closed


@given(st.floats(-math.pi, math.pi))
def test_what_travels_is_turned_to_its_way(angle: float) -> None:
    ahead = facing_ahead(lesson_of(waves(2, angle)).strokes[0])
    assert ahead == pytest.approx(facing_ahead(lesson_of(waves(2)).strokes[0]), abs=1e-6)
    assert abs(cmath.phase(sum(ahead))) < 0.1


def test_a_bend_is_followed() -> None:
    """A wave along a quarter of a circle faces ahead all along, not only as a whole."""
    bent = tuple(cmath.rect(3.0, math.pi / 2 * k / 600) * (1 + 0.8j * math.cos(k / 6)) for k in range(600))
    ahead = facing_ahead(bent)
    for at in range(0, 600, 100):
        assert abs(cmath.phase(sum(ahead[at : at + 100]))) < 0.2


@pytest.mark.parametrize(
    "strokes",
    [circles(5, turns=1.1, anywhere=False), circles(5, hz=1.7, way=-1, turns=1.1, anywhere=False), waves(3, 2.0)],
    ids=["round", "the other way", "waves"],
)
def test_a_spliced_line_has_no_jump_much_beyond_its_strokes_own(strokes: list[list[Sample]]) -> None:
    lesson = lesson_of(strokes)
    assert jump(spliced(lesson, random.Random(3))) <= 2.2 * max(map(jump, lesson.strokes))


rounds = st.builds(turning, st.floats(0.15, 3), st.floats(-2, 2), st.floats(1, 9))


@settings(max_examples=30)
@given(st.lists(rounds, min_size=1, max_size=5), st.integers())
def test_a_joint_is_faded_over_seven_steps(strokes: list[Movements], seed: int) -> None:
    """Whatever meets, a step of the fade adds less than a quarter of how far the two are apart."""
    lesson = Lesson(tuple(stroke for stroke in strokes if len(stroke) >= 12) or (turning(2.0),), 3.0, 3.0, 0.0)
    fastest = max(abs(v) for stroke in lesson.strokes for v in stroke)
    line = spliced(lesson, random.Random(seed), 10.0)
    own = max(jump(stroke) for stroke in lesson.strokes)
    assert max(map(abs, line)) <= fastest + 1e-9
    assert jump(line) <= own + 0.25 * 2.0 * fastest


def test_a_corner_stays_and_a_bend_at_a_joint_goes() -> None:
    """Two straight strokes: 90 degrees apart they still are, 40 degrees apart no longer."""
    for degrees, kept in ((90.0, True), (40.0, False)):
        strokes = ((3.0 + 0j,) * 30, (cmath.rect(3.0, math.radians(degrees)),) * 30)
        line = spliced(Lesson(strokes, 3.0, 3.0, 0.0), random.Random(2), 5.0)
        apart = {round(abs(math.degrees(cmath.phase(v / line[0])))) for v in line}
        assert (len(apart) > 1) is kept


def test_the_same_seed_gives_the_same_line() -> None:
    lesson = lesson_of(circles(7))
    assert spliced(lesson, random.Random(4)) == spliced(lesson, random.Random(4))
    assert spliced(lesson, random.Random(4)) != spliced(lesson, random.Random(5))


def jump(line: Movements) -> float:
    return max(abs(b - a) for a, b in pairwise(line))
