"""Letters of twice the size, by a zoom of text alone or by a browser's setting: nothing is cut, nothing touches."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from builder.server import SiteServer
from curlicue_words.labels import WORDS
from tests.browser.looking import scrolls_sideways
from tests.site.layout import LARGE, LINES_OVERLAP_PX, ROOT_LARGE, apart, box, boxes, closest, lines, still_page

SIZES = [(320, 568), (390, 844), (844, 390), (1280, 800)]
NAMES = [*WORDS.values(), "goes down-right", "muted by you"]
LEAST_GAP_PX = 5.0
TAILS = 0.25  # of a line's height is below its letters' feet
RING_PX = 12.0  # radius of an end's ring
MEANS = {"zoom": LARGE, "setting": ROOT_LARGE}
LETTERS = """() => ["article p", "figcaption", ".note summary", ".n", ".key span", "h2", ".atlas td", ".hint"].map(
  (name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))"""
TRACE = 0.62  # of a row's height: its name is below, see curlicue_ink.states
NAMES_RISE_PX = 8.0  # that a name's box may reach into that


@pytest.fixture(
    scope="module",
    params=[(size, how) for size in SIZES for how in MEANS],
    ids=lambda param: f"{param[0][0]}x{param[0][1]}-{param[1]}",
)
def large(request: pytest.FixtureRequest, browser: Browser, server: SiteServer) -> Iterator[Page]:
    """The page in use, its letters twice as large; every row has a name, all names are there."""
    size, how = request.param
    with still_page(browser, server, *size) as page:
        page.evaluate(
            """(names) => {
              document.documentElement.dataset.inked = document.documentElement.dataset.timed = "";
              document.documentElement.dataset.engine = "ort-wasm";
              document.getElementById("draw-status").hidden = true;
              document.getElementById("time-at").textContent = "608.2 s";
              document.querySelectorAll(".follows").forEach((e, k) => { e.textContent = names[k % names.length]; });
            }""",
            NAMES,
        )
        usual = page.evaluate(LETTERS)
        page.evaluate(MEANS[how])
        assert page.evaluate(LETTERS) == [2 * size for size in usual]
        yield page


def test_nothing_scrolls_sideways(large: Page) -> None:
    assert not scrolls_sideways(large)


def test_the_hint_is_whole_and_alone(large: Page) -> None:
    left, top, right, bottom = box(large, "#draw-nib")
    (hint,) = lines(large, ".hint")
    assert all(left <= line[0] and line[2] <= right and top <= line[1] and line[3] <= bottom for line in hint)
    if len(hint) > 1:
        assert boxes(large, ".specimen, .wave, .start") == []


def test_the_length_unfolds_clear_of_its_switchs_words(large: Page) -> None:
    fold = "document.querySelector('.free-run details').open"
    large.evaluate(f"{fold} = true")
    slider, (words,), (seconds,) = (
        box(large, ".length"), lines(large, ".free-run label"), lines(large, "#free-run-seconds"),
    )  # fmt: skip
    row, after = box(large, ".free-run"), box(large, ".also")
    large.evaluate(f"{fold} = false")
    assert min(apart(slider, line) for line in [*words, *seconds]) >= -LINES_OVERLAP_PX
    assert row[3] >= slider[3]
    assert apart(row, after) >= 0


def test_what_the_network_says_is_clear_of_the_hint(large: Page) -> None:
    status = "document.getElementById('draw-status').hidden"
    large.evaluate(f"{status} = false")
    (said,), (hint,) = lines(large, "#draw-status-text"), lines(large, ".hint")
    _, _, _, bottom = box(large, "#draw-nib")
    large.evaluate(f"{status} = true")
    assert min(apart(one, other) for one in said for other in hint) >= LEAST_GAP_PX
    assert max(line[3] for line in said) <= bottom


def test_rows_names_are_whole_and_below_their_traces(large: Page) -> None:
    cut = large.locator(".follows").evaluate_all(
        """(all) => all.filter((e) => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 4)
             .map((e) => e.textContent)"""
    )
    assert cut == []
    for row, name in zip(boxes(large, ".row"), boxes(large, ".follows"), strict=True):
        assert name[1] >= row[1] + TRACE * (row[3] - row[1]) - NAMES_RISE_PX


def test_the_diagrams_titles_touch_neither_each_other_nor_what_is_near(large: Page) -> None:
    titles = lines(large, ".head")
    assert closest(titles) >= LEAST_GAP_PX
    others = boxes(large, '.node, [data-surface="network"]') + boxes(large, ".end var")
    assert min(apart(line, other) for title in titles for line in title for other in others) >= 0
    assert all(line[0] >= 0 and line[2] <= large.evaluate("innerWidth") for title in titles for line in title)


def test_the_movements_letters_are_clear_of_their_rings(large: Page) -> None:
    for ring, letters in zip(boxes(large, ".end"), boxes(large, ".end var"), strict=True):
        assert letters[3] <= (ring[1] + ring[3]) / 2 - RING_PX


def test_the_time_bars_words_stand_apart(large: Page) -> None:
    words = lines(large, "#time-at, .slow span")
    assert closest(words) >= LEAST_GAP_PX
    baselines = [line[3] - TAILS * (line[3] - line[1]) for each in words for line in each]
    assert max(baselines) <= large.evaluate("innerHeight")
