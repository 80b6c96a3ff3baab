"""A list of what is kept on this device, a line for each: what is deleted leaves a line that brings it back."""

from typing import TYPE_CHECKING, Callable

from curlicue_page.dom import by_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    import js


class KeptList:
    """``pressed`` is told the deed and the name in whose line a button was pressed, ``renamed`` name and field."""

    def __init__(
        self, element: str, pressed: "Callable[[str, str], None]", renamed: "Callable[[str, js.Element], None]"
    ) -> None:
        self.element = by_id(element)
        self._pressed = pressed
        self._renamed = renamed
        self.element.addEventListener("click", self._press)
        self.element.addEventListener("change", self._rename)

    def _press(self, event: "js.Event") -> None:
        button = event.target.closest("button")
        if button is not None:
            self._pressed(str(button.dataset.deed), name_of(button))

    def _rename(self, event: "js.Event") -> None:
        self._renamed(name_of(event.target), event.target)

    def show(self, lines: "Iterable[js.Element]") -> None:
        """List these lines and no others."""
        self.element.textContent = ""
        for line in lines:
            self.element.append(line)

    def take_out(self, name: str, sentence: str) -> None:
        """Put what brings it back in a line's place, and the focus there."""
        line = line_like("kept-gone", name)
        line.firstElementChild.textContent = sentence
        self._line_of(name).replaceWith(line)
        line.lastElementChild.focus()

    def put_back(self, name: str, line: "js.Element") -> None:
        """Put a line back in its place, and the focus there."""
        self._line_of(name).replaceWith(line)
        line.querySelector('[data-deed="delete"]').focus()

    def _line_of(self, name: str) -> "js.Element":
        return self.element.querySelector('[data-name="' + name + '"]')


def line_like(template: str, name: str) -> "js.Element":
    """Copy the line of a template, for what has a name."""
    line: js.Element = by_id(template).content.firstElementChild.cloneNode(True)
    line.dataset.name = name
    return line


def name_of(inside: "js.Element") -> str:
    """Name of that in whose line an element is."""
    line = inside.closest("li")
    return str(line.dataset.name) if line is not None else ""
