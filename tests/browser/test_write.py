"""A word that is written: by a link, by the form, stopped, undone, refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from curlicue.flourish import REST_STEPS
from curlicue_write.plan import Plan, plan
from tests.browser.drawing import at_rest, check_ink, fingers, frames, load_hands, pens
from tests.browser.giving import draws, open_hand
from tests.browser.looking import check_line, scrolls_sideways
from tests.browser.touch import SURFACE, Finger, line
from tests.browser.waiting import snapshot, wait_for_state, wait_until
from tests.conftest import Opened, opening
from tests.taught import taught_card, taught_text
from tests.write.written import shipped_letters

OFFER = '.controls [data-control="write"]'
WRITE_IT = '[data-control="write-it"]'
SAID = "#draw-status-text"
TAUGHT = taught_card()["name"]


@pytest.fixture(scope="module")
def written(browser: Browser, server: SiteServer) -> Iterator[Page]:
    """A phone whose address asked for a word, after it was written."""
    with opening(browser, server) as open_:
        page = open_(path="#write=Io&hand=coil&length=3").page
        wait_for_state(page, "ready")
        expect(page.locator(SAID)).to_have_text("Now yours.")
        yield page


def planned(page: Page, text: str, kind: str, hand: str) -> Plan:
    width, height = page.locator(SURFACE).evaluate("surface => [surface.clientWidth, surface.clientHeight]")
    made = plan(shipped_letters(kind), text, hand, (width, height))
    assert isinstance(made, Plan)
    return made


def check_written(page: Page, found: dict[str, Any], text: str, kind: str, hand: str) -> None:
    """That all strokes follow the letters, were drawn by the hand, and are to be seen."""
    made = planned(page, text, kind, hand)
    assert [stroke["hand"] for stroke in found["strokes"]] == [hand] * len(made.strokes)
    for stroke, letter in zip(found["strokes"], made.strokes, strict=True):
        assert fingers(stroke)[0] == pytest.approx(letter[0], abs=0.04)
        assert fingers(stroke)[-1] == pytest.approx(letter[-1], abs=0.04)
        assert len(pens(stroke)) in (1, len(fingers(stroke)) + REST_STEPS)
    check_line(page, [place for stroke in found["strokes"] for place in pens(stroke)])


def test_a_link_writes_before_the_readers_eyes_and_hands_over_the_pen(written: Page, dist: Path) -> None:
    found = at_rest(written, strokes=2)
    check_written(written, found, "Io", "plain", "coil")
    check_ink(found, load_hands(dist))
    assert written.evaluate("location.hash") == "#write=Io&hand=coil&length=3"
    written.locator('[data-control="undo"]').tap()  # all of the word at once
    at_rest(written, strokes=0)
    expect(written.locator("#draw-invite")).to_contain_text("Or have your name written")
    written.evaluate("location.hash = '#states'")
    written.go_back()  # who comes back to the address does not have it written once more
    frames(written, 5)
    at_rest(written, strokes=0)
    written.evaluate("scrollTo(0, 0)")
    written.locator('[data-control="redo"]').tap()
    at_rest(written, strokes=2)


def test_the_form_writes_in_the_chosen_hand_in_place_of_what_was_there(written: Page) -> None:
    written.locator(OFFER).tap()
    expect(written.locator("#write-text")).to_be_focused()
    expect(written.locator(OFFER)).to_have_attribute("aria-expanded", "true")
    assert not scrolls_sideways(written)
    written.locator("#write-text").fill("ë")
    written.get_by_label("Joined").check()
    written.locator('[data-name="waves"]').check()
    written.locator(WRITE_IT).tap()
    expect(written.locator(WRITE_IT)).to_have_text("Stop writing")
    expect(written.locator(SAID)).to_have_text("Now yours.")
    expect(written.locator(WRITE_IT)).to_have_text("Write it")
    found = at_rest(written, strokes=len(planned(written, "ë", "joined", "waves").strokes))
    check_written(written, found, "ë", "joined", "waves")
    link = written.locator("#write-link").get_attribute("href")
    assert link == "#write=%C3%AB&letters=joined&hand=waves"
    written.locator('[data-control="undo"]').tap()
    at_rest(written, strokes=2)  # the word before it is back


@pytest.mark.parametrize("by", ["touch", "button", "Escape"])
def test_writing_can_be_stopped_and_stays_as_far_as_it_came(written: Page, by: str) -> None:
    before = snapshot(written)["steps"]
    written.locator("#write-text").fill("Wilhelmina")
    written.locator(WRITE_IT).tap()
    wait_until(written, f"curlicue.snapshot().steps > {before + 60}")
    if by == "touch":
        Finger(written).drag(line((60, 300), (120, 300), speed=60))
    elif by == "button":
        written.locator(WRITE_IT).tap()
    else:
        written.keyboard.press("Escape")
    expect(written.locator(WRITE_IT)).to_have_text("Write it")
    strokes = at_rest(written)["strokes"]
    of_the_word = strokes[:-1] if by == "touch" else strokes
    assert 0 < len(of_the_word) < 10
    assert all(stroke["end"] == len(stroke["pens"]) // 2 for stroke in of_the_word)
    if by == "touch":
        zoom = planned(written, "Wilhelmina", "joined", "waves").zoom
        assert zoom < 1.0
        assert fingers(strokes[-1])[0] == pytest.approx((60 / zoom, 300 / zoom), abs=2)


def test_a_long_word_is_shown_smaller_and_what_was_there_as_it_was(written: Page) -> None:
    zoom = "Number(document.getElementById('draw').dataset.zoom || 1)"
    written.locator('[data-control="clear"]').tap()
    at_rest(written, strokes=0)
    wait_until(written, f"{zoom} === 1")
    Finger(written).drag(line((60, 300), (120, 300), speed=60))
    at_rest(written, strokes=1)
    before = snapshot(written)["steps"]
    written.evaluate(
        """([word, button]) => {
          document.getElementById("write-text").value = word;
          document.querySelector(button).click();
        }""",
        ["Bartholomew", WRITE_IT],
    )  # at once: what was there is yet to be kept
    wait_until(written, f"curlicue.snapshot().steps > {before + 60}")
    written.locator(WRITE_IT).tap()
    at_rest(written)
    written.wait_for_timeout(900)  # until it is kept
    smaller = planned(written, "Bartholomew", "joined", "waves").zoom
    assert smaller < 1.0
    assert written.evaluate(zoom) == pytest.approx(smaller)
    written.locator('[data-control="undo"]').tap()
    at_rest(written, strokes=1)
    wait_until(written, f"{zoom} === 1")
    written.locator('[data-control="clear"]').tap()
    at_rest(written, strokes=0)


def test_what_cannot_be_written_is_said(written: Page) -> None:
    for text, said in (
        ("Ада", "It has no letters for А д а: it writes Latin ones, digits and signs."),
        (" ", "There is nothing to write yet. Type a word."),
        ("Donaudampfschifffahrtsgesellschaft", "That is too long for this sheet. Try fewer or shorter words."),
    ):
        written.locator("#write-text").fill(text)
        written.locator(WRITE_IT).tap()
        expect(written.locator("#write-said")).to_have_text(said)
    written.locator("#write-text").fill("A")
    expect(written.locator("#write-said")).to_have_text("")


def test_a_taught_hand_writes_and_what_it_wrote_is_there_when_the_page_is_loaded_again(written: Page) -> None:
    written.evaluate(open_hand(taught_text()))
    wait_until(written, draws(TAUGHT))
    written.locator("#write-text").fill("l")
    written.get_by_label("Plain").check()
    written.locator(WRITE_IT).tap()
    expect(written.locator(WRITE_IT)).to_have_text("Write it")
    before = at_rest(written, strokes=1)["strokes"]
    assert before[0]["hand"] == TAUGHT
    wait_until(written, "JSON.parse(localStorage.curlicue).sheet")
    written.wait_for_timeout(900)  # then it is written down
    written.reload()
    wait_for_state(written, "ready")
    after = at_rest(written, strokes=1)["strokes"]
    assert [(one["hand"], one["ticks"]) for one in after] == [(one["hand"], one["ticks"]) for one in before]


def test_who_wants_no_motion_has_to_press_before_a_links_word_is_written(open_page: Callable[..., Opened]) -> None:
    page = open_page(path="#write=%C3%AD%0Ai&letters=joined&hand=waves", reduced_motion="reduce").page
    wait_for_state(page, "ready")
    expect(page.locator("#write-said")).to_contain_text("Press “Write it”")
    expect(page.locator("#write-text")).to_have_value("í\ni")
    frames(page, 20)
    assert snapshot(page)["steps"] == 0
    page.locator(WRITE_IT).tap()
    wait_until(page, "curlicue.snapshot().steps > 20")
    page.locator(WRITE_IT).tap()
    assert fingers(at_rest(page)["strokes"][0])[0] == pytest.approx(
        planned(page, "í\ni", "joined", "waves").strokes[0][0], abs=0.04
    )
