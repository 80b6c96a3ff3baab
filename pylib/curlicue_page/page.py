"""The page: its controls, its frame, and who draws just now."""

from asyncio import create_task
from json import dumps
from typing import Any, Callable

import js

from curlicue.hand import hand_from_card
from curlicue.messages import (
    CLEAR,
    HAND,
    PICTURE,
    REDO,
    SETTINGS,
    SHEET,
    TOO_FAST_STEPS,
    UNDO,
    snapshot,
)
from curlicue_page import dom, words
from curlicue_page.browser import read
from curlicue_page.canvas import Canvas
from curlicue_page.cards import Cards
from curlicue_page.choices import FIRST_HAND, Choices
from curlicue_page.dom import by_id
from curlicue_page.sheet import Size, colour, measure, palette, surfaces
from curlicue_page.starter import Starter

IDLE_MS = 4000  # without a touch for so long, the worker wakes all the same


class NoWorker:
    """Stands where the handover will be, once that half of the page has come."""

    drawing = False

    def send(self, kind: str, payload: Any = None) -> None:
        """Nobody to tell."""

    def show(self) -> bool:
        """Nobody to show anything."""
        return False


class Page:
    """What really runs on the main thread. ``unpack`` puts a bundle of modules where they can be imported."""

    def __init__(self, unpack: "Callable[[str], None]") -> None:
        self.unpack = unpack
        self.surfaces = surfaces()
        self.surface = self.surfaces[SHEET]
        self.cards = Cards()
        hand = hand_from_card(self.cards.known[FIRST_HAND])
        self.choices = choices = Choices()
        choices.stand(hand.loop.pull)
        choices.restore()
        self.canvases = [Canvas(by_id("draw-ink")), Canvas(self.surface)]
        self.starter = Starter(hand, choices.settings(), choices.free_steps(), self.canvases[0], self.canvases[1])
        self.further: Any = None  # the other half of the page, see curlicue_page.further
        self.handover: Any = NoWorker()
        self.coming: Any = None  # the task that gets the other half of the page; kept, or it may be collected
        self.asked = False  # somebody waits for a recording
        self.one_wanted = False  # somebody wants one drawn
        self.worker_wanted = False
        self.watcher: Any = js.ResizeObserver.new(self.look_again)
        self.size: Size | None = None
        self.inked = False
        self.told_too_fast = False
        self.shown: Any = None  # the snapshot that was given last

    # What the reader has set

    def set(self, *_event: Any) -> None:
        """A control of the pen moves."""
        self.choices.show()
        self.do(SETTINGS, {"pull": self.choices.settings().pull, "free_steps": self.choices.free_steps()})

    def pulled(self, *_event: Any) -> None:
        """The reader moves the pull."""
        self.choices.pulled()
        self.set()

    def keep(self, *_event: Any) -> None:
        """A control of the pen has come to rest."""
        self.set()
        self.choices.keep()

    def choose(self, *_event: Any) -> None:
        """Another hand is to draw the next stroke; its card is fetched when it is first wanted."""
        self.keep()
        self.cards.get(self.choices.hand(), self.came)

    def came(self, name: str, card: Any) -> None:
        """The card of a hand is there, or None did not come: let it draw if it is still the chosen one."""
        if card is None:
            dom.say(words.NO_HAND)
        elif name == self.choices.hand():
            self.do(HAND, card)
            self.choices.stand(card["loop"]["pull"])
            self.set()

    def undo(self, *_event: Any) -> None:
        """Take back the last stroke or the last clear."""
        dom.say("")
        self.do(UNDO)

    def redo(self, *_event: Any) -> None:
        """Bring back what was taken back."""
        dom.say("")
        self.do(REDO)

    def clear(self, *_event: Any) -> None:
        """Clear the sheet, undoably."""
        dom.say(words.CLEARED)
        self.do(CLEAR)

    def do(self, kind: str, payload: Any = None) -> None:
        """Tell whoever draws what the reader wants."""
        if self.handover.drawing:
            self.handover.send(kind, payload)
        else:
            self.starter.do(kind, payload)
            if kind == HAND:
                self.handover.send(kind, payload)  # a worker that is waking will need it
            js.curlicue.wake()

    def save(self, *_event: Any) -> None:
        """Save the drawing as a PNG on the sheet's colour."""
        if self.handover.drawing:
            self.handover.send(PICTURE, [SHEET + "-ink", colour("sheet")])
            return
        dom.save_canvas(self.canvases[0].element, colour("sheet"))

    # What the page shows

    def look_again(self, *_event: Any) -> None:
        """The surface may have a new size, or the page new colours."""
        size = measure(self.surface)
        if size != self.size and not self.handover.drawing:
            for canvas in self.canvases:
                canvas.resize(size.width, size.height, size.ratio)
        self.size = size
        self.starter.restyle(palette(), size.scale)
        if self.further is not None:
            self.further.look_again()
        js.curlicue.wake()

    def put_down(self) -> None:
        """The worker draws: the starter's canvases are not needed any more."""
        for canvas in self.canvases:
            canvas.resize(1, 1, 1)

    def pick_up(self) -> None:
        """The starter draws again."""
        self.size = None
        self.look_again()

    def too_fast(self) -> None:
        """The finger has been fast for a while: say so, once."""
        if not self.told_too_fast:
            self.told_too_fast = True
            dom.say(words.TOO_FAST)

    # Who draws

    def frame(self, now: float, samples: str, surface: str) -> bool:
        """One animation frame, called by first.js; true while there is more to come."""
        if samples.startswith("[[0") and not by_id("draw-status").hidden:  # a finger has come down
            dom.say("")
        if self.handover.drawing:
            return bool(self.handover.samples(now, samples, surface))
        more = self.starter.frame(now, samples)
        more = self.handover.show() or more
        engine = self.starter.engine
        if self.starter.caught_up:
            js.curlicue.caughtUp()
        if not self.inked and engine.steps and js.curlicue.trusted:
            self.inked = True
            dom.mark("curlicue:first-ink")
            self.go_further()
        if engine.pen is not None and engine.pen.fast_steps >= TOO_FAST_STEPS:
            self.too_fast()
        return more

    def go_further(self, *_event: Any) -> None:
        """Get the other half of the page, with the figures and the worker; with Save-Data on, once they are seen."""
        if read(read(js.navigator, "connection"), "saveData"):
            self.seen = js.IntersectionObserver.new(self.see)
            self.seen.observe(by_id("remembers"))
        else:
            self.want_worker()

    def see(self, entries: Any, *_rest: Any) -> None:
        """The figures come into view, or leave it."""
        if entries[0].isIntersecting:
            self.seen.disconnect()
            self.want_worker()

    def want_worker(self) -> None:
        """From here on the worker is welcome."""
        self.worker_wanted = True
        if self.further is not None:
            self.further.wake_worker()
        else:
            self.fetch_further()

    def fetch_further(self, *_event: Any) -> None:
        """Fetch the other half, once."""
        if self.coming is None:
            self.coming = create_task(self.get_further())

    async def get_further(self) -> None:
        """Unpack the other half of the page, and start what it holds."""
        try:
            await js.curlicue.readOn()
            response = await js.fetch("./later.json")
            self.unpack(str(await response.text()))
        except Exception as error:  # noqa: BLE001  # offline, or not there: whatever JavaScript throws
            js.console.info("Curlicue draws on without its worker: " + str(error))
            dom.notice(words.SLOW_ENGINE)
            return
        from curlicue_page.further import Further

        self.further = further = Further(self)
        self.handover = further.handover
        self.look_again()
        if self.worker_wanted:
            further.wake_worker()
        if self.asked:
            further.ask()
        if self.one_wanted:
            further.draw_one.press()

    def want_one(self, *_event: Any) -> None:
        """Draw one for whoever asks, as soon as the half of the page that can is there."""
        if self.further is None:
            self.one_wanted = True
            self.fetch_further()

    def snapshot(self) -> Any:
        """window.curlicue.snapshot(): plain data, at once."""
        if self.handover.drawing and self.handover.frame is not None:
            text = self.handover.frame[1]
        else:
            text = dumps(snapshot(self.starter.engine, "starter"))
        self.shown = js.JSON.parse(text)  # kept: MicroPython may collect what it returns before JavaScript has it
        return self.shown

    def ask(self) -> None:
        """window.curlicue.recording(): first.js keeps the promise, this fetches what it promised."""
        if self.further is not None:
            self.further.ask()
        else:
            self.asked = True
            self.fetch_further()
