"""A practice strip on a phone, the cell view and the time bar, as a reader uses them."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from curlicue.lstm import CELLS
from tests.browser.drawing import at_rest, frames
from tests.browser.touch import Finger, Point
from tests.browser.waiting import snapshot, wait_until

ALONG = '[data-surface="ribbons"] [data-role="touch"]'
SINGLE = 1e-5  # a recording's numbers of single precision, of a memory of some 5
STRIP = '[data-surface="states"] [data-role="touch"]'


def wave(seconds: float = 1.2) -> list[Point]:
    """A slow finger along the strip."""
    return [Point(40 + 0.9 * k, 58 + 12 * math.sin(k / 20)) for k in range(round(60 * seconds))]


def show(page: Page, selector: str, block: str = "center") -> None:
    """Scroll there, clear of the bars at the edges, once the page has settled from what was done before."""
    frames(page, 3)
    page.locator(selector).evaluate("(found, block) => found.scrollIntoView({ block, behavior: 'instant' })", block)


def show_strip(page: Page) -> None:
    """Scroll the strip to the top, where an open cell does not cover it."""
    show(page, STRIP, "start")


def press(page: Page, finger: Finger, point: Point) -> None:
    """Put a finger down on the strip, and wait until the pen has heard of it: what was there before is gone."""
    before = json.dumps(snapshot(page)["finger"])
    finger.press(point)
    wait_until(page, f"String(curlicue.snapshot().finger) !== String({before})")


def draw(page: Page, seconds: float = 1.2) -> dict[str, Any]:
    """Draw on the strip; the stroke as recorded."""
    show_strip(page)
    finger = Finger(page, STRIP)
    points = wave(seconds)
    press(page, finger, points[0])
    finger.move(points[1:])
    finger.lift()
    return rested(page)


def rested(page: Page) -> dict[str, Any]:
    """The strip's stroke at rest."""
    (stroke,) = at_rest(page, strokes=1)["strokes"]
    found: dict[str, Any] = stroke
    return found


def control(page: Page, name: str) -> Any:
    return page.locator(f'[data-control="{name}"]')


def open_cell(page: Page, cell: int) -> None:
    show(page, f'[data-cell="{cell}"]')
    page.locator(f'.row[data-cell="{cell}"]').tap()
    expect(page.locator("#cell")).to_be_visible()


def close_cell(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("#cell")).to_be_hidden()


def seek(page: Page, step: int) -> dict[str, Any]:
    """Scrub to a step; the snapshot of it."""
    control(page, "scrub").fill(str(step))
    wait_until(page, f"curlicue.snapshot().steps === {step + 1}")
    return snapshot(page)


def h_c(stroke: dict[str, Any], step: int) -> list[float]:
    row = step - stroke["states"]["from"]
    numbers: list[float] = stroke["states"]["h_c"][2 * CELLS * row : 2 * CELLS * (row + 1)]
    return numbers


def gates(stroke: dict[str, Any], step: int) -> dict[str, list[float]]:
    row = step - stroke["states"]["from"]
    numbers = stroke["states"]["gates"][4 * CELLS * row : 4 * CELLS * (row + 1)]
    return {gate: numbers[CELLS * k : CELLS * (k + 1)] for k, gate in enumerate("ifgo")}


def as_kept(gates: dict[str, list[float]]) -> dict[str, Any]:
    """Gates of a recording, which keeps them in single precision, to be held against those of the moment."""
    return {name: pytest.approx(values, abs=SINGLE) for name, values in gates.items()}


def numbers_shown(page: Page, attribute: str) -> dict[str, float]:
    found: dict[str, str] = page.evaluate(
        """(name) => Object.fromEntries([...document.querySelectorAll(`[${name}]`)]
             .map((each) => [each.getAttribute(name), each.textContent]))""",
        attribute,
    )
    return {name: float(text.replace("\u2212", "-")) for name, text in found.items()}


def shows_moment(page: Page, stroke: dict[str, Any], step: int) -> None:
    """snapshot() and the open cell's numbers are those of a step."""
    now = snapshot(page)
    assert now["h"] + now["c"] == pytest.approx(h_c(stroke, step), abs=SINGLE)
    assert now["gates"] == as_kept(gates(stroke, step))
    assert now["pen"] == stroke["pens"][2 * step : 2 * step + 2]
    expect(page.locator("#time-at")).to_have_text(f"{step / 60:.1f} s")


def texts_of(value: float) -> Any:
    """A number as the cell view may write it, with two digits or three."""
    shown = [f"{value + 0.0:.{digits}f}".replace("-", "\u2212") for digits in (2, 3)]
    return re.compile("^(" + "|".join(map(re.escape, shown)) + ")$")
