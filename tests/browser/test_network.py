"""The network, the ribbons and the cell view by touch: choosing in one figure, seeing it in all, with every hand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from curlicue.hand import Hand
from curlicue.lstm import CELLS, UNITS
from curlicue.stroke import Stroke
from curlicue_ink.placing import curl_radius
from curlicue_study.history import History
from curlicue_view.hairs import ALPHA
from curlicue_view.ribbons_surface import ZOOM
from tests.browser.drawing import Held, at_rest, check_ink, frames, load_hands
from tests.browser.looking import Picture, check_signed, decode, is_colour, look, token
from tests.browser.strip import ALONG, control, draw, gates, h_c, open_cell, press, seek, show
from tests.browser.touch import Finger, Point, drag
from tests.browser.waiting import PATIENCE_MS, recording, wait_for_engine, wait_for_state, wait_until
from tests.conftest import opening

HANDS = ("waves", "zigzag", "cursive", "eights", "coil", "loops")
PNG = b"\x89PNG\r\n\x1a\n"
CLEARLY = 2.5  # times: slow motion is four times slower
PATIENT_FRAMES = 60  # what has left goes with the next painting, which a busy machine has to wait for
DOTS = 40  # pixels of a future, where one is seen


@pytest.fixture(scope="module")
def phone(browser: Browser, server: SiteServer) -> Iterator[Page]:
    with opening(browser, server) as open_:
        page = open_().page
        wait_for_state(page, "ready")
        page.locator('[data-control="free-run"]').uncheck()
        drag(page, [(60, 60), (62, 60)])
        wait_for_engine(page, "ort-wasm")
        yield page


@pytest.fixture(scope="module")
def hands(dist: Path) -> dict[str, Hand]:
    return load_hands(dist)


def choose_hand(page: Page, name: str) -> None:
    page.locator(f'[data-name="{name}"]').evaluate("radio => radio.click()")
    wait_until(page, f"curlicue.snapshot().hand === {name!r}")


def hold(page: Page, gate: str, layer: int, value: str) -> None:
    for name, chosen in (("hold-gate", gate), ("hold-layer", str(layer)), ("hold-value", value)):
        control(page, name).select_option(chosen)


@pytest.mark.parametrize(
    "name", [*(pytest.param(name, marks=pytest.mark.thorough) for name in HANDS[:-2]), *HANDS[-2:]]
)
def test_cells_are_muted_and_gates_held_with_every_hand(phone: Page, hands: dict[str, Hand], name: str) -> None:
    choose_hand(phone, name)
    cell = 11
    open_cell(phone, cell)
    control(phone, "mute").evaluate("button => button.click()")
    hold(phone, "o", 1, "0")
    stroke = draw(phone, 0.5)
    control(phone, "mute").evaluate("button => button.click()")
    hold(phone, "i", 0, "0.5")
    other = draw(phone, 0.3)
    hold(phone, "i", 0, "free")
    phone.keyboard.press("Escape")
    assert stroke["hand"] == name
    check_ink({"strokes": [stroke]}, hands)
    check_ink({"strokes": [other]}, hands)
    for step in range(1, len(stroke["pens"]) // 2):
        assert gates(stroke, step)["o"][UNITS:] == [0.0] * UNITS
        assert h_c(stroke, step)[UNITS:CELLS] == [0.0] * UNITS  # nothing is said
        assert h_c(stroke, step)[CELLS + cell] == 0.0
    for step in range(1, len(other["pens"]) // 2):
        assert gates(other, step)["i"][:UNITS] == [0.5] * UNITS
        assert 0.0 not in gates(other, step)["o"]
    assert draw(phone, 0.2)["experiments"] == []


def test_a_tapped_node_is_chosen_in_every_figure(phone: Page) -> None:
    show(phone, '.node[data-node="12"]')
    phone.locator('.node[data-node="12"]').tap()
    expect(phone.locator('.row[data-cell="12"]')).to_have_attribute("aria-pressed", "true")
    expect(phone.locator('.node[data-node="12"]')).to_have_attribute("aria-pressed", "true")
    phone.locator('.node[data-node="z3"]').tap()
    expect(phone.locator('.row[data-cell="12"]')).to_have_attribute("aria-pressed", "false")
    expect(phone.locator('.node[data-node="z3"]')).to_have_attribute("aria-pressed", "true")
    phone.locator('.node[data-node="z3"]').tap()
    expect(phone.locator('.node[aria-pressed="true"]')).to_have_count(0)


@pytest.mark.thorough
def test_the_ribbons_can_be_one_or_all_and_saved(phone: Page) -> None:
    phone.locator("#draw-nib").scroll_into_view_if_needed()
    drag(phone, [Point(40 + 0.7 * k, 160 + 8 * math.sin(k / 30)) for k in range(240)])
    at_rest(phone)

    def ribbons(*names: str) -> list[bool]:
        show(phone, "#ribbons-canvas")
        rested_for = "await new Promise(requestAnimationFrame)"
        phone.evaluate(f"async () => {{ for (let k = 0; k < 60; k++) {rested_for}; }}")
        picture = look(phone, "#ribbons-canvas")
        return [bool(is_colour(picture, token(phone, name)).sum() > 30) for name in names]

    assert ribbons("a3", "b5", "line") == [True, True, True]
    show(phone, '.node[data-node="2"]')
    phone.locator('.node[data-node="2"]').tap()
    chosen = phone.locator('[data-control="ribbons-which"][value="chosen"]')
    chosen.evaluate("radio => radio.click()")
    assert ribbons("a3", "b5", "line") == [True, False, True]
    control(phone, "ink-colour").evaluate("box => box.click()")
    assert ribbons("line") == [False]
    show(phone, '[data-control="save-ribbons"]')
    with phone.expect_download() as waiting:
        control(phone, "save-ribbons").tap()
    saved = Path(waiting.value.path()).read_bytes()
    assert saved.startswith(PNG)
    picture = decode(saved)
    assert (is_colour(picture, token(phone, "a3"))).sum() > 30
    check_signed(picture, partial(token, phone))
    control(phone, "ink-colour").evaluate("box => box.click()")
    phone.locator('[data-control="ribbons-which"][value="all"]').evaluate("radio => radio.click()")


def has(picture: Picture, page: Page, *names: str) -> list[bool]:
    """Which tokens' colours are to be seen in a picture."""
    return [bool(is_colour(picture, token(page, name)).sum() > 30) for name in names]


def in_picture(finger_at: float) -> list[Point]:
    """A slow finger's way across the picture, at a height."""
    return [Point(70 + 1.2 * k, finger_at + 10 * math.sin(k / 30)) for k in range(120)]


def test_one_draws_in_the_picture_enlarged_and_clears_it(phone: Page) -> None:
    sheet = len(recording(phone)["strokes"])
    show(phone, ALONG)
    finger = Finger(phone, ALONG)
    path = in_picture(120)
    press(phone, finger, path[0])
    finger.move(path[1:])
    x, y = (round(at) for at in path[-1])
    around = look(phone, ALONG)[y - 110 : y + 110, x - 110 : x + 110]
    assert has(around, phone, "a3", "b5", "line") == [True, True, True]
    ring = is_colour(look(phone, ALONG)[y - 26 : y + 26, x - 26 : x + 26], token(phone, "you"))
    assert ring.sum() > 20
    finger.lift()
    first = at_rest(phone, strokes=1)["strokes"]
    finger.drag(in_picture(300))
    both = at_rest(phone, strokes=2)["strokes"]
    assert both[0] == first[0]
    assert 40 <= radius_of_curls(both[1]) <= 80
    frames(phone, 60)
    assert all(has(half, phone, "line")[0] for half in np.array_split(look(phone, ALONG), 2))
    control(phone, "empty").tap()
    at_rest(phone, strokes=0)
    assert has(look(phone, ALONG), phone, "a3", "b5", "line") == [False, False, False]
    expect(phone.locator(".picture .nothing")).to_be_visible()
    expect(control(phone, "empty")).to_have_attribute("aria-disabled", "true")
    phone.locator("#draw-nib").scroll_into_view_if_needed()
    drag(phone, [(60, 60), (62, 60)])
    at_rest(phone, strokes=sheet + 1)  # nobody has cleared the sheet
    expect(phone.locator(".picture .whose")).to_have_text("This picture is the sheet\u2019s until you draw here.")


def radius_of_curls(stroke: dict[str, Any]) -> float:
    """Of the curls of a recorded stroke that was drawn in the picture, CSS px there."""
    enlarged = Stroke(1, stroke["hand"])
    enlarged.pens.extend(ZOOM * number for number in stroke["pens"])
    return curl_radius(History([enlarged]), enlarged.steps)


def test_the_sheets_ink_can_be_ribbons_and_is_saved_so(phone: Page) -> None:
    def seen() -> list[bool]:
        frames(phone, 30)
        return has(look(phone), phone, "a3", "b5", "line")

    phone.locator("#draw-nib").scroll_into_view_if_needed()
    control(phone, "clear").tap()
    drag(phone, [Point(40 + 0.7 * k, 160 + 8 * math.sin(k / 30)) for k in range(240)])
    at_rest(phone, strokes=1)
    assert seen() == [False, False, True]
    control(phone, "ribbon-ink").evaluate("box => box.click()")
    assert seen() == [True, True, True]
    control(phone, "undo").tap()
    assert not seen()[0]  # the dot to start at, which is back, is nearly b5
    control(phone, "redo").tap()
    finger = Finger(phone)
    finger.drag([Point(40 + 0.7 * k, 300) for k in range(120)], lift=False)
    assert has(look(phone)[220:380], phone, "a3", "b5") == [True, True]  # while one draws
    finger.lift()
    at_rest(phone, strokes=2)
    seek(phone, 60)
    assert seen()[:2] == [True, True]
    control(phone, "scrub").press("End")
    wait_until(phone, "!document.documentElement.dataset.scrubbed")
    with phone.expect_download() as waiting:
        control(phone, "save-png").tap()
    picture = decode(Path(waiting.value.path()).read_bytes())
    assert has(picture, phone, "a3", "b5", "line") == [True, True, True]
    check_signed(picture, partial(token, phone))
    phone.emulate_media(color_scheme="dark")
    assert seen() == [True, True, True]
    phone.emulate_media(color_scheme="light")
    control(phone, "ribbon-ink").evaluate("box => box.click()")
    assert seen() == [False, False, True]


def test_the_switch_for_it_comes_without_moving_what_is_read(browser: Browser, server: SiteServer) -> None:
    later = Held("**/later.txt")
    with opening(browser, server) as open_:
        page = open_(prepare=later).page
        wait_for_state(page, "ready")
        page.evaluate("document.documentElement.style.overflowAnchor = 'none'")  # as in Safari
        page.wait_for_selector("#network", state="attached", timeout=PATIENCE_MS)
        show(page, "#why")
        before = page.locator("#why").bounding_box()
        later.let_go()
        for below_the_sheet in ("ribbon-ink", "take-along"):
            control(page, below_the_sheet).wait_for(state="attached")
        page.wait_for_selector('.controls [data-control="write"]', state="attached", timeout=PATIENCE_MS)
        frames(page, 4)
        after = page.locator("#why").bounding_box()
        assert before is not None
        assert after is not None
        assert after["y"] == pytest.approx(before["y"], abs=1)


@pytest.mark.thorough
def test_slow_motion_plays_the_same_steps_in_more_frames(phone: Page) -> None:
    draw(phone, 1.0)
    took = {}
    for slow in (False, True):
        control(phone, "slow-motion").set_checked(slow, force=True)
        seek(phone, 5)
        control(phone, "play").tap()
        took[slow] = phone.evaluate(
            """async () => {
              let frames = 0;
              while (document.documentElement.dataset.scrubbed) {
                await new Promise(requestAnimationFrame);
                frames++;
              }
              return frames;
            }"""
        )
    control(phone, "slow-motion").set_checked(False, force=True)
    assert took[True] > CLEARLY * took[False]


def test_the_cell_view_closes_with_a_swipe_down(phone: Page) -> None:
    open_cell(phone, 4)
    phone.locator("#cell").evaluate("view => Promise.all(view.getAnimations().map((each) => each.finished))")
    box = phone.locator("#cell-title").bounding_box()
    assert box is not None
    session = phone.context.new_cdp_session(phone)

    def touch(kind: str, y: float | None) -> None:
        points = [] if y is None else [{"x": box["x"] + 40, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def swipe(px: float) -> None:
        top = box["y"] + 10
        touch("touchStart", top)
        for k in range(1, 9):
            touch("touchMove", top + px * k / 8)
        touch("touchEnd", None)

    swipe(12)
    expect(phone.locator("#cell")).to_be_visible()
    swipe(90)
    expect(phone.locator("#cell")).to_be_hidden()


def test_futures_are_seen_while_a_finger_is_down_and_gone_when_it_has_left(phone: Page) -> None:
    def dots(finger_at: Point) -> int:
        """Pixels of what is still to come, which is paler than what was; off the finger's way and its ring."""
        you, sheet = token(phone, "you"), token(phone, "sheet")
        red, green, blue = (round(ALPHA * a + (1 - ALPHA) * b) for a, b in zip(you, sheet, strict=True))
        picture = is_colour(look(phone), (red, green, blue))
        picture[round(finger_at.y) - 24 : round(finger_at.y) + 24, : round(finger_at.x) + 24] = False
        return int(picture.sum())

    show(phone, "#draw")
    control(phone, "clear").evaluate("button => button.click()")
    control(phone, "free-run").evaluate("box => box.click()")  # so that it has a future
    path = [Point(60 + 0.7 * k, 220.0) for k in range(110)]
    seen = {}
    for wanted in (False, True):
        control(phone, "futures").set_checked(wanted, force=True)
        finger = Finger(phone)
        finger.press(path[0])
        finger.move(path[1:])
        seen[wanted] = dots(path[-1])
        while wanted and seen[wanted] <= DOTS and path[-1].x < 330:  # it is run ahead where there is time for it
            path += [Point(path[-1].x + 0.7 * k, 220.0) for k in range(1, 16)]
            finger.move(path[-15:])
            seen[wanted] = dots(path[-1])
        finger.lift()
        at_rest(phone)
        for _ in range(PATIENT_FRAMES):
            after = dots(path[-1])
            if after <= seen[False] + 6:
                break
            frames(phone, 1)
        assert after <= seen[False] + 6
        control(phone, "clear").evaluate("button => button.click()")
    control(phone, "futures").set_checked(False, force=True)
    control(phone, "free-run").evaluate("box => box.click()")
    assert seen[True] > seen[False] + DOTS
