"""Draw one for me: a simulated slow finger draws on the sheet, for whoever cannot, or has no hand free."""

import math
from typing import Any

import js

from curlicue.actions import SHEET
from curlicue_finger.stroll import place_at, stroll
from curlicue_page import dom
from curlicue_page.dom import control
from curlicue_page.given import LONGEST_FRAME_S, GivenFinger
from curlicue_page.steering import WAYS
from curlicue_words import figure_words


class DrawOne:
    """The button, and the finger that it sets off. A touch of the sheet, or the button again, ends it."""

    def __init__(self, sheet: "js.HTMLCanvasElement") -> None:
        self._finger = GivenFinger(SHEET, sheet)
        self._button = control("draw-one")
        self._ask = str(self._button.textContent)
        self._places: list[tuple[float, float]] = []
        self._t = 0.0  # s since it set off
        self._before = 0.0  # s, the last frame
        self._asked: int | None = None  # the frame that is to come
        self._button.addEventListener("click", self.press)
        sheet.parentElement.addEventListener("pointerdown", self.stop, True)
        js.document.addEventListener("visibilitychange", self.stop)
        js.document.addEventListener("keydown", self._keyed, True)  # before the keys themselves draw

    def press(self, *_event: object) -> None:
        """Set off, or stop."""
        if self._asked is not None:
            self.stop()
            return
        chance: Any = Chance()
        self._places = stroll(*self._finger.size(), chance)
        self._t = 0.0
        self._before = js.performance.now() / 1000
        self._button.textContent = figure_words.STOP_DRAWING
        self._finger.canvas.scrollIntoView(js.JSON.parse(dom.NEAREST))
        self._asked = js.requestAnimationFrame(self._frame)

    def stop(self, *_event: object) -> None:
        """Lift the finger where it is."""
        if self._asked is not None:
            js.cancelAnimationFrame(self._asked)
            self._asked = None
            self._finger.lift()
            self._button.textContent = self._ask

    def _keyed(self, event: "js.KeyboardEvent") -> None:
        if event.key == "Escape" or (event.target.matches("#draw-nib") and (event.key in WAYS or event.key == " ")):
            self.stop()

    def _frame(self, now_ms: float) -> None:
        now = now_ms / 1000
        self._t += max(0.0, min(now - self._before, LONGEST_FRAME_S))
        self._before = now
        place = place_at(self._places, self._t)
        if place is None:
            self.stop()
            return
        self._finger.touch(*place)
        self._asked = js.requestAnimationFrame(self._frame)


class Chance:
    """As much of ``random.Random`` as a finger needs, on the browser's own chance."""

    def uniform(self, low: float, high: float) -> float:
        """A number between two."""
        return float(low + (high - low) * js.Math.random())

    def gauss(self, middle: float, spread: float) -> float:
        """A number of the normal distribution (Box and Muller 1958)."""
        far = math.sqrt(-2.0 * math.log(1.0 - js.Math.random()))
        return middle + spread * far * math.cos(2.0 * math.pi * js.Math.random())
