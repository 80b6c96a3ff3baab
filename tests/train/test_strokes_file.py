"""Strokes files of strangers: what is good is read as it is, what is not is one sentence."""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.stroke import Sample
from curlicue_out.strokes import HEADER
from trainer.strokes import Stroke
from trainer.strokes_file import StrokesFileError, read_strokes, write_strokes

numbers = st.floats(-1e4, 1e4)
words = st.text(max_size=8)
points = st.tuples(st.floats(2.0, 1e4), numbers, st.floats(0, 1), st.floats(0.001, 0.9))
samples = st.lists(points, min_size=2, max_size=6, unique_by=lambda point: point[:2]).map(
    lambda rows: tuple(
        Sample(x, y, t, pressure)
        for (x, y, pressure, _), t in zip(rows, accumulate(row[3] for row in rows), strict=True)
    )
)


@given(st.lists(st.builds(Stroke, samples=samples, label=words, speed=words, source=words), min_size=1, max_size=4))
def test_strokes_are_read_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, strokes: list[Stroke]) -> None:
    path = tmp_path_factory.getbasetemp() / "strokes.jsonl"
    write_strokes(path, strokes)
    assert read_strokes(path) == strokes


def test_points_without_pressure_and_blank_lines_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(f'{HEADER}\n\n{{"points": [[0, 1, 2], [0.5, 3, 4, 0.75]]}}\n')
    (stroke,) = read_strokes(path)
    assert stroke.samples == (Sample(1.0, 2.0, 0.0, 0.5), Sample(3.0, 4.0, 0.5, 0.75))
    assert (stroke.label, stroke.speed, stroke.source) == ("", "", "")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "line 1: found an empty file, expected the header"),
        (['{"points": [[0,0,0],[1,1,1]]}'], 'line 1: found {"points": [[0,0,0],[1,1,1]]}, expected the header'),
        (['{"format": "curlicue-strokes", "version": 9}'], "line 1: found version 9, expected version 1"),
        ([HEADER], "line 2: found no stroke after the header, expected one stroke per line"),
        ([HEADER, "[1, 2"], "line 2: found [1, 2 (Expecting ',' delimiter), expected one JSON object per line"),
        ([HEADER, '{"points": 3}'], 'line 2: found {"points": 3}, expected one stroke'),
        ([HEADER, '{"points": [[0, 1, 2]]}'], "line 2: found 1 points, expected 2 or more"),
        ([HEADER, "", '{"points": [[0, 1, 2], [0, 1]]}'], "line 3: found point 1 [0, 1], expected [t in s"),
        ([HEADER, '{"points": [[0, 1, 2], [1, null, 2]]}'], "line 2: found point 1 [1, null, 2], expected"),
        ([HEADER, '{"points": [[0, 1, 2], [1, NaN, 2]]}'], "line 2: found point 1 [1, NaN, 2], expected"),
        (
            [HEADER, '{"points": [[1, 1, 2], [0.5, 1, 2]]}'],
            "found point 1 at 0.5 s after 1 s, expected times in order",
        ),
        ([HEADER, '{"points": [[0, 1, 2], [1, 3, 2]], "label": 7}'], "line 2: found label 7, expected a word"),
        (
            [HEADER, '{"points": [[0, 9, 2], [14, 8, 2], [30, 7, 2]]}'],
            "line 2: found 15 s from point to point, as the median, expected seconds: these look like milliseconds",
        ),
        (
            [HEADER, "", '{"points": [[0, 0.1, 0.2], [0.1, 0.3, 1]]}', '{"points": [[0, 0, 0], [0.1, 1, 0]]}'],
            "line 3: found every x and y of the file between 0 and 1, expected CSS px",
        ),
        (
            [HEADER, '{"points": [[0.5, 1, 2], [0.5, 3, 2], [0.5, 3, 4]]}'],
            "line 2: found 3 points, all of them at 0.5 s, expected times that pass",
        ),
        (
            [HEADER, '{"points": [[0, 7, 2], [0.1, 7, 2]]}'],
            "line 2: found 2 points, all of them at 7, 2, expected a stroke that goes somewhere",
        ),
        ([HEADER, '{"points": [[0, 7, 2], [0.1, 1e300, 2]]}'], "line 2: found point 1 [0.1, 1e+300, 2], expected"),
        ([HEADER, '{"points": [[0, 7, 2], [1e300, 9, 2]]}'], "line 2: found point 1 [1e+300, 9, 2], expected"),
        ([HEADER, '{"points": [[0, 7, 2], [0.1, 8, 2, 3]]}'], "line 2: found point 1 [0.1, 8, 2, 3], expected"),
        (
            [HEADER, json.dumps({"points": [[0.5 * k, k, 2] for k in range(8000)]})],
            "line 2: found a stroke of 4,000 s, expected strokes of at most 3,600 s",
        ),
        (
            [HEADER, '{"points": [[0, 7, 2], [0.1, ' + 400 * "7" + ", 2]]}"],
            f"line 2: found point 1 [0.1, {51 * '7'}..., expected [t in s",
        ),
        ([HEADER, 5000 * "7"], f"line 2: found {57 * '7'}... (a number of too many digits), expected one JSON"),
        ([HEADER, 100_000 * "["], f"line 2: found {57 * '['}... (too many brackets), expected one JSON object"),
        ([100_000 * '{"a":'], "... (too many brackets), expected the header"),
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


def test_the_form_of_a_point_is_told_whole(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f'{HEADER}\n{{"points": [[0, 1, 2], [0, 1]]}}\n')
    with pytest.raises(StrokesFileError) as refused:
        read_strokes(path)
    assert "expected [t in s, x in px, y in px] or with pressure 0..1, all finite numbers" in str(refused.value)


def test_a_byte_order_mark_and_every_kind_of_line_end_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    lines = [HEADER, '{"points": [[0, 1, 2], [0.5, 3, 4]], "label": "a\u2028b\x85c"}', ""]
    for bytes_of_a_mark in (b"", b"\xef\xbb\xbf"):
        for end in ("\n", "\r\n"):
            path.write_bytes(bytes_of_a_mark + end.join(lines).encode())
            (stroke,) = read_strokes(path)
            assert stroke.label == "a\u2028b\x85c"
            assert stroke.samples[1] == Sample(3.0, 4.0, 0.5, 0.5)


def test_a_stroke_may_begin_at_any_time_and_rest(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    points = [[1.7e9 + 0.25 * k, 5 if k < 6 else 9, 3] for k in range(12)]
    path.write_text(f"{HEADER}\n{json.dumps({'points': points})}\n")
    (stroke,) = read_strokes(path)
    assert [sample.x for sample in stroke.samples] == 6 * [5.0] + 6 * [9.0]


def test_one_small_stroke_in_a_corner_is_no_share_of_a_screen(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    corner, line = [[0, 0, 0], [0.1, 1, 0]], [[0, 0, 0], [0.1, 90, 0]]
    path.write_text("\n".join([HEADER, *(json.dumps({"points": points}) for points in (corner, line))]))
    assert len(read_strokes(path)) == 2


def test_a_missing_file_and_a_picture_are_named(tmp_path: Path) -> None:
    with pytest.raises(StrokesFileError, match=r"nowhere.jsonl: found no readable file \(No such file"):
        read_strokes(tmp_path / "nowhere.jsonl")
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(
        StrokesFileError, match=r"picture.png: found bytes that are not UTF-8 at 0, expected JSON Lines"
    ):
        read_strokes(picture)
