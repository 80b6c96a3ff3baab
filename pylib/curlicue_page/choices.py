"""What the reader has chosen: on the controls, kept on this device, and carried by the address."""

from json import dumps, loads
from typing import Any

import js

from curlicue.pen import PenSettings, slider_of_pull
from curlicue.stroke import STEPS_PER_S
from curlicue_page.dom import all_of, by_id, control

FIRST_HAND = "loops"  # the one whose card comes with the page
STORED = "curlicue"  # key in the browser's storage


class Choices:
    """The controls of the pen: which hand, how much pull, how long it draws on alone."""

    def __init__(self) -> None:
        self.pull = control("pull")
        self.free_run = control("free-run")
        self.free_length = by_id("free-run-length")
        self.hands = all_of('[data-control="hand"]')
        self.own_pull = ""  # the slider's value at which the chosen hand draws best
        self.pull_is_own = True  # the reader has not moved the slider away from there

    def settings(self) -> PenSettings:
        """The pull as the slider has it."""
        return PenSettings(float(self.pull.value) / 100)

    def stand(self, pull: float) -> None:
        """A hand with a pull of its own (share of the way per step) is chosen: an unmoved slider stands there."""
        self.own_pull = str(round(100 * slider_of_pull(pull)))
        if self.pull_is_own:
            self.pull.value = self.own_pull

    def pulled(self) -> None:
        """The reader moves the slider."""
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

    def show(self) -> None:
        """Write out what a slider only shows."""
        seconds = str(self.free_length.value)
        by_id("free-run-seconds").textContent = seconds + " s"
        self.free_length.parentElement.style.setProperty("--seconds", seconds)

    def restore(self) -> None:
        """Set the controls as the address says, else as they were left on this device."""
        if js.window.matchMedia("(prefers-reduced-motion: reduce)").matches:
            self.free_run.checked = False  # nothing moves by itself until the reader says so
        hash_ = js.URLSearchParams.new(str(js.location.hash)[1:])
        kept = _stored()
        for name in ("hand", "pull", "free", "length"):
            if hash_.has(name):
                kept[name] = str(hash_.get(name))
        for each in self.hands:
            if each.dataset.name == kept.get("hand"):
                each.checked = True
        for slider, name in ((self.pull, "pull"), (self.free_length, "length")):
            if name in kept:
                slider.value = kept[name]  # the browser keeps a range's value a number within its limits
        self.pull_is_own = "pull" not in kept
        if "free" in kept:
            self.free_run.checked = kept["free"] != "off"
        if kept.get("margin") == "right":
            js.document.documentElement.dataset.margin = "right"
        self.show()

    def keep(self) -> None:
        """Remember the controls on this device, and write them into the address."""
        chosen = {
            "hand": self.hand(),
            "free": "on" if self.free_run.checked else "off",
            "length": str(self.free_length.value),
        }
        if not self.pull_is_own:
            chosen["pull"] = str(self.pull.value)
        pairs = "&".join([name + "=" + value for name, value in chosen.items()])
        if js.document.documentElement.getAttribute("data-margin"):
            chosen["margin"] = "right"  # this device's affair alone
        try:
            js.localStorage.setItem(STORED, dumps(chosen))
        except Exception:  # noqa: BLE001  # storage is full or forbidden: the address still carries it
            js.console.info("Curlicue cannot keep its settings on this device.")
        js.history.replaceState(None, "", "#" + pairs)


def _stored() -> "dict[str, Any]":
    try:
        text = js.localStorage.getItem(STORED)
        kept = loads(str(text)) if text else {}
    except Exception:  # noqa: BLE001  # storage is forbidden, or holds what somebody else wrote
        return {}
    return kept if isinstance(kept, dict) else {}
