"""What is left of a lost worker: the pieces of its drawing that it had told, and what it had been told since."""

from typing import Any

from curlicue.checkpoint import Listener
from curlicue.engine import Engine


class Lost:
    """``pieces`` are those of curlicue_page.pieces, ``journal`` the messages since the last."""

    def __init__(self, engine: Engine, pieces: Any, journal: "list[str]") -> None:
        self.journal = journal
        self._pieces = pieces
        self._listener = Listener(engine)
        self._at = 0

    def restore(self, most: int) -> bool:
        """Put up to ``most`` more pieces into the engine; true once it can go on."""
        until = min(self._at + most, int(self._pieces.length))
        for k in range(self._at, until):
            self._listener.take(str(self._pieces[k]))
        self._at = until
        if until < self._pieces.length:
            return False
        self._listener.finish()
        return True
