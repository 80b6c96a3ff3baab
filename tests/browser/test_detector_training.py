"""The exhibit learns in the page, on a phone: watched, stopped, out of sight, without its card."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from curlicue_detector.pictures import loss_height
from curlicue_detector.training import ENOUGH
from curlicue_detector.unit import (
    YES,
    run,
    wanted,
)
from tests.browser.exhibit import (
    CARD,
    bits,
    card_of,
    choose,
    come_near,
    control,
    exhibit,
    near_phone,
    numbers,
    shows,
    trained,
)
from tests.browser.waiting import PATIENCE_MS, wait_until
from tests.conftest import Opened


@pytest.fixture(scope="module")
def phone(browser: Browser, server: SiteServer) -> Iterator[Page]:
    yield from near_phone(browser, server)


@pytest.fixture(scope="module")
def card(dist: Path) -> dict[str, Any]:
    return card_of(dist)


WATCH_LOSSES = """() => {
  const told = document.getElementById("detector-learned");
  window.toldLosses = [];
  new MutationObserver(() => {
    const loss = /loss (\\d+\\.\\d+)/.exec(told.textContent);
    if (loss) window.toldLosses.push(Number(loss[1]));
  }).observe(told, { childList: true, characterData: true, subtree: true });
}"""


@pytest.mark.parametrize("pattern", ["01", pytest.param("11", marks=pytest.mark.thorough)])
def test_it_learns_in_the_page_until_every_answer_is_right(phone: Page, card: dict[str, Any], pattern: str) -> None:
    choose(phone, pattern)
    expect(control(phone, "trained")).to_be_hidden()
    phone.evaluate(WATCH_LOSSES)
    control(phone, "train").tap()
    expect(control(phone, "train")).to_have_text("Stop")
    expect(exhibit(phone, "#detector-learned")).to_contain_text("All 8,190 answers", timeout=2 * PATIENCE_MS)
    expect(control(phone, "train")).to_have_text("Train")
    losses: list[float] = phone.evaluate("toldLosses")
    assert len(losses) > 2, "one could watch it"  # a busy machine has few frames
    assert losses[0] > 0.3
    curve = exhibit(phone, "#detector-loss .bold").get_attribute("d") or ""
    assert curve.count("L") >= 5
    _, lowest = curve.split("L")[-1].split()  # the sentences of one task are seen as one: its picture has them all
    assert float(lowest) >= loss_height(ENOUGH) - 0.1
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
    expect(exhibit(phone, "#detector-learned")).not_to_have_text(before or "")
    if control(phone, "train").text_content() == "Stop":
        control(phone, "train").tap()
        expect(exhibit(phone, "#detector-learned")).to_contain_text("Stopped after")
    control(phone, "trained").tap()


@pytest.mark.thorough
def test_without_its_card_it_says_so_and_still_learns(open_page: Callable[..., Opened]) -> None:
    page = open_page(break_=(CARD,)).page
    come_near(page)
    expect(exhibit(page, "#detector-learned")).to_contain_text("The trained weights did not arrive.")
    exhibit(page, '[name="detector-pattern"][value="10"]').check()
    control(page, "train").tap()
    expect(exhibit(page, "#detector-learned")).to_contain_text("All 8,190 answers", timeout=2 * PATIENCE_MS)
    expect(control(page, "trained")).to_be_hidden()


@pytest.mark.thorough
def test_with_reduced_motion_it_learns_in_fewer_pictures(open_page: Callable[..., Opened]) -> None:
    page = open_page(reduced_motion="reduce").page
    come_near(page)
    page.evaluate(WATCH_LOSSES)
    control(page, "train").tap()
    expect(exhibit(page, "#detector-learned")).to_contain_text("All 8,190 answers", timeout=2 * PATIENCE_MS)
    learned = exhibit(page, "#detector-learned").text_content() or ""
    seconds = float(re.findall(r"in ([\d.]+) s", learned)[0])
    assert 1 <= len(page.evaluate("toldLosses")) <= seconds / 0.4 + 3
