"""Writing into folders so that a stop at any moment leaves the old or the new, and trying beforehand whether one can.

A hand's files belong together, so its whole folder is made aside, under a name with a dot in front, which neither the
builder nor git looks at, and then trades names with the old one.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

TRIED_BYTES = 2_000_000  # more than a hand and its pictures
_NEW, _OLD = "curlicue-new", "curlicue-old"  # end the names of what is being made, and of what has been put aside
_ASIDE = re.compile(rf"\.(.+)\.\d+\.({_NEW}|{_OLD})")
_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2  # linux/fcntl.h, linux/fs.h, macOS's sys/stdio.h


class TargetError(ValueError):
    """A place that cannot be written to; the message is one sentence for people."""


def check_target(flag: str, folder: Path) -> None:
    """TargetError unless files can be written into `folder`, which need not be there yet. Leaves nothing behind."""
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if os.path.lexists(path))
    if not place.is_dir():
        raise TargetError(f"{flag}: found {place}, which is no folder, expected one to write into: choose another")
    with explained(flag, place), tempfile.TemporaryDirectory(prefix=".curlicue-", dir=place) as trial:
        Path(trial, "trial").write_bytes(os.urandom(TRIED_BYTES))


def replace_files(folder: Path, files: Mapping[str, bytes | None]) -> Path:
    """Put all files into `folder` or none, whenever it is stopped, even killed; None takes a file away.

    Whatever else is in there stays.
    """
    real = folder.resolve()  # a link to a folder stays a link
    aside = _aside(real, _NEW)
    with explained("--out", folder):
        shutil.rmtree(aside, ignore_errors=True)  # of a killed process that had the same number
        aside.mkdir(parents=True)
        try:
            if real.is_dir():
                shutil.copytree(real, aside, symlinks=True, dirs_exist_ok=True)
            for name, content in files.items():
                if content is None:
                    (aside / name).unlink(missing_ok=True)
                else:
                    (aside / name).write_bytes(content)
            _trade(aside, real)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return folder


def replace_file(path: Path, content: bytes) -> Path:
    """Write one file, or leave the old one where it is stopped."""
    aside = _aside(path, _NEW)
    with explained("--out", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_bytes(content)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    return path


def tidy(folder: Path) -> list[str]:
    """Clear away what killed runs have left in the folder of all hands; gives the hands that it had to put back."""
    back = []
    for aside in sorted(folder.iterdir()) if folder.is_dir() else []:
        if found := _ASIDE.fullmatch(aside.name):
            if found[2] == _OLD and not (folder / found[1]).exists():
                aside.rename(folder / found[1])
                back.append(found[1])
            else:
                shutil.rmtree(aside, ignore_errors=True)
    return back


def _aside(place: Path, ending: str) -> Path:
    return place.with_name(f".{place.name}.{os.getpid()}.{ending}")


def _trade(aside: Path, folder: Path) -> None:
    """The folder aside takes the other's name; the old one, if there is one, takes a name aside, and goes."""
    if not folder.is_dir():
        aside.rename(folder)
    elif not exchanged(aside, folder):
        # The one moment without a hand of that name: `tidy` puts it back, should this be killed between the lines
        old = _aside(folder, _OLD)
        try:
            folder.rename(old)
            aside.rename(folder)
        finally:
            if old.is_dir() and not folder.exists():
                old.rename(folder)
        shutil.rmtree(old)


def exchanged(one: Path, other: Path) -> bool:
    """Whether the system has given two folders each other's names in one step; not every system and disk can."""
    if os.name != "posix":
        return False
    libc = ctypes.CDLL(None)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        return bool(libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)
    if sys.platform == "darwin":
        return bool(libc.renamex_np(names[0], names[1], _RENAME_SWAP) == 0)
    return False


@contextmanager
def explained(flag: str, place: Path) -> Iterator[None]:
    """Turns what the system says of a place that cannot be written to into a TargetError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TargetError(
            f"{flag}: found no way to write into {place} ({reason}), expected a folder with room that one may write "
            "into: make it so, or choose another"
        ) from error
