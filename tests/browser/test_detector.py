"""The exhibit of one cell and two bits on a phone: its numbers are the plain step's, and it learns in the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.server import SiteServer
from curlicue.detector import (
    FIRST_BITS,
    FIRST_PATTERN,
    FIRST_SHOWN,
    PATTERNS,
    YES,
    Moment,
    Unit,
    run,
    unit_from_card,
    wanted,
)
from curlicue_ink.detector import ADDS_UP_WITHIN, description, says
from tests.browser.waiting import PATIENCE_MS, wait_for_state, wait_until
from tests.conftest import Opened, opening

LEAST_TAP_PX = 44
READY = '#detector figure[data-state="ready"]'
CARD = "exhibits/detector.json"


def come_near(page: Page) -> None:
    """Scroll to the exhibit until it is there; what loads above it may push it away again."""
    wait_for_state(page, "ready")
    page.wait_for_selector("#detector", state="attached", timeout=PATIENCE_MS)
    wait_until(
        page,
        "(document.querySelector('#detector figure').scrollIntoView({ behavior: 'instant' }), "
        f"document.querySelector('{READY}'))",
    )


@pytest.fixture(scope="module")
def phone(browser: Browser, server: SiteServer) -> Iterator[Page]:
    """One phone for all; each test begins from the trained weights."""
    with opening(browser, server) as open_:
        page: Page = open_().page
        come_near(page)
        yield page


@pytest.fixture(scope="module")
def card(dist: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((dist / CARD).read_text(encoding="utf-8"))
    return found


def trained(card: dict[str, Any], pattern: str) -> Unit:
    return unit_from_card(card["patterns"][pattern]["weights"])


def exhibit(page: Page, selector: str) -> Locator:
    return page.locator(f"#detector {selector}")


def control(page: Page, name: str) -> Locator:
    return exhibit(page, f'[data-control="detector-{name}"]')


def choose(page: Page, pattern: str) -> None:
    """Choose a pattern; the forget gate is free again, and the weights are the trained ones."""
    for each in ("00" if pattern != "00" else "11", pattern):
        exhibit(page, f'[name="detector-pattern"][value="{each}"]').check()
    expect(exhibit(page, '[name="detector-hold"][value="free"]')).to_be_checked()


def bits(page: Page) -> list[int]:
    found: list[int] = page.evaluate(
        """[...document.querySelectorAll("#detector [data-bit]")].map((button) => {
             const bit = Number(button.lastElementChild.textContent);
             if (button.getAttribute("aria-pressed") !== String(bit === 1)) throw Error("pressed is not 1");
             return bit;
           })"""
    )
    return found


def set_bits(page: Page, row: list[int]) -> None:
    for place, bit in enumerate(row):
        if bits(page)[place] != bit:
            exhibit(page, f'[data-bit="{place}"]').tap()
    assert bits(page) == row


def numbers(page: Page) -> list[tuple[str, float]]:
    found: list[list[str]] = page.evaluate(
        """[...document.querySelectorAll("#detector [data-number]")]
             .map((each) => [each.dataset.number, each.textContent])"""
    )
    return [(name, float(text.replace("\u2212", "-"))) for name, text in found]


def shows(page: Page, pattern: str, moments: list[Moment], at: int) -> None:
    """All that is on the screen is step ``at`` of a run."""
    moment = moments[at]
    found = numbers(page)
    assert {name for name, _ in found} == set(Moment._fields)
    for name, value in found:
        assert value == pytest.approx(getattr(moment, name), abs=0.0051), name
    shown = dict(found)
    assert shown["f"] * shown["c_before"] + shown["i"] * shown["g"] == pytest.approx(shown["c"], abs=ADDS_UP_WITHIN)
    assert shown["o"] * shown["tanh_c"] == pytest.approx(shown["h"], abs=ADDS_UP_WITHIN)
    answers = wanted(pattern, [each.x for each in moments])
    expect(exhibit(page, "#detector-says")).to_have_text(says(pattern, moments, answers, at))
    expect(exhibit(page, "#detector-tape")).to_have_attribute("aria-label", description(pattern, moments, answers))
    assert exhibit(page, "[aria-current]").get_attribute("data-bit") == str(at)


def test_it_begins_with_the_moment_that_is_printed(phone: Page, card: dict[str, Any]) -> None:
    assert bits(phone) == FIRST_BITS
    expect(exhibit(phone, f'[name="detector-pattern"][value="{FIRST_PATTERN}"]')).to_be_checked()
    shows(phone, FIRST_PATTERN, run(trained(card, FIRST_PATTERN), FIRST_BITS), FIRST_SHOWN)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_flipped_and_stepped_every_number_is_that_of_the_plain_step(
    phone: Page, card: dict[str, Any], pattern: str
) -> None:
    choose(phone, pattern)
    row = [1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0]
    set_bits(phone, row)
    moments = run(trained(card, pattern), row)
    assert [moment.answer > YES for moment in moments] == [answer == 1 for answer in wanted(pattern, row)]
    exhibit(phone, '[data-bit="0"]').tap()
    exhibit(phone, '[data-bit="0"]').tap()
    for at in range(len(row)):
        shows(phone, pattern, moments, at)
        control(phone, "on").tap()
    shows(phone, pattern, moments, len(row) - 1)
    control(phone, "back").tap()
    shows(phone, pattern, moments, len(row) - 2)


def test_a_gates_own_sum_opens_on_a_tap(phone: Page) -> None:
    choose(phone, "11")
    for name, curve in [("i", "sigmoid"), ("f", "sigmoid"), ("g", "tanh"), ("o", "sigmoid"), ("answer", "sigmoid")]:
        terms = exhibit(phone, f'[data-sum="{name}"]')
        expect(terms).to_be_hidden()
        exhibit(phone, f".{name} summary").tap()
        expect(terms).to_be_visible()
        text = terms.text_content() or ""
        shown = exhibit(phone, f'.{name} [data-number="{name}"]').text_content()
        found = re.fullmatch(rf"{curve}\(.* × [01] [+\u2212] .*\) = {curve}\(.*\) = (\S+)", text)
        if name == "answer":
            found = re.fullmatch(rf"{curve}\(.*\) = {curve}\(.*\) = (\S+)", text)
        assert found, text
        assert float(found[1].replace("\u2212", "-")) == pytest.approx(
            float((shown or "").replace("\u2212", "-")), abs=0.0056
        )
        exhibit(phone, f".{name} summary").tap()


@pytest.mark.parametrize(("value", "held"), [("0", 0.0), ("1", 1.0)])
def test_a_held_forget_gate_is_held_until_it_is_let_go(
    phone: Page, card: dict[str, Any], value: str, held: float
) -> None:
    choose(phone, "01")
    row = [0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1]
    set_bits(phone, row)
    exhibit(phone, f'[name="detector-hold"][value="{value}"]').check()
    moments = run(trained(card, "01"), row, held)
    answers = wanted("01", row)
    wrong = next(k for k, moment in enumerate(moments) if (moment.answer > YES) != bool(answers[k]))
    exhibit(phone, f'[data-bit="{wrong}"]').tap()
    exhibit(phone, f'[data-bit="{wrong}"]').tap()
    shows(phone, "01", moments, wrong)
    expect(exhibit(phone, "#detector-says")).to_contain_text("and is wrong")
    expect(exhibit(phone, '[data-sum="f"]')).to_have_text(f"held by you at {value}")
    exhibit(phone, '[name="detector-hold"][value="free"]').check()
    shows(phone, "01", run(trained(card, "01"), row), wrong)


def test_it_runs_to_the_end_by_itself_and_can_be_stopped(phone: Page, card: dict[str, Any]) -> None:
    choose(phone, "10")
    row = bits(phone)
    exhibit(phone, f'[data-bit="{len(row) - 3}"]').tap()
    exhibit(phone, f'[data-bit="{len(row) - 3}"]').tap()
    control(phone, "run").tap()
    expect(control(phone, "run")).to_have_attribute("aria-pressed", "true")
    expect(exhibit(phone, f'[data-bit="{len(row) - 1}"][aria-current]')).to_be_attached(timeout=PATIENCE_MS)
    expect(control(phone, "run")).to_have_attribute("aria-pressed", "false")
    shows(phone, "10", run(trained(card, "10"), row), len(row) - 1)
    control(phone, "run").tap()  # from the beginning again
    expect(exhibit(phone, '[data-bit="1"][aria-current]')).to_be_attached(timeout=PATIENCE_MS)
    control(phone, "run").tap()
    expect(control(phone, "run")).to_have_attribute("aria-pressed", "false")


WATCH_LOSSES = """() => {
  const told = document.getElementById("detector-learned");
  window.toldLosses = [];
  new MutationObserver(() => {
    const loss = /loss (\\d+\\.\\d+)/.exec(told.textContent);
    if (loss) window.toldLosses.push(Number(loss[1]));
  }).observe(told, { childList: true, characterData: true, subtree: true });
}"""


@pytest.mark.parametrize("pattern", ["01", "11"])
def test_it_learns_in_the_page_until_every_answer_is_right(phone: Page, card: dict[str, Any], pattern: str) -> None:
    choose(phone, pattern)
    expect(control(phone, "trained")).to_be_hidden()
    phone.evaluate(WATCH_LOSSES)
    control(phone, "train").tap()
    expect(control(phone, "train")).to_have_text("Stop")
    expect(exhibit(phone, "#detector-learned")).to_contain_text("All 8,190 answers", timeout=2 * PATIENCE_MS)
    expect(control(phone, "train")).to_have_text("Train")
    losses: list[float] = phone.evaluate("toldLosses")
    assert len(losses) > 5, "one could watch it"
    assert losses[0] > 0.3
    assert losses[-1] < 0.03
    curve = exhibit(phone, "#detector-loss .bold").get_attribute("d") or ""
    assert curve.count("L") >= 5
    row = bits(phone)
    weights = dict(numbers(phone))
    assert any(
        abs(weights[name] - getattr(run(trained(card, pattern), row)[0], name)) > 0.01 for name in ("i", "f", "g", "o")
    ), "these are its own weights"
    answers = wanted(pattern, row)
    exhibit(phone, '[data-bit="0"]').tap()
    exhibit(phone, '[data-bit="0"]').tap()
    for at in range(len(row)):
        assert (dict(numbers(phone))["answer"] > YES) == bool(answers[at])
        control(phone, "on").tap()
    control(phone, "trained").tap()
    shows(phone, pattern, run(trained(card, pattern), row), len(row) - 1)
    expect(control(phone, "trained")).to_be_hidden()


def test_training_can_be_stopped_and_rests_out_of_sight(phone: Page) -> None:
    choose(phone, "00")
    control(phone, "train").tap()
    expect(exhibit(phone, "#detector-learned")).to_contain_text("rows, loss")
    phone.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    wait_until(phone, "document.querySelector('#detector figure').getBoundingClientRect().top > innerHeight")
    phone.evaluate("new Promise((done) => setTimeout(done, 0))")  # the observer has been told
    frames = "new Promise((done) => { let k = 0; const f = () => ++k < 30 ? requestAnimationFrame(f) : done(); f(); })"
    phone.evaluate(frames)
    before = exhibit(phone, "#detector-learned").text_content()
    phone.evaluate(frames)
    assert exhibit(phone, "#detector-learned").text_content() == before
    exhibit(phone, "#detector-learned").scroll_into_view_if_needed()
    expect(exhibit(phone, "#detector-learned")).not_to_have_text(before or "", timeout=PATIENCE_MS)
    if control(phone, "train").text_content() == "Stop":
        control(phone, "train").tap()
        expect(exhibit(phone, "#detector-learned")).to_contain_text("Stopped after")
    control(phone, "trained").tap()


def test_every_control_is_large_enough_for_a_finger(phone: Page) -> None:
    small = phone.evaluate(
        """(least) => [...document.querySelectorAll("#detector :is(button, label, summary)")]
           .map((each) => [each, each.getBoundingClientRect()])
           .filter(([each, box]) => box.width && (box.width < least - .01 || box.height < least - .01))
           .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)""",
        LEAST_TAP_PX,
    )
    assert small == []


@pytest.mark.parametrize("width", [320, 360, 844])
def test_nothing_scrolls_sideways_or_leaves_the_page(phone: Page, width: int) -> None:
    before = phone.viewport_size
    assert before is not None
    try:
        phone.set_viewport_size({"width": width, "height": 640})
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
        outside = phone.evaluate(
            """(width) => [...document.querySelectorAll("#detector figure *")]
                 .filter((each) => !each.closest("svg") && each.getBoundingClientRect().right > width)
                 .map((each) => each.outerHTML.slice(0, 90))""",
            width,
        )
        assert outside == []
        test_every_control_is_large_enough_for_a_finger(phone)
    finally:
        phone.set_viewport_size({"width": before["width"], "height": before["height"]})


def test_without_its_card_it_says_so_and_still_learns(open_page: Callable[..., Opened]) -> None:
    page = open_page(break_=(CARD,)).page
    come_near(page)
    expect(exhibit(page, "#detector-learned")).to_contain_text("The trained weights did not arrive.")
    exhibit(page, '[name="detector-pattern"][value="10"]').check()
    control(page, "train").tap()
    expect(exhibit(page, "#detector-learned")).to_contain_text("All 8,190 answers", timeout=2 * PATIENCE_MS)
    expect(control(page, "trained")).to_be_hidden()


def test_with_reduced_motion_it_learns_in_fewer_pictures(open_page: Callable[..., Opened]) -> None:
    page = open_page(reduced_motion="reduce").page
    come_near(page)
    page.evaluate(WATCH_LOSSES)
    control(page, "train").tap()
    expect(exhibit(page, "#detector-learned")).to_contain_text("All 8,190 answers", timeout=2 * PATIENCE_MS)
    learned = exhibit(page, "#detector-learned").text_content() or ""
    seconds = float(re.findall(r"in ([\d.]+) s", learned)[0])
    assert 1 <= len(page.evaluate("toldLosses")) <= seconds / 0.4 + 3
