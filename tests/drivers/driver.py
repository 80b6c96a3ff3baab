"""What the tests ask of a browser, whichever engine it has. Places are CSS px of the window."""

from collections.abc import Sequence
from typing import Any, Protocol

Place = tuple[float, float]

WIDTH, HEIGHT = 390, 844  # a phone's window, CSS px
PATIENCE_S = 120  # until a browser answers one command

# What a page fetches is counted, held back and broken off: a copy of the site on the device would answer in the
# place of the server. Who tests that copy asks for it (``copied``).
NO_COPY = "delete Navigator.prototype.serviceWorker;"

# Says a refused policy aloud, where a browser's own message is easy to miss.
REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) => console.error("policy violation",
  event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber))"""


class DriverError(RuntimeError):
    """The page threw, or went away while it was asked."""


class Driver(Protocol):
    """A fresh browser with one page."""

    name: str
    pointer: str  # what its trusted pointer is: "touch" or "mouse"
    ratio: float  # device px per CSS px

    def open(self, address: str) -> None:
        """Goes to an address, and waits until the document is loaded."""

    def back(self) -> None:
        """Begins to go back to the page before, as by the browser's own button."""

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, as JSON has it; a promise is awaited. DriverError when it throws."""

    def evaluate_in_frame(self, expression: str) -> Any:
        """The same in the page's only frame, whosever it is."""

    def wheel(self, place: Place, down: float) -> None:
        """Turns the mouse's wheel over a place, by CSS px."""

    def press(self, place: Place) -> None:
        """Puts the pointer down."""

    def move(self, places: Sequence[Place], hz: float = 60) -> None:
        """Moves it through places, hz of them a second."""

    def lift(self) -> None:
        """Takes the pointer away."""

    def hold(self, key: str, seconds: float) -> None:
        """Holds a key of actions.KEYS down for so long; whatever has the focus in the page hears it."""

    def screenshot(self) -> bytes:
        """A PNG of the window."""

    def take_faults(self) -> list[str]:
        """Errors and warnings of the console, failed requests, requests to another origin, since it was last asked."""
