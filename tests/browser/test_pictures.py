"""Every figure on a phone and on a desktop, by day and by night: is there something to see, and a picture to look at.

The pictures stay in runs/pictures/, which git ignores; the workflow keeps them beside its log.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from tests.browser.drawing import at_rest, frames
from tests.browser.looking import FIGURES, decode, is_colour, token
from tests.browser.strip import show
from tests.browser.touch import Finger, Point, drag
from tests.browser.waiting import wait_for_engine, wait_for_state
from tests.conftest import opening

PICTURES = Path(__file__).resolve().parents[2] / "runs" / "pictures"
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1, "is_mobile": False}
DEVICES: dict[str, dict[str, Any]] = {"phone": {"device_scale_factor": 2}, "desktop": DESKTOP}


def loops(width: float) -> list[Point]:
    """A slow finger across the sheet, with a little swing."""
    count = round((width - 120) / 42 * 60)
    return [Point(50 + 42 * k / 60, 150 + 10 * math.sin(k / 30)) for k in range(count)]


def keep(page: Page, selector: str, name: str) -> bytes:
    show(page, selector)
    frames(page, 20)
    figure = page.locator(selector)
    expect(figure).to_be_visible()
    png = figure.screenshot(scale="css")
    (PICTURES / f"{name}.png").write_bytes(png)
    return png


@pytest.mark.parametrize(
    ("device", "scheme"),
    [
        pytest.param("desktop", "light", marks=pytest.mark.thorough),
        ("phone", "dark"),
        pytest.param("desktop", "dark", marks=pytest.mark.thorough),
        pytest.param("phone", "light", marks=pytest.mark.thorough),
    ],
)
def test_every_figure_shows_what_was_drawn(browser: Browser, server: SiteServer, device: str, scheme: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with opening(browser, server) as open_:
        page = open_(**DEVICES[device], color_scheme=scheme).page
        wait_for_state(page, "ready")
        Finger(page).drag([Point(60, 60), Point(62, 60)])
        wait_for_engine(page, "ort-wasm")
        page.locator('[data-control="free-run"]').uncheck()
        page.click('[data-control="clear"]')
        width: float = page.locator("#draw-nib").evaluate("canvas => canvas.clientWidth")
        drag(page, loops(min(width, 700)))
        at_rest(page, strokes=1)
        for selector, colours in FIGURES.items():
            if selector == "#cell":
                page.locator('.row[data-cell="5"]').evaluate("row => row.click()")
            picture = decode(keep(page, selector, f"{device}-{scheme}-{selector.strip('#.')}"))
            if selector == "#cell":
                page.keyboard.press("Escape")
            for colour in colours:
                seen = is_colour(picture, token(page, colour)).sum()
                assert seen > 20, f"{selector} has no {colour}: {seen} pixels"
