"""Somebody else's page with a frame of ours in it, on another site, and that frame as a page of its own."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from PIL import Image

from tests.drivers.driver import Driver, Place
from tests.drivers.page import box

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>Somebody else's page</title></head>
<body style="margin: 12px"><h1>A page of somebody else's</h1><p>Above.</p>
<div>{}</div>
{}</body></html>"""
BELOW = 60 * "<p>Below it there is more to read.</p>\n"


class _Answer(BaseHTTPRequestHandler):
    """Gives the page, whatever is asked for."""

    def do_GET(self) -> None:
        text: bytes = self.server.text  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Keeps the terminal quiet."""


class Foreign:
    """A page that shows ``snippet``, html that was copied from ours. A context in which it is served.

    Ours is at 127.0.0.1, this one at localhost: to a browser these are two sites, not two ports of one.
    """

    def __init__(self, snippet: str) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
        self._server.text = PAGE.format(snippet, BELOW).encode()  # type: ignore[attr-defined]
        self.address = f"http://localhost:{self._server.server_port}/"

    def __enter__(self) -> Foreign:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Framed:
    """The only frame of a driver's page, to be used as if it were the page. A Driver; places are the frame's."""

    def __init__(self, outer: Driver) -> None:
        self.outer = outer
        self.name, self.pointer, self.ratio = outer.name, outer.pointer, outer.ratio

    def open(self, address: str) -> None:
        self.outer.open(address)

    def back(self) -> None:
        self.outer.back()

    def evaluate(self, expression: str) -> Any:
        return self.outer.evaluate_in_frame(expression)

    def evaluate_in_frame(self, expression: str) -> Any:
        raise NotImplementedError("there is no frame in the frame")

    def wheel(self, place: Place, down: float) -> None:
        self.outer.wheel(self._in_window(place), down)

    def press(self, place: Place) -> None:
        self.outer.press(self._in_window(place))

    def move(self, places: Sequence[Place], hz: float = 60) -> None:
        left, top, _, _ = box(self.outer, "iframe")
        self.outer.move([(left + x, top + y) for x, y in places], hz)

    def lift(self) -> None:
        self.outer.lift()

    def hold(self, key: str, seconds: float) -> None:
        self.outer.hold(key, seconds)

    def screenshot(self) -> bytes:
        left, top, width, height = (round(side * self.ratio) for side in box(self.outer, "iframe"))
        cut = io.BytesIO()
        whole = Image.open(io.BytesIO(self.outer.screenshot()))
        whole.crop((left, top, left + width, top + height)).save(cut, "png")
        return cut.getvalue()

    def take_faults(self) -> list[str]:
        return self.outer.take_faults()

    def _in_window(self, place: Place) -> Place:
        left, top, _, _ = box(self.outer, "iframe")
        return left + place[0], top + place[1]
