"""The figures' controls and words on the page; what they paint is the worker's."""

from typing import TYPE_CHECKING

import js

from curlicue.lstm import UNITS
from curlicue.messages import EMPTY, FUTURES, PICTURE, PLAY, RIBBON_INK, RIBBONS, SEEK, SLOW, WATCH, canvas_of
from curlicue_page import dom
from curlicue_page.browser import call, make, matches, on_change
from curlicue_page.dom import all_of, by_id, canvases, control
from curlicue_page.experiments import Experiments
from curlicue_page.in_place import add_above
from curlicue_page.readings import Readings
from curlicue_page.sheet import WIDE_PX, colour
from curlicue_page.time_bar import TimeBar
from curlicue_page.whose import Whose
from curlicue_words import figure_words

if TYPE_CHECKING:
    from curlicue.payloads import Said, Sought, Tell, Wanted, Watched

SWITCH = (  # beside the sheet's own, which come with the page; before the worker can, nothing would change
    '<div class="switch ribbons"><input type="checkbox" role="switch" id="ribbon-ink" data-control="ribbon-ink" '
    'autocomplete="off"><label for="ribbon-ink">%s</label></div>'
)
SWIPE_PX = 40  # CSS px down that close the cell view


class Figures:
    """Everything around the drawing that is not the pen's: rows, cell view, time bar."""

    def __init__(self, send: "Tell", do: "Tell") -> None:
        self._send = send  # to the worker
        self._experiments = Experiments(do)  # do: to whoever draws
        self._whose = Whose()
        self._time_bar = TimeBar()
        self._cell: int | None = None  # the one whose view is open
        self._selected: str | None = None  # the node or cell chosen in all figures: "z0".."z7", "0".."15"
        self._visible: list[str] = []
        self._grabbed_y = 0.0  # CSS px, where the cell view's handle was touched
        on_change(dom.CALM, self.watch)
        self._rows = all_of(".row")
        self._readings = Readings(self._rows)
        add_above(lambda: control("draw-one").insertAdjacentHTML("beforebegin", SWITCH % figure_words.RIBBON_INK))
        self._bind()

    def canvases(self) -> "dict[str, js.HTMLCanvasElement]":
        """The figures' canvases, for the worker."""
        return {str(canvas.dataset.live): canvas for canvas in canvases("[data-live]")}

    # Controls

    def _bind(self) -> None:
        for row in self._rows + all_of(".node"):
            row.addEventListener("click", self._tapped)
        for name, heard in (
            ("close-cell", self._close),
            ("next-cell", self._next),
            ("back", self._back),
            ("play", self._play),
            ("forward", self._forward),
            ("save-ribbons", self._save),
            ("empty", self._empty),
        ):
            control(name).addEventListener("click", heard)
        control("scrub").addEventListener("input", self._scrub)
        control("slow-motion").addEventListener("change", self._slow)
        for choice in all_of('[data-control="ribbons-which"], [data-control="ink-colour"]'):
            choice.addEventListener("change", self.watch)
        control("futures").addEventListener("change", self._futures)
        control("ribbon-ink").addEventListener("change", self._ribbons)
        js.document.addEventListener("keydown", self._key)
        js.document.addEventListener("focusin", self._clear_of_bar)
        view = by_id("cell")
        for handle in (view.querySelector(".grab"), view.querySelector("header")):
            handle.addEventListener("pointerdown", self._grab)
            handle.addEventListener("pointerup", self._let_go)
        self._observer = make("IntersectionObserver", self._seen)
        self._observe()

    def _observe(self) -> None:
        if self._observer is None:
            self._visible = list(self.canvases())  # nobody tells: all of them may be seen
        for canvas in self.canvases().values():
            call(self._observer, "observe", canvas)

    def renew_canvases(self) -> None:
        """Put new canvases where the figures' are: a worker that is lost has taken those with it."""
        for canvas in self.canvases().values():
            canvas.replaceWith(canvas.cloneNode(False))
        self._visible = []
        self._whose.forget()
        self._observe()

    def _seen(self, entries: "js.Entries", *_rest: object) -> None:
        for k in range(entries.length):
            entry = entries[k]
            name = str(entry.target.dataset.live)
            if name in self._visible:
                self._visible.remove(name)
            if entry.isIntersecting:
                self._visible.append(name)
                figure = entry.target.closest("figure")
                if figure:
                    figure.setAttribute("data-seen", "")  # there is something in it to be printed
        self.watch()

    def _save(self, *_event: object) -> None:
        if self._whose.can_save:
            wanted: Wanted = {"canvas": canvas_of(RIBBONS, "ink"), "background": colour("sheet")}
            self._send(PICTURE, wanted)

    def _empty(self, *_event: object) -> None:
        if self._whose.can_empty:
            self._whose.emptied()
            self._send(EMPTY, None)
            js.curlicue.wake()

    def watch(self, *_event: object) -> None:
        """Tell the worker what there is to see."""
        (ribbons,) = [str(radio.value) for radio in all_of('[data-control="ribbons-which"]') if radio.checked]
        seen: Watched = {
            "visible": self._visible,
            "cell": self._cell,
            "selected": self._selected,
            "calm": matches(dom.CALM),
            "ribbons": ribbons,
            "ink_colour": bool(control("ink-colour").checked),
        }
        self._send(WATCH, seen)
        js.curlicue.wake()

    def _tapped(self, event: "js.Event") -> None:
        tapped = event.currentTarget
        cell = tapped.getAttribute("data-cell")
        if cell is not None:
            self._open(int(cell))
            if not event.detail:  # by a key: it goes on in there
                by_id("cell").focus(js.JSON.parse('{"preventScroll": true}'))
                js.requestAnimationFrame(self._show_head)
            return
        node = str(tapped.getAttribute("data-node"))
        self._selected = None if node == self._selected else node
        self._mark_chosen()
        self.watch()

    def _open(self, cell: int) -> None:
        self._cell = cell
        self._selected = str(cell)
        layer, unit = divmod(cell, UNITS)
        by_id("cell-title").textContent = figure_words.cell_title(layer, unit)
        view = by_id("cell")
        view.style.setProperty("--cell", "var(--" + "ab"[layer] + str(unit + 1) + ")")
        if view.hidden and js.window.innerWidth < WIDE_PX:
            figure = self.canvases()["states-1"].closest("figure")
            if figure:
                figure.scrollIntoView()  # the strip stays above the view
        view.hidden = False
        self._mark_chosen()
        self.watch()

    def _show_head(self, *_now: object) -> None:
        by_id("cell").querySelector("header").scrollIntoView(js.JSON.parse(dom.NEAREST))

    def _clear_of_bar(self, event: "js.Event") -> None:
        """Scroll what a key has given the focus out from behind the time bar, where the browser does not."""
        target, bar = event.target, by_id("time-bar")
        if not target.matches(":focus-visible") or target.closest("#time-bar, #cell, [data-surface]"):
            return
        if target.getBoundingClientRect().bottom > bar.getBoundingClientRect().top > 0:
            target.scrollIntoView(js.JSON.parse(dom.NEAREST))

    def _close(self, *_event: object) -> None:
        if self._cell is None:
            return
        view = by_id("cell")
        focused = js.document.activeElement
        inside = view.contains(focused) or focused.tagName == "BODY"
        view.hidden = True
        chosen = [row for row in self._rows if int(row.dataset.cell) == self._cell]
        self._cell = None
        self._mark_chosen()
        if chosen and inside:  # else the reader is elsewhere already
            chosen[0].focus()
        self.watch()

    def _grab(self, event: "js.PointerEvent") -> None:
        self._grabbed_y = event.clientY

    def _let_go(self, event: "js.PointerEvent") -> None:
        if event.pointerType == "touch" and event.clientY - self._grabbed_y > SWIPE_PX:
            self._close()

    def _next(self, *_event: object) -> None:
        self._open(0 if self._cell is None else (self._cell + 1) % (2 * UNITS))

    def _key(self, event: "js.KeyboardEvent") -> None:
        if event.key == "Escape":
            self._close()

    def _mark_chosen(self) -> None:
        for row in self._rows:
            row.setAttribute("aria-pressed", "true" if str(row.dataset.cell) == self._selected else "false")
        for node in all_of(".node"):
            node.setAttribute("aria-pressed", "true" if str(node.dataset.node) == self._selected else "false")
        self._experiments.look_at(self._cell)
        self._time_bar.cell_is_open(self._cell is not None)

    # Time

    def _back(self, *_event: object) -> None:
        self._seek({"by": -1})

    def _forward(self, *_event: object) -> None:
        self._seek({"by": 1})

    def _seek(self, sought: "Sought") -> None:
        self._send(SEEK, sought)

    def _play(self, *_event: object) -> None:
        self._send(PLAY, None)
        js.curlicue.wake()

    def _scrub(self, *_event: object) -> None:
        at = int(float(control("scrub").value))
        newest = self._readings.newest
        if at > newest:  # beyond what is drawn: not where the next arrow key is to begin
            control("scrub").value = str(max(0, newest))
        self._seek({"at": None if at >= newest else at})

    def tell_switches(self) -> None:
        """Tell the worker what was switched on before it was there to hear."""
        self._futures()
        self._ribbons()
        self._slow()

    def _ribbons(self, *_event: object) -> None:
        self._send(RIBBON_INK, bool(control("ribbon-ink").checked))

    def _futures(self, *_event: object) -> None:
        self._send(FUTURES, bool(control("futures").checked))

    def _slow(self, *_event: object) -> None:
        self._send(SLOW, bool(control("slow-motion").checked))

    def show(self, texts: "Said") -> None:
        """Write what the worker says of the figures."""
        self._readings.show(texts, self._cell)
        self._whose.show(texts)
        if "effect" in texts:
            self._experiments.say(texts["effect"])
