"""Drawing on a phone with real touches, by the starter and after the takeover: the line is the network's own.

Over 250 lines because either engine has to pass every one of these, through the same fixtures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from builder.server import SiteServer
from curlicue.hand import Hand
from curlicue.stroke import STEPS_PER_S
from curlicue_study.measures import largest_distance, measure
from tests.browser.drawing import (
    Held,
    at_rest,
    check_ink,
    check_snapshot,
    distance_to_path,
    fingers,
    follow_moving,
    frames,
    load_hands,
    pens,
    save_data,
)
from tests.browser.looking import check_line, ink_pixels, is_colour, look, near, token
from tests.browser.touch import SURFACE, Finger, Point, drag, line
from tests.browser.waiting import recording, snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened, opening

DOT_STEPS = 12  # five dots a second
LIFT_STEPS = 24  # a line thins out over so many steps after the lift, whatever the switch says


@pytest.fixture(scope="module")
def hands(dist: Path) -> dict[str, Hand]:
    return load_hands(dist)


@pytest.fixture(scope="module")
def phones(browser: Browser, server: SiteServer) -> Iterator[Callable[[str], Page]]:
    """A phone for each engine, opened when it is first wanted and kept."""
    with opening(browser, server) as open_:
        kept: dict[str, Page] = {}

        def phone(engine: str) -> Page:
            if engine not in kept:
                page = kept[engine] = open_(prepare=save_data if engine == "starter" else None).page
                wait_for_state(page, "ready")
                if engine != "starter":
                    Finger(page).drag([(60, 60), (62, 60)])  # the first ink wakes the worker
                wait_for_engine(page, engine)
            return kept[engine]

        yield phone


@pytest.fixture(params=["starter", "ort-wasm"])
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def page(phones: Callable[[str], Page], engine: str) -> Page:
    """A phone with an empty sheet on which the engine named draws; its lines stop soon after the lift."""
    page = phones(engine)
    at_rest(page)
    page.locator('[data-control="clear"]').dispatch_event("click")
    set_slider(page, '[data-control="pull"]', page.locator('[data-control="pull"]').get_attribute("value"))
    set_slider(page, "#free-run-length", "4")
    page.locator('[data-control="free-run"]').uncheck()
    at_rest(page, strokes=0)
    return page


def set_slider(page: Page, selector: str, value: str | None) -> None:
    page.locator(selector).evaluate("(slider, value) => { slider.value = value; }", value or "")
    for kind in ("input", "change"):
        page.locator(selector).dispatch_event(kind)


def wave(start: Point, width: float, seconds: float, hz: float = 60) -> list[Point]:
    """A finger that goes to the right slowly, and up and down a little."""
    steps = round(seconds * hz)
    return [
        Point(start.x + width * k / steps, start.y + 12 * math.sin(6 * math.pi * k / steps)) for k in range(steps + 1)
    ]


def test_a_slow_line_curls(page: Page) -> None:
    drag(page, line((40, 250), (190, 235), speed=50))
    drawn = measure(*follow_moving(at_rest(page, strokes=1)["strokes"][0]))
    assert drawn.loops_per_s > 0.7
    assert drawn.share is not None
    assert drawn.share > 0.7
    assert drawn.rms_px > 4


@pytest.mark.alone  # a finger that a busy machine delays by a tenth of a second rests
def test_a_fast_line_follows(page: Page) -> None:
    path = [*line((30, 60), (300, 80), 600), *line((300, 80), (290, 400), 600), *line((290, 400), (40, 380), 600)]
    drag(page, path)
    stroke = at_rest(page, strokes=1)["strokes"][0]
    drawn, finger = follow_moving(stroke)
    aside = [distance_to_path(place, finger) for place in drawn]
    assert max(aside) < 40
    assert sum(aside) / len(aside) < 10
    assert largest_distance(drawn, finger) < 120


@pytest.mark.alone
def test_the_ink_is_the_networks_own(page: Page, hands: dict[str, Hand]) -> None:
    drag(page, [*line((40, 180), (120, 200), speed=45), *line((120, 200), (300, 120), speed=400)])
    drag(page, wave(Point(40, 330), 100, 1.2))
    found = at_rest(page, strokes=2)
    check_ink(found, hands)
    check_snapshot(page, found, hands)
    assert snapshot(page)["dropped"] == 0
    check_line(page, [place for stroke in found["strokes"] for place in pens(stroke)])


def test_the_finger_leaves_dots(page: Page) -> None:
    set_slider(page, '[data-control="pull"]', "0")  # its ink swings wide, so that most dots lie free
    drag(page, line((40, 100), (240, 140), speed=100))
    stroke = at_rest(page, strokes=1)["strokes"][0]
    picture = look(page)
    dots = fingers(stroke)[::DOT_STEPS]
    free = [dot for dot in dots if min(math.dist(dot, pen) for pen in pens(stroke)) > 9]
    assert len(free) >= 3
    seen = is_colour(picture, token(page, "you"))
    assert all(near(seen, free, 1))


def test_a_second_finger_does_not_draw(page: Page) -> None:
    box = page.locator(SURFACE).bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)

    def send(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": box["x"] + x, "y": box["y"] + y, "id": k} for k, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        frames(page)

    send("touchStart", (60, 100))
    for k in range(12):
        send("touchMove", (60 + 3 * k, 100))
    send("touchStart", (93, 100), (200, 400))
    for k in range(12):
        send("touchMove", (93 + 3 * k, 100), (200, 400 - 5 * k))
    send("touchEnd")
    stroke = at_rest(page, strokes=1)["strokes"][0]
    assert max(y for _, y in fingers(stroke)) < 101
    assert fingers(stroke)[-1] == pytest.approx((126, 100), abs=0.5)


def test_a_touch_that_is_taken_away_ends_the_stroke(page: Page) -> None:
    finger = Finger(page)
    finger.press((60, 100))
    finger.move(line((60, 100), (120, 110), 100)[1:])
    finger.cancel()
    stroke = at_rest(page, strokes=1)["strokes"][0]
    assert stroke["lift"] is not None
    assert fingers(stroke)[-1] == pytest.approx((120, 110), abs=0.5)
    drag(page, line((60, 300), (100, 300), 100))
    at_rest(page, strokes=2)


def test_a_lost_capture_ends_the_stroke(page: Page) -> None:
    finger = Finger(page)
    finger.press((60, 100))
    finger.move(line((60, 100), (120, 110), 100)[1:])
    page.evaluate(
        """() => {
          const surface = document.querySelector('[data-figure="draw"]');
          for (let id = 0; id < 100; id++) if (surface.hasPointerCapture(id)) surface.releasePointerCapture(id);
        }"""
    )
    finger.move(line((120, 110), (180, 110), 100)[1:])
    stroke = at_rest(page, strokes=1)["strokes"][0]
    finger.lift()
    assert max(x for x, _ in fingers(stroke)) < 130


def test_the_line_goes_on_for_its_length_and_rests(page: Page, hands: dict[str, Hand]) -> None:
    set_slider(page, "#free-run-length", "2")
    page.locator('[data-control="free-run"]').check()
    drag(page, line((60, 200), (150, 210), 60))
    found = at_rest(page, strokes=1)
    stroke = found["strokes"][0]
    assert stroke["end"] - stroke["lift"] == 2 * STEPS_PER_S
    alone = pens(stroke)[stroke["lift"] :]
    assert max(math.dist(place, alone[0]) for place in alone) > 8
    assert math.dist(alone[-1], alone[-2]) < 0.5
    check_ink(found, hands)


def test_with_the_switch_off_the_line_stops_soon(page: Page) -> None:
    drag(page, line((60, 200), (150, 210), 60))
    stroke = at_rest(page, strokes=1)["strokes"][0]
    assert stroke["end"] - stroke["lift"] == LIFT_STEPS


def test_pulled_all_the_way_the_pen_follows_the_finger(page: Page) -> None:
    set_slider(page, '[data-control="pull"]', "100")
    drag(page, line((40, 200), (240, 220), 80))
    drawn, finger = follow_moving(at_rest(page, strokes=1)["strokes"][0])
    assert max(distance_to_path(place, finger) for place in drawn) < 4
    assert largest_distance(drawn, finger) < 30


def test_undo_takes_a_stroke_back_and_clear_can_be_undone(page: Page) -> None:
    undo, clear = page.locator('[data-control="undo"]'), page.locator('[data-control="clear"]')
    drag(page, line((40, 100), (140, 110), 100))
    first = at_rest(page, strokes=1)
    one = ink_pixels(page)
    drag(page, line((40, 300), (140, 310), 100))
    both = at_rest(page, strokes=2)
    two = ink_pixels(page)
    assert two > one > 0
    undo.click()
    assert at_rest(page, strokes=1)["strokes"] == first["strokes"]
    assert ink_pixels(page) == one
    drag(page, line((40, 300), (140, 310), 100))
    both = at_rest(page, strokes=2)
    two = ink_pixels(page)
    clear.click()
    at_rest(page, strokes=0)
    page.locator("#draw-invite").evaluate("invite => { invite.style.visibility = 'hidden'; }")  # it is ink, and is back
    assert ink_pixels(page) == 0
    undo.click()
    assert at_rest(page, strokes=2)["strokes"] == both["strokes"]
    assert ink_pixels(page) == two


@pytest.mark.alone
def test_touches_before_the_network_wakes_are_drawn_in_full(
    open_page: Callable[..., Opened], hands: dict[str, Hand]
) -> None:
    wake = Held("**/micropython.wasm")
    opened = open_page(prepare=wake)
    opened.watch.allow("preloaded using link preload")  # and not used for seconds, since it is held here
    page = opened.page
    wait_until(page, "globalThis.curlicue?.recording")
    path = line((40, 150), (190, 170), 75)
    drag(page, path)
    shown = is_colour(look(page), token(page, "you"))
    assert sum(near(shown, [path[k] for k in range(6, len(path), DOT_STEPS)], 8)) >= 8, "the finger's own line"
    wake.let_go()
    wait_for_state(page, "ready")
    found = at_rest(page, strokes=1)
    stroke = found["strokes"][0]
    assert stroke["ticks"][:2] == pytest.approx([40, 150])
    assert len(follow_moving(stroke)[1]) == pytest.approx(len(path), abs=1)  # a sample between two ticks
    assert fingers(stroke)[-1] == pytest.approx((190, 170), abs=1)
    assert snapshot(page)["dropped"] == 0
    check_ink(found, hands)
    check_line(page, pens(stroke))


def test_recording_while_drawing_is_what_is_drawn_so_far(page: Page, hands: dict[str, Hand]) -> None:
    finger = Finger(page)
    finger.press((60, 100))
    finger.move(line((60, 100), (140, 110), 80)[1:])
    check_ink(recording(page), hands)
    finger.lift()
