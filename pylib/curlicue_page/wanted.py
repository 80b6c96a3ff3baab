"""When a worker is wanted: it is 6 MB, and draws what the starter draws already."""

from typing import Any, Callable

import js

from curlicue_page.browser import make, read
from curlicue_page.dom import by_id

DRAWS = "curlicue_worker.main"  # the module that its Python starts with
IDLE_MS = 4000  # without a touch for so long, it wakes all the same


class Wanted:
    """Decides once: with ink, a scroll, or some idle seconds; with Save-Data on, when figures come into view."""

    def __init__(self, want: "Callable[[], None]") -> None:
        self._want = want
        self._decided = False
        self._observer: Any = None

    def after(self, ms: float) -> None:
        """Want one in a while, if nothing has decided before."""
        js.setTimeout(self.now, ms)

    def now(self, *_event: object) -> None:
        """Want one now; with Save-Data on, once it has something to show."""
        if self._decided:
            return
        self._decided = True
        if read(read(js.navigator, "connection"), "saveData"):
            self._observer = make("IntersectionObserver", self._see)
            if self._observer is not None:
                self._observer.observe(by_id("states"))
                return
        self._want()

    def _see(self, entries: "js.Entries", *_rest: object) -> None:
        if entries[0].isIntersecting:
            self._observer.disconnect()
            self._want()
