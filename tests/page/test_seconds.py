from __future__ import annotations

import pytest

from curlicue_page.seconds import MOST_SIGNS, written


@pytest.mark.parametrize(
    ("step", "text"),
    [(-1, "0.0 s"), (0, "0.0 s"), (90, "1.5 s"), (59_994, "999.9 s"), (59_998, "1000 s"), (60_030, "1000 s")],
)
def test_a_moment_is_written_to_the_tenth_while_there_is_room(step: int, text: str) -> None:
    assert written(step) == text


def test_no_moment_of_a_day_needs_more_room() -> None:
    assert max(len(written(step)) for step in range(0, 24 * 3600 * 60, 97)) == MOST_SIGNS
