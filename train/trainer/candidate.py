"""One trained candidate: its start state, its figures, and whether it may be shipped."""

from __future__ import annotations

from dataclasses import dataclass

from curlicue.hand import Hand, make_hand
from curlicue.lstm import weights_from_card
from curlicue_hands.start_state import find_start_state, own_drift, rounded
from curlicue_teach.weights import in_a_row
from trainer.bars import ERROR_RATIO, Bar, failed
from trainer.baselines import Yardstick
from trainer.dataset import Dataset
from trainer.hands import HandRecord
from trainer.likeness import apart, like_bar
from trainer.net import card_weights, round_weights
from trainer.training import Trained, evaluate
from trainer.trials import Figures, run_trials

START_DECIMALS = 6
DRIFT_DECIMALS = 3


@dataclass(frozen=True)
class Candidate:
    """A hand that has gone through its trials."""

    seed: int
    trained: Trained
    hand: Hand
    error: float  # one-step error on held-out strokes, units of the scale squared, with the rounded weights
    figures: Figures
    bars: tuple[Bar, ...]  # of its record, and that it is like its strokes

    @property
    def failed(self) -> tuple[Bar, ...]:
        """The bars that do not hold."""
        return tuple(failed(self.bars, self.figures))


def judge(record: HandRecord, data: Dataset, trained: Trained, yardstick: Yardstick, seed: int) -> Candidate:
    """Give a net its start state and put it through every trial. Its weights are rounded first, in place."""
    round_weights(trained.net)
    by_name = card_weights(trained.net)
    weights = weights_from_card(by_name)
    start = rounded(find_start_state(weights, record.loop, data.driving, data.search), START_DECIMALS)
    loop = record.loop._replace(own_drift_px=round(own_drift(weights, record.loop, start), DRIFT_DECIMALS))
    hand = make_hand(record.name, record.title, loop, start, weights)
    error = evaluate(trained.net, data.held_out)
    like = like_bar(data)
    figures = {
        **run_trials(hand),
        ERROR_RATIO: error / yardstick.best,
        like.figure: apart(data, in_a_row(by_name), loop, start),
    }
    return Candidate(seed, trained, hand, error, figures, (*record.bars, like))
