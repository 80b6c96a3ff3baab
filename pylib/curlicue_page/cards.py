"""The cards of the hands: the first comes with the page, the others after the takeover, or when one is wanted."""

from json import loads
from typing import TYPE_CHECKING, Callable

import js

from curlicue_hands.packed_weights import unpacked
from curlicue_hands.places import CARD, FIRST_HAND, place
from curlicue_page import dom

if TYPE_CHECKING:
    from collections.abc import Awaitable


class Cards:
    """Model cards by name. What comes from outside is checked before it may draw."""

    def __init__(self, unpack: "Callable[[str], None]") -> None:
        self._unpack: Callable[[str], None] | None = unpack  # None once what checks a card is there
        self._checks: Awaitable[object] | None = None  # a promise of it: several cards may wait for the one
        with open(place(FIRST_HAND, CARD)) as file:
            card = loads(file.read())
        card["weights"] = unpacked(card["weights"])
        self.known = {FIRST_HAND: card}
        self._coming: dict[str, _Coming] = {}

    def get(self, name: str, came: "Callable[[str], None]", missed: "Callable[[str, str], None]") -> None:
        """Call ``came`` with the name once its card is known: at once if it is.

        ``missed`` is called with the name and why ("late" or "wrong") when it does not come at the first try; a late
        one may come yet.
        """
        if name in self.known:
            came(name)
            return
        self.fetch(name)
        self._coming[name].wanted(came, missed)

    def fetch(self, name: str) -> None:
        """Let the card of a hand come, if it is not there and not on its way."""
        if name not in self.known and name not in self._coming:
            self._coming[name] = _Coming(self, name)

    async def get_checks(self) -> None:
        """Get the module that checks a card, before the first that needs it."""
        if self._checks is None:
            self._checks = js.curlicue.bring("./checks.txt")
        text = str(await self._checks)
        if self._unpack is not None:
            unpack, self._unpack = self._unpack, None
            unpack(text)

    def arrive(self, name: str, text: str) -> bool:
        """Take a card as it came; false when it is none."""
        from curlicue_hands.card_check import CardError, check_card  # what comes with the page needs no check

        try:
            card = check_card(loads(text), name)
            if card["name"] != name:
                raise CardError(name + ": found a card of " + card["name"])
        except (ValueError, RuntimeError) as error:  # not JSON, nested without end, or not a card
            js.console.info("Curlicue cannot draw with this hand: " + str(error))
            return False
        self.known[name] = card
        return True


class _Coming:
    """A card on its way, and who waits for it."""

    def __init__(self, cards: Cards, name: str) -> None:
        self._cards = cards
        self._name = name
        self._wrong = ""  # why it is not there yet, once something went wrong
        self._came: Callable[[str], None] | None = None
        self._missed: Callable[[str, str], None] | None = None
        dom.go(self._bring())

    def wanted(self, came: "Callable[[str], None]", missed: "Callable[[str, str], None]") -> None:
        self._came, self._missed = came, missed
        if self._wrong:
            missed(self._name, self._wrong)

    async def _bring(self) -> None:
        text = str(await js.curlicue.bring("./" + place(self._name, CARD), self._late))
        await self._cards.get_checks()
        if self._cards.arrive(self._name, text):
            if self._came is not None:
                self._came(self._name)
        else:
            self._say("wrong")

    def _late(self) -> None:
        self._say("late")

    def _say(self, wrong: str) -> None:
        self._wrong = wrong
        if self._missed is not None:
            self._missed(self._name, wrong)
