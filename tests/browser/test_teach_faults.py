"""Teaching where something is missing, refused, damaged or too much: one sentence, and no stroke is lost."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Page

from curlicue_hands.amount import MOST_STROKES
from curlicue_words import teach_words
from tests.browser.test_kept import REFUSALS, awake
from tests.browser.test_lacks import LACKS
from tests.browser.test_teach import MISSES, SAID, STATE, STROKE_COUNT, STROKES
from tests.browser.touch import Finger, drag
from tests.browser.waiting import wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

PAD = '[data-role="pad"]'


def kept(strokes: int, seconds: float = 1.5) -> str:
    """Strokes as another visit has kept them: circles."""

    def sample(k: int, first: float) -> str:
        angle = 6.0 * k / 60
        return f"[1,{150 + 30 * math.cos(angle):.2f},{150 + 30 * math.sin(angle):.2f},{first + k / 60:.4f},0.5]"

    lines = ["[" + ",".join(sample(k, 9.0 * n) for k in range(round(60 * seconds))) + "]" for n in range(strokes)]
    return "\n".join(lines)


def there(page: Page) -> Page:
    """The page with its later half; the worker that draws may be on its way still."""
    wait_for_state(page, "ready")
    page.evaluate("document.querySelector('[data-figure=draw]').focus()")  # its keys want the later half
    wait_until(page, "document.querySelector('[data-figure=draw]').getAttribute('aria-describedby') === 'keys'")
    return page


def with_strokes(page: Page, strokes: int = 3, seconds: float = 1.5) -> Page:
    """The page of somebody who has drawn at an earlier visit."""
    there(page)
    page.evaluate(f"curlicue.kept.set('strokes', {json.dumps(kept(strokes, seconds))})")
    page.reload()
    there(page)
    wait_until(page, f"{STROKE_COUNT} > 0")
    return page


def record(page: Page, points: Sequence[tuple[float, float]]) -> None:
    """Draw a stroke on the pad."""
    page.locator(PAD).evaluate("pad => pad.scrollIntoView({ block: 'center', behavior: 'instant' })")
    Finger(page, PAD).drag(points)


def teach(page: Page) -> None:
    page.evaluate("document.querySelector('[data-control=teach]').click()")


def test_a_teacher_that_does_not_come_is_said_and_comes_at_the_next_call(open_page: Callable[..., Opened]) -> None:
    page = with_strokes(open_page().page)
    page.context.route("**/graphs/teach.onnx", lambda route: route.fulfill(body="no graph"))
    teach(page)
    wait_until(page, f"{SAID} === {teach_words.NO_TEACHER!r}")
    assert page.evaluate(STATE) == "idle"
    assert page.evaluate(STROKE_COUNT) == 3
    page.context.unroute("**/graphs/teach.onnx")
    teach(page)
    wait_until(page, f"{STATE} === 'learning'")


def test_without_workers_it_is_said(open_page: Callable[..., Opened]) -> None:
    page = there(open_page(prepare=lambda context: context.add_init_script(LACKS["no Worker"].script)).page)
    record(page, [(40 + 2 * k, 150 + 20 * math.sin(k / 6)) for k in range(60)])
    wait_until(page, f"{STROKE_COUNT} === 1")
    teach(page)
    wait_until(page, f"{SAID} === {teach_words.NO_TEACHER!r}")


@pytest.mark.thorough
@pytest.mark.parametrize("refusal", ["indexedDB full", "indexedDB never answers"])
def test_strokes_that_are_not_kept_are_said_to_be(open_page: Callable[..., Opened], refusal: str) -> None:
    page = there(open_page(prepare=lambda context: context.add_init_script(REFUSALS[refusal])).page)
    record(page, [(40 + 2 * k, 150 + 20 * math.sin(k / 6)) for k in range(60)])
    wait_until(page, f"{STROKE_COUNT} === 1")
    wait_until(page, f"{SAID} === {teach_words.NOT_KEPT!r}")


def test_what_was_kept_damaged_is_left_out(open_page: Callable[..., Opened]) -> None:
    page = there(open_page().page)
    damaged = "\n".join([kept(1), "[[1,2,3]]", "[[1,2,", "{}", "null", '[["a","b","c","d","e"]]', kept(1)])
    page.evaluate(f"curlicue.kept.set('strokes', {json.dumps(damaged)})")
    page.evaluate("curlicue.kept.set('story', '{\"hand\": 3}')")
    page.reload()
    there(page)
    wait_until(page, f"{STROKE_COUNT} === 2")
    assert page.evaluate("document.getElementById('story').hidden")


@pytest.mark.thorough
def test_a_thousand_strokes_are_counted_and_no_more_are_heard(open_page: Callable[..., Opened]) -> None:
    page = with_strokes(open_page().page, MOST_STROKES, 0.2)
    more = teach_words.more(MOST_STROKES - page.evaluate(STROKE_COUNT))
    wait_until(page, f"document.getElementById('record-more').textContent === {more!r}")
    record(page, [(40 + 2 * k, 150 + 20 * math.sin(k / 6)) for k in range(30)])
    page.wait_for_timeout(1000)
    assert page.evaluate(f"(async () => (await {STROKES}).split('\\n').length)()") == MOST_STROKES


def test_a_dot_and_a_scroll_are_no_strokes(open_page: Callable[..., Opened]) -> None:
    page = there(open_page().page)
    record(page, [(60, 150)])
    page.wait_for_timeout(300)
    assert page.evaluate(STROKE_COUNT) == 0
    assert page.evaluate("document.getElementById('record-ink').childElementCount") == 0


@pytest.mark.thorough
def test_straight_lines_are_refused_beforehand(open_page: Callable[..., Opened]) -> None:
    page = awake(open_page().page)
    for row in range(4):
        record(page, [(40 + 2 * k, 80 + 40 * row) for k in range(110)])
        wait_until(page, f"{STROKE_COUNT} === {row + 1}")
    wait_until(page, f"/straight/.test({SAID})")


def at_rest_again(page: Page) -> str:
    """What is said of the loss once that has stood still: what was on its way when it was stopped may still come."""
    before = None
    for _ in range(10):
        now: str = page.evaluate(MISSES)
        if now == before:
            return now
        before = now
        page.wait_for_timeout(700)
    pytest.fail("it goes on learning")


def test_it_waits_and_goes_on_and_stops(open_page: Callable[..., Opened]) -> None:
    page = with_strokes(open_page().page, 8)
    teach(page)
    wait_until(page, f"{STATE} === 'learning'")
    page.evaluate("document.querySelector('[data-control=teach-pause]').click()")
    wait_until(page, f"{SAID} === {teach_words.PAUSED!r}")
    before = at_rest_again(page)
    page.evaluate("document.querySelector('[data-control=teach-pause]').click()")
    wait_until(page, f"{MISSES} !== {json.dumps(before)}")
    page.evaluate("document.querySelector('[data-control=teach-stop]').click()")
    wait_until(page, f"{STATE} !== 'learning'")


@pytest.mark.thorough
def test_the_pen_draws_on_while_it_learns(open_page: Callable[..., Opened]) -> None:
    page = with_strokes(open_page().page, 8)
    wait_for_engine(page, "ort-wasm")
    teach(page)
    wait_until(page, f"{STATE} === 'learning'")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    drag(page, [(40 + 0.8 * k, 200) for k in range(150)])
    wait_until(page, "curlicue.snapshot().steps > 100")
    assert page.evaluate("curlicue.snapshot().engine") == "ort-wasm"


@pytest.mark.thorough
def test_two_pages_teach_at_once(open_page: Callable[..., Opened]) -> None:
    page = with_strokes(open_page().page, 8)
    other = page.context.new_page()
    other.goto(page.url)
    wait_for_state(other, "ready")
    wait_until(other, f"{STROKE_COUNT} === 8")
    for each in (page, other):
        teach(each)
    for each in (page, other):
        wait_until(each, f"{STATE} === 'learning'")
        each.evaluate("document.querySelector('[data-control=teach-stop]').click()")
    for each in (page, other):
        wait_until(each, f"['offered', 'idle'].includes({STATE})")


@pytest.mark.thorough
def test_all_that_is_kept_can_be_deleted_strokes_and_story_too(open_page: Callable[..., Opened]) -> None:
    page = with_strokes(open_page().page, 3)
    for _ in range(2):  # it asks once more
        page.evaluate("document.querySelector('[data-control=delete-all]').click()")
    wait_until(page, f"{STROKE_COUNT} === 0")
    wait_until(page, f"(async () => (await {STROKES}) === null)()")
