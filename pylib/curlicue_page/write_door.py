"""The way to a word that is written: the buttons, the form, the address. What writes comes when somebody first asks."""

from typing import TYPE_CHECKING, Any, Callable

import js

from curlicue_page import dom
from curlicue_page.browser import call, matches, read
from curlicue_page.dom import all_of, by_id, control
from curlicue_page.drawings import link_in_address
from curlicue_page.in_place import add_above
from curlicue_page.write_link import KINDS, asked, link
from curlicue_words import figure_words

if TYPE_CHECKING:
    from curlicue_page.drawings import Drawings
    from curlicue_page.page import Page
    from curlicue_page.replaying import Replaying
    from curlicue_page.shelf import Shelf
    from curlicue_page.writing import Writing

TOUCHED = "(pointer: coarse)"  # there Enter is the only way to a new line


class WriteDoor:
    """Asks what is to be written, and lets it be written. ``hands_off`` lifts the fingers that are not the reader's."""

    def __init__(
        self,
        page: "Page",
        shelf: "Shelf",
        drawings: "Drawings",
        replaying: "Replaying",
        hands_off: "Callable[[], None]",
    ) -> None:
        self._page = page
        self._shelf = shelf
        self._drawings = drawings
        self._replaying = replaying
        self._hands_off = hands_off
        self._brought = False
        self._writing: Writing | None = None
        self._seen = ""  # the address that was obeyed last
        self._form = by_id("write")
        all_of(".controls")[0].before(self._form)
        offers = by_id("write-offers")
        by_id("draw-invite").append(offers.firstElementChild)
        add_above(lambda: control("draw-one").parentElement.append(offers.firstElementChild))
        offers.remove()
        self._text = by_id("write-text")
        self._button = control("write-it")
        self._ask = str(self._button.textContent)
        for button in all_of('[data-control="write"]'):
            button.addEventListener("click", self.open)
        self._button.addEventListener("click", self._pressed)
        self._form.addEventListener("keydown", self._keyed)
        self._form.addEventListener("submit", self._submitted)
        self._form.addEventListener("input", self._changed)
        js.window.addEventListener("hashchange", self._obey)
        dom.go(self._obey_first())

    def open(self, *_event: object) -> None:
        """Show the form, or fold it away."""
        there = bool(self._form.hidden)
        self._show(there)
        if there:
            self._form.scrollIntoView(js.JSON.parse(dom.NEAREST))  # clear of the time bar
            self._text.focus()

    def _show(self, there: bool) -> None:
        self._form.hidden = not there
        for button in all_of('[data-control="write"]'):
            button.setAttribute("aria-expanded", "true" if there else "false")

    async def _obey_first(self) -> None:
        await self._drawings.opening
        if self._drawings.link and self._drawings.link == link_in_address():
            self._seen = str(js.location.hash)  # it was written before the page was loaded again, and is there
        self._obey()

    def _obey(self, *_event: object) -> None:
        """Write what the address asks for, if that is new: who goes back to it has it already."""
        address = str(js.location.hash)
        wanted = asked(address[1:], _decoded)
        if wanted is not None and address != self._seen:
            self._seen = address
            self._text.value, kind = wanted
            for each in all_of('[data-control="letters"]'):
                each.checked = each.value == kind
            self._changed()
            if matches(dom.CALM):  # nothing moves until the reader says so
                self._show(True)
                self._say(figure_words.WORD_CAME)
            else:
                self._do(link_in_address())

    def _changed(self, *_event: object) -> None:
        by_id("write-said").textContent = ""
        by_id("write-link").hidden = True

    def _pressed(self, *_event: object) -> None:
        if self._replaying.under_way:
            self._replaying.stop()
        else:
            self._do("")

    def _keyed(self, event: "js.KeyboardEvent") -> None:
        if (
            event.key == "Enter"
            and event.target.id == self._text.id
            and not event.shiftKey
            and not read(event, "isComposing")
        ):
            if matches(TOUCHED) and not event.ctrlKey:
                return
            event.preventDefault()
            self._do("")

    def _submitted(self, event: "js.Event") -> None:
        event.preventDefault()

    def _kind(self) -> str:
        for each in all_of('[data-control="letters"]'):
            if each.checked:
                return str(each.value)
        return KINDS[0]

    def _do(self, came_by: str) -> None:
        self._hands_off()
        dom.go(self._write(str(self._text.value), self._kind(), came_by))

    async def bring(self) -> None:
        """Get what lets a finger go along lines, the first time."""
        if not self._brought:
            text = str(await js.curlicue.bring("./write.txt", self._miss))
            if not self._brought:  # two may have asked
                self._brought = True
                self._page.unpack(text)

    async def _write(self, text: str, kind: str, came_by: str) -> None:
        await self.bring()
        if self._writing is None:
            from curlicue_page.writing import Writing

            self._writing = Writing(self._page, self._drawings, self._replaying, self._ended)
        await self._writing.get_letters(kind, self._miss)
        await self._shelf.opening  # the chosen hand may be the reader's own
        hand = self._page.choices.hand()
        if not await self._drawings.know(hand):
            return
        self._say(self._writing.begin(text, kind, hand, came_by))
        if self._replaying.under_way:
            self._button.textContent = figure_words.STOP_WRITING
            there = by_id("write-link")
            there.href = link(text, kind, hand, _encoded)
            there.hidden = False

    def _miss(self) -> None:
        self._say(figure_words.NO_LETTERS)

    def _say(self, sentence: str) -> None:
        """Say why nothing is written: in the form, or on the sheet while that is folded away."""
        by_id("write-said").textContent = sentence
        if sentence and self._form.hidden:
            dom.say(sentence)

    def _ended(self) -> None:
        self._button.textContent = self._ask


def _encoded(text: str) -> str:
    return str(call(js.window, "encodeURIComponent", text) or "")


def _decoded(text: str) -> "str | None":
    found: Any = call(js.window, "decodeURIComponent", text)
    return None if found is None else str(found)
