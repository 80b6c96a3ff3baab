"""The cards of the hands: the first comes with the page, the others are fetched when they are first wanted."""

from asyncio import create_task
from json import loads
from typing import Any, Callable

import js

from curlicue_page.choices import FIRST_HAND


class Cards:
    """Model cards by name."""

    def __init__(self) -> None:
        with open(_place(FIRST_HAND)) as file:
            self.known = {FIRST_HAND: loads(file.read())}
        self._fetching: Any = None  # kept: a task that nobody holds may be collected

    def get(self, name: str, came: "Callable[[str, Any], None]") -> None:
        """Call ``came`` with a name and its card: at once if it is known, None if it does not come."""
        if name in self.known:
            came(name, self.known[name])
        else:
            self._fetching = create_task(self._fetch(name, came))

    async def _fetch(self, name: str, came: "Callable[[str, Any], None]") -> None:
        try:
            response = await js.fetch(_place(name))
            self.known[name] = loads(str(await response.text()))
        except Exception:  # noqa: BLE001  # offline, or no card: whatever JavaScript throws
            came(name, None)
            return
        came(name, self.known[name])


def _place(name: str) -> str:
    return "./models/" + name + "/model.json"
