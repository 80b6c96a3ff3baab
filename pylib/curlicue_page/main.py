"""The door of the main thread: binds the page to its controls, and shows that the network is awake."""

from typing import TYPE_CHECKING, Callable

import js

from curlicue_hands.places import FIRST_HAND
from curlicue_page import dom
from curlicue_page.browser import call, on_change
from curlicue_page.dom import control, mark
from curlicue_page.page import Page
from curlicue_page.settings import DRAWN, has_drawing
from curlicue_page.wanted import IDLE_MS

if TYPE_CHECKING:
    from curlicue_page.roles import Later

LOOKS = ("(prefers-color-scheme: dark)", "(forced-colors: active)")  # the page's colours depend on these


def start(unpack: "Callable[[str], None]") -> None:
    """Make the page and bind it to its controls; from here on all happens in frames and events."""
    mark("curlicue:starter")
    page = Page(unpack, _later)
    choices = page.choices
    choices.pull.addEventListener("input", page.pulled)
    choices.free_length.addEventListener("input", page.set)
    for slider in (choices.pull, choices.free_length):
        slider.addEventListener("change", page.keep)
    choices.free_run.addEventListener("change", page.keep)
    js.document.addEventListener("change", page.choose)  # the row of hands may gain and lose some
    control("undo").addEventListener("click", page.undo)
    control("redo").addEventListener("click", page.redo)
    control("clear").addEventListener("click", page.clear)
    control("save-png").addEventListener("click", page.save)
    control("draw-one").addEventListener("click", page.want_one)
    page.surface.addEventListener("focus", page.fetch_later)  # its keys
    call(page.watcher, "observe", page.surface)
    js.window.addEventListener("resize", page.look_again)
    js.window.addEventListener("hashchange", page.obey)
    js.window.addEventListener("pagehide", choices.remember)
    for query in LOOKS:
        on_change(query, page.look_again)
    page.starter.engine.hand.reentry.warm(1)  # one step of the network: it works here
    js.curlicue.snapshot = page.snapshot
    js.curlicue.ask = page.ask
    js.curlicue.missed = page.miss_later
    js.curlicue.frame = page.frame
    if js.curlicue.isAwaited():
        page.ask()
    page.look_again()
    if choices.hand() != FIRST_HAND:
        page.take_hand()
    if choices.kept.get(DRAWN) or has_drawing(str(js.location.hash)):  # the half of the page that shows them
        page.fetch_later()
    root = js.document.documentElement
    root.dataset.state = "ready"
    dom.show_engine("starter")
    dom.say("")
    dom.notice("")  # what seemed to be missing came after all
    js.window.addEventListener("scroll", page.worker_wanted.now)  # on to the figures
    page.worker_wanted.after(0 if root.hasAttribute("data-exhibit") else IDLE_MS)


def _later(page: Page) -> "Later":
    from curlicue_page.later import LaterPage

    return LaterPage(page)
