"""A site of a few small files with the service worker of the real one: deployed, changed and taken back in a moment.

Every file says of which version it is, so a page that is made of two is seen at once.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self

from builder.offline import PAGE, WORKER, offline_files
from builder.server import PREFIX, SiteServer
from tests.drivers.driver import Driver
from tests.drivers.page import wait_until
from tests.site.markup import SITE

PATIENCE_S = 30
GIVES_WAY_S = 0.5
LARGE = "graphs/large.txt"  # see builder.offline.LARGE
HTML = """<!doctype html><html lang="en" data-version="{html}"><meta charset="utf-8"><title>A small site</title>
<link rel="icon" href="data:,"><script type="module" src="./page.js"></script></html>"""
SCRIPT = """import {{ forget, offline }} from "./offline.js";
Object.assign(globalThis, {{
  said: [],
  copy: (whole) => offline(whole, (what) => said.push(what)),
  forget,
  text: async (path) => (await fetch(path)).text(),
  look: async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => null),
  worker: () => new Promise((tell) => {{
    new Worker("./work.js", {{ type: "module" }}).onmessage = ({{ data }}) => tell(data);
  }}),
  seen: async () => [document.documentElement.dataset.version, "{name}", await text("part.txt"), ...await worker()],
}});
document.documentElement.dataset.state = "ready";"""
WORK = """postMessage(["{name}", await (await fetch("part.txt")).text()]);"""


class StoppableSite(SiteServer):
    """Serves a folder until it is stopped; from then on nobody answers, on connections that are open either."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        super().__init__(folder, port=port)
        self._open: list[socket.socket] = []

    def get_request(self) -> tuple[socket.socket, Any]:
        """A new connection, which is noted."""
        connection, address = super().get_request()
        self._open.append(connection)
        return connection, address

    def start(self) -> Self:
        """Begins to serve."""
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def stop(self) -> None:
        """Ends."""
        self.shutdown()
        self.server_close()
        for connection in self._open:
            with suppress(OSError):  # closed already
                connection.shutdown(socket.SHUT_RDWR)


class SmallSite(StoppableSite):
    """Serves what is deployed. ``hold`` and ``fail`` name files that do not come."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        folder.mkdir(exist_ok=True)
        super().__init__(folder, port)
        self.fail: set[str] = set()
        self.failed: list[str] = []  # what somebody has asked for in vain
        self.hold: set[str] = set()
        self._let_go = threading.Event()

    def body(self, file: Path) -> Any:
        """The file's content, if it comes."""
        path = file.relative_to(self.root).as_posix()
        if path in self.hold:
            self._let_go.wait(PATIENCE_S)
        if path in self.fail:
            self.failed.append(path)
            raise OSError(path)  # the connection breaks off
        return super().body(file)

    def stop(self) -> None:
        """Ends, whatever is held back."""
        self._let_go.set()
        super().stop()

    def again(self) -> SmallSite:
        """Another server of the same files at the same address, once this one has stopped."""
        return SmallSite(self.root, self.server_address[1]).start()

    def deploy(self, name: str, html: str | None = None, without: tuple[str, ...] = ()) -> None:
        """Puts a version in the place of the one before it; html as the name, unless it is to say otherwise."""
        page = HTML.format(html=html or name)
        files = {
            "index.html": page,
            "article.html": page,
            "page.js": SCRIPT.format(name=name),
            "work.js": WORK.format(name=name),
            "part.txt": name,
            "late.txt": name,
            "same.txt": "same",
            LARGE: f"large {name}",
            **{file: (SITE / file).read_text(encoding="utf-8") for file in (PAGE, WORKER)},
        }
        written = {path: text.encode() for path, text in files.items()}
        written |= offline_files(written)
        shutil.rmtree(self.root)
        for path, content in written.items():
            if path not in without:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(content)

    def bytes_since(self, served: int) -> int:
        """Of the bodies that went out after so many answers."""
        return sum(each.body_bytes for each in self.served[served:])

    def asked_since(self, served: int) -> list[str]:
        """The files whose content went out after so many answers."""
        return [each.path for each in self.served[served:] if each.status == HTTPStatus.OK]


def leave(page: Driver) -> None:
    """Leaves the site, for longer than its worker needs in order to give way to a newer one.

    Who comes back within that tenth of a second may wait in vain: Chromium has asked the worker that it is ending.
    """
    page.open("about:blank")
    time.sleep(GIVES_WAY_S)


def visit(page: Driver, site: SmallSite, rest: str = "") -> None:
    """Comes to the site anew; the page before is left first, so that nobody needs its version any more.

    Not in WebKitGTK: when it is driven it keeps nothing on a disk, and now and then forgets all that an origin has kept
    as soon as no page of it is open.
    """
    if page.name != "webkit":
        leave(page)
    page.open(site.address + rest)
    wait_until(page, "document.documentElement.dataset.state === 'ready'")


def take_copy(page: Driver, whole: bool = True) -> None:
    """Has the page copied, and waits until that is done."""
    page.evaluate(f"void copy({str(whole).lower()})")
    wait_until(page, "said.includes('kept')")


def copied_by(page: Driver) -> list[str]:
    """Names of this site's caches, without what goes before the version."""
    found: list[str] = page.evaluate("caches.keys()")
    return sorted(name.rpartition(" ")[2] for name in found if PREFIX in name)
