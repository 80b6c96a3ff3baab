"""Ink in fewer paths is the same ink."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curlicue_ink.joined import WITHIN_PX, joined
from curlicue_ink.marks import ERASE, INK, LINE, YOU, add
from curlicue_ink.rope import Paper
from curlicue_ink.svg import Mark
from curlicue_ink.svg import read as one_by_one
from tests.ink.logs import drawn
from tests.ink.reading import ALL, read

Segment = tuple[tuple[float, ...], int, float]  # a segment's numbers, its colour, its width


def segments(marks: list[Mark]) -> list[Segment]:
    """The segments of all ink, in order."""
    return [
        (mark.numbers[k : k + 6], mark.colour, mark.width)
        for mark in marks
        if mark.kind == INK
        for k in range(0, len(mark.numbers) - 2, 4)
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from([INK, ERASE]), st.sampled_from([LINE, YOU]), st.floats(1, 3), st.booleans()),
        max_size=30,
    )
)
def test_every_segment_stays_in_its_place_and_nearly_as_wide(some: list[tuple[int, int, float, bool]]) -> None:
    marks: list[float] = []
    at = 0.0
    for kind, colour, width, jumps in some:
        at += jumps
        add(marks, kind, colour, 1.0, width, [at, 0.0, at + 1, 5.0, at + 2, 0.0])
        at += 2
    before, after = list(one_by_one(marks)), list(joined(marks))
    assert [mark for mark in after if mark.kind != INK] == [mark for mark in before if mark.kind != INK]
    for one, other in zip(segments(before), segments(after), strict=True):
        assert one[:2] == other[:2]
        assert abs(one[2] - other[2]) <= WITHIN_PX / 2 + 1e-9


def test_a_line_becomes_a_third_of_its_paths() -> None:
    marks, _ = Paper().update(list(drawn(4).strokes), 1.0, ALL)
    assert len(list(joined(marks))) < len(read(marks)) / 3
