"""The six hands once more from other seeds, to see whether a hand is its strokes or an accident of one training.

    python bench/second_seeds.py

Trains each hand with the first seed from 11 on that passes its bars and writes the measures of its 24 slow drags to
tests/train/second_seeds.json, so that the tests can tell the shipped hands apart by them without training.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train"))

import torch
from rich.console import Console

from trainer.baselines import make_yardstick
from trainer.candidate import judge
from trainer.config import TrainConfig
from trainer.course import train_hand
from trainer.dataset import generated
from trainer.hands import HANDS, HandRecord
from trainer.report import progress_bar, say_failure
from trainer.signs import SIGNS, signs

ROOT = Path(__file__).resolve().parents[1]
SEEDS = range(11, 20)
KEPT = ROOT / "tests" / "train" / "second_seeds.json"


def second(record: HandRecord, console: Console) -> dict[str, Any]:
    """The seed that passed and the measures of its drags."""
    config = TrainConfig()
    data = generated(record, config)
    yardstick = make_yardstick(data.examples, data.held_out, record.turning)
    for seed in SEEDS:
        with progress_bar(console, seed, record.epochs) as show:
            trained = train_hand(record, data, seed, config, show)
        candidate = judge(record, data, trained, yardstick, seed)
        if not candidate.failed:
            return {"seed": seed, "drags": signs(candidate.hand)}
        say_failure(console, candidate)
    raise SystemExit(f"{record.name}: none of the seeds {SEEDS.start} to {SEEDS.stop - 1} passed its bars")


def main() -> None:
    """All hands, one after the other."""
    torch.set_num_threads(1)
    console = Console()
    hands = {}
    for record in HANDS.values():
        console.print(record.name)
        hands[record.name] = second(record, console)
    lines = [f"{json.dumps(name)}: {json.dumps(hand, separators=(',', ':'))}" for name, hand in hands.items()]
    KEPT.write_text(
        f'{{"measures": {json.dumps(SIGNS)},\n"hands": {{\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8"
    )
    console.print(f"written: {KEPT}")


if __name__ == "__main__":
    main()
