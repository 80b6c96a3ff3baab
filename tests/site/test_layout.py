"""The page laid out: every size it is made for, by measurement in a browser."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from builder.hands import ORDER, hands_row
from builder.server import SiteServer
from builder.styles import ROOT_PX
from tests.browser.looking import scrolls_sideways
from tests.browser.waiting import wait_until
from tests.conftest import Opened
from tests.site.cards import write_card
from tests.site.layout import BOX, SIZES, STILL, WIDE_PX, box, boxes, lines, still_page, too_small

SIGN_PX = 16  # of the link beside a heading
SIGN_GAP_PX = 3
BESIDE_PX = 420  # a switch as wide as this has its slider beside it
LEAST_LENGTH_PX = 160
TIME_BAR_PX = 60

BASELINE = """(e) => {
  const mark = e.appendChild(document.createElement("span"));
  Object.assign(mark.style, { display: "inline-block", width: "1px", height: "0" });
  const y = mark.getBoundingClientRect().bottom;
  mark.remove();
  return y;
}"""


@pytest.fixture(scope="module")
def six_hands(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The row of hands, whichever of them are trained."""
    models = tmp_path_factory.mktemp("models")
    for name in ORDER:
        write_card(models, name)
    return hands_row(models)


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(request: pytest.FixtureRequest, browser: Browser, server: SiteServer, six_hands: str) -> Iterator[Page]:
    """The page at one of its sizes, with six hands, fonts loaded, before any script."""
    with still_page(browser, server, *request.param) as page:
        page.evaluate("document.querySelector('.hands')?.remove()")
        page.locator(".pull").evaluate("(e, row) => e.insertAdjacentHTML('afterend', row)", six_hands)
        yield page


def token(page: Page, name: str, of: str = "html") -> Any:
    return page.locator(of).first.evaluate(f"(e) => getComputedStyle(e).getPropertyValue('--{name}').trim()")


def test_nothing_scrolls_sideways(sized: Page) -> None:
    assert not scrolls_sideways(sized)


def test_everything_one_can_hit_is_large_enough(sized: Page) -> None:
    assert too_small(sized, "a, button, input, label, select") == []


def test_the_length_unfolds_beside_its_switch_or_below_and_folds_away_again(sized: Page) -> None:
    fold, slider = sized.locator(".free-run details"), sized.locator("#free-run-length")
    assert not slider.is_visible()
    closed = box(sized, ".free-run")
    sized.locator(".free-run summary").press("Enter")
    assert slider.is_visible()
    assert too_small(sized, ".free-run input, .free-run summary") == []
    row, seconds, length, after = (box(sized, name) for name in (".free-run", "#free-run-seconds", ".length", ".also"))
    assert row[2] == length[2]
    if row[2] - row[0] >= BESIDE_PX:
        assert row == closed
        assert seconds[2] <= length[0]
        assert (length[1], length[3]) == (row[1], row[3])
        assert length[2] - length[0] >= LEAST_LENGTH_PX
    else:
        assert row[0] == length[0]
        assert row[1] + (closed[3] - closed[1]) <= length[1] < length[3] <= row[3]
    assert row[3] <= after[1] or row[2] <= after[0]
    if sized.evaluate("[innerWidth, innerHeight].join()") == "1280,800":
        assert length[3] <= 800 - TIME_BAR_PX, "the time bar covers it"
    sized.locator(".free-run summary").press("Enter")
    assert not slider.is_visible()
    assert fold.get_attribute("open") is None


def test_headings_stand_on_their_line(sized: Page) -> None:
    for heading in sized.locator("h2:visible").all():  # not that of a closed panel
        _, top, _, bottom = heading.evaluate(BOX)
        line = ROOT_PX * float(token(sized, "baseline", "h2").removesuffix("rem"))
        assert heading.evaluate(BASELINE) - top == pytest.approx(line, abs=1.5)
        assert bottom - top == (76 if sized.evaluate("innerWidth") >= WIDE_PX else 54), "it has wrapped"


def test_the_hint_stands_on_the_ruling(sized: Page) -> None:
    _, top, _, _ = box(sized, "#draw")
    gap, waist, first = (
        float(token(sized, name, "#draw").removesuffix("px")) for name in ("line-gap", "waist", "first-waist")
    )
    above = sized.locator(".hint").evaluate(BASELINE) - top - first - waist  # from the first baseline
    assert above / gap == pytest.approx(round(above / gap), abs=2 / gap)


def test_the_invitation_fits_on_the_sheet(sized: Page) -> None:
    left, top, right, bottom = box(sized, "#draw-nib")
    specimen, hint, start, wave, status = (
        box(sized, name) for name in (".specimen", ".hint", ".start", ".wave", "#draw-status")
    )
    assert all(part[0] >= left and part[2] <= right for part in (specimen, hint, start, wave))
    order = [top, specimen[1], specimen[3], hint[1]]
    assert order == sorted(order)
    assert hint[3] <= start[3]
    assert wave[3] <= status[1]
    assert status[3] <= bottom


def test_the_sheet_leaves_room_for_what_is_below(sized: Page) -> None:
    width, height = sized.evaluate("[innerWidth, innerHeight]")
    _, top, _, bottom = box(sized, "#draw")
    assert bottom <= height
    if width < WIDE_PX and height > width:
        assert bottom - top == max(300, min(height - 368, 560))
        assert box(sized, ".pull")[3] <= height


def test_on_a_phone_the_toy_fits_and_the_first_heading_peeks_in(sized: Page) -> None:
    width, height = sized.evaluate("[innerWidth, innerHeight]")
    _, top, _, _ = box(sized, "article h2")
    order = [box(sized, name) for name in ("#draw", ".pull", ".hands", ".free-run")]
    if width < WIDE_PX:
        assert all(one[3] <= other[1] or one[2] <= other[0] for one, other in pairwise(order))
    if (width, height) in {(390, 844), (1280, 800)}:
        assert order[-1][3] <= height
        assert top + ROOT_PX * float(token(sized, "waist", "h2").removesuffix("rem")) < height


def test_six_hands_stand_in_one_row_and_the_chosen_one_is_told_by_form(sized: Page) -> None:
    hands = boxes(sized, ".hand")
    assert len({top for _, top, _, _ in hands}) == 1
    assert {bottom - top for _, top, _, bottom in hands} == {76}
    assert all(one[2] <= other[0] for one, other in pairwise(hands))
    for name in sized.locator(".hand span").all():
        assert name.evaluate("(e) => e.scrollWidth <= e.clientWidth + 1"), name.inner_text()
    for radio in sized.locator(".hand input").all():
        border, weight = radio.evaluate(
            "(e) => [getComputedStyle(e).borderTopWidth, getComputedStyle(e.parentNode.lastChild).fontWeight]"
        )
        assert (border, weight) == (("2px", "600") if radio.is_checked() else ("0px", "400"))


def test_what_draws_one_stands_beside_the_switch(sized: Page) -> None:
    _, top, right, bottom = box(sized, ".also .switch")
    left, above, _, below = box(sized, ".draw-one")
    assert right <= left
    assert top <= (above + below) / 2 <= bottom


def test_a_headings_link_is_clear_of_it(sized: Page) -> None:
    """On a desktop it is in the margin."""
    if sized.evaluate("innerWidth") >= WIDE_PX:
        return
    for text, anchor in zip(lines(sized, "article > section > h2"), boxes(sized, ".anchor"), strict=True):
        place = sized.locator(".anchor").first.evaluate("(a) => getComputedStyle(a, '::before').maskPosition")
        sign = anchor[2] - SIGN_PX - float(re.findall(r"([\d.]+)px", place)[0])
        assert max(right for _, _, right, _ in text) <= sign - SIGN_GAP_PX


def test_hands_are_chosen_with_the_arrow_keys_and_show_their_focus(sized: Page) -> None:
    radios = sized.locator(".hand input")
    radios.first.focus()
    sized.keyboard.press("ArrowRight")
    assert radios.nth(1).is_checked()
    assert radios.nth(1).evaluate("(e) => getComputedStyle(e).outlineWidth") == "3px"
    radios.first.check()


def test_a_notice_is_seen_at_once_and_leaves_the_tools_free(sized: Page) -> None:
    sized.evaluate("document.getElementById('notice').hidden = false")
    sized.evaluate("document.getElementById('notice-text').textContent = 'Something is slower than it should be.'")
    left, top, _, bottom = box(sized, "#notice")
    assert bottom <= sized.evaluate("innerHeight")
    for tool in sized.locator("#draw .tools .tool").all():
        _, _, tool_right, tool_bottom = tool.evaluate(BOX)
        assert tool_bottom <= top or tool_right <= left + 1.5
    sized.evaluate("document.getElementById('notice').hidden = true")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_reader_can_overrule_the_system(open_page: Callable[..., Opened], system: str) -> None:
    page = open_page(break_=STILL, color_scheme=system).page
    by_day, by_night = "#F4F6F1", "#12191B"
    wait_until(page, "getComputedStyle(document.documentElement).getPropertyValue('--paper')")  # its style is there
    assert token(page, "paper") == (by_day if system == "light" else by_night)
    for theme, paper in (("light", by_day), ("dark", by_night)):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        assert token(page, "paper") == paper
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme


def test_settings_for_scripts_are_not_read_as_text(sized: Page) -> None:
    assert not sized.locator("py-config").is_visible()


def test_both_fonts_are_the_sites_own(sized: Page) -> None:
    loaded = sized.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
    assert {family.strip('"') for family in loaded} == {"Curlicue First", "Curlicue Hand", "Curlicue Text"}


def test_less_motion_prints_the_specimen_at_once(open_page: Callable[..., Opened]) -> None:
    moving = "document.querySelector('.invite').getAnimations({ subtree: true }).length"
    for preference, expected in (("reduce", False), ("no-preference", True)):
        page = open_page(break_=STILL, reduced_motion=preference).page
        page.wait_for_load_state("domcontentloaded")
        assert bool(page.evaluate(moving)) is expected
        assert not page.evaluate("document.getAnimations().some((a) => a.effect.getTiming().iterations > 2)")


def test_without_javascript_it_is_a_printed_page(open_page: Callable[..., Opened]) -> None:
    page = open_page(java_script_enabled=False).page
    page.wait_for_load_state("domcontentloaded")
    assert page.locator(".asleep").is_visible()
    assert page.locator(".specimen").is_visible()
    assert not page.locator(".controls").is_visible()
    assert not page.locator(".tools").is_visible()
    assert page.locator("h2").first.is_visible()
