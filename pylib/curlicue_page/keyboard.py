"""Drawing without a pointer: arrow keys steer a finger over the surface that has the focus. And undo's shortcuts."""

from typing import TYPE_CHECKING, Callable

import js

from curlicue.actions import SHEET
from curlicue_page import dom
from curlicue_page.given import LONGEST_FRAME_S, GivenFinger
from curlicue_page.steering import WAYS, first_place, steer
from curlicue_words import figure_words

if TYPE_CHECKING:
    from curlicue_page.page import Page

LEAVES_S = 3.0  # a finger that no key has moved for so long leaves the surface: nothing draws for ever
TYPED_IN = "input:not([type=checkbox], [type=radio], [type=range]), textarea, [contenteditable]"


class Keyboard:
    """The keys of every surface one can draw on."""

    def __init__(self, page: "Page", undo: "Callable[[], None]", redo: "Callable[[], None]") -> None:
        self._page = page
        self._undo = undo
        self._redo = redo
        self._fingers: dict[str, GivenFinger] = {}
        self._places: dict[str, tuple[float, float]] = {}  # of the fingers that have been used, CSS px
        self._name = ""  # of the surface that listens to keys just now
        self._held: list[str] = []  # arrow keys
        self._fast = False
        self._pointed = False  # a pointer has come down on a surface, and no key since
        self._lifted = False  # by the reader: arrow keys move without ink
        self._rested_s = 0.0
        self._before = 0.0  # s, the last frame
        self._asked: int | None = None  # the frame that is to come
        self._ring = _made("div", "finger")
        self._words = _made("p", "keys")
        self._words.id = "keys"
        self._words.textContent = figure_words.KEYS
        self._words.hidden = True  # until a surface has the focus, and they go there
        page.surface.parentElement.append(self._words)
        for name, canvas in page.surfaces.items():
            self._fingers[name] = GivenFinger(name, canvas)
            canvas.setAttribute("aria-describedby", "keys")
            canvas.addEventListener("focus", self._focus)
            canvas.addEventListener("blur", self._blur)
            canvas.addEventListener("keydown", self._down)
            canvas.addEventListener("keyup", self._up)
            canvas.parentElement.addEventListener("pointerdown", self._touched, True)
            if canvas.matches(":focus"):
                self._attend(name)
        js.document.addEventListener("keydown", self._any_key, True)
        js.document.addEventListener("keydown", self._shortcut)
        js.document.addEventListener("visibilitychange", self.lift)

    # Which surface listens

    def _focus(self, event: "js.Event") -> None:
        if not self._pointed:  # a pointer that is on the surface draws by itself
            self._attend(str(event.target.parentElement.dataset.surface))

    def _attend(self, name: str) -> None:
        finger = self._fingers[name]
        self._name = name
        self._lifted = False
        if name not in self._places:
            self._places[name] = _invited(finger) or first_place(finger.size())
        finger.canvas.parentElement.append(self._ring, self._words)
        self._words.hidden = False
        self._show()

    def _blur(self, *_event: object) -> None:
        self.lift()
        self._name = ""
        self._ring.remove()
        self._words.hidden = True

    def _touched(self, *_event: object) -> None:
        """Let the keys go: a pointer draws here now."""
        self._pointed = True
        if self._name:
            self._blur()

    # Its keys

    def _any_key(self, *_event: object) -> None:
        self._pointed = False

    def _down(self, event: "js.KeyboardEvent") -> None:
        key = str(event.key)
        self._fast = bool(event.shiftKey)
        asleep = self._name != SHEET and not self._page.drawer.by_worker
        if not self._name or event.ctrlKey or event.altKey or event.metaKey or asleep:
            return
        if key in WAYS:
            event.preventDefault()  # it would scroll the page
            if key not in self._held:
                self._held.append(key)
            self._go_on()
        elif key == " ":
            event.preventDefault()
            if not event.repeat:
                self._lift_or_set_down()
        elif key == "Escape":
            self.lift()

    def _up(self, event: "js.KeyboardEvent") -> None:
        self._fast = bool(event.shiftKey)
        if str(event.key) in self._held:
            self._held.remove(str(event.key))

    def _lift_or_set_down(self) -> None:
        finger = self._fingers[self._name]
        self._lifted = finger.is_down
        if self._lifted:
            finger.lift()
            dom.say(figure_words.LIFTED)
        else:
            dom.say("")
            self._rested_s = 0.0
            finger.touch(*self._places[self._name])
            self._go_on()
        self._show()

    def lift(self, *_event: object) -> None:
        """Let go of all keys, and lift the finger."""
        self._held = []
        if self._name:
            self._fingers[self._name].lift()
            self._show()

    # Its frames

    def _go_on(self) -> None:
        self._rested_s = 0.0
        if self._asked is None:
            self._before = js.performance.now() / 1000
            self._asked = js.requestAnimationFrame(self._frame)

    def _frame(self, now_ms: float) -> None:
        self._asked = None
        if not self._name:
            return
        now = now_ms / 1000
        seconds = max(0.0, min(now - self._before, LONGEST_FRAME_S))
        self._before = now
        finger = self._fingers[self._name]
        place = self._places[self._name]
        if self._held:
            self._rested_s = 0.0
            if not finger.is_down and not self._lifted:
                finger.touch(*place)
            place = self._places[self._name] = steer(place, self._held, self._fast, seconds, finger.size())
            if finger.is_down:
                finger.touch(*place)
        else:
            self._rested_s += seconds
            if self._rested_s > LEAVES_S:
                finger.lift()
        self._show()
        if self._held or finger.is_down:
            self._asked = js.requestAnimationFrame(self._frame)

    def _show(self) -> None:
        """Show the ring where the finger is; while it is down the pen's own canvas shows it."""
        if not self._name:
            return
        finger = self._fingers[self._name]
        x, y = self._places[self._name]
        left = finger.canvas.offsetLeft + x
        self._ring.style.setProperty("transform", f"translate({left:.1f}px, {finger.canvas.offsetTop + y:.1f}px)")
        self._ring.hidden = finger.is_down

    # Undo and redo, wherever the focus is

    def _shortcut(self, event: "js.KeyboardEvent") -> None:
        if event.altKey or not (event.ctrlKey or event.metaKey) or event.target.matches(TYPED_IN):
            return
        key = str(event.key).lower()
        if key == "z" or (ord(key[0]) > 127 and event.code == "KeyZ"):  # a keyboard of other letters
            redo = bool(event.shiftKey)
        elif key == "y" and not event.shiftKey:
            redo = True
        else:
            return
        event.preventDefault()
        if redo:
            self._redo()
        else:
            self._undo()


def _invited(finger: GivenFinger) -> "tuple[float, float] | None":
    """Where an empty sheet asks one to start, CSS px on it; None where nothing asks."""
    dot = finger.canvas.parentElement.querySelector(".start circle")
    box = dot.getBoundingClientRect() if dot else None
    if box is None or not box.width:
        return None
    sheet = finger.canvas.getBoundingClientRect()
    return box.left + box.width / 2 - sheet.left, box.top + box.height / 2 - sheet.top


def _made(tag: str, name: str) -> "js.Element":
    element = js.document.createElement(tag)
    element.className = name
    return element
