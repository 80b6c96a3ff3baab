"""The exhibit of one cell and two bits on a phone: its numbers are the plain step's, and it learns in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from curlicue_detector.unit import (
    FIRST_BITS,
    FIRST_PATTERN,
    FIRST_SHOWN,
    PATTERNS,
    YES,
    run,
    wanted,
)
from tests.browser.exhibit import (
    LEAST_TAP_PX,
    bits,
    card_of,
    choose,
    control,
    exhibit,
    near_phone,
    set_bits,
    shows,
    trained,
)


@pytest.fixture(scope="module")
def phone(browser: Browser, server: SiteServer) -> Iterator[Page]:
    yield from near_phone(browser, server)


@pytest.fixture(scope="module")
def card(dist: Path) -> dict[str, Any]:
    return card_of(dist)


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
    expect(exhibit(phone, f'[data-bit="{len(row) - 1}"][aria-current]')).to_be_attached()
    expect(control(phone, "run")).to_have_attribute("aria-pressed", "false")
    shows(phone, "10", run(trained(card, "10"), row), len(row) - 1)
    control(phone, "run").tap()  # from the beginning again
    expect(exhibit(phone, '[data-bit="1"][aria-current]')).to_be_attached()
    control(phone, "run").tap()
    expect(control(phone, "run")).to_have_attribute("aria-pressed", "false")


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
