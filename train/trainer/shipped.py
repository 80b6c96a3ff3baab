"""Reading a shipped hand back: its card, the hand, and the yardstick that it was trained against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch

from curlicue.hand import Hand, hand_from_card
from curlicue.payloads import Card
from curlicue_hands.card import check_digest, read_card
from curlicue_hands.card_check import CardError
from curlicue_hands.places import CARD, GRAPH
from trainer.baselines import Autoregression, Guess, all_baselines
from trainer.data import Turning


@dataclass(frozen=True)
class Shipped:
    """A hand out of its folder, checked."""

    card: Card
    model: bytes  # its graph
    hand: Hand

    @property
    def turning(self) -> Turning:
        """How its training windows were oriented."""
        return cast("Turning", self.card["training"]["turning"])

    @property
    def baselines(self) -> dict[str, Guess]:
        """The baselines, with the autoregression that was fitted to its training strokes."""
        return all_baselines(Autoregression(torch.tensor(self.card["training"]["autoregression"])))


def read_hand(folder: Path) -> Shipped:
    """Read and check model.json and model.onnx; CardError when one is missing, broken or not the other's."""
    try:
        text = (folder / CARD).read_text(encoding="utf-8")
        model = (folder / GRAPH).read_bytes()
    except OSError as error:
        raise CardError(
            f"{error.filename}: found no readable file ({error.strerror}), expected a trained hand in {folder}; "
            "make one with python train/train.py"
        ) from None
    card = read_card(text, str(folder / CARD))
    check_digest(card, model, str(folder / GRAPH))
    return Shipped(card, model, hand_from_card(card))
