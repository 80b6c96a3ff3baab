"""The list of the reader's drawings: put on the sheet again, named, deleted and brought back."""

from asyncio import create_task
from typing import TYPE_CHECKING, Any

import js

from curlicue_page import dom
from curlicue_page.dom import by_id
from curlicue_words import drawing_words

if TYPE_CHECKING:
    from asyncio import Task

    from curlicue_page.drawings import Drawings, Sketch

MARGIN = 0.08  # of a small picture's longer side, on each side


class DrawingsSection:
    """What is shown of the drawings, and what one can do with each."""

    def __init__(self, drawings: "Drawings") -> None:
        self._drawings = drawings
        self._list = by_id("kept-drawings")
        self._gone: dict[str, tuple[Sketch, str]] = {}  # deleted, and not yet forgotten
        self._task: Task[None] | None = None  # kept: a task that nobody holds may be collected
        drawings.changed = self._show
        self._list.addEventListener("click", self._pressed)
        self._list.addEventListener("change", self._renamed)
        self._show()

    def _show(self) -> None:
        """List them anew, unless the reader is in the middle of it."""
        if self._list.contains(js.document.activeElement):
            return
        self._gone = {}
        self._list.textContent = ""
        for sketch in self._drawings.in_order():
            self._list.append(_line(sketch))
        self._mark()

    def _mark(self) -> None:
        by_id("no-drawings").hidden = bool(self._drawings.known or self._gone)

    def _pressed(self, event: "js.Event") -> None:
        button = event.target.closest("button")
        if button is None:
            return
        name, deed = _name(button), str(button.dataset.deed)
        if deed == "undo":
            self._do(self._bring_back(name))
        elif deed == "open":
            self._do(self._open(self._drawings.known[name]))
        else:
            self._do(self._delete(self._drawings.known[name]))

    def _renamed(self, event: "js.Event") -> None:
        sketch = self._drawings.known.get(_name(event.target))
        if sketch is not None:
            title = " ".join(str(event.target.value).split())
            self._do(self._drawings.rename(sketch, "" if title == _untitled(sketch) else title))
            event.target.value = title or _untitled(sketch)

    async def _open(self, sketch: "Sketch") -> None:
        by_id("draw").scrollIntoView()
        said = await self._drawings.open(sketch)
        if said:
            dom.say(said)

    async def _delete(self, sketch: "Sketch") -> None:
        line = by_id("kept-gone").content.firstElementChild.cloneNode(True)
        line.dataset.name = sketch.name
        line.firstElementChild.textContent = drawing_words.DELETED.format(title=sketch.title or _untitled(sketch))
        self._line_of(sketch.name).replaceWith(line)
        line.lastElementChild.focus()
        self._gone[sketch.name] = (sketch, await self._drawings.delete(sketch))
        self._mark()

    async def _bring_back(self, name: str) -> None:
        if name not in self._gone:
            return
        sketch, text = self._gone.pop(name)
        line = _line(sketch)
        self._line_of(name).replaceWith(line)
        line.querySelector('[data-deed="delete"]').focus()
        await self._drawings.bring_back(sketch, text)
        self._mark()

    def _line_of(self, name: str) -> "js.Element":
        return self._list.querySelector('[data-name="' + name + '"]')

    def _do(self, deed: Any) -> None:
        self._task = create_task(deed)


def _line(sketch: "Sketch") -> "js.Element":
    """A drawing's line in the list."""
    line: js.Element = by_id("kept-drawing").content.firstElementChild.cloneNode(True)
    line.dataset.name = sketch.name
    line.querySelector("path").setAttribute("d", sketch.path)
    x, y, width, height = sketch.box
    margin = MARGIN * max(width, height)
    box = [x - margin, y - margin, width + 2 * margin, height + 2 * margin]
    line.querySelector("svg").setAttribute("viewBox", " ".join([str(round(number)) for number in box]))
    line.querySelector("input").value = sketch.title or _untitled(sketch)
    return line


def _untitled(sketch: "Sketch") -> str:
    return drawing_words.UNTITLED.format(day=sketch.at[:10])


def _name(inside: "js.Element") -> str:
    """Id of the drawing in whose line an element is."""
    line = inside.closest("li")
    return str(line.dataset.name) if line is not None else ""
