"""Firefox, headless, through WebDriver BiDi: one socket, commands and events as JSON."""

import base64
import json
import subprocess
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

from tests.drivers.actions import holding, lifting, moving, pressing, wheeling
from tests.drivers.driver import HEIGHT, PATIENCE_S, REPORT_VIOLATIONS, WIDTH, DriverError, Place
from tests.drivers.found import find_firefox
from tests.drivers.process import running

LISTENING = "WebDriver BiDi listening on "
OUR_OWN = ("data", "blob", "about", "resource", "chrome")  # schemes that leave no machine
PAGE_LEFT = "NS_BINDING_ABORTED"  # nobody waits for the answer any more
NOBODY = 9  # a port where nobody listens: the browser's own wishes end there, local addresses are not proxied

PREFERENCES = {
    "app.normandy.enabled": False,
    "browser.chrome.guess_favicon": False,  # the pages name their icon
    "browser.contentblocking.category": "custom",
    "browser.download.folderList": 2,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.w3c_touch_events.enabled": 1,
    "layout.css.prefers-color-scheme.content-override": 1,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": NOBODY,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": NOBODY,
    "network.proxy.type": 1,
    "security.fileuri.strict_origin_policy": True,
}


# Where the frame at a place begins, if there is one: a driven finger is heard in the document that it is given to.
FRAME_AT = """(() => {{
  const at = document.elementFromPoint({}, {});
  const {{ left, top }} = at?.getBoundingClientRect() ?? {{}};
  return at?.localName === "iframe" ? [left, top] : null;
}})()"""


class Finger(NamedTuple):
    """Whose document hears a finger, and where that begins in the window."""

    context: str
    left: float = 0.0
    top: float = 0.0

    def seen(self, place: Place) -> Place:
        """A place of the window as that document has it."""
        return place[0] - self.left, place[1] - self.top


class Firefox:
    """A fresh Firefox that ends with ``programs``.

    ``copied`` lets pages have a copy of the site; ``preferences`` are its reader's own.
    """

    name = "firefox"
    pointer = "touch"
    ratio = 2.0

    def __init__(
        self, home: Path, programs: ExitStack, copied: bool = False, preferences: dict[str, Any] | None = None
    ) -> None:
        self._faults: list[str] = []
        self._origin = ""
        self._number = 0
        path = find_firefox()
        assert path, "No Firefox was found: install firefox-esr."
        given = {**PREFERENCES, "browser.download.dir": str(home), "dom.serviceWorkers.enabled": copied}
        if copied:  # a page that lies in its memory keeps a newer service worker waiting, for half an hour
            given["browser.sessionhistory.max_total_viewers"] = 0
        given |= preferences or {}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in given.items()]
        (home / "user.js").write_text("".join(lines), encoding="utf-8")
        headless = ["--headless", "--no-remote", "--remote-debugging-port=0"]
        command = [path, *headless, "--profile", str(home), "about:blank"]
        pipes: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        process = programs.enter_context(running(command, environment={"HOME": str(home)}, **pipes))
        assert process.stderr is not None
        address = next((line.split(LISTENING)[1].strip() for line in process.stderr if LISTENING in line), None)
        assert address, "Firefox ended before it could be driven."
        threading.Thread(target=process.stderr.read, daemon=True).start()  # a full pipe would stop it
        to = connect(f"{address}/session", max_size=None, max_queue=None, proxy=None)
        self._socket: ClientConnection = programs.enter_context(to)
        self._call("session.new", {"capabilities": {}})
        self._finger = Finger("")
        # A tab of its own: in the first one the field of the address has the focus, and the page hears of none.
        self._context: str = self._call("browsingContext.create", {"type": "tab"})["context"]
        events = ["log.entryAdded", "network.beforeRequestSent", "network.responseCompleted", "network.fetchError"]
        self._call("session.subscribe", {"events": events})
        self._call("script.addPreloadScript", {"functionDeclaration": f"() => {REPORT_VIOLATIONS}"})
        window = {"viewport": {"width": WIDTH, "height": HEIGHT}, "devicePixelRatio": self.ratio}
        self._of_page("browsingContext.setViewport", window)

    def open(self, address: str) -> None:
        parts = urlsplit(address)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._of_page("browsingContext.navigate", {"url": address, "wait": "complete"})

    def back(self) -> None:
        self._of_page("browsingContext.traverseHistory", {"delta": -1})

    def evaluate(self, expression: str) -> Any:
        return self._evaluate(expression, self._context)

    def evaluate_in_frame(self, expression: str) -> Any:
        return self._evaluate(expression, self._frame())

    def wheel(self, place: Place, down: float) -> None:
        self._of_page("input.performActions", {"actions": wheeling(place, down)})

    def _evaluate(self, expression: str, context: str) -> Any:
        asked = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        found = self._call(
            "script.evaluate", {"expression": asked, "target": {"context": context}, "awaitPromise": True}
        )
        if found["type"] == "exception":
            raise DriverError(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"])

    def press(self, place: Place) -> None:
        frame = self.evaluate(FRAME_AT.format(*place))
        self._finger = Finger(self._frame(), *frame) if frame else Finger(self._context)
        self._touch(pressing(self._finger.seen(place), self.pointer))

    def move(self, places: Sequence[Place], hz: float = 60) -> None:
        for piece in moving([self._finger.seen(place) for place in places], hz, self.pointer):
            self._touch(piece)

    def lift(self) -> None:
        self._touch(lifting(self.pointer))

    def hold(self, key: str, seconds: float) -> None:
        self._of_page("input.performActions", {"actions": holding(key, seconds)})

    def screenshot(self) -> bytes:
        return base64.b64decode(self._of_page("browsingContext.captureScreenshot", {})["data"])

    def take_faults(self) -> list[str]:
        self._call("session.status", {})  # all that came before its answer is heard
        taken, self._faults = self._faults, []
        return taken

    def _touch(self, actions: list[dict[str, Any]]) -> None:
        self._call("input.performActions", {"context": self._finger.context, "actions": actions})

    def _frame(self) -> str:
        """The context of the page's only frame."""
        (page,) = self._call("browsingContext.getTree", {"root": self._context})["contexts"]
        (frame,) = page["children"]
        context: str = frame["context"]
        return context

    def _of_page(self, method: str, of: dict[str, Any]) -> dict[str, Any]:
        return self._call(method, {"context": self._context, **of})

    def _call(self, method: str, of: dict[str, Any]) -> dict[str, Any]:
        """The answer to one command; what is heard meanwhile is kept."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": of}))
        while True:
            heard = json.loads(self._socket.recv(PATIENCE_S))
            if heard.get("id") != self._number:
                self._hear(heard["method"], heard["params"])
            elif heard["type"] == "error":
                raise DriverError(f"{method}: {heard['error']}: {heard['message']}")
            else:
                result: dict[str, Any] = heard["result"]
                return result

    def _hear(self, event: str, of: dict[str, Any]) -> None:
        if event == "log.entryAdded" and of["level"] in {"error", "warn"}:
            frames = (of.get("stackTrace") or {}).get("callFrames", [])[:2]
            places = "".join(f" at {frame['url']}:{frame['lineNumber']}" for frame in frames)
            self._faults.append(f"console {of['level']}: {of['text']}{places}")
        elif event == "network.beforeRequestSent":
            parts = urlsplit(of["request"]["url"])
            if parts.scheme not in OUR_OWN and f"{parts.scheme}://{parts.netloc}" != self._origin:
                self._faults.append(f"request that leaves the origin: {of['request']['url']}")
        elif event == "network.responseCompleted" and of["response"]["status"] >= 400:
            self._faults.append(f"status {of['response']['status']}: {of['request']['url']}")
        elif event == "network.fetchError" and of["errorText"] != PAGE_LEFT:
            self._faults.append(f"request failed, {of['errorText']}: {of['request']['url']}")
