"""What the reader has chosen: on the controls, kept on this device, and carried by the address."""

from json import dumps
from typing import TYPE_CHECKING

import js

from curlicue.pen import PenSettings, slider_of_pull
from curlicue.stroke import STEPS_PER_S
from curlicue_hands.places import FIRST_HAND
from curlicue_page import dom
from curlicue_page.browser import call, matches, read
from curlicue_page.dom import all_of, by_id, control
from curlicue_page.settings import MARGIN, from_address, from_device, with_settings

if TYPE_CHECKING:
    from curlicue.payloads import Settings

STORED = "curlicue"  # key in the browser's storage
KEEP_MS = 300  # after the last change; browsers refuse an address that changes with every key press


class Choices:
    """The controls of the pen: which hand, how much pull, how long it draws on alone."""

    def __init__(self) -> None:
        self.pull = control("pull")
        self.free_run = control("free-run")
        self.free_length = by_id("free-run-length")
        self.awaited = ""  # a taught hand that was asked for and is not in the row; the first hand draws until it is
        self.own_pull = ""  # the slider's value at which the chosen hand draws best
        self.pull_is_own = True  # the reader has not moved the slider away from there
        self.kept: dict[str, str] = {}  # what the reader has set on this device, a link's settings are not that
        self._shown: dict[str, str] = {}  # the settings as they were last looked at
        self._keeping = 0  # the timer that will keep them; 0 when there is nothing to keep

    @property
    def hands(self) -> "list[js.Element]":
        """The radio buttons in the row, which may come and go."""
        return all_of('[data-control="hand"]')

    def pen(self) -> PenSettings:
        """The pull as the slider has it."""
        return PenSettings(float(self.pull.value) / 100)

    def settings(self) -> "Settings":
        """What the controls of the pen say."""
        return {"pull": self.pen().pull, "free_steps": self.free_steps()}

    def stand(self, pull: float) -> None:
        """Move an unmoved slider to where a hand's own pull (share of the way per step) stands."""
        self.own_pull = str(round(100 * slider_of_pull(pull)))
        if self.pull_is_own:
            self.pull.value = self.own_pull

    def pulled(self) -> None:
        """Take note that the reader moves the slider."""
        self.pull_is_own = str(self.pull.value) == self.own_pull

    def free_steps(self) -> int:
        """Steps that the pen draws on after a lift; 0 when it is not to."""
        return int(float(self.free_length.value) * STEPS_PER_S) if self.free_run.checked else 0

    def hand(self) -> str:
        """Name of the chosen hand."""
        for each in self.hands:
            if each.checked:
                return str(each.dataset.name)
        return FIRST_HAND

    def names(self) -> "list[str]":
        """Names of the hands in the row."""
        return [str(each.dataset.name) for each in self.hands] or [FIRST_HAND]

    def show(self) -> None:
        """Write out what a slider only shows."""
        seconds = str(self.free_length.value)
        by_id("free-run-seconds").textContent = seconds + " s"
        self.free_length.parentElement.style.setProperty("--seconds", seconds)

    def restore(self) -> None:
        """Set the controls as the address says, else as they were left on this device."""
        if matches(dom.CALM):
            self.free_run.checked = False  # nothing moves by itself until the reader says so
        self.kept = from_device(call(read(js.window, "localStorage"), "getItem", STORED), self.names())
        if self.kept.get(MARGIN):
            js.document.documentElement.dataset.margin = "right"
        settings = self.kept.copy()
        settings.update(from_address(_hash(), self.names()))
        self._set(settings)

    def obey(self) -> bool:
        """Set the controls as the address says now; false when it says nothing of them."""
        settings = from_address(_hash(), self.names())
        if settings:
            self._set(settings)
        return bool(settings)

    def take(self, hand: str) -> None:
        """Choose a hand. A taught one that is not in the row is awaited."""
        self.awaited = "" if hand in self.names() else hand
        for each in self.hands:
            if each.dataset.name == (FIRST_HAND if self.awaited else hand):
                each.checked = True

    def _set(self, settings: "dict[str, str]") -> None:
        if "hand" in settings:
            self.take(settings["hand"])
        for slider, key in ((self.pull, "pull"), (self.free_length, "length")):
            if key in settings:
                slider.value = settings[key]
        if "pull" in settings:
            self.pull_is_own = False
        if "free" in settings:
            self.free_run.checked = settings["free"] == "on"
        self.show()
        self._shown = self._now()

    def _now(self) -> "dict[str, str]":
        settings = {
            "hand": self.awaited or self.hand(),
            "free": "on" if self.free_run.checked else "off",
            "length": str(self.free_length.value),
        }
        if not self.pull_is_own:
            settings["pull"] = str(self.pull.value)
        return settings

    def keep(self) -> None:
        """Remember what the reader has changed, in a moment: on this device, and in the address."""
        now = self._now()
        for key in ("hand", "free", "length", "pull"):
            if now.get(key) != self._shown.get(key):
                self.kept.pop(key, None)
                if key in now:
                    self.kept[key] = now[key]
        self._shown = now
        self.kept.pop(MARGIN, None)
        if js.document.documentElement.getAttribute("data-margin"):
            self.kept[MARGIN] = "right"
        js.clearTimeout(self._keeping)
        self._keeping = js.setTimeout(self.remember, KEEP_MS)

    def remember(self, *_event: object) -> None:
        """Write down what is to be kept, now: the time has come, or the page is left.

        Both may be refused, and nothing depends on them: storage that is full or forbidden, one address too many.
        """
        if not self._keeping:
            return
        js.clearTimeout(self._keeping)
        self._keeping = 0
        call(read(js.window, "localStorage"), "setItem", STORED, dumps(self.kept))
        call(js.history, "replaceState", None, "", "#" + with_settings(_hash(), self._now()))


def _hash() -> str:
    return str(js.location.hash)[1:]
