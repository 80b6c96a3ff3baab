"""Ctrl-C while a command still imports: torch takes seconds, and inside it an interrupt comes out as any error."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

STOPPED = 130  # exit code: 128 and the number of the signal


def end_at_once() -> None:
    """From now on Ctrl-C says "Stopped." and ends the process: nothing is open yet that would have to be closed.

    Where it is ignored, as in a shell's background, it stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def raise_again() -> None:
    """From now on Ctrl-C raises KeyboardInterrupt, as it does in any Python."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(_signal: int, _frame: FrameType | None) -> None:
    print("Stopped.", file=sys.stderr, flush=True)
    os._exit(STOPPED)
