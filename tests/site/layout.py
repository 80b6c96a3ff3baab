"""The sizes the page is made for, and measuring at one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

from playwright.sync_api import Browser, Page

from builder.server import SiteServer

Box = tuple[float, float, float, float]  # left, top, right, bottom; CSS px in the window

SIZES = [(320, 568), (360, 640), (390, 664), (390, 844), (844, 390), (1280, 800), (1920, 1000)]
LINES_OVERLAP_PX = 3  # that one line's box may reach into the next
TOUCH_PX = 44  # least side of anything one can hit
WIDE_PX = 900  # from here on the desktop's layout

STILL = ("first.js", "pyscript.js")  # without these two the page stays as it was written

ADD_REST = """async () => {
  const rest = await (await fetch("./rest.html")).text();
  document.getElementById("more").replaceWith(document.createRange().createContextualFragment(rest));
  await new Promise((styled) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = () => { document.documentElement.dataset.figures = "styled"; styled(); };
    link.href = "article.css";
    document.head.append(link);
  });
}"""  # what the page does after the first ink, see site/first.js

# Letters of twice the size while boxes stay, as Firefox zooms text only.
LARGE = """() => {
  const px = (text) => 2 * parseFloat(text) + "px";
  const found = [...document.querySelectorAll("body *")].filter((each) => !each.closest("svg"))
    .map((each) => [each, getComputedStyle(each).fontSize, getComputedStyle(each).lineHeight]);
  for (const [each, size, height] of found) {
    each.style.fontSize = px(size);
    if (height !== "normal") each.style.lineHeight = px(height);
  }
}"""

# The same, by the size of letters that the reader's browser is set to.
ROOT_LARGE = "() => { document.documentElement.style.fontSize = '200%'; }"

BOX = "(e) => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }"


@contextmanager
def still_page(browser: Browser, server: SiteServer, width: int, height: int) -> Iterator[Page]:
    """The page at a size, fonts loaded, before any script and without motion."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        is_mobile=width < WIDE_PX,
        device_scale_factor=2,
        reduced_motion="reduce",
    )
    for name in STILL:
        context.route(f"**/{name}", lambda route: route.abort())
    page = context.new_page()
    page.goto(server.address, wait_until="load")
    page.evaluate(ADD_REST)
    page.evaluate("document.fonts.ready.then(() => true)")
    yield page
    context.close()


def box(page: Page, selector: str) -> tuple[float, float, float, float]:
    """left, top, right, bottom of an element, CSS px in the window."""
    left, top, right, bottom = page.locator(selector).first.evaluate(BOX)
    return left, top, right, bottom


def boxes(page: Page, selector: str) -> list[tuple[float, float, float, float]]:
    """The same for all elements that match and are laid out."""
    found = page.locator(selector).evaluate_all(f"(all) => all.filter((e) => e.getClientRects().length).map({BOX})")
    return [tuple(rect) for rect in found]


def lines(page: Page, selector: str) -> list[list[Box]]:
    """For each element that matches, where the lines of its text are."""
    found = page.locator(selector).evaluate_all(
        """(all) => all.map((e) => {
          const text = document.createRange();
          text.selectNodeContents(e);
          return [...text.getClientRects()].filter((b) => b.width).map((b) => [b.left, b.top, b.right, b.bottom]);
        })"""
    )
    return [[(left, top, right, bottom) for left, top, right, bottom in each] for each in found]


def apart(one: Box, other: Box) -> float:
    """CSS px between two boxes, across or down, whichever is more; negative where they overlap."""
    across = max(one[0] - other[2], other[0] - one[2])
    down = max(one[1] - other[3], other[1] - one[3])
    return max(across, down)


def closest(texts: list[list[Box]]) -> float:
    """CSS px between those two lines of different texts that are closest, of lines that stand beside each other."""
    pairs = [(a, b) for one, other in combinations(texts, 2) for a in one for b in other]
    return min(apart(a, b) for a, b in pairs if min(a[3], b[3]) - max(a[1], b[1]) > LINES_OVERLAP_PX)


def too_small(page: Page, selector: str) -> list[str]:
    """The elements of all that match and are laid out which a fingertip would miss."""
    measure = """(all, least) => all.filter((e) => e.getClientRects().length && e.checkVisibility()).filter((e) => {
      const b = e.getBoundingClientRect();
      return Math.min(b.width, b.height) < least - 0.1;
    }).map((e) => e.outerHTML.slice(0, 80))"""
    names: list[str] = page.locator(selector).evaluate_all(measure, TOUCH_PX)
    return names
