"""The drawing of an engine as text that one can keep or send, and what a list of drawings shows of it."""

from binascii import a2b_base64, b2a_base64
from typing import TYPE_CHECKING

from curlicue.engine import Engine
from curlicue_drawing.coding import LARGE, LARGEST, NOT_A_DRAWING, DrawingError, write
from curlicue_drawing.drawing import drawing_of

if TYPE_CHECKING:
    from curlicue.payloads import Written
    from curlicue.stroke import Stroke

PATH_STEPS = 3  # of the pen, at least, from one point of the small picture to the next
PATH_POINTS = 600  # of which it has some so many
PART = 300  # bytes turned into text at once, a multiple of three: MicroPython takes the square of their number
NO_DIGEST = "00000000"  # of a hand that is not known any more


def written(engine: Engine, with_lines: bool) -> "Written":
    """What is to be seen of an engine's drawing; ``with_lines`` keeps the pens too."""
    strokes = engine.visible()
    path, box = sketch(strokes)

    def digest(name: str) -> str:
        hand = engine.hands.get(name)
        return NO_DIGEST if hand is None else hand.digest or NO_DIGEST

    return {
        "text": to_text(write(drawing_of(strokes, digest, with_lines))),
        "clears": len([entry for entry in engine.entries if entry is None]),
        "strokes": len(strokes),
        "path": path,
        "box": box,
    }


def sketch(strokes: "list[Stroke]") -> "tuple[str, list[int]]":
    """The lines as the path of an SVG in whole px, and the box that holds it: x, y, width, height."""
    most = sum([stroke.steps for stroke in strokes]) // PATH_POINTS
    path = ""
    xs: list[int] = []
    ys: list[int] = []
    for stroke in strokes:
        steps = list(range(0, stroke.steps - 1, max(PATH_STEPS, most))) + [stroke.steps - 1]
        points = [(round(stroke.pens[2 * k]), round(stroke.pens[2 * k + 1])) for k in steps]
        path += "M" + "L".join([str(x) + " " + str(y) for x, y in points])
        if len(points) == 1:
            path += "h0"  # a dot, by its round ends
        xs.extend([x for x, _ in points])
        ys.extend([y for _, y in points])
    if not xs:
        return "", [0, 0, 1, 1]
    return path, [min(xs), min(ys), max(1, max(xs) - min(xs)), max(1, max(ys) - min(ys))]


def to_text(data: bytes) -> str:
    """Bytes as letters that an address can hold (RFC 4648, section 5, without padding)."""
    parts = [b2a_base64(data[at : at + PART]).decode().strip() for at in range(0, len(data), PART)]
    return "".join(parts).rstrip("=").replace("+", "-").replace("/", "_")


def from_text(text: str) -> bytes:
    """The bytes again; DrawingError where the text is none."""
    if len(text) > 2 * LARGEST:
        raise DrawingError(LARGE, str(len(text)))
    if text.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"):
        raise DrawingError(NOT_A_DRAWING, "")
    try:
        return a2b_base64((text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)).encode())
    except ValueError:
        raise DrawingError(NOT_A_DRAWING, "") from None
