"""Six hands in a row: each draws its own sign on the same slow drag, with either engine, and keeps what it drew."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from curlicue.pen import slider_of_pull
from curlicue.stroke import STEP_S
from curlicue_study.measures import measure
from tests.browser.drawing import at_rest, check_ink, fingers, follow_moving, frames, load_hands, save_data
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


SLOW_PX_S = 38.0
TRIES = 4  # of a drag; on a busy machine the finger stumbles, and a stumble is not the hand's


def went_evenly(stroke: dict[str, Any]) -> bool:
    """Whether the finger hardly ever stopped on the way: nine steps of ten are as long as they were meant."""
    steps = [hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(fingers(stroke))]
    meant = SLOW_PX_S * STEP_S
    return sum(0.5 * meant < step < 1.5 * meant for step in steps) > 0.9 * len(steps)


@pytest.mark.alone
@pytest.mark.thorough
@pytest.mark.parametrize("engine", ["starter", "ort-wasm"])
def test_each_hand_draws_its_own_sign(open_page: Callable[..., Opened], dist: Path, engine: str) -> None:
    page = drawn_by(open_page, engine)
    for number, name in enumerate(HANDS):
        choose(page, name)
        for again in range(TRIES):
            drag(page, line((40, 60 + 70 * number), (230, 60 + 70 * number), speed=SLOW_PX_S))
            if again == TRIES - 1 or went_evenly(at_rest(page, strokes=number + 1)["strokes"][-1]):
                break
            page.click('[data-control="undo"]')
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


def settings_kept(page: Page) -> dict[str, str]:
    """What the device remembers of the controls; which drawing lies on the sheet is no setting."""
    kept: dict[str, str] = json.loads(page.evaluate("localStorage.getItem('curlicue')") or "{}")
    kept.pop("sheet", None)
    return kept


def test_a_links_settings_do_not_stay_on_the_device_unless_the_reader_changes_them(
    open_page: Callable[..., Opened],
) -> None:
    page = open_page(prepare=save_data, path="#hand=waves&pull=60&length=7&write=Ada").page
    wait_for_state(page, "ready")
    assert settings_kept(page) == {}
    page.locator(".free-run summary").tap()
    page.locator("#free-run-length").fill("3")
    page.locator("#free-run-length").dispatch_event("change")
    wait_until(page, "localStorage.getItem('curlicue')?.includes('length')")
    assert settings_kept(page) == {"length": "3"}
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


@pytest.mark.parametrize("engine", ["starter", pytest.param("ort-wasm", marks=pytest.mark.thorough)])
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
