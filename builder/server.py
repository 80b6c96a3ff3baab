"""Serves a built site as GitHub Pages does: under a sub-path, the right types, gzip, open to any origin."""

import errno
import gzip
import hashlib
import socket
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from builder.errors import BuildError
from builder.throttle import Throttle

LAST_PORT = 65535
PREFIX = "/curlicue/"  # the sub-path, as in https://<owner>.github.io/curlicue/

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".onnx": "application/octet-stream",
    ".packed": "application/octet-stream",
    ".png": "image/png",
    ".py": "text/x-python; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
_PACKED_ALREADY = {".packed", ".png", ".woff2", ".zip"}


class Served(NamedTuple):
    """One answered request, for tests and measurements."""

    path: str  # below the prefix
    status: int
    body_bytes: int  # the body as sent, packed or not
    wire_bytes: int  # with its headers
    asked_at: float  # s since 1970, when the request had come in
    done_at: float  # the same, when the last byte had left


class _Body(NamedTuple):
    content: bytes
    packed: bytes | None  # gzip, where that is worth it
    etag: str


class SiteServer(ThreadingHTTPServer):
    """Serves the folder root under PREFIX; port 0 picks a free one. served lists what has gone out."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, root: Path, host: str = "127.0.0.1", port: int = 0, throttle: Throttle | None = None) -> None:
        self.root = root
        self.throttle = throttle
        self.served: list[Served] = []
        self._bodies: dict[tuple[Path, int, int], _Body] = {}
        if not 0 <= port <= LAST_PORT:
            raise BuildError(
                f"--port is {port}, but ports go from 0 (any free one) to {LAST_PORT}: choose one of them."
            )
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            raise BuildError(_why_not(error, host, port)) from error

    @property
    def address(self) -> str:
        """What to open in a browser."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}{PREFIX}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: a browser that goes away in mid-answer is no error of ours."""

    def body(self, file: Path) -> _Body:
        """The file's content, packed once per version of the file."""
        stat = file.stat()
        key = (file, stat.st_mtime_ns, stat.st_size)
        if key not in self._bodies:
            content = file.read_bytes()
            packed = None if file.suffix in _PACKED_ALREADY else gzip.compress(content, 6, mtime=0)
            if packed is not None and len(packed) >= len(content):
                packed = None
            self._bodies[key] = _Body(content, packed, f'"{hashlib.sha256(content).hexdigest()[:16]}"')
        return self._bodies[key]


def _why_not(error: OSError, host: str, port: int) -> str:
    """Why nobody can listen there, and what to do."""
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"--host is {host}, which is no address of this machine ({error.strerror}): choose 127.0.0.1 or 0.0.0.0."
    if error.errno == errno.EADDRINUSE:
        return (
            f"Another program listens on port {port} of {host}: "
            "end it, choose another --port, or leave --port out for a free one."
        )
    return f"Nobody may listen on port {port} of {host} ({error.strerror}): choose a --port from 1024 to {LAST_PORT}."


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"  # keeps connections, as the real host does
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        if self.server.throttle is not None:
            self.server.throttle.wait_round_trip()

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Keeps the terminal quiet; SiteServer.served has it all."""

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if path in {"/", PREFIX.rstrip("/")}:
            self._send(path, HTTPStatus.FOUND, {"Location": PREFIX}, b"")
            return
        file = self._find(path)
        if file is None:
            headers = {"Content-Type": CONTENT_TYPES[".txt"]}
            self._send(path, HTTPStatus.NOT_FOUND, headers, b"No such file.\n" if with_body else b"")
            return
        body = self.server.body(file)
        headers = {
            "Content-Type": CONTENT_TYPES.get(file.suffix, "application/octet-stream"),
            "Cache-Control": "no-cache",  # kept, but asked about on every load: an edit shows at once
            "ETag": body.etag,
            "Vary": "Accept-Encoding",
        }
        if self.headers.get("If-None-Match") == body.etag:
            self._send(path, HTTPStatus.NOT_MODIFIED, headers, b"")
            return
        content = body.content
        if body.packed is not None and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            content = body.packed
        self._send(path, HTTPStatus.OK, headers, content, with_body=with_body)

    def _find(self, path: str) -> Path | None:
        if not path.startswith(PREFIX):
            return None
        parts = PurePosixPath(path.removeprefix(PREFIX)).parts
        if ".." in parts:
            return None
        file = self.server.root.joinpath(*parts)
        if file.is_dir():
            file = file / "index.html"
        return file if file.is_file() else None

    def _send(
        self,
        path: str,
        status: HTTPStatus,
        headers: dict[str, str],
        content: bytes,
        *,
        with_body: bool = True,
    ) -> None:
        lines = [f"HTTP/1.1 {status.value} {status.phrase}", f"Date: {self.date_time_string()}"]
        lines.append("Access-Control-Allow-Origin: *")  # GitHub Pages sends it: the site runs in a sandboxed frame
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(content)}", "", ""]
        answer = "\r\n".join(lines).encode("latin-1") + (content if with_body else b"")
        throttle, asked_at = self.server.throttle, time.time()
        if throttle is None:
            self.wfile.write(answer)
        else:
            throttle.wait_round_trip()
            throttle.send(self.wfile.write, answer)
        self.server.served.append(
            Served(
                path.removeprefix(PREFIX),
                status.value,
                len(content) if with_body else 0,
                len(answer),
                asked_at,
                time.time(),
            )
        )
