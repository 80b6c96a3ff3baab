"""Why something cannot be taught, or was not taken: codes with numbers; curlicue_words.teach says them."""

from enum import StrEnum
from typing import NamedTuple


class Code(StrEnum):
    """What was the matter; its number's unit is in the comment."""

    # of the strokes
    TOO_SHORT = "too short"  # s of drawing, expected so many or more
    TOO_BRIEF = "too brief"  # s, the longest lag that enough strokes reach, expected so many or more
    STRAIGHT = "straight"  # share of their length that strokes get, expected so much or less
    EVEN = "even"  # px per step, the swing of strokes that are straight and even: there is nothing to learn
    UNLIKE = "unlike"  # 0..1, the memory of strokes that are all different: a warning, it is taught all the same
    # of a net that was taught
    BROKEN = "broken"  # how many of its weights are no numbers, or too large
    ASLEEP = "asleep"  # px per step that is not steady drift, expected so many or more
    LATE = "late"  # the same between .6 and 1.6 s after the finger came down
    FAR = "far"  # px from the finger, expected so many or fewer
    WILD = "wild"  # times as fast as it should be at most
    OTHER_WAY = "other way"  # which way it turns, 1, -1 or 0, expected the user's
    NOT_NEARER = "not nearer"  # distance u to the strokes, expected so much or less
    STOPPED = "stopped"  # steps of training, expected so many: nothing had been looked at yet
    # of its bars
    ASLEEP_AFTER_FAST = "asleep after fast"  # px per step, after a fast drag
    ASLEEP_IN_HOLD = "asleep in hold"  # px per step, while a finger rests
    ASLEEP_ALONE = "asleep alone"  # px per step, after the lift
    FAR_IN_HOLD = "far in hold"  # px from the finger that rests
    WILD_ALONE = "wild alone"  # times its floor, after the lift
    SIDEWAYS = "sideways"  # px beside a fast straight finger
    OFF_CIRCLE = "off circle"  # px from a finger that draws a circle
    AWAY = "away"  # px from where the finger left to where the pen came to rest


class Reason(NamedTuple):
    """A code, what was found, and the least or most that was expected, both in the code's unit."""

    code: Code
    found: float
    limit: float


def most_frequent(reasons: list[Reason]) -> Reason:
    """The reason whose code is there most often, the first of them; needs one or more."""
    codes = [reason.code for reason in reasons]
    return max(reasons, key=lambda reason: codes.count(reason.code))
