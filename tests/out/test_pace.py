"""How fast a drawing is played back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_out.pace import LONGEST_S, pace_of

steps = st.integers(1, 200_000)


def test_what_is_short_is_played_as_it_was_drawn_and_what_is_long_in_as_long_as_said() -> None:
    assert pace_of(600) == (600, 10.0, 1.0)
    assert pace_of(7200) == (7200, LONGEST_S, 6.0)


@given(steps, st.floats(0.0, LONGEST_S + 5))
def test_time_goes_on_and_ends_with_the_last_step(count: int, second: float) -> None:
    pace = pace_of(count)
    assert -1 <= pace.at(second) <= pace.at(second + 0.1) <= count - 1
    assert pace.at(pace.seconds + 1e-6) == count - 1
    assert pace.seconds <= LONGEST_S + 1e-9


@given(steps.flatmap(lambda count: st.tuples(st.just(count), st.integers(0, count - 1))))
def test_a_step_is_there_when_it_is_said_to_be(both: tuple[int, int]) -> None:
    count, step = both
    pace = pace_of(count)
    assert pace.at(pace.when(step) + 1e-9) >= step
    assert pace.when(count - 1) == pytest.approx(pace.seconds)
