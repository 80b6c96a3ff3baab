"""Whose drawing the figures show: said on an empty strip, and in the picture, which one can draw in as well."""

from typing import TYPE_CHECKING

from curlicue.actions import SHEET
from curlicue.messages import RIBBONS
from curlicue_page import dom
from curlicue_page.dom import all_of
from curlicue_words import figure_words

if TYPE_CHECKING:
    import js

    from curlicue.payloads import Said


class Whose:
    """A sentence on each strip that nobody has drawn on, while the figures show another surface's drawing.

    In the picture it stands as long as another one's drawing is shown; what it cannot do meanwhile looks so.
    """

    def __init__(self) -> None:
        self._shown = SHEET  # the surface whose drawing the figures show
        self._steps = 0  # of it
        self._drawn: list[str] = []  # surfaces that have been drawn on
        self._said: dict[str, js.Element] = {}
        for surface in [each for each in all_of("[data-surface]") if str(each.dataset.surface) in figure_words.THESE]:
            surface.insertAdjacentHTML("beforeend", '<p class="whose" hidden><span></span></p>')
            self._said[str(surface.dataset.surface)] = surface.querySelector(".whose")
        (self._nothing,) = all_of(".picture .nothing")
        self._offer()

    def show(self, texts: "Said") -> None:
        """Take what the worker says of the drawing that is shown, as far as it has changed."""
        if "surface" not in texts and "steps" not in texts:
            return
        self._shown = texts.get("surface", self._shown)
        self._steps = texts.get("steps", self._steps)
        if self._steps and self._shown not in self._drawn:
            self._drawn.append(self._shown)
        for name, said in self._said.items():
            drawn = name in self._drawn
            said.hidden = not self._steps or (self._shown == name if name == RIBBONS else drawn)
            ends = figure_words.AGAIN if drawn else figure_words.UNTIL
            said.firstChild.textContent = figure_words.THESE[name] + " " + self._owner(name) + ends
        self._offer()

    def _owner(self, name: str) -> str:
        """Whose drawing is shown, as one says it on a surface."""
        if self._shown == SHEET:
            return figure_words.THE_SHEETS
        if self._shown == RIBBONS:
            return figure_words.THE_PICTURES
        return figure_words.A_STRIPS if name == RIBBONS else figure_words.THE_OTHER_STRIPS

    def _offer(self) -> None:
        """Let the picture's buttons look as if they could do something where they can."""
        self._nothing.hidden = self.can_save
        for name, can in (("save-ribbons", self.can_save), ("empty", self.can_empty)):
            dom.allow(name, can)

    @property
    def can_save(self) -> bool:
        """Whether the picture shows anything."""
        return bool(self._steps)

    @property
    def can_empty(self) -> bool:
        """Whether it shows what was drawn in it."""
        return bool(self._steps) and self._shown == RIBBONS

    def emptied(self) -> None:
        """Take note that the picture is cleared."""
        self._drawn.remove(RIBBONS)

    def forget(self) -> None:
        """Forget what a lost worker had on its strips and in its picture."""
        self._drawn = []
        self._steps = 0
        self._offer()
