"""The page for who reads by ear, by keys, magnified, or in spacing, colours and directions of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.server import SiteServer
from tests.browser.drawing import at_rest, frames
from tests.browser.looking import decode, token
from tests.browser.strip import close_cell, draw, seek, show
from tests.browser.touch import drag, line
from tests.browser.waiting import PATIENCE_MS, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened, opening
from tests.site.layout import LARGE, ROOT_LARGE

DESKTOP = (1280, 800)
MAGNIFIED = [(320, 256), (320, 200)]  # 1280 x 1024 and 1280 x 800 at 400 per cent
SIDEWAYS = [(844, 390), (740, 360), (667, 375)]  # phones
LEAST_CONTRAST = 3.0
LEAST_INK = 400  # pixels of a short stroke, not of dots

# WCAG 1.4.12, as a reader's own style sheet sets it; made by the debugger, past the page's policy.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-bottom: 2em !important; }
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
EDGES = "(each) => { const box = each.getBoundingClientRect(); return [box.top, box.bottom]; }"
RIGHT_TO_LEFT = "() => { document.documentElement.dir = 'rtl'; }"

# What one can use, and is cut, covered by another, or beyond the window's side; and text that is.
BROKEN = """() => {
  const seen = (each) => each.getClientRects().length && each.checkVisibility({ visibilityProperty: true });
  const name = (each) => each.dataset.control || each.id || each.outerHTML.slice(0, 60);
  const controls = [...document.querySelectorAll("button, input, summary, .read-on")]
    .filter((each) => seen(each) && !each.closest(".time-bar, .cell"));
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push("the page scrolls sideways");
  controls.forEach((one, k) => {
    const box = one.getBoundingClientRect();
    if (box.left < -1 || box.right > innerWidth + 1) found.push(`beyond the window: ${name(one)}`);
    for (const other of controls.slice(k + 1)) {
      const its = other.getBoundingClientRect();
      if (across(box, its) > 3 && down(box, its) > 3) found.push(`${name(one)} covers ${name(other)}`);
    }
  });
  for (const each of document.querySelectorAll("button, label, .button, h2, .wordmark")) {
    if (seen(each) && !each.closest(".cell") && getComputedStyle(each).overflowX === "hidden"
      && each.scrollWidth > each.clientWidth + 1) found.push(`cut: ${name(each)}`);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def desk(browser: Browser, server: SiteServer) -> Iterator[Page]:
    """A desktop after the takeover, with a stroke on the strip; tests give back its size and close what they open."""
    with opening(browser, server) as open_:
        page: Page = open_(viewport={"width": 1280, "height": 800}, is_mobile=False, device_scale_factor=1).page
        wait_for_state(page, "ready")
        page.locator('[data-control="free-run"]').uncheck()
        drag(page, line((60, 60), (110, 60), 100))
        wait_for_engine(page, "ort-wasm")
        draw(page)
        yield page


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    frames(page, 3)


@pytest.fixture
def magnified(desk: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The desktop, magnified; the size is the test's parameter."""
    resize(desk, request.param)
    yield desk
    resize(desk, DESKTOP)


def open_by_key(page: Page, cell: int) -> None:
    """Open a cell as who has only keys does."""
    page.locator(f'.row[data-cell="{cell}"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#cell")).to_be_visible()
    frames(page, 30)  # it slides in


def test_nothing_is_announced_while_one_draws(desk: Page) -> None:
    desk.evaluate(
        """() => {
          window.announced = [];
          const live = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], output";
          const heard = new MutationObserver((changes) => changes.forEach(({ target }) => {
            const element = target.nodeType === 1 ? target : target.parentElement;
            if (element?.closest(live)) announced.push(element.closest(live).id + ": " + element.textContent);
          }));
          heard.observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    before = desk.locator("#time-at").inner_text()
    draw(desk, 1.5)
    expect(desk.locator("#time-at")).not_to_have_text(before)
    assert desk.evaluate("announced") == []


def test_a_cell_opened_by_a_key_takes_the_focus_and_gives_it_back(desk: Page) -> None:
    open_by_key(desk, 5)
    assert desk.evaluate("document.activeElement.id") == "cell"
    expect(desk.get_by_role("region", name="Cell 6, layer 1")).to_be_focused()
    expect(desk.locator('[data-control="close-cell"]')).to_be_in_viewport(ratio=1)
    desk.keyboard.press("Tab")
    expect(desk.locator('[data-control="close-cell"]')).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#cell")).to_be_hidden()
    expect(desk.locator('.row[data-cell="5"]')).to_be_focused()


def test_a_cell_that_is_closed_from_elsewhere_leaves_the_focus_there(desk: Page) -> None:
    open_by_key(desk, 5)
    desk.locator('[data-control="scrub"]').focus()
    close_cell(desk)
    expect(desk.locator('[data-control="scrub"]')).to_be_focused()


@pytest.mark.parametrize("magnified", MAGNIFIED, indirect=True)
def test_a_cells_view_is_whole_scrolls_and_closes_at_400_per_cent(magnified: Page) -> None:
    page = magnified
    open_by_key(page, 12)
    cell = page.locator("#cell")
    assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth")
    for name in ("close-cell", "mute", "next-cell"):
        button = page.locator(f'[data-control="{name}"]')
        button.focus()
        expect(button).to_be_in_viewport(ratio=1)
        assert on_top(page, name), f"{name} is covered"
    page.locator('[data-control="close-cell"]').click()
    expect(cell).to_be_hidden()


def on_top(page: Page, name: str) -> bool:
    """Whether one hits a control where it is."""
    hit: bool = page.locator(f'[data-control="{name}"]').evaluate(
        """(control) => { const box = control.getBoundingClientRect();
             const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
             return control.contains(hit); }"""
    )
    return hit


@pytest.mark.parametrize("magnified", [(390, 664), (844, 390), (320, 256), (1280, 800)], indirect=True)
def test_focus_never_hides_behind_the_time_bar(magnified: Page) -> None:
    page = magnified
    page.evaluate("scrollTo(0, 0)")
    page.locator(".read-on").focus()
    hidden = []
    for _ in range(70):
        page.keyboard.press("Tab")
        frames(page, 2)
        found = page.evaluate(
            """() => {
              const at = document.activeElement;
              const bar = document.getElementById("time-bar");
              if (at === document.body || bar.contains(at) || at.matches("canvas")) return "";
              const box = at.getBoundingClientRect();
              return box.bottom > bar.getBoundingClientRect().top + 1 ? at.outerHTML.slice(0, 90) : "";
            }"""
        )
        hidden += [found] if found else []
    assert hidden == []
    page.evaluate("scrollTo(0, 0)")


@pytest.mark.parametrize("magnified", SIDEWAYS, indirect=True)
def test_on_a_phone_that_lies_on_its_side_the_time_bar_covers_no_tool(magnified: Page) -> None:
    page = magnified
    page.evaluate("scrollTo(0, 0)")
    frames(page, 3)
    for name in ("undo", "redo", "clear", "save-png"):
        assert on_top(page, name), f"{name} is covered"
        _, bottom = page.locator(f'[data-control="{name}"]').evaluate(EDGES)
        assert bottom <= page.locator("#time-bar").evaluate(EDGES)[0]


def test_skip_links_lead_to_the_sheet_the_figures_and_the_time(desk: Page) -> None:
    def press_skip(number: int) -> None:
        desk.evaluate("scrollTo(0, 0)")
        desk.evaluate("document.querySelector('.skip').setAttribute('tabindex', -1)")
        desk.locator(".skip").focus()
        for _ in range(number):
            desk.keyboard.press("Tab")
        expect(desk.locator(".skip a:focus")).to_be_in_viewport(ratio=1)
        desk.keyboard.press("Enter")

    press_skip(1)
    expect(desk.locator("#draw-nib")).to_be_focused()
    press_skip(2)
    wait_until(desk, "Math.abs(document.getElementById('states').getBoundingClientRect().top) < 40")
    press_skip(3)
    desk.keyboard.press("Tab")
    expect(desk.locator('[data-control="back"]')).to_be_focused()
    desk.evaluate("history.replaceState(null, '', location.pathname)")


def test_a_heading_is_read_without_the_link_beside_it(desk: Page) -> None:
    for name, title in (("gates", "To keep or let go"), ("network", "The whole machine")):
        expect(desk.locator(f"#{name} h2")).to_have_accessible_name(title)
        anchor = desk.locator(f"#{name} > .anchor")
        expect(anchor).to_have_accessible_name(f"Link to “{title}”")
        anchor.focus()
        box, heading = anchor.bounding_box(), desk.locator(f"#{name} h2").bounding_box()
        assert box is not None
        assert heading is not None
        assert heading["y"] - 1 <= box["y"] + box["height"] / 2 <= heading["y"] + heading["height"]


def test_the_links_sign_is_a_mask_that_every_browser_reads(desk: Page) -> None:
    """One with three values of a position is dropped by Firefox, and a dark square is left."""
    place = desk.locator("#gates > .anchor").evaluate("a => getComputedStyle(a, '::before').maskPosition")
    assert len(re.sub(r"calc\(.*?\)", "calc", place).split()) == 2, place


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ink_after_the_moment_looked_at_can_still_be_seen(desk: Page, scheme: str) -> None:
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    draw(desk)
    seek(desk, 1)
    show(desk, '[data-surface="states"]')
    wait_until(desk, "document.documentElement.dataset.scrubbed === 'states'")
    frames(desk, 10)
    picture = decode(desk.locator('[data-surface="states"]').screenshot())
    sheet = luminance(token(desk, "sheet"))
    full = contrast(luminance(token(desk, "line")), sheet)
    pixels = [tuple(int(part) for part in pixel) for row in picture[20:, 80:400] for pixel in row]
    contrasts = [contrast(luminance(pixel), sheet) for pixel in pixels if not reddish(pixel)]
    inked = [each for each in contrasts if LEAST_CONTRAST <= each < full - 1]
    assert len(inked) >= LEAST_INK, f"{len(inked)} pixels of {len(contrasts)}"
    desk.locator('[data-control="scrub"]').fill("100000")
    desk.emulate_media(color_scheme="light")


def reddish(pixel: tuple[int, ...]) -> bool:
    """Of the nib or the margin."""
    return pixel[0] > pixel[2] + 40


def luminance(colour: tuple[int, ...]) -> float:
    """As WCAG 2 defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@pytest.mark.parametrize(
    "change",
    [SPACING, LARGE, pytest.param(ROOT_LARGE, marks=pytest.mark.thorough), RIGHT_TO_LEFT],
    ids=["spacing", "zoomed", "large", "right-to-left"],
)
@pytest.mark.parametrize("width", [320, *(pytest.param(width, marks=pytest.mark.thorough) for width in (390, 1280))])
def test_the_page_stays_usable_as_its_reader_sets_it(open_page: Callable[..., Opened], change: str, width: int) -> None:
    size = {"width": width, "height": 844}
    page = open_page(viewport=size, is_mobile=False, device_scale_factor=1).page
    wait_for_state(page, "ready")
    drag(page, line((60, 60), (90, 60), 100))
    page.wait_for_selector("html[data-figures]", state="attached", timeout=PATIENCE_MS)
    wait_for_engine(page, "ort-wasm")
    assert page.evaluate(BROKEN) == []
    page.evaluate(change)
    frames(page, 5)
    assert page.evaluate(BROKEN) == []
    page.locator('[data-control="clear"]').click()
    at_rest(page, strokes=0)
    drag(page, line((60, 100), (90, 100), 100))
    at_rest(page, strokes=1)


def test_signs_that_are_backgrounds_are_seen_in_the_systems_own_colours(open_page: Callable[..., Opened]) -> None:
    page = open_page(forced_colors="active", is_mobile=False).page
    wait_for_state(page, "ready")
    page.wait_for_selector("html[data-figures]", state="attached", timeout=PATIENCE_MS)
    page.keyboard.press("Shift")
    page.locator("#gates > .anchor").focus()
    place = page.locator("#gates > .anchor")
    ground = page.evaluate("getComputedStyle(document.querySelector('#gates')).backgroundColor")
    sign = place.evaluate("each => getComputedStyle(each, '::before').backgroundColor")
    assert sign not in {ground, "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    page.locator("#draw-nib").focus()
    expect(page.locator(".finger")).to_have_css("forced-color-adjust", "none")


def test_a_slider_and_its_track_run_the_same_way_in_any_direction(open_page: Callable[..., Opened]) -> None:
    page = open_page().page
    wait_for_state(page, "ready")
    page.evaluate(RIGHT_TO_LEFT)
    assert page.locator('[data-control="pull"]').evaluate("each => getComputedStyle(each).direction") == "ltr"
    assert page.locator('[data-control="scrub"]').evaluate("each => getComputedStyle(each).direction") == "ltr"
