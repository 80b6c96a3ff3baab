"""A whole training: the epochs, in which a net learns to foresee, and the steps in which it learns to go on alone."""

from __future__ import annotations

from trainer.closed_loop import go_on_alone
from trainer.config import TrainConfig
from trainer.dataset import Dataset
from trainer.hands import HandRecord
from trainer.training import Report, Trained, train


def train_hand(record: HandRecord, data: Dataset, seed: int, config: TrainConfig, report: Report) -> Trained:
    """Both phases for one seed; the same arguments give the same weights, bit for bit, on the same machine."""
    trained = train(data, record, seed, config, report)
    return go_on_alone(trained, data, record, seed, config, report)
