"""Every file of tests is one that pytest looks into: a folder that it passes over by its name is silent."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_each_file_of_tests_has_a_test_that_runs() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-m", ""]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    collected = {line.partition(":")[0] for line in said.splitlines()}
    files = {str(file.relative_to(ROOT)) for file in (ROOT / "tests").rglob("test_*.py")}
    assert len(files) > 1
    assert not {file for file in files if "node_modules" not in file} - collected
