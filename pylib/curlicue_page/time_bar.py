"""The time bar is there where it steers something: on the sheet, and in sections with live figures."""

import js

from curlicue_page.browser import call, make
from curlicue_page.dom import by_id

STEERED = ("draw", "states", "learn", "ribbons", "network")
ABOVE_BAR = '{"rootMargin": "0px 0px -60px"}'  # what it would lie over does not count


class TimeBar:
    """Whether the bar is there, by what is in sight."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._cell_open = False
        observer = make("IntersectionObserver", self._look, js.JSON.parse(ABOVE_BAR))
        for name in STEERED:
            call(observer, "observe", by_id(name))
        if observer is None:
            self._seen = list(STEERED)  # nobody tells: it may be wanted everywhere
            self._show()

    def cell_is_open(self, is_open: bool) -> None:
        """Keep the bar while the view of a cell is open: on a phone it lies over every section."""
        self._cell_open = is_open
        self._show()

    def _look(self, entries: "js.Entries", *_rest: object) -> None:
        for k in range(entries.length):
            name = str(entries[k].target.id)
            if name in self._seen:
                self._seen.remove(name)
            if entries[k].isIntersecting:
                self._seen.append(name)
        self._show()

    def _show(self) -> None:
        steers = bool(self._seen) or self._cell_open
        js.document.documentElement.toggleAttribute("data-timed", steers)
