"""Marks as SVG: a file that any reader of XML takes, with nothing in it that is no number."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_ink import marks as kinds
from curlicue_ink.marks import (
    BLANK,
    CLIP,
    DISC,
    ERASE,
    INK,
    LINE,
    PALETTE,
    SHEET_COLOUR,
    SHIFT,
    UNDER_DISC,
    WIPE,
    YOU,
    add,
)
from curlicue_ink.rope import Paper
from curlicue_ink.svg import PathData, draw
from tests.ink.reading import ALL, stroke_of

COLOURS = [f"#{k:06x}" for k in range(len(PALETTE))]
SVG = "{http://www.w3.org/2000/svg}"
places = st.floats(-1e4, 1e4) | st.sampled_from([float("nan"), float("inf")])


def lists(first: int, each: int, most: int = 5) -> st.SearchStrategy[list[float]]:
    """Numbers of a mark: so many, and any number of times so many."""
    return st.integers(0, most).flatmap(
        lambda n: st.lists(places, min_size=first + n * each, max_size=first + n * each)
    )


NUMBERS = {
    **dict.fromkeys((kinds.INK, kinds.ERASE, kinds.UNDER_LINE), lists(2, 4)),
    **dict.fromkeys((kinds.UNDER_DISC, kinds.DISC, kinds.CIRCLE), lists(3, 0)),
    **dict.fromkeys((kinds.LINE_THROUGH, kinds.FILL, kinds.SMOOTH_FILL, kinds.SMOOTH_LINE), lists(2, 2)),
    kinds.RING: lists(4, 0),
    kinds.DOTS: lists(3, 2),
    kinds.BEZIER: lists(2, 6),
    kinds.WIPE: lists(4, 0),
    kinds.CLIP: lists(0, 4, 1),
    kinds.BLANK: lists(0, 0),
}
marks = st.sampled_from(list(NUMBERS)).flatmap(
    lambda kind: st.tuples(
        st.just(kind), st.integers(0, len(COLOURS) - 1), st.floats(0, 1), st.floats(-1, 50), NUMBERS[kind]
    )
)


def svg_of(*all_marks: tuple[int, int, float, float, list[float]], palette: list[str] = COLOURS) -> ET.Element:
    flat: list[float] = []
    for mark in all_marks:
        add(flat, *mark)
    text = draw(flat, palette, 120.0, 90.5)
    assert not re.search(r"nan|inf", text, re.IGNORECASE)
    return ET.fromstring(text)  # noqa: S314 - our own


@given(st.lists(marks, max_size=12))
def test_whatever_is_painted_it_is_well_formed_and_all_its_clips_are_there(
    some: list[tuple[int, int, float, float, list[float]]],
) -> None:
    root = svg_of(*some)
    assert (root.tag, root.attrib["viewBox"]) == (SVG + "svg", "0 0 12000 9050")
    defined = {f"url(#{clip.attrib['id']})" for clip in root.iter(SVG + "clipPath")}
    assert {group.attrib["clip-path"] for group in root.iter(SVG + "g")} <= defined
    for shape in root.iter():
        for name in ("r", "width", "height", "stroke-width"):
            assert float(shape.attrib.get(name, 0)) >= 0


def test_colours_cannot_break_out_of_their_place() -> None:
    assert svg_of((DISC, 0, 1.0, 0.0, [1, 2, 3]), palette=['"/><x y="'] * len(COLOURS))[1].tag == SVG + "circle"


def test_what_cuts_has_the_grounds_colour_and_what_goes_below_lies_on_the_ground() -> None:
    line = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    ground, below, ink, cut = svg_of(
        (INK, LINE, 1.0, 2.0, line), (ERASE, LINE, 1.0, 4.0, line), (UNDER_DISC, YOU, 0.5, 0.0, [1, 2, 3])
    )
    assert ground.attrib["fill"] == cut.attrib["stroke"] == COLOURS[SHEET_COLOUR]
    assert (below.attrib["fill"], below.attrib["opacity"]) == (COLOURS[YOU], "0.5")
    assert ink.attrib["stroke"] == COLOURS[LINE]


def test_a_clip_holds_until_it_ends_and_clear_wipes_within_it() -> None:
    root = svg_of(
        (DISC, LINE, 1.0, 0.0, [1, 2, 3]),
        (CLIP, LINE, 1.0, 0.0, [10, 20, 30, 40]),
        (BLANK, LINE, 1.0, 0.0, []),
        (DISC, LINE, 1.0, 0.0, [5, 6, 7]),
        (CLIP, LINE, 1.0, 0.0, []),
        (WIPE, LINE, 1.0, 0.0, [1, 1, 2, 2]),
    )
    assert [child.tag.removeprefix(SVG) for child in root] == ["defs", "rect", "circle", "g", "rect"]
    assert [child.tag.removeprefix(SVG) for child in root[3]] == ["rect", "circle"]
    assert svg_of((DISC, LINE, 1.0, 0.0, [1, 2, 3]), (BLANK, LINE, 1.0, 0.0, []))[1:] == []


def test_pixels_cannot_be_moved() -> None:
    with pytest.raises(ValueError, match="found SHIFT"):
        svg_of((SHIFT, LINE, 1.0, 0.0, [0, 0, 10, 10, 2]))


def test_a_drawing_is_one_call() -> None:
    painted, complete = Paper().update([stroke_of(60, end=60)], 1.0, ALL)
    assert complete
    root = ET.fromstring(draw(painted, COLOURS, 300.0, 200.0))  # noqa: S314 - our own
    assert (
        len([shape for shape in root if shape.attrib.get("stroke") == COLOURS[SHEET_COLOUR]]) == 15
    )  # a cut for each chunk


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=1, max_size=60))
def test_rounding_does_not_add_up_along_a_path(points: list[tuple[float, float]]) -> None:
    path = PathData()
    path.move(points[0])
    path.lines(points[1:])
    x, y = 0, 0
    numbers = [int(text) for text in re.findall(r"-?\d+", path.data)]
    for (dx, dy), point in zip(zip(numbers[::2], numbers[1::2], strict=True), points, strict=True):
        x, y = x + dx, y + dy
        assert (x, y) == (round(10 * point[0]), round(10 * point[1]))
