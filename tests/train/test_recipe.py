"""When a hand is to be trained again, and what is said of one that has lost its record or its folder."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import train
from builder.hands import ORDER
from curlicue_hands.card import write_card
from trainer.config import TrainConfig
from trainer.hands import HANDS, WAVES
from trainer.own_strokes import SENTENCE
from trainer.recipe import as_asked, own_settings, recipe, strays, why_train
from trainer.shipped import read_hand
from trainer.shipping import how

MODELS = Path(__file__).resolve().parents[2] / "site" / "models"
SIX = {name: HANDS[name] for name in ORDER}


@pytest.fixture(name="models")
def _models(tmp_path: Path) -> Path:
    """The shipped hands, to change them."""
    for name in ORDER:
        shutil.copytree(MODELS / name, tmp_path / name)
    return tmp_path


def change_card(folder: Path, **changes: Any) -> None:
    card = read_hand(folder).card
    card["training"].update(changes)
    (folder / "model.json").write_text(write_card(card), encoding="utf-8")


def test_a_card_holds_the_settings_that_make_it_another_hand_and_no_others() -> None:
    assert own_settings(TrainConfig(name="waves", seed=3, out=Path("here"), keep_anyway=True)) == {}
    assert own_settings(TrainConfig(epochs=150, noise=0.2)) == {"epochs": 150, "noise": 0.2}
    assert how(WAVES, TrainConfig()) == {"recipe": recipe(WAVES, TrainConfig())}
    assert how(WAVES, TrainConfig(epochs=150))["settings"] == {"epochs": 150}


def test_settings_of_its_makers_do_not_make_a_hand_stale(models: Path) -> None:
    asked = TrainConfig(epochs=150, batch=64)
    change_card(models / "waves", **how(WAVES, asked))
    now = TrainConfig(out=models)
    assert why_train(WAVES, now) is None
    assert as_asked(now, read_hand(models / "waves").card) == replace(asked, out=models)
    changed = replace(WAVES, loop=WAVES.loop._replace(floor_speed_px=2.9))
    assert why_train(changed, now) == "stale: its record, its generator's constants or the trainer have changed"
    assert why_train(replace(WAVES, epochs=60), now) is not None


def test_what_a_record_leaves_as_usual_is_in_its_recipe_too() -> None:
    usual = recipe(WAVES, TrainConfig())
    assert recipe(replace(WAVES, batch=WAVES.batch // 2), TrainConfig()) != usual
    for change in ({"steps": 301}, {"weight": 0.5}, {"finger_share": 0.5}):
        assert recipe(replace(WAVES, alone=replace(WAVES.alone, **change)), TrainConfig()) != usual
    asked = TrainConfig(batch=WAVES.batch, closed_loop_steps=WAVES.alone.steps)
    assert recipe(WAVES, asked) == usual != recipe(WAVES, replace(asked, batch=1))


def test_all_leaves_a_hand_alone_that_was_trained_longer(
    models: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change_card(models / "waves", **how(WAVES, TrainConfig(epochs=150)))
    monkeypatch.setattr(train, "HANDS", SIX)
    monkeypatch.setattr(train, "run_one", lambda *_: pytest.fail("a hand was trained again"))
    assert train.main(["--all", "--out", str(models), "--runs", str(models)]) == 0
    assert capsys.readouterr().out.count("up to date") == len(SIX)


def test_a_story_is_told_with_the_settings_of_its_hand(
    models: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "HANDS", {"waves": WAVES})
    change_card(models / "waves", **how(WAVES, TrainConfig(epochs=2, stroke_count=8, held_out_count=4)))
    (models / "waves" / "story.json").unlink()
    assert train.main(["--all", "--out", str(models), "--runs", str(models)]) == 0
    assert "its story is missing" in capsys.readouterr().out
    story = json.loads((models / "waves" / "story.json").read_text(encoding="utf-8"))
    assert len(story["train_loss"]) == 2


def test_a_record_without_a_folder_gets_one_sentence(models: Path) -> None:
    (sentence,) = strays(models, [*SIX, "clouds"], known=SIX)
    assert sentence.startswith("clouds: found its record in train/trainer/hands.py, but no folder")
    assert sentence.endswith("train it with --name clouds, or take the record out of HANDS")
    assert strays(models, [*SIX, "clouds"], known=[*SIX, "clouds"]) == []


def test_a_folder_without_a_record_gets_one_sentence_unless_its_strokes_were_recorded(
    models: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "HANDS", SIX)
    shutil.copytree(models / "waves", models / "clouds")
    shutil.copytree(models / "waves", models / ".waves.7.curlicue-new")
    (models / "broken").mkdir()
    (sentence,) = strays(models, SIX, known=())
    assert sentence.startswith(f"clouds: found its folder {models / 'clouds'}, but no record in train/trainer/hands.py")
    assert sentence.endswith("expected both or neither: remove the folder, or put the record back")
    assert train.main(["--name", "clouds", "--out", str(models), "--runs", str(models)]) == 2
    assert "--name: found the folder of clouds, but no record of it" in capsys.readouterr().err
    assert train.main(["--all", "--out", str(models), "--runs", str(models)]) == 0
    assert "clouds: found its folder" in capsys.readouterr().out.replace("\n", "")
    change_card(models / "clouds", recorded=True)
    assert strays(models, SIX, known=()) == []


def test_a_hand_of_recorded_strokes_from_before_is_known_by_its_sentence(models: Path) -> None:
    shutil.copytree(models / "waves", models / "mine")
    card = read_hand(models / "mine").card
    (models / "mine" / "model.json").write_text(write_card({**card, "sentence": SENTENCE}), encoding="utf-8")
    assert strays(models, SIX, known=()) == []
