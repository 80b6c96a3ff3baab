"""Modules of Python's library that did not come with the worker: if one is missed, the whole library is fetched.

What a worker imports is known when the site is built (builder/library.py), so this happens when somebody tries
something: in the console, or in a module of their own.
"""

import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from zipimport import ZipImportError, zipimporter

if TYPE_CHECKING:
    from curlicue_worker.bridge import Bytes

LEFT_OUT = "left_out.txt"  # in the archive that came: names of the modules that did not
WHOLE = "/lib/python_whole.zip"  # in Pyodide's file system


class WholeLibrary:
    """A finder for ``sys.meta_path``. ``fetch`` gives the whole library at once, or raises what JavaScript throws."""

    def __init__(self, fetch: "Callable[[], Bytes]", archive: str, whole: str = WHOLE) -> None:
        self._fetch = fetch
        self._whole = whole
        self._names = set(zipimporter(archive).get_data(f"{archive}/{LEFT_OUT}").decode().split())

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module is that was left out; None for one that nobody knows, or while there is no network."""
        if name not in self._names:
            return None
        if not Path(self._whole).is_file():
            try:
                Path(self._whole).write_bytes(self._fetch().to_bytes())
            except Exception as error:  # noqa: BLE001  # JavaScript may throw anything
                print("Curlicue: the rest of Python's library did not come:", error)
                return None
        package = name.rpartition(".")[0].replace(".", "/")
        return PathFinder.find_spec(name, [f"{self._whole}/{package}" if package else self._whole])


def fetch_when_missed(fetch: "Callable[[], Bytes]") -> None:
    """See to it that a module that was left out is found all the same; nothing to do where the whole library came."""
    archives = [path for path in sys.path if path.endswith(".zip")]
    for archive in archives:
        try:
            sys.meta_path.append(WholeLibrary(fetch, archive))
        except (OSError, ZipImportError):  # an archive of somebody else's, or one that is not there
            continue
        return
