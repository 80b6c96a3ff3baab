"""What page, drawers and the later half of the page know of each other. For the type checker alone."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from curlicue.payloads import Heard, Kind, Listening, P, Refused, Story, Written


class Drawer(Protocol):
    """Whoever draws on the sheet: the starter, or a worker."""

    by_worker: bool  # then there is a pen on every surface, figures are painted, and steps are fast

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

    def write(self, with_lines: bool, take: "Callable[[Written], None]") -> None:
        """Ask for the sheet's drawing as a document, its lines with it or not; ``take`` or WRITTEN has it."""

    def save(self, background: str) -> None:
        """Let the reader save the sheet as a picture on a colour, #RRGGBB."""


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

    async def build(self) -> None:
        """Make its parts, with breaths between them."""

    def look_again(self) -> None:
        """Tell whom it concerns of new sizes and colours."""

    def wake_worker(self) -> None:
        """Start the fast engine, if the browser can."""

    def pad(self, samples: str) -> bool:
        """Take a frame's samples of a finger on the pad, on which no pen draws; true while it is down."""

    def rested(self) -> None:
        """Take note that nothing moves any more."""

    def draw_one(self) -> None:
        """Let a simulated finger draw."""


class Pupil(Protocol):
    """Who is told what the worker says: the section of the page."""

    def awake(self) -> None:
        """Take note that it can teach."""

    def heard(self, heard: "Heard") -> None:
        """Show what can be taught of the strokes."""

    def drew(self, drew: "list[str]") -> None:
        """Show a line that the net of the moment drew."""

    def listened(self, listening: "Listening") -> None:
        """Show how far it is."""

    def told(self, story: "Story") -> None:
        """Tell what happened; the hand follows."""

    def taught(self, card: str) -> None:
        """Take the hand, a card as JSON."""

    def refused(self, refused: "Refused") -> None:
        """Say why there is no hand."""

    def lost(self) -> None:
        """Go on without the worker, which is no more."""
