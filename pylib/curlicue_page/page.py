"""The page: its controls, its frame, and who draws just now."""

from asyncio import create_task
from json import dumps
from typing import Any, Callable

import js

from curlicue.hand import hand_from_card
from curlicue.messages import (
    CAN_REDO,
    CAN_UNDO,
    CLEAR,
    HAND,
    HAS_INK,
    PICTURE,
    REDO,
    SETTINGS,
    SHEET,
    TOO_FAST_STEPS,
    UNDO,
    offered,
    snapshot,
)
from curlicue_page import dom, words
from curlicue_page.browser import make, read
from curlicue_page.canvas import Canvas
from curlicue_page.cards import Cards
from curlicue_page.choices import FIRST_HAND, Choices
from curlicue_page.dom import by_id, control
from curlicue_page.sheet import Size, colour, measure, palette, surfaces
from curlicue_page.starter import Starter

IDLE_MS = 4000  # without a touch for so long, the worker wakes all the same
TOOLS = (("undo", CAN_UNDO), ("redo", CAN_REDO), ("clear", HAS_INK), ("save-png", HAS_INK))
LONG_S = 1.0  # a stroke that waits longer for its hand is told why


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
        self.cards = Cards(unpack)
        hand = hand_from_card(self.cards.known[FIRST_HAND])
        self.choices = choices = Choices()
        choices.stand(hand.loop.pull)
        choices.restore()
        self.canvases = [Canvas(by_id("draw-ink")), Canvas(self.surface)]
        self.starter = Starter(hand, choices.settings(), choices.free_steps(), self.canvases[0], self.canvases[1])
        self.further: Any = None  # the other half of the page, see curlicue_page.further
        self.handover: Any = NoWorker()
        self.coming: Any = None  # the task that gets the other half of the page; kept, or it may be collected
        self.missing = False  # it did not come at the first try
        self.asked = False  # somebody waits for a recording
        self.one_wanted = False  # somebody wants one drawn
        self.worker_wanted = False
        self.watcher: Any = make("ResizeObserver", self.look_again)
        self.size: Size | None = None
        self.palette: list[str] = []
        self.inked = False
        self.told_too_fast = False
        self.offered = -1  # what the tools were last told that there is to do
        self.shown: Any = None  # the snapshot that was given last
        self._awaited: str | None = None  # the chosen hand, while its card is on its way
        self._held: list[tuple[float, str, str]] = []  # frames since a stroke began that it is to draw

    # What the reader has set

    def set(self, *_event: Any) -> None:
        """Show and use what the controls of the pen say."""
        self.choices.show()
        self.do(SETTINGS, {"pull": self.choices.settings().pull, "free_steps": self.choices.free_steps()})

    def pulled(self, *_event: Any) -> None:
        """Use the pull that the reader has set."""
        self.choices.pulled()
        self.set()

    def keep(self, *_event: Any) -> None:
        """Use what the controls of the pen say, and remember it."""
        self.set()
        self.choices.keep()

    def choose(self, *_event: Any) -> None:
        """Let the hand that the reader chose draw the next stroke, and remember it."""
        self.take_hand()
        self.keep()

    def take_hand(self) -> None:
        """Let the chosen hand draw the next stroke, which waits for its card if need be."""
        name = self.choices.hand()
        self._awaited = name
        self.cards.get(name, self.came, self.missed)

    def obey(self, *_event: Any) -> None:
        """Set what the address says, which has changed in an open page."""
        if self.choices.obey():
            self.set()
            self.take_hand()

    def came(self, name: str) -> None:
        """Let a hand draw whose card is there, if it is still the chosen one."""
        if name == self.choices.hand():
            card = self.cards.known[name]
            self.do(HAND, card)
            self.choices.stand(card["loop"]["pull"])
            self.set()
            self.draw_held()

    def missed(self, name: str, why: str) -> None:
        """Say that a card did not come, and let the hand before it draw what waits."""
        if name == self.choices.hand():
            dom.say(words.NO_HAND if why == "late" else words.WRONG_HAND)
            self.draw_held()

    def undo(self, *_event: Any) -> None:
        """Take back the last stroke or the last clear."""
        dom.say("")
        if not self.drop_held():
            self.do(UNDO)

    def redo(self, *_event: Any) -> None:
        """Bring back what was taken back."""
        dom.say("")
        self.do(REDO)

    def clear(self, *_event: Any) -> None:
        """Clear the sheet, undoably."""
        dom.say(words.CLEARED if self.offered & HAS_INK else "")
        self.drop_held()
        self.do(CLEAR)

    def do(self, kind: str, payload: Any = None) -> None:
        """Tell whoever draws what the reader wants."""
        if self.handover.drawing:
            self.handover.send(kind, payload)
            if kind == HAND:
                self.starter.know(payload)  # should it have to draw again
        else:
            self.starter.do(kind, payload)
            if kind == HAND:
                self.handover.send(kind, payload)  # a worker that is waking will need it
        js.curlicue.wake()

    def save(self, *_event: Any) -> None:
        """Save the drawing as a PNG on the sheet's colour."""
        if not self.offered & HAS_INK:
            return
        if self.handover.drawing:
            self.handover.send(PICTURE, [SHEET + "-ink", colour("sheet")])
            return
        dom.save_canvas(self.canvases[0].element, colour("sheet"))

    # What the page shows

    def look_again(self, *_event: Any) -> None:
        """Measure the surface, which may have a new size, and the page's colours; paint again what changed."""
        size = measure(self.surface)
        colours = palette()
        if size != self.size or colours != self.palette:
            if size != self.size and not self.handover.drawing:
                for canvas in self.canvases:
                    canvas.resize(size.width, size.height, size.ratio)
            self.size = size
            self.palette = colours
            self.starter.restyle(colours, size.width, size.height, size.scale)
        if self.further is not None:
            self.further.look_again()
        js.curlicue.wake()

    def offer(self, there: int) -> None:
        """Let tools that have nothing to do look so, and an empty sheet invite; ``there`` is of messages.offered."""
        if there != self.offered:
            self.offered = there
            for name, needs in TOOLS:
                control(name).setAttribute("aria-disabled", "false" if there & needs else "true")
            by_id("draw-invite").hidden = bool(there & HAS_INK)

    def put_down(self) -> None:
        """Empty the starter's canvases, which are not needed while the worker draws."""
        for canvas in self.canvases:
            canvas.resize(1, 1, 1)

    def pick_up(self) -> None:
        """Let the starter paint again."""
        self.size = None
        self.look_again()

    def too_fast(self) -> None:
        """Say, once, that the finger has been fast for a while."""
        if not self.told_too_fast:
            self.told_too_fast = True
            dom.say(words.TOO_FAST)

    # Who draws

    def frame(self, now: float, samples: str, surface: str) -> bool:
        """Draw one animation frame, called by first.js; true while there is more to come."""
        if samples.startswith("[[0") and not by_id("draw-status").hidden:  # a finger has come down
            dom.say("")
        if self._awaited is not None and self._hold(now, samples, surface):
            samples = ""  # the pen that draws on alone does so meanwhile
        return self._draw(now, samples, surface) or bool(self._held)

    def _hold(self, now: float, samples: str, surface: str) -> bool:
        """Keep a frame's samples from the stroke on that the awaited hand is to draw; false if there is none yet."""
        if not self._held and "[0," not in samples:
            return False
        if not self._held:
            js.curlicue.showFinger()
        elif now - self._held[0][0] > LONG_S and by_id("draw-status").hidden:
            dom.say(words.HAND_COMES)
        if samples:
            self._held.append((now, samples, surface))
        return True

    def draw_held(self) -> None:
        """Draw what has waited for a hand, with the one that is there now."""
        self._awaited = None
        held = self._held
        self._held = []
        if not held:
            return
        if not by_id("draw-status").hidden and by_id("draw-status-text").textContent == words.HAND_COMES:
            dom.say("")
        for now, samples, surface in held:
            if self.handover.drawing:
                self.handover.samples(now, samples, surface)
            else:
                self.starter.hear(now, samples)
        if self.handover.drawing:
            js.curlicue.caughtUp()
        else:
            self.starter.caught_up = False  # all of it is drawn, however long it has waited
        js.curlicue.wake()

    def drop_held(self) -> bool:
        """Take back what waits for a hand; false when nothing does."""
        waited = bool(self._held)
        self._held = []
        if waited:
            there = self.offered
            self.offered = -1  # what an empty sheet shows is hidden since the touch
            self.offer(there)
            js.curlicue.caughtUp()
        return waited

    def _draw(self, now: float, samples: str, surface: str) -> bool:
        if self.handover.drawing:
            return bool(self.handover.samples(now, samples, surface))
        more = self.starter.frame(now, samples)
        engine = self.starter.engine
        if self.starter.whole:
            more = self.handover.show() or more
            self.offer(offered(engine))
        if self.starter.caught_up and not self._held:
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
            self.seen = make("IntersectionObserver", self.see)
            if self.seen is not None:
                self.seen.observe(by_id("remembers"))
                return
        self.want_worker()

    def see(self, entries: Any, *_rest: Any) -> None:
        """Get the worker once the figures have come into view."""
        if entries[0].isIntersecting:
            self.seen.disconnect()
            self.want_worker()

    def want_worker(self) -> None:
        """Wake the worker as soon as the other half of the page is there."""
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
        """Unpack the other half of the page, and start what it holds; then get the cards of the other hands."""
        await js.curlicue.readOn()
        self.unpack(str(await js.curlicue.bring("./later.json", self.miss_further)))
        from curlicue_page.further import Further

        dom.notice("")
        self.further = further = Further(self)
        self.handover = further.handover
        self.look_again()
        if self.worker_wanted:
            further.wake_worker()
            for name in self.choices.names():
                self.cards.fetch(name)
        if self.asked:
            further.ask()
        if self.one_wanted:
            further.draw_one.press()

    def want_one(self, *_event: Any) -> None:
        """Draw one for whoever asks, as soon as the half of the page that can is there."""
        if self.further is None:
            self.one_wanted = True
            self.fetch_further()

    def miss_further(self) -> None:
        """Say that the other half has not come; it comes by itself once the line is back."""
        self.missing = True
        dom.notice(words.NO_FIGURES)
        js.curlicue.refuse(words.NO_RECORDING)

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
        elif self.missing:
            js.curlicue.refuse(words.NO_RECORDING)
        else:
            self.asked = True
            self.fetch_further()
