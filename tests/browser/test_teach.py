"""A reader teaches it their hand, in each of the three browser engines: draws, watches it learn, keeps it, draws on.

One page of one browser serves all tests of an engine, in their order.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Playwright

from builder.server import SiteServer
from curlicue.stroke import STEPS_PER_S
from curlicue_hands.hand_file import read_file
from curlicue_hands.places import is_taught
from tests.browser.giving import CHOSEN, LIST, ROW, open_file, press
from tests.browser.test_three_engines import SAVED
from tests.browser.touch import line
from tests.browser.visiting import visit
from tests.drivers.driver import Driver
from tests.drivers.found import ENGINES, to_test
from tests.drivers.opening import opened
from tests.drivers.page import at_rest, control, drag, frames, wait_for_engine, wait_until

pytestmark = pytest.mark.alone  # a busy machine's finger is another hand

PAD = '[data-role="pad"]'
SAID = "document.getElementById('teach-said').textContent"
STATE = "document.getElementById('teaching').dataset.teaching"
STROKES = "curlicue.kept.get('strokes')"
STROKE_COUNT = "document.querySelectorAll('#record-strokes li').length"
MISSES = "document.getElementById('lesson-misses').textContent"
TITLE = "Ada’s swing"
WAVES, WAVE_PX, SWING_PX = 3, 64.0, 14.0
GOES = 3  # before a hand is taken: a driver's finger is no even one
NEAR = 1.35  # times the tempo
SLOW_PX_S = 40.0


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


def click(page: Driver, name: str) -> None:
    page.evaluate(f"document.querySelector('{control(name)}').click()")


def wave(row: int) -> list[tuple[float, float]]:
    return [(15 + 1.6 * k, 75 + 70 * row + SWING_PX * math.sin(math.tau * 1.6 * k / WAVE_PX)) for k in range(165)]


def draw_waves(page: Driver) -> None:
    page.evaluate(f"document.querySelector('{PAD}').scrollIntoView({{ block: 'center', behavior: 'instant' }})")
    for row in range(WAVES):
        drag(page, wave(row), PAD)
        wait_until(page, f"{STROKE_COUNT} === {row + 1}")


def swings_per_s(offsets: Sequence[float], hz: float) -> float:
    """How often a line crosses its middle, halved."""
    middle = sum(offsets) / len(offsets)
    crossings = sum((a - middle) * (b - middle) < 0 for a, b in pairwise(offsets))
    return crossings / 2 / (len(offsets) / hz)


def drawn_swings_per_s(strokes: str) -> float:
    """The same of the strokes as they were kept."""
    found = []
    for text in strokes.split("\n"):
        samples: list[list[float]] = json.loads(text)
        hz = len(samples) / (samples[-1][3] - samples[0][3])
        found.append(swings_per_s([sample[2] for sample in samples], hz))
    return sum(found) / len(found)


def test_strokes_are_drawn_counted_kept_and_taken_back(page: Driver) -> None:
    draw_waves(page)
    wait_until(page, f"/seconds/.test({SAID})")
    drag(page, wave(3)[:60], PAD)
    wait_until(page, f"{STROKE_COUNT} === {WAVES + 1}")
    click(page, "record-undo")
    wait_until(page, f"{STROKE_COUNT} === {WAVES}")
    click(page, "record-clear")
    wait_until(page, f"{STROKE_COUNT} === 0")
    click(page, "record-undo")
    wait_until(page, f"{STROKE_COUNT} === {WAVES}")
    page.evaluate("document.querySelector('[data-stroke]').click()")
    wait_until(page, f"{STROKE_COUNT} === {WAVES - 1}")
    click(page, "record-undo")
    wait_until(page, f"{STROKE_COUNT} === {WAVES}")
    wait_until(page, f"(async () => ((await {STROKES}) ?? '').split('\\n').length === {WAVES})()")


def test_it_learns_before_ones_eyes_and_what_it_learned_is_told(page: Driver) -> None:
    for _ in range(GOES):
        click(page, "teach")
        wait_until(page, f"{STATE} === 'learning'")
        first = wait_until(page, MISSES)
        picture = wait_until(page, "document.getElementById('drag-now').innerHTML")
        wait_until(page, f"{STATE} !== 'learning'")
        assert page.evaluate("document.getElementById('drag-now').innerHTML") != picture
        if page.evaluate(STATE) == "offered":
            break
    assert page.evaluate(STATE) == "offered", page.evaluate(SAID)
    assert page.evaluate(MISSES) != first
    assert page.evaluate("document.getElementById('drag-before').innerHTML") != picture
    told = page.evaluate("[...document.querySelectorAll('#story p')].map((each) => each.textContent)")
    assert f"You drew {WAVES} strokes" in told[0]
    assert all(told)
    pictures = "[...document.querySelectorAll('#story svg')].map((each) => each.childElementCount)"
    assert page.evaluate(pictures) == [5, 5, 5]


def test_it_is_kept_and_the_next_slow_line_swings_as_the_reader_does(page: Driver) -> None:
    page.evaluate(f"void (document.querySelector('{control('teach-title')}').value = {json.dumps(TITLE)})")
    click(page, "keep-hand")
    wait_until(page, f"{ROW}.length === 1")
    assert page.evaluate(ROW) == page.evaluate(LIST) == [TITLE]
    wait_for_engine(page, "ort-wasm")
    check_swing(page)


def check_swing(page: Driver) -> None:
    """Draw a slow straight line on the sheet: its swing has the tempo of the strokes."""
    name = page.evaluate(CHOSEN)
    assert is_taught(name)
    wait_until(page, f"curlicue.snapshot().hand === {name!r}")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    page.evaluate(f"document.querySelector('{control('free-run')}:checked')?.click()")
    click(page, "clear")
    drag(page, line((30, 200), (250, 200), speed=SLOW_PX_S))
    (stroke,) = at_rest(page, strokes=1)["strokes"]
    assert stroke["hand"] == name
    across = [y for _, y in pens(stroke)][STEPS_PER_S:]
    wanted = drawn_swings_per_s(page.evaluate(STROKES))
    assert wanted / NEAR < swings_per_s(across, STEPS_PER_S) < wanted * NEAR


def pens(stroke: dict[str, Any]) -> list[tuple[float, float]]:
    numbers = stroke["pens"]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_at_the_next_visit_all_of_it_is_there(page: Driver, server: SiteServer) -> None:
    wait_until(page, "(localStorage.getItem('curlicue') ?? '').includes('yours-')")
    visit(page, server)
    wait_until(page, f"{ROW}.length === 1 && {STROKE_COUNT} === {WAVES}")
    wait_until(page, f"{CHOSEN}.startsWith('yours-')")
    assert f"You drew {WAVES} strokes" in wait_until(page, "document.getElementById('story-1').textContent")
    check_swing(page)


def test_it_is_saved_deleted_and_opened_again_with_the_same_digest(page: Driver) -> None:
    name = page.evaluate(CHOSEN)
    page.evaluate(press("save", name))
    _, encoded = wait_until(page, SAVED)
    text = page.evaluate(f"atob({json.dumps(encoded)})")
    text = text.encode("latin-1").decode()
    page.evaluate(press("delete", name))
    wait_until(page, f"{ROW}.length === 0")
    page.evaluate(open_file(text))
    wait_until(page, f"{ROW}.length === 1")
    card = json.loads(read_file(text))
    assert page.evaluate(CHOSEN) == name == f"yours-{card['model_sha256'][:8]}"


def test_strokes_are_saved_as_the_trainers_file(page: Driver) -> None:
    page.evaluate("void (globalThis.savedBlob = null)")
    click(page, "record-save")
    _, encoded = wait_until(page, SAVED)
    lines = page.evaluate(f"atob({json.dumps(encoded)})").strip().split("\n")
    assert json.loads(lines[0]) == {"format": "curlicue-strokes", "version": 1}
    assert len(lines) == 1 + WAVES
    assert all(len(point) == 4 for text in lines[1:] for point in json.loads(text)["points"])


def test_the_strokes_of_the_sheet_can_be_taken(page: Driver) -> None:
    click(page, "record-clear")
    wait_until(page, f"{STROKE_COUNT} === 0")
    click(page, "record-take")
    wait_until(page, f"{STROKE_COUNT} === 1")
    frames(page, 2)
