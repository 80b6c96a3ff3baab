"""What is left of a lost worker: the pieces of its drawing that it had told, and what it had been told since."""

from typing import TYPE_CHECKING

from curlicue.actions import SAMPLES, SHEET, apply
from curlicue.checkpoint import Listener
from curlicue.engine import Engine
from curlicue.messages import decode, encode

if TYPE_CHECKING:
    from curlicue.payloads import Kind, P
    from curlicue_page.pieces import Pieces


class Lost:
    """``pieces`` are those of its drawing, ``journal`` the actions since the last, as messages."""

    def __init__(self, engine: Engine, pieces: "Pieces", journal: "list[str]") -> None:
        self.restored = False  # the pieces are in the engine
        self._engine = engine
        self._pieces = pieces
        self._journal = journal
        self._listener = Listener(engine)
        self._at = 0  # pieces restored
        self._relived = 0  # actions done again

    def restore(self, most: int) -> None:
        """Put up to ``most`` more pieces into the engine, until it can go on."""
        until = min(self._at + most, self._pieces.length)
        for k in range(self._at, until):
            self._listener.take(str(self._pieces[k]))
        self._at = until
        if until == self._pieces.length:
            self._listener.finish()
            self.restored = True

    def wait(self, kind: "Kind[P]", payload: "P") -> None:
        """Keep what the reader does meanwhile."""
        self._journal.append(encode(kind, payload))

    def relive(self) -> bool:
        """Do the next action again; of what was drawn on a strip only the time. False when none is left."""
        if self._relived == len(self._journal):
            return False
        kind, payload = decode(self._journal[self._relived])
        self._relived += 1
        if kind == SAMPLES and payload["surface"] != SHEET:
            payload["samples"] = []
        apply(self._engine, kind, payload)
        return True
