"""Whatever is missing, one can draw, and the page says so in one quiet sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.drawing import at_rest, check_ink, fingers, frames, load_hands, pens
from tests.browser.looking import check_line, is_colour, look, near, token, visible_texts
from tests.browser.touch import Finger, drag, line
from tests.browser.waiting import recording, snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

SLOWER = "A slower one is drawing."
NOT_ARRIVED = "The network did not arrive."
NOT_FOR_READERS = ("Traceback", "PY10", "PY90", "Error:", "undefined", "micropython", "worker.js")

NO_OFFSCREEN = "delete globalThis.OffscreenCanvas; delete HTMLCanvasElement.prototype.transferControlToOffscreen;"
NO_WASM = "delete globalThis.WebAssembly;"

PATH = line((40, 120), (140, 135), speed=80)


def sentences(page: Page) -> list[str]:
    """What the page says beside its text."""
    return visible_texts(page.locator("#draw-status"), page.locator("#notice-text"))


def check_says(page: Page, part: str, *, retry: bool) -> None:
    """One quiet sentence, with a button where trying again may help; nothing of the machinery."""
    said = sentences(page)
    assert len(said) == 1, said
    assert part in said[0]
    assert page.locator('[data-control="retry"]').is_visible() == retry
    shown = page.locator("body").inner_text()
    assert not [word for word in NOT_FOR_READERS if word in shown]


def check_draws(page: Page, dist: Path, engine: str) -> None:
    """A stroke on that page is the network's, by the engine named."""
    strokes = len(at_rest(page)["strokes"])
    drag(page, line((40, 320), (120, 330), speed=80))
    found = at_rest(page, strokes=strokes + 1)
    check_ink(found, load_hands(dist))
    check_line(page, [place for stroke in found["strokes"] for place in pens(stroke)])
    assert snapshot(page)["engine"] == engine
    assert page.evaluate("document.documentElement.dataset.engine") == engine
    assert page.evaluate("document.documentElement.dataset.state") == "ready"


def opened_and_drawn(open_page: Callable[..., Opened], **options: object) -> Opened:
    opened = open_page(**options)
    wait_for_state(opened.page, "ready")
    opened.page.locator('[data-control="free-run"]').uncheck()
    drag(opened.page, PATH)
    return opened


@pytest.mark.parametrize(
    "missing",
    [
        "worker.js",
        pytest.param("vendor/pyodide/pyodide.asm.wasm", marks=pytest.mark.thorough),
        "worker/curlicue_worker.main.packed",
    ],
)
def test_without_the_worker_the_starter_draws_on(open_page: Callable[..., Opened], dist: Path, missing: str) -> None:
    opened = opened_and_drawn(open_page, break_=(missing,))
    opened.watch.allow("wasm|WebAssembly")  # what the packages say to the console
    page = opened.page
    page.locator("#notice-text").wait_for(timeout=60_000)
    check_says(page, SLOWER, retry=False)
    check_draws(page, dist, "starter")


def test_without_offscreencanvas_the_starter_draws_on(open_page: Callable[..., Opened], dist: Path) -> None:
    page = opened_and_drawn(open_page, prepare=lambda context: context.add_init_script(NO_OFFSCREEN)).page
    page.locator("#notice-text").wait_for()
    check_says(page, SLOWER, retry=False)
    check_draws(page, dist, "starter")


@pytest.mark.parametrize("missing", ["vendor/onnxruntime/ort-wasm-simd-threaded.wasm", "model.onnx"])
def test_without_onnxruntime_python_steps_in_the_worker(
    open_page: Callable[..., Opened], dist: Path, missing: str
) -> None:
    opened = opened_and_drawn(open_page, break_=(missing,))
    opened.watch.allow("wasm|WebAssembly")  # what the packages say to the console
    page = opened.page
    wait_for_engine(page, "python")
    check_says(page, SLOWER, retry=False)
    check_draws(page, dist, "python")


def test_a_session_that_does_not_agree_with_the_trace_is_not_trusted(
    open_page: Callable[..., Opened], dist: Path
) -> None:
    trace = json.loads((dist / "models/loops/trace.json").read_text(encoding="utf-8"))
    trace["steps"][5]["h"][3] += 0.01

    def wrong(context: BrowserContext) -> None:
        context.route("**/trace.json", lambda route: route.fulfill(json=trace))

    page = opened_and_drawn(open_page, prepare=wrong).page
    wait_for_engine(page, "python")
    check_says(page, SLOWER, retry=False)
    check_draws(page, dist, "python")


NOT_A_NUMBER = "Promise.resolve({ [session.outputNames[0]]: { data: new Float64Array(99).fill(NaN) } })"


@pytest.mark.parametrize("fault", ["Promise.reject('lost')", pytest.param(NOT_A_NUMBER, marks=pytest.mark.thorough)])
def test_a_session_that_fails_later_loses_nothing(open_page: Callable[..., Opened], dist: Path, fault: str) -> None:
    def failing(route: Route) -> None:
        source = (dist / "worker.js").read_text(encoding="utf-8")
        run = "session.run(feeds)"
        assert source.count(run) == 1
        broken = source.replace(run, f"((self.runs = (self.runs ?? 0) + 1) > 68 ? {fault} : {run})")
        route.fulfill(body=broken, content_type="text/javascript")

    page = opened_and_drawn(open_page, prepare=lambda context: context.route("**/worker.js", failing)).page
    wait_for_engine(page, "ort-wasm")
    at_rest(page, strokes=1)
    drag(page, line((40, 220), (140, 230), speed=80))
    wait_for_engine(page, "python")
    check_says(page, SLOWER, retry=False)
    check_ink(at_rest(page, strokes=2), load_hands(dist))
    check_draws(page, dist, "python")


def test_a_worker_that_dies_takes_nothing_with_it(open_page: Callable[..., Opened], dist: Path) -> None:
    opened = opened_and_drawn(open_page)
    opened.watch.allow("lost on purpose")
    page = opened.page
    wait_for_engine(page, "ort-wasm")
    drag(page, line((40, 220), (140, 230), speed=80))
    before = at_rest(page, strokes=2)["strokes"]
    finger = Finger(page)
    finger.press((200, 100))
    finger.move(line((200, 100), (240, 140), speed=60)[1:])
    page.workers[0].evaluate("setTimeout(() => { throw new Error('lost on purpose'); })")
    wait_for_engine(page, "starter")
    finger.move(line((240, 140), (280, 180), speed=60)[1:])
    finger.lift()
    after = at_rest(page, strokes=3)["strokes"]
    check_says(page, SLOWER, retry=False)
    for old, new in zip(before, after, strict=False):
        assert new["ticks"] == old["ticks"]
        assert new["pens"] == pytest.approx(old["pens"], abs=0.2)
    assert fingers(after[2])[0] == pytest.approx((200, 100), abs=0.5)
    assert fingers(after[2])[-1] == pytest.approx((280, 180), abs=0.5)
    another_worker_takes_over(page, dist, after)


def another_worker_takes_over(page: Page, dist: Path, before: list[dict[str, Any]]) -> None:
    """At the reader's next tap another worker is woken, and has all that was drawn."""
    drag(page, line((40, 320), (120, 330), speed=80))
    wait_for_engine(page, "ort-wasm")
    found = at_rest(page, strokes=len(before) + 1)
    assert sentences(page) == []
    for old, new in zip(before, found["strokes"], strict=False):
        assert [new["ticks"], new["pens"]] == [old["ticks"], old["pens"]]
    check_line(page, [place for stroke in found["strokes"] for place in pens(stroke)])
    page.locator("#states").scroll_into_view_if_needed()
    wait_until(page, "document.querySelector('.row .follows')")


@pytest.mark.thorough
def test_a_worker_that_falls_silent_is_given_up(open_page: Callable[..., Opened], dist: Path) -> None:
    def keep_workers(context: BrowserContext) -> None:
        context.add_init_script(
            "const Known = Worker; globalThis.Worker = class extends Known {"
            " constructor(...given) { super(...given); globalThis.lastWorker = this; } };"
        )

    page = opened_and_drawn(open_page, prepare=keep_workers).page
    wait_for_engine(page, "ort-wasm")
    before = at_rest(page, strokes=1)["strokes"]
    page.evaluate("lastWorker.terminate()")  # as a browser short of memory does, without a word
    drag(page, line((40, 220), (140, 230), speed=80))
    wait_for_engine(page, "starter")
    after = at_rest(page, strokes=2)["strokes"]
    check_says(page, SLOWER, retry=False)
    assert after[0]["ticks"] == before[0]["ticks"]
    assert fingers(after[1])[-1] == pytest.approx((140, 230), abs=0.5)
    another_worker_takes_over(page, dist, after)


@pytest.mark.parametrize(
    "missing",
    [
        "micropython.wasm",
        "micropython.js",
        "starter.txt",
        "vendor/pyscript/core.js",
    ],
)
def test_without_the_starter_the_finger_still_draws_its_line(open_page: Callable[..., Opened], missing: str) -> None:
    opened = open_page(break_=(missing,))
    opened.watch.allow(".*")  # what PyScript says to the console of a file that is not there
    page = opened.page
    wait_for_state(page, "error")
    check_says(page, NOT_ARRIVED, retry=True)
    drag(page, PATH)
    shown = is_colour(look(page), token(page, "you"))
    assert all(near(shown, PATH[:1], 3))
    assert sum(near(shown, [PATH[k] for k in range(6, len(PATH), 12)], 8)) >= 4
    check_says(page, NOT_ARRIVED, retry=True)

    page.context.unroute(f"**/{missing}")
    page.click('[data-control="retry"]')
    wait_for_state(page, "ready")
    assert sentences(page) == []


def test_without_webassembly_it_says_how_to_allow_it(open_page: Callable[..., Opened]) -> None:
    opened = open_page(prepare=lambda context: context.add_init_script(NO_WASM))
    opened.watch.allow(".*")  # what PyScript says to the console
    page = opened.page
    wait_for_state(page, "error")
    wait_until(page, "document.readyState === 'complete'")
    drag(page, PATH)
    frames(page, 3)
    check_says(page, "allow WebAssembly", retry=True)
    assert near(is_colour(look(page), token(page, "you")), PATH[:1], 3) == [True]
    assert snapshot(page)["engine"] == "none"


def test_a_recording_asked_for_early_comes_when_there_is_one(open_page: Callable[..., Opened]) -> None:
    page = open_page().page
    wait_until(page, "globalThis.curlicue?.recording")
    assert recording(page)["strokes"] == []
