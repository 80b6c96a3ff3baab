"""A hand of one's own in each of the three browser engines: opened, drawn with, kept, named, given away, deleted.

One page of one browser serves all tests of an engine, in their order.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from builder.server import SiteServer
from curlicue.hand import Hand, hand_from_card
from curlicue_hands.hand_file import read_file, write_file
from tests.browser.drawing import check_ink, load_hands, pens
from tests.browser.giving import CHOSEN, LIST, ROW, SAID, draws, drop_file, open_file, open_hand, press
from tests.browser.test_three_engines import SAVED
from tests.browser.touch import line
from tests.browser.visiting import visit
from tests.drivers.driver import Driver
from tests.drivers.found import ENGINES, to_test
from tests.drivers.opening import opened
from tests.drivers.page import at_rest, control, drag, wait_for_engine, wait_until
from tests.oracle import replay_stroke
from tests.taught import taught_card, taught_text

TITLE = "Ada’s curl"
CARD = taught_card(1, TITLE)
NAME = CARD["name"]
APART_PX = 1.0  # of what two hands draw after the same finger


@pytest.fixture(scope="module")
def hands(dist: Path) -> dict[str, Hand]:
    return {**load_hands(dist), NAME: hand_from_card(CARD)}


@pytest.fixture(scope="module", params=to_test(ENGINES))
def page_of_engine(request: pytest.FixtureRequest, server: SiteServer, playwright: Playwright) -> Iterator[Driver]:
    with opened(request.param, playwright) as driver:
        visit(driver, server)
        yield driver


@pytest.fixture
def page(page_of_engine: Driver) -> Iterator[Driver]:
    """The page; a test during which anything goes wrong on it fails."""
    yield page_of_engine
    assert page_of_engine.take_faults() == []


def test_an_opened_hand_stands_in_the_row_and_draws(page: Driver, hands: dict[str, Hand]) -> None:
    page.evaluate(f"document.querySelector('{control('free-run')}:checked')?.click()")
    page.evaluate(open_hand(taught_text(1, TITLE)))
    wait_until(page, draws(NAME))
    wait_for_engine(page, "ort-wasm")
    assert page.evaluate(ROW) == page.evaluate(LIST) == [TITLE]
    assert page.evaluate(CHOSEN) == NAME
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    drag(page, line((40, 100), (200, 100), speed=45))
    found = at_rest(page, strokes=1)
    (stroke,) = found["strokes"]
    assert stroke["hand"] == NAME
    assert page.evaluate("curlicue.snapshot().engine") == "ort-wasm"
    check_ink(found, hands)
    loops = replay_stroke(stroke, hands["loops"])
    assert max(math.dist(own, (pen.x, pen.y)) for own, pen in zip(pens(stroke), loops, strict=True)) > APART_PX


def test_it_is_there_at_the_next_visit_and_draws(page: Driver, server: SiteServer, hands: dict[str, Hand]) -> None:
    wait_until(page, f"location.hash.includes('hand={NAME}')")
    visit(page, server)
    wait_until(page, f"curlicue.snapshot().hand === {NAME!r}")
    assert page.evaluate(CHOSEN) == NAME
    drag(page, line((40, 100), (120, 100), speed=60))
    found = at_rest(page, strokes=1)
    assert [stroke["hand"] for stroke in found["strokes"]] == [NAME]
    check_ink(found, hands)


def test_it_gets_another_name(page: Driver, server: SiteServer) -> None:
    def call_it(title: str) -> None:
        field = f"document.querySelector('#kept-hands [data-name={NAME}] input')"
        page.evaluate(
            f"(() => {{ {field}.value = {json.dumps(title)};"
            f' {field}.dispatchEvent(new Event("change", {{ bubbles: true }})); }})()'
        )

    call_it("  <b>Bo</b> \t & co. ")
    wait_until(page, f"{ROW}[0] === '<b>Bo</b> & co.'")
    for nothing in ("", "   "):
        call_it(nothing)
        wait_until(page, f"{LIST}[0] === '<b>Bo</b> & co.'")
    visit(page, server)
    wait_until(page, f"{ROW}.length === 1")
    assert page.evaluate(ROW) == page.evaluate(LIST) == ["<b>Bo</b> & co."]


def test_it_is_saved_deleted_and_opened_again(page: Driver, server: SiteServer) -> None:
    page.evaluate(press("save", NAME))
    kind, content = wait_until(page, SAVED)
    file = base64.b64decode(content).decode()
    assert kind == "application/json"
    assert json.loads(read_file(file)) == {**CARD, "title": "<b>Bo</b> & co."}
    page.evaluate(press("delete", NAME))
    wait_until(page, f"{ROW}.length === 0 && {CHOSEN} === 'loops'")
    page.evaluate(press("undo", NAME))
    wait_until(page, f"{ROW}.length === 1 && {LIST}.length === 1")
    page.evaluate(press("delete", NAME))
    wait_until(page, f"{ROW}.length === 0")
    visit(page, server)
    wait_until(page, "!document.getElementById('kept-none').hidden")
    assert page.evaluate(ROW) == []
    assert page.evaluate("location.hash.includes('yours')") is False
    assert page.evaluate(drop_file(file, "#states")) is True
    wait_until(page, draws(NAME))
    assert page.evaluate(ROW) == ["<b>Bo</b> & co."]
    page.evaluate(open_file(file))
    wait_until(page, f"{SAID}.includes('is here already')")
    assert page.evaluate(ROW) == ["<b>Bo</b> & co."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a hand"),
        ("\x89PNG", "not a hand"),
        (write_file(taught_text(2))[:-9], "not a hand"),
        (write_file(taught_text(2)).replace("curl", "furl", 9), "not a hand"),
        (write_file(taught_text(2)).replace("0.1", "0.2"), "not as it was saved"),
        (write_file(taught_text(2)).replace('"version": 1', '"version": 7', 1), "of version 7"),
        ("[" * 199_000, "not a hand"),
        ("1, " * 99_000, "too large"),
        (write_file(taught_text(2).replace('"thumbnail": "M', '"thumbnail": "<')), "what no hand of this page has"),
    ],
    ids=lambda text: str(text)[:20],
)
def test_what_is_no_hand_changes_nothing(page: Driver, text: str, said: str) -> None:
    before = page.evaluate(f"[{ROW}, {LIST}, {CHOSEN}]")
    page.evaluate(f"void ({SAID} = '')")
    page.evaluate(open_file(text))
    wait_until(page, f"{SAID}.includes({said!r})")
    assert page.evaluate(f"[{ROW}, {LIST}, {CHOSEN}]") == before


def test_a_link_with_somebody_elses_hand_says_whom_to_ask(page: Driver, server: SiteServer) -> None:
    visit(page, server, "#hand=yours-0123abcd&pull=60")
    wait_until(page, "document.getElementById('draw-status-text').textContent.includes('Ask them for its file')")
    assert page.evaluate(CHOSEN) == "loops"
    assert page.evaluate("curlicue.snapshot().hand") == "loops"
    assert page.evaluate("location.hash.includes('hand=yours-0123abcd')") is True
    page.evaluate(f"void (location.hash = 'hand={NAME}')")
    wait_until(page, f"curlicue.snapshot().hand === {NAME!r}")
