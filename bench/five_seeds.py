"""Five seeds of each hand, with and without the steps alone: how many bars fail, and which, when nothing is amplified.

    python bench/five_seeds.py [HAND ...]

A measurement, not a test. Each net is judged twice by its hand's own record, after its epochs and after its steps
alone; half an hour of CPU time for all six.
"""

from __future__ import annotations

import copy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train"))

import torch
from rich.console import Console
from rich.table import Table

from trainer.baselines import Yardstick, make_yardstick
from trainer.candidate import Candidate, judge
from trainer.closed_loop import go_on_alone
from trainer.config import TrainConfig
from trainer.dataset import Dataset, generated
from trainer.hands import HANDS, HandRecord
from trainer.report import number
from trainer.training import train

SEEDS = range(1, 6)


def before_and_after(
    record: HandRecord, data: Dataset, yardstick: Yardstick, seed: int, config: TrainConfig
) -> tuple[Candidate, Candidate]:
    """One seed after its epochs, and after its steps alone."""
    trained = train(data, record, seed, config, lambda _: None)
    before = judge(record, data, copy.deepcopy(trained), yardstick, seed)  # which rounds its weights
    trained = go_on_alone(trained, data, record, seed, config, lambda _: None)
    return before, judge(record, data, trained, yardstick, seed)


def failures(candidate: Candidate) -> str:
    """How many bars fail, and which: figure and what was found."""
    which = (f"{bar.figure}: {number(candidate.figures.get(bar.figure))}" for bar in candidate.failed)
    return "; ".join([str(len(candidate.failed)), *which])


def main() -> None:
    """A table of all hands and seeds, a row as soon as it is known."""
    torch.set_num_threads(1)
    console, config = Console(), TrainConfig()
    table = Table("hand", "seed", "fails after its epochs", "fails after its steps alone", "error", "then")
    for name in sys.argv[1:] or HANDS:
        record = HANDS[name]
        data = generated(record, config)
        yardstick = make_yardstick(data.examples, data.held_out, record.turning)
        for seed in SEEDS:
            before, after = before_and_after(record, data, yardstick, seed, config)
            errors = [f"{candidate.error / yardstick.best:.3f}" for candidate in (before, after)]
            table.add_row(name, str(seed), failures(before), failures(after), *errors)
            console.print(f"{name}, seed {seed}: {len(before.failed)} -> {len(after.failed)}")
    console.print(table)


if __name__ == "__main__":
    main()
