"""The reader's drawings, kept on this device: that of the sheet as soon as its pen rests, and the last ones before it.

Each has two values in the browser's store: its document, and what a list shows of it.
"""

from asyncio import sleep
from json import dumps, loads
from typing import TYPE_CHECKING, Any, Callable

import js

from curlicue.actions import CLEAR, KNOW, PUT
from curlicue.plain import stroke_to_plain
from curlicue_drawing.coding import DrawingError, read
from curlicue_drawing.drawing import Drawing, strokes_of
from curlicue_drawing.written import from_text
from curlicue_hands.places import FIRST_HAND, is_taught
from curlicue_page import dom
from curlicue_page.browser import call
from curlicue_page.browser import read as read_from
from curlicue_page.choices import STORED
from curlicue_page.settings import DRAWN, has_drawing
from curlicue_page.sheet import ZOOM
from curlicue_words import drawing_words

if TYPE_CHECKING:
    from curlicue.payloads import Put, Written
    from curlicue_page.documents import Documents
    from curlicue_page.page import Page
    from curlicue_page.shelf import Shelf

DOCUMENT, SKETCH = "drawing-", "sketch-"  # begin the keys in the store; an id follows
MOST = 24  # drawings kept; of more the oldest goes
KEEP_MS = 500  # after the pen has come to rest
CARD_S = 0.1  # between two looks whether a card is there
MOST_LOOKS = 200
LONGEST_TITLE = 60
ROOM_PX = 24.0  # CSS px beyond the finger's places, for curls


class Sketch:
    """What a list shows of a drawing."""

    def __init__(self, name: str, shown: "dict[str, Any]") -> None:
        self.name = name  # its id
        self.title = str(shown["title"])  # "" until the reader gives it one
        self.at = str(shown["at"])  # when it was last drawn in, ISO 8601
        self.path = str(shown["path"])  # of an SVG
        self.box = [int(number) for number in shown["box"]]
        self.link = str(shown["link"])  # that it came by; "" of one's own

    def text(self) -> str:
        """As it is kept."""
        return dumps({"title": self.title, "at": self.at, "path": self.path, "box": self.box, "link": self.link})


class Drawings:
    """All of them by id, and which of them is on the sheet.

    ``changed`` may be set, and is called when there is another list of them.
    """

    def __init__(self, page: "Page", documents: "Documents", shelf: "Shelf") -> None:
        self.known: dict[str, Sketch] = {}
        self.changed: Callable[[], None] = lambda: None
        self.link = ""  # that the drawing on the sheet came by
        self._page = page
        self._documents = documents
        self._shelf = shelf
        self._names: dict[int, str] = {}  # ids of what was drawn on this visit, by the clears before it
        self._opened = ""  # id of the one that was just put on the sheet
        self._zooms: dict[int, float] = {}  # px of the page for one of theirs, by the clears before them; else 1
        self._next_zoom = 0.0  # of what was just put on the sheet; 0 for nothing
        self._kept = ""  # the document as it was last kept
        self._timer = 0
        self._refused = False  # the browser did not keep it
        self._told = False  # so the reader knows
        self._acts = 0  # that have put something in another's place
        self._to_keep: list[tuple[Written, float, str]] = []
        self._keeping = False
        js.window.addEventListener("pagehide", self.keep_now)
        js.document.addEventListener("visibilitychange", self.keep_now)
        self.opening = dom.go(self._open())

    def in_order(self) -> "list[Sketch]":
        """The drawings, the newest first."""
        return sorted(self.known.values(), key=lambda sketch: sketch.at, reverse=True)

    # The one on the sheet

    def rested(self) -> None:
        """Keep the drawing in a moment, if it has changed."""
        self._show_kept("")
        js.clearTimeout(self._timer)
        self._timer = js.setTimeout(self._look, KEEP_MS)

    def keep_now(self, *_event: object) -> None:
        """Keep what is to be kept in a moment at once: the page is hidden, or the sheet is to be cleared."""
        if self._timer:
            self._look()

    def _look(self) -> None:
        js.clearTimeout(self._timer)
        self._timer = 0
        zoom, opened = self._next_zoom, self._opened  # as they are now: the answer comes when they may be another's
        self._documents.ask(True, lambda written: self._take(written, zoom, opened))

    def _take(self, written: "Written", zoom: float, opened: str) -> None:
        self._to_keep.append((written, zoom, opened))
        if not self._keeping:
            self._keeping = True
            dom.go(self._keep_all())

    async def _keep_all(self) -> None:
        """Keep what waits, one after the other."""
        try:
            while self._to_keep:
                await self._keep(*self._to_keep.pop(0))
        finally:
            self._keeping = False
        if not self._timer:
            self._show_kept("no" if self._refused else "yes")

    def _show_kept(self, kept: str) -> None:
        """Write into <html data-kept> whether the drawing is kept as it last came to rest; "" while that is to come."""
        js.document.documentElement.dataset.kept = kept

    async def _keep(self, written: "Written", zoom: float, opened: str) -> None:
        clears = written["clears"]
        if zoom:
            self._zooms[clears] = zoom
            if zoom == self._next_zoom:
                self._next_zoom = 0.0
        if not self._next_zoom:
            self._zoom_to(self._zooms.get(clears, 1.0))
        if opened:
            self._names[clears] = opened
            if opened == self._opened:
                self._opened = ""
        elif clears not in self._names:
            self._names[clears] = _new_name()
        name = self._names[clears] if written["strokes"] else ""
        self._remember(name)
        if not name or written["text"] == self._kept:
            return
        before = self.known.get(name)
        there = await self._sketch(name)
        if there is not None and (before is None or there.at != before.at):
            name = self._names[clears] = _new_name()  # another tab draws in it
            self._remember(name)
        self._kept = written["text"]
        shown = {
            "title": before.title if before is not None else "",
            "at": str(js.Date.new().toISOString()),
            "path": written["path"],
            "box": written["box"],
            "link": self.link,
        }
        sketch = self.known[name] = Sketch(name, shown)
        kept = await js.curlicue.kept.set(DOCUMENT + name, written["text"], SKETCH + name, sketch.text())
        self._refused = not kept
        if self._refused and not self._told and _is_somebody_there():
            self._told = True
            dom.say(drawing_words.NOT_KEPT)
        for old in self.in_order()[MOST:]:
            await self.delete(old)
        self.changed()

    def _remember(self, name: str) -> None:
        """Write down which drawing is on the sheet; none for an empty name."""
        kept = self._page.choices.kept
        if kept.get(DRAWN, "") != name:
            kept[DRAWN] = name
            call(read_from(js.window, "localStorage"), "setItem", STORED, dumps(kept))

    def forget(self) -> None:
        """Let go of all: nothing is to be kept on this device, until something new is drawn."""
        self.known = {}
        self._names = {}
        self.changed()

    # Those before it

    async def open(self, sketch: Sketch) -> str:
        """Put a drawing on the sheet, in place of what is there, undoably; a sentence to say, or ""."""
        drawing, said = await self._document(sketch.name)
        if drawing is not None:
            group = self.make_room(self.fitting(drawing))  # before: it keeps what is on the sheet
            self._opened, self.link = sketch.name, sketch.link
            await self._show(drawing, under=False, group=group)
        return said

    def make_room(self, zoom: float) -> int:
        """Clear the sheet for what is to be put there, at a zoom; the group that what is put there has to have."""
        self.keep_now()
        self._acts += 1
        self._next_zoom = zoom
        self._zoom_to(self._next_zoom)
        if self._page.has_ink:
            self._page.do(CLEAR, None)
            return -self._acts
        return self._acts

    def fitting(self, drawing: Drawing) -> float:
        """Px of the page for one of a drawing's, so that all of it is on the sheet; 1 where it is anyway."""
        sheet = self._page.surface
        right, bottom = drawing.reach
        if right <= sheet.clientWidth and bottom <= sheet.clientHeight:
            return 1.0
        return min(1.0, sheet.clientWidth / (right + ROOM_PX), sheet.clientHeight / (bottom + ROOM_PX))

    def _zoom_to(self, zoom: float) -> None:
        sheet = self._page.surface.parentElement
        if float(sheet.getAttribute(ZOOM) or 1) != zoom:
            sheet.setAttribute(ZOOM, str(zoom))
            self._page.look_again()

    async def rename(self, sketch: Sketch, title: str) -> None:
        """Call a drawing otherwise."""
        sketch.title = title[:LONGEST_TITLE]
        await js.curlicue.kept.set(SKETCH + sketch.name, sketch.text())

    async def delete(self, sketch: Sketch) -> str:
        """Take a drawing from the device; its document, should it be wanted back."""
        self.known.pop(sketch.name, None)
        text = await js.curlicue.kept.get(DOCUMENT + sketch.name)
        await call(js.curlicue.kept, "del", DOCUMENT + sketch.name, SKETCH + sketch.name)
        return str(text or "")

    async def bring_back(self, sketch: Sketch, text: str) -> None:
        """Undo a deletion."""
        self.known[sketch.name] = sketch
        await js.curlicue.kept.set(DOCUMENT + sketch.name, text, SKETCH + sketch.name, sketch.text())

    # What is kept

    async def _open(self) -> None:
        """Put on the sheet what was there when the page was left, then look what else there is."""
        name = self._page.choices.kept.get("sheet", "")
        sketch = await self._sketch(name) if name else None
        if sketch is not None and (not has_drawing(str(js.location.hash)) or sketch.link == link_in_address()):
            drawing, said = await self._document(name)
            if drawing is not None:
                self._names[0] = name
                self.known[name] = sketch
                self.link = sketch.link
                self._zooms[0] = self.fitting(drawing)
                self._zoom_to(self._zooms[0])
                await self._show(drawing, under=True, group=None)
            if said:
                dom.say(said)
        for key, value in loads(await js.curlicue.kept.all(SKETCH) or "[]"):
            await sleep(dom.BREATH_S)  # the pen goes on between two of them
            other = _read_sketch(key[len(SKETCH) :], value)
            if other is not None and other.name not in self.known:
                self.known[other.name] = other
        self.changed()

    async def _sketch(self, name: str) -> "Sketch | None":
        text = await js.curlicue.kept.get(SKETCH + name)
        return _read_sketch(name, str(text)) if text else None

    async def _document(self, name: str) -> "tuple[Drawing | None, str]":
        """The drawing with its lines, and what is to be said of it."""
        text = await js.curlicue.kept.get(DOCUMENT + name)
        try:
            drawing = read(from_text(str(text or "")))
        except DrawingError as error:
            js.console.info("Curlicue cannot open a kept drawing: " + str(error))
            return None, drawing_words.refused(error.code, error.found)
        if any(stroke.pens is None for stroke in drawing.strokes):
            return None, drawing_words.refused("changed", "")
        return drawing, ""

    async def _show(self, drawing: Drawing, under: bool, group: "int | None") -> None:
        """Put strokes on the sheet as they were drawn, one after the other."""
        for made in drawing.hands:
            await self.know(made.name)
        for stroke in strokes_of(drawing):
            if stroke.hand not in self._page.cards.known:
                stroke.hand = FIRST_HAND  # the one that drew it is gone; its line is not
            stroke.group = group
            put: Put = {"strokes": [stroke_to_plain(stroke)], "under": under}
            self._page.do(PUT, put)
            await sleep(dom.BREATH_S)

    async def know(self, name: str) -> bool:
        """Let whoever draws know a hand, as soon as its card is there; false where it does not come."""
        cards = self._page.cards
        if is_taught(name):
            await self._shelf.opening
        if name not in cards.known and name in self._page.choices.names():
            cards.fetch(name)
            for _ in range(MOST_LOOKS):
                if name in cards.known:
                    break
                await sleep(CARD_S)
        if name not in cards.known:
            return False
        self._page.do(KNOW, cards.known[name])
        return True


def drawing_in_address() -> str:
    """The text of the drawing that the address brings, or ""."""
    for part in str(js.location.hash)[1:].split("&"):
        if part.startswith("drawing="):
            return part[len("drawing=") :]
    return ""


def link_in_address() -> str:
    """What the drawing that the address brings is known by, or "": the end of its text is a digest of it, or a word."""
    word = "&".join([part for part in str(js.location.hash)[1:].split("&") if part.startswith("write=")])
    return drawing_in_address()[-12:] or word


def _is_somebody_there() -> bool:
    """Whether a reader has touched the page or pressed a key; True where the browser does not tell.

    One who only looks on, as at a drawing in a frame of somebody else's page, has nothing to lose.
    """
    return read_from(read_from(read_from(js.window, "navigator"), "userActivation"), "hasBeenActive") is not False


def _new_name() -> str:
    """Eight digits that no other drawing has."""
    return f"{int(js.Math.random() * 0xFFFFFFFF):08x}"


def _read_sketch(name: str, text: str) -> "Sketch | None":
    """A sketch as it was kept; None where somebody else wrote there."""
    try:
        return Sketch(name, loads(text))
    except (ValueError, RuntimeError, TypeError, KeyError):
        return None
