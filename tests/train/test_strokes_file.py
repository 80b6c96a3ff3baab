from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.stroke import Sample
from trainer.strokes import Stroke
from trainer.strokes_file import HEADER_TEXT, StrokesFileError, read_strokes, write_strokes

numbers = st.floats(-1e4, 1e4)
words = st.text(max_size=8)
samples = st.lists(st.tuples(numbers, numbers, st.floats(0, 1), st.floats(0, 9)), min_size=2, max_size=6).map(
    lambda rows: tuple(
        Sample(x, y, t, pressure) for (x, y, pressure, _), t in zip(rows, sorted(r[3] for r in rows), strict=True)
    )
)


@given(st.lists(st.builds(Stroke, samples=samples, label=words, speed=words, source=words), min_size=1, max_size=4))
def test_strokes_are_read_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, strokes: list[Stroke]) -> None:
    path = tmp_path_factory.getbasetemp() / "strokes.jsonl"
    write_strokes(path, strokes)
    assert read_strokes(path) == strokes


def test_points_without_pressure_and_blank_lines_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(f'{HEADER_TEXT}\n\n{{"points": [[0, 1, 2], [0.5, 3, 4, 0.75]]}}\n')
    (stroke,) = read_strokes(path)
    assert stroke.samples == (Sample(1.0, 2.0, 0.0, 0.5), Sample(3.0, 4.0, 0.5, 0.75))
    assert (stroke.label, stroke.speed, stroke.source) == ("", "", "")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "line 1: found an empty file, expected the header"),
        (['{"points": [[0,0,0],[1,1,1]]}'], 'line 1: found {"points": [[0,0,0],[1,1,1]]}, expected the header'),
        (['{"format": "curlicue-strokes", "version": 9}'], "line 1: found version 9, expected version 1"),
        ([HEADER_TEXT], "line 2: found no stroke after the header, expected one stroke per line"),
        ([HEADER_TEXT, "[1, 2"], "line 2: found [1, 2 (Expecting ',' delimiter), expected one JSON object per line"),
        ([HEADER_TEXT, '{"points": 3}'], 'line 2: found {"points": 3}, expected one stroke'),
        ([HEADER_TEXT, '{"points": [[0, 1, 2]]}'], "line 2: found 1 points, expected 2 or more"),
        ([HEADER_TEXT, "", '{"points": [[0, 1, 2], [0, 1]]}'], "line 3: found point 1 [0, 1], expected [t in s"),
        ([HEADER_TEXT, '{"points": [[0, 1, 2], [1, null, 2]]}'], "line 2: found point 1 [1, null, 2], expected"),
        ([HEADER_TEXT, '{"points": [[0, 1, 2], [1, NaN, 2]]}'], "line 2: found point 1 [1, NaN, 2], expected"),
        (
            [HEADER_TEXT, '{"points": [[1, 1, 2], [0.5, 1, 2]]}'],
            "found point 1 at 0.5 s after 1 s, expected times in order",
        ),
        ([HEADER_TEXT, '{"points": [[0, 1, 2], [1, 1, 2]], "label": 7}'], "line 2: found label 7, expected a word"),
    ],
)
def test_a_bad_file_is_one_sentence_with_its_line(tmp_path: Path, lines: list[str], sentence: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("\n".join(lines))
    with pytest.raises(StrokesFileError) as refused:
        read_strokes(path)
    assert str(refused.value).startswith(f"{path}, line ")
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_and_a_picture_are_named(tmp_path: Path) -> None:
    with pytest.raises(StrokesFileError, match=r"nowhere.jsonl: found no readable file \(No such file"):
        read_strokes(tmp_path / "nowhere.jsonl")
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(
        StrokesFileError, match=r"picture.png: found bytes that are not UTF-8 at 0, expected JSON Lines"
    ):
        read_strokes(picture)
