"""The figures laid out, in use: a cell open, the time bar up, at every size the page is made for."""

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from playwright.sync_api import Browser, Page

from builder.server import SiteServer
from tests.browser.looking import scrolls_sideways
from tests.site.layout import SIZES, TOUCH_PX, WIDE_PX, apart, box, boxes, closest, lines, still_page, too_small

BAR_PX = 60  # the time bar
SHEET_SHARE = 0.72  # of the window's height that a cell may cover on a phone
TALL_PX = 480  # from here on a phone is held upright
LEAST_GAP_PX = 5.0  # between things that are not to be read as one


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(request: pytest.FixtureRequest, browser: Browser, server: SiteServer) -> Iterator[Page]:
    """The page in use: inked, drawn by the worker, with a cell open that has long values."""
    with still_page(browser, server, *request.param) as page:
        page.evaluate(
            """() => {
              const root = document.documentElement;
              root.dataset.inked = "";
              root.dataset.timed = "";
              root.dataset.engine = "ort-wasm";
              for (const e of document.querySelectorAll("[data-value], [data-eq]")) e.textContent = "−0.57";
              for (const e of document.querySelectorAll(".follows")) e.textContent = "a bit of everything";
              document.getElementById("cell-feeds").textContent = "Fed most by cell 4 and cell 7 of layer 1.";
              document.getElementById("cell-effect").textContent = "Without it the loops are a third smaller.";
              document.getElementById("time-at").textContent = "608.2 s";
              document.getElementById("cell").hidden = false;
            }"""
        )
        yield page


def test_nothing_scrolls_sideways(sized: Page) -> None:
    assert not scrolls_sideways(sized)
    assert sized.locator("#cell").evaluate("(e) => e.scrollWidth <= e.clientWidth")
    assert sized.locator("#time-bar").evaluate("(e) => e.scrollWidth <= e.clientWidth")


def test_everything_one_can_hit_is_large_enough(sized: Page) -> None:
    assert too_small(sized, "button, input, label, select") == []


def test_the_time_bar_lies_at_the_bottom_and_hides_no_end(sized: Page) -> None:
    height = sized.evaluate("innerHeight")
    _, top, _, bottom = box(sized, "#time-bar")
    assert bottom == height
    assert bottom - top <= BAR_PX
    sized.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert box(sized, "footer p")[3] <= top
    sized.evaluate("scrollTo(0, 0)")


def test_no_moment_makes_the_time_bar_narrower(sized: Page) -> None:
    widths = set()
    for text in ("0.0 s", "100.0 s", "999.9 s", "1000 s", "99999 s"):
        sized.locator("#time-at").evaluate("(e, text) => { e.textContent = text; }", text)
        left, _, right, _ = box(sized, "#time-canvas")
        widths.add(right - left)
    assert len(widths) == 1


def test_rows_stand_in_two_columns_and_leave_room_for_a_trace(sized: Page) -> None:
    rows = boxes(sized, ".row")
    left, right = rows[::2], rows[1::2]
    for column in (left, right):
        assert all(one[3] == pytest.approx(other[1], abs=0.1) for one, other in pairwise(column))
    assert all(one[2] < other[0] and one[1] == other[1] for one, other in zip(left, right, strict=True))
    assert {round(row[2] - row[0]) for row in rows} == {round(rows[0][2] - rows[0][0])}
    assert rows[0][2] - rows[0][0] >= 130
    frame = box(sized, "#rows")
    for canvas, column in (("#states-1", left), ("#states-2", right)):
        assert box(sized, canvas) == pytest.approx([column[0][0], frame[1], column[0][2], frame[3]], abs=0.1)
    width, height = sized.evaluate("[innerWidth, innerHeight]")
    high = 64 if width >= WIDE_PX else min(62, max(52, 0.071 * height))
    assert rows[0][3] - rows[0][1] == pytest.approx(high, abs=0.6)


def test_strip_key_rows_and_time_fit_on_a_phone(sized: Page) -> None:
    width, height = sized.evaluate("[innerWidth, innerHeight]")
    if width < WIDE_PX and height >= 664:
        _, top, _, _ = box(sized, '[data-surface="states"]')
        assert box(sized, "#rows")[3] - top + BAR_PX <= height


TIME_BAR_PX = 60


def test_an_open_cell_leaves_a_strip_to_draw_on(sized: Page) -> None:
    width, height = sized.evaluate("[innerWidth, innerHeight]")
    left, top, right, bottom = box(sized, "#cell")
    if width >= WIDE_PX:
        text = box(sized, "#states .text")
        assert left == pytest.approx(text[0], abs=0.5)
        assert right == pytest.approx(text[2], abs=0.5)
    elif height >= TALL_PX:
        assert (left, right, bottom) == (0, width, height - TIME_BAR_PX)  # one can step while one reads
        assert bottom - top <= SHEET_SHARE * height + 1
    else:
        assert left >= 0.4 * width - 1


def test_an_open_cell_can_be_closed_wherever_it_is_scrolled_to(sized: Page) -> None:
    sized.locator("#cell").evaluate("(e) => { e.scrollTop = 1000; }")
    left, top, right, bottom = box(sized, '[data-control="close-cell"]')
    if sized.evaluate("innerWidth") < WIDE_PX:
        at = sized.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.closest('button')?.dataset.control",
            [(left + right) / 2, (top + bottom) / 2],
        )
        assert at == "close-cell"
    sized.locator("#cell").evaluate("(e) => { e.scrollTop = 0; }")


def test_a_cells_curves_leave_its_letters_and_values_free(sized: Page) -> None:
    canvas = box(sized, "#cell-canvas")
    letters, values, rows = (boxes(sized, f".terms > div{part}") for part in (" > var", " > [data-value]", ""))
    assert len(letters) == len(values) == len(rows) == 6
    for letter, value, row in zip(letters, values, rows, strict=True):
        assert letter[2] <= canvas[0]
        assert canvas[2] <= value[0]
        assert canvas[1] <= row[1] < row[3] <= canvas[3]


def test_nodes_stand_apart_in_their_columns(sized: Page) -> None:
    frame = box(sized, ".net")
    assert box(sized, "#network-nodes") == box(sized, "#network-edges") == frame
    columns: dict[float, list[tuple[float, ...]]] = {}
    for rect in boxes(sized, ".node"):
        columns.setdefault(rect[0], []).append(rect)
        assert frame[0] <= rect[0] <= rect[2] <= frame[2]
        assert frame[1] <= rect[1] <= rect[3] <= frame[3]
    lefts = sorted(columns)
    assert [len(columns[left]) for left in lefts] == [8, 8, 8]
    assert all(other - one >= TOUCH_PX for one, other in pairwise(lefts))
    for column in columns.values():
        assert all(other[1] - one[1] >= TOUCH_PX for one, other in pairwise(sorted(column, key=lambda r: r[1])))


def test_the_diagrams_words_do_not_touch(sized: Page) -> None:
    heads = boxes(sized, ".head")
    assert closest(lines(sized, ".head")) >= LEAST_GAP_PX
    assert heads[0][0] >= 0
    assert heads[-1][2] <= sized.evaluate("innerWidth")


def test_gates_to_hold_stand_apart(sized: Page) -> None:
    choices = boxes(sized, ".hold select")
    assert len(choices) == 3
    assert min(apart(one, other) for one, other in combinations(choices, 2)) >= LEAST_GAP_PX


def test_a_strip_says_that_it_is_waking_until_it_is_awake(sized: Page) -> None:
    waking = sized.locator(".strip-waking").first
    assert not waking.is_visible()
    for engine in ("none", "starter"):
        sized.evaluate(f"document.documentElement.dataset.engine = '{engine}'")
        assert waking.is_visible()
    sized.evaluate("document.documentElement.dataset.engine = 'python'")
    assert not waking.is_visible()
    sized.evaluate("document.documentElement.dataset.engine = 'ort-wasm'")


def test_what_is_empty_says_so_until_there_is_ink(sized: Page) -> None:
    key, nothing = sized.locator(".key > span").nth(1), sized.locator(".key .nothing")
    assert key.is_visible()
    assert not nothing.is_visible()
    sized.evaluate("delete document.documentElement.dataset.inked")
    assert nothing.is_visible()
    assert not key.is_visible()
    assert not sized.locator("#time-bar").is_visible()
    sized.evaluate("document.documentElement.dataset.inked = ''")
