"""What an experiment does to the curl, in a sentence."""

from collections.abc import Sequence

from curlicue.experiment import Experiment
from curlicue_study.effects import Change
from curlicue_words.taken import in_words

_SAID = {  # of a kind of change, with its numbers before and after
    "gone": "the curl is gone: a swing of {:.0f} px shrinks to {:.0f}",
    "straight": "it hardly turns any more: {:.1f} loops a second become {:.1f}",
    "loops": "{:.1f} loops a second become {:.1f}",
    "radius": "a radius of {:.0f} px becomes {:.0f}",
    "swing": "a swing of {:.0f} px becomes {:.0f}",
}


def change_words(kind: str, before: float, after: float) -> str:
    """A change as a part of a sentence."""
    return _SAID[kind].format(before, after)


def sentence(changes: Sequence[Change]) -> str:
    """All changes, or that there is none."""
    text = " and ".join(change_words(*change) for change in changes) or "the curl hardly notices"
    return text[0].upper() + text[1:] + "."


def about(experiment: Experiment, changes: Sequence[Change]) -> str:
    """What was taken away, and what that did."""
    return in_words(experiment) + ". " + sentence(changes)
