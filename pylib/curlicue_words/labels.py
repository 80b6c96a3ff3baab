"""What a cell follows, in words: a label for its row, a sentence for its view.

Both are made of a name: one of correlate.FOLLOWED, or QUIET, UNNAMED or UNKNOWN.
"""

from curlicue.stroke import STEPS_PER_S
from curlicue_study.correlate import (
    BLOCK_STEPS,
    DIRECTIONS,
    QUIET,
    SPEEDS,
    TURNS,
    UNKNOWN,
    UNNAMED,
    WINDOW_BLOCKS,
)

WAYS = (
    "along your way",
    "ahead and right",
    "right of your way",
    "back and right",
    "back along your way",
    "back and left",
    "left of your way",
    "ahead and left",
)  # as DIRECTIONS are
WORDS = {
    **dict(zip(DIRECTIONS, WAYS, strict=True)),
    **dict(zip(SPEEDS, ("going fast", "going slowly"), strict=True)),
    **dict(zip(TURNS, ("turning right", "turning left"), strict=True)),
}
_LABELS = {**WORDS, QUIET: "quiet", UNNAMED: "a bit of everything", UNKNOWN: ""}
_WHEN = {  # name -> when h is high, and when it is low
    **{name: (f"went {way}", "went the opposite way") for name, way in zip(DIRECTIONS, WAYS, strict=True)},
    **dict(zip(SPEEDS, (("was fast", "was slow"), ("was slow", "was fast")), strict=True)),
    **dict(zip(TURNS, (("turned right", "turned left"), ("turned left", "turned right")), strict=True)),
}
SPAN = f"in the last {WINDOW_BLOCKS * BLOCK_STEPS // STEPS_PER_S} seconds of drawing"


def label(name: str) -> str:
    """A name in a few words."""
    return _LABELS[name]


def meaning(name: str) -> str:
    """What a cell's label says, in one sentence; nothing of none."""
    if name == UNKNOWN:
        return ""
    if name == QUIET:
        said = "its h hardly changed"
    elif name == UNNAMED:
        said = "its h kept time with no direction, no speed and no turning closely enough for a name"
    else:
        high, low = _WHEN[name]
        said = f"its h was high when the movement that the network hears {high}, and low when it {low}"
    return f"{label(name)[0].upper()}{label(name)[1:]}: {SPAN} {said}."
