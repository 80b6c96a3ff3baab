"""The hands that a reader taught: kept on this device, in the row, and chosen like any other."""

from asyncio import sleep
from json import dumps, loads
from typing import TYPE_CHECKING, Any, Callable

import js

from curlicue_hands.places import TAUGHT
from curlicue_page import dom, hand_row
from curlicue_page.browser import call
from curlicue_words import kept_words

if TYPE_CHECKING:
    from curlicue_page.page import Page


class TaughtHand:
    """A hand on the shelf: its card's text, and what is shown of it."""

    def __init__(self, text: str, card: "dict[str, Any]", saved: str, can_draw: bool) -> None:
        self.text = text
        self.name = str(card["name"])
        self.title = str(card["title"])
        self.thumbnail = str(card["thumbnail"])
        self.saved = saved  # when it came, ISO 8601
        self.can_draw = can_draw  # false of a card of another version


class Shelf:
    """All of them by name.

    ``chosen`` is called when one was chosen by nobody's hand; ``changed`` may be set, and is called when there is
    another list of them.
    """

    def __init__(self, page: "Page", chosen: "Callable[[], None]") -> None:
        self.hands: dict[str, TaughtHand] = {}
        self.changed: Callable[[], None] = lambda: None
        self._page = page
        self._chosen = chosen
        self._told = False  # that nothing is kept
        self.opening = dom.go(self._open())

    def in_order(self) -> "list[TaughtHand]":
        """The hands, those that came first before the others."""
        return sorted(self.hands.values(), key=lambda hand: hand.saved)  # a dict of MicroPython's has no order

    async def add(self, text: str, choose: bool = True) -> str:
        """Keep a hand by its card's text, put it into the row, and choose it; a sentence where that is not all true."""
        await self._page.cards.get_checks()
        from curlicue_hands.hand_file import HandFileError, open_card

        try:
            card = open_card(text)
        except HandFileError as error:
            js.console.info("Curlicue does not take this hand: " + str(error))
            return kept_words.refused(error.code, error.found)
        name = str(card["name"])
        there = self.hands.get(name)
        if there is None or not there.can_draw:
            hand = TaughtHand(text, card, str(js.Date.new().toISOString()), True)
            self._put(hand, card)
            self.changed()
        if choose:
            hand_row.choose(name)
        if there is not None and there.can_draw:
            return kept_words.THERE.format(title=there.title)
        return await self._keep(hand)

    async def rename(self, hand: TaughtHand, title: str) -> str:
        """Call a hand otherwise, where it can be called so; a sentence where that is not kept."""
        from curlicue_hands.hand_file import HandFileError, renamed

        try:
            hand.text = renamed(hand.text, title)
        except HandFileError:
            return ""
        hand.title = title
        hand_row.call_it(hand.name, title)
        card = self._page.cards.known.get(hand.name)
        if card is not None:
            card["title"] = title
        return await self._keep(hand)

    async def delete(self, hand: TaughtHand) -> None:
        """Take a hand from the shelf. Strokes that it drew stay, and can be drawn again."""
        hand_row.take_away(hand.name)
        self.hands.pop(hand.name, None)
        await call(js.curlicue.kept, "del", hand.name)

    async def bring_back(self, hand: TaughtHand) -> str:
        """Undo a deletion; a sentence where it is not kept."""
        self._put(hand, None)
        return await self._keep(hand)

    def empty(self) -> None:
        """Take all hands from the shelf."""
        for hand in self.hands.values():
            hand_row.take_away(hand.name)
        self.hands = {}
        self.changed()

    async def _open(self) -> None:
        """Look what is kept, once; then let a hand draw that was asked for before it was there."""
        kept = loads(await js.curlicue.kept.all(TAUGHT) or "[]")
        if kept:
            await self._page.cards.get_checks()
        found = []
        for name, value in kept:
            await sleep(dom.BREATH_S)  # the pen goes on between two cards
            hand, card = _kept_hand(name, value)
            if hand is not None:
                found.append((hand.saved, hand.name, hand, card))
        for _saved, name, hand, card in sorted(found, key=lambda each: each[:2]):
            if name not in self.hands:
                self._put(hand, card)
        self.changed()
        self._settle()
        js.window.addEventListener("hashchange", self._settle)

    def _settle(self, *_event: object) -> None:
        """Let the hand draw that the address or the last visit asks for; say so where it is not here."""
        choices = self._page.choices
        name = choices.awaited
        if not name:
            return
        if name in self.hands and self.hands[name].can_draw:
            choices.take(name)
            self._page.set()
            self._page.take_hand()
            self._chosen()
        elif name in self.hands:
            dom.say(kept_words.TOO_OLD)
        elif "hand=" + name in str(js.location.hash):
            dom.say(kept_words.NOT_ON_THIS_DEVICE)

    def _put(self, hand: TaughtHand, card: "dict[str, Any] | None") -> None:
        """Put a hand on the shelf and into the row; its card is None where the page knows it already."""
        self.hands[hand.name] = hand
        if hand.can_draw:
            if card is not None:
                self._page.cards.known[hand.name] = card
            hand_row.put(hand.name, hand.title, hand.thumbnail)

    async def _keep(self, hand: TaughtHand) -> str:
        """Keep a hand on this device; a sentence, the first time, where that is refused."""
        value = dumps({"card": hand.text, "saved": hand.saved})
        if await js.curlicue.kept.set(hand.name, value) or self._told:
            return ""
        self._told = True
        return kept_words.NOT_KEPT


def _kept_hand(name: str, value: str) -> "tuple[TaughtHand | None, dict[str, Any] | None]":
    """A hand as it was kept, and its card; None where somebody else wrote there."""
    from curlicue_hands.hand_file import OLD, HandFileError, open_card, open_old

    try:
        kept = loads(value)
        text, saved = str(kept["card"]), str(kept["saved"])
    except (ValueError, RuntimeError, TypeError, KeyError):
        return None, None
    try:
        card: dict[str, Any] | None = open_card(text)
        can_draw = True
    except HandFileError as error:
        js.console.info("Curlicue cannot draw with a kept hand: " + str(error))
        card = open_old(text) if error.code == OLD else None
        can_draw = False
    if card is None or card["name"] != name:
        return None, None
    return TaughtHand(text, card, saved, can_draw), card
