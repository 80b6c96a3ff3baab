"""What was found and what was expected, of the reasons that curlicue_teach gives as codes and numbers."""

from __future__ import annotations

from curlicue_teach.reasons import Code, Reason
from curlicue_words.teach import why

_LEAST = {  # what has to be so much or more
    Code.STOPPED: "training steps",
    Code.TOO_SHORT: "s of drawing",
    Code.TOO_BRIEF: "s as the longest time between movements that its strokes can be compared by",
    Code.EVEN: "px/step of swing",
    Code.UNLIKE: "as the strokes' memory of what they did .3 to .75 s before (0 to 1)",
    Code.ASLEEP: "px/step alive on a slow drag",
    Code.LATE: "px/step alive .6 to 1.6 s after the finger came down",
    Code.ASLEEP_AFTER_FAST: "px/step alive after a fast drag",
    Code.ASLEEP_IN_HOLD: "px/step alive in a minute's hold",
    Code.ASLEEP_ALONE: "px/step alive after the lift",
}
_MOST = {
    Code.STRAIGHT: "of their own length that the strokes get",
    Code.BROKEN: "weights that are no numbers or too large",
    Code.FAR: "px from the finger on a slow drag",
    Code.WILD: "times the strokes' speed",
    Code.NOT_NEARER: "as u, its distance to the strokes",
    Code.FAR_IN_HOLD: "px from the finger in a minute's hold",
    Code.WILD_ALONE: "times its floor after the lift",
    Code.SIDEWAYS: "px beside a straight finger of 900 px/s",
    Code.OFF_CIRCLE: "px from a finger that draws a circle",
    Code.AWAY: "px from where the finger left to where the pen came to rest",
}


def found_and_expected(reason: Reason) -> tuple[str, str]:
    """The number with its unit, and the limit in words."""
    found, limit = f"{reason.found:.3g}", f"{reason.limit:.3g}"
    if reason.code in _LEAST:
        return f"{found} {_LEAST[reason.code]}", f"{limit} or more"
    if reason.code in _MOST:
        return f"{found} {_MOST[reason.code]}", f"{limit} or less"
    return f"{found} as the way round (1, -1, or 0 for neither)", f"{limit}, as the strokes turn"


def sentences(reason: Reason) -> str:
    """The same, and what to do."""
    found, expected = found_and_expected(reason)
    return f"found {found}, expected {expected}. {why(reason.code.value, reason.found)}"
