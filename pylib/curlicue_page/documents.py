"""The sheet's drawing as a document, for whoever on the page wants it: kept, sent, taught from."""

from asyncio import sleep
from typing import TYPE_CHECKING, Callable

from curlicue_page import dom

if TYPE_CHECKING:
    from curlicue.payloads import Written
    from curlicue_page.page import Page

WAIT_S = 0.2  # between two looks whether the starter has what a lost worker had


class Documents:
    """Asks whoever draws; answers come in the order of the questions."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._waiting: list[tuple[bool, Callable[[Written], None]]] = []

    def ask(self, with_lines: bool, take: "Callable[[Written], None]") -> None:
        """Call ``take`` with the document as soon as it is there: with its lines, or with the finger's part alone."""
        self._waiting.append((with_lines, take))
        if self._page.starter.whole:
            self._page.drawer.write(with_lines, self.take)

    def take(self, written: "Written") -> None:
        """Give the next answer to who asked."""
        if self._waiting:
            _, take = self._waiting.pop(0)
            take(written)

    def ask_again(self) -> None:
        """Ask once more what a lost worker was asked, as soon as its drawing is the starter's."""
        dom.go(self._ask_again())

    async def _ask_again(self) -> None:
        while not self._page.starter.whole:
            await sleep(WAIT_S)
        for with_lines, _ in list(self._waiting):
            self._page.drawer.write(with_lines, self.take)
