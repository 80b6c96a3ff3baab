"""Keeps what one looks at where it is while something above it grows, where the browser does not do so itself."""

from typing import TYPE_CHECKING

import js

from curlicue_page.browser import call
from curlicue_page.dom import by_id

if TYPE_CHECKING:
    from collections.abc import Callable


def add_above(add: "Callable[[], None]") -> None:
    """Add something above the article; who reads on already stays at the same line."""
    read = by_id("read")
    before = place_of(read)
    add()
    if before[0] < 0:
        keep_in_place(read, before)


def place_of(element: "js.Element") -> "tuple[float, float]":
    """Where an element is in the window, and how far the page is scrolled; CSS px. To be asked before a change."""
    return float(element.getBoundingClientRect().top), float(js.window.scrollY)


def keep_in_place(element: "js.Element", before: "tuple[float, float]") -> None:
    """Scroll by as much as the change has moved the element, unless the browser or the reader has scrolled since."""
    soon = js.requestAnimationFrame
    soon(lambda *_now: soon(lambda *_now: _scroll_back(element, before)))  # the browser's own turn comes first


def _scroll_back(element: "js.Element", before: "tuple[float, float]") -> None:
    (top, scrolled), (top_before, scrolled_before) = place_of(element), before
    if element.offsetHeight and scrolled == scrolled_before and abs(top - top_before) > 1:
        call(js.window, "scrollBy", 0, top - top_before)
