"""What a reader has taken away from the pen, in words: the same line on the page and in the worker."""

from curlicue.experiment import Experiment
from curlicue_words.cells import cell_name

GATES = {"i": "input", "f": "forget", "o": "output"}


def in_words(experiment: Experiment) -> str:
    """ "Forget gates of layer 1 held shut, cell 6 of layer 1 muted"; nothing where nothing is taken away."""
    parts = [
        GATES[gate] + " gates of layer " + str(layer + 1) + " held " + _open(value)
        for layer, gate, value in experiment.masks.held
    ]
    muted = experiment.masks.muted
    parts += [" and ".join([cell_name(cell) for cell in muted]) + " muted"] if muted else []
    parts += [] if experiment.pulled else ["without the pull"]
    parts += [] if experiment.hears_itself else ["without hearing itself"]
    parts += ["a simple rule in the network’s place"] if experiment.ruled else []
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _open(value: float) -> str:
    """How far open a gate is held."""
    return "shut" if value == 0 else "open" if value == 1 else "half open"
