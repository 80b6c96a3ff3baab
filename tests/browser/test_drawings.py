"""Drawings that are kept, opened again, shared and fitted to another sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from curlicue_words import drawing_words
from curlicue_write.fit import MARGIN_PX
from tests.browser.documents import HANDS, digest, drawing
from tests.browser.drawing import at_rest, check_ink, fingers, frames, load_hands, pens, save_data
from tests.browser.giving import drop_file
from tests.browser.looking import check_line
from tests.browser.test_lacks import REFUSED
from tests.browser.touch import drag, line
from tests.browser.waiting import wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

STROKES = len(HANDS) + 1
LIST = "[...document.querySelectorAll('#kept-drawings input')].map((each) => each.value)"
SHEET = "JSON.parse(localStorage.curlicue ?? '{}').sheet"
KEPT = f"curlicue.kept.get('drawing-' + {SHEET})"
STATUS = "#draw-status-text"


def ready(page: Page) -> Page:
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    return page


def stroke(page: Page, y: float) -> list[dict[str, Any]]:
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    strokes = len(at_rest(page)["strokes"])
    drag(page, line((40, y), (100, y), speed=70))
    found: list[dict[str, Any]] = at_rest(page, strokes=strokes + 1)["strokes"]
    return found


def wait_to_be_kept(page: Page, whether: str) -> None:
    """Until the page has tried to keep what is on the sheet since the pen came to rest, with this success."""
    frames(page, 3)  # it knows of the rest in the next one
    wait_until(page, f"document.documentElement.dataset.kept === {whether!r}")


def kept(page: Page, drawings: int) -> list[str]:
    """What the list calls the drawings, once there are so many and the newest stroke is written down."""
    wait_until(page, f"{LIST}.length === {drawings}")
    wait_to_be_kept(page, "yes")
    found: list[str] = page.evaluate(LIST)
    return found


def press(page: Page, deed: str, number: int) -> None:
    page.locator(f"#kept-drawings li:not(.gone) >> nth={number}").locator(f"[data-deed={deed}]").click()


def test_reload_loses_nothing_and_each_drawing_has_its_place(open_page: Callable[..., Opened], dist: Path) -> None:
    page = ready(open_page().page)
    one = stroke(page, 120)
    wait_for_engine(page, "ort-wasm")
    two = stroke(page, 200)
    kept(page, 1)
    page.reload()
    ready(page)
    at_rest(page, strokes=2)
    check_line(page, [place for each in two for place in pens(each)])
    three = stroke(page, 280)
    assert [each["hand"] for each in three] == ["loops"] * 3
    assert three[0]["ticks"] == one[0]["ticks"]

    page.click('[data-control="clear"]')
    at_rest(page, strokes=0)
    stroke(page, 160)
    kept(page, 2)
    press(page, "open", 1)
    found = at_rest(page, strokes=3)["strokes"]
    assert [each["ticks"] for each in found] == [each["ticks"] for each in three]
    page.click('[data-control="undo"]')  # one act
    at_rest(page, strokes=1)
    page.click('[data-control="redo"]')
    at_rest(page, strokes=3)
    kept(page, 2)

    page.locator('label:has([data-name="waves"])').tap()
    wait_until(page, "curlicue.snapshot().hand === 'waves'")
    page.locator('[data-control="redraw"]').click()
    wait_until(page, "curlicue.recording().then((found) => found.strokes.every(({ hand }) => hand === 'waves'))")
    redrawn = at_rest(page, strokes=3)["strokes"]
    assert [each["ticks"] for each in redrawn] == [each["ticks"] for each in three]
    page.click('[data-control="undo"]')
    assert [each["hand"] for each in at_rest(page, strokes=3)["strokes"]] == ["loops"] * 3
    kept(page, 3)  # the one on the sheet first: it was kept last

    name = page.locator("#kept-drawings input >> nth=0")
    name.fill("  A <b>name</b> ")
    name.press("Enter")
    press(page, "delete", 1)
    expect(page.locator("#kept-drawings .gone p").last).to_contain_text("is deleted")
    page.locator("#kept-drawings .gone button").last.click()
    wait_until(page, f"{LIST}.length === 3")
    for number in (2, 1):
        press(page, "delete", number)
    while len(json.loads(page.evaluate("curlicue.kept.all('sketch-')"))) > 1:
        frames(page, 3)
    page.reload()
    ready(page)
    at_rest(page, strokes=3)
    assert kept(page, 1) == ["A <b>name</b>"]


def test_a_link_is_shown_where_it_cannot_be_copied_and_opens_as_it_was_drawn(
    open_page: Callable[..., Opened], dist: Path
) -> None:
    def no_clipboard(context: BrowserContext) -> None:
        save_data(context)
        context.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ get: {REFUSED} }});")
        context.add_init_script("Object.defineProperty(navigator, 'share', { value: undefined });")

    page = ready(open_page(prepare=no_clipboard).page)
    drawn = stroke(page, 150)
    page.locator('[data-control="take-along"]').click()
    page.locator('[data-control="share"]').click()
    field = page.locator("#share-address")
    expect(field).to_be_focused()
    address = field.input_value()
    assert len(address) < 600
    page.locator('[data-control="embed"]').click()
    expect(field).to_have_value(re.compile("iframe"))
    (frame,) = re.findall('<iframe src="([^"]+)"', field.input_value())
    assert frame == address.replace("#", "?exhibit=draw#")
    other = ready(open_page(prepare=save_data, path=frame.split("/")[-1]).page)
    wait_until(other, f"document.querySelector('{STATUS}').textContent === {drawing_words.NOW_YOURS!r}")
    found = at_rest(other, strokes=1)
    assert found["strokes"][0]["pens"] == drawn[0]["pens"]
    check_ink(found, load_hands(dist))


def test_a_broken_link_says_so_and_one_for_a_larger_sheet_is_fitted(open_page: Callable[..., Opened]) -> None:
    text, lines = drawing(560.0)  # beyond a phone's sheet
    page = ready(open_page(prepare=save_data, path=f"#drawing={text[:-7]}").page)
    said = drawing_words.refused("changed", "")
    wait_until(page, f"document.querySelector('{STATUS}').textContent === {said!r}")
    at_rest(page, strokes=0)
    page.evaluate(f"location.hash = 'drawing={text}'")
    wait_until(page, "curlicue.snapshot().steps > 20")
    page.keyboard.press("Escape")
    found = at_rest(page, strokes=STROKES)["strokes"]
    assert digest(each["pens"] for each in found) == lines
    zoom = page.evaluate("Number(document.querySelector('#draw').dataset.zoom)")
    assert 0.4 < zoom < 0.6
    check_line(page, [(x * zoom, y * zoom) for each in found for x, y in pens(each)])
    drag(page, line((40, 340), (80, 340), speed=60))  # the reader's finger is where it is seen
    own = at_rest(page, strokes=STROKES + 1)["strokes"][-1]
    assert abs(own["ticks"][0] * zoom - 40) < 1
    assert abs(own["ticks"][1] * zoom - 340) < 1


HEART = "M10 30A20 20 0 0 1 50 30A20 20 0 0 1 90 30Q90 60 50 90Q10 60 10 30z"
STROKES_FILE = '{"format": "curlicue-strokes", "version": 1}\n' + "\n".join(
    '{"points": [' + ", ".join(f"[{k / 60!r}, {40 + k}, {y + 9 * (k % 20) / 20}]" for k in range(90)) + "]}"
    for y in (60, 160)
)


def test_a_file_that_is_dropped_becomes_the_finger(open_page: Callable[..., Opened], dist: Path) -> None:
    page = ready(open_page(prepare=save_data).page)
    stroke(page, 100)
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><path d='{HEART}'/></svg>"
    assert page.evaluate(drop_file(svg, "#draw-nib"))
    wait_until(page, f"document.querySelector('{STATUS}').textContent === {drawing_words.FOLLOWS!r}")
    wait_until(page, "curlicue.snapshot().steps > 250")
    page.keyboard.press("Escape")
    found = at_rest(page, strokes=1)
    finger = fingers(found["strokes"][0])
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*finger, strict=True))
    width, height = page.evaluate(
        "[document.querySelector('#draw-nib')].map((c) => [c.clientWidth, c.clientHeight])[0]"
    )
    assert (left + right) / 2 == pytest.approx(width / 2, abs=1)
    assert right - left == pytest.approx(width - 2 * MARGIN_PX, abs=2)
    assert (top + bottom) / 2 == pytest.approx(height / 2, abs=1)
    check_ink(found, load_hands(dist))

    assert page.evaluate(drop_file(STROKES_FILE, "#draw-nib"))
    wait_until(page, "curlicue.snapshot().queue === 0")
    page.keyboard.press("Escape")
    assert [len(each["ticks"]) // 3 for each in at_rest(page, strokes=2)["strokes"]] == [90, 90]
    page.click('[data-control="undo"]')
    at_rest(page, strokes=1)
    for text, said in (("<svg xmlns='http://www.w3.org/2000/svg'/>", drawing_words.NO_LINES), ("hello", "not a hand")):
        assert page.evaluate(drop_file(text, "#draw-nib"))
        wait_until(page, f"document.querySelector('{STATUS}').textContent.includes({said!r})")
        at_rest(page, strokes=1)


def test_where_nothing_can_be_kept_it_is_said_once_and_one_draws_on(open_page: Callable[..., Opened]) -> None:
    def full(context: BrowserContext) -> None:
        save_data(context)
        context.add_init_script(f"IDBObjectStore.prototype.put = {REFUSED};")

    page = ready(open_page(prepare=full).page)
    stroke(page, 120)
    wait_until(page, f"document.querySelector('{STATUS}').textContent === {drawing_words.NOT_KEPT!r}")
    stroke(page, 200)
    wait_to_be_kept(page, "no")
    expect(page.locator("#draw-status")).to_be_hidden()
    assert len(at_rest(page)["strokes"]) == 2


CONTROLS = """[...document.querySelectorAll(".sheet, .controls, .controls *, #read")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !each.closest("svg, [data-control=redraw], .hand"))
  .map((each) => [each.localName, each.className, ...["x", "y", "width", "height"].map((side) =>
    each.getBoundingClientRect()[side] + (side === "y" && scrollY))])"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), pytest.param(1280, 800, marks=pytest.mark.thorough)])
def test_nothing_moves_when_the_same_with_this_hand_is_offered(
    open_page: Callable[..., Opened], width: int, height: int
) -> None:
    window = {"width": width, "height": height}
    page = ready(open_page(prepare=save_data, path="#drawing=" + drawing()[0], viewport=window).page)
    page.keyboard.press("Escape")
    at_rest(page, strokes=STROKES)
    redraw = page.locator('[data-control="redraw"]')
    wait_until(page, "document.documentElement.dataset.figures && document.fonts.status === 'loaded'")
    expect(redraw).to_be_hidden()
    before = page.evaluate(CONTROLS)
    page.locator('label:has([data-name="waves"])').tap()
    expect(redraw).to_be_visible()
    frames(page, 3)
    assert page.evaluate(CONTROLS) == before
    box = redraw.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["y"] + box["height"] <= height, "it is offered where nobody sees it"
