"""The page may write before its worker is there: in MicroPython."""

from __future__ import annotations

import json

from curlicue.replay import entry_to_plain
from curlicue_write.plan import Plan, plan
from tests.micropython.runner import compute_in_micropython
from tests.write.written import LETTERS, PHONE, shipped_letters

TEXT = "Zoë 3!\nŁódź"
SCRIPT = """
from json import loads
from curlicue.replay import Player, entry_to_plain
from curlicue_write.letters import letters_from_plain
from curlicue_write.plan import plan
letters = letters_from_plain(loads(given["letters"]))
made = plan(letters, given["text"], "eights", tuple(given["sheet"]))
player = Player(made.entries(), 4.0)
entries = []
while not player.done:
    entries += player.due(1 / 60)
stopped = Player(made.entries(), 4.0)
begun = stopped.due(0.1) + stopped.end()
result = [made.height, made.seconds(), [entry_to_plain(entry) for entry in entries], len(begun), stopped.done,
          [list(plan(letters, "Ада", "coil", (300.0, 300.0)))]]
"""


def test_the_starter_plans_what_the_oracle_plans() -> None:
    given = {
        "letters": (LETTERS / "joined.json").read_text(encoding="utf-8"),
        "text": TEXT,
        "sheet": PHONE,
    }
    height, seconds, entries, begun, done, refused = compute_in_micropython(SCRIPT, given)
    made = plan(shipped_letters("joined"), TEXT, "eights", PHONE)
    assert isinstance(made, Plan)
    assert (height, seconds) == (made.height, made.seconds())
    assert entries == json.loads(json.dumps([entry_to_plain(entry) for entry in made.entries()]))
    assert begun > 24
    assert done
    assert refused == [["missing", "Ада"]]
