"""Whatever is missing, cut in half or never ends: within a while one draws, or reads one true sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.drawing import Held, at_rest, check_ink, load_hands, pens
from tests.browser.looking import check_line, is_colour, look, near, token
from tests.browser.touch import drag, line
from tests.browser.waiting import PATIENCE_MS, recording, snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

SENTENCES = ("The network did not arrive.", "The network has not come yet.", "web server")
SIGN_IN = "<!doctype html><html><title>Welcome</title>Sign in, please.</html>"
FIRST_STAGE = ("first.js", "pyscript.js", "pyscript.json", "starter.txt", "main.py", "micropython.wasm")


def without(name: str) -> Callable[[BrowserContext], object]:
    return lambda context: context.route(f"**/{name}", lambda route: route.fulfill(status=404, body="No such file."))


def half_of(name: str, dist: Path) -> Callable[[BrowserContext], object]:
    """The file breaks off in its middle, with status 200."""
    found = next(dist.rglob(name))
    content = found.read_bytes()
    half = content[: len(content) // 2]
    kind = "application/wasm" if name.endswith(".wasm") else "text/javascript"
    return lambda context: context.route(f"**/{name}", lambda route: route.fulfill(body=half, content_type=kind))


def endless(name: str) -> Callable[[BrowserContext], object]:
    """The file's answer never ends."""
    return Held(f"**/{name}")


def a_sign_in_instead_of(name: str) -> Callable[[BrowserContext], object]:
    """A hotel's network answers in the site's place, with status 200."""

    def sign_in(route: Route) -> None:
        route.fulfill(
            body="<!doctype html><html><title>Welcome</title>Sign in, please.</html>", content_type="text/html"
        )

    return lambda context: context.route(f"**/{name}", sign_in)


# Long waits of the page are short here, its animations over at once.
IMPATIENT = """
const known = setTimeout;
globalThis.setTimeout = (done, ms, ...given) => known(done, ms > 10_000 ? 2_000 : ms, ...given);
"""
HURRY = "document.getAnimations().forEach((one) => one.finish())"
SAID = """(() => {
  const said = [...document.querySelectorAll(".overdue, #notice-text")].filter((each) => each.textContent
    && each.checkVisibility({ visibilityProperty: true })).map((each) => each.textContent);
  return said.length && said;
})()"""


def impatient(prepare: Callable[[BrowserContext], object]) -> Callable[[BrowserContext], None]:
    def both(context: BrowserContext) -> None:
        context.add_init_script(IMPATIENT)
        prepare(context)

    return both


def says_a_true_sentence(opened: Opened) -> None:
    """One of the page's sentences is to be seen, and nothing pretends to be ready."""
    opened.watch.allow(".*")  # what the packages and the browser say of such a file
    page = opened.page
    page.wait_for_selector("#read", state="attached")  # a script that does not end holds back the event for that
    said = wait_until(page, f"({HURRY}, {SAID})")
    assert len(said) == 1, said
    assert said[0].startswith(SENTENCES)
    assert page.evaluate("document.documentElement.dataset.state") != "ready"


@pytest.mark.parametrize("name", FIRST_STAGE)
def test_a_missing_file_of_the_first_second_is_said(open_page: Callable[..., Opened], name: str) -> None:
    says_a_true_sentence(open_page(prepare=impatient(without(name))))


@pytest.mark.parametrize(
    "name", ["first.js", pytest.param("pyscript.js", marks=pytest.mark.thorough), "micropython.wasm"]
)
def test_half_a_file_of_the_first_second_is_said(open_page: Callable[..., Opened], dist: Path, name: str) -> None:
    says_a_true_sentence(open_page(prepare=impatient(half_of(name, dist))))


@pytest.mark.parametrize(
    "name", ["pyscript.js", pytest.param("starter.txt", marks=pytest.mark.thorough), "micropython.wasm"]
)
def test_an_answer_of_the_first_second_that_never_ends_is_said(open_page: Callable[..., Opened], name: str) -> None:
    opened = open_page(prepare=impatient(endless(name)))
    says_a_true_sentence(opened)
    wait_for_state(opened.page, "error")  # first.js is there, and offers to try again
    assert opened.page.locator('[data-control="retry"]').is_visible()


@pytest.mark.parametrize("name", [pytest.param("pyscript.json", marks=pytest.mark.thorough), "starter.txt", "main.py"])
def test_a_sign_in_instead_of_a_file_of_the_first_second_is_said(open_page: Callable[..., Opened], name: str) -> None:
    says_a_true_sentence(open_page(prepare=impatient(a_sign_in_instead_of(name))))


class Once:
    """A file's first answers are something else, until ``mend``."""

    def __init__(self, name: str, instead: str | None = None) -> None:
        self._name = name
        self._instead = instead
        self._whole = False
        self.refused = 0

    def __call__(self, context: BrowserContext) -> None:
        context.route(f"**/{self._name}", self._answer)

    def _answer(self, route: Route) -> None:
        if self._whole:
            route.continue_()
            return
        self.refused += 1
        if self._instead is None:
            route.abort()
        else:
            route.fulfill(body=self._instead, content_type="text/html")

    def mend(self) -> None:
        self._whole = True


def opened_with(open_page: Callable[..., Opened], once: Once) -> Page:
    opened = open_page(prepare=once)
    opened.watch.allow("ERR_FAILED|net::")
    wait_for_state(opened.page, "ready")
    return opened.page


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("later.txt", None),
        ("rest.html", SIGN_IN),
        pytest.param("later.txt", SIGN_IN, marks=pytest.mark.thorough),
        pytest.param("rest.html", None, marks=pytest.mark.thorough),
    ],
)
def test_the_other_half_comes_by_itself_once_the_line_is_back(
    open_page: Callable[..., Opened], name: str, instead: str | None
) -> None:
    once = Once(name, instead)
    page = opened_with(open_page, once)
    drag(page, line((40, 120), (120, 130), speed=80))
    page.locator("#notice-text", has_text="The figures did not arrive.").wait_for(timeout=PATIENCE_MS)
    assert once.refused
    refused = page.evaluate("curlicue.recording().then(() => '', (error) => error.message)")
    assert "recordings did not arrive" in refused
    once.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_for_engine(page, "ort-wasm")
    assert not page.locator("#notice").is_visible()
    assert recording(page)["strokes"]


def test_a_line_lost_while_the_worker_loads_costs_no_more_than_that(open_page: Callable[..., Opened]) -> None:
    once = Once("vendor/pyodide/pyodide.asm.wasm")
    opened = open_page(prepare=once)
    opened.watch.allow("ERR_FAILED|net::|wasm|WebAssembly|Failed to fetch")
    page = opened.page
    wait_for_state(page, "ready")
    drag(page, line((40, 120), (120, 130), speed=80))
    page.locator("#notice-text", has_text="A slower one is drawing.").wait_for(timeout=PATIENCE_MS)
    assert "asleep" in page.locator(".strip-waking").first.text_content()  # type: ignore[operator]
    once.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_for_engine(page, "ort-wasm")
    assert not page.locator("#notice").is_visible()
    assert len(at_rest(page)["strokes"]) == 1


def test_a_hands_card_that_failed_once_comes_with_the_next_tap(open_page: Callable[..., Opened], dist: Path) -> None:
    once = Once("models/waves/model.json")
    page = opened_with(open_page, once)
    page.check('[data-name="waves"]')
    page.locator("#draw-status-text", has_text="That hand did not arrive.").wait_for(timeout=PATIENCE_MS)
    once.mend()
    drag(page, line((40, 120), (140, 130), speed=80))
    wait_until(page, "curlicue.snapshot().hand === 'waves'")
    drag(page, line((40, 220), (140, 230), speed=80))
    found = at_rest(page)["strokes"]
    assert found[-1]["hand"] == "waves"
    check_ink({"strokes": found}, load_hands(dist))


@pytest.mark.parametrize("wrong", ["words", pytest.param("scale", marks=pytest.mark.thorough)])
def test_a_card_that_is_none_is_refused_and_the_hand_before_it_draws_on(
    open_page: Callable[..., Opened], dist: Path, wrong: str
) -> None:
    card = json.loads((dist / "models/waves/model.json").read_text(encoding="utf-8"))
    if wrong == "words":
        card["weights"]["output.bias"] = ["a", "b", "c"]
    else:
        card["loop"]["scale_px"] = 0

    def instead(context: BrowserContext) -> None:
        context.route("**/models/waves/model.json", lambda route: route.fulfill(json=card))

    page = open_page(prepare=instead).page
    wait_for_state(page, "ready")
    page.check('[data-name="waves"]')
    page.locator("#draw-status-text", has_text="What came is not that hand.").wait_for(timeout=PATIENCE_MS)
    drag(page, line((40, 120), (140, 130), speed=80))
    found = at_rest(page, strokes=1)
    assert found["strokes"][0]["hand"] == "loops"
    check_ink(found, load_hands(dist))


def test_a_stroke_begun_at_once_is_drawn_by_the_hand_that_was_chosen(
    open_page: Callable[..., Opened], dist: Path
) -> None:
    card = Held("**/models/zigzag/model.json")
    page = open_page(prepare=card).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    page.check('[data-name="zigzag"]')
    path = line((40, 120), (160, 130), speed=80)
    drag(page, path)
    dots = is_colour(look(page), token(page, "you"))
    assert near(dots, path[:1], 3) == [True]  # the finger's own line meanwhile
    assert "on its way" in page.locator("#draw-status-text").inner_text()
    assert snapshot(page)["steps"] == 0
    card.let_go()
    found = at_rest(page, strokes=1)
    assert found["strokes"][0]["hand"] == "zigzag"
    assert len(found["strokes"][0]["ticks"]) >= 3 * len(path) - 9
    check_ink(found, load_hands(dist))
    check_line(page, pens(found["strokes"][0]))
