"""The other half of the page, fetched after the first ink: the worker, what it says, and the figures."""

from asyncio import create_task, sleep
from json import dumps
from typing import Any

import js

from curlicue.messages import (
    ALONG,
    COLOURS,
    CONTINUE,
    FAILED,
    NO_EPOCH,
    OFFERED,
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
from curlicue_ink.signed import SAVED
from curlicue_page import dom, figure_words
from curlicue_page.browser import call, matches, read
from curlicue_page.detector import Detector
from curlicue_page.dom import control
from curlicue_page.draw_one import DrawOne
from curlicue_page.exhibit import show_exhibit
from curlicue_page.figures import Figures
from curlicue_page.handover import NO_WORKERS, Handover
from curlicue_page.keyboard import Keyboard
from curlicue_page.learning import Learning
from curlicue_page.sheet import measure, surfaces
from curlicue_page.signature import sign

STILL_MS = 20_000  # after so long the strips say that the worker is still on its way
WAIT_S = 0.2  # between two looks whether the starter has painted all
MOST_WAKES = 4  # workers that are tried on one visit


class Further:
    """What joins the page once the starter draws. ``page`` is a curlicue_page.page.Page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.handover = Handover(page.starter.engine, self.hear)
        js.document.body.append(dom.by_id("time-bar"))  # out of the article, in whose fragment it came
        self.figures = Figures(self.tell, page.do)
        self.detector = Detector()
        self.learning = Learning(self.tell, page.choices.hand)
        show_exhibit()
        self.layers: dict[str, Any] = {}  # the worker's canvases, by name
        page.surfaces = surfaces()  # those of the article's rest as well
        self.draw_one = DrawOne(page.surface)
        self._keyboard = Keyboard(page.surfaces, self._undo, self._redo)
        for name in ("undo", "redo", "clear"):
            control(name).addEventListener("click", self._hands_off, True)  # before what it does
        self._watched: dict[str, Any] = {}  # all that has a size the worker must know
        self._sizes: dict[str, Any] = {}
        self._colours: list[str] = []  # as the worker was told
        self._wakes = 0
        self._chance: Any = None  # the task that waits for a chance to try again; kept, or it may be collected
        self._signing: Any = None  # the task that signs a picture, kept like the other
        self._margin = control("margin-right")
        self._margin.checked = bool(js.document.documentElement.getAttribute("data-margin"))
        self._margin.addEventListener("change", self._move_margin)
        js.window.addEventListener("pageshow", self._came_back)
        self._watch_sizes()

    def _watch_sizes(self) -> None:
        self._watched = dict(self.page.surfaces)
        self._watched.update(self.figures.canvases())
        for each in self._watched.values():
            call(self.page.watcher, "observe", each)

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

    def tell(self, kind: str, payload: Any = None) -> None:
        """Tell the worker of the moment, if there is one."""
        self.handover.send(kind, payload)

    def look_again(self) -> None:
        """Tell the worker of sizes and colours that have changed. Not of paper: there is no time to paint again."""
        if matches("print"):
            return
        sizes = {name: list(measure(each)) for name, each in self._watched.items()}
        changed = {name: size for name, size in sizes.items() if size != self._sizes.get(name)}
        if changed:  # each of these canvases is empty then, and painted again from the drawing's first step
            self._sizes = sizes
            self.tell(SIZES, changed)
        if self.page.palette != self._colours:
            self._colours = self.page.palette
            self.tell(COLOURS, self._colours)

    # The worker's life

    def wake_worker(self) -> None:
        """Start the fast engine, if the browser can."""
        if self.layers:
            return
        if read(js.window, "OffscreenCanvas") is None:
            self.hear(FAILED, NO_WORKERS)
            return
        self._wakes += 1
        for name, surface in self.page.surfaces.items():
            for role in ("nib",) if name == ALONG else ("ink", "nib"):  # the picture has its ink
                self.layers[name + "-" + role] = _add_layer(surface, role)
        engine = self.page.starter.engine
        names = sorted(engine.hands, key=lambda name: name != engine.hand.name)
        opening = {
            "cards": [self.page.cards.known[name] for name in names],
            "surfaces": list(self.page.surfaces),
            "sizes": self._sizes,
            "colours": self._colours,
        }
        canvases = self.figures.canvases()
        canvases.update(self.layers)
        self.handover.wake(opening, canvases)
        self.figures.watch()
        self.figures.tell_switches()
        js.setTimeout(self._say_it_wakes, STILL_MS)

    def _say_it_wakes(self) -> None:
        if self.handover.waking:
            self._say_on_strips(figure_words.STILL_WAKING)

    def _say_on_strips(self, sentence: str) -> None:
        for waking in dom.all_of(".strip-waking"):
            waking.textContent = sentence

    def _came_back(self, event: Any) -> None:
        """Give up a worker that was still waking when the page was left: what it waited for does not come any more."""
        if event.persisted and self.handover.waking:
            self.handover.fail("the page was left while it was waking")

    def _go_on_alone(self, reason: str) -> None:
        """Let the starter draw on, after what only the worker had; and another worker wake when there is a chance."""
        js.console.info("Curlicue draws on without its worker: " + reason)
        dom.notice(figure_words.SLOW_ENGINE)
        dom.show_engine("starter")
        self._say_on_strips(figure_words.ASLEEP)
        starter = self.page.starter
        starter.go_on(self.handover.left())
        self.page.pick_up()
        if js.curlicue.isAwaited():
            self.ask()  # whoever waits for a recording has waited in vain for the worker's
        if reason != NO_WORKERS and self._wakes < MOST_WAKES:
            self._chance = create_task(self._try_again())
        else:
            self._take_layers()

    async def _try_again(self) -> None:
        """Wake another worker once something has happened that makes it worth while, and all is drawn again."""
        await js.curlicue.chance()
        while not self.page.starter.painted:
            await sleep(WAIT_S)
        self._take_layers()
        self.figures.renew_canvases()
        self._watch_sizes()
        self.handover = Handover(self.page.starter.engine, self.hear)
        self.page.handover = self.handover
        self._sizes = {}
        self.look_again()
        self.wake_worker()

    def _take_layers(self) -> None:
        """Take the lost worker's canvases off the page: until then they show what it had painted."""
        for layer in self.layers.values():
            layer.remove()
        self.layers = {}

    # What the worker says

    def hear(self, kind: str, payload: Any) -> None:
        """Do what the worker says that is not about the handover itself."""
        if kind == STAGE:
            dom.mark("curlicue:" + payload)
        elif kind == CONTINUE:
            self.learning.tell()
            js.curlicue.wake()
        elif kind == PAINTED:
            self.page.put_down()
            dom.mark("curlicue:takeover")
            dom.show_engine(payload)
            dom.notice(figure_words.SLOW_ENGINE if payload == "python" else "")
        elif kind == SLOWER:
            dom.show_engine("python")
            dom.notice(figure_words.SLOW_ENGINE)
        elif kind == FAILED:
            self._go_on_alone(str(payload))
        elif kind == OFFERED:
            self.page.offer(payload)
        elif kind == TOO_FAST:
            self.page.too_fast()
        elif kind == NO_EPOCH:
            self.learning.missed()
        elif kind == TEXTS:
            self.figures.show(payload)
        elif kind == RECORDING:
            js.curlicue.deliver(payload)
        elif kind == PICTURE and payload.name == SAVED:
            self._signing = create_task(sign(payload.picture))
        elif kind == PICTURE:
            dom.download(payload.picture)

    def ask(self) -> None:
        """Get somebody the recording of whoever draws."""
        if self.handover.drawing:
            self.tell(RECORD)
        else:
            js.curlicue.deliver(dumps(recording(self.page.starter.engine)))


def _add_layer(surface: Any, role: str) -> Any:
    """One more canvas below the topmost one of a surface, for the worker."""
    layer = js.document.createElement("canvas")
    layer.className = "layer"
    layer.dataset.role = role
    surface.parentElement.insertBefore(layer, surface)
    return layer
