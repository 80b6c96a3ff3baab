"""WebKitGTK's MiniBrowser on a screen of its own (Xvfb), through WebKitWebDriver: commands as JSON over HTTP.

Its driver tells nothing of console and requests. So the pages are served with a script before all others that keeps
what goes wrong (``watched``), and a proxy writes down what would have left the machine.
"""

import base64
import http.client
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.drivers.actions import holding, lifting, moving, pressing, wheeling
from tests.drivers.driver import HEIGHT, NO_COPY, PATIENCE_S, REPORT_VIOLATIONS, WIDTH, DriverError, Place
from tests.drivers.found import find_mini_browser
from tests.drivers.process import answers, free_port, running, wait_for

# A worker's canvases, painted through Mesa's software GL, crash WebKitGTK 2.50; without GL they do not.
SCREENSHOT_S = 15  # a slow machine takes one in a second or two
SCREENSHOTS = 4  # times that one is asked for
NO_GRAPHICS_CARD = {"WEBKIT_DISABLE_COMPOSITING_MODE": "1", "WEBKIT_SKIA_ENABLE_CPU_RENDERING": "1"}

WATCH = """globalThis.faultsSeen = [];
for (const level of ["error", "warn"]) {
  const say = console[level];
  console[level] = (...given) => { faultsSeen.push(`console ${level}: ${given.join(" ")}`); say(...given); };
}
addEventListener("error", ({ message, target, filename }) =>
  faultsSeen.push(`page error: ${message ?? target.outerHTML?.slice(0, 90)} ${filename ?? ""}`), true);
addEventListener("unhandledrejection", (event) => faultsSeen.push(`page error: unhandled ${event.reason}`));
"""


def watched(dist: Path, folder: Path) -> Path:
    """The site once more, in ``folder``, with a script before all others that keeps what goes wrong."""
    shutil.copytree(dist, folder, copy_function=os.link)
    (folder / "watch.js").write_text(WATCH + REPORT_VIOLATIONS, encoding="utf-8")
    index = folder / "index.html"
    text = index.read_text(encoding="utf-8")
    assert text.count("<title>") == 1
    index.unlink()  # the other site's file is the same one
    index.write_text(text.replace("<title>", '<script src="./watch.js"></script><title>'), encoding="utf-8")
    return folder


class _Outside(BaseHTTPRequestHandler):
    """Refuses whatever would leave the machine, and keeps the address."""

    def handle_one_request(self) -> None:
        line = self.rfile.readline().decode("latin-1").strip()
        if line:
            self.server.asked.append(line)  # type: ignore[attr-defined]
        self.wfile.write(b"HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n")
        self.close_connection = True


class WebKit:
    """A fresh MiniBrowser that ends with ``programs``; ``environment`` and ``address_space`` as in process.running.

    ``copied`` lets pages have a copy of the site.
    """

    name = "webkit"
    pointer = "mouse"
    ratio = 1.0

    def __init__(
        self,
        home: Path,
        programs: ExitStack,
        environment: dict[str, str] | None = None,
        address_space: int | None = None,
        copied: bool = False,
    ) -> None:
        self._copied = copied
        self._outside: list[str] = []
        browser = find_mini_browser()
        assert browser, "No MiniBrowser of WebKitGTK was found: install webkit2gtk-driver."
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        reader, writer = os.pipe()
        screen = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
        programs.enter_context(running(screen, pass_fds=[writer], **quiet))
        os.close(writer)
        with os.fdopen(reader) as said:
            display = ":" + said.readline().strip()
        outside = ThreadingHTTPServer(("127.0.0.1", 0), _Outside)
        outside.asked = self._outside  # type: ignore[attr-defined]
        threading.Thread(target=outside.serve_forever, daemon=True).start()
        programs.callback(outside.server_close)
        programs.callback(outside.shutdown)
        self._port = free_port()
        look = {"DISPLAY": display, "GDK_BACKEND": "x11", "GDK_SCALE": "1", "HOME": str(home), "NO_AT_BRIDGE": "1"}
        look |= NO_GRAPHICS_CARD
        driver = ["WebKitWebDriver", f"--port={self._port}"]
        given = {**look, **(environment or {})}
        programs.enter_context(running(driver, environment=given, address_space=address_space, **quiet))
        wait_for(lambda: answers(self._port), 30, "WebKitWebDriver")
        proxy = [
            f"--proxy=http://127.0.0.1:{outside.server_port}",
            "--ignore-host=127.0.0.1",
            "--ignore-host=localhost",
        ]
        options = {"binary": browser, "args": ["--automation", *proxy]}
        self._turned = 0.0  # CSS px by the wheel so far, which its driver counts on
        self._session = ""
        made = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}})
        self._session = f"/session/{made['sessionId']}"
        self._call("POST", "/timeouts", {"script": 1000 * PATIENCE_S, "pageLoad": 1000 * PATIENCE_S})
        self._call("POST", "/window/rect", {"width": WIDTH, "height": HEIGHT})
        for _ in range(2):  # the toolbar is part of that: the page itself is to have this size
            beside, above = self.evaluate("[outerWidth - innerWidth, outerHeight - innerHeight]")
            self._call("POST", "/window/rect", {"width": WIDTH + beside, "height": HEIGHT + above})

    def open(self, address: str) -> None:
        self._call("POST", "/url", {"url": address})
        if not self._copied:
            self.evaluate(f"void ({NO_COPY[:-1]})")  # the page looks for it seconds later

    def back(self) -> None:
        self._call("POST", "/back", {})

    def evaluate(self, expression: str) -> Any:
        script = (
            f"const done = arguments[0]; (async () => JSON.stringify((await ({expression})) ?? null))()"
            ".then((value) => done([value]), (error) => done([null, String(error)]));"
        )
        value, *error = self._call("POST", "/execute/async", {"script": script, "args": []})
        if error:
            raise DriverError(error[0])
        return json.loads(value)

    def evaluate_in_frame(self, expression: str) -> Any:
        self._call("POST", "/frame", {"id": 0})
        try:
            return self.evaluate(expression)
        finally:
            self._call("POST", "/frame", {"id": None})

    def wheel(self, place: Place, down: float) -> None:
        self._turned += down
        self._call("POST", "/actions", {"actions": wheeling(place, self._turned)})

    def press(self, place: Place) -> None:
        self._call("POST", "/actions", {"actions": pressing(place, self.pointer)})

    def move(self, places: Sequence[Place], hz: float = 60) -> None:
        for piece in moving(places, hz, self.pointer):
            self._call("POST", "/actions", {"actions": piece})

    def lift(self) -> None:
        self._call("POST", "/actions", {"actions": lifting(self.pointer)})

    def hold(self, key: str, seconds: float) -> None:
        self._call("POST", "/actions", {"actions": holding(key, seconds)})

    def screenshot(self) -> bytes:
        """A PNG of the window. Now and then its driver sleeps over one: who asks again gets it at once."""
        for _ in range(SCREENSHOTS - 1):
            with suppress(TimeoutError):
                return base64.b64decode(self._call("GET", "/screenshot", patience_s=SCREENSHOT_S))
        return base64.b64decode(self._call("GET", "/screenshot"))

    def take_faults(self) -> list[str]:
        seen: list[str] = self.evaluate("globalThis.faultsSeen?.splice(0)") or []
        left, self._outside[:] = list(self._outside), []
        return [*seen, *(f"request that leaves the machine: {line}" for line in left)]

    def _call(
        self, method: str, path: str, body: dict[str, Any] | None = None, patience_s: float = PATIENCE_S + 30
    ) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=patience_s)
        try:
            content = None if body is None else json.dumps(body)
            connection.request(method, self._session + path, content, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            value = json.loads(answer.read())["value"]
        finally:
            connection.close()
        if answer.status >= 400:
            raise DriverError(f"{path}: {value}")
        return value
