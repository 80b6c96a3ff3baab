"""A finger: real touch events, as the browser gets them from a screen, paced by the clock."""

import itertools
import math
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from playwright.sync_api import Frame, Page

SURFACE = '[data-figure="draw"]'


class Point(NamedTuple):
    """A place on the drawing surface, CSS px from its top left corner."""

    x: float
    y: float


def paced(
    points: Sequence[tuple[float, float]], hz: float = 60, began: float | None = None
) -> Iterator[tuple[tuple[float, float], float]]:
    """Gives each point at the moment it is due, one every 1/hz s after began, with that moment (s since 1970).

    An event that carries the moment it was due is delayed by a busy machine, but its speed is not bent.
    """
    start = time.time() if began is None else began
    for number, point in enumerate(points, 1):
        due = start + number / hz
        time.sleep(max(0.0, due - time.time()))  # the clock of the finger, and the only sleep of the tests
        yield point, due


class Finger:
    """One finger over a surface of the page, or of a frame in it; points are on that surface.

    at: where the surface begins on the page, CSS px, for whom the page is not to be asked; None: where it is found.
    """

    def __init__(self, page: Page | Frame, surface: str = SURFACE, at: tuple[float, float] | None = None) -> None:
        window = page.page if isinstance(page, Frame) else page
        self._session = window.context.new_cdp_session(window)
        self._surface = page.locator(surface)
        self._at = at
        self._left, self._top = at or (0.0, 0.0)

    def drag(self, points: Sequence[tuple[float, float]], hz: float = 60, *, lift: bool = True) -> None:
        """Press at the first point and move through the others, hz of them a second; then lift."""
        began = self.press(points[0])
        self.move(points[1:], hz, began)
        if lift:
            self.lift(began + len(points) / hz)

    def press(self, point: tuple[float, float]) -> float:
        """Put the finger down; gives the time of that, s since 1970."""
        if self._at is None:
            box = self._surface.bounding_box()
            assert box is not None, "the surface is not on the page"
            self._left, self._top = box["x"], box["y"]
        now = time.time()
        self._send("touchStart", point, now)
        return now

    def move(self, points: Sequence[tuple[float, float]], hz: float = 60, began: float | None = None) -> None:
        """Move through points, one every 1/hz s after began (s since 1970; None: now)."""
        for point, due in paced(points, hz, began):
            self._send("touchMove", point, due)

    def lift(self, at: float | None = None) -> None:
        """Take the finger away, at a time (s since 1970; None: now)."""
        when = time.time() if at is None else at
        self._session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": [], "timestamp": when})

    def cancel(self) -> None:
        """The system takes the touch over, as for a call or a gesture of its own."""
        self._session.send("Input.dispatchTouchEvent", {"type": "touchCancel", "touchPoints": []})

    def _send(self, kind: str, point: tuple[float, float], at: float) -> None:
        place = {"x": self._left + point[0], "y": self._top + point[1]}
        message = {"type": kind, "touchPoints": [place], "timestamp": at}
        self._session.send("Input.dispatchTouchEvent", message)


def drag(page: Page | Frame, points: Sequence[tuple[float, float]], hz: float = 60) -> None:
    """One whole stroke with a finger through points on the drawing surface, hz of them a second."""
    Finger(page).drag(points, hz)


def line(start: tuple[float, float], end: tuple[float, float], speed: float, hz: float = 60) -> list[Point]:
    """Points of a straight line at a steady speed (CSS px a second), for a drag at hz."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    steps = max(1, round((dx * dx + dy * dy) ** 0.5 / speed * hz))
    return [Point(start[0] + dx * k / steps, start[1] + dy * k / steps) for k in range(steps + 1)]


def round_and_round(speed: float, hz: float = 60) -> Iterator[Point]:
    """A slow finger on a large circle, for as long as one likes."""
    for k in itertools.count():
        angle = speed / 110 * k / hz
        yield Point(170 + 110 * math.sin(angle), 240 - 110 * math.cos(angle))
