"""A word that is written on the sheet: planned, and drawn as what was drawn before is drawn again."""

from json import loads
from typing import TYPE_CHECKING, Callable

import js

from curlicue_page import dom
from curlicue_words import drawing_words, write_words
from curlicue_write.letters import Letters, letters_from_plain
from curlicue_write.plan import Plan, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curlicue.engine import Entry
    from curlicue_page.drawings import Drawings
    from curlicue_page.page import Page
    from curlicue_page.replaying import Replaying


class Writing:
    """Lets the sheet's pen write. ``ended`` is called when it has come to an end, or was stopped."""

    def __init__(self, page: "Page", drawings: "Drawings", replaying: "Replaying", ended: "Callable[[], None]") -> None:
        self._page = page
        self._drawings = drawings
        self._replaying = replaying
        self._ended = ended
        self._letters: dict[str, Letters] = {}  # by kind
        self._whole = False  # all of the word was given to the pen

    async def get_letters(self, kind: str, missed: "Callable[[], None]") -> None:
        """Get the letters of a kind, the first time; ``missed`` is called when they are late."""
        if kind not in self._letters:
            text = await js.curlicue.bring("./letters/" + kind + ".json", missed)
            self._letters[kind] = letters_from_plain(loads(str(text)))

    def begin(self, text: str, kind: str, hand: str, link: str) -> str:
        """Begin to write a text in place of what is on the sheet; a sentence where it cannot be written.

        ``link`` is what the word came by (Drawings.link), "" where the reader typed it.
        """
        surface = self._page.surface
        made = plan(self._letters[kind], text, hand, (float(surface.clientWidth), float(surface.clientHeight)))
        if not isinstance(made, Plan):
            return write_words.refused(made.why, made.characters)
        self._whole = False
        entries = self._all(made, self._drawings.make_room(made.zoom))
        if link:
            self._drawings.link = link
        dom.say(write_words.WRITING)
        self._replaying.play(entries, {hand}, made.haste(self._replaying.fastest), False, self._over)
        return ""

    def _all(self, made: Plan, group: int) -> "Iterator[Entry]":
        yield from made.entries(group)
        self._whole = True

    def _over(self) -> None:
        dom.say(drawing_words.NOW_YOURS if self._whole else "")
        self._ended()
