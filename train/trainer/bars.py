"""The bars: what a hand must show before it is exported. Loosening one needs a reason in ARCHITECTURE.md."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.trials import (
    CIRCLE_BEGUN,
    CIRCLE_BETTER_WAY,
    CIRCLE_WORSE_WAY,
    HOLD_DISTANCE,
    LIFT_BEYOND,
    LIFT_FAR,
    SQUARE_FAR,
    ZIGZAG_FAR,
    Figures,
)


@dataclass(frozen=True)
class Bar:
    """One figure and the range in which it must lie, ends included."""

    figure: str
    low: float | None = None
    high: float | None = None

    def holds(self, figures: Figures) -> bool:
        """A figure that does not exist, or is not a number, never holds."""
        value = figures.get(self.figure)
        if value is None:
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def wanted(self) -> str:
        """The range in words."""
        if self.low is None:
            return f"at most {self.high:g}"
        if self.high is None:
            return f"at least {self.low:g}"
        return f"{self.low:g} to {self.high:g}"


def failed(bars: tuple[Bar, ...], figures: Figures) -> list[Bar]:
    """The bars that do not hold, in their own order."""
    return [bar for bar in bars if not bar.holds(figures)]


ERROR_RATIO = "one-step error over the best baseline's"

# Every hand, whatever it was trained on: alive, finite, and it follows a fast finger ...
ALIVE_BARS = (
    Bar("fast, then slow: px/step alive, least", low=0.8),
    Bar("60 s hold: px/step alive, least", low=0.8),
    Bar("free run: px/step alive, least", low=0.8),
    Bar("free run: speed over its floor, most", high=2.0),
    Bar("900 px/s line: px sideways", high=15.0),
    Bar("teleports: finite", low=1.0),
    Bar(LIFT_BEYOND, high=0.0),
    Bar(LIFT_FAR, high=180.0),
)

# What the shipped hands are held to beyond that: a quick straight drag still has their character, and whoever turns is
# followed.
_QUICK_LOOPS = Bar("160 px/s drag: loops/s, share of those at 30", low=0.85, high=1.15)
_QUICK_FLIPS = Bar("160 px/s drag: flips/s, share of those at 30", low=0.85, high=1.15)
_FOLLOW_BARS = (Bar(SQUARE_FAR, high=7.0), Bar(ZIGZAG_FAR, high=4.0), Bar(CIRCLE_BEGUN, high=10.0))

# ... stays near, and predicts better than guessing. One way round a circle is enough for a hand that turns one way.
COMMON_BARS = (
    *ALIVE_BARS,
    Bar(HOLD_DISTANCE, high=75.0),
    Bar(CIRCLE_BETTER_WAY, high=7.0),
    Bar(ERROR_RATIO, high=1.0),
)

LOOPS_BARS = (
    *ALIVE_BARS,
    *_FOLLOW_BARS,
    _QUICK_LOOPS,
    Bar("drag: share of turns one way, least", low=0.9),
    Bar("drag: same handedness, share", low=1.0),
    Bar("drag: loops/s, least", low=0.7),
    Bar("drag: loops/s, most", high=1.5),
    Bar("drag: radius px, least", low=15.0),
    Bar("drag: radius px, most", high=45.0),
    Bar("drag: speed px/step, least", low=2.0),
    Bar("drag: speed px/step, most", high=4.5),
    Bar("drag: first turn s, most", high=2.0),
    Bar("drag: px from the finger, most", high=80.0),
    Bar("drag: jerk ratio, most", high=0.09),
    Bar("60 px/s drag: share of turns one way, least", low=0.8),
    Bar("ideal line: jerk ratio", high=0.05),
    Bar("fast, then slow: first turn s, most", high=1.5),
    Bar(HOLD_DISTANCE, high=60.0),
    Bar(CIRCLE_WORSE_WAY, high=5.0),
    Bar(ERROR_RATIO, high=0.85),
)

_OTHERS_BARS = (
    *ALIVE_BARS,
    *_FOLLOW_BARS,
    Bar(HOLD_DISTANCE, high=75.0),
    Bar(CIRCLE_WORSE_WAY, high=7.0),
    Bar(ERROR_RATIO, high=1.0),
)

WAVES_BARS = (
    *_OTHERS_BARS,
    _QUICK_FLIPS,
    Bar("drag: flips/s, median", low=2.8, high=3.6),
    Bar("drag: frequency Hz, median", low=1.4, high=1.8),
    Bar("drag: rms px beside the finger, median", low=10.0, high=15.0),
    Bar("drag: corner, median", high=0.32),
)

ZIGZAG_BARS = (
    *_OTHERS_BARS,
    _QUICK_FLIPS,
    Bar("drag: corner, median", low=0.42),
    Bar("drag: frequency Hz, median", low=1.3, high=1.7),
)

CURSIVE_BARS = (
    *_OTHERS_BARS,
    _QUICK_LOOPS,
    Bar("drag: loops/s, median", low=1.3, high=1.9),
    Bar("drag: share of turns one way, median", low=0.9),
)

EIGHTS_BARS = (
    *_OTHERS_BARS,
    _QUICK_FLIPS,
    Bar("drag: flips/s, median", low=1.8, high=2.6),
    Bar("drag: frequency Hz, median", low=1.0, high=1.2),
    Bar("drag: rms px beside the finger, median", low=17.0, high=27.0),
    Bar("drag: share of turns one way, median", high=0.4),
)

COIL_BARS = (
    *_OTHERS_BARS,
    _QUICK_LOOPS,
    Bar("drag: loops/s, median", low=2.1, high=2.8),
    Bar("drag: radius px, median", high=19.0),
)
