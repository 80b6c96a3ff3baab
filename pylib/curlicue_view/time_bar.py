"""The time bar's picture: the whole drawing as a wave, and where the reader stands in it."""

from curlicue.hand import Hand
from curlicue_ink import timebar
from curlicue_view.figure import Painted, Size
from curlicue_view.moment import Moment


class TimeBar(Painted[timebar.TimeBar]):
    """The wave below the slider."""

    canvas = "time"

    def make(self, size: Size, _hand: Hand, *, dark: bool) -> timebar.TimeBar:  # noqa: ARG002  # the marks' colours
        """Make a wave."""
        return timebar.TimeBar(size.width)

    def marks(self, bar: timebar.TimeBar, moment: Moment) -> list[float]:
        """Let it grow."""
        return bar.update(moment.history, moment.at)
