"""The page: its controls, its frame, and who draws just now."""

from json import dumps
from typing import Any

import js

from curlicue.hand import hand_from_card
from curlicue.messages import (
    CLEAR,
    COLOURS,
    CONTINUE,
    FAILED,
    HAND,
    PAINTED,
    PICTURE,
    RECORD,
    RECORDING,
    REDO,
    SETTINGS,
    SHEET,
    SIZES,
    SLOWER,
    STAGE,
    TEXTS,
    TOO_FAST,
    TOO_FAST_STEPS,
    UNDO,
    snapshot,
)
from curlicue.pen import slider_of_pull
from curlicue.plain import recording
from curlicue_page import dom, words
from curlicue_page.canvas import Canvas
from curlicue_page.cards import Cards
from curlicue_page.choices import FIRST_HAND, Choices
from curlicue_page.dom import by_id, mark
from curlicue_page.figures import Figures
from curlicue_page.handover import STAGE_MARKS, Handover
from curlicue_page.sheet import Size, add_layers, colour, measure, palette, surfaces
from curlicue_page.starter import Starter

IDLE_MS = 4000  # without a touch for so long, the worker wakes all the same


class Page:
    """What really runs on the main thread."""

    def __init__(self) -> None:
        self.surfaces = surfaces()
        self.surface = self.surfaces[SHEET]
        self.cards = Cards()
        hand = hand_from_card(self.cards.known[FIRST_HAND])
        self.choices = choices = Choices()
        choices.pull.value = str(round(100 * slider_of_pull(hand.loop.pull)))
        choices.restore()
        self.canvases = [Canvas(by_id("draw-ink")), Canvas(self.surface)]
        self.starter = Starter(hand, choices.settings(), choices.free_steps(), self.canvases[0], self.canvases[1])
        self.handover = Handover(self.starter.engine, self.hear)
        self.figures = Figures(self.handover.send, self.do)
        self.sizes: dict[str, Size] = {}
        self.layers: dict[str, Any] = {}  # the worker's canvases, by name
        self.inked = False
        self.told_too_fast = False

    # What the reader has set

    def set(self, *_event: Any) -> None:
        """A control of the pen moves."""
        self.choices.show()
        self.do(SETTINGS, {"pull": self.choices.settings().pull, "free_steps": self.choices.free_steps()})

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
            self.handover.send(PICTURE, colour("sheet"))
            return
        dom.save_canvas(self.canvases[0].element, colour("sheet"))

    # What the page shows

    def look_again(self, *_event: Any) -> None:
        """The surface may have a new size, or the page new colours."""
        sizes = {name: measure(each) for name, each in self.watched().items()}
        if sizes != self.sizes:
            self.sizes = sizes
            size = sizes[SHEET]
            if not self.handover.drawing:
                for canvas in self.canvases:
                    canvas.resize(size.width, size.height, size.ratio)
            self.handover.send(SIZES, self.plain_sizes())
        self.handover.send(COLOURS, palette())
        self.starter.restyle(palette(), sizes[SHEET].scale)
        js.curlicue.wake()

    def watched(self) -> "dict[str, Any]":
        """All that has a size the worker must know: surfaces and figures, by name."""
        watched = dict(self.surfaces)
        watched.update(self.figures.canvases())
        return watched

    def plain_sizes(self) -> "dict[str, list[float]]":
        """The sizes as JSON."""
        return {name: list(size) for name, size in self.sizes.items()}

    # Who draws

    def frame(self, now: float, samples: str, surface: str) -> bool:
        """One animation frame, called by first.js; true while there is more to come."""
        if samples.startswith("[[0") and not by_id("draw-status").hidden:  # a finger has come down
            dom.say("")
        if self.handover.drawing:
            touching = bool(samples)
            if touching or self.handover.moving:
                self.handover.samples(now, samples, surface)
            return touching or self.handover.moving
        more = self.starter.frame(now, samples)
        more = self.handover.show() or more
        engine = self.starter.engine
        if self.starter.caught_up:
            js.curlicue.caughtUp()
        if not self.inked and engine.steps and js.curlicue.trusted:
            self.inked = True
            mark("curlicue:first-ink")
            self.wake_worker()
        if engine.pen is not None and engine.pen.fast_steps >= TOO_FAST_STEPS:
            self.hear(TOO_FAST, None)
        return more

    def wake_worker(self, *_event: Any) -> None:
        """Start the fast engine, unless the reader saves data or the browser cannot."""
        connection = js.Reflect.get(js.navigator, "connection")
        if connection and connection.saveData:
            return
        if self.layers:
            return
        if not js.Reflect.has(js.window, "OffscreenCanvas"):
            self.hear(FAILED, "OffscreenCanvas")
            return
        for name, surface in self.surfaces.items():
            for role, layer in add_layers(surface).items():
                self.layers[name + "-" + role] = layer
        engine = self.starter.engine
        cards = [self.cards.known[name] for name in sorted(engine.hands, key=lambda name: name != engine.hand.name)]
        canvases = self.figures.canvases()
        canvases.update(self.layers)
        opening = {"cards": cards, "surfaces": list(self.surfaces), "sizes": self.plain_sizes(), "colours": palette()}
        self.handover.wake(opening, canvases)
        self.figures.watch()

    def hear(self, kind: str, payload: Any) -> None:
        """What the worker says that is not about the handover itself."""
        if kind == STAGE:
            mark(STAGE_MARKS[payload])
        elif kind == CONTINUE:
            js.curlicue.wake()
        elif kind == PAINTED:
            for canvas in self.canvases:
                canvas.resize(1, 1, 1)
            mark("curlicue:takeover")
            dom.show_engine(payload)
            if payload == "python":
                dom.notice(words.SLOW_ENGINE)
        elif kind == SLOWER:
            dom.show_engine("python")
            dom.notice(words.SLOW_ENGINE)
        elif kind == FAILED:
            self.go_on_alone(str(payload))
        elif kind == TOO_FAST and not self.told_too_fast:
            self.told_too_fast = True
            dom.say(words.TOO_FAST)
        elif kind == TEXTS:
            self.figures.show(payload)
        elif kind == RECORDING:
            js.curlicue.deliver(payload)
        elif kind == PICTURE:
            dom.download(payload)

    def go_on_alone(self, reason: str) -> None:
        """No worker, or none any more: the starter draws on, and first draws again what only the worker had."""
        js.console.info("Curlicue draws on without its worker: " + reason)
        dom.notice(words.SLOW_ENGINE)
        dom.show_engine("starter")
        for layer in self.layers.values():
            layer.remove()
        if self.handover.journal():
            self.starter.go_on(self.handover.journal())
        self.ask()  # whoever waits for a recording has waited in vain for the worker's
        self.sizes = {}
        self.look_again()

    def snapshot(self) -> Any:
        """window.curlicue.snapshot(): plain data, at once."""
        if self.handover.drawing and self.handover.frame:
            return js.JSON.parse(self.handover.frame)
        return js.JSON.parse(dumps(snapshot(self.starter.engine, "starter")))

    def ask(self) -> None:
        """window.curlicue.recording(): first.js keeps the promise, this fetches what it promised."""
        if self.handover.drawing:
            self.handover.send(RECORD)
        else:
            js.curlicue.deliver(dumps(recording(self.starter.engine)))
