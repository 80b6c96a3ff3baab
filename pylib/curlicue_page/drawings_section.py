"""The list of the reader's drawings: put on the sheet again, named, deleted and brought back."""

from typing import TYPE_CHECKING

import js

from curlicue_page import dom
from curlicue_page.dom import by_id
from curlicue_page.kept_list import KeptList, line_like
from curlicue_words import drawing_words

if TYPE_CHECKING:
    from curlicue_page.drawings import Drawings, Sketch

MARGIN = 0.08  # of a small picture's longer side, on each side


class DrawingsSection:
    """What is shown of the drawings, and what one can do with each."""

    def __init__(self, drawings: "Drawings") -> None:
        self._drawings = drawings
        self._list = KeptList("kept-drawings", self._pressed, self._renamed)
        self._gone: dict[str, tuple[Sketch, str]] = {}  # deleted, and not yet forgotten
        drawings.changed = self._show
        self._show()

    def _show(self) -> None:
        """List them anew, unless the reader is in the middle of it."""
        if self._list.element.contains(js.document.activeElement):
            return
        self._gone = {}
        self._list.show([_line(sketch) for sketch in self._drawings.in_order()])
        self._mark()

    def _mark(self) -> None:
        by_id("no-drawings").hidden = bool(self._drawings.known or self._gone)

    def _pressed(self, deed: str, name: str) -> None:
        if deed == "undo":
            dom.go(self._bring_back(name))
        elif deed == "open":
            dom.go(self._open(self._drawings.known[name]))
        else:
            dom.go(self._delete(self._drawings.known[name]))

    def _renamed(self, name: str, field: "js.Element") -> None:
        sketch = self._drawings.known.get(name)
        if sketch is not None:
            title = " ".join(str(field.value).split())
            dom.go(self._drawings.rename(sketch, "" if title == _untitled(sketch) else title))
            field.value = title or _untitled(sketch)

    async def _open(self, sketch: "Sketch") -> None:
        by_id("draw").scrollIntoView()
        said = await self._drawings.open(sketch)
        if said:
            dom.say(said)

    async def _delete(self, sketch: "Sketch") -> None:
        self._list.take_out(sketch.name, drawing_words.DELETED.format(title=sketch.title or _untitled(sketch)))
        self._gone[sketch.name] = (sketch, await self._drawings.delete(sketch))
        self._mark()

    async def _bring_back(self, name: str) -> None:
        if name not in self._gone:
            return
        sketch, text = self._gone.pop(name)
        self._list.put_back(name, _line(sketch))
        await self._drawings.bring_back(sketch, text)
        self._mark()


def _line(sketch: "Sketch") -> "js.Element":
    """A drawing's line in the list."""
    line = line_like("kept-drawing", sketch.name)
    line.querySelector("path").setAttribute("d", sketch.path)
    x, y, width, height = sketch.box
    margin = MARGIN * max(width, height)
    box = [x - margin, y - margin, width + 2 * margin, height + 2 * margin]
    line.querySelector("svg").setAttribute("viewBox", " ".join([str(round(number)) for number in box]))
    line.querySelector("input").value = sketch.title or _untitled(sketch)
    return line


def _untitled(sketch: "Sketch") -> str:
    return drawing_words.UNTITLED.format(day=sketch.at[:10])
