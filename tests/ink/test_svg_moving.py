"""An SVG that draws itself: everything comes once, in its time, in the order of the canvas."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from curlicue_ink.joined import joined
from curlicue_ink.marks import BLANK, CLIP, DISC, ERASE, INK, LINE, PALETTE, SHEET_COLOUR, UNDER_LINE, YOU
from curlicue_ink.rope import Paper
from curlicue_ink.svg import Mark, draw, read
from curlicue_ink.svg_moving import MovingWriter
from tests.ink.logs import drawn
from tests.ink.reading import ALL

COLOURS = [f"#{k:06x}" for k in range(len(PALETTE))]
SVG = "{http://www.w3.org/2000/svg}"
PATH = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)


def groups(text: str) -> list[tuple[float, list[str]]]:
    """When each group appears, and what its shapes are painted with."""
    root = ET.fromstring(text)  # noqa: S314 - our own
    found = []
    for group in root.iter(SVG + "g"):
        (second,) = re.findall(r"animation-delay:([.\d]+)s", group.attrib["style"])
        found.append((float(second), [shape.get("stroke") or shape.attrib["fill"] for shape in group]))
    return found


def test_what_goes_below_comes_first_in_the_file_and_each_in_its_time() -> None:
    writer = MovingWriter(COLOURS, 100, 80)
    ink = Mark(INK, LINE, 1.0, 2.0, PATH)
    below = Mark(UNDER_LINE, YOU, 1.0, 1.0, PATH)
    writer.add(0.0, [Mark(BLANK, LINE, 1.0, 0.0, ()), below, ink])
    writer.add(1.25, [Mark(ERASE, LINE, 1.0, 4.0, PATH), ink, below, Mark(DISC, LINE, 1.0, 0.0, (1.0, 2.0, 3.0))])
    line, you, sheet = COLOURS[LINE], COLOURS[YOU], COLOURS[SHEET_COLOUR]
    assert groups(writer.text()) == [(1.25, [you]), (0.0, [you]), (0.0, [line]), (1.25, [sheet, line, line])]


def test_it_ends_as_the_picture_that_does_not_move() -> None:
    marks, _ = Paper().update(list(drawn(2).strokes), 1.0, ALL)
    shapes = list(read(marks))
    writer = MovingWriter(COLOURS, 300, 200)
    for k in range(0, len(shapes), 7):
        writer.add(k / 10, shapes[k : k + 7])
    still, moving = (
        re.findall(r"<(?:path|circle) [^>]*>", text) for text in (draw(marks, COLOURS, 300, 200), writer.text())
    )
    assert moving == still


def test_who_wants_little_motion_sees_the_whole_line() -> None:
    writer = MovingWriter(COLOURS, 100, 80)
    writer.add(3.0, [Mark(INK, LINE, 1.0, 2.0, PATH)])
    (style,) = re.findall(r"<style>(.*)</style>", writer.text())
    assert re.sub(r"@media \(prefers-reduced-motion:no-preference\)\{.*?\}\}", "", style) == (
        "@keyframes a{from{visibility:hidden}}"
    )
    assert "visibility" not in writer.text().replace(style, "")


def test_pixels_cannot_be_clipped() -> None:
    with pytest.raises(ValueError, match=f"of kind {CLIP}"):
        MovingWriter(COLOURS, 100, 80).add(0.0, [Mark(CLIP, LINE, 1.0, 0.0, (1.0, 2.0, 3.0, 4.0))])


def test_ten_seconds_are_less_than_100_kb() -> None:
    history = drawn(10)
    writer, paper = MovingWriter(COLOURS, 390, 500), Paper()
    for step in range(4, len(history), 4):
        writer.add(step / 60, joined(paper.update(history.until(step), 1.0, ALL)[0]))
    assert len(writer.text()) < 100_000
