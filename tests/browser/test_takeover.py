"""The worker takes the pen over, even in the middle of a stroke, and nobody can tell."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from tests.browser.drawing import (
    AFTER_STEPS,
    TAKEN_OVER_AT,
    Held,
    at_rest,
    check_ink,
    check_no_kink,
    frames,
    load_hands,
    pens,
    save_data,
)
from tests.browser.looking import check_line, look_closely
from tests.browser.touch import Finger, drag, line, round_and_round
from tests.browser.waiting import marks, recording, snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

PATIENCE_PIECES = 200  # of a sixth of a second


def draw_across(page: Page, worker: Held) -> int:
    """Draw slowly; the worker comes in the middle of the stroke, at the step given back; go on for a while and lift."""
    finger = Finger(page)
    path = round_and_round(speed=45)
    finger.press(next(path))
    finger.move(list(itertools.islice(path, 60)))
    worker.let_go()
    for _ in range(PATIENCE_PIECES):
        finger.move(list(itertools.islice(path, 10)))
        if page.evaluate("document.documentElement.dataset.engine") == "ort-wasm":
            break
    else:
        raise AssertionError("the worker does not take over while a finger draws")
    finger.move(list(itertools.islice(path, AFTER_STEPS + 20)))
    first: int = page.evaluate(TAKEN_OVER_AT)
    finger.lift()
    return first


def test_a_takeover_in_the_middle_of_a_stroke_leaves_no_kink(open_page: Callable[..., Opened], dist: Path) -> None:
    worker = Held("**/worker.js")
    page = open_page(prepare=worker).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    first = draw_across(page, worker)
    found = at_rest(page, strokes=1)
    stroke = found["strokes"][0]
    check_no_kink(stroke, first, load_hands(dist)[stroke["hand"]], speed=45)
    check_line(page, pens(stroke))


def test_starter_and_worker_paint_the_same_pixels(open_page: Callable[..., Opened]) -> None:
    worker = Held("**/worker.js")
    page = open_page(prepare=worker).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    drag(page, line((40, 150), (200, 170), speed=70))
    drag(page, line((280, 120), (60, 260), speed=300))
    at_rest(page, strokes=2)
    before = look_closely(page)
    worker.let_go()
    wait_for_engine(page, "ort-wasm")
    frames(page, 6)
    apart = np.abs(look_closely(page) - before).max(axis=2)
    assert (apart > 40).sum() <= 20, f"{(apart > 40).sum()} pixels differ, by {apart.max()} at most"


def test_undo_clear_and_a_new_stroke_while_the_worker_wakes(open_page: Callable[..., Opened], dist: Path) -> None:
    page = open_page().page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    drag(page, line((40, 60), (80, 60), speed=120))  # wakes the worker
    undo, clear = page.locator('[data-control="undo"]'), page.locator('[data-control="clear"]')
    for k in itertools.count():
        y = 100 + 30 * (k % 12)
        drag(page, line((60, y), (120, y + 10), speed=150))
        (undo if k % 2 else clear).click()
        if page.evaluate("document.documentElement.dataset.engine") == "ort-wasm":
            break
        assert k < PATIENCE_PIECES
    at_rest(page, strokes=0)
    drag(page, line((60, 300), (160, 300), speed=150))
    found = at_rest(page, strokes=1)
    check_ink(found, load_hands(dist))
    check_line(page, pens(found["strokes"][0]))


def test_an_undo_just_before_the_takeover_holds_after_it(open_page: Callable[..., Opened]) -> None:
    worker = Held("**/worker.js")
    page = open_page(prepare=worker).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    drag(page, line((40, 100), (120, 110), speed=120))
    drag(page, line((40, 300), (120, 310), speed=120))
    both = at_rest(page, strokes=2)["strokes"]
    page.click('[data-control="undo"]')
    worker.let_go()
    wait_for_engine(page, "ort-wasm")
    found = at_rest(page, strokes=1)
    assert found["strokes"][0]["pens"] == both[0]["pens"]
    check_line(page, pens(found["strokes"][0]))
    page.click('[data-control="redo"]')
    assert at_rest(page, strokes=2)["strokes"][1]["pens"] == both[1]["pens"]


def test_with_save_data_on_no_worker_starts(open_page: Callable[..., Opened]) -> None:
    opened = open_page(prepare=save_data)
    page = opened.page
    wait_for_state(page, "ready")
    drag(page, line((40, 100), (120, 110), speed=120))
    wait_until(page, "performance.getEntriesByName('curlicue:first-ink').length")
    wait_until(page, "performance.now() - performance.getEntriesByName('curlicue:starter')[0].startTime > 5000")
    assert not [address for address in opened.watch.requests if "worker" in address or "pyodide" in address]
    assert list(marks(page)) == ["starter", "first-ink"]
    assert snapshot(page)["engine"] == "starter"
    assert recording(page)["strokes"]
