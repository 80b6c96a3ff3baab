"""What PyScript runs: the starter. Its modules lie beside it."""

import gc

from curlicue_page.main import start

gc.threshold(1_000_000)  # bytes between collections: the default stalls frames (ARCHITECTURE.md)
start()
