"""What PyScript runs: makes the starter's modules importable, and starts it."""

import gc
import os
from io import BytesIO, StringIO

from vfs import mount  # type: ignore[import-not-found]  # MicroPython's own

PLACE = "/bundled"
BETWEEN = b"\x1e"  # before, between and after the paths and contents of a bundle (builder/bundle.py)
FOLDER, FILE = 0x4000, 0x8000  # the mode that says what something is
GONE = 2  # ENOENT


class Bundled:
    """MicroPython's view of what bundles have brought: each file can be read once, and is let go of then.

    PyScript's own files are slow to import from: JavaScript is asked for every twenty bytes, and makes an error with a
    trace of the stack of each place where nothing is.
    """

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._folders = {"", "/"}

    def add(self, bundle: bytes) -> None:
        """Take in a bundle's files."""
        pieces = bundle.split(BETWEEN)
        for k in range(1, len(pieces) - 1, 2):
            path = str(pieces[k], "utf-8")
            self._files[path] = pieces[k + 1]
            end = path.rfind("/")
            while end > 0 and path[:end] not in self._folders:
                self._folders.add(path[:end])
                end = path.rfind("/", 0, end)

    def mount(self, readonly: bool, mkfs: bool) -> None:
        """Nothing is to be prepared."""

    def chdir(self, path: str) -> None:
        """Nothing depends on where one is: all is asked for from the top."""

    def stat(self, path: str) -> "tuple[int, ...]":
        """Say what is at a path. OSError where nothing is."""
        if path in self._files:
            return (FILE, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        if path in self._folders:
            return (FOLDER, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        raise OSError(GONE)

    def open(self, path: str, mode: str) -> "BytesIO | StringIO":
        """Give what is at a path, and let go of it. OSError where nothing is."""
        if path not in self._files:
            raise OSError(GONE)
        content = self._files.pop(path)
        return BytesIO(content) if "b" in mode else StringIO(str(content, "utf-8"))


bundled = Bundled()
with open("./starter.txt", "rb") as file:
    bundled.add(file.read(os.stat("./starter.txt")[6]))  # at once: otherwise it grows by 256 bytes
mount(bundled, PLACE)
os.chdir(PLACE)  # where imports look first

from curlicue_page.main import start  # noqa: E402  # it was not there before

# Bytes between collections: with MicroPython's own choice they come so often that frames are late.
gc.threshold(1_000_000)  # type: ignore[attr-defined]  # MicroPython's own
start(lambda text: bundled.add(text.encode()))
