"""What a hand was like in the middle of its training, in files beside its card."""

from __future__ import annotations

from pathlib import Path

from curlicue.lstm import weights_from_card
from curlicue.payloads import Card
from curlicue_hands.card import start_record
from curlicue_hands.epoch import card_then, make_snapshot, write_snapshot
from curlicue_hands.places import EPOCH, epoch_file
from curlicue_hands.start_state import find_start_state, rounded
from trainer.candidate import START_DECIMALS
from trainer.dataset import Dataset
from trainer.hands import HandRecord
from trainer.training import Trained

TRIED = 6  # starts for each, evenly chosen of those that the hand itself is given: it is not judged by any bar


def snapshots(trained: Trained, record: HandRecord, data: Dataset, card: Card) -> dict[str, bytes]:
    """A file for each snapshot of a training, each with a start state of its own, found as the hand's is."""
    files = {}
    driving = data.driving[:: max(1, len(data.driving) // TRIED)]
    for kept in trained.snapshots:
        start = find_start_state(weights_from_card(kept.weights), record.loop, driving, data.search)
        made = make_snapshot(card, kept.epoch, start_record(rounded(start, START_DECIMALS)), kept.weights)
        text, name = write_snapshot(made), epoch_file(kept.epoch)
        card_then(card, text, name)
        files[name] = text.encode()
    return files


def old_snapshots(folder: Path) -> list[str]:
    """The names of all snapshots in a hand's folder, which need not be there."""
    return sorted(path.name for path in folder.glob(EPOCH))


def missing_snapshots(folder: Path, card: Card) -> list[str]:
    """Snapshots that the card of the hand in `folder` tells of, and that are not there or not its own."""
    missing = []
    for epoch in card["training"].get("snapshots", []):
        name = epoch_file(epoch)
        try:
            card_then(card, (folder / name).read_text(encoding="utf-8"), name)
        except (OSError, ValueError):  # a CardError is one, and so is text that is none
            missing.append(name)
    return missing
