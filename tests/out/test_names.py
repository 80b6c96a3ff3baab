"""Names of files: whatever a hand is called, every system takes them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_out.names import file_name
from curlicue_out.strokes import goes_somewhere, line_of, points_of
from tests.micropython.runner import compute_in_micropython

DAY = "2026-11-30"


@pytest.mark.parametrize(
    ("hand", "more", "name"),
    [
        ("waves", "", "curlicue-waves-2026-11-30.svg"),
        ("waves", "a4", "curlicue-waves-2026-11-30-a4.svg"),
        ("Anna’s 2nd swing", "", "curlicue-anna-s-2nd-swing-2026-11-30.svg"),
        ("雲", "", "curlicue-hand-2026-11-30.svg"),
    ],
)
def test_a_file_tells_its_hand_and_its_day(hand: str, more: str, name: str) -> None:
    assert file_name(hand, DAY, "svg", more) == name


@given(st.text())
def test_no_title_makes_a_name_that_a_system_refuses(title: str) -> None:
    assert re.fullmatch(r"curlicue-[a-z0-9]+(-[a-z0-9]+)*-2026-11-30\.png", file_name(title, DAY, "png"))


def test_the_pages_python_names_files_and_writes_strokes_the_same() -> None:
    """Under MicroPython too, where a picture has to be called something before any worker is there."""
    script = """
from curlicue_out.names import file_name
from curlicue_out.strokes import goes_somewhere, line_of, points_of
ticks = given["ticks"]
result = [file_name(title, "2026-11-30", "png") for title in given["titles"]]
result += [line_of(points_of(ticks)), goes_somewhere(ticks)]
"""
    titles, ticks = ["waves", "Anna’s 2nd swing", "雲"], [10.0, 20.0, 0.5, 12.5, 21.123456, 0.25]
    ours = [file_name(title, DAY, "png") for title in titles]
    *names, line, goes = compute_in_micropython(script, {"titles": titles, "ticks": ticks})
    assert (names, json.loads(line), goes) == (ours, json.loads(line_of(points_of(ticks))), goes_somewhere(ticks))
