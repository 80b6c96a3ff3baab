"""Runs a script in the MicroPython that the page ships, with the starter's modules beside it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from builder.bundle import bare
from builder.starter import starter_files as starter_files_of

ROOT = Path(__file__).resolve().parents[2]
RUN = Path(__file__).with_name("run.mjs")
INTERPRETER = ROOT / "node_modules" / "@micropython" / "micropython-webassembly-pyscript" / "micropython.mjs"
LONGEST_S = 60


@cache
def starter_files() -> dict[str, str]:
    """The starter's modules as they lie in MicroPython's files: its stand-ins for missing modules at the top."""
    bundles = starter_files_of(ROOT)
    return {path: content for sources in bundles.values() for path, content in sources.items()}


def run_micropython(script: str, files: Mapping[str, str] | None = None) -> list[str]:
    """The lines that a script prints; ``files`` lie beside the starter's. An uncaught exception fails the test."""
    assert INTERPRETER.is_file(), f"There is no {INTERPRETER.name} in node_modules; `npm ci` puts it there."
    job = {"files": {**starter_files(), **(files or {})}, "script": "import sys\nsys.path.insert(0, '/')\n" + script}
    ran = subprocess.run(
        ["node", str(RUN), str(INTERPRETER)],
        input=json.dumps(job),
        text=True,
        encoding="utf-8",
        capture_output=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.splitlines()


def compute_in_micropython(script: str, given: object = None, modules: Iterable[str] = ()) -> Any:
    """What a script leaves in ``result``; it finds ``given`` under that name. Both pass as JSON.

    ``modules`` are paths below pylib that keep to the starter's subset, though no page brings them.
    """
    lines = run_micropython(
        "from json import dumps, load\nwith open('/given.json') as file:\n    given = load(file)\n"
        + script
        + "\nprint(dumps(result))\n",
        {"given.json": json.dumps(given), **{path: bare((ROOT / "pylib" / path).read_text()) for path in modules}},
    )
    return json.loads(lines[-1])
