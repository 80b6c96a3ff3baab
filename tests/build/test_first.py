"""What site/first.js has of Python's numbers, for it is there a second before any Python: the same ones."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from curlicue import actions
from curlicue.engine import Engine
from curlicue.run import HANDS_OWN
from curlicue.snapshot import numbers, snapshot
from curlicue.stroke import STEP_S, TAP_PX, TAP_STEPS
from curlicue_ink.rope import DOT_PX, DOT_STEPS, HAIRLINE_ALPHA
from tests.shipped import shipped_hand

SCRIPT = (Path(__file__).resolve().parents[2] / "site" / "first.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("stands", "number"),
    [
        (r"TAP_S = ([\d.]+);", TAP_STEPS * STEP_S),
        (r"TAP_PX = ([\d.]+);", TAP_PX),
        (r"DOT_S = ([\d.]+);", DOT_STEPS * STEP_S),
        (r"globalAlpha = (0[\d.]+);", HAIRLINE_ALPHA),
        (r"arc\(x, y, ([\d.]+),", DOT_PX),
    ],
)
def test_a_tap_and_the_fingers_line_are_pythons(stands: str, number: float) -> None:
    (found,) = re.findall(stands, SCRIPT)
    assert float(found) == pytest.approx(number)


def test_samples_are_of_the_kinds_that_an_engine_takes() -> None:
    assert re.findall(r"kind 0 (.+), 1 (.+), 2 (.+), 3 (.+?);", SCRIPT) == [("down", "move", "up", "up and taken back")]
    assert (actions.DOWN, actions.MOVE, actions.UP, actions.TAKEN_BACK) == (0, 1, 2, 3)
    used = re.findall(r"(?:record\(|keep\(\[|\.end\(|[^.\w]end\(|palm \? 3 : |kind === |\[0\] === )(\d)", SCRIPT)
    assert {*map(int, used)} == {actions.DOWN, actions.MOVE, actions.UP, actions.TAKEN_BACK}


def test_its_snapshot_is_one_of_an_engine_that_has_not_begun() -> None:
    (literal,) = re.findall(r"snapshot: \(\) => (\(\{.+?\}\)),\n    recording", SCRIPT, re.DOTALL)
    script = f"const batches = []; console.log(JSON.stringify({literal}))"
    ran = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    idle = snapshot(numbers(Engine(shipped_hand(), HANDS_OWN, 0)), "", "none")
    assert json.loads(ran.stdout) == {**idle, "hand": None, "h": [], "c": []}  # nobody is there who remembers
