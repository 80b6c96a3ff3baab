"""The virtual environment .venv with the pinned tools: `python3 -m builder.venv SCRIPT ...` runs a script in it."""

import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from builder.errors import BuildError

_STAMP = ".curlicue-pins"  # inside .venv: digest of what was installed


def ensure_venv(root: Path) -> Path:
    """Path of .venv's python, with every dependency group of pyproject.toml installed. BuildError when it cannot be."""
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    pins = sorted(pin for group in groups.values() for pin in group)
    digest = hashlib.sha256("\n".join([sys.version, *pins]).encode()).hexdigest()
    folder = root / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / _STAMP
    if stamp.is_file() and stamp.read_text() == digest and python.exists():
        return python
    print(f"Making .venv with {len(pins)} pinned packages (PyTorch among them: minutes the first time) ...", flush=True)
    made = _run([sys.executable, "-m", "venv", "--clear", str(folder)])
    if made.returncode != 0:
        raise BuildError(
            f"python3 -m venv failed ({_last_line(made)}): "
            "install your system's package for it (Debian: python3-venv), then run this again."
        )
    filled = _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pins])
    if filled.returncode != 0:
        raise BuildError(
            f"pip could not install the pinned packages ({_last_line(filled)}): "
            "check the network and that this Python has wheels of them, then run this again."
        )
    stamp.write_text(digest)
    return python


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _last_line(result: subprocess.CompletedProcess[str]) -> str:
    lines = (result.stderr.strip() or result.stdout.strip() or "it gave no reason").splitlines()
    return lines[-1].rstrip(".")


def main(arguments: list[str]) -> int:
    """Runs a script of the repository with .venv's python; returns its exit status."""
    try:
        python = ensure_venv(Path(__file__).resolve().parents[1])
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return subprocess.run([str(python), *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
