"""What a reader takes away from the pen to see what it was for: the pull, the feedback, cells, gates, the network."""

from typing import NamedTuple

from curlicue.lstm import NO_MASKS, Masks


class Experiment(
    NamedTuple(
        "Experiment",
        [
            ("pulled", bool),  # False: nothing pulls the pen, not even the leash
            ("hears_itself", bool),  # False: the network hears the finger alone, however slow
            ("masks", Masks),  # cells muted, gates held
            ("ruled", bool),  # True: a fixed mixture of the last movements answers in the network's place
        ],
    )
):
    """What is taken away from the pen, to see what it was for."""

    __slots__ = ()


NO_EXPERIMENT = Experiment(True, True, NO_MASKS, False)
