"""Whether a hand in its folder is the one that its record asks for now."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, replace
from pathlib import Path

from curlicue.card_check import CardError
from trainer.config import TrainConfig
from trainer.hands import HandRecord
from trainer.shipped import read_hand

TRAINER = 1  # raised whenever the trainer makes another hand, or another card, of the same record

# Settings that say what to train, where to put it or whether to, and not how
_ELSEWHERE = ("name", "all", "strokes", "out", "runs", "keep_anyway", "seed")


def recipe(record: HandRecord, config: TrainConfig) -> str:
    """A digest of all that makes a hand: its record, the constants of its generator, the settings, the trainer."""
    generator = record.generator
    strokes = None if generator is None else (generator.manner, generator.constants)
    settings = {name: value for name, value in asdict(config).items() if name not in _ELSEWHERE}
    made_of = (TRAINER, replace(record, generator=None), strokes, settings)
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]


def why_train(record: HandRecord, config: TrainConfig) -> str | None:
    """Why the hand has to be trained, in a few words; None where it is up to date."""
    folder: Path = config.out / record.name
    if not (folder / "model.json").exists():
        return "missing"
    try:
        shipped = read_hand(folder)
    except CardError as error:
        return f"broken ({error})"
    if shipped.card["training"].get("recipe") != recipe(record, config):
        return "stale: its record, its generator's constants or the trainer have changed"
    return None
