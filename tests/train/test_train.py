"""The whole command: small runs from the command line into a temporary folder."""

from __future__ import annotations

import gzip
import math
import re
import signal
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import train
from curlicue.hand import hand_from_card
from curlicue.run import HANDS_OWN, run_stroke
from curlicue_finger.finger import line
from curlicue_hands.epoch import card_then
from curlicue_hands.places import epoch_file
from trainer import candidate, closed_loop, shipping, training
from trainer.bars import Bar
from trainer.config import RENAMED, ConfigError, TrainConfig, parse
from trainer.export import Parity
from trainer.hands import HANDS
from trainer.recipe import why_train
from trainer.shipped import read_hand
from trainer.strokes import SHORT_EACH

ROOT = Path(__file__).resolve().parents[2]
QUICK = ["--epochs", "2", "--closed-loop-steps", "20", "--stroke-count", "8", "--held-out-count", "4"]
FILES = ["epoch-0.json", "epoch-1.json", "epoch-2.json", "model.json", "model.onnx", "story.json", "trace.json"]


def run(tmp_path: Path, *arguments: str) -> int:
    return train.main([*QUICK, "--out", str(tmp_path / "models"), "--runs", str(tmp_path / "runs"), *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(name="kept", scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a quick and unfinished hand was written with --keep-anyway."""
    folder = tmp_path_factory.mktemp("kept")
    assert run(folder, "--seed", "3", "--keep-anyway") == 0
    return folder


def test_a_kept_hand_is_complete_and_its_card_says_what_it_fails(kept: Path) -> None:
    shipped = read_hand(kept / "models" / "loops")
    assert sorted(contents(kept / "models" / "loops")) == FILES
    assert [path.name for path in (kept / "models").iterdir()] == ["loops"]
    assert shipped.card["seed"] == 3
    assert any(line.startswith("drag: ") for line in shipped.card["training"]["failed_bars"])
    assert shipped.card["training"]["strokes"] == 8 * (1 + SHORT_EACH)
    assert shipped.card["training"]["windows"] > 80
    pictures = sorted(path.name for path in (kept / "runs" / "loops").iterdir())
    assert pictures == ["loss.png", "pen.png", "strokes.png"]


def test_the_same_seed_writes_the_same_bytes(kept: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "--seed", "3", "--keep-anyway") == 0
    assert contents(kept / "models" / "loops") == contents(tmp_path / "models" / "loops")


@pytest.mark.thorough
def test_snapshots_are_small_and_become_cards_that_draw_and_go_with_their_training(tmp_path: Path) -> None:
    assert run(tmp_path, "--seed", "3", "--keep-anyway", "--epochs", "4") == 0
    folder = tmp_path / "models" / "loops"
    card, weights = read_hand(folder).card, []
    assert card["training"]["snapshots"] == [0, 1, 3, 4]
    assert card["training"]["closed_loop_steps"] == 20
    for epoch in card["training"]["snapshots"]:
        text = (folder / epoch_file(epoch)).read_text()
        assert len(gzip.compress(text.encode())) <= 5 * 1024
        then = card_then(card, text, "here")
        assert math.isfinite(run_stroke(hand_from_card(then), line(0.0, 30.0, 1.0), HANDS_OWN)[-1].x)
        weights.append(then["weights"])
    weights.append(card["weights"])
    assert all(one != other for one, other in pairwise(weights))
    assert run(tmp_path, "--seed", "3", "--keep-anyway") == 0  # two epochs
    assert sorted(contents(folder)) == FILES


@pytest.mark.thorough
def test_the_second_phase_shows_in_the_bar_and_in_the_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "--seed", "3", "--keep-anyway") == 0
    assert re.search(r"seed 3 .*20/20 alone", capsys.readouterr().out)
    assert run(tmp_path / "without", "--seed", "3", "--keep-anyway", "--closed-loop-steps", "0") == 0
    assert "alone" not in capsys.readouterr().out
    with_it, without = (folder / "runs" / "loops" / "loss.png" for folder in (tmp_path, tmp_path / "without"))
    assert with_it.read_bytes() != without.read_bytes()


def test_ctrl_c_in_the_second_phase_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(closed_loop, "lesson", stop)
    assert run(tmp_path, "--seed", "3", "--keep-anyway") == 130
    assert not (tmp_path / "models").exists()


@pytest.mark.thorough
def test_a_failing_hand_is_not_written_and_the_next_seed_is_tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "FIRST_SEEDS", range(1, 3))
    assert run(tmp_path) == 1
    out = capsys.readouterr().out
    assert re.search(r"seed 1 fails \d+ of its bars", out)
    assert re.search(r"seed 2 fails \d+ of its bars", out)
    assert "Nothing was written: no candidate passed (seeds tried: 1, 2). What to try:" in out
    assert "--keep-anyway" in out
    assert not (tmp_path / "models").exists()


def test_an_explicit_seed_is_tried_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--seed", "9") == 1
    out = capsys.readouterr().out
    assert "seeds tried: 9" in out
    assert "another --seed than 9" in out


def test_ctrl_c_leaves_the_previous_model_untouched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "models" / "loops"
    old.mkdir(parents=True)
    (old / "model.json").write_text("old")

    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "judge", stop)
    assert run(tmp_path, "--keep-anyway") == 130
    assert "Stopped. The previous model is untouched." in capsys.readouterr().out
    assert contents(old) == {"model.json": b"old"}


def test_a_real_interrupt_ends_the_program_with_code_130(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "train" / "train.py"), "--out", str(tmp_path), "--runs", str(tmp_path)]
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background a shell has it ignored
    try:
        with subprocess.Popen([*command, "--epochs", "5000"], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert "windows" in process.stdout.readline()  # the strokes are made, now it trains
            process.send_signal(signal.SIGINT)
            rest = process.stdout.read()
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert process.returncode == 130
    assert "The previous model is untouched." in rest
    assert not list(tmp_path.iterdir())


@pytest.mark.thorough
def test_a_graph_that_computes_something_else_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipping, "check_parity", lambda *_: {"onnxruntime": Parity(output=1e-3, cell=0.0)})
    assert run(tmp_path, "--seed", "3", "--keep-anyway") == 1
    assert "onnxruntime differs from torch by 1.0e-03 in the outputs" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()


def test_a_training_that_comes_to_nothing_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "prediction_loss", lambda y, *_: (y * float("nan")).sum())
    assert run(tmp_path, "--seed", "3", "--keep-anyway") == 1
    out = capsys.readouterr().out
    assert "seed 3 fails: found a loss that is no number after epoch 1" in out
    assert "no seed came to any numbers" in out
    assert "a smaller --learning-rate" in out
    assert not (tmp_path / "models").exists()


def test_a_personality_is_a_name() -> None:
    assert parse(["--personality", "waves"]) == parse(["--name", "waves"]) == TrainConfig(name="waves")


@pytest.mark.thorough
def test_all_trains_what_is_missing_or_stale_and_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    two = {name: HANDS[name] for name in ("waves", "coil")}
    monkeypatch.setattr(train, "HANDS", two)
    monkeypatch.setattr(train, "FIRST_SEEDS", range(3, 4))
    assert run(tmp_path, "--all", "--keep-anyway") == 0
    out = capsys.readouterr().out
    assert "waves: missing" in out
    assert "coil: missing" in out
    before = contents(tmp_path / "models" / "waves")

    monkeypatch.setitem(two, "coil", replace(HANDS["coil"], sentence="Another one."))
    assert run(tmp_path, "--all", "--keep-anyway") == 0
    out = capsys.readouterr().out
    assert "waves: up to date" in out
    assert "coil: stale" in out
    assert contents(tmp_path / "models" / "waves") == before
    assert read_hand(tmp_path / "models" / "coil").card["sentence"] == "Another one."

    (tmp_path / "models" / "waves" / "model.onnx").write_bytes(b"")
    assert why_train(HANDS["waves"], TrainConfig(out=tmp_path / "models")) is not None


@pytest.mark.thorough
def test_a_seed_whose_graph_differs_gives_way_to_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad_then_good = iter([{"onnxruntime": Parity(output=1e-3, cell=0.0)}, {}])
    monkeypatch.setattr(shipping, "check_parity", lambda *_: next(bad_then_good))
    monkeypatch.setitem(HANDS, "loops", replace(HANDS["loops"], bars=()))
    monkeypatch.setattr(candidate, "like_bar", lambda _: Bar("u", low=0.0))
    assert run(tmp_path) == 0
    assert "seed 1 fails: onnxruntime differs from torch by 1.0e-03" in capsys.readouterr().out
    assert read_hand(tmp_path / "models" / "loops").card["seed"] == 2


def test_help_names_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--help"], train.__doc__)
    assert ended.value.code == 0
    out = capsys.readouterr().out
    for name in TrainConfig.__dataclass_fields__:
        assert RENAMED.get(name, f"--{name.replace('_', '-')}") in out


def test_flags_become_settings() -> None:
    config = parse(["--seed", "4", "--learning-rate", "0.02", "--keep-anyway"])
    assert config == TrainConfig(seed=4, learning_rate=0.02, keep_anyway=True)
    own = parse(["--strokes", "a", "b", "--from", "loops", "--mix", ".3"])
    assert own == TrainConfig(strokes=(Path("a"), Path("b")), origin="loops", mix=0.3)
    assert parse([]) == TrainConfig()
    with pytest.raises(ConfigError):
        TrainConfig(batch=0)
