"""The page in any browser, as a reader uses it."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.browser.drawing import Place
from tests.browser.looking import Picture, decode, rgb
from tests.browser.touch import SURFACE
from tests.browser.waiting import BY_A_WORKER, SCROLL
from tests.drivers.driver import Driver, DriverError
from tests.drivers.process import wait_for

PATIENCE_MS = 75_000  # WebKit paints in software, beside other work

# Asked by a timer: a page that paints no frames answers too. What is promised is waited for.
UNTIL = """(async () => {
  const end = performance.now() + %d;
  for (;;) {
    const found = await (%s);
    if (found) return found;
    if (performance.now() > end) throw Error(%s);
    await new Promise((go) => setTimeout(go, 30));
  }
})()"""

RESTED = """(async () => {
  const found = await curlicue.recording();
  const rests = (stroke) => stroke.halted || (stroke.end !== null && stroke.pens.length / 2 >= stroke.end);
  return found.strokes.every(rests) && (%s === null || found.strokes.length === %s) && found;
})()"""

# What was drawn is left behind, as if it had been cleared: a test that looks at it has a visit of its own.
LEAVE_THE_DRAWING = """(() => {
  try {
    const kept = JSON.parse(localStorage.curlicue ?? "{}");
    delete kept.sheet;
    localStorage.curlicue = JSON.stringify(kept);
  } catch { /* the first visit comes from no page of ours */ }
})()"""


def wait_until(driver: Driver, condition: str) -> Any:
    """Until a JavaScript expression is true; its value."""
    return driver.evaluate(UNTIL % (PATIENCE_MS, condition, json.dumps(f"waited in vain for {condition}")))


def wait_for_state(driver: Driver, state: str) -> None:
    """Until <html data-state> is state."""
    wait_until(driver, f"document.documentElement.dataset.state === '{state}'")


def wait_for_engine(driver: Driver, engine: str) -> None:
    """Until <html data-engine> is engine; a worker is wanted at once, as by who scrolls, and not after idle seconds."""
    if engine in BY_A_WORKER:
        driver.evaluate(SCROLL)
    wait_until(driver, f"document.documentElement.dataset.engine === '{engine}'")


def wait_to_arrive(driver: Driver, condition: str) -> None:
    """Until an expression is true, while the page may be leaving: one that is gone is asked again."""

    def there() -> bool:
        try:
            return bool(driver.evaluate(condition))
        except DriverError:
            return False

    wait_for(there, PATIENCE_MS / 1000, condition)


def frames(driver: Driver, count: int = 1) -> None:
    """Lets the page have some animation frames."""
    driver.evaluate(f"(async (n) => {{ while (n--) await new Promise(requestAnimationFrame); }})({count})")


def snapshot(driver: Driver) -> dict[str, Any]:
    """window.curlicue.snapshot(), at once."""
    found: dict[str, Any] = driver.evaluate("curlicue.snapshot()")
    return found


def at_rest(driver: Driver, strokes: int | None = None) -> dict[str, Any]:
    """The recording once all pens rest; waits for as many strokes as given."""
    wanted = json.dumps(strokes)
    found: dict[str, Any] = wait_until(driver, RESTED % (wanted, wanted))
    frames(driver, 3)  # what rests is now on the screen too
    return found


def box(driver: Driver, selector: str, block: str | None = None) -> tuple[float, float, float, float]:
    """Left, top, width and height of an element in the window, when it moves no more.

    ``block`` (start, center, end) scrolls it there first.
    """
    place = "" if block is None else f"element.scrollIntoView({{ block: {block!r}, behavior: 'instant' }});"
    left, top, width, height = driver.evaluate(
        f"""(async () => {{
          const element = document.querySelector({json.dumps(selector)});
          {place}
          let before = "";
          for (;;) {{
            await new Promise((go) => setTimeout(go, 30));
            const {{ x, y, width, height }} = element.getBoundingClientRect();
            const now = [x, y, width, height];
            if (String(now) === before) return now;
            before = String(now);
          }}
        }})()"""
    )
    return left, top, width, height


def drag(driver: Driver, points: Sequence[Place], surface: str = SURFACE) -> None:
    """One whole stroke with the browser's trusted pointer, through points on a surface."""
    left, top, _, _ = box(driver, surface)
    places = [(left + x, top + y) for x, y in points]
    driver.press(places[0])
    driver.move(places[1:])
    driver.lift()


def tap(driver: Driver, selector: str) -> None:
    """A tap or a click in the middle of an element, clear of the bars at the edges."""
    left, top, width, height = box(driver, selector, "center")
    driver.press((left + width / 2, top + height / 2))
    driver.lift()


def control(name: str) -> str:
    """Selector of a control."""
    return f'[data-control="{name}"]'


def set_slider(driver: Driver, selector: str, value: float) -> None:
    """Moves a slider as a reader does: it says so while it moves, and when it rests."""
    driver.evaluate(
        f"""(() => {{
          const slider = document.querySelector({json.dumps(selector)});
          slider.value = {value};
          for (const type of ["input", "change"]) slider.dispatchEvent(new Event(type, {{ bubbles: true }}));
        }})()"""
    )


def colour(driver: Driver, name: str) -> tuple[int, int, int]:
    """A colour of the page's look just now."""
    return rgb(driver.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}').trim()"))


def picture(driver: Driver, selector: str, block: str | None = None) -> Picture:
    """What the window shows of an element, in the device's own pixels; the time bar lies over nothing but itself."""
    bar = selector == "#time-bar"
    left, top, width, height = box(driver, selector, None if bar else block)
    driver.evaluate(f"void (document.getElementById('time-bar').hidden = {json.dumps(not bar)})")
    frames(driver, 2)
    whole = decode(driver.screenshot())
    driver.evaluate("void (document.getElementById('time-bar').hidden = false)")
    ratio = driver.ratio
    rows = slice(max(0, math.ceil(top * ratio)), max(0, math.floor((top + height) * ratio)))
    columns = slice(max(0, math.ceil(left * ratio)), max(0, math.floor((left + width) * ratio)))
    found: Picture = whole[rows, columns]
    return found


def picture_in_css_px(driver: Driver, selector: str) -> Picture:
    """The same, one pixel per CSS px: the mean of those that it covers."""
    whole = picture(driver, selector)
    ratio = round(driver.ratio)
    rows, columns = whole.shape[0] // ratio, whole.shape[1] // ratio
    cells = whole[: rows * ratio, : columns * ratio].reshape(rows, ratio, columns, ratio, 3)
    small: Picture = np.rint(cells.mean(axis=(1, 3))).astype(np.int16)
    return small
