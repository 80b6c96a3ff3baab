"""CPU seconds of a whole training: the loops, their own number of epochs, one thread, strokes and trials included.

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
from trainer.hands import LOOPS
from trainer.report import progress_bar
from trainer.training import train


def main(seed: int) -> None:
    """Time the three parts of one candidate."""
    torch.set_num_threads(1)
    config = TrainConfig()
    times = [time.process_time()]
    data = generated(LOOPS, config)
    yardstick = make_yardstick(data.training, data.held_out, LOOPS.turning)
    times.append(time.process_time())
    with progress_bar(Console(), seed, LOOPS.epochs) as show:
        trained = train(data.training, data.held_out, LOOPS.turning, LOOPS.epochs, seed, config, show)
    times.append(time.process_time())
    judge(LOOPS, data, trained, yardstick, seed)
    times.append(time.process_time())
    strokes_s, training_s, trials_s = (after - before for before, after in pairwise(times))
    print(f"CPU seconds on one core: strokes {strokes_s:.1f}, {LOOPS.epochs} epochs {training_s:.1f}, ", end="")
    print(f"start state and trials {trials_s:.1f}, in all {times[-1] - times[0]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
