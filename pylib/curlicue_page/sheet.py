"""What the page's surface looks like just now: its size, its pixels, its colours."""

import js

from curlicue_ink.marks import PALETTE
from curlicue_page.canvas import Size
from curlicue_page.colours import hex_colour, is_hex_colour
from curlicue_page.dom import canvases

MOST_PIXELS = 3.0  # device px per CSS px; more costs time and shows nothing
WIDE_PX = 900  # CSS px of window from which on the desktop's layout and line hold
ZOOM = "data-zoom"  # px of the page for one of a drawing from a larger sheet, see site/first.js
PROBE = "colour-probe"  # id of an element that nobody sees
WIDE_SCALE = 1.12  # times the line's width there


def measure(surface: "js.Element") -> Size:
    """The size of an element one draws on, in px of what is drawn there."""
    scale = WIDE_SCALE if js.window.innerWidth >= WIDE_PX else 1.0
    zoom = float(surface.parentElement.getAttribute(ZOOM) or 1)
    ratio = min(js.window.devicePixelRatio, MOST_PIXELS)
    return Size(surface.clientWidth / zoom, surface.clientHeight / zoom, ratio * zoom, scale)


def colour(name: str) -> str:
    """A token of the look as #RRGGBB, whatever the style sheet or the reader's system calls it (``Canvas``)."""
    return _colour(_style(), name)


def _style() -> "js.Style":
    return js.window.getComputedStyle(js.document.documentElement)


def _colour(style: "js.Style", name: str) -> str:
    written = str(style.getPropertyValue("--" + name)).strip()
    return written if is_hex_colour(written) else _resolved("var(--" + name + ")")


def _resolved(css: str) -> str:
    """A colour as the browser resolves it, on an element that nobody sees."""
    probe = js.document.getElementById(PROBE)
    if probe is None:
        probe = js.document.createElement("i")
        probe.id = PROBE
        probe.hidden = True
        js.document.body.append(probe)
    probe.style.setProperty("forced-color-adjust", "none")  # else every colour is the system's one for text
    probe.style.setProperty("color", css)
    return hex_colour(str(js.window.getComputedStyle(probe).color))


def palette() -> list[str]:
    """The colours of the marks, in their order."""
    style = _style()  # asked for once: each time costs a slow phone a millisecond
    return [_colour(style, name) for name in PALETTE]


def surfaces() -> "dict[str, js.HTMLCanvasElement]":
    """The topmost canvas of every surface one can draw on, by name."""
    return {str(each.parentElement.dataset.surface): each for each in canvases('[data-role="touch"]')}
