"""One figure by itself, large, as a teacher wants it on the wall: ?exhibit=states and the like."""

import js

from curlicue_page.dom import by_id

SECTIONS = {"states": "remembers", "overlay": "along", "network": "machine", "detector": "detector", "draw": "draw"}


def show_exhibit() -> None:
    """Leave the figure that the address asks for alone on the page; the style sheet does the rest."""
    name = str(js.URLSearchParams.new(js.location.search).get("exhibit"))
    if name in SECTIONS:
        js.document.documentElement.dataset.exhibit = name
        by_id(SECTIONS[name]).classList.add("exhibit")
