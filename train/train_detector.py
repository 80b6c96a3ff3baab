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

import torch
from rich.console import Console

from curlicue.detector import PATTERNS
from trainer.config import REPOSITORY
from trainer.detector import DetectorConfig, DetectorError, first_that_may_be_shown
from trainer.detector_card import make_card, write_card
from trainer.shipping import replace_files

CARD = "detector.json"
PASSED, FAILED, STOPPED = 0, 1, 130  # exit codes


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
        judged = {pattern: first_that_may_be_shown(pattern, config, console.print) for pattern in PATTERNS}
    except DetectorError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"[red]error:[/] {error}. Nothing was written.")
        return FAILED
    except KeyboardInterrupt:
        console.print("Stopped. The previous card is untouched.")
        return STOPPED
    folder = replace_files(given.out, {CARD: write_card(make_card(judged, config)).encode()})
    console.print(f"[bold]The detector[/] is in {folder / CARD}")
    return PASSED


if __name__ == "__main__":
    sys.exit(main())
