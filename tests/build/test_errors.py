"""Whatever is missing gets one line that says what to do, and a non-zero exit."""

import ast
import errno
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from http.server import HTTPServer
from pathlib import Path
from socketserver import TCPServer

import pytest

import build as build_command
from builder.assemble import build
from builder.errors import BuildError
from builder.server import SiteServer
from builder.tools import install_packages
from builder.venv import ensure_venv

ROOT = Path(__file__).resolve().parents[2]


def copy_of_the_tree(folder: Path) -> Path:
    """The parts of the tree that build.py reads, without node_modules."""
    for name in ("build.py", "LICENSE", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("builder", "pylib", "site"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run_build(tree: Path, path: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "build.py", *arguments],
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


def test_node_without_npm(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    path = fake(tmp_path / "bin", "node", "v20.1.0")
    says_one_line(run_build(tree, path), f"Node.js was found at {path}/node, but no npm", "apt install npm")


@pytest.mark.parametrize("command", [["build.py"], ["-m", "builder.venv", "train/train.py"], ["tests/run.py"]])
def test_an_old_python(command: list[str]) -> None:
    """sys.version_info is all that is changed: that an old Python can read the files is another test's."""
    start = "import runpy, sys; sys.version_info = (3, 10, 13, 'final', 0); sys.path.insert(0, '.'); "
    run = f"runpy.run_module({command[1]!r}, " if command[0] == "-m" else f"runpy.run_path({command[0]!r}, "
    says_one_line(
        subprocess.run(
            [sys.executable, "-c", f"{start}{run}run_name='__main__')"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        ),
        "Python 3.10 runs this, but 3.11 or newer is needed", "make PYTHON=python3.12 serve",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["build.py", "builder/__init__.py", "tests/run.py"])
def test_an_old_python_can_read_what_comes_before_its_sentence(name: str) -> None:
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_port_that_does_not_exist(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    ended = run_build(tree, os.environ["PATH"], "--serve", "--port", "99999")
    says_one_line(ended, "--port is 99999, but ports go from 0 (any free one) to 65535")
    assert not (tree / "dist").exists()


def test_a_port_that_is_taken_is_known_before_the_work(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = run_build(tree, os.environ["PATH"], "--serve", "--port", str(port))
    says_one_line(ended, f"Another program listens on port {port} of 127.0.0.1: end it, choose another --port")
    assert not (tree / "node_modules").exists()


def test_a_host_that_is_not_this_machine(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    ended = run_build(tree, os.environ["PATH"], "--serve", "--host", "203.0.113.7")
    says_one_line(ended, "--host is 203.0.113.7, which is no address of this machine", "choose 127.0.0.1")


def test_a_port_that_nobody_may_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(TCPServer, "server_bind", refuse)
    monkeypatch.setattr(HTTPServer, "server_bind", refuse)
    with pytest.raises(BuildError, match=r"^Nobody may listen on port 80 of 127.0.0.1 \(Permission denied\): choose a"):
        SiteServer(tmp_path, port=80)


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_checkout_that_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("something was run before it was tried"))
    tree = copy_of_the_tree(tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tree)
    expected = rf"^Nothing can be written into {tree} \({os.strerror(code)}\), but a folder with room .*: "
    with pytest.raises(BuildError, match=expected + "choose another folder with --out, or copy the checkout"):
        build(tree, tree / "dist")
    for make in (install_packages, ensure_venv):
        with pytest.raises(
            BuildError, match=expected + "copy the checkout into a folder of your own, and run it there"
        ):
            make(tree)


@pytest.mark.parametrize("place", ["build.py", "build.py/dist", ".", ".."])
def test_a_place_where_the_site_cannot_go(tmp_path: Path, place: str) -> None:
    tree = copy_of_the_tree(tmp_path)
    (tree / "node_modules").symlink_to(ROOT / "node_modules")
    says_one_line(run_build(tree, os.environ["PATH"], "--out", place), "choose another folder with --out")
    assert (tree / "build.py").is_file()
    assert not list(tree.glob("*.new"))


def test_an_interrupt_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build_command, "build", stop)
    assert build_command.main(["--out", str(tmp_path / "dist")]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


def test_npm_gives_up_a_dead_network_soon_unless_one_has_said_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = copy_of_the_tree(tmp_path)
    path = fake(tmp_path / "bin", "node", "v20.1.0")
    script = Path(path) / "npm"
    script.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo 10.1.0 && exit 0\n'
        'echo "tries $npm_config_fetch_retries waits $npm_config_fetch_timeout" >&2\nexit 1\n'
    )
    script.chmod(0o755)
    says_one_line(run_build(tree, path), "tries 1 waits 30000")
    monkeypatch.setenv("npm_config_fetch_timeout", "90000")
    says_one_line(run_build(tree, path), "tries 1 waits 90000")


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
