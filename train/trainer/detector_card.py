"""The card of the exhibit with one cell and two bits: site/exhibits/detector.json."""

from __future__ import annotations

import json
from typing import Any

import torch

from curlicue_detector.unit import PATTERNS
from trainer.detector import JUDGED_BITS, LEARNED_BITS, DetectorConfig, Judged

FORMAT, VERSION = "curlicue-detector", 1
MOST_LOSSES = 60  # kept in the card
LOSS_DIGITS = 3
FIGURE_DECIMALS = 3


def make_card(judged: dict[str, Judged], config: DetectorConfig) -> dict[str, Any]:
    """The exhibit's card: for each pattern the weights and how they came about."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "learned_bits": LEARNED_BITS,
        "learned_rows": 2**LEARNED_BITS,
        "judged_bits": JUDGED_BITS,
        "judged_rows": 2**JUDGED_BITS,
        "epochs": config.epochs,
        "patterns": {pattern: _entry(judged[pattern], config) for pattern in PATTERNS},
        "torch": torch.__version__.partition("+")[0],
    }


def _entry(judged: Judged, config: DetectorConfig) -> dict[str, Any]:
    every = -(-config.epochs // MOST_LOSSES)
    return {
        "weights": judged.weights,
        "seed": judged.seed,
        "training": {
            "final_loss": _short(judged.final_loss),
            "accuracy": judged.accuracy,
            "least_sure": round(judged.least_sure, FIGURE_DECIMALS),
            "forget_least": round(judged.forget_least, FIGURE_DECIMALS),
            "forget_most": round(judged.forget_most, FIGURE_DECIMALS),
            "missed_shut": round(judged.missed_shut, FIGURE_DECIMALS),
            "alarms_open": round(judged.alarms_open, FIGURE_DECIMALS),
            "losses_every_epochs": every,
            "losses": [_short(loss) for loss in judged.losses[every - 1 :: every]],
        },
    }


def write_card(card: dict[str, Any]) -> str:
    """The card as text, a pattern per line."""
    head = {name: value for name, value in card.items() if name != "patterns"}
    patterns = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in card["patterns"].items())
    return json.dumps(head)[:-1] + ', "patterns": {\n' + patterns + "\n}}\n"


def _short(value: float) -> float:
    return float(f"{value:.{LOSS_DIGITS}g}")
