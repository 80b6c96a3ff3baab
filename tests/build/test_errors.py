"""Whatever is missing gets one line that says what to do, and a non-zero exit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def copy_of_the_tree(folder: Path) -> Path:
    """The parts of the tree that build.py reads, without node_modules."""
    for name in ("build.py", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("builder", "pylib", "site"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run_build(tree: Path, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "build.py"],
        cwd=tree,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def fake(folder: Path, name: str, says: str, status: int = 0) -> str:
    """A program that says something; returns a PATH with nothing else."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}' >&{2 if status else 1}\nexit {status}\n")
    program.chmod(0o755)
    return str(folder)


def says_one_line(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    for word in words:
        assert word in lines[0]


def test_no_node(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    (tmp_path / "empty").mkdir()
    says_one_line(run_build(tree, str(tmp_path / "empty")), "node was not found", "install Node.js")


def test_an_old_node(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    says_one_line(run_build(tree, fake(tmp_path / "bin", "node", "v12.1.0")), "v12.1.0", "install a newer")


@pytest.mark.parametrize(
    ("npm", "word"),
    [
        ("npm error code ENOTFOUND", "connect to the network"),
        ("npm error code EUSAGE", "npm install"),
        ("npm error the disk is full", "the disk is full"),
    ],
)
def test_npm_that_cannot_install(tmp_path: Path, npm: str, word: str) -> None:
    tree = copy_of_the_tree(tmp_path)
    path = fake(tmp_path / "bin", "node", "v20.1.0")
    script = Path(path) / "npm"
    script.write_text(f"#!/bin/sh\n[ \"$1\" = --version ] && echo 10.1.0 && exit 0\necho '{npm}' >&2\nexit 1\n")
    script.chmod(0o755)
    says_one_line(run_build(tree, path), word)


def test_a_module_that_is_listed_but_not_there(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    (tree / "node_modules").symlink_to(ROOT / "node_modules")
    with (tree / "pylib" / "starter.txt").open("a") as listing:
        listing.write("curlicue/nowhere.py\n")
    says_one_line(run_build(tree, os.environ["PATH"]), "starter.txt", "curlicue/nowhere.py")
