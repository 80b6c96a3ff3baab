"""The other half of the page, fetched after the first ink: the worker, what it says, and the figures."""

from json import dumps
from typing import Any

import js

from curlicue.messages import (
    COLOURS,
    CONTINUE,
    FAILED,
    PAINTED,
    PICTURE,
    RECORD,
    RECORDING,
    SIZES,
    SLOWER,
    STAGE,
    TEXTS,
    TOO_FAST,
)
from curlicue.plain import recording
from curlicue_page import dom, words
from curlicue_page.detector import Detector
from curlicue_page.dom import control
from curlicue_page.draw_one import DrawOne
from curlicue_page.exhibit import show_exhibit
from curlicue_page.figures import Figures
from curlicue_page.handover import Handover
from curlicue_page.keyboard import Keyboard
from curlicue_page.sheet import add_layers, measure, palette, surfaces


class Further:
    """What joins the page once the starter draws. ``page`` is a curlicue_page.page.Page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.handover = Handover(page.starter.engine, self.hear)
        self.figures = Figures(self.handover.send, page.do)
        self.detector = Detector()
        show_exhibit()
        self.layers: dict[str, Any] = {}  # the worker's canvases, by name
        page.surfaces = surfaces()  # those of the article's rest as well
        self.draw_one = DrawOne(page.surface)
        self._keyboard = Keyboard(page.surfaces, self._undo, self._redo)
        for name in ("undo", "redo", "clear"):
            control(name).addEventListener("click", self._hands_off, True)  # before what it does
        self._watched = dict(page.surfaces)  # all that has a size the worker must know
        self._watched.update(self.figures.canvases())
        self._sizes: dict[str, Any] = {}
        self._margin = control("margin-right")
        self._margin.checked = bool(js.document.documentElement.getAttribute("data-margin"))
        self._margin.addEventListener("change", self._move_margin)
        for each in self._watched.values():
            page.watcher.observe(each)

    def _hands_off(self, *_event: Any) -> None:
        """Lift the fingers that are not the reader's own."""
        self.draw_one.stop()
        self._keyboard.lift()

    def _undo(self) -> None:
        self._hands_off()
        self.page.undo()

    def _redo(self) -> None:
        self._hands_off()
        self.page.redo()

    def _move_margin(self, *_event: Any) -> None:
        js.document.documentElement.setAttribute("data-margin", "right" if self._margin.checked else "")
        self.page.choices.keep()

    def look_again(self) -> None:
        """Sizes or colours may have changed: the worker is told. Not of paper: there is no time to paint again."""
        if js.window.matchMedia("print").matches:
            return
        sizes = {name: list(measure(each)) for name, each in self._watched.items()}
        if sizes != self._sizes:
            self._sizes = sizes
            self.handover.send(SIZES, sizes)
        self.handover.send(COLOURS, palette())

    def wake_worker(self) -> None:
        """Start the fast engine, if the browser can."""
        if self.layers:
            return
        if not js.Reflect.has(js.window, "OffscreenCanvas"):
            self.hear(FAILED, "OffscreenCanvas")
            return
        for name, surface in self.page.surfaces.items():
            for role, layer in add_layers(surface).items():
                self.layers[name + "-" + role] = layer
        engine = self.page.starter.engine
        names = sorted(engine.hands, key=lambda name: name != engine.hand.name)
        opening = {
            "cards": [self.page.cards.known[name] for name in names],
            "surfaces": list(self.page.surfaces),
            "sizes": self._sizes,
            "colours": palette(),
        }
        canvases = self.figures.canvases()
        canvases.update(self.layers)
        self.handover.wake(opening, canvases)
        self.figures.watch()
        self.figures.tell_switches()

    def hear(self, kind: str, payload: Any) -> None:
        """What the worker says that is not about the handover itself."""
        if kind == STAGE:
            dom.mark("curlicue:" + payload)
        elif kind == CONTINUE:
            js.curlicue.wake()
        elif kind == PAINTED:
            self.page.put_down()
            dom.mark("curlicue:takeover")
            dom.show_engine(payload)
            if payload == "python":
                dom.notice(words.SLOW_ENGINE)
        elif kind == SLOWER:
            dom.show_engine("python")
            dom.notice(words.SLOW_ENGINE)
        elif kind == FAILED:
            self._go_on_alone(str(payload))
        elif kind == TOO_FAST:
            self.page.too_fast()
        elif kind == TEXTS:
            self.figures.show(payload)
        elif kind == RECORDING:
            js.curlicue.deliver(payload)
        elif kind == PICTURE:
            dom.download(payload)

    def _go_on_alone(self, reason: str) -> None:
        """No worker, or none any more: the starter draws on, and first draws again what only the worker had."""
        js.console.info("Curlicue draws on without its worker: " + reason)
        dom.notice(words.SLOW_ENGINE)
        dom.show_engine("starter")
        for waking in dom.all_of(".strip-waking"):
            waking.textContent = words.ASLEEP
        for layer in self.layers.values():
            layer.remove()
        if self.handover.journal():
            self.page.starter.go_on(self.handover.journal())
        self.ask()  # whoever waits for a recording has waited in vain for the worker's
        self.page.pick_up()

    def ask(self) -> None:
        """Somebody wants the recording of whoever draws."""
        if self.handover.drawing:
            self.handover.send(RECORD)
        else:
            js.curlicue.deliver(dumps(recording(self.page.starter.engine)))
