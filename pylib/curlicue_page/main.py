"""The page: its controls, its frame, and who draws just now."""

from json import dumps, loads
from typing import Any

import js

from curlicue.hand import hand_from_card
from curlicue.messages import (
    CLEAR,
    COLOURS,
    CONTINUE,
    FAILED,
    PAINTED,
    PICTURE,
    RECORD,
    RECORDING,
    SETTINGS,
    SHEET,
    SLOWER,
    STAGE,
    TOO_FAST,
    UNDO,
    recording,
    snapshot,
)
from curlicue.pen import PenSettings, slider_of_pull
from curlicue.stroke import STEPS_PER_S
from curlicue_page import words
from curlicue_page.canvas import Canvas
from curlicue_page.handover import STAGE_MARKS, Handover
from curlicue_page.sheet import Sheet, colour, measure, palette
from curlicue_page.starter import Starter

CARD = "./models/loops/model.json"
IDLE_MS = 4000  # without a touch for so long, the worker wakes all the same


def by_id(name: str) -> Any:
    """An element of the page."""
    return js.document.getElementById(name)


def control(name: str) -> Any:
    """A control of the page, by its data-control."""
    return js.document.querySelector('[data-control="' + name + '"]')


def mark(name: str) -> None:
    """A point in time, for whoever measures."""
    js.performance.mark(name)


class Page:
    """What really runs on the main thread."""

    def __init__(self) -> None:
        self.surface = by_id("draw-nib")
        self.pull = control("pull")
        self.free_run = control("free-run")
        self.free_length = by_id("free-run-length")
        with open(CARD) as file:
            self.card_text = file.read()
        hand = hand_from_card(loads(self.card_text))
        self.pull.value = str(round(100 * slider_of_pull(hand.loop.pull)))
        self.canvases = [Canvas(by_id("draw-ink")), Canvas(self.surface)]
        self.starter = Starter(hand, self.settings(), self.free_steps(), self.canvases[0], self.canvases[1])
        self.handover = Handover(self.starter.engine, self.hear)
        self.sheet: Sheet | None = None
        self.inked = False
        self.told_too_fast = False

    # What the reader has set

    def settings(self) -> PenSettings:
        """The pull as the slider has it."""
        return PenSettings(float(self.pull.value) / 100)

    def free_steps(self) -> int:
        """Steps that the pen draws on after a lift."""
        return int(float(self.free_length.value) * STEPS_PER_S) if self.free_run.checked else 0

    def set(self, *_event: Any) -> None:
        """A control of the pen has moved."""
        by_id("free-run-seconds").textContent = str(self.free_length.value) + " s"
        engine = self.starter.engine
        engine.settings = self.settings()
        engine.free_steps = self.free_steps()
        self.handover.send(SETTINGS, {"pull": engine.settings.pull, "free_steps": engine.free_steps})

    def undo(self, *_event: Any) -> None:
        """Take back the last stroke or the last clear."""
        self.say("")
        if self.handover.drawing:
            self.handover.send(UNDO)
        else:
            self.starter.engine.undo()
        self.look_again()

    def clear(self, *_event: Any) -> None:
        """Clear the sheet, undoably."""
        self.say(words.CLEARED)
        if self.handover.drawing:
            self.handover.send(CLEAR)
        else:
            self.starter.engine.clear()
        self.look_again()

    def save(self, *_event: Any) -> None:
        """Save the drawing as a PNG on the sheet's colour."""
        if self.handover.drawing:
            self.handover.send(PICTURE, colour("sheet"))
            return
        ink = self.canvases[0].element
        copy = js.document.createElement("canvas")
        copy.width = ink.width
        copy.height = ink.height
        context = copy.getContext("2d")
        context.fillStyle = colour("sheet")
        context.fillRect(0, 0, copy.width, copy.height)
        context.drawImage(ink, 0, 0)
        copy.toBlob(self.download)

    def download(self, blob: Any) -> None:
        """Hand a picture to the reader."""
        link = js.document.createElement("a")
        link.href = js.URL.createObjectURL(blob)
        link.download = "curlicue-" + str(js.Date.new().toISOString())[:10] + ".png"
        link.click()
        js.URL.revokeObjectURL(link.href)

    # What the page shows

    def say(self, sentence: str) -> None:
        """One quiet sentence on the sheet; an empty one takes it away."""
        by_id("draw-status-text").textContent = sentence
        by_id("draw-status").hidden = not sentence

    def notice(self, sentence: str) -> None:
        """One sentence that stays."""
        by_id("notice-text").textContent = sentence
        by_id("notice").hidden = False

    def engine_is(self, name: str) -> None:
        """Show which engine draws."""
        js.document.documentElement.dataset.engine = name

    def look_again(self, *_event: Any) -> None:
        """The surface may have a new size, or the page new colours."""
        sheet = measure(self.surface)
        if sheet != self.sheet:
            self.sheet = sheet
            if not self.handover.drawing:
                for canvas in self.canvases:
                    canvas.resize(sheet.width, sheet.height, sheet.ratio)
            self.handover.send(SHEET, list(sheet))
        self.handover.send(COLOURS, palette())
        self.starter.restyle(palette(), sheet.scale)
        js.curlicue.wake()

    # Who draws

    def frame(self, now: float, samples: str) -> bool:
        """One animation frame, called by first.js; true while there is more to come."""
        if samples and not by_id("draw-status").hidden:
            self.say("")
        if self.handover.drawing:
            touching = bool(samples)
            if touching or self.handover.moving:
                self.handover.samples(now, samples)
            return touching or self.handover.moving
        more = self.starter.frame(now, samples)
        engine = self.starter.engine
        if self.starter.caught_up:
            js.curlicue.caughtUp()
        if not self.inked and engine.steps and js.curlicue.trusted:
            self.inked = True
            mark("curlicue:first-ink")
            self.wake_worker()
        if engine.pen is not None and engine.pen.fast_steps == TOO_FAST_STEPS:
            self.hear(TOO_FAST, None)
        return more

    def wake_worker(self, *_event: Any) -> None:
        """Start the fast engine, unless the reader saves data or the browser cannot."""
        connection = js.Reflect.get(js.navigator, "connection")
        if connection and connection.saveData:
            return
        if not js.Reflect.has(js.window, "OffscreenCanvas"):
            self.hear(FAILED, "OffscreenCanvas")
            return
        layers = []
        for name in ("worker-ink", "worker-nib"):
            layer = js.document.createElement("canvas")
            layer.className = "layer"
            layer.id = name
            self.surface.parentElement.insertBefore(layer, self.surface)
            layers.append(layer)
        opening = {"card": loads(self.card_text), "sheet": list(measure(self.surface)), "colours": palette()}
        self.handover.wake(opening, layers[0], layers[1])

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
            self.engine_is(payload)
            if payload == "python":
                self.notice(words.SLOW_ENGINE)
        elif kind == SLOWER:
            self.engine_is("python")
            self.notice(words.SLOW_ENGINE)
        elif kind == FAILED:
            js.console.warn("Curlicue draws on without: " + str(payload))
            self.notice(words.SLOW_ENGINE)
        elif kind == TOO_FAST and not self.told_too_fast:
            self.told_too_fast = True
            self.say(words.TOO_FAST)
        elif kind == RECORDING:
            js.curlicue.deliver(dumps(payload))
        elif kind == PICTURE:
            self.download(payload)

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


TOO_FAST_STEPS = 3 * STEPS_PER_S


def start() -> None:
    """Called by main.py: everything from here on happens in frames and events."""
    mark("curlicue:starter")
    page = Page()
    page.pull.addEventListener("input", page.set)
    page.free_run.addEventListener("change", page.set)
    page.free_length.addEventListener("input", page.set)
    control("undo").addEventListener("click", page.undo)
    control("clear").addEventListener("click", page.clear)
    control("save-png").addEventListener("click", page.save)
    js.ResizeObserver.new(page.look_again).observe(page.surface)
    js.window.addEventListener("resize", page.look_again)
    js.window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", page.look_again)
    page.starter.engine.hand.reentry.warm(1)  # one step of the network: it works here
    root = js.document.documentElement
    root.dataset.state = "ready"
    page.engine_is("starter")
    page.say("")
    js.curlicue.snapshot = page.snapshot
    js.curlicue.ask = page.ask
    js.curlicue.frame = page.frame
    page.look_again()
    js.setTimeout(page.wake_worker, IDLE_MS)
