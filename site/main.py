"""What PyScript runs: the starter. Its modules lie beside it; ``typing`` is not among MicroPython's own."""

import sys

sys.path.insert(0, "./micropython")

from curlicue_page.main import start  # noqa: E402  # needs the path above

start()
