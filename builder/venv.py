"""The virtual environment .venv with the pinned tools: `python3 -m builder.venv SCRIPT ...` runs a script in it.

On Linux the usual PyTorch comes with 2.5 GB of libraries for graphics cards, which nothing here uses. The same version
without them is asked for first; whether there is one depends on the indexes that pip knows. PyTorch's own of CPU builds
is one, and PIP_EXTRA_INDEX_URL tells pip of it.
"""

import hashlib
import os
import platform
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from builder.errors import BuildError, require_writable

STOPPED = 130  # exit code of Ctrl-C
CPU_BUILD = "+cpu"  # ends the version of a PyTorch without libraries for graphics cards
SMALL_MB, LARGE_MB = 390, 2940  # to fetch, all pinned packages and what they need, measured; on Linux without and with
ON_DEMAND = ("letters",)  # groups for what is made once and committed
_STAMP = ".curlicue-pins"  # inside .venv: digest of what was installed
_QUICKLY = {"PIP_RETRIES": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}  # unless set otherwise
_OFFLINE = re.compile(
    "NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|MaxRetryError"
    "|Failed to establish a new connection|Connection (?:refused|reset|aborted)|Network is unreachable"
)
_NO_CPU_BUILD = re.compile(r"No matching distribution found for torch==\S+\+cpu")


def ensure_venv(root: Path) -> Path:
    """Path of .venv's python, with all dependency groups of pyproject.toml but ON_DEMAND's. BuildError on failure."""
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    pins = sorted(pin for name, group in groups.items() if name not in ON_DEMAND for pin in group)
    digest = hashlib.sha256("\n".join([sys.version, *pins]).encode()).hexdigest()
    folder = root / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / _STAMP
    if stamp.is_file() and stamp.read_text() == digest and python.exists():
        return python
    require_writable(root)
    print(f"Making .venv with {len(pins)} pinned packages and what they need:", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        raise BuildError(
            f"python3 -m venv failed ({_last_line(made.stderr or made.stdout)}): "
            "install your system's package for it (Debian: python3-venv), then run this again."
        )
    _fill(python, pins)
    stamp.write_text(digest)
    return python


def _fill(python: Path, pins: Sequence[str]) -> None:
    """Install the pins, PyTorch without libraries for graphics cards where there is such a build."""
    if not has_large_torch():
        print(f"about {SMALL_MB} MB to fetch, PyTorch 200 of them.", flush=True)
        complaint = _install(python, pins)
    else:
        print(f"about {SMALL_MB} MB to fetch, PyTorch's CPU build 200 of them, if an index has that build.", flush=True)
        complaint = _install(python, with_cpu_build(pins))
        if complaint is not None and _lacks_cpu_build(complaint):
            print(
                f"No index that pip knows has it; the one with CUDA, then: about {LARGE_MB / 1000:.1f} GB to fetch.\n"
                "For the small one: Ctrl-C, set PIP_EXTRA_INDEX_URL to PyTorch's index of CPU builds (its site names\n"
                "it under Get started), and run this again.",
                flush=True,
            )
            complaint = _install(python, pins)
    if complaint is not None:
        raise BuildError(explain_pip(complaint))


def has_large_torch() -> bool:
    """Whether the usual PyTorch for this machine brings libraries for graphics cards."""
    return sys.platform == "linux" and platform.machine().lower() in {"x86_64", "amd64"}


def with_cpu_build(pins: Sequence[str]) -> list[str]:
    """The pins with PyTorch's CPU build, and it first: where there is none, pip says so before it fetches anything."""
    return sorted(
        (pin + CPU_BUILD if pin.startswith("torch==") else pin for pin in pins),
        key=lambda pin: not pin.endswith(CPU_BUILD),
    )


def explain_pip(complaint: str) -> str:
    """What pip said on its error stream, in one sentence with what to do."""
    if offline := _OFFLINE.search(complaint):
        return (
            f"pip could not reach the package index ({offline[0]}): "
            "connect to the network once (later runs need none), then run this again."
        )
    if "No space left" in complaint:
        return "The disk is full, and .venv needs 1.5 GB, or 7 with CUDA: make room, then run this again."
    return (
        f"pip could not install the pinned packages ({_last_line(complaint)}): "
        f"they need a Python that has wheels of them, which {platform.python_version()} may not be; "
        "name another (make PYTHON=python3.12 ...), then run this again."
    )


def _install(python: Path, pins: Sequence[str]) -> str | None:
    """Let pip install and show what it does; what it complained of, or None where all went well."""
    result = subprocess.run(
        [str(python), "-m", "pip", "install", *pins],
        env={**_QUICKLY, **os.environ},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return result.stderr if result.returncode != 0 else None


def _lacks_cpu_build(complaint: str) -> bool:
    """Whether every index was reached and none has it."""
    return _NO_CPU_BUILD.search(complaint) is not None and _OFFLINE.search(complaint) is None


def _last_line(said: str) -> str:
    lines = said.strip().splitlines() or ["it gave no reason"]
    return lines[-1].removeprefix("ERROR: ").rstrip(".")


def main(arguments: list[str]) -> int:
    """Runs a script of the repository with .venv's python; returns its exit status."""
    try:
        python = ensure_venv(Path(__file__).resolve().parents[1])
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED
    with subprocess.Popen([str(python), *arguments]) as script:
        while True:
            try:
                return script.wait()
            except KeyboardInterrupt:
                continue  # the script has heard it too, and says what there is to say


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
