"""The page's html as the rest sees it: its controls, its sentences, its files."""

from asyncio import create_task
from typing import TYPE_CHECKING, Any

import js

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Coroutine

CALM = "(prefers-reduced-motion: reduce)"
BREATH_S = 0.001  # the least sleep that lets the browser paint: MicroPython makes one task of sleeps of none
NEAREST = '{"block": "nearest"}'  # scroll no more than is needed, as JSON
_tasks: "list[Task[None]]" = []  # that go on: one that nobody holds may be collected


def go(coroutine: "Coroutine[Any, Any, None]") -> "Task[None]":
    """Let a coroutine run in a task of its own, to its end."""

    async def run() -> None:
        try:
            await coroutine
        finally:
            _tasks.remove(task)

    task = create_task(run())
    _tasks.append(task)
    return task


def by_id(name: str) -> "js.Element":
    """An element of the page."""
    return js.document.getElementById(name)  # type: ignore[return-value]  # the page has it


def control(name: str) -> "js.Element":
    """A control of the page, by its data-control."""
    return js.document.querySelector('[data-control="' + name + '"]')  # type: ignore[return-value]  # the page has it


def allow(name: str, can: bool) -> None:
    """Let a control look as if it had something to do, or nothing; the focus stays where it is."""
    control(name).setAttribute("aria-disabled", "false" if can else "true")


def all_of(selector: str) -> "list[js.Element]":
    """Every element that a selector finds."""
    found = js.document.querySelectorAll(selector)
    return [found[k] for k in range(found.length)]


def canvases(selector: str) -> "list[js.HTMLCanvasElement]":
    """Every canvas that a selector finds."""
    return all_of(selector)  # type: ignore[return-value]  # the selector finds nothing else


def mark(name: str) -> None:
    """Mark a point in time, for whoever measures."""
    js.performance.mark(name)


def say(sentence: str) -> None:
    """Show one quiet sentence on the sheet; an empty one takes it away."""
    by_id("draw-status-text").textContent = sentence
    by_id("draw-status").hidden = not sentence


def notice(sentence: str) -> None:
    """Show one sentence that stays; an empty one takes it away. What it says needs no loading again."""
    by_id("notice-text").textContent = sentence
    by_id("notice").hidden = not sentence
    control("retry").hidden = True


def show_engine(name: str) -> None:
    """Which engine draws: none, starter, ort-wasm or python."""
    js.document.documentElement.dataset.engine = name


def download(blob: "js.Blob", name: str = "") -> None:
    """Hand a file to the reader; one without a name is a picture."""
    link = js.document.createElement("a")
    link.href = js.URL.createObjectURL(blob)
    hand = js.document.querySelector('[data-control="hand"]:checked')
    drawn_by = "" if hand is None else str(hand.dataset.name) + "-"
    link.download = name or "curlicue-" + drawn_by + str(js.Date.new().toISOString())[:10] + ".png"
    link.click()
    js.URL.revokeObjectURL(link.href)


def save_canvas(canvas: "js.HTMLCanvasElement", background: str) -> None:
    """Hand the reader a canvas as a PNG on a colour."""
    copied(canvas, background).toBlob(download)


def copied(picture: "js.HTMLCanvasElement", ground: str) -> "js.HTMLCanvasElement":
    """Copy a canvas or a bitmap to a new canvas, on a colour ("" is none)."""
    copy = js.document.createElement("canvas")
    copy.width = picture.width
    copy.height = picture.height
    context = copy.getContext("2d")
    if ground:
        context.fillStyle = ground
        context.fillRect(0, 0, copy.width, copy.height)
    context.drawImage(picture, 0, 0)
    return copy
