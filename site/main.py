"""What PyScript runs: unpacks the starter's modules, and starts it."""

import gc
import os
from json import load, loads


def unpack(files: dict[str, str]) -> None:
    """Write files, by their paths, into MicroPython's file system."""
    for path, content in files.items():
        folder = ""
        for part in path.split("/")[:-1]:
            folder += part
            try:
                os.mkdir(folder)
            except OSError:  # it is there
                pass
            folder += "/"
        with open(path, "w") as file:
            file.write(content)


with open("./starter.json") as bundle:
    unpack(load(bundle))

from curlicue_page.main import start  # noqa: E402  # it was not there before

# Bytes between collections: with MicroPython's own choice they come so often that frames are late.
gc.threshold(1_000_000)  # type: ignore[attr-defined]  # MicroPython's own
start(lambda text: unpack(loads(text)))
