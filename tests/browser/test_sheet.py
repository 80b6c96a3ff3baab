"""The sheet under the line: size, pixels, colours, the picture one saves, and other pointers than a finger."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from builder.server import SiteServer
from curlicue.stroke import PRESSURES
from tests.browser.drawing import at_rest, check_ink, frames, load_hands, pens, save_data
from tests.browser.looking import check_line, decode, ink_pixels, is_colour, look, near, strays, token
from tests.browser.touch import SURFACE, drag, line
from tests.browser.waiting import snapshot, wait_for_engine, wait_for_state
from tests.conftest import Opened, opening

DESKTOP = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1, "has_touch": False, "is_mobile": False}

# A pen of a given pressure goes from left to right, three coalesced samples to each of its events, 180 a second.
PEN_STROKE = """async ([y, pressure]) => {
  const surface = document.querySelector('[data-figure="draw"]');
  const box = surface.getBoundingClientRect();
  const event = (type, x, more = {}) => new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 77,
    pointerType: "pen", isPrimary: true, button: type === "pointermove" ? -1 : 0, buttons: 1, pressure,
    clientX: Math.round(box.left + x), clientY: Math.round(box.top + y), ...more });
  surface.dispatchEvent(event("pointerdown", 40));
  for (let x = 40; x < 260; x += 3) {
    await new Promise(requestAnimationFrame);
    const last = performance.now();
    const timed = (made, timeStamp) => Object.defineProperty(made, "timeStamp", { value: timeStamp });
    const coalescedEvents = [1, 2, 3].map((k) => timed(event("pointermove", x + k), last - (3 - k) * 1000 / 180));
    surface.dispatchEvent(timed(event("pointermove", x + 3, { coalescedEvents }), last));
  }
  surface.dispatchEvent(event("pointerup", 262, { pressure: 0 }));
}"""


@pytest.fixture(scope="module", params=["starter", "ort-wasm"])
def drawn(request: pytest.FixtureRequest, browser: Browser, server: SiteServer) -> Iterator[Page]:
    """A phone with one short stroke at rest, drawn on by either engine; tests leave it as they find it."""
    engine = request.param
    with opening(browser, server) as open_:
        page = open_(prepare=save_data if engine == "starter" else None).page
        wait_for_state(page, "ready")
        page.locator('[data-control="free-run"]').uncheck()
        drag(page, line((40, 120), (170, 135), 75))
        wait_for_engine(page, engine)
        at_rest(page, strokes=1)
        yield page


def layers(page: Page) -> list[list[int]]:
    """Width and height of each painted canvas of the sheet, and what they should be."""
    found: list[list[int]] = page.evaluate(
        """[...document.querySelectorAll('#draw canvas')].filter((c) => c.width > 1).map((c) => [c.width, c.height,
          Math.round(c.clientWidth * devicePixelRatio), Math.round(c.clientHeight * devicePixelRatio)])"""
    )
    return found


def test_the_canvas_has_the_screens_own_pixels(drawn: Page) -> None:
    found = layers(drawn)
    assert len(found) >= 2
    assert all(size[:2] == size[2:] for size in found), found


def test_saving_gives_a_picture_of_the_drawing(drawn: Page, tmp_path: Path) -> None:
    with drawn.expect_download() as waiting:
        drawn.click('[data-control="save-png"]')
    assert waiting.value.suggested_filename.endswith(".png")
    saved = tmp_path / "saved.png"
    waiting.value.save_as(saved)
    picture = decode(saved.read_bytes())
    box = drawn.locator(SURFACE).bounding_box()
    assert box is not None
    assert picture.shape[:2] == (round(box["height"] * 3), round(box["width"] * 3))
    ink = is_colour(picture, token(drawn, "line"))
    places = [(3 * x, 3 * y) for x, y in pens(at_rest(drawn)["strokes"][0])]
    assert all(near(ink, places, 6))
    assert strays(ink, places, 24) == 0
    assert tuple(picture[5, 5]) == token(drawn, "sheet")


def test_the_drawing_survives_rotation_and_a_new_size(drawn: Page) -> None:
    before = at_rest(drawn)["strokes"]
    upright = ink_pixels(drawn)
    for size in ({"width": 844, "height": 390}, {"width": 320, "height": 568}):
        drawn.set_viewport_size(size)  # type: ignore[arg-type]
        frames(drawn, 6)
        found = at_rest(drawn)
        assert found["strokes"] == before
        check_line(drawn, pens(found["strokes"][0]))
        assert all(canvas[:2] == canvas[2:] for canvas in layers(drawn)), layers(drawn)
    drawn.set_viewport_size({"width": 390, "height": 844})
    frames(drawn, 6)
    at_rest(drawn)
    assert ink_pixels(drawn) == upright


def test_ink_already_drawn_takes_the_colours_of_the_night(drawn: Page) -> None:
    day = token(drawn, "line")
    places = pens(at_rest(drawn)["strokes"][0])
    check_line(drawn, places)
    drawn.emulate_media(color_scheme="dark")
    frames(drawn, 6)
    at_rest(drawn)
    assert token(drawn, "line") != day
    check_line(drawn, places)
    assert not is_colour(look(drawn), day).any()
    drawn.emulate_media(color_scheme="light")
    frames(drawn, 6)
    at_rest(drawn)
    check_line(drawn, places)


def test_a_pen_pressed_harder_makes_a_wider_line(open_page: Callable[..., Opened], dist: Path) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    page.evaluate(PEN_STROKE, [120, 0.1])
    page.evaluate(PEN_STROKE, [340, 0.9])
    found = at_rest(page, strokes=2)
    light, hard = found["strokes"]
    for stroke, pressure in ((light, 0.1), (hard, 0.9)):
        assert stroke["ticks"][2::3] == [round(PRESSURES * pressure) / PRESSURES] * (len(stroke["ticks"]) // 3)
    ink = is_colour(look(page), token(page, "line"))
    width = [
        area / sum(math.dist(a, b) for a, b in zip(pens(stroke), pens(stroke)[1:], strict=False))
        for area, stroke in ((int(ink[:230].sum()), light), (int(ink[230:].sum()), hard))
    ]
    assert width[1] > 1.3 * width[0]
    check_ink(found, load_hands(dist))


def test_every_coalesced_sample_is_heard(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    heard = page.evaluate(
        """async (stroke) => {
          const heard = [];
          const frame = curlicue.frame;
          curlicue.frame = (now, samples, name) => {
            if (samples) heard.push(...JSON.parse(samples));
            return frame(now, samples, name);
          };
          await eval(stroke)([120, 0.5]);
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return heard.map((sample) => sample[1]);
        }""",
        PEN_STROKE,
    )
    assert heard == [*range(40, 263), 262]


def test_a_mouse_of_8000_hz_costs_python_no_more_than_one_of_250(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    heard = page.evaluate(
        """async () => {
          const heard = [];
          const frame = curlicue.frame;
          curlicue.frame = (now, samples, name) => {
            if (samples) heard.push(JSON.parse(samples).map((sample) => [sample[1], sample[3]]));
            return frame(now, samples, name);
          };
          const surface = document.querySelector('[data-figure="draw"]');
          const box = surface.getBoundingClientRect();
          const send = (type, x) => surface.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 9,
            pointerType: "mouse", isPrimary: true, button: type === "pointermove" ? -1 : 0, buttons: 1,
            clientX: Math.round(box.left) + x, clientY: Math.round(box.top) + 90 }));
          send("pointerdown", 20);
          const start = performance.now();
          let x = 20;
          for (let k = 0; k < 40; k++) {
            await new Promise(requestAnimationFrame);
            for (let j = 0; j < 133; j++) send("pointermove", x = 20 + Math.floor((performance.now() - start) / 8));
          }
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return [heard, x - (box.left - Math.round(box.left))];
        }"""
    )
    frames_heard, last_x = heard
    times = [sample[1] for samples in frames_heard for sample in samples]
    moving = [b - a for a, b in itertools.pairwise(times)]
    assert sum(gap < 0.0039 for gap in moving) <= 2 * len(frames_heard)  # a frame ends with its newest sample
    assert len(times) < 40 * 133 / 8
    assert frames_heard[-1][-1][0] == pytest.approx(last_x, abs=1)  # and the newest is always there


def test_a_palm_beside_the_pen_does_not_draw(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    page.evaluate(PEN_STROKE, [120, 0.5])
    drag(page, line((60, 400), (90, 400), 120))
    at_rest(page, strokes=1)


def test_a_mouse_draws(open_page: Callable[..., Opened], dist: Path) -> None:
    page = open_page(prepare=save_data, **DESKTOP).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    box = page.locator(SURFACE).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 100, box["y"] + 100)
    frames(page, 3)
    assert snapshot(page)["steps"] == 0, "it only hovers"
    page.mouse.down()
    for k in range(40):
        page.mouse.move(box["x"] + 100 + 3 * k, box["y"] + 100 + k)
        frames(page)
    page.mouse.up()
    page.mouse.move(box["x"] + 500, box["y"] + 300)
    found = at_rest(page, strokes=1)
    stroke = found["strokes"][0]
    assert stroke["ticks"][:2] == [100, 100]
    assert stroke["ticks"][-3:-1] == [217, 139]
    check_ink(found, load_hands(dist))
    check_line(page, pens(stroke))


def test_the_right_button_does_not_draw(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data, **DESKTOP).page
    wait_for_state(page, "ready")
    page.locator(SURFACE).click(button="right", position={"x": 200, "y": 200})
    frames(page, 3)
    assert at_rest(page, strokes=0)["hand"] == "loops"
