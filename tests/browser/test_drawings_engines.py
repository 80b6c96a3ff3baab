"""A drawing that comes by a link is the same curve in each of the three engines, whatever steps the network there.

One page of one browser serves all tests of an engine, in their order.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from curlicue_drawing.coding import read
from curlicue_drawing.written import from_text
from tests.browser.documents import HANDS, digest, drawing
from tests.browser.drawing import pens
from tests.browser.looking import check_line_in
from tests.browser.test_three_engines import KEEP_BLOBS
from tests.browser.touch import SURFACE, line
from tests.drivers.driver import Driver
from tests.drivers.found import ENGINES, to_test
from tests.drivers.gate import Gate
from tests.drivers.opening import opened
from tests.drivers.page import (
    at_rest,
    colour,
    control,
    drag,
    picture_in_css_px,
    snapshot,
    wait_for_engine,
    wait_for_state,
    wait_until,
)
from tests.drivers.process import wait_for

PATIENCE_S = 30.0
STROKES = len(HANDS) + 1
SAYS = "document.getElementById('draw-status-text').textContent"
REMEMBERED = "(await curlicue.recording()).strokes.every((stroke) => stroke.states?.from === 0)"
ESCAPE = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))"
CLICK = "document.querySelector('{}').click()"


@pytest.fixture(scope="module", params=to_test(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def gate(dist: Path) -> Iterator[Gate]:
    with Gate(dist, held="worker.js") as running:
        yield running


@pytest.fixture(scope="module")
def page_of_engine(engine: str, gate: Gate, playwright: Playwright) -> Iterator[Driver]:
    gate.close_gate()
    with opened(engine, playwright) as driver:
        driver.open(f"{gate.address}#drawing={drawing()[0]}")
        wait_for_state(driver, "ready")
        driver.evaluate(KEEP_BLOBS)
        yield driver


@pytest.fixture
def page(page_of_engine: Driver) -> Iterator[Driver]:
    """The page; a test during which anything goes wrong on it fails."""
    yield page_of_engine
    assert page_of_engine.take_faults() == []


def test_the_starter_draws_it_before_the_readers_eyes_and_hands_the_pen_over(page: Driver) -> None:
    wait_until(page, "curlicue.snapshot().steps > 30")
    assert snapshot(page)["engine"] == "starter"
    wait_until(page, f"{SAYS} === 'Now yours.'")
    found = at_rest(page, strokes=STROKES)["strokes"]
    assert digest(stroke["pens"] for stroke in found) == drawing()[1]
    assert [stroke["hand"] for stroke in found] == [*HANDS, HANDS[-1]]
    places = [place for stroke in found for place in pens(stroke)]
    check_line_in(picture_in_css_px(page, SURFACE), colour(page, "line"), places)
    wait_until(page, "'sheet' in JSON.parse(localStorage.curlicue ?? '{}')")


def test_the_next_visit_finds_it_and_what_was_added(page: Driver, gate: Gate) -> None:
    kept = "curlicue.kept.get('drawing-' + JSON.parse(localStorage.curlicue).sheet)"
    page.evaluate(CLICK.format(control("free-run")))
    drag(page, line((60, 380), (110, 380), speed=60))
    before = at_rest(page, strokes=STROKES + 1)["strokes"]
    wait_until(page, "document.querySelectorAll('#kept-drawings li').length === 1")
    steps = sum(len(stroke["pens"]) // 2 for stroke in before)
    wait_for(lambda: read(from_text(page.evaluate(kept))).steps == steps, PATIENCE_S, "the whole drawing to be kept")
    page.open("about:blank")
    page.open(f"{gate.address}#drawing={drawing()[0]}")
    wait_for_state(page, "ready")
    found = at_rest(page, strokes=STROKES + 1)["strokes"]
    apart = [
        abs(one - other)
        for was, now in zip(before, found, strict=True)
        for one, other in zip(was["pens"], now["pens"], strict=True)
    ]
    assert max(apart) < 0.005
    assert snapshot(page)["engine"] == "starter"
    assert snapshot(page)["steps"] == 0, "nothing is drawn again that is kept as it was drawn"


SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
  <defs><path id="aside" d="M0 0L500 500"/></defs>
  <style>path { stroke: red }</style><script>globalThis.ran = true</script>
  <g transform="translate(10 20)"><g transform="scale(2)"><path d="M0 0h10m5 0h10v5"/></g></g>
  <circle cx="50" cy="50" r="10"/><polyline points="0,0 3,4 6,8"/><path d="M1 1L9 9" display="none"/>
  <g style="fill:red;display: none"><path d="M1 1L9 9"/></g>
</svg>"""

ENDS = ((10, 20), (30, 20), (40, 20), (60, 30))  # of its first path's two lines, on the picture


def test_the_lines_of_an_svg_are_read_alike(page: Driver) -> None:
    found = json.loads(page.evaluate(f"curlicue.paths({json.dumps(SVG)}, 3000)"))
    first, second, ring, slope = [list(zip(line[::2], line[1::2], strict=True)) for line in found]
    for place, wanted in zip((first[0], first[-1], second[0], second[-1]), ENDS, strict=True):
        assert math.dist(place, wanted) < 1.0  # a line begins and ends within a part of its length
    assert all(math.dist(place, (50, 50)) == pytest.approx(10, abs=0.05) for place in ring)
    assert math.dist(slope[0], (0, 0)) + math.dist(slope[-1], (6, 8)) < 0.01
    assert not page.evaluate("globalThis.ran ?? false")
    for text in ("<html/>", "<svg xmlns='http://www.w3.org/2000/svg'/>"):
        assert page.evaluate(f"curlicue.paths({json.dumps(text)}, 3000)") is None
    assert page.take_faults() == []
    many = "<svg xmlns='http://www.w3.org/2000/svg'>" + 50 * "<path d='M0 0h9'/>" + "</svg>"
    assert page.evaluate(f"curlicue.paths({json.dumps(many)}, 40)") == "large"


def test_onnxruntime_draws_the_same_curve(page: Driver, gate: Gate) -> None:
    gate.open_gate()
    drag(page, line((60, 400), (70, 400), speed=60))
    wait_for_engine(page, "ort-wasm")
    wait_until(page, REMEMBERED)  # those of the visit before, and those that the page itself has drawn, among them
    strokes = len(at_rest(page)["strokes"])
    text, lines = drawing(60.0)
    page.evaluate(f"location.hash = 'hand=eights&drawing={text}&pull=90'")
    wait_until(page, f"curlicue.snapshot().steps > {snapshot(page)['steps'] + 100}")
    assert snapshot(page)["hand"] == "eights"  # which draws next
    page.evaluate(ESCAPE)  # who does not wait has all of it at once
    found = at_rest(page, strokes=STROKES)["strokes"]
    assert digest(stroke["pens"] for stroke in found) == lines
    assert snapshot(page)["engine"] == "ort-wasm"
    wait_until(page, REMEMBERED)
    assert page.evaluate(f"document.querySelector('{control('pull')}').value") == "90"
    page.evaluate(CLICK.format(control("undo")))
    at_rest(page, strokes=strokes)
    page.evaluate(CLICK.format(control("redo")))
    assert digest(stroke["pens"] for stroke in at_rest(page, strokes=STROKES)["strokes"]) == lines
