"""Train the article's small exhibit: one LSTM unit for each two-bit pattern, into site/exhibits/detector.json.

    python train/train_detector.py              all four patterns, half a minute
    python train/train_detector.py --out FOLDER somewhere else

Each unit learns from every row of eight bits, has its weights rounded, and is written only if it answers every row of
twelve bits rightly, plain Python and torch agree on it, and its forget gate both opens and closes.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))

from trainer import stopping

if __name__ == "__main__":
    stopping.end_at_once()  # torch takes seconds to import

import torch
from rich.console import Console

from curlicue_detector.unit import PATTERNS
from trainer.config import REPOSITORY
from trainer.detector import DetectorConfig, DetectorError, first_that_may_be_shown
from trainer.detector_card import make_card, write_card
from trainer.folders import TargetError, check_target, replace_file
from trainer.report import plain, say_error

CARD = "detector.json"
PASSED, FAILED, BAD_INPUT = 0, 1, 2  # exit codes; stopping.STOPPED is another


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code says how it ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "site" / "exhibits", help="folder of the card")
    parser.add_argument("--epochs", type=int, default=DetectorConfig.epochs, help="passes over all rows [%(default)s]")
    parser.add_argument("--seed", type=int, help="train this seed alone [1 to 20, until one passes]")
    given = parser.parse_args(arguments)
    config = replace(DetectorConfig(), epochs=given.epochs)
    if given.seed is not None:
        config = replace(config, seeds=(given.seed,))
    console = Console(highlight=False, soft_wrap=True)
    torch.set_num_threads(1)  # one unit: two threads are slower
    try:
        stopping.raise_again()
        check_target("--out", given.out)
        judged = {pattern: first_that_may_be_shown(pattern, config, console.print) for pattern in PATTERNS}
        path = replace_file(given.out / CARD, write_card(make_card(judged, config)).encode())
    except DetectorError as error:
        say_error(f"{error}. Nothing was written.")
        return FAILED
    except TargetError as error:
        say_error(error)
        return BAD_INPUT
    except KeyboardInterrupt:
        console.print("Stopped. The previous card is untouched.")
        return stopping.STOPPED
    console.print(f"[bold]The detector[/] is in {plain(path)}")
    return PASSED


if __name__ == "__main__":
    sys.exit(main())
