"""The page: its controls and its frame, before and after its later half has come."""

from asyncio import sleep
from typing import TYPE_CHECKING, Any, Callable

import js

from curlicue.actions import CAN_REDO, CAN_UNDO, CLEAR, HAND, HAS_INK, REDO, SETTINGS, SHEET, UNDO
from curlicue.hand import hand_from_card
from curlicue_hands.places import FIRST_HAND, LATER
from curlicue_page import dom
from curlicue_page.browser import make
from curlicue_page.canvas import Canvas, Size
from curlicue_page.cards import Cards
from curlicue_page.choices import Choices
from curlicue_page.dom import BREATH_S, by_id, canvases
from curlicue_page.sheet import colour, measure, palette, surfaces
from curlicue_page.starter import Starter
from curlicue_page.waiting import Waiting, begins
from curlicue_page.wanted import DRAWS, Wanted
from curlicue_words import page_words

if TYPE_CHECKING:
    from curlicue.payloads import Kind, P
    from curlicue_page.roles import Drawer, Later

TOOLS = (("undo", CAN_UNDO), ("redo", CAN_REDO), ("clear", HAS_INK), ("save-png", HAS_INK))


class Page:
    """What really runs on the main thread. A curlicue_page.roles.Told.

    ``unpack`` puts a bundle of modules where they can be imported; ``later`` makes the half of the page that they hold.
    """

    def __init__(self, unpack: "Callable[[str], None]", later: "Callable[[Page], Later]") -> None:
        self.surfaces = surfaces()
        self.surface = self.surfaces[SHEET]
        self.cards = Cards(unpack)
        hand = hand_from_card(self.cards.known[FIRST_HAND])
        self.choices = choices = Choices()
        choices.stand(hand.loop.pull)
        choices.restore()
        ink, nib = Canvas(canvases("#draw-ink")[0]), Canvas(self.surface)
        self.starter = Starter(hand, choices.pen(), choices.free_steps(), ink, nib, self)
        self.drawer: Drawer = self.starter
        self.watcher: Any = make("ResizeObserver", self.look_again)
        self.palette: list[str] = []
        self.unpack = unpack
        self._make_later = later
        self._later: Later | None = None
        self._coming = False  # that half
        self._missing = False  # it did not come at the first try
        self._asked = False  # somebody waits for a recording
        self.worker_wanted = Wanted(self._want_worker)
        self._worker_due = False
        self._one_wanted = False  # somebody wants one drawn
        self._size: Size | None = None
        self._inked = False
        self._told_too_fast = False
        self._offered = -1  # what the tools were last told that there is to do
        self._snapshot: Any = None  # the one that was given last
        self._waiting = Waiting()

    # What the reader has set

    def set(self, *_event: object) -> None:
        """Show and use what the controls of the pen say."""
        self.choices.show()
        self.do(SETTINGS, self.choices.settings())

    def pulled(self, *_event: object) -> None:
        """Use the pull that the reader has set."""
        self.choices.pulled()
        self.set()

    def keep(self, *_event: object) -> None:
        """Use what the controls of the pen say, and remember it."""
        self.set()
        self.choices.keep()

    def choose(self, event: "js.Event") -> None:
        """Let the hand that the reader chose draw the next stroke, and remember it."""
        if event.target.matches('[data-control="hand"]'):
            self.choices.awaited = ""
            self.take_hand()
            self.keep()

    def take_hand(self) -> None:
        """Let the chosen hand draw the next stroke, which waits for its card if need be."""
        name = self.choices.hand()
        self._waiting.for_hand = name
        self.cards.get(name, self._came, self._missed)

    def obey(self, *_event: object) -> None:
        """Set what the address says, which has changed in an open page."""
        if self.choices.obey():
            self.set()
            self.take_hand()
            self._look_for_hand()

    def _look_for_hand(self) -> None:
        """Fetch the half of the page that looks for the reader's own hands, if one of those is to draw."""
        if self.choices.awaited:
            self.fetch_later()

    def _came(self, name: str) -> None:
        """Let a hand draw whose card is there, if it is still the chosen one."""
        if name == self.choices.hand():
            card = self.cards.known[name]
            self.do(HAND, card)
            self.choices.stand(card["loop"]["pull"])
            self.set()
            self._draw_waiting()

    def _missed(self, name: str, why: str) -> None:
        """Say that a card did not come, and let the hand before it draw what waits."""
        if name == self.choices.hand():
            dom.say(page_words.NO_HAND if why == "late" else page_words.WRONG_HAND)
            self._draw_waiting()

    def undo(self, *_event: object) -> None:
        """Take back the last stroke or the last clear."""
        dom.say("")
        if not self._drop_waiting():
            self.do(UNDO, None)

    def redo(self, *_event: object) -> None:
        """Bring back what was taken back."""
        dom.say("")
        self.do(REDO, None)

    def clear(self, *_event: object) -> None:
        """Clear the sheet, undoably."""
        dom.say(page_words.CLEARED if self.has_ink else "")
        self._drop_waiting()
        self.do(CLEAR, None)

    def do(self, kind: "Kind[P]", payload: "P") -> None:
        """Tell whoever draws what the reader wants."""
        self.drawer.do(kind, payload)
        js.curlicue.wake()

    @property
    def has_ink(self) -> bool:
        """Whether something is drawn on the sheet, as far as whoever draws has told."""
        return self._offered > 0 and bool(self._offered & HAS_INK)

    def save(self, *_event: object) -> None:
        """Save the drawing as a PNG on the sheet's colour."""
        if self.has_ink:
            self.drawer.save(colour("sheet"))

    # What the page shows

    def look_again(self, *_event: object) -> None:
        """Measure the surface and the page's colours; let what has changed be painted again."""
        size = measure(self.surface)
        colours = palette()
        if size != self._size or colours != self.palette:
            self._size = size
            self.palette = colours
            self.starter.restyle(size, colours)
        if self._later is not None:
            self._later.look_again()
        js.curlicue.wake()

    def offer(self, there: int) -> None:
        """Let tools that have nothing to do look so, and an empty sheet invite; ``there`` is of actions.offered."""
        if there != self._offered:
            self._offered = there
            for name, needs in TOOLS:
                dom.allow(name, bool(there & needs))
            by_id("draw-invite").hidden = bool(there & HAS_INK)

    def caught_up(self) -> None:
        """Take the finger's own line away: all of it is ink."""
        if not self._waiting.has_samples:
            js.curlicue.caughtUp()

    def inked(self) -> None:
        """Go on once a reader's finger has made ink."""
        if not self._inked and js.curlicue.trusted:
            self._inked = True
            dom.mark("curlicue:first-ink")
            self.worker_wanted.now()
            self._look_for_hand()

    def too_fast(self) -> None:
        """Say, once, that the finger has been fast for a while."""
        if not self._told_too_fast:
            self._told_too_fast = True
            dom.say(page_words.TOO_FAST)

    # Its frame

    def frame(self, now: float, samples: str, surface: str) -> bool:
        """Draw one animation frame, called by first.js; true while there is more to come."""
        if begins(samples) and not by_id("draw-status").hidden:  # a finger has come down
            dom.say("")
        more = False
        if surface not in self.surfaces:  # the pad, on which no pen draws
            more = self._later is not None and self._later.pad(samples)
            samples, surface = "", SHEET
        if self._waiting.takes(now, samples, surface):
            samples = ""  # the pen that draws on alone does so meanwhile
        more = self.drawer.frame(now, samples, surface) or self._waiting.has_samples or more
        if not more and self._later is not None:
            self._later.rested()
        return more

    def _draw_waiting(self) -> None:
        """Draw what has waited for a hand, with the one that is there now."""
        frames = self._waiting.end()
        for now, samples, surface in frames:
            self.drawer.hear(now, samples, surface)
        if frames:
            self.drawer.catch_up()
            js.curlicue.wake()

    def _drop_waiting(self) -> bool:
        """Take back what waits for a hand; false when nothing does."""
        waited = self._waiting.drop()
        if waited:
            there = self._offered
            self._offered = -1  # what an empty sheet shows is hidden since the touch
            self.offer(there)
            js.curlicue.caughtUp()
        return waited

    # Its later half

    def _want_worker(self) -> None:
        """Wake the worker as soon as the later half is there."""
        self._worker_due = True
        if self._later is not None:
            self._later.wake_worker()
        else:
            js.curlicue.begin(DRAWS)  # its files come while the later half does
            self.fetch_later()

    def fetch_later(self, *_event: object) -> None:
        """Fetch the later half, once."""
        if not self._coming:
            self._coming = True
            dom.go(self._get_later())

    async def _get_later(self) -> None:
        """Unpack the later half, and start what it holds."""
        await js.curlicue.readOn()
        self.unpack(str(await js.curlicue.bring("./" + LATER, self.miss_later)))
        dom.notice("")
        with open(LATER) as names:
            for name in names.read().split():
                __import__(name)  # compiled one at a time: all together they would stop the pen
                await sleep(BREATH_S)
        later = self._make_later(self)
        await later.build()
        self._later = later
        self.look_again()
        await sleep(BREATH_S)
        if self._worker_due:
            later.wake_worker()
        if self._asked:
            self.ask()
        if self._one_wanted:
            later.draw_one()

    def fetch_cards(self) -> None:
        """Let the cards of all hands come: what a worker needs in order to wake is there, or will not be."""
        for name in self.choices.names():
            self.cards.fetch(name)

    def want_one(self, *_event: object) -> None:
        """Draw one for whoever asks, as soon as the half of the page that can is there."""
        if self._later is None:
            self._one_wanted = True
            self.fetch_later()

    def miss_later(self) -> None:
        """Say that the later half has not come; it comes by itself once the line is back."""
        self._missing = True
        dom.notice(page_words.NO_FIGURES)
        js.curlicue.refuse(page_words.NO_RECORDING)

    # What programs ask

    def snapshot(self) -> Any:
        """window.curlicue.snapshot(): plain data, at once."""
        self._snapshot = js.JSON.parse(self.drawer.snapshot())  # kept: MicroPython may collect what it returns
        return self._snapshot

    def recorded(self, recording: str) -> None:
        """Give the recording, JSON, to whoever waits for it."""
        js.curlicue.deliver(recording)

    def ask(self) -> None:
        """window.curlicue.recording(): first.js keeps the promise, this fetches what it promised."""
        if self._later is not None:
            self.drawer.record()
        elif self._missing:
            js.curlicue.refuse(page_words.NO_RECORDING)
        else:
            self._asked = True
            self.fetch_later()
