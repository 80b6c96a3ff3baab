"""The figures on a phone, after the takeover: they show what the network really does, and let one meddle with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from curlicue.hand import Hand
from curlicue.lstm import CELLS, UNITS
from tests.browser.drawing import STATE_TOLERANCE, Held, at_rest, check_ink, check_snapshot, load_hands
from tests.browser.looking import is_colour, look, token
from tests.browser.strip import (
    STRIP,
    as_kept,
    close_cell,
    control,
    draw,
    gates,
    h_c,
    numbers_shown,
    open_cell,
    press,
    rested,
    seek,
    show,
    show_strip,
    shows_moment,
    texts_of,
    wave,
)
from tests.browser.touch import Finger, drag, line
from tests.browser.waiting import snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened, opening
from tests.oracle import replay_steps

LEAST_TAP_PX = 44
ADDS_UP_WITHIN = 0.02


@pytest.fixture(scope="module")
def hands(dist: Path) -> dict[str, Hand]:
    return load_hands(dist)


@pytest.fixture(scope="module")
def phone(browser: Browser, server: SiteServer) -> Iterator[Page]:
    """One phone for all, after the takeover; each test gives back what it takes away."""
    with opening(browser, server) as open_:
        page: Page = open_().page
        wait_for_state(page, "ready")
        page.locator('[data-control="free-run"]').uncheck()
        drag(page, [(60, 60), (62, 60)])
        wait_for_engine(page, "ort-wasm")
        yield page


def test_before_the_takeover_the_strips_say_that_they_are_waking(open_page: Callable[..., Opened]) -> None:
    worker = Held("**/worker.js")
    page = open_page(prepare=worker).page
    wait_for_state(page, "ready")
    drag(page, line((60, 60), (80, 60), speed=120))
    waking = page.locator('[data-surface="states"] .strip-waking')
    expect(waking).to_be_visible()
    show_strip(page)
    Finger(page, STRIP).drag(wave(0.3))
    assert len(at_rest(page)["strokes"]) == 1  # that of the sheet
    worker.let_go()
    wait_for_engine(page, "ort-wasm")
    expect(waking).to_be_hidden()


def test_all_states_and_gates_of_a_strip_are_what_the_plain_network_makes_of_the_same_samples(
    phone: Page, hands: dict[str, Hand]
) -> None:
    stroke = draw(phone)
    check_ink({"strokes": [stroke]}, hands)
    check_snapshot(phone, {"strokes": [stroke]}, hands)
    assert stroke["states"]["from"] == 0
    for step, (_, wanted) in enumerate(replay_steps(stroke, hands[stroke["hand"]], takes_up_answers=True)):
        kept = gates(stroke, step)
        if wanted is None:
            assert all(value is None for values in kept.values() for value in values)
            continue
        for gate in "ifgo":
            assert kept[gate] == pytest.approx(getattr(wanted, gate), abs=STATE_TOLERANCE)
    assert snapshot(phone)["gates"] == as_kept(gates(stroke, len(stroke["pens"]) // 2 - 1))
    for place in (STRIP, "#ribbons-canvas"):  # the same for who cannot see it
        expect(phone.locator(place)).to_have_attribute("aria-label", re.compile("1 stroke. The last, by loops"))


def test_every_row_shows_its_curves(phone: Page) -> None:
    draw(phone, 2.0)
    show(phone, "#rows")
    wait_until(phone, "!document.documentElement.dataset.scrubbed")
    picture = look(phone, "#rows")
    for cell in range(CELLS):
        colour = token(phone, "ab"[cell // UNITS] + str(cell % UNITS + 1))
        assert is_colour(picture, colour).sum() > 40, f"cell {cell} is not to be seen"


def test_a_tapped_row_opens_its_cell_whose_equations_add_up(phone: Page) -> None:
    stroke = draw(phone)
    last = len(stroke["pens"]) // 2 - 1
    open_cell(phone, 5)
    expect(phone.locator("#cell-title")).to_have_text("Cell 6, layer 1")
    expect(phone.locator('[data-eq="c"]')).not_to_have_text("\u2013")
    shown = numbers_shown(phone, "data-eq")
    assert shown["f"] * shown["c_before"] + shown["i"] * shown["g"] == pytest.approx(shown["c"], abs=ADDS_UP_WITHIN)
    assert shown["o"] * shown["tanh_c"] == pytest.approx(shown["h"], abs=ADDS_UP_WITHIN)
    kept = h_c(stroke, last)
    values = numbers_shown(phone, "data-value")
    assert values["h"] == pytest.approx(kept[5], abs=0.006)
    assert values["c"] == pytest.approx(kept[CELLS + 5], abs=0.006)
    for gate in "ifgo":
        assert values[gate] == pytest.approx(gates(stroke, last)[gate][5], abs=0.006)
    expect(phone.locator("#cell-feeds")).to_contain_text("Fed most by")
    label = phone.locator('.row[data-cell="5"] .follows').inner_text()
    expect(phone.locator("#cell-follows")).to_contain_text(label[0].upper() + label[1:] + ": ")
    expect(phone.locator("#cell-worth")).to_have_text(phone.locator('[data-worth="loops"]').inner_text())
    close_cell(phone)
    expect(phone.locator('.row[data-cell="5"]')).to_be_focused()
    open_cell(phone, 9)
    control(phone, "close-cell").tap()
    expect(phone.locator("#cell")).to_be_hidden()
    expect(phone.locator('.row[data-cell="9"]')).to_be_focused()


def test_a_cell_muted_in_the_middle_of_a_stroke_is_silent_from_then_on_and_can_be_given_back(
    phone: Page, hands: dict[str, Hand]
) -> None:
    cell = 3
    draw(phone, 0.3)
    open_cell(phone, cell)
    show_strip(phone)
    finger = Finger(phone, STRIP)
    points = wave(1.6)
    press(phone, finger, points[0])
    finger.move(points[1:48])
    control(phone, "mute").dispatch_event("click")
    finger.move(points[48:])
    finger.lift()
    stroke = rested(phone)
    ((began, experiment),) = stroke["experiments"]
    assert experiment["muted"] == [cell]
    steps = len(stroke["pens"]) // 2
    assert 1 < began < steps - 30
    silent = [h_c(stroke, step)[cell] == h_c(stroke, step)[CELLS + cell] == 0.0 for step in range(steps)]
    assert silent == [False] * began + [True] * (steps - began)
    check_ink({"strokes": [stroke]}, hands)
    now = snapshot(phone)
    assert now["h"][cell] == now["c"][cell] == 0.0
    expect(phone.locator(f'.row[data-cell="{cell}"] .follows')).to_have_text("muted by you")
    expect(control(phone, "mute")).to_have_attribute("aria-pressed", "true")
    expect(phone.locator("#cell-effect")).to_contain_text(".")

    control(phone, "mute").tap()
    expect(control(phone, "mute")).to_have_attribute("aria-pressed", "false")
    again = draw(phone, 0.5)
    assert again["experiments"] == []
    assert h_c(again, len(again["pens"]) // 2 - 1)[cell] != 0.0
    close_cell(phone)


def test_a_held_gate_is_held_and_let_go(phone: Page, hands: dict[str, Hand]) -> None:
    def choose(value: str) -> None:
        for name, chosen in (("hold-gate", "f"), ("hold-layer", "1"), ("hold-value", value)):
            control(phone, name).select_option(chosen)

    choose("1")
    stroke = draw(phone, 0.8)
    choose("free")
    assert stroke["experiments"][0][1]["held"] == [[1, "f", 1]]
    for step in range(1, len(stroke["pens"]) // 2):
        kept = gates(stroke, step)["f"]
        assert kept[UNITS:] == [1.0] * UNITS
        assert all(value < 1.0 for value in kept[:UNITS])
    check_ink({"strokes": [stroke]}, hands)
    assert draw(phone, 0.3)["experiments"] == []


@pytest.mark.parametrize(("name", "key"), [("feel-no-pull", "pulled"), ("feel-no-feedback", "hears_itself")])
def test_what_is_taken_away_is_missing_until_the_second_tap(
    phone: Page, hands: dict[str, Hand], name: str, key: str
) -> None:
    for pressed in ("true", "false"):
        show(phone, f'[data-control="{name}"]')
        control(phone, name).tap()
        expect(control(phone, name)).to_have_attribute("aria-pressed", pressed)
        stroke = draw(phone, 0.5)
        assert [experiment[key] for _, experiment in stroke["experiments"]] == ([False] if pressed == "true" else [])
        check_ink({"strokes": [stroke]}, hands)


def test_time_can_be_scrubbed_stepped_and_played_and_shows_the_same_numbers(phone: Page) -> None:
    stroke = draw(phone)
    last = len(stroke["pens"]) // 2 - 1
    live = snapshot(phone)
    seek(phone, 30)
    shows_moment(phone, stroke, 30)
    assert phone.evaluate("document.documentElement.dataset.scrubbed") == "states"
    control(phone, "forward").tap()
    wait_until(phone, "curlicue.snapshot().steps === 32")
    shows_moment(phone, stroke, 31)
    control(phone, "back").tap()
    control(phone, "back").tap()
    wait_until(phone, "curlicue.snapshot().steps === 30")
    shows_moment(phone, stroke, 29)
    open_cell(phone, 2)
    expect(phone.locator('[data-value="c"]')).to_have_text(texts_of(h_c(stroke, 29)[CELLS + 2]))
    close_cell(phone)
    seek(phone, last - 20)
    control(phone, "play").tap()
    wait_until(phone, "!document.documentElement.dataset.scrubbed")
    now = snapshot(phone)
    assert (now["h"], now["c"], now["pen"]) == (live["h"], live["c"], live["pen"])


def test_a_finger_on_the_sheet_brings_time_back_to_now(phone: Page) -> None:
    draw(phone, 0.5)
    seek(phone, 5)
    show_strip(phone)
    Finger(phone, STRIP).drag(wave(0.2))
    wait_until(phone, "!document.documentElement.dataset.scrubbed")


def test_every_control_of_the_figures_is_large_enough_for_a_finger(phone: Page) -> None:
    open_cell(phone, 0)
    small = phone.evaluate(
        """(least) => [...document.querySelectorAll(
             '.live :is(button, label), .cell button, .time-bar :is(button, label, input[type="range"])')]
           .map((each) => [each, each.getBoundingClientRect()])
           .filter(([each, box]) => box.width && (box.width < least - .01 || box.height < least - .01))
           .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)""",
        LEAST_TAP_PX,
    )
    close_cell(phone)
    assert small == []


def test_nothing_scrolls_sideways_on_a_narrow_phone(phone: Page) -> None:
    before = phone.viewport_size
    assert before is not None
    open_cell(phone, 0)
    try:
        phone.set_viewport_size({"width": 320, "height": 640})
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
        close_cell(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    finally:
        phone.set_viewport_size({"width": before["width"], "height": before["height"]})
