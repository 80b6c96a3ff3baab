"""The strokes of a drawing, as the trainer takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from curlicue_out.strokes import HEADER, goes_somewhere, line_of, points_of
from trainer.strokes_file import read_strokes


def test_the_trainer_reads_what_is_written(tmp_path: Path) -> None:
    drawn = [[10.0, 20.0, 0.5, 12.5, 21.123456, 0.25, 15.0, 24.0, 1.0], [100.0, 90.0, 0.5] * 3 + [101.0, 90.0, 0.5]]
    file = tmp_path / "mine.jsonl"
    file.write_text("\n".join([HEADER, *(line_of(points_of(ticks)) for ticks in drawn)]) + "\n", encoding="utf-8")
    strokes = read_strokes(file)
    assert [[(round(s.t, 3), s.x, s.y, s.pressure) for s in stroke.samples] for stroke in strokes] == [
        [(0.0, 10.0, 20.0, 0.5), (0.017, 12.5, 21.123, 0.25), (0.033, 15.0, 24.0, 1.0)],
        [(0.0, 100.0, 90.0, 0.5), (0.017, 100.0, 90.0, 0.5), (0.033, 100.0, 90.0, 0.5), (0.05, 101.0, 90.0, 0.5)],
    ]


@pytest.mark.parametrize(
    ("ticks", "does"),
    [
        ([], False),
        ([1.0, 2.0, 0.5], False),
        ([1.0, 2.0, 0.5, 1.0, 2.0, 0.9], False),
        ([1.0, 2.0, 0.5, 1.0, 2.5, 0.5], True),
        ([1.0, 2.0, 0.5, 2.0, 2.0, 0.5], True),
    ],
)
def test_a_tap_and_a_finger_that_rests_are_no_strokes(ticks: list[float], does: bool) -> None:
    assert goes_somewhere(ticks) == does
