"""The workers of a visit: one draws, and when it is lost another one wakes at the next chance."""

from asyncio import sleep
from typing import TYPE_CHECKING, Any, Callable

import js

from curlicue.messages import (
    COLOURS,
    NO_EPOCH,
    OFFERED,
    RECORDING,
    RIBBONS,
    SIZES,
    SLOWER,
    STAGE,
    TEXTS,
    TOO_FAST,
    WRITTEN,
    Ears,
    canvas_of,
)
from curlicue_ink.signed import SAVED
from curlicue_out.kinds import FRAME, TAKEN
from curlicue_page import dom
from curlicue_page.browser import call, matches, read
from curlicue_page.figures import Figures
from curlicue_page.learning import Learning
from curlicue_page.link import Link, ToWorker
from curlicue_page.sheet import measure
from curlicue_page.signature import sign
from curlicue_page.take_along import TakeAlong
from curlicue_page.takeover import LOST, Takeover
from curlicue_words import figure_words

if TYPE_CHECKING:
    from curlicue.payloads import Opening
    from curlicue_page.documents import Documents
    from curlicue_page.page import Page
    from curlicue_page.roles import Drawer

STILL_MS = 20_000  # after so long the strips say that the worker is still on its way
WAIT_S = 0.2  # between two looks whether the starter has painted all
MOST_WAKES = 4  # workers that are tried on one visit


class Workers:
    """Wakes them, keeps them informed of what the page looks like, and hears what they say to the page."""

    def __init__(
        self,
        page: "Page",
        to_worker: ToWorker,
        figures: Figures,
        learning: Learning,
        documents: "Documents",
        take_along: TakeAlong,
    ) -> None:
        self._page = page
        self._documents = documents
        self._figures = figures
        self._learning = learning
        self._take_along = take_along
        self._to_worker = to_worker
        self._takeover: Takeover | None = None
        self._layers: dict[str, js.HTMLCanvasElement] = {}  # canvases of the worker of the moment, by name
        self._watched: dict[str, js.HTMLCanvasElement] = {}  # all that has a size it must know
        self._sizes: dict[str, list[float]] = {}  # as it was told
        self._colours: list[str] = []
        self._wakes = 0
        self._given_up = False  # there will be no other one
        self._pictures: dict[str, Callable[[Any], None]] = {
            FRAME: take_along.show_frame,
            TAKEN: take_along.take_picture,
            SAVED: self._sign,
        }
        self.taken: Callable[[], None] = lambda: None  # called when one has taken over
        js.window.addEventListener("pageshow", self._came_back)
        self._watch_sizes()

    def _watch_sizes(self) -> None:
        self._watched = dict(self._page.surfaces)
        self._watched.update(self._figures.canvases())
        for each in self._watched.values():
            call(self._page.watcher, "observe", each)

    def look_again(self) -> None:
        """Tell the worker of sizes and colours that have changed. Not of paper: there is no time to paint again."""
        if matches("print"):
            return
        sizes = {name: list(measure(each)) for name, each in self._watched.items()}
        changed = {name: size for name, size in sizes.items() if size != self._sizes.get(name)}
        if changed:  # each of these canvases is empty then, and painted again from the drawing's first step
            self._sizes = sizes
            self._to_worker.tell(SIZES, changed)
        if self._page.palette != self._colours:
            self._colours = self._page.palette
            self._to_worker.tell(COLOURS, self._colours)

    # Waking one

    def wake(self) -> None:
        """Start a worker, unless one is there or none will do."""
        if self._given_up or (self._takeover is not None and self._takeover.state != LOST):
            return
        self._wakes += 1
        ears = self._listen()
        self._to_worker.link = link = Link(ears, self._pictures)
        starter = self._page.starter
        self._takeover = Takeover(starter, link, self._page, self._draw_by, self._began, self._taken, self._go_on_alone)
        self._takeover.listen(ears)
        if read(js.window, "OffscreenCanvas") is None:
            link.lose(figure_words.NO_WORKERS)
            return
        for name, surface in self._page.surfaces.items():
            for role in ("nib",) if name == RIBBONS else ("ink", "nib"):  # the picture's ink is a figure's
                self._layers[canvas_of(name, role)] = _add_layer(surface, role)
        hands = starter.engine.hands
        names = sorted(hands, key=lambda name: name != starter.engine.hand.name)
        opening: Opening = {
            "cards": [self._page.cards.known[name] for name in names],
            "surfaces": list(self._page.surfaces),
            "sizes": self._sizes,
            "colours": self._colours,
        }
        canvases = self._figures.canvases()
        canvases.update(self._layers)
        link.open(opening, canvases)
        self._figures.watch()
        self._figures.tell_switches()
        js.setTimeout(self._say_it_wakes, STILL_MS)

    def _draw_by(self, drawer: "Drawer") -> None:
        self._page.drawer = drawer

    def _began(self) -> None:
        """Tell the worker that has just begun to draw what is no drawing."""
        self._learning.tell()
        js.curlicue.wake()

    def _taken(self, engine: str) -> None:
        """Show that the worker draws."""
        self._page.starter.put_down()
        dom.mark("curlicue:takeover")
        self._page.fetch_cards()
        dom.show_engine(engine)
        dom.notice(figure_words.SLOW_ENGINE if engine == "python" else "")
        self.taken()

    def _say_it_wakes(self) -> None:
        if self._takeover is not None and self._takeover.waking:
            _say_on_strips(figure_words.STILL_WAKING)

    def _came_back(self, event: "js.PageTransitionEvent") -> None:
        """Give up a worker that was still waking when the page was left: what it waited for does not come any more."""
        if event.persisted and self._takeover is not None and self._takeover.waking:
            self._takeover.give_up(figure_words.LEFT)

    # Losing one

    def _go_on_alone(self, why: str) -> None:
        """Let the starter draw on, after what only the worker had; and another worker wake when there is a chance."""
        js.console.info("Curlicue draws on without its worker: " + why)
        dom.notice(figure_words.SLOW_ENGINE)
        dom.show_engine("starter")
        _say_on_strips(figure_words.ASLEEP)
        self._take_along.lost()
        self._page.starter.pick_up()
        self._page.fetch_cards()
        js.curlicue.wake()
        self._documents.ask_again()  # like the next one
        if js.curlicue.isAwaited():
            self._page.ask()  # whoever waits for a recording has waited in vain for the worker's
        if why != figure_words.NO_WORKERS and self._wakes < MOST_WAKES:
            dom.go(self._try_again())
        else:
            self._given_up = True
            self._take_layers()

    async def _try_again(self) -> None:
        """Wake another worker once something has happened that makes it worth while, and all is drawn again."""
        await js.curlicue.chance()
        while not self._page.starter.painted:
            await sleep(WAIT_S)
        self._take_layers()
        self._figures.renew_canvases()
        self._watch_sizes()
        self._to_worker.link = None
        self._sizes = {}
        self.look_again()
        self.wake()

    def _take_layers(self) -> None:
        """Take the lost worker's canvases off the page: until then they show what it had painted."""
        for layer in self._layers.values():
            layer.remove()
        self._layers = {}

    # What one says

    def _listen(self) -> Ears:
        ears = Ears()
        ears.on(STAGE, self._mark)
        ears.on(SLOWER, self._slower)
        ears.on(OFFERED, self._page.offer)
        ears.on(TOO_FAST, self._too_fast)
        ears.on(NO_EPOCH, self._learning.missed)
        ears.on(TEXTS, self._figures.show)
        ears.on(RECORDING, self._page.recorded)
        ears.on(WRITTEN, self._documents.take)
        self._take_along.listen(ears)
        return ears

    def _mark(self, stage: str) -> None:
        dom.mark("curlicue:" + stage)

    def _slower(self, _nothing: None) -> None:
        dom.show_engine("python")
        dom.notice(figure_words.SLOW_ENGINE)

    def _too_fast(self, _nothing: None) -> None:
        self._page.too_fast()

    def _sign(self, picture: "js.Blob") -> None:
        dom.go(sign(picture))


def _say_on_strips(sentence: str) -> None:
    for waking in dom.all_of(".strip-waking"):
        waking.textContent = sentence


def _add_layer(surface: "js.Element", role: str) -> "js.HTMLCanvasElement":
    """One more canvas below the topmost one of a surface, for the worker."""
    layer = js.document.createElement("canvas")
    layer.className = "layer"
    layer.dataset.role = role
    surface.parentElement.insertBefore(layer, surface)
    return layer
