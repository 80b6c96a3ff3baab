"""What PyScript runs: the starter. Its modules lie beside it; ``typing`` is not among MicroPython's own."""

import gc
import sys

sys.path.insert(0, "./micropython")

from curlicue_page.main import start  # noqa: E402  # needs the path above

gc.threshold(1_000_000)  # bytes between collections: the default stalls frames (ARCHITECTURE.md)
start()
