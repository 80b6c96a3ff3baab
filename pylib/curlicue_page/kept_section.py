"""The section of the reader's own hands: named, saved as files, opened from files, deleted and brought back."""

from typing import TYPE_CHECKING, Any, Callable

import js

from curlicue_page import dom, hand_row
from curlicue_page.browser import call, read
from curlicue_page.choices import STORED
from curlicue_page.dom import all_of, by_id, control
from curlicue_page.downloads import download_text
from curlicue_page.kept_list import KeptList, line_like, name_of
from curlicue_words import kept_words

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from curlicue_page.page import Page
    from curlicue_page.shelf import Shelf, TaughtHand

FILE_KIND = "application/json"
LARGEST_OF_ALL = 2_000_000  # characters of any file


class KeptSection:
    """The list of hands on the shelf, and what one can do with each."""

    def __init__(self, page: "Page", shelf: "Shelf", open_lines: "Callable[[str], Awaitable[str | None]]") -> None:
        self._page = page
        self._open_lines = open_lines  # for a file that is no hand; None if it is of no kind that can be opened
        self._shelf = shelf
        self._list = KeptList("kept-hands", self._pressed, self._renamed)
        self._gone: dict[str, TaughtHand] = {}  # deleted, and not yet forgotten
        self._everything = control("delete-all")
        self._ask = str(self._everything.textContent)
        self._sure = False  # "Delete everything" was pressed once
        self.emptied: Callable[[], None] = lambda: None  # called when everything is to be deleted
        shelf.changed = self._show
        control("open-hand").addEventListener("change", self._given)
        js.document.addEventListener("dragover", self._dragged)
        js.document.addEventListener("drop", self._dropped)
        js.document.addEventListener("change", self._mark)
        js.window.addEventListener("hashchange", self._mark)
        self._everything.addEventListener("click", self._delete_all)
        self._everything.addEventListener("blur", self._unsure)
        self._show()

    # What is shown

    def _show(self) -> None:
        """List the hands anew."""
        self._gone = {}
        self._list.show([_line(hand) for hand in self._shelf.in_order()])
        self._mark()

    def _mark(self, *_event: object) -> None:
        """Show which of them draws, and whether there is any."""
        chosen = self._page.choices.hand()
        for button in all_of('#kept-hands [data-deed="draw"]'):
            button.setAttribute("aria-pressed", "true" if name_of(button) == chosen else "false")
        by_id("kept-none").hidden = bool(self._shelf.hands or self._gone)

    def _say(self, sentence: str) -> None:
        by_id("kept-said").textContent = sentence

    # What is done with one

    def _pressed(self, deed: str, name: str) -> None:
        self._say("")
        if deed == "undo":
            dom.go(self._bring_back(name))
            return
        hand = self._shelf.hands[name]
        if deed == "draw":
            hand_row.choose(name)
            by_id("draw").scrollIntoView()
        elif deed == "save":
            _save(hand)
        else:
            dom.go(self._delete(hand))

    def _renamed(self, name: str, field: "js.Element") -> None:
        dom.go(self._rename(self._shelf.hands[name], field))

    async def _rename(self, hand: "TaughtHand", field: "js.Element") -> None:
        title = " ".join(str(field.value).split())
        said = await self._shelf.rename(hand, title)
        field.value = hand.title  # as it was, where nobody can be called so
        self._say(said)

    async def _delete(self, hand: "TaughtHand") -> None:
        self._gone[hand.name] = hand
        self._list.take_out(hand.name, kept_words.DELETED.format(title=hand.title))
        await self._shelf.delete(hand)
        self._mark()

    async def _bring_back(self, name: str) -> None:
        hand = self._gone.pop(name)
        self._list.put_back(name, _line(hand))
        self._say(await self._shelf.bring_back(hand))
        self._mark()

    # Files

    def _given(self, event: "js.Event") -> None:
        """Take the file that the reader chose."""
        file = call(read(event.target, "files"), "item", 0)
        if file is not None:
            dom.go(self._open(file, False))

    def _dragged(self, event: "js.Event") -> None:
        """Keep the browser from going to a file that is dropped here."""
        if call(read(read(event, "dataTransfer"), "types"), "includes", "Files"):
            event.preventDefault()

    def _dropped(self, event: "js.Event") -> None:
        """Take the file that was dropped on the page."""
        self._dragged(event)
        file = call(read(read(event, "dataTransfer"), "files"), "item", 0)
        if file is not None:
            dom.go(self._open(file, bool(by_id("draw").contains(event.target))))

    async def _open(self, file: Any, on_sheet: bool) -> None:
        """Let the hand in a file draw, and say so where it was given; or what is wrong with it."""
        said = await self._take(file)
        control("open-hand").value = ""  # the same file may be chosen again
        if on_sheet:
            dom.say(said)
        else:
            self._say(said)
            by_id("kept-said").scrollIntoView(js.JSON.parse(dom.NEAREST))

    async def _take(self, file: Any) -> str:
        await self._page.cards.get_checks()
        from curlicue_hands.hand_file import LARGE, NOT_A_HAND, HandFileError, read_file

        text = await js.curlicue.kept.read(file, LARGEST_OF_ALL + 1)
        if text is None:
            return kept_words.UNREADABLE
        try:
            card = read_file(text)
        except HandFileError as error:
            if error.code in (LARGE, NOT_A_HAND) and len(text) <= LARGEST_OF_ALL:
                said = await self._open_lines(text)
                if said is not None:
                    return said
            js.console.info("Curlicue does not take this file: " + str(error))
            return kept_words.refused(error.code, error.found)
        return await self._shelf.add(card) or kept_words.OPENED

    # All of it

    def _delete_all(self, *_event: object) -> None:
        if self._sure:
            self._unsure()
            dom.go(self._delete_everything())
        else:
            self._sure = True
            self._everything.textContent = kept_words.SURE

    def _unsure(self, *_event: object) -> None:
        self._sure = False
        self._everything.textContent = self._ask

    async def _delete_everything(self) -> None:
        self._shelf.empty()
        self.emptied()
        self._page.choices.kept.clear()
        self._page.choices.remember()
        call(read(js.window, "localStorage"), "removeItem", STORED)
        gone = await js.curlicue.kept.clear()
        by_id("delete-said").textContent = kept_words.ALL_DELETED if gone else kept_words.ALL_NOT_DELETED


def _line(hand: "TaughtHand") -> "js.Element":
    """A hand's line in the list."""
    line = line_like("kept-hand", hand.name)
    line.querySelector("path").setAttribute("d", hand.thumbnail)
    field = line.querySelector("input")
    field.value = hand.title
    if not hand.can_draw:
        line.querySelector('[data-deed="draw"]').remove()
        line.querySelector("p").hidden = False
        field.disabled = True
    return line


def _save(hand: "TaughtHand") -> None:
    """Hand the reader a hand as a file."""
    from curlicue_hands.hand_file import file_name, write_file

    download_text(write_file(hand.text), file_name(hand.name, hand.title), FILE_KIND)
