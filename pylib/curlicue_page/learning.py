"""Watch it learn: a slider over the moments of a training that were kept. What it draws then is the worker's."""

from json import loads
from typing import TYPE_CHECKING, Callable

import js

from curlicue.messages import EPOCH
from curlicue_page.dom import all_of, by_id, control
from curlicue_words import figure_words

if TYPE_CHECKING:
    from curlicue.payloads import Epoch, Tell


class Learning:
    """The slider, what it says, and its track, which shows what the chosen hand drew then."""

    def __init__(self, send: "Tell", hand: "Callable[[], str]") -> None:
        self._send = send  # to the worker
        self._hand = hand  # gives the name of the chosen one
        self._slider = control("epoch")
        self._tracks = all_of("[data-epochs]")
        self._name = ""  # of the hand whose track is shown
        self._moments: list[tuple[int | None, str]] = []  # epoch and what is said of it, in the order of the training
        self._slider.addEventListener("input", self._move)
        js.document.addEventListener("change", self.follow)  # the row of hands may gain and lose some
        js.window.addEventListener("hashchange", self.follow)
        self.follow()

    def tell(self) -> None:
        """Tell a worker that has just taken over whose strip it is."""
        self._ask(False)

    def missed(self, _nothing: None) -> None:
        """Say that a moment did not come."""
        by_id("epoch-said").textContent = figure_words.NO_EPOCH

    def follow(self, *_event: object) -> None:
        """Show the training of the chosen hand, at its end."""
        name = self._hand()
        if name == self._name:
            return
        self._name = name
        self._moments = []
        for track in self._tracks:
            shown = str(track.dataset.hand) == name
            track.toggleAttribute("hidden", not shown)
            if shown:
                self._moments = loads(str(track.dataset.epochs))
        self._slider.disabled = not self._moments
        self._slider.parentElement.style.setProperty("--epochs", str(max(2, len(self._moments))))
        self._slider.max = self._slider.value = str(max(0, len(self._moments) - 1))
        self._say()
        self._ask(False)

    def _move(self, *_event: object) -> None:
        self._say()
        self._ask(True)
        js.curlicue.wake()

    def _moment(self) -> "tuple[int | None, str]":
        return self._moments[int(self._slider.value)] if self._moments else (None, figure_words.NO_EPOCHS)

    def _say(self) -> None:
        said = self._moment()[1]
        by_id("epoch-said").textContent = said
        self._slider.setAttribute("aria-valuetext", said)

    def _ask(self, draw: bool) -> None:
        wanted: Epoch = {"hand": self._name, "epoch": self._moment()[0], "draw": draw}
        self._send(EPOCH, wanted)
