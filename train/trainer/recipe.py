"""Whether a hand in its folder is the one that its record asks for now, and whether each has the other."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, cast

from curlicue.payloads import Card
from curlicue_hands.card_check import CardError
from curlicue_hands.places import CARD
from trainer.config import ELSEWHERE, FOLDER_NAME, TrainConfig
from trainer.hands import HandRecord
from trainer.own_strokes import SENTENCE
from trainer.shipped import read_hand
from trainer.strokes import Generator

TRAINER = 2  # raised whenever the trainer makes another hand, or another card, of the same record


def recipe(record: HandRecord, config: TrainConfig) -> str:
    """A digest of all that makes a hand: its record, the constants of its generator, the settings, the trainer."""
    strokes = (record.generator.manner, record.generator.constants)
    own = {"batch": record.batch, "closed_loop_steps": record.alone.steps}
    settings = {name: own.get(name) if value is None else value for name, value in _settings(config).items()}
    made_of = (TRAINER, replace(record, generator=cast("Generator", None)), strokes, settings, record.alone)
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]


def own_settings(config: TrainConfig) -> dict[str, Any]:
    """The settings that a run was given and that make another hand, for its card: most have none."""
    usual = _settings(TrainConfig())
    return {name: value for name, value in _settings(config).items() if value != usual[name]}


def as_asked(config: TrainConfig, card: Card) -> TrainConfig:
    """The config with the settings that a hand was trained with: its maker's wish, and no reason to train it again."""
    usual, given = _settings(TrainConfig()), card["training"].get("settings", {})
    return replace(config, **{name: given.get(name, value) for name, value in usual.items()})


def why_train(record: HandRecord, config: TrainConfig) -> str | None:
    """Why the hand has to be trained, in a few words; None where it is up to date."""
    folder: Path = config.out / record.name
    if not (folder / CARD).exists():
        return "missing"
    try:
        shipped = read_hand(folder)
    except CardError as error:
        return f"broken ({error})"
    if shipped.card["training"].get("recipe") != recipe(record, as_asked(config, shipped.card)):
        return "stale: its record, its generator's constants or the trainer have changed"
    return None


def strays(models: Path, records: Collection[str], known: Collection[str]) -> list[str]:
    """A sentence for each record without a trained hand, of those not in `known`, and each hand without a record.

    Hands of recorded strokes have no record.
    """
    folders = sorted(folder.name for folder in models.iterdir() if FOLDER_NAME.fullmatch(folder.name))
    lost = [
        f"{name}: found its record in train/trainer/hands.py, but no folder {models / name}, expected both or neither: "
        f"train it with --name {name}, or take the record out of HANDS"
        for name in records
        if name not in folders and name not in known
    ]
    return lost + [
        f"{name}: found its folder {models / name}, but no record in train/trainer/hands.py, expected both or neither: "
        "remove the folder, or put the record back"
        for name in folders
        if name not in records and not _recorded(models / name)
    ]


def _recorded(folder: Path) -> bool:
    """Whether a hand was made of recorded strokes, or cannot be read, which others say."""
    try:
        card = read_hand(folder).card
    except CardError:
        return True
    return bool(card["training"].get("recorded")) or card["sentence"] == SENTENCE


def _settings(config: TrainConfig) -> dict[str, Any]:
    return {name: value for name, value in asdict(config).items() if name not in ELSEWHERE}
