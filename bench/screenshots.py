"""Pictures of the site as people see it, drawn with a real finger or mouse: for looking at, and for the README.

python bench/screenshots.py            phone and desktop, light and dark, into runs/shots/
python bench/screenshots.py --readme   docs/slow-drag.png
python bench/screenshots.py --social   site/social.png, beside links to the site
"""

import argparse
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import pi, sin
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "pylib")]

from builder.assemble import build  # noqa: E402 - needs the path above
from builder.server import SiteServer  # noqa: E402
from tests.browser.drawing import at_rest  # noqa: E402
from tests.browser.phone import PHONE, launch  # noqa: E402
from tests.browser.touch import Finger, Point, line  # noqa: E402
from tests.browser.waiting import wait_for_engine  # noqa: E402

SHOTS = ROOT / "runs" / "shots"
README_PICTURE = ROOT / "docs" / "slow-drag.png"
SOCIAL_PICTURE = ROOT / "site" / "social.png"
SOCIAL_SIZE = {"width": 1200, "height": 630}
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "has_touch": True}


def wave(start: tuple[float, float], end: tuple[float, float], speed: float) -> list[Point]:
    """A slow line with a gentle wave in it, as a hand draws."""
    points = line(start, end, speed)
    return [Point(x, y + 9 * sin(2 * pi * (x - start[0]) / 200)) for x, y in points]


def slow(width: float) -> list[list[Point]]:
    """One slow line."""
    return [wave((46, 110), (width - 60, 104), 42)]


def slow_and_fast(width: float) -> list[list[Point]]:
    """Slow, then fast back, then slow again, in one stroke."""
    there = wave((46, 90), (width - 50, 84), 42)
    back = line((width - 50, 84), (46, 190), 640)
    return [[*there, *back[1:], *wave((46, 190), (width - 60, 260), 42)[1:]]]


def circle(width: float) -> list[list[Point]]:
    """A quick circle."""
    middle, radius = width / 2, 90
    return [
        [
            Point(middle + radius * sin(2 * pi * k / 90), 210 - radius * sin(2 * pi * k / 90 + pi / 2))
            for k in range(181)
        ]
    ]


SUBJECTS = {"slow": slow, "slow-and-fast": slow_and_fast, "circle": circle}


@contextmanager
def served() -> Iterator[str]:
    """The built site's address."""
    with tempfile.TemporaryDirectory() as folder:
        dist = Path(folder) / "dist"
        build(ROOT, dist)
        with SiteServer(dist) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield server.address
            server.shutdown()


def opened(browser: Browser, address: str, device: dict[str, object], scheme: str) -> Page:
    """A fresh page whose worker has taken over."""
    page = browser.new_context(**{**device, "color_scheme": scheme}).new_page()  # type: ignore[arg-type]
    page.goto(address)
    wait_for_engine(page, "ort-wasm")
    return page


def main() -> int:
    """Draw and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readme", action="store_true", help="only the README's picture, into docs/")
    parser.add_argument("--social", action="store_true", help="only the picture beside links to the site")
    options = parser.parse_args()
    readme = options.readme
    with served() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        if readme:
            page = opened(browser, address, {**PHONE, "device_scale_factor": 2}, "light")
            Finger(page).drag(slow_and_fast(346)[0], lift=False)
            README_PICTURE.parent.mkdir(exist_ok=True)
            page.screenshot(path=README_PICTURE, clip={"x": 0, "y": 0, "width": 390, "height": 640})
            print(README_PICTURE)
            return 0
        if options.social:
            page = opened(browser, address, {"viewport": SOCIAL_SIZE}, "light")
            Finger(page).drag(wave((60, 150), (1040, 140), 60), lift=False)
            page.screenshot(path=SOCIAL_PICTURE)
            print(SOCIAL_PICTURE)
            return 0
        SHOTS.mkdir(parents=True, exist_ok=True)
        for name, device in (("phone", PHONE), ("desktop", DESKTOP)):
            for scheme in ("light", "dark"):
                for subject, strokes in SUBJECTS.items():
                    page = opened(browser, address, device, scheme)
                    width = page.locator("#draw-nib").evaluate("canvas => canvas.clientWidth")
                    for stroke in strokes(width):
                        Finger(page).drag(stroke)
                    page.screenshot(path=SHOTS / f"{name}-{scheme}-{subject}-drawing-on.png")
                    at_rest(page)
                    page.screenshot(path=SHOTS / f"{name}-{scheme}-{subject}.png")
                    page.context.close()
        print(SHOTS)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
