"""The time bar's picture: the whole drawing as a wave, and where the reader stands in it."""

from collections.abc import Mapping

from curlicue_ink import timebar
from curlicue_view.figure import Screen, Size, play
from curlicue_view.moment import Moment


class TimeBar:
    """The wave below the slider."""

    canvas = "time"

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._bar: timebar.TimeBar | None = None

    def lay_out(self, sizes: Mapping[str, Size], *, dark: bool) -> None:  # noqa: ARG002  # its colours are the marks'
        """Take a new size or colours."""
        size = sizes.get("time")
        self._bar = None if size is None else timebar.TimeBar(size.width)

    def paint(self, moment: Moment) -> bool:
        """Bring the wave up to a moment."""
        if self._bar is not None:
            play(self._screen, "time", self._bar.update(moment.history, moment.at))
        return False
