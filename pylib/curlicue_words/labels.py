"""What a cell follows, in words: a label for its row, a sentence for its view."""

from curlicue.stroke import STEPS_PER_S
from curlicue_study.correlate import BLOCK_STEPS, DIRECTIONS, SPEEDS, TURNS, WINDOW_BLOCKS, Follows

QUIET = "quiet"  # of a cell that hardly changes
UNNAMED = "a bit of everything"  # of one that follows nothing closely enough
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
WHEN = {  # label -> when h is high, and when it is low
    **{way: (f"went {way}", "went the opposite way") for way in WAYS},
    "going fast": ("was fast", "was slow"),
    "going slowly": ("was slow", "was fast"),
    "turning right": ("turned right", "turned left"),
    "turning left": ("turned left", "turned right"),
}
SPAN = f"in the last {WINDOW_BLOCKS * BLOCK_STEPS // STEPS_PER_S} seconds of drawing"


def words(follows: "Follows | None") -> str:
    """A label of a few words."""
    return UNNAMED if follows is None else WORDS[follows.name]


def meaning(label: str) -> str:
    """What a cell's label says, in one sentence; nothing of none."""
    if not label:
        return ""
    if label == QUIET:
        said = "its h hardly changed"
    elif label == UNNAMED:
        said = "its h kept time with no direction, no speed and no turning closely enough for a name"
    else:
        high, low = WHEN[label]
        said = f"its h was high when the movement that the network hears {high}, and low when it {low}"
    return f"{label[0].upper()}{label[1:]}: {SPAN} {said}."
