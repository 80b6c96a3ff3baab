"""Hands of one's own where something is refused, damaged, old, late or gone, and what else is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from curlicue.hand import Hand, hand_from_card
from curlicue_hands.card_check import VERSION
from curlicue_hands.hand_file import write_file
from curlicue_words import kept_words
from tests.browser.drawing import Held, at_rest, check_ink, frames, load_hands, save_data
from tests.browser.giving import CHOSEN, LIST, ROW, SAID, draws, drop_file, keep, open_hand, press
from tests.browser.looking import scrolls_sideways
from tests.browser.test_lacks import LACKS, REFUSED
from tests.browser.touch import drag, line
from tests.browser.waiting import wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened
from tests.taught import taught_card, taught_text
from tests.thorough import thorough_but

NAME = taught_card()["name"]
OTHER = taught_card(2)["name"]

REFUSALS = {
    **{name: lack.script for name, lack in LACKS.items() if "indexedDB" in name},
    "indexedDB full": f"IDBObjectStore.prototype.put = {REFUSED};",
    "indexedDB breaks": f"IDBDatabase.prototype.transaction = {REFUSED};",
    "indexedDB never answers": "IDBFactory.prototype.open = () => ({});",
}

# Of one connection to IndexedDB; the next one works.
LOSSES = {
    "breaks": f"""const {{ transaction }} = IDBDatabase.prototype;
    let first;
    IDBDatabase.prototype.transaction = function (...given) {{
      first ??= this;
      return (this === first ? {REFUSED} : transaction).apply(this, given);
    }};""",
    "falls silent": """const { open } = IDBFactory.prototype;
    let asked = 0;
    IDBFactory.prototype.open = function (...given) { return asked++ ? open.apply(this, given) : {}; };""",
}


def awake(page: Page) -> Page:
    """The page with its later half, which has looked for what is kept; its lines stop soon after the lift."""
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    wait_for_engine(page, "ort-wasm")
    return page


def again(page: Page, engine: str = "ort-wasm") -> None:
    """The next visit."""
    page.reload()
    wait_for_state(page, "ready")
    wait_for_engine(page, engine)


def stroke(page: Page, y: float = 120) -> None:
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    drag(page, line((40, y), (110, y), speed=70))


def drawn_by(page: Page) -> list[str]:
    return [each["hand"] for each in at_rest(page)["strokes"]]


def hands_with_own(dist: Path) -> dict[str, Hand]:
    return {**load_hands(dist), NAME: hand_from_card(taught_card())}


@pytest.mark.thorough
@pytest.mark.parametrize("refusal", REFUSALS)
def test_where_nothing_is_kept_a_hand_draws_for_the_visit_and_it_is_said_once(
    open_page: Callable[..., Opened], dist: Path, refusal: str
) -> None:
    page = awake(open_page(prepare=lambda context: context.add_init_script(REFUSALS[refusal])).page)
    page.evaluate(open_hand(taught_text()))
    wait_until(page, draws(NAME))
    wait_until(page, f"{SAID} === {kept_words.NOT_KEPT!r}")
    page.evaluate(open_hand(taught_text(2)))
    wait_until(page, f"{SAID} === {kept_words.OPENED!r}")
    page.locator(f'.hands [data-name="{NAME}"]').check()
    stroke(page)
    found = at_rest(page, strokes=1)
    assert [each["hand"] for each in found["strokes"]] == [NAME]
    check_ink(found, hands_with_own(dist))
    page.evaluate(press("delete", NAME))
    wait_until(page, f"{ROW}.length === 1")
    assert page.evaluate("curlicue.kept.get('strokes')") is None


def test_what_is_kept_comes_back_as_it_was(open_page: Callable[..., Opened]) -> None:
    page = open_page().page
    wait_for_state(page, "ready")

    def ask(deed: str, *given: str) -> object:
        return page.evaluate(f"curlicue.kept.{deed}({', '.join(map(json.dumps, given))})")

    assert ask("get", "strokes") is None
    assert ask("set", "strokes", "a") is True
    assert ask("set", "strokes", "bä\0") is True
    assert ask("get", "strokes") == "bä\0"
    assert ask("set", "drawing", "") is True
    assert ask("get", "drawing") == ""
    assert json.loads(str(ask("all", "str"))) == [["strokes", "bä\0"]]
    page.reload()
    wait_for_state(page, "ready")
    assert ask("get", "strokes") == "bä\0"
    assert ask("del", "strokes") is True
    assert ask("del", "strokes") is True
    assert ask("get", "strokes") is None
    assert ask("clear") is True
    assert ask("all", "") == "[]"


@pytest.mark.thorough
def test_what_somebody_else_wrote_there_does_no_harm(open_page: Callable[..., Opened]) -> None:
    page = awake(open_page().page)
    page.evaluate(keep(NAME, taught_text()))
    odd = [
        "",
        "{",
        "7",
        "null",
        "[]",
        "{}",
        '{"card": 3, "saved": ""}',
        json.dumps({"card": taught_text(), "saved": ""}),
    ]
    for k, value in enumerate(odd):  # the last is another hand's
        page.evaluate(f"curlicue.kept.set('yours-0000000{k}', {json.dumps(value)})")
    page.evaluate("curlicue.kept.set('yours-<b>', 'x')")
    again(page)
    wait_until(page, f"{ROW}.length > 0")
    assert len(page.evaluate(ROW)) == len(page.evaluate(LIST)) == 1


def test_a_hand_of_an_older_curlicue_is_listed_and_saved_and_does_not_draw(open_page: Callable[..., Opened]) -> None:
    text = taught_text().replace(f'"version": {VERSION}', f'"version": {VERSION - 1}')
    page = awake(open_page().page)
    page.evaluate(keep(NAME, text))
    page.evaluate(f"void (location.hash = 'hand={NAME}')")
    again(page)
    wait_until(page, f"document.getElementById('draw-status-text').textContent === {kept_words.TOO_OLD!r}")
    assert (page.evaluate(ROW), page.evaluate(CHOSEN)) == ([], "loops")
    mine = page.locator(f'#kept-hands [data-name="{NAME}"]')
    assert mine.locator("input").is_disabled()
    assert mine.get_by_text("made by an older Curlicue").is_visible()
    assert mine.locator("[data-deed=draw]").count() == 0
    with page.expect_download() as saved:
        mine.locator("[data-deed=save]").click()
    assert saved.value.suggested_filename == f"curlicue-ada-s-curl-{NAME[-8:]}.json"
    assert Path(saved.value.path()).read_text(encoding="utf-8").count("curlicue-hand-file") == 1
    page.evaluate(open_hand(text))
    wait_until(page, f"{SAID}.includes('of version {VERSION - 1}')")
    mine.locator("[data-deed=delete]").click()
    wait_until(page, f"{LIST}.length === 0")


@pytest.mark.thorough
def test_a_stroke_before_it_is_there_is_the_loops_and_the_choice_stays(open_page: Callable[..., Opened]) -> None:
    later = Held("**/later.txt")
    page = awake(open_page().page)
    page.evaluate(open_hand(taught_text()))
    wait_until(page, f"location.hash.includes({NAME!r})")
    later(page.context)
    page.reload()
    wait_for_state(page, "ready")
    stroke(page)
    wait_until(page, "curlicue.snapshot().hand === 'loops' && curlicue.snapshot().steps > 20")
    page.locator('[data-control="pull"]').fill("40")
    page.locator('[data-control="pull"]').dispatch_event("change")
    assert json.loads(wait_until(page, "localStorage.curlicue.includes('40') && localStorage.curlicue"))["hand"] == NAME
    assert page.evaluate(f"location.hash.includes({NAME!r})")
    later.let_go()
    wait_until(page, f"curlicue.snapshot().hand === {NAME!r} || {CHOSEN} === {NAME!r}")
    stroke(page, 220)
    assert drawn_by(page) == ["loops", NAME]
    assert page.locator('[data-control="pull"]').input_value() == "40"


@pytest.mark.thorough
def test_who_chooses_another_hand_meanwhile_keeps_that(open_page: Callable[..., Opened]) -> None:
    later = Held("**/later.txt")
    page = awake(open_page().page)
    page.evaluate(open_hand(taught_text()))
    wait_until(page, f"location.hash.includes({NAME!r})")
    later(page.context)
    page.reload()
    wait_for_state(page, "ready")
    page.locator('label:has([data-name="waves"])').tap()
    wait_until(page, "localStorage.curlicue.includes('waves') && location.hash.includes('waves')")
    page.locator("#draw-nib").focus()  # asks for the later half
    later.let_go()
    wait_until(page, f"{ROW}.length === 1")
    frames(page, 5)
    assert page.evaluate(CHOSEN) == "waves"


def test_the_starter_draws_with_it_too(open_page: Callable[..., Opened], dist: Path) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    page.evaluate(keep(NAME, taught_text()))
    page.evaluate(f"void (location.hash = 'hand={NAME}')")
    wait_until(page, f"{CHOSEN} === {NAME!r}")  # a link that was opened in an open page
    again(page, "starter")
    stroke(page)
    wait_until(page, f"curlicue.snapshot().hand === {NAME!r} || {CHOSEN} === {NAME!r}")
    stroke(page, 220)
    found = at_rest(page, strokes=2)
    assert [each["hand"] for each in found["strokes"]] == ["loops", NAME]
    check_ink(found, hands_with_own(dist))
    assert page.evaluate("curlicue.snapshot().engine") == "starter"


@pytest.mark.parametrize("loss", thorough_but({"breaks"}, LOSSES))
def test_a_connection_to_what_is_kept_may_be_lost(open_page: Callable[..., Opened], loss: str) -> None:
    page = open_page(prepare=lambda context: context.add_init_script(LOSSES[loss])).page
    wait_for_state(page, "ready")
    page.evaluate("curlicue.kept.get('')")
    assert page.evaluate(keep(NAME, taught_text()))
    again(page)
    wait_until(page, f"{ROW}.length === 1")


@pytest.mark.thorough
def test_another_tab_may_delete_the_hand_that_draws(open_page: Callable[..., Opened], dist: Path) -> None:
    page = awake(open_page().page)
    page.evaluate(open_hand(taught_text()))
    wait_until(page, draws(NAME))
    tab = page.context.new_page()
    tab.goto(page.url)
    awake(tab)
    wait_until(tab, f"{LIST}.length === 1")
    tab.evaluate(press("delete", NAME))
    wait_until(tab, f"{LIST}.length === 0")
    assert wait_until(tab, "curlicue.kept.all('yours-')") is not None
    stroke(page)
    check_ink(at_rest(page, strokes=1), hands_with_own(dist))
    assert drawn_by(page) == [NAME]
    again(page)
    wait_until(page, "document.getElementById('draw-status-text').textContent.includes('own hand')")
    assert (page.evaluate(ROW), page.evaluate(CHOSEN)) == ([], "loops")


@pytest.mark.thorough
def test_the_worker_may_be_lost_while_it_draws(open_page: Callable[..., Opened], dist: Path) -> None:
    def prepare(context: BrowserContext) -> None:
        context.add_init_script(
            """const post = Worker.prototype.postMessage;
            Worker.prototype.postMessage = function (...given) {
              globalThis.theWorker = this;
              post.apply(this, given);
            };"""
        )

    page = awake(open_page(prepare=prepare).page)
    page.evaluate(open_hand(taught_text()))
    wait_until(page, draws(NAME))
    stroke(page)
    at_rest(page, strokes=1)
    page.evaluate("theWorker.onerror(new Event('error'))")
    wait_for_engine(page, "starter")
    stroke(page, 220)
    wait_for_engine(page, "ort-wasm")
    stroke(page, 320)
    found = at_rest(page, strokes=3)
    assert [each["hand"] for each in found["strokes"]] == [NAME] * 3
    check_ink(found, hands_with_own(dist))


def test_deleting_everything_takes_two_presses(open_page: Callable[..., Opened]) -> None:
    page = awake(open_page().page)
    page.evaluate("curlicue.kept.set('strokes', 'x')")
    page.evaluate(open_hand(taught_text()))
    wait_until(page, f"localStorage.curlicue?.includes({NAME!r}) && location.hash.includes({NAME!r})")
    button = page.locator('[data-control="delete-all"]')
    asks = button.text_content()
    button.click()
    assert button.text_content() == kept_words.SURE
    page.locator("#margin-right").focus()
    assert button.text_content() == asks
    assert page.evaluate(ROW) != []
    button.click()
    button.click()
    wait_until(page, f"document.getElementById('delete-said').textContent === {kept_words.ALL_DELETED!r}")
    assert (page.evaluate(ROW), page.evaluate(LIST), page.evaluate(CHOSEN)) == ([], [], "loops")
    assert page.evaluate("curlicue.kept.all('')") == "[]"
    page.wait_for_timeout(400)  # what the page remembers it remembers a moment later
    assert page.evaluate("localStorage.length") == 0
    assert not page.evaluate("location.hash.includes('yours')")


def test_a_file_dropped_on_the_sheet_is_answered_there(open_page: Callable[..., Opened]) -> None:
    page = awake(open_page().page)
    for text, said in (("\x89PNG", "That file is not a hand."), (write_file(taught_text()), kept_words.OPENED)):
        assert page.evaluate(drop_file(text, "#draw-nib")) is True
        wait_until(page, f"document.getElementById('draw-status-text').textContent.startsWith({said!r})")
    assert page.evaluate("scrollY") == 0
    assert page.evaluate(CHOSEN) == NAME


@pytest.mark.thorough
def test_there_is_no_training_to_watch(open_page: Callable[..., Opened]) -> None:
    page = awake(open_page().page)
    page.evaluate(open_hand(taught_text()))
    wait_until(page, draws(NAME))
    assert page.locator("#epoch-said").text_content() == "This hand came without the moments of its training."
    assert page.locator('[data-control="epoch"]').is_disabled()
    page.locator('.hands [data-name="loops"]').check()
    assert not page.locator('[data-control="epoch"]').is_disabled()
    page.evaluate(press("draw", NAME))
    assert page.locator('[data-control="epoch"]').is_disabled()


@pytest.mark.thorough
def test_focus_stays_with_what_was_deleted_and_brought_back(open_page: Callable[..., Opened]) -> None:
    page = awake(open_page().page)
    page.evaluate(open_hand(taught_text()))
    wait_until(page, f"{LIST}.length === 1")
    page.locator(f'#kept-hands [data-name="{NAME}"] [data-deed=delete]').press("Enter")
    wait_until(page, "document.activeElement.dataset.deed === 'undo'")
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.dataset.deed === 'delete'")
    wait_until(page, f"{ROW}.length === 1")


@pytest.mark.thorough
@pytest.mark.parametrize("size", [(320, 640), (390, 844), (1280, 800)])
def test_twelve_hands_find_their_places(open_page: Callable[..., Opened], size: tuple[int, int]) -> None:
    page = awake(open_page(viewport={"width": size[0], "height": size[1]}).page)
    for k in range(12):
        page.evaluate(keep(taught_card(k)["name"], taught_text(k, "W" * (1 + 3 * k)), f"2026-{k:02}"))
    again(page)
    wait_until(page, f"{ROW}.length === 12")
    assert page.evaluate(ROW) == page.evaluate(LIST) == ["W" * (1 + 3 * k) for k in range(12)]
    assert not scrolls_sideways(page)
    inside = """[...document.querySelectorAll('.hand')].every((each) => {
      const box = each.getBoundingClientRect(), row = each.parentElement.getBoundingClientRect();
      return box.left >= row.left - 1 && box.right <= row.right + 1 && box.width >= 40 && box.height >= 44;
    })"""
    assert page.evaluate(inside)
