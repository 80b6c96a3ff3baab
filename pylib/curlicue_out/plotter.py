"""A drawing for pen plotters: an SVG in millimetres, one open path a stroke, no fills, nothing that is not drawn."""

from collections.abc import Sequence
from typing import NamedTuple

from curlicue.stroke import Stroke
from curlicue_ink.svg import PathData
from curlicue_out.line import Point, line_of
from curlicue_out.order import ordered
from curlicue_out.thinning import thinned

PAPERS = {
    "a6": (105.0, 148.0),
    "a5": (148.0, 210.0),
    "a4": (210.0, 297.0),
    "a3": (297.0, 420.0),
}  # mm, upright; ISO 216
MARGIN_SHARE = 1 / 14  # of the shorter side: 15 mm on A4
MOST_MM_PER_PX = 2.0  # a dot need not fill the paper
LEAST_PX = 1.0  # CSS px, a side of a drawing
UNITS_PER_MM = 100  # of the path data: whole numbers
PEN_MM = 0.3  # as it is shown on a screen; a plotter has its own
LEAST_MM = 0.1  # what goes no further from where it began is a dot
DOT_MM = 0.4  # a dot is drawn as so long a line
# Together they stay within .05 mm of the line on the sheet
STRAIGHT_MM = 0.01  # that straight ways may stray from the curve
THIN_MM = 0.03  # that a point which is left out may lie off them
# and .007 for the whole numbers


class Sheet(NamedTuple):
    """How a drawing lies on a sheet of paper: mm = scale * CSS px + (dx, dy)."""

    width: float  # mm
    height: float
    scale: float  # mm per CSS px
    dx: float  # mm
    dy: float

    def at(self, point: Point) -> Point:
        """Where a point of the drawing lies, mm."""
        return self.scale * point[0] + self.dx, self.scale * point[1] + self.dy


def lay_on(paper: str, strokes: Sequence[Stroke]) -> Sheet | None:
    """Lay strokes in the middle of one of PAPERS, upright or across as they are; None where there are none."""
    xs = [x for stroke in strokes for x in stroke.pens[0::2]]
    ys = [y for stroke in strokes for y in stroke.pens[1::2]]
    if not xs:
        return None
    left, top = min(xs), min(ys)
    across, down = max(max(xs) - left, LEAST_PX), max(max(ys) - top, LEAST_PX)
    shorter, longer = PAPERS[paper]
    width, height = (longer, shorter) if across > down else (shorter, longer)
    margin = MARGIN_SHARE * shorter
    scale = min((width - 2 * margin) / across, (height - 2 * margin) / down, MOST_MM_PER_PX)
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return Sheet(width, height, scale, width / 2 - scale * middle_x, height / 2 - scale * middle_y)


def plotted(stroke: Stroke, sheet: Sheet) -> list[Point]:
    """A stroke's line on the paper, mm, of as few points as show it within .05 mm."""
    points = [sheet.at(point) for point in line_of(stroke, STRAIGHT_MM / sheet.scale)]
    x, y = points[0]
    if all(abs(other_x - x) + abs(other_y - y) < LEAST_MM for other_x, other_y in points):
        return [(x - DOT_MM / 2, y), (x + DOT_MM / 2, y)]
    return thinned(points, THIN_MM)


def svg_of(lines: Sequence[Sequence[Point]], sheet: Sheet) -> str:
    """The file: lines in mm on a sheet, in an order that lets the pen travel little."""
    paths = ""
    for line in ordered([line for line in lines if len(line) > 1]):
        path = PathData(UNITS_PER_MM)
        path.move(line[0])
        path.lines(line[1:])
        paths += f'<path d="{path.data}"/>\n'
    size = f'width="{sheet.width:g}mm" height="{sheet.height:g}mm"'
    box = f'viewBox="0 0 {sheet.width * UNITS_PER_MM:g} {sheet.height * UNITS_PER_MM:g}"'
    look = 'fill="none" stroke="black" stroke-linecap="round" stroke-linejoin="round"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>\n'
    return f'{head}<g {look} stroke-width="{PEN_MM * UNITS_PER_MM:g}">\n{paths}</g>\n</svg>\n'
