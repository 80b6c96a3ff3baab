from __future__ import annotations

import pytest

from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.lstm import NO_MASKS, Masks
from curlicue_words.taken import in_words


@pytest.mark.parametrize(
    ("experiment", "said"),
    [
        (NO_EXPERIMENT, ""),
        (Experiment(False, True, NO_MASKS, False), "Without the pull"),
        (Experiment(True, False, Masks((5,), ()), False), "Cell 6 of layer 1 muted, without hearing itself"),
        (Experiment(True, True, Masks((), ((0, "f", 0.0),)), False), "Forget gates of layer 1 held shut"),
        (
            Experiment(True, True, Masks((0, 15), ((1, "o", 1.0),)), False),
            "Output gates of layer 2 held open, cell 1 of layer 1 and cell 8 of layer 2 muted",
        ),
        (
            Experiment(True, False, Masks((), ((0, "i", 0.5),)), True),
            "Input gates of layer 1 held half open, without hearing itself, a simple rule in the network’s place",
        ),
    ],
)
def test_the_line_says_what_is_taken_away(experiment: Experiment, said: str) -> None:
    assert in_words(experiment) == said
