"""One figure by itself, large, as a teacher wants it on the wall: ?exhibit=states and the like."""

import js

from curlicue_page.dom import by_id


def show_exhibit() -> None:
    """Leave the section that site/exhibit.js has found in the address alone on the page; style sheets do the rest."""
    section = js.document.documentElement.getAttribute("data-exhibit")
    if section:
        by_id(section).classList.add("exhibit")
