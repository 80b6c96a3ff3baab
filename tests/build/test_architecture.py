"""What ARCHITECTURE.md names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w./-]+\.(?:py|js|html|css|txt|pyi))\b", TEXT)))
MADE = {"rest.html", "article.html", "starter.txt", "later.txt", "checks.txt", "write.txt"}  # by the builder, in dist
FOLDERS = ("bench", "builder", "pylib", "site", "tests", "train", "typings")
FILES = [file.as_posix() for folder in FOLDERS for file in (ROOT / folder).rglob("*.*")] + [
    f"{ROOT.as_posix()}/build.py"
]


@pytest.mark.parametrize("name", NAMED)
def test_a_file_that_is_named_is_there(name: str) -> None:
    assert name in MADE or [file for file in FILES if file.endswith("/" + name)]


def test_some_are_named() -> None:
    assert len(NAMED) > 50
