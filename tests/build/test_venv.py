"""The virtual environment: the small PyTorch where there is one, the size before it is fetched, one sentence if not."""

import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import venv
from builder.errors import BuildError

ROOT = Path(__file__).resolve().parents[2]
PINS = ["brotli==1.2.1", "torch==2.13.0", "zlib==1"]
NO_CPU_BUILD = (
    "ERROR: Could not find a version that satisfies the requirement torch==2.13.0+cpu (from versions: 2.13.0)\n"
    "ERROR: No matching distribution found for torch==2.13.0+cpu\n"
)
OFFLINE = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to establish a new "
    "connection: [Errno -2] Name or service not known')': /torch/\n" + NO_CPU_BUILD
)


@pytest.fixture(name="installs")
def _installs(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[str]]]:
    """installs(large=True, answers=[...]): what pip is asked for, when it answers like that (None: all went well)."""

    def prepare(*, large: bool, answers: list[str | None]) -> list[list[str]]:
        asked: list[list[str]] = []

        def install(_: Path, pins: list[str]) -> str | None:
            asked.append(list(pins))
            return answers.pop(0)

        monkeypatch.setattr(venv, "has_large_torch", lambda: large)
        monkeypatch.setattr(venv, "_install", install)
        return asked

    return prepare


def test_the_small_torch_is_asked_for_first_where_the_usual_one_is_large(
    installs: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = installs(large=True, answers=[None])
    venv._fill(Path("python"), PINS)
    assert asked == [["torch==2.13.0+cpu", "brotli==1.2.1", "zlib==1"]]
    assert capsys.readouterr().out.startswith("about 390 MB to fetch, PyTorch's CPU build 200 of them")


def test_without_it_the_true_size_is_said_and_the_large_one_comes(
    installs: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = installs(large=True, answers=[NO_CPU_BUILD, None])
    venv._fill(Path("python"), PINS)
    assert asked[1:] == [PINS]
    out = capsys.readouterr().out
    assert "the one with CUDA, then: about 2.9 GB to fetch" in out
    assert "set PIP_EXTRA_INDEX_URL to PyTorch's index of CPU builds" in out


def test_where_the_usual_one_is_small_it_is_asked_for_alone(installs: Callable[..., list[list[str]]]) -> None:
    asked = installs(large=False, answers=[None])
    venv._fill(Path("python"), PINS)
    assert asked == [PINS]


def test_a_network_that_is_not_there_is_tried_once_and_said(installs: Callable[..., list[list[str]]]) -> None:
    asked = installs(large=True, answers=[OFFLINE])
    with pytest.raises(BuildError, match=r"^pip could not reach the package index \(NewConnectionError\): connect to"):
        venv._fill(Path("python"), PINS)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("complaint", "sentence"),
    [
        (
            "ERROR: No matching distribution found for numpy==2.4.6\n",
            "(No matching distribution found for numpy==2.4.6)",
        ),
        ("OSError: [Errno 28] No space left on device\n", "The disk is full, and .venv needs 1.5 GB"),
        ("", "(it gave no reason)"),
    ],
)
def test_what_pip_cannot_do_is_one_sentence(complaint: str, sentence: str) -> None:
    said = venv.explain_pip(complaint)
    assert sentence in said
    assert said.endswith("run this again.")
    assert "\n" not in said


def test_the_pins_hold_one_torch_and_no_build_of_it() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    pins = [pin for group in groups.values() for pin in group]
    (small,) = [pin for pin in venv.with_cpu_build(pins) if pin not in pins]
    assert small.startswith("torch==")
    assert venv.with_cpu_build(pins)[0] == small


def test_what_makes_the_letters_is_pinned_as_it_says() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    assert set(venv.ON_DEMAND) <= set(groups)
    said = (ROOT / "bench" / "letters.py").read_text(encoding="utf-8").split('"""')[1]
    assert f"pip install {' '.join(groups['letters'])} && python bench/letters.py" in said


def test_pip_shows_what_it_does_and_gives_up_a_dead_network_soon(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$@"\necho "tries $PIP_RETRIES" >&2\nexit 1\n')
    python.chmod(0o755)
    monkeypatch.delenv("PIP_RETRIES", raising=False)
    assert venv._install(python, PINS) == "tries 1\n"
    assert capfd.readouterr().out == f"-m pip install {' '.join(PINS)}\n"
    monkeypatch.setenv("PIP_RETRIES", "7")
    assert venv._install(python, PINS) == "tries 7\n"


def test_a_fresh_environment_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text('[dependency-groups]\ntest = ["torch==1"]\n')
    filled: list[list[str]] = []
    monkeypatch.setattr(venv, "_fill", lambda _, pins: filled.append(pins))
    python = venv.ensure_venv(tmp_path)
    assert python.exists()
    assert filled == [["torch==1"]]
    (tmp_path / ".venv" / "mine").write_text("kept")
    assert venv.ensure_venv(tmp_path) == python
    (tmp_path / "pyproject.toml").write_text('[dependency-groups]\ntest = ["torch==2"]\n')
    assert (tmp_path / ".venv" / "mine").exists()
    venv.ensure_venv(tmp_path)
    assert filled[1:] == [["torch==2"]]
    assert not (tmp_path / ".venv" / "mine").exists()


def test_an_interrupt_while_it_is_made_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(venv, "ensure_venv", stop)
    assert venv.main(["train/train.py"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


def test_the_script_alone_says_that_it_was_stopped(tmp_path: Path) -> None:
    """As Ctrl-C at a terminal: both hear it, and what stands there is the script's own sentence."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "try:\n    print('ready', flush=True)\n    sys.stdin.read()\n"
        "except KeyboardInterrupt:\n    print('Stopped by the script.')\n    sys.exit(130)\n"
    )
    run = (
        "import sys; from pathlib import Path; from builder import venv; "
        f"venv.ensure_venv = lambda _: Path({sys.executable!r}); sys.exit(venv.main([{str(script)!r}]))"
    )
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background a shell has it ignored
    try:
        with subprocess.Popen(
            [sys.executable, "-c", run], cwd=ROOT, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            os.killpg(process.pid, signal.SIGINT)
            assert process.stdout.read() == "Stopped by the script.\n"
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert process.returncode == 130
