"""A slow line for the server to send through: a browser's own throttle does not reach workers."""

import threading
import time
from collections.abc import Callable

_CHUNK = 4096  # bytes sent before another connection may take its turn
_BITS = 8


class Throttle:
    """One line shared by all connections: so many megabits per second, so long a round trip.

    A connection waits one round trip to open and one per request; bytes then leave in small chunks in
    the order they were asked for, so that parallel downloads share the rate.
    """

    def __init__(self, megabits_per_s: float, round_trip_s: float) -> None:
        self.megabits_per_s = megabits_per_s
        self.round_trip_s = round_trip_s
        self._bytes_per_s = megabits_per_s * 1e6 / _BITS
        self._free_at = 0.0  # s, monotonic: when the throttle has sent all that was given to it
        self._lock = threading.Lock()

    def words(self) -> str:
        """As a person says it."""
        return f"{self.megabits_per_s:g} Mbit/s, {self.round_trip_s * 1000:.0f} ms round trip"

    def wait_round_trip(self) -> None:
        """Blocks for one round trip."""
        time.sleep(self.round_trip_s)

    def send(self, write: Callable[[bytes], object], content: bytes) -> None:
        """Writes content at the throttle's rate, blocking until the last byte has left."""
        for start in range(0, len(content), _CHUNK):
            chunk = content[start : start + _CHUNK]
            with self._lock:
                now = time.monotonic()
                self._free_at = max(now, self._free_at) + len(chunk) / self._bytes_per_s
                wait_s = self._free_at - now
            time.sleep(wait_s)
            write(chunk)


def parse_throttle(text: str) -> Throttle:
    """A Throttle from "9,60" (megabits per second, milliseconds of round trip). Raises ValueError."""
    rate, _, delay = text.partition(",")
    throttle = Throttle(float(rate), float(delay) / 1000)
    if not (float(rate) > 0 and throttle.round_trip_s >= 0):
        raise ValueError(text)
    return throttle
