"""The copy of the site that a service worker keeps: when it is asked for, and what is said of it."""

from typing import TYPE_CHECKING

import js

from curlicue_page import dom
from curlicue_page.dom import by_id
from curlicue_words import offline_words

if TYPE_CHECKING:
    from curlicue_page.page import Page

REST_MS = 2000  # after the takeover: by then all that is large has come, and is not fetched once more
LATE_MS = 20_000  # without one for so long, the copy is of what the starter needs


class Offline:
    """Asks for the copy, and says in a quiet moment that a newer version is here."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._whole = False  # what is large has been wanted
        self._news = False  # there is something to be said
        self._said = False
        js.setTimeout(self._ask, LATE_MS)

    def taken(self) -> None:
        """Ask for a whole copy in a moment: the worker draws."""
        if not self._whole:
            self._whole = True
            js.setTimeout(self._ask, REST_MS)

    def _ask(self) -> None:
        js.curlicue.kept.offline(self._whole, self._told)

    def _told(self, what: str) -> None:
        """Hear that the copy is "kept", or that there is a "new" version."""
        if what == "kept":
            by_id("offline-said").textContent = offline_words.KEPT if self._whole else offline_words.KEPT_IN_PART
        elif not self._said:
            self._news = True
            js.curlicue.wake()  # a frame says whether the pen rests

    def rested(self) -> None:
        """Say what there is to be said: nothing moves, and nothing else stands there."""
        if self._news and by_id("draw-status").hidden:
            self._news = False
            self._said = True
            dom.say(offline_words.NEWER)

    def forget(self) -> None:
        """Take back what was said: the copy goes."""
        self._news = False
        by_id("offline-said").textContent = ""
