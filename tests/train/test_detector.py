"""The exhibit's card and its trainer: torch agrees with every number, and the units do what the article says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

import train_detector
from curlicue_detector.unit import (
    PATTERNS,
    Unit,
    answers_in,
    right_answers,
    run,
    unit_from_card,
    wanted,
)
from curlicue_teach.weights import DECIMALS
from trainer import detector
from trainer.detector import (
    JUDGED_BITS,
    LARGEST_DIFFERENCE,
    DetectorConfig,
    DetectorNet,
    Judged,
    all_rows,
    first_that_may_be_shown,
    judge,
    train_and_judge,
)
from trainer.detector_card import FORMAT, MOST_LOSSES, VERSION

ROOT = Path(__file__).resolve().parents[2]
CARD = ROOT / "site" / "exhibits" / "detector.json"
QUICK = DetectorConfig(epochs=3)


def shipped() -> dict[str, Any]:
    card: dict[str, Any] = json.loads(CARD.read_text(encoding="utf-8"))
    return card


def shipped_unit(pattern: str) -> Unit:
    return unit_from_card(shipped()["patterns"][pattern]["weights"])


def net_of(weights: dict[str, list[float]]) -> DetectorNet:
    """torch's own LSTM with a card's weights."""
    net = DetectorNet()
    rows = torch.tensor([weights[gate] for gate in "ifgo"], dtype=torch.double)
    with torch.no_grad():
        net.lstm.get_parameter("weight_ih_l0").copy_(rows[:, :1])
        net.lstm.get_parameter("weight_hh_l0").copy_(rows[:, 1:2])
        net.lstm.get_parameter("bias_ih_l0").copy_(rows[:, 2])
        net.answer.weight.fill_(weights["answer"][0])
        net.answer.bias.fill_(weights["answer"][1])
    return net


@pytest.mark.parametrize("pattern", PATTERNS)
def test_plain_python_and_torch_agree_on_the_shipped_units(pattern: str) -> None:
    entry = shipped()["patterns"][pattern]
    net, unit = net_of(entry["weights"]), unit_from_card(entry["weights"])
    rows = all_rows(10)
    with torch.no_grad():
        logits, h = net(torch.tensor(rows, dtype=torch.double)[..., None])
    for k in range(0, len(rows), 31):
        moments = run(unit, rows[k])
        assert [m.h for m in moments] == pytest.approx(h[k].tolist(), abs=LARGEST_DIFFERENCE)
        assert [m.answer for m in moments] == pytest.approx(torch.sigmoid(logits[k]).tolist(), abs=LARGEST_DIFFERENCE)
    answers = torch.tensor([wanted(pattern, row) for row in rows])
    assert ((logits > 0) == answers.bool()).all()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_card_says_what_its_units_do(pattern: str) -> None:
    card = shipped()
    entry = card["patterns"][pattern]
    figures = entry["training"]
    found = judge(net_of(entry["weights"]), pattern, entry["seed"], ())
    assert found.faults(DetectorConfig()) == []
    assert figures["accuracy"] == found.accuracy == 1.0
    assert figures["final_loss"] == pytest.approx(found.final_loss, rel=1e-2)
    for name in ("least_sure", "forget_least", "forget_most", "missed_shut", "alarms_open"):
        assert figures[name] == pytest.approx(getattr(found, name), abs=1e-3)
    assert right_answers(shipped_unit(pattern), pattern, card["judged_bits"]) == answers_in(card["judged_bits"])


def test_the_card_is_complete_and_small() -> None:
    card = shipped()
    assert (card["format"], card["version"]) == (FORMAT, VERSION)
    assert tuple(card["patterns"]) == PATTERNS
    assert card["epochs"] == DetectorConfig.epochs
    assert card["judged_rows"] == 2 ** card["judged_bits"] == 2**JUDGED_BITS
    for entry in card["patterns"].values():
        losses = entry["training"]["losses"]
        assert 20 <= len(losses) <= MOST_LOSSES
        assert len(losses) * entry["training"]["losses_every_epochs"] == card["epochs"]
        assert losses[-1] < losses[0] / 10
        for numbers in entry["weights"].values():
            assert numbers == [round(number, DECIMALS) for number in numbers]
    assert CARD.stat().st_size < 5000


# The trainer


@pytest.fixture(name="good", scope="module")
def _good() -> Judged:
    """A unit that may be shown, as if trained by the first seed."""
    entry = shipped()["patterns"]["11"]
    return judge(net_of(entry["weights"]), "11", 1, (0.5, 0.1, 0.01))


def test_the_same_seed_gives_the_same_unit_with_rounded_weights() -> None:
    first, again, other = (train_and_judge("10", seed, QUICK) for seed in (3, 3, 4))
    assert first == again
    assert first.weights != other.weights
    assert first.difference < LARGEST_DIFFERENCE
    assert len(first.losses) == QUICK.epochs
    assert first.losses[-1] < first.losses[0]
    for numbers in first.weights.values():
        assert numbers == [round(number, DECIMALS) for number in numbers]


def test_an_untrained_unit_has_faults() -> None:
    faults = " ".join(train_and_judge("11", 1, QUICK).faults(QUICK))
    assert "of its answers are right, expected all" in faults
    assert "forget gate never goes below" in faults


def test_a_seed_that_fails_gives_way_to_the_next(good: Judged) -> None:
    said: list[str] = []

    def tried(pattern: str, seed: int, config: DetectorConfig) -> Judged:
        return replace(good, seed=seed, least_sure=0.4 if seed == 1 else good.least_sure)

    kept = first_that_may_be_shown("11", DetectorConfig(), said.append, tried)
    assert kept.seed == 2
    assert said[0] == "11: seed 1 fails: a right answer gets 0.40, expected 0.9 or more"
    assert said[1].startswith("11: seed 2, loss 0.0")


def test_the_command_writes_the_card_for_all_four_patterns(
    tmp_path: Path, good: Judged, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(train_detector, "first_that_may_be_shown", lambda *_: good)
    assert train_detector.main(["--out", str(tmp_path), "--epochs", "3"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["detector.json"]
    card = json.loads((tmp_path / "detector.json").read_text(encoding="utf-8"))
    assert tuple(card["patterns"]) == PATTERNS
    assert card["epochs"] == 3
    entry = card["patterns"]["00"]
    assert entry["weights"] == good.weights
    assert entry["training"]["losses"] == list(good.losses)
    assert str(tmp_path) in capsys.readouterr().out


def test_what_fails_is_not_written_and_the_old_card_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "detector.json").write_text("old")
    assert train_detector.main(["--out", str(tmp_path), "--epochs", "2", "--seed", "7"]) == 1
    out = capsys.readouterr()
    assert "00: seed 7 fails: " in out.out
    assert "none of the seeds (7,) made a unit that may be shown. Nothing was written." in out.err
    assert (tmp_path / "detector.json").read_text() == "old"


def test_a_unit_that_plain_python_computes_otherwise_is_not_written(
    tmp_path: Path, good: Judged, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    off = replace(good, difference=1e-3)
    monkeypatch.setattr(
        train_detector,
        "first_that_may_be_shown",
        lambda pattern, config, say: first_that_may_be_shown(pattern, config, say, lambda *_: off),
    )
    assert train_detector.main(["--out", str(tmp_path)]) == 1
    assert "plain Python differs from torch by 1.0e-03, expected at most 1e-06" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_stop_leaves_the_old_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(detector, "judge", stop)
    assert train_detector.main(["--out", str(tmp_path), "--epochs", "1"]) == 130
    assert "Stopped. The previous card is untouched." in capsys.readouterr().out
    assert not list(tmp_path.iterdir())
