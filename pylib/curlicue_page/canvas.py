"""One canvas of the page and a player of marks on it; each JavaScript method is fetched once."""

from typing import TYPE_CHECKING, NamedTuple

from curlicue_ink.marks import BLANK, DISC, ERASE, INK, RING, UNDER_DISC, UNDER_LINE

if TYPE_CHECKING:
    from js import HTMLCanvasElement

_COMPOSITE = {
    INK: "source-over",
    DISC: "source-over",
    RING: "source-over",
    ERASE: "destination-out",
    UNDER_LINE: "destination-over",
    UNDER_DISC: "destination-over",
}
_FULL_TURN = 7  # radians, more than enough


class Size(
    NamedTuple(
        "Size",
        [
            ("width", float),  # CSS px
            ("height", float),
            ("ratio", float),  # device px per CSS px
            ("scale", float),  # times the line's width
        ],
    )
):
    """Size of a surface one draws on."""

    __slots__ = ()


class Canvas:
    """A canvas element that the page paints itself; coordinates are CSS px."""

    def __init__(self, element: "HTMLCanvasElement") -> None:
        self.element = element
        self._context = element.getContext("2d")
        self._width = 0.0
        self._height = 0.0

    def resize(self, width: float, height: float, ratio: float) -> None:
        """Set the size in CSS px and the device pixels per CSS px; what was painted is gone."""
        self._width = width
        self._height = height
        self.element.width = round(width * ratio)
        self.element.height = round(height * ratio)
        self._context.scale(ratio, ratio)
        self._context.lineJoin = "round"

    def save(self, background: str) -> None:
        """Let the reader save it as a PNG on a colour."""
        from curlicue_page.dom import save_canvas

        save_canvas(self.element, background)

    def play(self, marks: list[float], palette: list[str]) -> None:
        """Draw marks (see curlicue_ink.marks)."""
        context = self._context
        begin, move, curve, stroke = context.beginPath, context.moveTo, context.quadraticCurveTo, context.stroke
        composite = ""
        at = 0
        while at < len(marks):
            kind, colour, count = int(marks[at]), int(marks[at + 1]), int(marks[at + 4])
            alpha, width = marks[at + 2], marks[at + 3]
            numbers = marks[at + 5 : at + 5 + count]
            at += 5 + count
            if kind == BLANK:
                context.clearRect(0, 0, self._width, self._height)
                continue
            if _COMPOSITE[kind] != composite:
                composite = _COMPOSITE[kind]
                context.globalCompositeOperation = composite
                context.lineCap = "round" if composite == "source-over" else "butt"
            context.globalAlpha = alpha
            begin()
            if kind in (DISC, UNDER_DISC):
                context.fillStyle = palette[colour]
                context.arc(numbers[0], numbers[1], numbers[2], 0, _FULL_TURN)
                context.fill()
                continue
            context.strokeStyle = palette[colour]
            context.lineWidth = width
            if kind == RING:
                solid, dots = context.getLineDash(), context.getLineDash()  # JavaScript's own lists
                dots.push(0.1, numbers[3])
                context.setLineDash(dots)
                context.arc(numbers[0], numbers[1], numbers[2], 0, _FULL_TURN)
                stroke()
                context.setLineDash(solid)
                continue
            move(numbers[0], numbers[1])
            for k in range(2, count, 4):
                curve(numbers[k], numbers[k + 1], numbers[k + 2], numbers[k + 3])
            stroke()
