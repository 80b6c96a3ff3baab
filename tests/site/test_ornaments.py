"""The printed drawings: their arithmetic, and the rope's order of cutting and inking."""

import json
import re
from itertools import pairwise
from math import atan2, dist, pi, remainder, sin
from xml.etree import ElementTree as ET

import pytest

from builder import ornaments
from builder.ornaments import TRACK_HEIGHT, TRACK_WIDTH
from curlicue.hand import Hand, hand_from_card
from curlicue.pen import SLIDER_CURLS, PenSettings
from curlicue.run import run_stroke
from curlicue_ink.glyph import END_T, SPLIT_T
from curlicue_ink.svg import UNITS_PER_PX, Point
from curlicue_ink.svg_rope import BURST, CHUNK_STEPS, Cubic, cubics, path_data, rope
from tests.site.markup import SITE, page_source, style_sheets

PX = 1 / UNITS_PER_PX


def nodes(data: str) -> list[Point]:
    """The points in CSS px through which path data of M, c and s goes."""
    points: list[Point] = []
    for letter, numbers in re.findall(r"([Mcs])([-0-9 ]*)", data):
        values = [int(value) for value in re.findall(r"-?\d+", numbers)]
        assert len(values) == {"M": 2, "c": 6, "s": 4}[letter]
        x, y = points[-1] if points else (0.0, 0.0)
        points.append((x + values[-2] * PX, y + values[-1] * PX))
    return points


def at(cubic: Cubic, t: float) -> Point:
    """A point of a cubic, 0..1 (Bernstein form)."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, cubic, strict=True)) for axis in (0, 1))
    return x, y


def curl(step: int) -> Point:
    """A made-up pen that loops as ours does: 3 px a step, radius 25."""
    return 0.8 * step + 25 * sin(0.12 * step), 25 * sin(0.12 * step + 1.6)


def test_cubics_pass_close_to_the_points_they_skip() -> None:
    points = [curl(k) for k in range(15 * CHUNK_STEPS + 1)]
    for k, cubic in enumerate(cubics(points, CHUNK_STEPS)):
        for j in range(CHUNK_STEPS + 1):
            assert dist(at(cubic, j / CHUNK_STEPS), points[k * CHUNK_STEPS + j]) < PX


def test_path_data_does_not_drift() -> None:
    points = [curl(k) for k in range(601)]
    data = path_data(cubics(points, 6))
    for node, point in zip(nodes(data), points[::6], strict=True):
        assert dist(node, point) <= PX


@pytest.mark.parametrize("count", [0, 1, 6, 8])
def test_a_number_of_points_that_does_not_fit_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"got {count} points"):
        cubics([curl(k) for k in range(count)], 6)


def test_the_pull_curls_less_and_less_and_is_straight_where_the_slider_says_so() -> None:
    data = re.findall(r' d="([^"]*)"', ornaments.pull_track())[0]
    loops = nodes(data)
    swing = [abs(y - TRACK_HEIGHT / 2) for _, y in loops]
    eighth = len(swing) // 8
    peaks = [max(swing[k * eighth : (k + 1) * eighth]) for k in range(8)]
    assert peaks == sorted(peaks, reverse=True)
    assert max(peaks) <= ornaments.PULL_RADIUS + PX
    assert loops[-1] == pytest.approx((SLIDER_CURLS * TRACK_WIDTH, TRACK_HEIGHT / 2), abs=PX)


def test_the_length_has_a_wave_for_each_second() -> None:
    data = re.findall(r' d="([^"]*)"', ornaments.length_track())[0]
    heights = [y - TRACK_HEIGHT / 2 for _, y in nodes(data)]
    assert len(heights) == 4 * ornaments.LENGTH_WAVES + 1
    assert all(abs(height) <= PX for height in heights[::2])
    assert all(height < 0 for height in heights[1::4])
    assert all(height > 0 for height in heights[3::4])
    assert nodes(data)[-1][0] == TRACK_WIDTH


def test_the_cell_is_one_line_in_three_parts() -> None:
    parts = [
        nodes(ornaments.cell_stroke(*ends))
        for ends in (
            (-END_T, -SPLIT_T),
            (-SPLIT_T, SPLIT_T),
            (SPLIT_T, END_T),
        )
    ]
    assert dist(parts[0][-1], parts[1][0]) <= 2 * PX
    assert dist(parts[1][-1], parts[2][0]) <= 2 * PX


def chunks(drawing: str) -> list[list[ET.Element]]:
    """The paths of each chunk of a rope."""
    root = ET.fromstring(f"<g>{drawing}</g>")  # noqa: S314 - our own
    assert all(1 <= len(burst) <= BURST for burst in root)
    return [list(chunk) for burst in root for chunk in burst]


def test_a_rope_cuts_before_it_inks_and_hides_each_seam() -> None:
    first, *others = chunks(rope([curl(k) for k in range(15 * CHUNK_STEPS + 1)]))
    assert len(others) == 14
    assert not any(path.get("class") for path in first), "nothing lies under the first"
    before = first
    for chunk in others:
        cut, *inks = chunk
        assert cut.get("class") == "cut"
        assert not any(ink.get("class") for ink in inks)
        fresh = [path for path in before if not path.get("class")][-1]
        assert fresh.attrib["d"] in [ink.attrib["d"] for ink in inks], "its predecessor is inked again"
        assert dist(nodes(inks[-1].attrib["d"])[-1], nodes(cut.attrib["d"])[-1]) < PX / 2
        before = chunk


def test_a_rope_is_thin_at_its_ends() -> None:
    drawn = chunks(rope([curl(k) for k in range(15 * CHUNK_STEPS + 1)]))
    widths = [int(ink.attrib["stroke-width"]) for chunk in drawn for ink in chunk if not ink.get("class")]
    assert widths[0] < widths[len(widths) // 2] > widths[-1]


def test_the_specimen_is_written_in_as_many_parts_as_the_style_sheet_counts() -> None:
    count = ornaments.SPECIMEN_STEPS // CHUNK_STEPS
    assert ornaments.SPECIMEN_STEPS % CHUNK_STEPS == 0
    assert count % BURST == 0
    css = style_sheets()
    assert css.count("{ --burst:") == count // BURST - 1
    assert css.count("{ --chunk:") == BURST - 1


@pytest.fixture(scope="module")
def shipped() -> Hand:
    return hand_from_card(json.loads((SITE / "models" / "loops" / "model.json").read_text(encoding="utf-8")))


def test_every_ornament_has_its_place_in_the_page(shipped: Hand) -> None:
    made = ornaments.placeholders(shipped)
    template = page_source()
    assert made.keys() <= set(re.findall(r"\{\{(\w+)\}\}", template))
    assert all(template.count(f"{{{{{name}}}}}") >= 1 for name in made)
    for drawing in made.values():
        if drawing.startswith("<"):
            ET.fromstring(f"<div>{drawing}</div>")  # noqa: S314 - our own


def test_the_specimen_is_what_the_shipped_hand_draws(shipped: Hand) -> None:
    ticks = ornaments.specimen_ticks()
    pens = [(pen.x, pen.y) for pen in run_stroke(shipped, ticks, PenSettings(pull=None))]
    assert ornaments.placeholders(shipped)["specimen"] == ornaments.specimen(ticks, pens)
    headings = [atan2(b[1] - a[1], b[0] - a[0]) for a, b in pairwise(pens)]
    turned = sum(remainder(b - a, 2 * pi) for a, b in pairwise(headings))
    assert abs(turned) > 3 * 2 * pi, "the printed example should show what the reader is to try: curls"
