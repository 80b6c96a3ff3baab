"""The half of the page that comes after the first ink: figures, keys, lessons, and the worker behind them."""

from asyncio import sleep
from typing import TYPE_CHECKING

import js

from curlicue_page import dom
from curlicue_page.detector import Detector
from curlicue_page.documents import Documents
from curlicue_page.dom import BREATH_S, control
from curlicue_page.draw_one import DrawOne
from curlicue_page.drawings import Drawings
from curlicue_page.drawings_section import DrawingsSection
from curlicue_page.exhibit import show_exhibit
from curlicue_page.figures import Figures
from curlicue_page.kept_section import KeptSection
from curlicue_page.keyboard import Keyboard
from curlicue_page.learning import Learning
from curlicue_page.link import ToWorker
from curlicue_page.offline import Offline
from curlicue_page.redrawing import Redrawing
from curlicue_page.replaying import Replaying
from curlicue_page.sharing import Sharing
from curlicue_page.sheet import surfaces
from curlicue_page.shelf import Shelf
from curlicue_page.take_along import TakeAlong
from curlicue_page.teach_section import TeachSection
from curlicue_page.workers import Workers
from curlicue_page.write_door import WriteDoor

if TYPE_CHECKING:
    from curlicue_page.page import Page


class LaterPage:
    """What joins the page once the starter draws. A curlicue_page.roles.Later."""

    def __init__(self, page: "Page") -> None:
        self._page = page

    async def build(self) -> None:
        """Make its parts, with breaths between them: all together they would stop the pen."""
        page = self._page
        js.document.body.append(dom.by_id("time-bar"))  # out of the article, in whose fragment it came
        page.surfaces = surfaces()  # those of the article's rest as well
        to_worker = ToWorker()
        figures = Figures(to_worker.tell, page.do)
        await sleep(BREATH_S)
        learning = Learning(to_worker.tell, page.choices.hand)
        self._documents = Documents(page)
        self._take_along = TakeAlong(page, to_worker.tell, to_worker.give_up, self._documents)
        await sleep(BREATH_S)
        self._workers = Workers(page, to_worker, figures, learning, self._documents, self._take_along)
        self._offline = Offline(page)
        self._workers.taken = self._offline.taken
        await sleep(BREATH_S)
        self._detector = Detector()
        show_exhibit()
        await sleep(BREATH_S)
        self.shelf = Shelf(page, learning.follow)
        self._teach = TeachSection(page, self.shelf, self._documents)
        await sleep(BREATH_S)
        self.drawings = Drawings(page, self._documents, self.shelf)
        self._drawn = DrawingsSection(self.drawings)
        await sleep(BREATH_S)
        self._draw_one = DrawOne(page.surface)
        self.replaying = Replaying(page)
        self._write = WriteDoor(page, self.shelf, self.drawings, self.replaying, self._hands_off)
        await sleep(BREATH_S)
        self.sharing = Sharing(page, self._documents, self.drawings, self.replaying)
        self._redrawing = Redrawing(page, self._documents, self.drawings, self.replaying)
        self._kept = KeptSection(page, self.shelf, self._open_lines)
        self._kept.emptied = self._forget
        await sleep(BREATH_S)
        self._keyboard = Keyboard(page, self._undo, self._redo)
        for name in ("undo", "redo", "clear"):
            control(name).addEventListener("click", self._hands_off, True)  # before what it does
        control("draw-one").addEventListener("click", self.replaying.stop, True)
        self._margin = control("margin-right")
        self._margin.checked = bool(js.document.documentElement.getAttribute("data-margin"))
        self._margin.addEventListener("change", self._move_margin)

    def look_again(self) -> None:
        """Tell the worker of new sizes and colours."""
        self._workers.look_again()

    def wake_worker(self) -> None:
        """Start the fast engine, if the browser can."""
        self._workers.wake()

    def pad(self, samples: str) -> bool:
        """Take a frame's samples of a finger on the pad; true while it is down."""
        return self._teach.pad(samples)

    def _forget(self) -> None:
        """Let go of what is to be kept on this device."""
        self._teach.forget()
        self.drawings.forget()
        self._offline.forget()

    async def _open_lines(self, text: str) -> "str | None":
        """Draw what is in a file that is no hand; a sentence of it, or None where it is nothing that can be drawn."""
        await self._write.bring()
        from curlicue_page.openings import Openings

        return await Openings(self._page, self.drawings, self.replaying, self.sharing).take(text)

    def rested(self) -> None:
        """Keep the drawing: nothing moves any more."""
        self.drawings.rested()
        self._offline.rested()

    def draw_one(self) -> None:
        """Let a simulated finger draw."""
        self._draw_one.press()

    def _hands_off(self, *_event: object) -> None:
        """Lift the fingers that are not the reader's own."""
        self.drawings.keep_now()
        self._draw_one.stop()
        self.replaying.stop()
        self._keyboard.lift()

    def _undo(self) -> None:
        self._hands_off()
        self._page.undo()

    def _redo(self) -> None:
        self._hands_off()
        self._page.redo()

    def _move_margin(self, *_event: object) -> None:
        js.document.documentElement.setAttribute("data-margin", "right" if self._margin.checked else "")
        self._page.choices.keep()
