"""What is said while a hand is taught. Reasons come as the codes of curlicue_teach.reasons, in their text."""

from curlicue_words.numbers import shown

TITLE = "Yours"  # of a taught hand, until it is called something else
SENTENCE = "Learned from a reader's own strokes."
INVITATION = "Draw what your hand draws when nobody is looking: the same thing, again and again, ten seconds or more."
NEXT_TRY = "Not quite you yet. Trying another way."
KEPT = "This is your hand now. It never left this device."

_KEEPS = "The old hand stays."
_ASLEEP = f"It fell asleep every time it tried this. {_KEEPS} Draw one shape, a little bigger and slower, many times."
_STRAYED = f"It ran away from the finger. {_KEEPS} Draw one shape, a little smaller, many times."
_UNLIKE_YOU = f"It came no nearer to you than the hand you had. {_KEEPS} Draw one shape, many times."
_REFUSED = {
    "straight": "Those were straight lines, and it has nothing to learn from them. Draw something that swings.",
    "even": "Those move evenly, and it has nothing to learn from them. Draw something that swings.",
    "too brief": "Those were only dots and dashes. Draw something that takes a second or so, many times.",
    "unlike": (
        "Your strokes are all different. It will learn something in between; the same shape again and again works best."
    ),
    "broken": f"It learned nothing that can be drawn. {_KEEPS} Draw one shape, many times.",
    "other way": f"It turned the wrong way round each time. {_KEEPS} Draw more strokes in one direction.",
    "not nearer": _UNLIKE_YOU,
    "stopped": f"It had not learned enough to be looked at. {_KEEPS} Let it listen longer.",
}
for _code in ("asleep", "late", "asleep after fast", "asleep in hold", "asleep alone"):
    _REFUSED[_code] = _ASLEEP
for _code in ("far", "wild", "far in hold", "wild alone", "sideways", "off circle", "away"):
    _REFUSED[_code] = _STRAYED


def listening(step: int, steps: int) -> str:
    """How far the training is."""
    return f"Listening to your hand: {step} of {steps}."


def why(code: str, found: float) -> str:
    """Why strokes cannot be taught, or why no net that was taught is taken; ``found`` is the number that came with it.

    "unlike" is a warning: those strokes are taught all the same.
    """
    if code == "too short":
        return f"That was {shown(found, 1)} seconds. Three will do, ten are better."
    return _REFUSED[code]
