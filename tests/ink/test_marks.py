from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curlicue_ink import marks as kinds
from curlicue_ink.marks import ACCENT, LINE, PALETTE, YOU, add
from curlicue_ink.svg import Mark
from tests.ink.reading import read

finite = st.floats(-1e4, 1e4)
any_marks = st.lists(
    st.builds(Mark, st.integers(0, 5), st.integers(0, 2), st.floats(0, 1), finite, st.lists(finite).map(tuple))
)


@given(any_marks)
def test_marks_come_back_one_by_one_as_they_were_added(wanted: list[Mark]) -> None:
    marks: list[float] = []
    for mark in wanted:
        add(marks, mark.kind, mark.colour, mark.alpha, mark.width, list(mark.numbers))
    assert read(marks) == wanted


def test_kinds_cannot_be_mistaken_for_one_another_and_colours_name_the_looks_tokens() -> None:
    names = [
        "BLANK",
        "INK",
        "ERASE",
        "UNDER_LINE",
        "UNDER_DISC",
        "DISC",
        "LINE_THROUGH",
        "FILL",
        "CIRCLE",
        "DOTS",
        "BEZIER",
        "WIPE",
        "SHIFT",
        "CLIP",
        "RING",
        "SMOOTH_FILL",
        "SMOOTH_LINE",
    ]
    assert sorted(getattr(kinds, name) for name in names) == list(range(len(names)))
    assert [PALETTE[colour] for colour in (LINE, YOU, ACCENT)] == ["line", "you", "accent"]
