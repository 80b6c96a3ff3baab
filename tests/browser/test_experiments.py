"""An experiment is seen where one draws, and let go from there; the time bar and the strips say what they are about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from tests.browser.drawing import at_rest, frames
from tests.browser.strip import close_cell, control, draw, open_cell, show, show_strip
from tests.browser.touch import drag, line
from tests.browser.waiting import wait_for_engine, wait_for_state
from tests.conftest import opening

STRIPS = ("states", "network")
SURFACES = 5  # the sheet, the strips and the picture


@pytest.fixture(scope="module")
def phone(browser: Browser, server: SiteServer) -> Iterator[Page]:
    """One phone for all, its sheet drawn on and no strip."""
    with opening(browser, server) as open_:
        page: Page = open_().page
        wait_for_state(page, "ready")
        page.locator('[data-control="free-run"]').uncheck()
        drag(page, line((60, 60), (90, 64), 60))
        wait_for_engine(page, "ort-wasm")
        at_rest(page, strokes=1)
        yield page


def lines(page: Page) -> list[str]:
    """What stands on the sheet and on the strips of what is taken away."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.taken')].map((line) => line.hidden ? '' : line.firstChild.textContent)"
    )
    return found


def height(page: Page, surface: str) -> float:
    box = page.locator(f'[data-surface="{surface}"]').bounding_box()
    assert box is not None
    return box["height"]


def expect_bar(page: Page, *, there: bool = True) -> None:
    """The page looks again when what it watches has come or gone, some frames later."""
    bar = expect(page.locator("#time-bar"))
    (bar.to_be_visible if there else bar.to_be_hidden)()


def test_an_empty_strip_says_whose_rows_it_shows(phone: Page) -> None:
    said = phone.locator('[data-surface="states"] .whose')
    expect(said).to_have_text("These rows are the sheet\u2019s until you draw here.")
    expect(said).to_be_visible()
    draw(phone, 0.3)
    expect(said).to_be_hidden()
    other = phone.locator('[data-surface="network"] .whose')
    expect(other).to_have_text("This network is the other strip\u2019s until you draw here.")


def test_a_held_gate_is_seen_where_one_draws_and_let_go_there(phone: Page) -> None:
    assert lines(phone) == [""] * SURFACES
    show(phone, ".hold")
    before = phone.locator(".hold").bounding_box()
    control(phone, "hold-value").select_option("0")
    assert lines(phone) == ["Forget gates of layer 1 held shut"] * SURFACES
    assert [height(phone, strip) for strip in STRIPS] == [200, 200]
    frames(phone, 6)
    after = phone.locator(".hold").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 40  # strips have grown above it: it stays where it is
    effect = phone.locator("#hold-effect")
    expect(effect).to_contain_text("Forget gates of layer 1 held shut. ")
    expect(effect).to_be_in_viewport()
    expect(phone.locator("#cell-effect, #feel-effect")).to_have_text(["", ""])

    show(phone, "#draw")
    expect(phone.locator("#draw .taken")).to_be_in_viewport()
    let_go = phone.locator('#draw [data-control="let-go"]')
    let_go.focus()
    phone.keyboard.press("Enter")
    assert lines(phone) == [""] * SURFACES
    assert control(phone, "hold-value").input_value() == "free"
    expect(phone.locator("#draw-nib")).to_be_focused()
    assert [height(phone, strip) for strip in STRIPS] == [116, 116]
    assert draw(phone, 0.2)["experiments"] == []


def test_let_go_ends_all_experiments_and_its_button_sleeps_without_any(phone: Page) -> None:
    beside = phone.locator('.hold [data-control="let-go"]')
    expect(beside).to_have_attribute("aria-disabled", "true")
    open_cell(phone, 5)
    control(phone, "mute").tap()
    expect(phone.locator("#cell-effect")).to_contain_text("Cell 6 of layer 1 muted. ")
    title, effect = phone.locator("#cell-title").bounding_box(), phone.locator("#cell-effect").bounding_box()
    assert title is not None
    assert effect is not None
    assert 0 <= effect["y"] - title["y"] - title["height"] < 24
    close_cell(phone)
    for name in ("feel-no-pull", "feel-no-feedback"):
        show(phone, f'[data-control="{name}"]')
        control(phone, name).tap()
    assert lines(phone)[1] == "Cell 6 of layer 1 muted, without the pull, without hearing itself"
    expect(phone.locator("#feel-effect")).to_contain_text("without the pull")
    expect(phone.locator("#cell-effect")).to_have_text("")
    expect(beside).to_have_attribute("aria-disabled", "false")
    show_strip(phone)
    phone.locator('[data-surface="states"] [data-control="let-go"]').tap()
    assert lines(phone) == [""] * SURFACES
    for name in ("feel-no-pull", "feel-no-feedback", "mute"):
        expect(control(phone, name)).to_have_attribute("aria-pressed", "false")
    assert draw(phone, 0.2)["experiments"] == []
    expect(phone.locator("#feel-effect")).to_have_text("")


def test_the_time_bar_is_there_where_it_steers_something(phone: Page) -> None:
    phone.evaluate("scrollTo(0, 0)")
    expect_bar(phone)
    for section, steered in (("gates", False), ("network", True), ("limits", False), ("ribbons", True)):
        show(phone, f"#{section} h2", "start")
        expect_bar(phone, there=steered)


def test_the_time_bar_does_not_cut_the_first_heading(phone: Page) -> None:
    phone.evaluate("scrollTo(0, 0)")
    expect_bar(phone)
    heading, bar = phone.locator("article h2").first.bounding_box(), phone.locator("#time-bar").bounding_box()
    assert heading is not None
    assert bar is not None
    assert heading["y"] >= bar["y"] or heading["y"] + heading["height"] <= bar["y"]


@pytest.mark.parametrize("goes_on", [False, True], ids=["waits for it", "goes on drawing"])
def test_what_an_experiment_does_is_brought_into_sight_but_not_under_a_finger(phone: Page, *, goes_on: bool) -> None:
    button, effect = control(phone, "feel-no-pull"), phone.locator("#feel-effect")
    button.evaluate(
        "button => scrollTo({ top: scrollY + button.getBoundingClientRect().bottom - innerHeight + 70,"
        " behavior: 'instant' })"
    )
    frames(phone, 3)
    button.evaluate("button => button.click()")
    if goes_on:
        phone.evaluate("document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))")
    frames(phone, 4)
    before = phone.evaluate("scrollY")
    expect(effect).not_to_have_text("")
    frames(phone, 30)
    assert (phone.evaluate("scrollY") == before) == goes_on
    button.evaluate("button => button.click()")
    expect(effect).to_have_text("")


def test_who_scrolls_on_right_after_a_press_is_not_taken_back(phone: Page) -> None:
    show(phone, '[data-control="feel-no-pull"]')
    at, later = phone.evaluate(
        """async () => {
          document.querySelector('[data-control="feel-no-pull"]').click();
          document.querySelector('[data-surface="states"]').scrollIntoView({ behavior: "instant" });
          const at = scrollY;
          for (let k = 0; k < 6; k++) await new Promise(requestAnimationFrame);
          return [at, scrollY];
        }"""
    )
    assert abs(later - at) < 200  # the strips have grown
    control(phone, "feel-no-pull").evaluate("button => button.click()")
