"""What the exhibit of one cell and two bits shows: the elements that the builder printed, written again."""

from typing import TYPE_CHECKING

from curlicue_detector import pictures as ink
from curlicue_detector.training import ENOUGH, guessing
from curlicue_detector.unit import Unit, run, wanted
from curlicue_page.dom import all_of, by_id
from curlicue_words import detector as said

if TYPE_CHECKING:
    import js


class View:
    """The exhibit's elements; each thing shown is what the builder would have printed."""

    def __init__(self) -> None:
        self.bits = all_of("#detector [data-bit]")
        self._numbers = [(str(each.dataset.number), each) for each in all_of("#detector [data-number]")]
        self._sums = [(str(each.dataset.sum), each) for each in all_of("#detector [data-sum]")]
        self._over = {str(each.dataset.over): each for each in all_of("#detector [data-over]")}
        self._says = by_id("detector-says")
        self._learned = by_id("detector-learned")
        self._tape = by_id("detector-tape")
        self._loss = by_id("detector-loss")

    def show(self, unit: Unit, pattern: str, bits: "list[int]", at: int, held: "float | None") -> None:
        """What a unit makes of a row of bits, its forget gate free or held, and every number of one step of it."""
        moments = run(unit, bits, held)
        answers = wanted(pattern, bits)
        for place in range(len(bits)):
            self._show_bit(place, bits[place], place == at)
        numbers = said.number_texts(moments[at])
        for name, element in self._numbers:
            _write(element, numbers[name])
        sums = said.sum_texts(unit, moments[at], held is not None)
        for name, element in self._sums:
            _write(element, sums[name])
        _write(self._says, said.says(pattern, moments, answers, at))
        self._over["f"].innerHTML = ink.gate_picture([moment.f for moment in moments], at)
        self._over["c"].innerHTML = ink.memory_picture(moments, at)
        self._over["answers"].innerHTML = ink.answer_picture(moments, answers, at)
        self._tape.setAttribute("aria-label", said.description(pattern, moments, answers))

    def _show_bit(self, place: int, bit: int, current: bool) -> None:
        button = self.bits[place]
        button.setAttribute("aria-pressed", "true" if bit else "false")
        _write(button.lastElementChild, str(bit))
        if current:
            button.setAttribute("aria-current", "step")
        else:
            button.removeAttribute("aria-current")

    def show_losses(self, losses: "list[tuple[int, float]]", most: int) -> None:
        """How the loss fell: (rows or epochs, nats an answer), of so many rows or epochs at most."""
        self._loss.firstElementChild.innerHTML = ink.loss_picture(losses, most, guessing(), ENOUGH)
        self._loss.setAttribute("aria-label", said.loss_description(losses))

    def tell(self, sentence: str, aloud: bool = True) -> None:
        """Say how learning goes; not aloud what changes ten times a second."""
        for element in (self._learned, self._says):
            element.setAttribute("aria-live", "polite" if aloud else "off")
        _write(self._learned, sentence)


def _write(element: "js.Element", text: str) -> None:
    if element.textContent != text:
        element.textContent = text
