"""An experiment as plain data: for whoever draws, for the takeover, for documents."""

from typing import TYPE_CHECKING

from curlicue.experiment import Experiment
from curlicue.lstm import Masks

if TYPE_CHECKING:
    from curlicue.payloads import PlainExperiment


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
