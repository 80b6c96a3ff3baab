"""What a reader takes away from the pen to see what it was for: the pull, the feedback, cells, gates, the network."""

from typing import TYPE_CHECKING, NamedTuple

from curlicue.lstm import NO_MASKS, Masks

if TYPE_CHECKING:
    from curlicue.payloads import PlainExperiment


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


def experiment_to_plain(experiment: Experiment) -> "PlainExperiment":
    """An experiment as JSON."""
    return {
        "pulled": experiment.pulled,
        "hears_itself": experiment.hears_itself,
        "muted": list(experiment.masks.muted),
        "held": [list(held) for held in experiment.masks.held],
        "ruled": experiment.ruled,
    }


def experiment_from_plain(plain: "PlainExperiment") -> Experiment:
    """The experiment again."""
    held = [(layer, gate, value) for layer, gate, value in plain["held"]]
    return Experiment(plain["pulled"], plain["hears_itself"], Masks(tuple(plain["muted"]), tuple(held)), plain["ruled"])
