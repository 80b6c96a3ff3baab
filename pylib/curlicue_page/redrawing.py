"""The same finger with another hand: all that is on the sheet, drawn again by the hand that is chosen."""

from typing import TYPE_CHECKING

import js

from curlicue.replay import entries_of
from curlicue_drawing.coding import read
from curlicue_drawing.written import from_text
from curlicue_page import dom
from curlicue_page.dom import by_id, control
from curlicue_words import drawing_words

if TYPE_CHECKING:
    from curlicue.payloads import Written
    from curlicue_page.documents import Documents
    from curlicue_page.drawings import Drawings
    from curlicue_page.page import Page
    from curlicue_page.replaying import Replaying


class Redrawing:
    """The button, and what it does."""

    def __init__(self, page: "Page", documents: "Documents", drawings: "Drawings", replaying: "Replaying") -> None:
        self._page = page
        self._documents = documents
        self._drawings = drawings
        self._replaying = replaying
        control("draw-one").before(by_id("redraw-tool").content)
        self._button = control("redraw")
        self._button.addEventListener("click", self._ask)
        js.document.addEventListener("change", self._changed)
        control("clear").addEventListener("click", self._fold)

    def _fold(self, *_event: object) -> None:
        """Hide the button: there is nothing to be drawn again."""
        self._button.hidden = True

    def _changed(self, event: "js.Event") -> None:
        """Offer it to who has chosen another hand while there is something on the sheet."""
        if event.target.matches('[data-control="hand"]'):
            self._button.hidden = not self._page.has_ink

    def _ask(self, *_event: object) -> None:
        self._button.hidden = True
        self._replaying.stop()
        self._documents.ask(False, self._draw)

    def _draw(self, written: "Written") -> None:
        """Draw it again in its own place, as one act."""
        hand = self._page.choices.hand()
        if not written["strokes"]:
            dom.say(drawing_words.NOTHING_TO_DRAW_AGAIN)
        elif hand in self._page.cards.known:
            drawing = read(from_text(written["text"]))
            group = self._drawings.make_room(self._drawings.fitting(drawing))
            entries = entries_of([stroke._replace(hand=hand) for stroke in drawing.strokes], group)
            self._replaying.play(entries, {hand}, self._replaying.most, True)
