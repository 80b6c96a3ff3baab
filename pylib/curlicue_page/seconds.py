"""How a moment of a drawing is written beside the time bar. Pure."""

from curlicue.stroke import STEPS_PER_S

MOST_SIGNS = len("999.9 s")  # for which site/figures.css keeps room: more would make the time bar narrower


def written(step: int) -> str:
    """The seconds from a drawing's start to one of its steps; to the tenth, as long as there is room for it."""
    seconds = max(0, step) / STEPS_PER_S
    text = f"{seconds:.1f} s"
    return text if len(text) <= MOST_SIGNS else f"{seconds:.0f} s"
