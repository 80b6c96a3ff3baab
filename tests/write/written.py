"""Letters to write with: those that the site ships."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from curlicue_write.letters import Letters, letters_from_plain

LETTERS = Path(__file__).parents[2] / "site" / "letters"
PHONE, SMALL, DESKTOP = (346.0, 476.0), (276.0, 220.0), (1196.0, 490.0)  # CSS px, sheets as site/toy.css has them


@cache
def shipped_letters(kind: str = "plain") -> Letters:
    return letters_from_plain(json.loads((LETTERS / f"{kind}.json").read_text(encoding="utf-8")))
