"""A drawing as a link: given away, and drawn again where somebody opens it."""

from json import dumps
from typing import TYPE_CHECKING

import js

from curlicue.replay import AT_ONCE, entries_of
from curlicue.stroke import STEPS_PER_S
from curlicue_drawing.coding import LARGE, DrawingError, read
from curlicue_drawing.drawing import Drawing
from curlicue_drawing.written import from_text
from curlicue_page import dom
from curlicue_page.browser import read as read_from
from curlicue_page.dom import by_id, control
from curlicue_page.downloads import download_text
from curlicue_page.drawings import drawing_in_address, link_in_address
from curlicue_page.settings import with_settings
from curlicue_words import drawing_words

if TYPE_CHECKING:
    from curlicue.payloads import Written
    from curlicue_page.documents import Documents
    from curlicue_page.drawings import Drawings
    from curlicue_page.page import Page
    from curlicue_page.replaying import Replaying

LONGEST_LINK = 8000  # letters of a drawing in an address: what messengers pass on whole
FORMAT = "curlicue-drawing"  # of the file of one that is longer
FILE = "curlicue-{hand}.json"
ALONE = "?exhibit=draw"  # the sheet and its controls, nothing else
# Its margin scrolls the page around it, as it does here.
EMBED = (
    '<iframe src="{address}" title="{title}" loading="lazy" allow="clipboard-write"'
    ' style="width: 100%; height: 780px; border: 0"></iframe>'
)
LONGEST_TAKEN = 200_000  # of one that is opened
LONGEST_S = 15.0  # that a drawing which is opened takes to draw itself


def _say(sentence: str) -> None:
    """Say it in the panel."""
    by_id("take-said").textContent = sentence


class Sharing:
    """The button that gives a link, and what happens to one who comes by it."""

    def __init__(self, page: "Page", documents: "Documents", drawings: "Drawings", replaying: "Replaying") -> None:
        self._page = page
        self._documents = documents
        self._drawings = drawings
        self._replaying = replaying
        self._seen = ""  # the drawing that the address brought last
        control("share").addEventListener("click", self.share)
        control("embed").addEventListener("click", self.embed)
        js.window.addEventListener("hashchange", self._look)
        dom.go(self._open_first())

    # Out

    def share(self, *_event: object) -> None:
        """Give the reader a link to the drawing, by way of the system's sheet or the clipboard."""
        self._documents.ask(False, self._share)

    def embed(self, *_event: object) -> None:
        """Copy the html that shows the drawing, drawing itself, on another page."""
        self._documents.ask(False, self._embed)

    def _share(self, written: "Written") -> None:
        if self._fits(written):
            dom.go(self._give(self._link(written, ""), "share", drawing_words.COPIED))

    def _embed(self, written: "Written") -> None:
        if self._fits(written):
            frame = EMBED.format(address=self._link(written, ALONE), title=drawing_words.EMBED_TITLE)
            dom.go(self._give(frame, "copy", drawing_words.EMBED_COPIED))

    def _fits(self, written: "Written") -> bool:
        """Whether there is a drawing that an address can hold; says why not, and saves a longer one as a file."""
        by_id("share-link").hidden = True
        text = written["text"]
        if not written["strokes"]:
            _say(drawing_words.NOTHING_TO_SHARE)
            return False
        if len(text) > LONGEST_LINK:
            download_text(dumps({"format": FORMAT, "drawing": text}), FILE.format(hand=self._page.choices.hand()))
            _say(drawing_words.TOO_LONG)
            return False
        return True

    def _link(self, written: "Written", query: str) -> str:
        here = str(read_from(js.location, "href")).split("#", 1)[0].split("?", 1)[0] + query
        return here + "#" + with_settings("drawing=" + written["text"], {"hand": self._page.choices.hand()})

    async def _give(self, text: str, way: str, said: str) -> None:
        given = str(await (js.curlicue.share(text) if way == "share" else js.curlicue.copy(text)) or "refused")
        _say(said if given == "copied" else "")
        if given == "refused":
            field = by_id("share-address")
            field.value = text
            by_id("share-link").hidden = False
            field.focus()
            field.select()

    # In

    async def _open_first(self) -> None:
        await self._drawings.opening
        if self._drawings.link and self._drawings.link == link_in_address():
            self._seen = drawing_in_address()  # it was drawn before the page was loaded again, and is there
        self._look()

    def _look(self, *_event: object) -> None:
        """Draw what the address brings, if that is new."""
        text = drawing_in_address()
        if text and text != self._seen:
            self._seen = text
            dom.go(self.open(text[: LONGEST_TAKEN + 1], link_in_address()))

    async def open(self, text: str, link: str) -> None:
        """Draw a document again before the reader's eyes, in place of what is on the sheet; or say why not."""
        try:
            if len(text) > LONGEST_TAKEN:
                raise DrawingError(LARGE, str(len(text)))
            drawing = read(from_text(text))
        except DrawingError as error:
            js.console.info("Curlicue cannot open this drawing: " + str(error))
            dom.say(drawing_words.refused(error.code, error.found))
            return
        drawing, said = await self._with_hands_here(drawing)
        group = self._drawings.make_room(self._drawings.fitting(drawing))
        self._drawings.link = link
        entries = entries_of(drawing.strokes, group)
        hands = {stroke.hand for stroke in drawing.strokes}
        most = self._replaying.most
        speed = most if most == AT_ONCE else max(1.0, min(drawing.steps / STEPS_PER_S / LONGEST_S, most))
        if said:
            dom.say(said)
        self._replaying.play(entries, hands, speed, True, self._hand_over)

    async def _with_hands_here(self, drawing: Drawing) -> "tuple[Drawing, str]":
        """The drawing by hands that are here, and what is to be said of those that are not, or are others now."""
        own = self._page.choices.hand()
        known = self._page.cards.known
        others = []
        missing = set()
        for made in drawing.hands:
            if not await self._drawings.know(made.name):
                missing.add(made.name)
            elif not known[made.name]["model_sha256"].startswith(made.digest):
                others.append(str(known[made.name]["title"]))
        if missing:
            strokes = [each._replace(hand=own) if each.hand in missing else each for each in drawing.strokes]
            drawing = Drawing(drawing.hands, tuple(strokes))
            return drawing, drawing_words.MISSING_HANDS.format(hand=known[own]["title"])
        return drawing, drawing_words.OTHER_HANDS.format(hands=", ".join(others)) if others else ""

    def _hand_over(self) -> None:
        dom.say(drawing_words.NOW_YOURS)
