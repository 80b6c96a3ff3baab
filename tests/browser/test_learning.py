"""The slider over a training: each moment draws the finger on its strip again, and says what it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from curlicue.hand import Hand, hand_from_card
from curlicue.messages import LEARNING
from curlicue.payloads import Card
from curlicue_hands.epoch import card_then
from curlicue_hands.places import epoch_file
from curlicue_words.figure_words import NO_EPOCH
from tests.browser.drawing import at_rest, check_ink, load_hands
from tests.browser.strip import control, show
from tests.browser.touch import Finger, drag, line
from tests.browser.waiting import snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened, opening

STRIP = f'[data-surface="{LEARNING}"] [data-role="touch"]'
EPOCHS = (0, 10, 30)


@pytest.fixture(scope="module")
def hands(dist: Path) -> dict[str, Hand]:
    """Those shipped, and those of the loops' epochs by the name that they draw under."""
    card: Card = json.loads((dist / "models" / "loops" / "model.json").read_text(encoding="utf-8"))
    found = load_hands(dist)
    for epoch in EPOCHS:
        text = (dist / "models" / "loops" / epoch_file(epoch)).read_text(encoding="utf-8")
        found[f"loops, epoch {epoch}"] = hand_from_card(card_then(card, text, ""))
    return found


@pytest.fixture(scope="module")
def phone(browser: Browser, server: SiteServer) -> Iterator[Page]:
    with opening(browser, server) as open_:
        yield ready(open_().page)


def ready(page: Page) -> Page:
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    drag(page, [(60, 60), (62, 60)])
    wait_for_engine(page, "ort-wasm")
    show(page, f'[data-surface="{LEARNING}"]')
    return page


def move_to(page: Page, place: int) -> None:
    """Move the slider as a finger or a key would."""
    slider = control(page, "epoch")
    slider.evaluate("(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('input')); }", place)


def place_of(page: Page, epoch: int | None) -> int:
    told = json.loads(page.locator("[data-epochs]:not([hidden])").get_attribute("data-epochs") or "")
    return [moment for moment, _ in told].index(epoch)


def test_an_empty_strip_gets_a_line_of_its_own(phone: Page, hands: dict[str, Hand]) -> None:
    move_to(phone, place_of(phone, 10))
    wait_until(phone, "curlicue.snapshot().hand === 'loops, epoch 10'")
    found = at_rest(phone, strokes=1)
    assert len(found["strokes"][0]["pens"]) > 200
    check_ink(found, hands)
    assert "10 epochs" in (phone.locator("#epoch-said").text_content() or "")


def test_the_readers_own_stroke_is_drawn_again_by_each_moment(phone: Page, hands: dict[str, Hand]) -> None:
    move_to(phone, place_of(phone, None))
    wait_until(phone, "curlicue.snapshot().hand === 'loops'")
    before = json.dumps(snapshot(phone)["finger"])
    finger = Finger(phone, STRIP)
    finger.press((90, 100))
    wait_until(phone, f"String(curlicue.snapshot().finger) !== String({before})")
    finger.move(line((90, 100), (260, 104), 75)[1:])
    finger.lift()
    mine = at_rest(phone, strokes=1)
    check_ink(mine, hands)
    assert mine["strokes"][0]["hand"] == "loops"
    for epoch in EPOCHS:
        move_to(phone, place_of(phone, epoch))
        wait_until(phone, f"curlicue.snapshot().hand === 'loops, epoch {epoch}'")
        found = at_rest(phone, strokes=1)
        assert found["strokes"][0]["ticks"] == pytest.approx(mine["strokes"][0]["ticks"], abs=1e-6)
        check_ink(found, hands)
        said = control(phone, "epoch").get_attribute("aria-valuetext") or ""
        assert said == phone.locator("#epoch-said").text_content()
        assert (f"{epoch} epochs" if epoch else "Before") in said


def test_a_moment_draws_under_the_finger_too(phone: Page, hands: dict[str, Hand]) -> None:
    move_to(phone, place_of(phone, 30))
    wait_until(phone, "curlicue.snapshot().hand === 'loops, epoch 30'")
    before = snapshot(phone)["steps"]
    Finger(phone, STRIP).drag(line((90, 60), (200, 60), 75))
    wait_until(phone, f"curlicue.snapshot().steps !== {before}")
    found = at_rest(phone, strokes=1)
    assert found["strokes"][0]["hand"] == "loops, epoch 30"
    check_ink(found, hands)


def test_another_hand_brings_its_own_training(phone: Page) -> None:
    control(phone, "hand").nth(5).evaluate("radio => radio.click()")
    expect(phone.locator('[data-hand="coil"]')).to_be_visible()
    expect(phone.locator('[data-hand="loops"]')).to_be_hidden()
    assert control(phone, "epoch").evaluate("slider => slider.value === slider.max")
    move_to(phone, place_of(phone, 50))
    wait_until(phone, "curlicue.snapshot().hand === 'coil, epoch 50'")
    move_to(phone, place_of(phone, None))
    wait_until(phone, "curlicue.snapshot().hand === 'coil'")
    control(phone, "hand").nth(0).evaluate("radio => radio.click()")
    expect(phone.locator('[data-hand="loops"]')).to_be_visible()


def test_what_does_not_arrive_is_told_and_asked_for_again(open_page: Callable[..., Opened]) -> None:
    opened = open_page()
    opened.watch.allow("epoch-3.json")
    page = ready(opened.page)
    page.context.route("**/epoch-3.json", lambda route: route.abort())
    move_to(page, place_of(page, 3))
    expect(page.locator("#epoch-said")).to_have_text(NO_EPOCH)
    page.context.unroute("**/epoch-3.json")
    move_to(page, place_of(page, 3))
    wait_until(page, "curlicue.snapshot().hand === 'loops, epoch 3'")
    expect(page.locator("#epoch-said")).to_contain_text("3 epochs")
