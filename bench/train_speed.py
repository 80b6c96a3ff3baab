"""CPU seconds of a whole training of every hand: its own number of epochs, one thread, strokes and trials included.

    python bench/train_speed.py [SEED] [--write]

A measurement, not a test: whether the seed passes its bars does not matter. It also times one step of the network in
plain Python. With --write the times go into site/article/measured.json, where the article's come from.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch
from rich.console import Console

from builder.numbers import MEASURED_TIMES
from curlicue.lstm import ZERO_STATE, Weights, step
from trainer.baselines import make_yardstick
from trainer.candidate import judge
from trainer.config import TrainConfig
from trainer.course import train_hand
from trainer.dataset import generated
from trainer.hands import HANDS, HandRecord
from trainer.report import progress_bar

ROOT = Path(__file__).resolve().parents[1]
TIMED_STEPS = 3000


class Times(NamedTuple):
    """CPU times of one hand."""

    whole_s: float  # strokes, training, start state and trials
    training_s: float  # its epochs, and its steps alone
    step_ms: float  # one step of its network in plain Python


def measure(record: HandRecord, seed: int) -> Times:
    """Time and state the three parts of one candidate, and a step of it."""
    config = TrainConfig()
    times = [time.process_time()]
    data = generated(record, config)
    yardstick = make_yardstick(data.examples, data.held_out, record.turning)
    times.append(time.process_time())
    with progress_bar(Console(stderr=True), seed, record.epochs) as show:
        trained = train_hand(record, data, seed, config, show)
    times.append(time.process_time())
    candidate = judge(record, data, trained, yardstick, seed)
    times.append(time.process_time())
    strokes_s, training_s, trials_s = (after - before for before, after in pairwise(times))
    found = Times(times[-1] - times[0], training_s, step_ms(candidate.hand.weights, data.held_out))
    print(f"{record.name:8} strokes {strokes_s:4.1f}, {record.epochs} epochs {training_s:5.1f}, ", end="")
    print(
        f"start state and trials {trials_s:4.1f}, in all {found.whole_s:5.1f}; a step {found.step_ms:.3f} ms",
        flush=True,
    )
    return found


def step_ms(weights: Weights, held_out: torch.Tensor) -> float:
    """CPU time of one step of the plain-Python network that hears the windows (windows, time + 1, 2) one by one."""
    heard = held_out.reshape(-1, 2)[:TIMED_STEPS].tolist()
    state, started = ZERO_STATE, time.process_time()
    for dx, dy in heard:
        _, state, _ = step(weights, (dx, dy, 0.0), state)
    return 1000.0 * (time.process_time() - started) / len(heard)


def write(measured: dict[str, Times]) -> None:
    """The file that the article's times come from."""
    lines = ",\n".join(
        f'  "{name}": {{"training_s": {times.training_s:.3g}, "step_ms": {times.step_ms:.3g}}}'
        for name, times in measured.items()
    )
    head = {
        "what": "CPU time on one core of the machine that trained the shipped hands",
        "by": "bench/train_speed.py --write",
    }
    keys = "".join(f"{json.dumps(name)}: {json.dumps(value)},\n" for name, value in head.items())
    (ROOT / MEASURED_TIMES).write_text(f'{{\n{keys}"hands": {{\n{lines}\n}}\n}}\n', encoding="utf-8")


def main() -> None:
    """All hands, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int, nargs="?", default=1, metavar="SEED")
    parser.add_argument("--write", action="store_true", help=f"keep the times in {MEASURED_TIMES}")
    given = parser.parse_args()
    torch.set_num_threads(1)
    print("CPU seconds on one core:")
    measured = {name: measure(record, given.seed) for name, record in HANDS.items()}
    print(f"all {len(measured)} hands: {sum(times.whole_s for times in measured.values()):.0f}")
    if given.write:
        write(measured)


if __name__ == "__main__":
    main()
