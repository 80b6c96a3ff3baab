"""What a finger does while the card of the hand that is to draw it is on its way."""

import js

from curlicue_page import dom
from curlicue_page.dom import by_id
from curlicue_words import page_words

LONG_S = 1.0  # a stroke that waits longer is told why


def begins(samples: str) -> bool:
    """Whether a finger comes down in a frame's samples, JSON as first.js writes it."""
    return "[0," in samples  # its kind is curlicue.actions.DOWN


class Waiting:
    """Frames since a stroke began that an awaited hand is to draw."""

    def __init__(self) -> None:
        self.for_hand: str | None = None  # name of the one whose card is on its way
        self._frames: list[tuple[float, str, str]] = []  # as first.js gave them: now, samples, surface

    @property
    def has_samples(self) -> bool:
        """Whether something waits."""
        return bool(self._frames)

    def takes(self, now: float, samples: str, surface: str) -> bool:
        """Keep a frame if it has to wait; false if it has not."""
        if self.for_hand is None or (not self._frames and not begins(samples)):
            return False
        if not self._frames:
            js.curlicue.showFinger()
        elif now - self._frames[0][0] > LONG_S and by_id("draw-status").hidden:
            dom.say(page_words.HAND_COMES)
        if samples:
            self._frames.append((now, samples, surface))
        return True

    def end(self) -> "list[tuple[float, str, str]]":
        """Give what waited to whoever draws now."""
        self.for_hand = None
        frames = self._frames
        self._frames = []
        if (
            frames
            and not by_id("draw-status").hidden
            and by_id("draw-status-text").textContent == page_words.HAND_COMES
        ):
            dom.say("")
        return frames

    def drop(self) -> bool:
        """Let go of what waits; false if nothing does."""
        waited = bool(self._frames)
        self._frames = []
        return waited
