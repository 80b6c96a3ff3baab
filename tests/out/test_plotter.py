"""A plotter's file, by itself and as vpype opens it."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
import vpype
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.stroke import Stroke
from curlicue_out.line import line_of
from curlicue_out.plotter import DOT_MM, MARGIN_SHARE, MOST_MM_PER_PX, PAPERS, Sheet, lay_on, plotted, svg_of
from tests.ink.logs import drawn
from tests.out.drawings import stroke_through, strokes

MM = 96 / 25.4  # vpype's px in a millimetre
AS_SAID_MM = 0.05  # that points are thinned within
MOST_POINTS = 3  # for each step of the pen, on A3


def opened(some: list[Stroke], paper: str) -> tuple[Sheet, vpype.LineCollection, tuple[float, float]]:
    """A sheet, the lines that vpype finds in its file, in mm, and the size it finds."""
    sheet = lay_on(paper, some)
    assert sheet is not None
    text = svg_of([plotted(stroke, sheet) for stroke in some], sheet)
    lines, width, height = vpype.read_svg(io.StringIO(text), quantization=0.01)
    lines.scale(1 / MM)
    return sheet, lines, (width / MM, height / MM)


@settings(max_examples=20, deadline=None)
@given(paper=st.sampled_from(sorted(PAPERS)), some=st.lists(strokes, min_size=1, max_size=5))
def test_vpype_finds_the_papers_size_and_a_path_for_each_stroke_within_the_margins(
    paper: str, some: list[Stroke]
) -> None:
    sheet, lines, size = opened(some, paper)
    assert sorted(size) == pytest.approx(sorted(PAPERS[paper]))
    assert (sheet.width, sheet.height) == pytest.approx(size)
    assert len(lines) == len(some)
    margin = MARGIN_SHARE * min(size) - DOT_MM
    left, top, right, bottom = lines.bounds()
    assert margin <= left <= right <= size[0] - margin
    assert margin <= top <= bottom <= size[1] - margin


def furthest(points: np.ndarray, line: np.ndarray) -> float:
    """How far one of these points is from a line through others, at most; points are complex numbers."""
    begin, way = line[:-1], np.diff(line)
    to = points[:, None] - begin
    along = np.clip((to * way.conj()).real / np.abs(way) ** 2, 0.0, 1.0)
    return float(np.abs(to - along * way).min(axis=1).max())


def test_the_line_on_paper_is_the_line_on_the_sheet() -> None:
    (stroke,) = drawn(4).strokes
    for paper in PAPERS:
        sheet, lines, _ = opened([stroke], paper)
        (line,) = lines
        points = map(sheet.at, line_of(stroke, 0.002 / sheet.scale))
        assert furthest(np.array([complex(*point) for point in points]), line) <= AS_SAID_MM
        assert len(line) < MOST_POINTS * stroke.steps


def test_a_wide_drawing_lies_across_and_a_tall_one_upright_both_in_the_middle() -> None:
    wide = [stroke_through([(0.0, 0.0), (300.0, 100.0)])]
    tall = [stroke_through([(0.0, 0.0), (100.0, 300.0)])]
    for some, size in ((wide, (297.0, 210.0)), (tall, (210.0, 297.0))):
        sheet = lay_on("a4", some)
        assert sheet is not None
        assert (sheet.width, sheet.height) == size
        ends = [sheet.at(point) for point in (some[0].pens[:2], some[0].pens[2:])]  # type: ignore[arg-type]
        middle = [(a + b) / 2 for a, b in zip(*ends, strict=True)]
        assert middle == pytest.approx([sheet.width / 2, sheet.height / 2])


def test_a_small_drawing_is_not_blown_up_and_an_empty_one_is_none() -> None:
    sheet = lay_on("a3", [stroke_through([(10.0, 10.0), (12.0, 11.0)])])
    assert sheet is not None
    assert sheet.scale == MOST_MM_PER_PX
    assert lay_on("a4", []) is None


def test_there_is_nothing_but_open_paths_without_a_fill() -> None:
    some = [stroke_through([(math.cos(k), math.sin(k)) for k in range(9)]), stroke_through([(5.0, 5.0)])]
    sheet = lay_on("a6", some)
    assert sheet is not None
    text = svg_of([plotted(stroke, sheet) for stroke in some], sheet)
    assert text.count("<path") == 2
    assert 'fill="none"' in text
    assert not {"z", "Z"} & set("".join(part.split('"')[0] for part in text.split(' d="')[1:]))


def test_a_pen_that_was_lifted_often_travels_less_than_as_it_was_drawn() -> None:
    rows = [stroke_through([(0.0, y), (100.0, y)]) for y in (0.0, 30.0, 10.0, 20.0)]
    sheet, lines, _ = opened(rows, "a5")
    assert lines.pen_up_length()[0] == pytest.approx(3 * 10 * sheet.scale, abs=AS_SAID_MM)
