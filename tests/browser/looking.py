"""What the eye sees of the drawing surface: its pixels, in CSS px."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from matplotlib.image import imread
from numpy.typing import NDArray
from playwright.sync_api import Frame, Locator, Page

from curlicue_ink.signed import LONGER_PX, SIGNATURE_PX
from tests.browser.drawing import Place
from tests.browser.touch import SURFACE

NEAR = 24  # largest difference of a channel, 0..255, that still is the same colour

FIGURES = {  # what to look at, and colours that have to be in it
    "#draw": ("line", "you"),
    "#rows": ("a1", "a8", "b1", "b8"),
    "#cell": ("i", "f", "o", "g"),
    ".picture": ("line",),
    ".net": ("a1", "a8", "b1", "b8", "accent"),
    "#time-bar": ("line", "accent"),
}

Picture = NDArray[np.int16]  # rows, columns, red green blue 0..255
Mask = NDArray[np.bool_]
Rgb = tuple[int, int, int]


def decode(png: bytes) -> Picture:
    """A PNG's pixels, without its alpha."""
    picture: Picture = np.rint(np.asarray(imread(io.BytesIO(png)))[:, :, :3] * 255).astype(np.int16)
    return picture


def look(page: Page | Frame, surface: str = SURFACE) -> Picture:
    """The surface as it is on the screen, one pixel per CSS px."""
    return _without_time_bar(page, surface, "css")


def look_closely(page: Page | Frame, surface: str = SURFACE) -> Picture:
    """The same in the device's own pixels."""
    return _without_time_bar(page, surface, "device")


def _without_time_bar(page: Page | Frame, surface: str, scale: Literal["css", "device"]) -> Picture:
    """A picture of a surface: the time bar, which has a wave in the line's colour, lies over it on small screens."""
    bar = page.locator("#time-bar")
    bar.evaluate("(bar) => { bar.hidden = true; }")
    picture = decode(page.locator(surface).screenshot(scale=scale))
    bar.evaluate("(bar) => { bar.hidden = false; }")
    return picture


def token(page: Page | Frame, name: str) -> tuple[int, int, int]:
    """A colour of the page's look just now."""
    value: str = page.evaluate(
        "(name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()", name
    )
    return rgb(value)


def rgb(value: str) -> tuple[int, int, int]:
    """A colour such as #1f6e5a."""
    assert len(value) == 7, f"{value} is no colour of six digits"
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def is_colour(picture: Picture, colour: tuple[int, int, int]) -> Mask:
    """Where a picture has a colour."""
    apart = np.abs(picture - np.array(colour, dtype=np.int16))
    mask: Mask = np.asarray(apart.max(axis=2) <= NEAR)
    return mask


def near(mask: Mask, places: Sequence[Place], reach: int) -> list[bool]:
    """For each place, whether the mask is true within reach px of it."""
    found = []
    for x, y in places:
        column, row = int(x), int(y)
        window = mask[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1]
        found.append(bool(window.any()))
    return found


def strays(mask: Mask, places: Sequence[Place], reach: int) -> int:
    """How many true pixels are farther than reach px from every place."""
    lonely = mask.copy()
    for x, y in places:
        column, row = int(x), int(y)
        lonely[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1] = False
    return int(lonely.sum())


def on_sheet(places: Sequence[Place], picture: Picture) -> list[Place]:
    """Those places that the picture shows, a little away from its edges."""
    height, width = picture.shape[:2]
    return [(x, y) for x, y in places if 4 <= x < width - 4 and 4 <= y < height - 4]


def check_signed(picture: Picture, colour: Callable[[str], Rgb]) -> None:
    """A saved picture is as large as said and whole, and signed below: the wordmark, and opposite the address."""
    height, width, _ = picture.shape
    assert max(height, width) == LONGER_PX
    assert is_colour(picture[:4], colour("sheet")).all()  # nothing is cut off
    room = picture[height - SIGNATURE_PX :]
    assert is_colour(room[:, : width // 3], colour("ink")).sum() > 400
    assert is_colour(room[:, width // 2 :], colour("ink-2")).sum() > 300
    assert not is_colour(room, colour("line")).any()


def check_line(page: Page | Frame, places: Sequence[Place]) -> None:
    """There is ink of the line's colour where the pens went, and none far away from all of them."""
    check_line_in(look(page), token(page, "line"), places)


def check_line_in(picture: Picture, colour: tuple[int, int, int], places: Sequence[Place]) -> None:
    """The same of a picture, one pixel per CSS px, in which the line has a colour."""
    ink = is_colour(picture, colour)
    seen = on_sheet(places, picture)
    assert seen
    inked = near(ink, seen, 3)
    assert sum(inked) >= 0.97 * len(inked), f"{sum(inked)} of {len(inked)} steps are inked"
    assert strays(ink, places, 8) == 0


def ink_pixels(page: Page | Frame) -> int:
    """How many CSS px have the line's colour."""
    return int(is_colour(look(page), token(page, "line")).sum())


def scrolls_sideways(page: Page) -> bool:
    """Whether something is wider than the window."""
    size = page.viewport_size  # as it was set: on a phone innerWidth grows with what is too wide
    assert size is not None
    wide: bool = page.evaluate("(width) => document.documentElement.scrollWidth > width", size["width"])
    return wide


def visible_texts(*found: Locator) -> list[str]:
    """The sentences among some elements that are to be seen."""
    return [each.inner_text().strip() for each in found if each.is_visible() and each.inner_text().strip()]
