"""Measure how many steps of a golden trace it takes to find a wrong weight.

    python bench/self_test.py [--weights 150]

Each weight of a sample, of each hand, is changed by one in a hundred, a thousand and ten thousand.
"""

import argparse
import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT)]

from curlicue.hand import hand_from_card  # noqa: E402 - needs the path above
from curlicue_hands.places import CARD, MODELS, TRACE  # noqa: E402
from curlicue_hands.trace import Trace, keeps_to_trace  # noqa: E402
from curlicue_teach.weights import in_a_row, named  # noqa: E402

STEPS = (1, 2, 4, 8, 16, 32, 64)
SHARES = (1e-2, 1e-3, 1e-4)  # of a weight
SEED = 1


def main() -> int:
    """Prints a row for each share."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=int, default=150, help="how many of a hand's (default: 150)")
    options = parser.parse_args()
    folders = sorted((ROOT / "site" / MODELS).iterdir())
    print(f"{'found within':20}" + "".join(f"{steps:>7}" for steps in STEPS) + "  steps")
    for share in SHARES:
        needed = [steps for folder in folders for steps in steps_needed(folder, share, options.weights)]
        found = (sum(each <= steps for each in needed) / len(needed) for steps in STEPS)
        print(f"{f'weights off by {share:g}':20}" + "".join(f"{each:7.0%}" for each in found), flush=True)
    return 0


def steps_needed(folder: Path, share: float, count: int) -> list[int]:
    """For each weight of a sample, how many steps find it, by halves; one more than all where none does."""
    card = json.loads((folder / CARD).read_text())
    trace: Trace = json.loads((folder / TRACE).read_text())["steps"]
    row = in_a_row(card["weights"])
    needed = []
    for place in random.Random(SEED).sample(range(len(row)), count):
        changed = [*row[:place], row[place] * (1 + share), *row[place + 1 :]]
        hand = hand_from_card({**card, "weights": named(changed)})
        finds = (steps for steps in STEPS if keeps_to_trace(hand, trace[:steps]) is not None)
        needed.append(next(finds, STEPS[-1] + 1))
    return needed


if __name__ == "__main__":
    sys.exit(main())
