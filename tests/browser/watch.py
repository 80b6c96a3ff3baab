"""Sees everything that must not happen on a page: errors, policy violations, requests that leave the origin."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, Worker

# Says a violation aloud where the browser's own message would be easy to miss. A meta policy does not bind the
# worker, whose requests are watched like the page's.
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error("policy violation", event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber));
"""


@dataclass
class Watch:
    """Faults of one browser context, in the order they happened."""

    origin: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)  # every address asked for, the worker's too
    _allowed: list[re.Pattern[str]] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Faults that match are part of this test."""
        self._allowed.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        """The faults that no test has allowed."""
        return [fault for fault in self.faults if not any(allowed.search(fault) for allowed in self._allowed)]

    def attach(self, context: BrowserContext) -> None:
        """Begins to watch a context and every page it opens."""
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("page", self._page)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))

    def _page(self, page: Page) -> None:
        page.on("crash", lambda _: self.faults.append("the page crashed"))
        page.on("worker", self._worker)

    def _worker(self, worker: Worker) -> None:
        self.requests.append(worker.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.faults.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in {"data", "blob"}:
            return
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"request that leaves the origin: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"status {response.status}: {response.url}")
