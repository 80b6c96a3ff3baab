"""Ctrl-C at any moment: one sentence, code 130, and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from trainer import stopping

ROOT = Path(__file__).resolve().parents[2]
INTERRUPTED_IMPORT = """
import os, signal
try:
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(10**9):
        pass
except KeyboardInterrupt:
    raise ImportError("a package that turns an interrupt into an error of its own")
"""


@pytest.mark.parametrize("script", ["train.py", "evaluate.py", "train_detector.py"])
def test_an_interrupt_while_torch_is_imported_says_so_and_nothing_else(tmp_path: Path, script: str) -> None:
    (tmp_path / "torch.py").write_text(INTERRUPTED_IMPORT)
    command = [sys.executable, str(ROOT / "train" / script), "nothing.jsonl"]
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background a shell has it ignored
    try:
        ended = subprocess.run(
            command, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
        )
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert (ended.returncode, ended.stdout + ended.stderr) == (130, "Stopped.\n")


def test_an_interrupt_is_an_exception_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        stopping.end_at_once()
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
        stopping.raise_again()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_ignored_interrupt_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        stopping.end_at_once()
        stopping.raise_again()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
