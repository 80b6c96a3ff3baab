"""What the page is told after a frame: the frame itself, texts that have changed, and what is new in the drawing."""

from array import array
from json import dumps
from typing import TYPE_CHECKING, cast

from curlicue.actions import offered
from curlicue.checkpoint import Teller
from curlicue.engine import Engine
from curlicue.messages import CHECKPOINT, OFFERED, TEXTS, encode
from curlicue.snapshot import Numbers

if TYPE_CHECKING:
    from curlicue.payloads import Said
    from curlicue_worker.bridge import Bridge

CHECKPOINT_STEPS = 120  # while a pen moves: two seconds, which the page draws again in a fifth of one
CHECKPOINT_ACTIONS = 240  # the same while another surface is drawn on


class Telling:
    """Says what has changed since it was said last."""

    def __init__(self, bridge: "Bridge") -> None:
        self.heard = 0  # actions since the takeover
        self._bridge = bridge
        self._texts: dict[str, object] = {}
        self._offered = -1
        self._teller: Teller | None = None  # from the takeover on
        self._told_at = (0, 0)  # actions heard, and steps of the sheet, when the page was last told of the drawing

    def begin(self, sheet: Engine) -> None:
        """Tell of the sheet's drawing from now on: what there is, the page knows."""
        self._teller = Teller(sheet.entries + sheet.undone)
        self.heard = 0
        self._told_at = (0, sheet.steps)

    def frame(self, moving: bool, numbers: Numbers, hand: str, engine: str) -> None:
        """Say that a frame is done, whether a pen moves, and what a snapshot would say."""
        self._bridge.postFrame(moving, array("d", numbers), hand, engine)

    def texts(self, texts: "Said") -> None:
        """Say what stands beside the figures."""
        known = self._texts
        changed = cast("Said", {k: text for k, text in texts.items() if k not in known or known[k] != text})
        self._texts.update(changed)
        if changed:
            self._bridge.post(encode(TEXTS, changed))

    def strokes(self, sheet: Engine) -> None:
        """Say what there is for the tools to do; and what is new, now and then while a pen moves and when it rests."""
        if self._teller is None:
            return
        there = offered(sheet)
        if there != self._offered:
            self._offered = there
            self._bridge.post(encode(OFFERED, there))
        if (self.heard, sheet.steps) == self._told_at:
            return
        actions, steps = self.heard - self._told_at[0], sheet.steps - self._told_at[1]
        if sheet.active and steps < CHECKPOINT_STEPS and actions < CHECKPOINT_ACTIONS:
            return
        self._told_at = (self.heard, sheet.steps)
        self._bridge.post(encode(CHECKPOINT, f"{self.heard} {dumps(self._teller.tell(sheet))}"))
