"""Draws something again before the reader's eyes: a drawing that came by a link, a word that is written."""

from typing import TYPE_CHECKING, Callable

import js

from curlicue.actions import AGAIN, KNOW
from curlicue.replay import AT_ONCE, Player, entry_to_plain
from curlicue_page import dom
from curlicue_page.browser import matches
from curlicue_page.steering import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from curlicue.engine import Entry
    from curlicue.payloads import Again
    from curlicue_page.page import Page

FASTEST = 8.0  # times as fast as it was drawn
FASTEST_STARTER = 3.0  # the same by MicroPython, which takes three steps a frame
MOST_WAITING = 12  # steps that the starter is told beforehand


class Replaying:
    """What is drawn again on the sheet, if anything. A touch of the sheet, or a key that draws there, ends it."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._player: Player | None = None
        self._whole = False  # what is left when it is ended is drawn at once
        self._ended: Callable[[], None] | None = None
        self._before = 0.0  # s, the last frame
        page.surface.parentElement.addEventListener("pointerdown", self.stop, True)  # before the touch itself is heard
        js.document.addEventListener("keydown", self._keyed, True)

    @property
    def under_way(self) -> bool:
        """Whether something is drawn just now."""
        return self._player is not None

    @property
    def fastest(self) -> float:
        """Times as fast as it was drawn, at which whoever draws keeps up."""
        return FASTEST if self._page.drawer.by_worker else FASTEST_STARTER

    @property
    def most(self) -> float:
        """The same, and at once for a reader who wants little motion."""
        return AT_ONCE if matches(dom.CALM) else self.fastest

    def play(
        self,
        entries: "Iterable[Entry]",
        hands: "set[str]",
        speed: float,
        whole: bool,
        ended: "Callable[[], None] | None" = None,
    ) -> None:
        """Draw what an engine's queue says (curlicue.replay), ``speed`` times as fast as a finger would.

        ``hands`` are the names of those that draw, whose cards must be known (Page.cards). When it is ended before its
        time, what is left is drawn at once if it is to be ``whole``, else the stroke under way dies away. ``ended`` is
        called when all is given out, or it was ended.
        """
        self.stop()
        for name in sorted(hands):
            self._page.do(KNOW, self._page.cards.known[name])
        self._player, self._whole, self._ended = Player(entries, speed), whole, ended
        self._before = js.performance.now() / 1000
        self._page.surface.scrollIntoView(js.JSON.parse(dom.NEAREST))
        js.requestAnimationFrame(self._frame)

    def stop(self, *_event: object) -> None:
        """End what is drawn just now."""
        player = self._player
        if player is not None:
            if self._whole:
                self._tell(player.rest(), at_once=True)
            else:
                self._tell(player.end())
            self._end()

    def _end(self) -> None:
        self._player = None
        ended, self._ended = self._ended, None
        if ended is not None:
            ended()

    def _tell(self, entries: "list[Entry]", at_once: bool = False) -> None:
        if entries:
            again: Again = {"entries": [entry_to_plain(entry) for entry in entries], "at_once": at_once}
            self._page.do(AGAIN, again)
            self._page.drawer.catch_up()  # or it would leave out what it cannot draw in a second

    def _keyed(self, event: "js.KeyboardEvent") -> None:
        if event.key == "Escape" or (event.target.matches("#draw-nib") and (event.key in WAYS or event.key == " ")):
            self.stop()

    def _starter_lags(self) -> bool:
        """Whether the starter draws and has not drawn yet what it was told: it takes three steps a frame at most."""
        return not self._page.drawer.by_worker and len(self._page.starter.engine.queue) > MOST_WAITING

    def _frame(self, now_ms: float) -> None:
        player = self._player
        if player is None:
            return
        now = now_ms / 1000
        if player.speed >= AT_ONCE:
            self._tell(player.rest(), at_once=True)  # in one piece: its strokes are whole
        elif not self._starter_lags():
            self._tell(player.due(now - self._before))
        self._before = now
        if player.done:
            self._end()
        else:
            js.requestAnimationFrame(self._frame)
