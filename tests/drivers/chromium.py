"""Chromium through Playwright, with trusted touch and with its back-forward cache on, as people have it."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Error, Playwright

from tests.browser.phone import PHONE, launch
from tests.browser.touch import paced
from tests.browser.watch import Watch
from tests.drivers.driver import HEIGHT, NO_COPY, WIDTH, DriverError, Place


class Chromium:
    """A fresh Chromium on a phone; ``close`` ends it. ``copied`` lets pages have a copy of the site."""

    name = "chromium"
    pointer = "touch"
    ratio = 2.0

    def __init__(self, playwright: Playwright, copied: bool = False) -> None:
        self._browser = launch(playwright, leaves_out=("--disable-back-forward-cache",))
        phone: Any = {**PHONE, "viewport": {"width": WIDTH, "height": HEIGHT}, "device_scale_factor": self.ratio}
        context = self._browser.new_context(**phone)
        if not copied:
            context.add_init_script(NO_COPY)
        self._watch = Watch("")
        self._watch.attach(context)
        self._page = context.new_page()
        self._session = context.new_cdp_session(self._page)

    def open(self, address: str) -> None:
        self._watch.origin = "/".join(address.split("/")[:3])
        self._page.goto(address)

    def back(self) -> None:
        self.evaluate("void setTimeout(() => history.back())")  # Playwright would wait for a load event

    def evaluate(self, expression: str) -> Any:
        try:
            return self._page.evaluate(f"({expression})")
        except Error as error:
            raise DriverError(error.message) from error

    def evaluate_in_frame(self, expression: str) -> Any:
        _, frame = self._page.frames
        try:
            return frame.evaluate(f"({expression})")
        except Error as error:
            raise DriverError(error.message) from error

    def wheel(self, place: Place, down: float) -> None:
        self._page.mouse.move(*place)
        self._page.mouse.wheel(0, down)

    def press(self, place: Place) -> None:
        self._touch("touchStart", [place])

    def move(self, places: Sequence[Place], hz: float = 60) -> None:
        for place, due in paced(places, hz):
            self._touch("touchMove", [place], timestamp=due)

    def lift(self) -> None:
        self._touch("touchEnd", [])

    def hold(self, key: str, seconds: float) -> None:
        self._page.keyboard.press(key, delay=1000 * seconds)

    def screenshot(self) -> bytes:
        return self._page.screenshot()

    def take_faults(self) -> list[str]:
        self.evaluate("0")  # Playwright hears its events while it waits for an answer
        taken, self._watch.faults = self._watch.faults, []
        return taken

    def slow_down(self, times: float) -> None:
        """Makes the page's main thread so many times slower; no worker."""
        self._session.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def close(self) -> None:
        """Ends the browser."""
        self._browser.close()

    def _touch(self, kind: str, places: Sequence[Place], **more: float) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points, **more})
