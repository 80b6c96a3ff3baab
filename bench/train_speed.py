"""CPU seconds of a whole training of every hand: its own number of epochs, one thread, strokes and trials included.

    python bench/train_speed.py [SEED]

A measurement, not a test: nothing is written, and whether the seed passes its bars does not matter.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train"))

import torch
from rich.console import Console

from trainer.baselines import make_yardstick
from trainer.candidate import judge
from trainer.config import TrainConfig
from trainer.dataset import generated
from trainer.hands import HANDS, HandRecord
from trainer.report import progress_bar
from trainer.training import train


def measure(record: HandRecord, seed: int) -> float:
    """Time and state the three parts of one candidate; gives their sum in s."""
    config = TrainConfig()
    times = [time.process_time()]
    data = generated(record, config)
    yardstick = make_yardstick(data.training, data.held_out, record.turning)
    times.append(time.process_time())
    with progress_bar(Console(stderr=True), seed, record.epochs) as show:
        trained = train(data.training, data.held_out, record.turning, record.epochs, seed, config, show)
    times.append(time.process_time())
    judge(record, data, trained, yardstick, seed)
    times.append(time.process_time())
    strokes_s, training_s, trials_s = (after - before for before, after in pairwise(times))
    whole_s = times[-1] - times[0]
    print(f"{record.name:8} strokes {strokes_s:4.1f}, {record.epochs} epochs {training_s:5.1f}, ", end="")
    print(f"start state and trials {trials_s:4.1f}, in all {whole_s:5.1f}", flush=True)
    return whole_s


def main(seed: int) -> None:
    """All hands, one after the other."""
    torch.set_num_threads(1)
    print("CPU seconds on one core:")
    seconds = [measure(record, seed) for record in HANDS.values()]
    print(f"all {len(seconds)} hands: {sum(seconds):.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
