"""A folder is the old one or the new one, whenever the writing is stopped; and a target is tried beforehand."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from trainer import folders
from trainer.folders import TargetError, check_target, exchanged, replace_file, replace_files, tidy

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = {"a": b"old", "b": b"old"}, {"a": b"new", "b": b"new"}
WRITES_FOR_EVER = """
import sys
from pathlib import Path
from trainer import folders
if sys.argv[2] == "renames":
    folders.exchanged = lambda one, other: False
for k in range(10**9):
    folders.replace_files(Path(sys.argv[1]), {name: str(k).encode() for name in "abcd"})
    print(k, flush=True)
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(name="by_renaming", params=[False, True], ids=["exchanged", "renamed"])
def _by_renaming(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of trading names, the second as on a system that cannot do it in one step."""
    if request.param:
        monkeypatch.setattr(folders, "exchanged", lambda *_: False)


@pytest.mark.usefixtures("by_renaming")
def test_a_folder_gets_its_new_files_and_keeps_what_else_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "loops"
    replace_files(folder, OLD)
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("mine")
    folder.chmod(0o750)
    replace_files(folder, {"b": b"new"})
    assert (folder / "notes" / "mine.txt").read_text() == "mine"
    assert (folder / "a").read_bytes() == b"old"
    assert (folder / "b").read_bytes() == b"new"
    assert folder.stat().st_mode & 0o777 == 0o750
    assert [path.name for path in folder.parent.iterdir()] == ["loops"]


@pytest.mark.usefixtures("by_renaming")
def test_a_file_without_content_is_taken_away(tmp_path: Path) -> None:
    folder = replace_files(tmp_path / "loops", OLD)
    replace_files(folder, {"a": None, "c": b"new", "never was": None})
    assert contents(folder) == {"b": b"old", "c": b"new"}


def test_a_new_folder_may_be_read_by_whom_the_system_lets(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    replace_files(tmp_path / "loops", OLD)
    assert (tmp_path / "loops").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    replace_files(tmp_path / "elsewhere" / "real", OLD)
    (tmp_path / "loops").symlink_to(tmp_path / "elsewhere" / "real")
    replace_files(tmp_path / "loops", NEW)
    assert (tmp_path / "loops").is_symlink()
    assert contents(tmp_path / "elsewhere" / "real") == NEW


def test_a_stop_while_files_are_written_leaves_the_old_ones_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = replace_files(tmp_path / "loops", OLD)
    write = Path.write_bytes

    def stop_at_b(path: Path, content: bytes) -> int:
        if path.name == "b":
            raise KeyboardInterrupt
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", stop_at_b)
    with pytest.raises(KeyboardInterrupt):
        replace_files(folder, NEW)
    assert contents(folder) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["loops"]


@pytest.mark.parametrize("stop_at", [1, 2])
def test_a_stop_between_two_renames_leaves_the_old_files_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_at: int
) -> None:
    folder = replace_files(tmp_path / "loops", OLD)
    rename, renamed = Path.rename, 0

    def stop_there(path: Path, target: Path) -> Path:
        nonlocal renamed
        renamed += 1
        if renamed == stop_at:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(folders, "exchanged", lambda *_: False)
    monkeypatch.setattr(Path, "rename", stop_there)
    with pytest.raises(KeyboardInterrupt):
        replace_files(folder, NEW)
    assert contents(folder) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["loops"]


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_killed_at_any_moment_it_leaves_all_old_or_all_new_files(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "loops"
    if way == "exchange" and sys.platform != "linux":
        pytest.skip("only Linux is known to trade names in one step here")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "train")}
    for writings in (*range(1, 30, 2),):
        command = [sys.executable, "-c", WRITES_FOR_EVER, str(folder), way]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
            assert process.stdout is not None
            for _ in range(writings):
                process.stdout.readline()
            process.kill()
        if way == "renames":  # there is a moment without it, which the next run mends
            tidy(tmp_path)
        files = contents(folder)
        assert sorted(files) == ["a", "b", "c", "d"]
        assert len(set(files.values())) == 1
    tidy(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["loops"]


def test_what_a_killed_run_left_is_put_back_or_cleared_away_and_nothing_else_is_touched(tmp_path: Path) -> None:
    for name in (".loops.12.curlicue-old", ".loops.12.curlicue-new", ".coil.7.curlicue-new", ".git", ".my-notes"):
        replace_files(tmp_path / name, {"a": name.encode()})
    replace_files(tmp_path / "coil", OLD)
    replace_files(tmp_path / ".coil.7.curlicue-old", NEW)
    assert tidy(tmp_path) == ["loops"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", ".my-notes", "coil", "loops"]
    assert contents(tmp_path / "loops") == {"a": b".loops.12.curlicue-old"}
    assert contents(tmp_path / "coil") == OLD
    assert tidy(tmp_path / "nowhere") == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do it otherwise, or not at all")
def test_linux_trades_two_names_in_one_step(tmp_path: Path) -> None:
    replace_files(tmp_path / "one", OLD)
    replace_files(tmp_path / "other", NEW)
    assert exchanged(tmp_path / "one", tmp_path / "other")
    assert (contents(tmp_path / "one"), contents(tmp_path / "other")) == (NEW, OLD)
    assert not exchanged(tmp_path / "one", tmp_path / "nowhere")


def test_one_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = replace_file(tmp_path / "new" / "card.json", b"old")
    write = Path.write_bytes

    def half(self: Path, content: bytes) -> int:
        write(self, content[:1])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"new")
    assert contents(tmp_path / "new") == {"card.json": b"old"}


def test_a_target_that_is_not_there_yet_is_fine_and_stays_away(tmp_path: Path) -> None:
    check_target("--out", tmp_path / "models" / "deep")
    check_target("--out", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_file_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in ("file", "file/models"):
        with pytest.raises(TargetError, match=rf"^--runs: found {tmp_path}/file, which is no folder, expected one"):
            check_target("--runs", tmp_path / place)


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_target_that_is_read_only_or_full_is_known_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(code, os.strerror(code))

    if code == errno.ENOSPC:
        monkeypatch.setattr(Path, "write_bytes", refuse)
    else:
        monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    expected = rf"^--out: found no way to write into {tmp_path} \({os.strerror(code)}\), expected a folder with room"
    with pytest.raises(TargetError, match=expected):
        check_target("--out", tmp_path / "models")
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(TargetError, match=r"^--out: found no way to write into"):
        replace_files(tmp_path / "loops", NEW)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that not even root may write into")
def test_a_folder_that_nobody_may_write_into_is_refused() -> None:
    with pytest.raises(TargetError, match=r"^--out: found no way to write into /proc"):
        check_target("--out", Path("/proc/models"))


@pytest.mark.parametrize("ending", ["new", "old"])
def test_git_does_not_look_at_what_is_aside(ending: str) -> None:
    patterns = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert any(fnmatch(f".coil.7.curlicue-{ending}/", pattern) for pattern in patterns)
