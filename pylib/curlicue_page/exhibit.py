"""One figure by itself, large, as a teacher wants it on the wall: ?exhibit=states and the like."""

import js

from curlicue_page.dom import by_id
from curlicue_page.walls import SECTIONS


def show_exhibit() -> None:
    """Leave the figure that site/exhibit.js has found in the address alone on the page; style sheets do the rest."""
    name = js.document.documentElement.getAttribute("data-exhibit")
    if name in SECTIONS:
        by_id(SECTIONS[name]).classList.add("exhibit")
