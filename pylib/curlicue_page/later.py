"""The half of the page that comes after the first ink: figures, keys, lessons, and the worker behind them."""

from typing import TYPE_CHECKING

import js

from curlicue_page import dom
from curlicue_page.detector import Detector
from curlicue_page.dom import control
from curlicue_page.draw_one import DrawOne
from curlicue_page.exhibit import show_exhibit
from curlicue_page.figures import Figures
from curlicue_page.keyboard import Keyboard
from curlicue_page.learning import Learning
from curlicue_page.link import ToWorker
from curlicue_page.sheet import surfaces
from curlicue_page.workers import Workers

if TYPE_CHECKING:
    from curlicue_page.page import Page


class LaterPage:
    """What joins the page once the starter draws. A curlicue_page.roles.Later."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        js.document.body.append(dom.by_id("time-bar"))  # out of the article, in whose fragment it came
        page.surfaces = surfaces()  # those of the article's rest as well
        to_worker = ToWorker()
        figures = Figures(to_worker.tell, page.do)
        learning = Learning(to_worker.tell, page.choices.hand)
        self._workers = Workers(page, to_worker, figures, learning)
        self._detector = Detector()
        show_exhibit()
        self._draw_one = DrawOne(page.surface)
        self._keyboard = Keyboard(page.surfaces, self._undo, self._redo)
        for name in ("undo", "redo", "clear"):
            control(name).addEventListener("click", self._hands_off, True)  # before what it does
        self._margin = control("margin-right")
        self._margin.checked = bool(js.document.documentElement.getAttribute("data-margin"))
        self._margin.addEventListener("change", self._move_margin)

    def look_again(self) -> None:
        """Tell the worker of new sizes and colours."""
        self._workers.look_again()

    def wake_worker(self) -> None:
        """Start the fast engine, if the browser can."""
        self._workers.wake()

    def draw_one(self) -> None:
        """Let a simulated finger draw."""
        self._draw_one.press()

    def _hands_off(self, *_event: object) -> None:
        """Lift the fingers that are not the reader's own."""
        self._draw_one.stop()
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
