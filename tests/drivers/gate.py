"""The site, with one file that waits: the moment of the takeover is the test's, whatever the engine."""

import threading
from pathlib import Path
from typing import Any

from builder.server import SiteServer

PATIENCE_S = 120


class Gate(SiteServer):
    """Serves a site; requests for the file ``held`` wait until ``open_gate``. A context in which it runs."""

    def __init__(self, root: Path, held: str) -> None:
        super().__init__(root)
        self.asked = threading.Event()  # somebody waits for the file
        self._held = held
        self._open = threading.Event()

    def __enter__(self) -> "Gate":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._open.set()
        self.shutdown()
        self.server_close()

    def open_gate(self) -> None:
        """Lets what waits go, and all that comes later."""
        self._open.set()

    def close_gate(self) -> None:
        """Holds the file back from now on."""
        self.asked.clear()
        self._open.clear()

    def body(self, file: Path) -> Any:
        """The file's content, when it may go."""
        if file.name == self._held:
            self.asked.set()
            self._open.wait(PATIENCE_S)
        return super().body(file)
