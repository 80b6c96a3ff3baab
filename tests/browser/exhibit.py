"""The exhibit of one cell and two bits, as a reader finds and uses it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.server import SiteServer
from curlicue_detector.unit import (
    Moment,
    Unit,
    unit_from_card,
    wanted,
)
from curlicue_words.detector import description, says
from curlicue_words.numbers import ADDS_UP_WITHIN
from tests.browser.waiting import PATIENCE_MS, wait_for_state, wait_until
from tests.conftest import opening

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


def near_phone(browser: Browser, server: SiteServer) -> Iterator[Page]:
    """One phone for all tests of a file; each begins from the trained weights."""
    with opening(browser, server) as open_:
        page: Page = open_().page
        come_near(page)
        yield page


def card_of(dist: Path) -> dict[str, Any]:
    """The exhibit's card as it was built."""
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
