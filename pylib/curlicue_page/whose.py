"""Whose numbers the figures below an empty strip show."""

from typing import Any

from curlicue.messages import SHEET
from curlicue_page.dom import all_of

NAMES = {"states": "These rows are", "network": "This network is"}  # what lies below a strip


class Whose:
    """A sentence on each strip that nobody has drawn on, while the figures show another surface's drawing."""

    def __init__(self) -> None:
        self._shown = SHEET  # the surface whose drawing the figures show
        self._steps = 0  # of it
        self._drawn: list[str] = []  # surfaces that have been drawn on
        self._said: dict[str, Any] = {}
        for strip in [each for each in all_of(".strip") if str(each.dataset.surface) in NAMES]:
            strip.insertAdjacentHTML("beforeend", '<p class="whose" hidden></p>')
            self._said[str(strip.dataset.surface)] = strip.querySelector(".whose")

    def show(self, texts: "dict[str, Any]") -> None:
        """Take what the worker says of the drawing that is shown, as far as it has changed."""
        if "surface" not in texts and "steps" not in texts:
            return
        self._shown = texts.get("surface", self._shown)
        self._steps = texts.get("steps", self._steps)
        if self._steps and self._shown not in self._drawn:
            self._drawn.append(self._shown)
        owner = "the sheet\u2019s" if self._shown == SHEET else "the other strip\u2019s"
        for name, said in self._said.items():
            said.hidden = not self._steps or name in self._drawn
            said.textContent = NAMES[name] + " " + owner + " until you draw here."

    def forget(self) -> None:
        """The worker is lost, and what was on its strips with it."""
        self._drawn = []
