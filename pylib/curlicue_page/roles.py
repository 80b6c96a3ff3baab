"""What page, drawers and the later half of the page know of each other. For the type checker alone."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from curlicue.payloads import Kind, P


class Drawer(Protocol):
    """Whoever draws on the sheet: the starter, or a worker."""

    def frame(self, now: float, samples: str, surface: str) -> bool:
        """Draw one animation frame: ``now`` in s, samples as JSON from first.js. True while there is more to come."""

    def hear(self, now: float, samples: str, surface: str) -> None:
        """Take a frame's samples that have waited; ``catch_up`` follows the last."""

    def catch_up(self) -> None:
        """Draw all that was heard, however long it has waited."""

    def do(self, kind: "Kind[P]", payload: "P") -> None:
        """Do what the reader wants (curlicue.actions)."""

    def snapshot(self) -> str:
        """What is drawn just now, as JSON (curlicue.snapshot)."""

    def record(self) -> None:
        """Let whoever waits for a recording have it."""

    def save(self, background: str) -> None:
        """Let the reader save the sheet as a picture on a colour, #RRGGBB."""


class Tell(Protocol):
    """A way to tell somebody something (curlicue.messages)."""

    def __call__(self, kind: "Kind[P]", payload: "P", /) -> None:
        """Tell it."""


class Told(Protocol):
    """Who is told how the drawing goes."""

    def offer(self, there: int) -> None:
        """Show what there is for the tools to do (curlicue.actions.offered)."""

    def caught_up(self) -> None:
        """Take note that everything heard is ink."""

    def inked(self) -> None:
        """Take note that the network has drawn, in every frame from then on."""

    def recorded(self, recording: str) -> None:
        """Give the recording, JSON, to whoever waits for it."""

    def too_fast(self) -> None:
        """Take note that the finger has been too fast for curls for a while."""


class Later(Protocol):
    """The half of the page that comes after the first ink."""

    def look_again(self) -> None:
        """Tell whom it concerns of new sizes and colours."""

    def wake_worker(self) -> None:
        """Start the fast engine, if the browser can."""

    def draw_one(self) -> None:
        """Let a simulated finger draw."""
