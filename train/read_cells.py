"""Measure anew what the cells of trained hands follow and do, and write it into their cards; the weights stay.

    python train/read_cells.py                   every hand in site/models
    python train/read_cells.py site/models/mine  this one

Training does the same for the hand that it makes; this is for the others, after a change of trainer/atlas.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))

from curlicue.hand import hand_from_card
from curlicue_hands.card import read_card, write_card
from curlicue_hands.card_check import CardError
from curlicue_hands.places import CARD, MODELS
from trainer.atlas import atlas
from trainer.config import REPOSITORY
from trainer.folders import TargetError, replace_file

DONE, BAD_INPUT = 0, 1  # exit codes


def main(arguments: list[str]) -> int:
    """Read the cells of the hands in these folders."""
    folders = [Path(argument) for argument in arguments]
    try:
        for folder in folders or sorted(path.parent for path in (REPOSITORY / "site" / MODELS).glob(f"[!.]*/{CARD}")):
            read_cells(folder / CARD)
            print(f"{folder.name}: written")
    except (CardError, TargetError, OSError) as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    return DONE


def read_cells(path: Path) -> None:
    """Write a card with the atlas of its hand as it is measured now."""
    card = read_card(path.read_text(encoding="utf-8"), str(path))
    replace_file(path, write_card({**card, "atlas": atlas(hand_from_card(card))}).encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
