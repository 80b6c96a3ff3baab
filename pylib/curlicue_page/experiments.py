"""What the reader takes away from the pen: its controls, and the line that says so wherever one draws."""

from typing import TYPE_CHECKING

import js

from curlicue.actions import EXPERIMENT
from curlicue.plain_experiment import experiment_from_plain
from curlicue_page import dom
from curlicue_page.dom import all_of, by_id, control
from curlicue_page.in_place import keep_in_place, place_of
from curlicue_words import figure_words
from curlicue_words.taken import in_words

if TYPE_CHECKING:
    from curlicue.payloads import PlainExperiment, Tell

LINE = '<div class="taken" hidden><p></p><button type="button" class="quiet" data-control="let-go">%s</button></div>'
CELL, HOLD, FEEL, WHY = "cell-effect", "hold-effect", "feel-effect", "why-effect"  # where the effect can be said
NO_PULL, NO_FEEDBACK, RULE = "feel-no-pull", "feel-no-feedback", "feel-rule"
FREE = "free"


class Experiments:
    """Muted cells, a held gate, the pull and the feedback. ``do`` tells whoever draws."""

    def __init__(self, do: "Tell") -> None:
        self._do = do
        self._muted: list[int] = []
        self._pulled = True
        self._hears_itself = True
        self._ruled = False
        self._cell: int | None = None  # the one whose view is open
        self._place = HOLD  # where the effect of what was pressed last is said
        self._pressed: js.Element | None = (
            None  # until the reader does something else: nothing may scroll under a finger
        )
        self._hold = [control(name) for name in ("hold-layer", "hold-gate", "hold-value")]
        for surface in all_of("[data-surface]"):
            surface.insertAdjacentHTML("beforeend", LINE % figure_words.LET_GO)
        control("mute").addEventListener("click", self._mute)
        for button in _feels():
            button.addEventListener("click", self._feel)
        for choice in self._hold:
            choice.addEventListener("change", self._held_anew)
        for button in all_of('[data-control="let-go"]'):
            button.addEventListener("click", self._let_go)
        for elsewhere in ("pointerdown", "wheel"):
            js.document.addEventListener(elsewhere, self._move_on, js.JSON.parse('{"capture": true, "passive": true}'))
        self._show("")

    def look_at(self, cell: "int | None") -> None:
        """Take note whose view is open; None: no cell's."""
        self._cell = cell
        self._show_mute()

    def say(self, effect: str) -> None:
        """Say what the experiment does to the curl, beside what was pressed; an empty sentence takes it away."""
        for place in (CELL, HOLD, FEEL, WHY):
            by_id(place).textContent = effect if place == self._place else ""
        if effect and self._pressed is not None and _in_sight(self._pressed):
            by_id(self._place).scrollIntoView(js.JSON.parse(dom.NEAREST))

    def _move_on(self, *_event: object) -> None:
        self._pressed = None

    # Controls

    def _mute(self, event: "js.Event") -> None:
        if self._cell in self._muted:
            self._muted.remove(self._cell)
        elif self._cell is not None:
            self._muted.append(self._cell)
        self._take_away(CELL, event.currentTarget)

    def _held_anew(self, event: "js.Event") -> None:
        self._take_away(HOLD, event.currentTarget)

    def _feel(self, event: "js.Event") -> None:
        button = event.currentTarget
        name = button.dataset.control
        if name == NO_PULL:
            self._pulled = not self._pulled
        elif name == NO_FEEDBACK:
            self._hears_itself = not self._hears_itself
        else:
            self._ruled = not self._ruled
        self._take_away(WHY if button.closest("#why") else FEEL, button)

    def _let_go(self, event: "js.Event") -> None:
        """Give back all that is taken away; the focus goes where one draws if its button goes away."""
        button = event.currentTarget
        surface = button.closest("[data-surface]") if button.matches(":focus") else None
        self._muted = []
        self._pulled = self._hears_itself = True
        self._ruled = False
        self._hold[2].value = FREE
        self._take_away(self._place, button)
        if surface:
            surface.querySelector('[data-role="touch"]').focus(js.JSON.parse('{"preventScroll": true}'))

    # What follows from them

    def _take_away(self, place: str, pressed: "js.Element") -> None:
        self._place = place
        self._pressed = pressed
        layer, gate, value = [str(choice.value) for choice in self._hold]
        experiment: PlainExperiment = {
            "pulled": self._pulled,
            "hears_itself": self._hears_itself,
            "muted": self._muted,
            "held": [] if value == FREE else [[int(layer), gate, float(value)]],
            "ruled": self._ruled,
        }
        before = place_of(pressed)
        self._show(in_words(experiment_from_plain(experiment)))
        self._do(EXPERIMENT, experiment)
        keep_in_place(pressed, before)

    def _show(self, words: str) -> None:
        self._show_mute()
        taken = {NO_PULL: not self._pulled, NO_FEEDBACK: not self._hears_itself, RULE: self._ruled}
        for button in _feels():
            button.setAttribute("aria-pressed", "true" if taken[str(button.dataset.control)] else "false")
        js.document.documentElement.toggleAttribute("data-taken", bool(words))
        for line in all_of(".taken"):
            line.querySelector("p").textContent = words
            line.hidden = not words
        beside = by_id(HOLD).parentElement.querySelector('[data-control="let-go"]')
        beside.setAttribute("aria-disabled", "false" if words else "true")

    def _show_mute(self) -> None:
        muted = self._cell in self._muted
        control("mute").setAttribute("aria-pressed", "true" if muted else "false")
        control("mute").textContent = figure_words.SPEAK if muted else figure_words.MUTE


def _feels() -> "list[js.Element]":
    """The buttons that take away more than a part of the network; one of a kind may stand in several places."""
    return all_of('[data-control^="feel-"]')


def _in_sight(element: "js.Element") -> bool:
    box = element.getBoundingClientRect()
    return bool(box.height and box.bottom > 0 and box.top < js.window.innerHeight)
