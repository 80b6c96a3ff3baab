"""Take it along: the panel of what can be made of a drawing, all of it on this device."""

from typing import TYPE_CHECKING, Any, Callable

import js

from curlicue.messages import FILM_AT, FILMING, LEAVE, READY, TAKE, TAKING
from curlicue_drawing.coding import read as read_drawing
from curlicue_drawing.written import from_text
from curlicue_hands.places import is_taught
from curlicue_ink.marks import SHEET_COLOUR, TEXT
from curlicue_out.kinds import FILM, MOVING_SVG, PLOTTER, SIGNATURE_PX, STILL, SVG
from curlicue_out.names import file_name
from curlicue_out.strokes import HEADER, goes_somewhere, line_of, points_of
from curlicue_page import dom
from curlicue_page.browser import call, read
from curlicue_page.canvas import Size
from curlicue_page.dom import all_of, by_id, control
from curlicue_page.downloads import download_text
from curlicue_page.in_place import add_above
from curlicue_page.sheet import measure, palette
from curlicue_page.signature import opened
from curlicue_page.take_film import Filming, film_kind
from curlicue_page.take_still import paint, sign
from curlicue_words import take_words

if TYPE_CHECKING:
    from curlicue.messages import Ears
    from curlicue.payloads import Take, Tell, Written
    from curlicue_page.documents import Documents
    from curlicue_page.page import Page

OPENS = '<button type="button" class="draw-one take-open" data-control="take-along" aria-haspopup="dialog">%s</button>'
STROKES = "strokes"
MADE = (STILL, SVG, MOVING_SVG, FILM, PLOTTER, STROKES)
SVG_KIND = "image/svg+xml"
GOING_MS = 400  # what takes longer shows how far it is
LOOK_MS = 1000  # between two looks whether the worker has said something
SILENT_LOOKS = 20  # without a word, while the page is seen, and the worker is given up


class TakeAlong:
    """What the reader chooses, what is under way, and what comes of it."""

    def __init__(self, page: "Page", tell: "Tell", give_up: "Callable[[], None]", documents: "Documents") -> None:
        self._page = page
        self._documents = documents
        self._tell = tell  # the worker
        self._give_up = give_up  # the worker, which has fallen silent
        self._silent = 0  # looks since its last word
        self._watch = 0  # the timer that looks; 0 while nothing is under way
        self._panel = by_id("take")
        self._said = by_id("take-said")
        self._canvas: Any = by_id("take-film-canvas")
        self._making = ""  # of MADE; "" while nothing is
        self._chosen: Take | None = None  # as it was when that began
        self._filming: Filming | None = None
        self._timer = 0  # that will show how far it is
        js.document.body.append(self._panel)  # out of the article, in whose fragment it came
        add_above(lambda: control("draw-one").insertAdjacentHTML("afterend", OPENS % take_words.OPEN))
        control("take-along").addEventListener("click", self._open)
        self._told_of_more = False
        control("save-png").addEventListener("click", self._tell_of_more)
        control("take-close").addEventListener("click", self._close)
        control("take-cancel").addEventListener("click", self._cancel)
        self._panel.addEventListener("close", self._closed)
        js.document.addEventListener("visibilitychange", self._hidden)
        for what in MADE:
            control("take-" + what).addEventListener("click", self._pressed)

    def listen(self, ears: "Ears") -> None:
        """Hear what a worker says of it."""
        ears.on(TAKING, self._show_share)
        ears.on(READY, self._took)
        ears.on(FILMING, self._film)

    # The panel

    def _tell_of_more(self, *_event: object) -> None:
        """Say, once, to whoever saves a picture, that there are other ways."""
        if not self._told_of_more and self._page.has_ink:
            self._told_of_more = True
            dom.say(take_words.MORE)

    def _open(self, *_event: object) -> None:
        if not self._making:
            self._say("")
            ribbons = js.document.getElementById("ribbon-ink")
            wanted = "ribbons" if ribbons is not None and ribbons.checked else "line"
            for radio in all_of('[data-take="ink"]'):
                radio.checked = radio.value == wanted
        if call(self._panel, "showModal") is None:
            self._panel.setAttribute("open", "")

    def _close(self, *_event: object) -> None:
        if call(self._panel, "close") is None:
            self._panel.removeAttribute("open")

    def _closed(self, *_event: object) -> None:
        if self._filming is not None:
            self._cancel()  # nobody sees that it goes on

    def _hidden(self, *_event: object) -> None:
        if self._filming is not None:
            self._filming.wait(bool(read(js.document, "hidden")))

    def _say(self, sentence: str) -> None:
        self._said.textContent = sentence

    # What is wanted

    def _pressed(self, event: "js.Event") -> None:
        what = str(event.currentTarget.dataset.control)[len("take-") :]
        if self._making:
            return
        if not self._page.has_ink:
            self._say(take_words.NOTHING)
            return
        asleep = not self._page.drawer.by_worker
        if what == STROKES:
            self._begin(what)
            self._documents.ask(False, self._take_strokes)
        elif what == STILL and asleep:
            self._begin(what)
            dom.go(self._paint())
        elif asleep:
            self._say(take_words.ASLEEP)
        elif what == FILM and not film_kind():
            self._say(take_words.NO_FILMS)
        else:
            self._begin(what)
            self._tell(TAKE, self._choose(what))
            js.curlicue.wake()

    def _choose(self, what: str) -> "Take":
        """What the controls say."""
        ground = _picked("ground")
        width, height = _picked("size").split(" ")
        chosen: Take = {
            "what": what,
            "ribbons": _picked("ink") == "ribbons",
            "palette": palette_on(ground),
            "clear": ground == "clear",
            "signed": bool(by_id("take-signed").checked),
            "ratio": float(_picked("ratio")),
            "paper": _picked("paper"),
            "size": [int(width), int(height)],
        }
        self._chosen = chosen
        return chosen

    # What is under way

    def _begin(self, what: str) -> None:
        self._making = what
        self._say(take_words.FILMING if what == FILM else take_words.MAKING)
        self._show_share(0.0)
        self._timer = js.setTimeout(self._show_going, GOING_MS)
        self._watch = js.setInterval(self._look, LOOK_MS)

    def _look(self) -> None:
        """Count the looks without a word: a pen at rest waits for none, so nobody else sees that the worker is gone."""
        if read(js.document, "hidden"):
            return
        self._silent += 1
        if self._silent > SILENT_LOOKS:
            self._give_up()
            self.lost()  # also where there was no worker

    def _show_going(self) -> None:
        by_id("take-going").hidden = False

    def _show_share(self, share: float) -> None:
        self._silent = 0
        by_id("take-done").value = str(share)

    def _cancel(self, *_event: object) -> None:
        if self._making:
            self._tell(LEAVE, None)
            self._end(take_words.LEFT)

    def _end(self, sentence: str) -> None:
        """Nothing is under way any more."""
        self._making = ""
        if self._filming is not None:
            self._filming.cancel()
            self._filming = None
        js.clearTimeout(self._timer)
        js.clearInterval(self._watch)
        self._watch = 0
        by_id("take-going").hidden = True
        self._canvas.hidden = True
        self._say(sentence)

    def lost(self) -> None:
        """The worker is gone."""
        if self._making:
            self._end(take_words.LOST)

    # What comes

    def show_frame(self, picture: Any) -> None:
        """Take a frame of the film, if it is still wanted."""
        if self._filming is not None:
            self._filming.show(picture)

    def take_picture(self, picture: "js.Blob") -> None:
        """Take the picture that a worker has painted, if it is still wanted."""
        if self._making == STILL:
            dom.go(self._got(picture))

    def _took(self, text: str) -> None:
        """Take an SVG, unless it is not wanted any more; an empty one says that there is nothing."""
        what, svg = text.split(" ", 1)
        if what != self._making:
            return
        if svg and self._chosen is not None:
            more = {SVG: "", MOVING_SVG: "moving", PLOTTER: self._chosen["paper"]}[what]
            self._save_text(svg, "svg", more, SVG_KIND)
        else:
            self._end(take_words.NOTHING)

    def _save_text(self, text: str, ending: str, more: str, kind: str) -> None:
        name = self._name(ending, more)
        download_text(text, name, kind)
        self._end(take_words.SAVED.format(name=name))

    def _save(self, blob: Any, ending: str, also: str = "") -> None:
        if not self._making:  # left since
            return
        if blob is None:
            self._end(take_words.FAILED)
            return
        name = self._name(ending, "")
        dom.download(blob, name)
        self._end(take_words.SAVED.format(name=name) + also)

    def _name(self, ending: str, more: str) -> str:
        hand = self._page.choices.hand()
        if is_taught(hand):
            hand = str(self._page.cards.known[hand]["title"])
        return file_name(hand, today(), ending, more)

    def _take_strokes(self, written: "Written") -> None:
        """Take the finger's strokes on the sheet."""
        if self._making != STROKES:
            return
        strokes = read_drawing(from_text(written["text"])).strokes
        lines = [line_of(points_of(told.ticks)) for told in strokes if goes_somewhere(told.ticks)]
        if lines:
            self._save_text("\n".join([HEADER] + lines) + "\n", "jsonl", "", "text/plain")
        else:
            self._end(take_words.NO_STROKES)

    # Pictures

    async def _got(self, picture: "js.Blob") -> None:
        """Sign a worker's picture, if that is wanted, and save it."""
        chosen = self._chosen
        canvas = await opened(picture) if chosen is not None and chosen["signed"] else None
        if chosen is None or canvas is None:
            self._save(picture, "png")
            return
        sign(canvas, chosen["ratio"], chosen["palette"][TEXT])
        canvas.toBlob(self._save_png)

    async def _paint(self) -> None:
        """Paint a picture here, as no worker does."""
        chosen = self._choose(STILL)
        width, height, _, scale = measure(self._page.surface)
        size = Size(width, height, chosen["ratio"], scale)
        foot = SIGNATURE_PX if chosen["signed"] else 0.0
        ground = "" if chosen["clear"] else chosen["palette"][SHEET_COLOUR]
        strokes = self._page.starter.engine.visible()
        canvas = await paint(strokes, size, foot, chosen["palette"], ground, self._goes_on)
        if canvas is None or self._making != STILL:
            return
        if chosen["signed"]:
            sign(canvas, chosen["ratio"], chosen["palette"][TEXT])
        canvas.toBlob(self._save_png)

    def _goes_on(self, share: float) -> bool:
        self._show_share(share)
        return self._making == STILL

    def _save_png(self, blob: Any) -> None:
        plain = self._chosen is not None and self._chosen["ribbons"]
        self._save(blob, "png", take_words.ONLY_LINE if plain and not self._page.drawer.by_worker else "")

    # Films

    def _film(self, seconds: float) -> None:
        """Record the film whose frames a worker is ready to paint."""
        chosen = self._chosen
        if self._making != FILM or chosen is None:
            return
        width, height = chosen["size"]
        ink = chosen["palette"][TEXT] if chosen["signed"] else ""
        self._filming = Filming(self._canvas, (width, height), ink, self._ask, self._show_share, self._filmed)
        self._canvas.hidden = False
        self._filming.begin(seconds)

    def _ask(self, second: float) -> None:
        self._tell(FILM_AT, second)

    def _filmed(self, film: Any) -> None:
        filming, self._filming = self._filming, None
        self._tell(LEAVE, None)
        self._save(film, filming.ending if filming is not None else "")


def palette_on(ground: str) -> "list[str]":
    """The colours of the marks by day, or by night for a dark ground, whichever the page shows."""
    root = js.document.documentElement
    theme = root.getAttribute("data-theme")
    root.setAttribute("data-theme", "dark" if ground == "dark" else "light")
    colours = palette()
    if theme is None:
        root.removeAttribute("data-theme")  # in the same task: nobody sees it
    else:
        root.setAttribute("data-theme", theme)
    return colours


def today() -> str:
    """The reader's day, YYYY-MM-DD."""
    now = js.Date.new()
    return "-".join([str(now.getFullYear()), _two(now.getMonth() + 1), _two(now.getDate())])


def _two(number: float) -> str:
    """Two digits."""
    return ("0" + str(int(number)))[-2:]


def _picked(name: str) -> str:
    """Value of the chosen radio button of a row of the panel."""
    for radio in all_of('[data-take="' + name + '"]'):
        if radio.checked:
            return str(radio.value)
    return ""
