"""Programs that the tests start: each in a process group of its own, which ends with the test."""

import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

GRACE_S = 3.0
BETWEEN_LOOKS_S = 0.05


@contextmanager
def running(
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    address_space: int | None = None,
    **pipes: Any,
) -> Iterator[subprocess.Popen[str]]:
    """Runs a command until the block ends, then ends it and all that it has started.

    ``address_space`` limits each of its processes to so many bytes.
    """
    whole = list(command)
    if address_space is not None:
        whole = ["prlimit", f"--as={address_space}", "--", *whole]
    if shutil.which("setpriv"):  # should the tests themselves be killed, the kernel ends it
        whole = ["setpriv", "--pdeathsig", "KILL", "--", *whole]
    process = subprocess.Popen(
        whole, env={**os.environ, **(environment or {})}, start_new_session=True, text=True, **pipes
    )
    try:
        yield process
    finally:
        _signal(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_S)
        _signal(process, signal.SIGKILL)  # the rest of the group, too
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def _signal(process: subprocess.Popen[str], number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def wait_for(holds: Callable[[], Any], patience_s: float, what: str) -> None:
    """Waits until ``holds()`` is true; AssertionError that names ``what`` after patience_s."""
    pause = threading.Event()  # nobody sets it: it only times out
    for _ in range(round(patience_s / BETWEEN_LOOKS_S)):
        if holds():
            return
        pause.wait(BETWEEN_LOOKS_S)
    raise AssertionError(f"{what} did not come within {patience_s:.0f} s")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answers(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
