"""What the command refuses: one sentence on the error stream, code 2, and nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import train
from trainer import pictures
from trainer.hands import HANDS
from trainer.loops import GENERATOR
from trainer.strokes_file import write_strokes

QUICK = ["--epochs", "2", "--stroke-count", "8", "--held-out-count", "4"]


def run(tmp_path: Path, *arguments: str) -> int:
    return train.main([*QUICK, "--out", str(tmp_path / "models"), "--runs", str(tmp_path / "runs"), *arguments])


def own(tmp_path: Path, strokes: Path, *arguments: str) -> int:
    targets = ["--out", str(tmp_path / "models"), "--runs", str(tmp_path / "runs")]
    return train.main([*targets, "--strokes", str(strokes), *arguments])


def test_a_bad_strokes_file_is_code_2_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"format": "curlicue-strokes", "version": 1}\n{"points": [[0, 1]]}\n')
    assert own(tmp_path, bad) == 2
    assert f"error: {bad}, line 2: found 1 points, expected 2 or more" in capsys.readouterr().err
    bad.write_text('{"format": "curlicue-strokes", "version": 1}\n{"points": [[0, 1, 2], [0, 1]]}\n')
    assert own(tmp_path, bad) == 2
    assert f"{bad}, line 2: found point 1 [0, 1], expected [t in s, x in px, y in px] or" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--name", "knots"],
            f"found --name knots, expected one of {', '.join(HANDS)}, or --strokes",
        ),
        (["--name", "../x"], "--name: found '../x', expected small letters, digits, - and _"),
        (["--all", "--seed", "3"], "--all: found it with --name, --strokes or --seed, expected it without any of them"),
        (["--epochs", "0"], "--epochs: found 0, expected more than 0"),
        (["--window", "5"], "--window: found 5, expected 13 or more"),
        (["--window", "100000"], "--window: found windows of 100000 steps, expected at most 35"),
        (["--window", "360"], "--window: found windows of 360 steps, expected at most 35"),
        (["--learning-rate", "nan"], "--learning-rate: found nan, expected more than 0, but at most 1"),
        (["--learning-rate", "inf"], "--learning-rate: found inf, expected more than 0, but at most 1"),
        (["--noise", "-1"], "--noise: found -1.0, expected 0 or more, but at most 10"),
        (["--noise", "nan"], "--noise: found nan, expected 0 or more, but at most 10"),
        (["--clip", "nan"], "--clip: found nan, expected more than 0"),
        (["--warm-up", "1.5"], "--warm-up: found 1.5, expected 0 or more, but at most 1"),
        (["--weight-decay", "-0.1"], "--weight-decay: found -0.1, expected 0 or more, but at most 1"),
        (["--stride", "0"], "--stride: found 0, expected more than 0"),
        (["--batch", "0"], "--batch: found 0, expected more than 0"),
        (["--batch", "1000001"], "--batch: found 1000001, expected more than 0, but at most 1,000,000"),
        (["--seed", "-1"], "--seed: found -1, expected 0 or more"),
        (["--replace"], "--replace: found it without --strokes, expected both"),
        (["--from", "loops"], "--from: found it without --strokes, expected both"),
        (["--mix", ".2"], "--mix: found it without --strokes, expected both"),
        (["--strokes", "mine.jsonl"], "--epochs: found it with --strokes, expected it without: a person's strokes are"),
    ],
)
def test_settings_that_cannot_work_are_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert run(tmp_path, *arguments) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("flag", ["--out", "--runs"])
def test_a_target_that_cannot_be_written_to_is_code_2_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, flag: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(train, "generated", lambda *_: pytest.fail("strokes were made before the target was tried"))
    assert run(tmp_path, flag, str(tmp_path / "file")) == 2
    assert f"{flag}: found {tmp_path}/file, which is no folder, expected one to write into" in capsys.readouterr().err


@pytest.mark.thorough
def test_a_target_that_becomes_full_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pictures, "draw_loss", full)
    assert run(tmp_path, "--seed", "3", "--keep-anyway") == 2
    assert f"--runs: found no way to write into {tmp_path}/runs/loops (No space left on device)" in (
        capsys.readouterr().err
    )


@pytest.mark.thorough
def test_brackets_in_paths_are_no_markup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "[" / "red]"
    assert run(folder, "--seed", "3", "--keep-anyway") == 0
    assert f"(seed 3) is in {folder}/models/loops" in capsys.readouterr().out.replace("\n", "")
    assert own(tmp_path, folder / "[" / "red].jsonl") == 2
    assert f"{folder}/[/red].jsonl: found no readable file" in capsys.readouterr().err


def test_a_built_in_hand_is_not_replaced_by_recorded_strokes_unless_that_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.jsonl"
    write_strokes(path, GENERATOR.strokes(8, "recorded"))
    monkeypatch.setattr(train, "read_own", lambda *_: pytest.fail("strokes were read before the name was looked at"))
    assert own(tmp_path, path, "--name", "loops") == 2
    error = capsys.readouterr().err
    assert "--name: found loops with --strokes, which would replace the built-in hand of that name" in error
    assert "--replace if you mean it" in error
    assert not (tmp_path / "models").exists()
    with pytest.raises(pytest.fail.Exception):
        own(tmp_path, path, "--name", "loops", "--replace")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--mix", "1"], "--mix: found 1.0, expected 0 or more, but at most 0.9"),
        (["--from", "knots"], f"--from: found knots, expected scratch or one of {', '.join(HANDS)}"),
        (["--keep-anyway"], "--keep-anyway: found it with --strokes, expected it without"),
        (["--window", "64"], "--window: found it with --strokes, expected it without"),
    ],
)
def test_settings_that_cannot_work_with_a_persons_strokes_are_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    path = tmp_path / "mine.jsonl"
    write_strokes(path, GENERATOR.strokes(2, "recorded"))
    assert own(tmp_path, path, *arguments) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "models").exists()
