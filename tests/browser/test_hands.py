"""Six hands in a row: each draws its own sign on the same slow drag, with either engine, and keeps what it drew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from curlicue.pen import slider_of_pull
from curlicue_study.measures import measure
from tests.browser.drawing import at_rest, check_ink, follow_moving, frames, load_hands, save_data
from tests.browser.touch import drag, line
from tests.browser.waiting import snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

HANDS = ("loops", "waves", "zigzag", "cursive", "eights", "coil")


def choose(page: Page, name: str) -> None:
    """Tap a hand, and wait until it is the one that draws next."""
    page.locator(f'label:has([data-name="{name}"])').tap()
    frames(page, 2)
    wait_until(page, f"curlicue.snapshot().hand === {name!r}")


def drawn_by(open_page: Callable[..., Opened], engine: str) -> Page:
    """A phone with an empty sheet on which this engine draws; its lines stop soon after the lift."""
    page = open_page(prepare=save_data if engine == "starter" else None).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    if engine != "starter":
        drag(page, line((40, 40), (60, 40), speed=60))
        wait_for_engine(page, engine)
        page.click('[data-control="clear"]')
    return page


@pytest.mark.parametrize("engine", ["starter", "ort-wasm"])
def test_each_hand_draws_its_own_sign(open_page: Callable[..., Opened], dist: Path, engine: str) -> None:
    page = drawn_by(open_page, engine)
    for number, name in enumerate(HANDS):
        choose(page, name)
        drag(page, line((40, 60 + 70 * number), (230, 60 + 70 * number), speed=38))
    found = at_rest(page, strokes=len(HANDS))
    assert [stroke["hand"] for stroke in found["strokes"]] == list(HANDS)
    assert snapshot(page)["engine"] == engine
    check_ink(found, load_hands(dist))
    signs = {stroke["hand"]: measure(*follow_moving(stroke)) for stroke in found["strokes"]}
    assert (signs["loops"].share or 0) > 0.9
    assert (signs["cursive"].share or 0) > 0.8
    assert signs["coil"].loops_per_s > 1.6 * signs["loops"].loops_per_s
    for name in ("waves", "zigzag", "eights"):  # they turn both ways
        assert signs[name].flips_per_s > 1.0, name
        assert signs[name].loops_per_s < 0.6, name
    assert (signs["zigzag"].corner or 0) > (signs["waves"].corner or 0)


def test_undo_and_redo_keep_each_strokes_own_hand(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    drag(page, line((40, 80), (90, 80), speed=60))
    choose(page, "coil")
    drag(page, line((40, 200), (90, 200), speed=60))
    before = at_rest(page, strokes=2)["strokes"]
    page.click('[data-control="undo"]')
    assert [stroke["hand"] for stroke in at_rest(page, strokes=1)["strokes"]] == ["loops"]
    page.click('[data-control="redo"]')
    assert at_rest(page, strokes=2)["strokes"] == before


def test_the_choice_is_remembered_and_carried_by_the_address(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    choose(page, "waves")
    address = wait_until(page, "location.hash")
    assert "hand=waves" in address
    page.reload()
    wait_for_state(page, "ready")
    wait_until(page, "curlicue.snapshot().hand === 'waves'")
    other = open_page(prepare=save_data, path="#hand=eights&pull=60&free=off&length=7").page
    wait_for_state(other, "ready")
    wait_until(other, "curlicue.snapshot().hand === 'eights'")
    assert other.locator('[data-control="pull"]').input_value() == "60"
    assert not other.locator('[data-control="free-run"]').is_checked()


def test_a_links_settings_do_not_stay_on_the_device_unless_the_reader_changes_them(
    open_page: Callable[..., Opened],
) -> None:
    page = open_page(prepare=save_data, path="#hand=waves&pull=60&length=7&write=Ada").page
    wait_for_state(page, "ready")
    assert page.evaluate("localStorage.length") == 0
    page.locator(".free-run summary").tap()
    page.locator("#free-run-length").fill("3")
    page.locator("#free-run-length").dispatch_event("change")
    kept = json.loads(wait_until(page, "localStorage.getItem('curlicue')"))
    assert kept == {"length": "3"}
    assert wait_until(page, "location.hash.includes('length=3') && location.hash") == (
        "#write=Ada&hand=waves&pull=60&free=on&length=3"
    )


def test_a_link_opened_in_an_open_page_is_obeyed(open_page: Callable[..., Opened], dist: Path) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    page.evaluate("location.hash = 'hand=eights&pull=60&free=off&length=7'")
    wait_until(page, "curlicue.snapshot().hand === 'eights'")
    assert page.locator('[data-control="pull"]').input_value() == "60"
    drag(page, line((40, 100), (120, 110), speed=60))
    found = at_rest(page, strokes=1)
    assert found["settings"] == {"pull": 0.6, "free_steps": 0}
    assert found["strokes"][0]["hand"] == "eights"
    page.evaluate("location.hash = 'gates'")
    frames(page, 3)
    assert snapshot(page)["hand"] == "eights"


@pytest.mark.parametrize("engine", ["starter", "ort-wasm"])
def test_the_slider_stands_at_the_hands_own_pull_until_the_reader_moves_it(
    open_page: Callable[..., Opened], dist: Path, engine: str
) -> None:
    page = drawn_by(open_page, engine)
    slider = page.locator('[data-control="pull"]')
    own = {name: round(100 * slider_of_pull(hand.loop.pull)) for name, hand in load_hands(dist).items()}
    assert own["eights"] != own["loops"]
    for number, name in enumerate(("loops", "eights", "waves")):
        choose(page, name)
        assert int(slider.input_value()) == own[name]
        assert "pull=" not in page.evaluate("location.hash")
        drag(page, line((40, 60 + 70 * number), (80, 60 + 70 * number), speed=60))
        at_rest(page, strokes=number + 1)  # a pen that draws on alone would hear of the next hand's pull
    slider.fill("60")
    slider.dispatch_event("change")
    choose(page, "eights")
    assert slider.input_value() == "60"
    wait_until(page, "location.hash.includes('pull=60')")
    drag(page, line((40, 300), (80, 300), speed=60))
    strokes = at_rest(page, strokes=4)["strokes"]
    used = [[pull for _, pull in stroke["pulls"]] for stroke in strokes]
    assert used == [[own["loops"] / 100], [own["eights"] / 100], [own["waves"] / 100], [0.6]]


def test_arrow_keys_choose_a_hand(page: Page) -> None:
    wait_for_state(page, "ready")
    page.locator('[data-name="loops"]').focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "curlicue.snapshot().hand === 'waves'")
    assert page.locator('[data-name="waves"]').is_checked()


def test_the_row_gains_and_loses_a_hand_while_the_page_is_open(open_page: Callable[..., Opened], dist: Path) -> None:
    card = json.loads((dist / "models" / "waves" / "model.json").read_text(encoding="utf-8"))

    def prepare(context: BrowserContext) -> None:
        save_data(context)
        mine = json.dumps({**card, "name": "mine"})
        context.route(
            "**/models/mine/model.json", lambda route: route.fulfill(body=mine, content_type="application/json")
        )

    page = open_page(prepare=prepare).page
    wait_for_state(page, "ready")
    page.evaluate(
        """() => {
          const label = document.querySelector('[data-name="waves"]').parentElement.cloneNode(true);
          label.firstElementChild.dataset.name = "mine";
          document.querySelector(".hands").append(label);
        }"""
    )
    choose(page, "mine")
    drag(page, line((40, 80), (120, 80), speed=60))
    assert [stroke["hand"] for stroke in at_rest(page, strokes=1)["strokes"]] == ["mine"]
    page.evaluate("document.querySelector('[data-name=mine]').parentElement.remove()")
    choose(page, "waves")
    drag(page, line((40, 200), (120, 200), speed=60))
    assert [stroke["hand"] for stroke in at_rest(page, strokes=2)["strokes"]] == ["mine", "waves"]


def test_a_hand_that_lies_nowhere_on_the_site_brings_its_graph(open_page: Callable[..., Opened], dist: Path) -> None:
    """Its card and its bytes go to the worker, which steps it with onnxruntime-web like any other."""
    card = json.loads((dist / "models" / "waves" / "model.json").read_text(encoding="utf-8"))
    page = open_page().page
    wait_for_state(page, "ready")
    page.evaluate(
        """async (card) => {
          const graph = await (await fetch("./models/waves/model.onnx")).arrayBuffer();
          const post = Worker.prototype.postMessage;
          Worker.prototype.postMessage = function (message, ...given) {
            globalThis.theWorker = this;
            return post.call(this, message, ...given);
          };
          const message = { text: `hand ${JSON.stringify(card)}`, graphs: { mine: graph } };
          globalThis.bring = () => theWorker.postMessage(message);
        }""",
        {**card, "name": "mine"},
    )
    drag(page, line((40, 80), (80, 80), speed=60))
    wait_for_engine(page, "ort-wasm")
    page.evaluate("bring()")
    drag(page, line((40, 200), (120, 200), speed=60))
    wait_until(page, "curlicue.snapshot().hand === 'mine'")
    wait_until(page, "curlicue.snapshot().engine === 'ort-wasm'")
