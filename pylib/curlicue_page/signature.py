"""A saved picture is signed: the wordmark, and where it was drawn, in the room that the worker has left for them."""

import js

from curlicue_ink.signed import SIGNATURE_PX
from curlicue_page.browser import call
from curlicue_page.dom import copied, download
from curlicue_page.sheet import colour

WORDMARK = "Curlicue"
WORDMARK_PX = 46  # device px, size of its letters
ADDRESS_PX = 27
INSET_PX = 44  # from the sides
BASELINE_SHARE = 0.4  # of the room, below the letters


async def sign(picture: "js.Blob") -> None:
    """Sign a picture (a blob), and hand it to the reader."""
    canvas = await opened(picture)
    if canvas is None:
        download(picture)
        return
    context = canvas.getContext("2d")
    baseline = canvas.height - BASELINE_SHARE * SIGNATURE_PX
    write(context, WORDMARK, WORDMARK_PX, "hand", colour("ink"), INSET_PX, baseline)
    room = canvas.width - 3 * INSET_PX - float(context.measureText(WORDMARK).width)
    context.textAlign = "right"
    write(context, address(), ADDRESS_PX, "text", colour("ink-2"), canvas.width - INSET_PX, baseline, room)
    canvas.toBlob(download)


async def opened(picture: "js.Blob") -> "js.HTMLCanvasElement | None":
    """Open a picture as a canvas that can be written on; None where the browser cannot."""
    coming = call(js.window, "createImageBitmap", picture)
    if coming is None:
        return None
    image = await coming
    canvas = copied(image, "")
    call(image, "close")
    return canvas


def address() -> str:
    """Where this page is, as one would write it on paper."""
    return (str(js.location.host) + str(js.location.pathname)).rstrip("/")


def write(
    context: "js.CanvasRenderingContext2D",
    text: str,
    px: float,
    font: str,
    ink: str,
    x: float,
    baseline: float,
    *room: float,
) -> None:
    """Write letters of a font of the page's look, in a colour; pressed together where there is not so much room."""
    style = js.window.getComputedStyle(js.document.documentElement)
    context.font = str(px) + "px " + str(style.getPropertyValue("--" + font))
    context.fillStyle = ink
    context.fillText(text, x, baseline, *room)
