"""The sheet without a pointer: arrow keys draw, Space lifts, shortcuts undo, and a finger draws by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from curlicue.stroke import STEP_S
from curlicue_page.steering import FAST_PX_S, SPEED_PX_S
from curlicue_view.ribbons_surface import ZOOM
from tests.browser.drawing import at_rest, check_ink, fingers, frames, load_hands, pace, pens, save_data
from tests.browser.looking import check_line
from tests.browser.strip import ALONG, STRIP
from tests.browser.touch import SURFACE, Finger, drag, line
from tests.browser.waiting import marks, snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened, opening
from tests.thorough import thorough_but

DRAW_ONE = '[data-control="draw-one"]'


@pytest.fixture(scope="module", params=thorough_but({"starter"}, ["starter", "ort-wasm"]))
def sheet(request: pytest.FixtureRequest, browser: Browser, server: SiteServer) -> Iterator[Page]:
    """A phone with a keyboard, drawn on by either engine; every test finds it empty."""
    with opening(browser, server) as open_:
        page = open_(prepare=save_data if request.param == "starter" else None).page
        wait_for_state(page, "ready")
        page.locator('[data-control="free-run"]').uncheck()
        attend(page)
        wait_for_engine(page, request.param)
        yield page


@pytest.fixture
def keys(sheet: Page) -> Page:
    """The same, the sheet empty and without the focus."""
    sheet.locator('[data-control="clear"]').evaluate("button => button.click()")
    at_rest(sheet, strokes=0)
    sheet.locator(SURFACE).evaluate("surface => surface.blur()")
    return sheet


def attend(page: Page, surface: str = SURFACE) -> None:
    """Reach a surface by the keyboard."""
    page.keyboard.press("Shift")  # a key was the last thing used
    page.locator(surface).evaluate("surface => surface.focus()")
    wait_until(page, f"document.querySelector('{surface}').matches(':focus-visible')")
    expect(page.locator(surface).locator("xpath=..").locator(".keys")).to_be_visible()


def hold(page: Page, *held: str, steps: int = 60) -> None:
    """Hold some keys while the network draws so many steps."""
    before = snapshot(page)["steps"]
    for key in held:
        page.keyboard.down(key)
    wait_until(page, f"curlicue.snapshot().steps >= {before + steps}")
    for key in reversed(held):
        page.keyboard.up(key)


def lift(page: Page) -> None:
    """Space, once the finger is down."""
    page.keyboard.press("Space")


@pytest.fixture(scope="module")
def hands(dist: Path) -> dict[str, Any]:
    return load_hands(dist)


def test_an_arrow_key_draws_at_a_slow_even_speed(keys: Page, hands: dict[str, Any]) -> None:
    attend(keys)
    hold(keys, "ArrowRight", steps=90)
    lift(keys)
    found = at_rest(keys, strokes=1)
    (stroke,) = found["strokes"]
    assert pace(stroke) == pytest.approx((SPEED_PX_S * STEP_S, 0), abs=0.15)
    assert len({y for _, y in fingers(stroke)}) == 1
    check_ink(found, hands)
    check_line(keys, pens(stroke))


def test_two_arrow_keys_go_between_and_shift_hurries(keys: Page) -> None:
    attend(keys)
    hold(keys, "ArrowRight", "ArrowDown", steps=40)
    lift(keys)
    (stroke,) = at_rest(keys, strokes=1)["strokes"]
    slanted = SPEED_PX_S * STEP_S * 0.5**0.5
    assert pace(stroke) == pytest.approx((slanted, slanted), abs=0.15)
    lift(keys)  # down again
    hold(keys, "Shift", "ArrowLeft", steps=15)
    lift(keys)
    stroke = at_rest(keys, strokes=2)["strokes"][1]
    along, across = pace(stroke)
    assert across == 0
    # A busy machine gives it fewer frames, and a frame no more than its share; slow it would go a fifth as fast.
    assert -FAST_PX_S * STEP_S - 0.6 <= along < -0.5 * FAST_PX_S * STEP_S


def test_space_lifts_and_sets_down_elsewhere(keys: Page) -> None:
    attend(keys)
    hold(keys, "ArrowRight", steps=20)
    lift(keys)
    expect(keys.locator("#draw-status-text")).to_contain_text("Lifted")
    before = at_rest(keys, strokes=1)["strokes"]
    ring = keys.locator(".finger")
    left = ring.bounding_box()["x"]  # type: ignore[index]
    keys.keyboard.down("ArrowRight")
    wait_until(keys, f"document.querySelector('.finger').getBoundingClientRect().x > {left + 30}")
    keys.keyboard.up("ArrowRight")
    assert at_rest(keys, strokes=1)["strokes"] == before, "nothing is drawn without ink"
    lift(keys)
    hold(keys, "ArrowUp", steps=20)
    expect(keys.locator("#draw-status")).to_be_hidden()
    lift(keys)
    first, second = at_rest(keys, strokes=2)["strokes"]
    assert fingers(second)[0][0] - fingers(first)[-1][0] > 29
    assert fingers(second)[-1][1] < fingers(second)[0][1]


def test_a_finger_that_no_key_moves_leaves_the_sheet(keys: Page) -> None:
    attend(keys)
    hold(keys, "ArrowRight", steps=10)
    (stroke,) = at_rest(keys, strokes=1)["strokes"]
    assert stroke["lift"] is not None


def test_leaving_the_sheet_lifts_the_finger(keys: Page) -> None:
    attend(keys)
    keys.keyboard.down("ArrowRight")
    wait_until(keys, "curlicue.snapshot().pen")
    frames(keys, 5)
    keys.keyboard.press("Tab")
    keys.keyboard.up("ArrowRight")
    at_rest(keys, strokes=1)
    expect(keys.locator(".finger")).to_have_count(0)


def test_arrow_keys_scroll_the_page_unless_the_sheet_has_the_focus(keys: Page) -> None:
    attend(keys)
    hold(keys, "ArrowDown", steps=10)
    keys.keyboard.press("Space")
    assert keys.evaluate("scrollY") == 0
    at_rest(keys, strokes=1)
    keys.locator(SURFACE).evaluate("surface => surface.blur()")
    keys.keyboard.press("ArrowDown")
    wait_until(keys, "scrollY > 10")
    keys.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    at_rest(keys, strokes=1)


def test_a_touch_takes_over_from_the_keys(keys: Page, hands: dict[str, Any]) -> None:
    attend(keys)
    keys.keyboard.down("ArrowRight")
    before = snapshot(keys)["steps"]
    wait_until(keys, f"curlicue.snapshot().steps > {before + 10}")
    drag(keys, line((60, 100), (120, 100), 100))
    keys.keyboard.up("ArrowRight")
    found = at_rest(keys, strokes=2)
    first, second = found["strokes"]
    assert min(y for _, y in fingers(first)) > 100
    assert {y for _, y in fingers(second)} == {100}
    check_ink(found, hands)


def test_shortcuts_undo_and_redo_wherever_the_focus_is(keys: Page) -> None:
    drag(keys, line((60, 100), (90, 100), 100))
    at_rest(keys, strokes=1)
    for undo, redo in (("Control+z", "Control+Shift+z"), ("Meta+z", "Meta+Shift+Z"), ("Control+z", "Control+y")):
        keys.keyboard.press(undo)
        at_rest(keys, strokes=0)
        keys.keyboard.press(redo)
        at_rest(keys, strokes=1)
    keys.locator('[data-control="pull"]').focus()
    keys.keyboard.press("Control+z")
    at_rest(keys, strokes=0)


def test_what_is_typed_is_not_undone_on_the_sheet(keys: Page) -> None:
    drag(keys, line((60, 100), (90, 100), 100))
    at_rest(keys, strokes=1)
    keys.evaluate("document.querySelector('footer').append(document.createElement('input'))")
    keys.locator("footer input").focus()
    keys.keyboard.press("Control+z")
    keys.locator("footer input").evaluate("field => field.remove()")
    frames(keys, 5)
    at_rest(keys, strokes=1)


def test_undo_in_the_middle_of_a_stroke_takes_it_back_and_the_next_key_begins_another(keys: Page) -> None:
    attend(keys)
    keys.keyboard.down("ArrowRight")
    before = snapshot(keys)["steps"]
    wait_until(keys, f"curlicue.snapshot().steps > {before + 10}")
    keys.keyboard.press("Control+z")
    keys.keyboard.up("ArrowRight")
    at_rest(keys, strokes=0)
    hold(keys, "ArrowRight", steps=10)
    lift(keys)
    at_rest(keys, strokes=1)


def test_its_keys_are_told_to_who_sees_them_and_who_does_not(keys: Page) -> None:
    attend(keys)
    words = keys.locator("#draw .keys")
    for word in ("Arrow", "Shift", "Space", "Ctrl Z"):
        expect(words).to_contain_text(word)
    described = keys.locator(SURFACE).get_attribute("aria-describedby")
    assert keys.evaluate("id => document.getElementById(id).className", described) == "keys"
    keys.keyboard.press("Tab")
    expect(words).to_be_hidden()


def test_a_strip_can_be_drawn_on_with_keys_too(open_page: Callable[..., Opened], hands: dict[str, Any]) -> None:
    page = open_page().page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    wait_until(
        page, "document.documentElement.dataset.engine === 'ort-wasm'"
    )  # four idle seconds, and it wakes by itself
    attend(page, STRIP)
    hold(page, "ArrowRight", steps=40)
    lift(page)
    found = at_rest(page, strokes=1)
    assert pace(found["strokes"][0]) == pytest.approx((SPEED_PX_S * STEP_S, 0), abs=0.15)
    check_ink(found, hands)


def test_a_mouse_that_clicks_the_sheet_leaves_the_arrow_keys_to_the_page(open_page: Callable[..., Opened]) -> None:
    page = open_page(viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False).page
    wait_for_state(page, "ready")
    page.locator(SURFACE).click(position={"x": 200, "y": 100})
    wait_until(page, "document.querySelector('.keys')")
    page.keyboard.press("ArrowDown")
    wait_until(page, "scrollY > 10")
    at_rest(page, strokes=1)


@pytest.mark.parametrize("engine", ["starter", pytest.param("ort-wasm", marks=pytest.mark.thorough)])
def test_one_is_drawn_for_whoever_asks_in_the_chosen_hand(
    open_page: Callable[..., Opened], hands: dict[str, Any], engine: str
) -> None:
    page = open_page(prepare=save_data if engine == "starter" else None).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    page.locator('[data-control="hand"][data-name="waves"]').check()
    wait_for_engine(page, engine)
    page.locator(DRAW_ONE).focus()
    page.keyboard.press("Enter")
    expect(page.locator(DRAW_ONE)).to_have_text("Stop drawing")
    found = at_rest(page, strokes=1)
    expect(page.locator(DRAW_ONE)).to_have_text("Draw one for me")
    (stroke,) = found["strokes"]
    assert stroke["hand"] == "waves"
    assert len(stroke["pens"]) // 2 > 400
    width, height = page.locator(SURFACE).evaluate("surface => [surface.clientWidth, surface.clientHeight]")
    assert all(0 < x < width and 0 < y < height for x, y in pens(stroke))
    check_ink(found, hands)
    check_line(page, pens(stroke))
    assert "first-ink" not in marks(page), "no pointer has drawn"
    page.locator('[data-control="undo"]').tap()
    at_rest(page, strokes=0)


def test_who_asks_in_the_first_second_need_not_ask_twice(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    page.locator(DRAW_ONE).tap()
    wait_until(page, "curlicue.snapshot().steps > 5")
    page.locator(DRAW_ONE).tap()
    at_rest(page, strokes=1)


@pytest.mark.parametrize(
    "by", ["touch", "button", "Escape", *(pytest.param(by, marks=pytest.mark.thorough) for by in ("undo", "arrow"))]
)
def test_what_draws_by_itself_can_be_stopped(keys: Page, by: str) -> None:
    before = snapshot(keys)["steps"]
    keys.locator(DRAW_ONE).tap()
    wait_until(keys, f"curlicue.snapshot().steps > {before + 20}")
    if by == "touch":
        Finger(keys).drag([(200, 300), (201, 300)])
    elif by == "button":
        keys.locator(DRAW_ONE).tap()
    elif by == "undo":
        keys.locator('[data-control="undo"]').tap()
    elif by == "arrow":
        attend(keys)
        hold(keys, "ArrowRight", steps=5)
        lift(keys)
    else:
        keys.keyboard.press("Escape")
    strokes = at_rest(keys, strokes={"touch": 2, "arrow": 2, "undo": 0}.get(by, 1))["strokes"]
    assert all(len(stroke["pens"]) // 2 < 300 for stroke in strokes)
    expect(keys.locator(DRAW_ONE)).to_have_text("Draw one for me")


@pytest.mark.thorough
def test_arrow_keys_draw_in_the_picture_as_they_do_on_a_strip(sheet: Page) -> None:
    if snapshot(sheet)["engine"] == "starter":
        return  # who draws alone has no picture
    sheet.locator(ALONG).evaluate("picture => picture.scrollIntoView({ block: 'center', behavior: 'instant' })")
    attend(sheet, ALONG)
    hold(sheet, "ArrowRight", steps=90)
    sheet.keyboard.press("Space")
    (stroke,) = at_rest(sheet, strokes=1)["strokes"]
    assert pace(stroke) == pytest.approx((SPEED_PX_S * STEP_S / ZOOM, 0), abs=0.05)
    sheet.locator(ALONG).evaluate("picture => picture.blur()")
    sheet.locator('[data-control="empty"]').evaluate("button => button.click()")
    at_rest(sheet, strokes=0)
