"""The command that measures cells anew: the atlas changes, and nothing else of a card does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import read_cells
from tests.shipped import SHIPPED, shipped_card


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A hand whose cells are said to follow nothing."""
    old = {**shipped_card(), "atlas": {"h": [None] * 16, "c": [None] * 16}}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "model.json").write_text(json.dumps(old), encoding="utf-8")
    return tmp_path / "mine"


def test_a_card_gets_what_training_would_have_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_cells.main([str(folder)]) == read_cells.DONE
    assert (folder / "model.json").read_bytes() == SHIPPED.read_bytes()
    assert capsys.readouterr().out == "mine: written\n"


@pytest.mark.parametrize("text", ["{}", "no card"])
def test_what_is_no_card_is_said_and_left_alone(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "model.json").write_text(text, encoding="utf-8")
    assert read_cells.main([str(folder)]) == read_cells.BAD_INPUT
    assert (folder / "model.json").read_text(encoding="utf-8") == text
    assert str(folder / "model.json") in capsys.readouterr().err
