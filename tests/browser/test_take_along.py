"""A drawing taken along: what the panel saves is what is on the sheet, in every form, and it says what it cannot."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import vpype
from matplotlib.image import imread
from playwright.sync_api import Browser, Download, Page, expect

from builder.server import SiteServer
from curlicue_out.kinds import SIGNATURE_PX
from curlicue_words import take_words
from tests.browser.documents import digest, drawing
from tests.browser.drawing import at_rest, save_data
from tests.browser.looking import Mask, Picture, decode, is_colour, rgb, scrolls_sideways, token
from tests.browser.touch import SURFACE, drag, line
from tests.browser.waiting import PATIENCE_MS, wait_for_engine, wait_for_state, wait_until
from tests.conftest import opening
from trainer.strokes_file import read_strokes

RATIO = 4
APART_PX = 0.5  # CSS px
SLIVERS = 0.001  # of the ink
FILMS = {"mp4": b"ftyp", "webm": b"\x1a\x45\xdf\xa3"}  # what such files begin with, or nearly
NAME = re.compile(r"curlicue-loops-\d{4}-\d\d-\d\d(-[a-z0-9]+)?\.(png|svg|mp4|webm|jsonl)")

RASTERISED = """async ([svg, ratio]) => {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  const [width, height] = [image.width * ratio, image.height * ratio];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL().split(",")[1];
}"""

HIDDEN = """[...document.querySelectorAll("g")]
  .filter((piece) => getComputedStyle(piece).visibility === "hidden").length"""

SMALL = """() => [...document.querySelectorAll("#take :is(button, label)")].filter((each) => each.checkVisibility())
  .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44).map(([text]) => text)"""


def draw(page: Page) -> None:
    """Two strokes that cross themselves and each other."""
    page.locator('[data-control="free-run"]').uncheck()
    drag(page, line((60, 160), (150, 175), speed=60))
    drag(page, line((110, 110), (120, 190), speed=60))


@pytest.fixture(scope="module")
def phone(browser: Browser, server: SiteServer) -> Iterator[Page]:
    """A phone with a drawing, of a reader who wants little motion."""
    with opening(browser, server) as open_:
        page = open_(reduced_motion="reduce").page
        wait_for_state(page, "ready")
        drag(page, line((60, 60), (64, 60), speed=100))
        wait_for_engine(page, "ort-wasm")  # from here on it is known what was remembered
        page.locator('[data-control="clear"]').tap()
        draw(page)
        at_rest(page, strokes=2)
        page.locator('[data-control="take-along"]').tap()
        yield page


def pick(page: Page, **choices: str) -> None:
    for name, value in choices.items():
        page.locator(f'[data-take="{name}"][value="{value}"]').check()


def taken(page: Page, what: str) -> Download:
    """What a button saves, under a name that tells hand and day."""
    with page.expect_download(timeout=PATIENCE_MS) as waiting:
        page.locator(f'[data-control="take-{what}"]').tap()
    name = waiting.value.suggested_filename
    assert NAME.fullmatch(name), name
    expect(page.locator("#take-said")).to_have_text(take_words.SAVED.format(name=name))
    return waiting.value


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def alpha(png: bytes) -> np.ndarray:
    """How opaque each pixel of a PNG is, 0..1."""
    return np.asarray(imread(io.BytesIO(png)))[:, :, 3]


def rasterised(page: Page, svg: bytes) -> Picture:
    return decode(base64.b64decode(page.evaluate(RASTERISED, [svg.decode(), RATIO])))


def grown(mask: Mask, by: int) -> Mask:
    """Where a mask is true within so many pixels."""
    padded = np.pad(mask, by)
    rows, columns = mask.shape
    found = np.zeros_like(mask)
    for dy in range(2 * by + 1):
        for dx in range(2 * by + 1):
            if (dy - by) ** 2 + (dx - by) ** 2 <= by * by:
                found |= padded[dy : dy + rows, dx : dx + columns]
    return found


def check_same_ink(one: Picture, other: Picture, colour: tuple[int, int, int]) -> None:
    """Each place of ink, and each place without any, is one of the other within half a CSS px.

    Slivers between two cuts, finer than a pixel, may be there or not: a canvas takes away what an SVG paints over.
    """
    assert one.shape == other.shape
    masks = is_colour(one, colour), is_colour(other, colour)
    assert masks[0].sum() > 1000
    reach = round(APART_PX * RATIO)
    for mine, theirs in (masks, masks[::-1]):
        assert (mine & ~grown(theirs, reach)).sum() <= SLIVERS * mine.sum()
        assert (~mine & ~grown(~theirs, reach)).sum() <= SLIVERS * mine.sum()


def test_ribbons_come_along_and_so_does_the_slate(phone: Page) -> None:
    pick(phone, ink="ribbons", ground="dark", ratio="1")
    picture = decode(content(taken(phone, "still")))
    svg = content(taken(phone, "svg")).decode()
    pick(phone, ink="line", ground="paper")
    dark = rgb(re.findall(r'fill="(#\w{6})"', svg)[0])
    assert max(dark) < 60
    assert tuple(picture[2, 2]) == dark
    assert len(set(re.findall(r'fill="(#\w{6})"', svg))) > 16
    assert token(phone, "sheet") != dark  # the page itself is as it was


def test_a_clear_picture_has_no_ground_and_is_signed_below(phone: Page) -> None:
    pick(phone, ground="clear", ratio="2")
    phone.locator("#take-signed").check()
    png = content(taken(phone, "still"))
    pick(phone, ground="paper")
    phone.locator("#take-signed").uncheck()
    seen = alpha(png)
    box = phone.locator(SURFACE).bounding_box()
    assert box is not None
    height = round(2 * (box["height"] + SIGNATURE_PX))
    width = round(2 * box["width"])
    assert seen.shape == (height, width)
    assert seen[:8].max() == 0
    assert seen.max() == 1.0
    assert (seen[-round(2 * SIGNATURE_PX) :, : width // 2] > 0.8).sum() > 100
    assert (seen[-round(2 * SIGNATURE_PX) :, width // 2 :] > 0).sum() == 0


def test_a_plotter_gets_open_paths_on_its_paper(phone: Page) -> None:
    pick(phone, paper="a5")
    lines, width, height = vpype.read_svg(io.StringIO(content(taken(phone, "plotter")).decode()), quantization=0.01)
    assert sorted(round(side * 25.4 / 96) for side in (width, height)) == [148, 210]
    assert len(lines) == 2


def test_the_trainer_takes_the_strokes(phone: Page, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_bytes(content(taken(phone, "strokes")))
    strokes = read_strokes(file)
    recorded = at_rest(phone)["strokes"]
    assert len(strokes) == 2
    for stroke, drawn in zip(strokes, recorded, strict=True):
        assert (stroke.samples[0].x, stroke.samples[0].y) == pytest.approx(drawn["ticks"][:2], abs=1e-3)


def test_the_svgs_are_the_canvas_within_half_a_pixel(phone: Page) -> None:
    """A drawing that is always the same: how many slivers there are depends on the line."""
    text, lines = drawing()
    phone.evaluate(f"location.hash = 'drawing={text}'")
    assert digest(stroke["pens"] for stroke in at_rest(phone, strokes=4)["strokes"]) == lines
    pick(phone, ratio=str(RATIO))
    phone.locator("#take-signed").uncheck()
    picture = decode(content(taken(phone, "still")))
    box = phone.locator(SURFACE).bounding_box()
    assert box is not None
    assert picture.shape[:2] == (round(box["height"] * RATIO), round(box["width"] * RATIO))
    still, moving = (content(taken(phone, what)) for what in ("svg", "moving-svg"))
    drawn = re.sub(rb"<style>.*</style>", b"", moving)  # as it is once it has drawn itself
    for svg in (still, drawn):
        check_same_ink(rasterised(phone, svg), picture, token(phone, "line"))
    tab = phone.context.new_page()
    tab.goto("data:image/svg+xml;base64," + base64.b64encode(moving).decode())
    assert tab.evaluate(HIDDEN) == 0  # to a reader who wants little motion
    tab.emulate_media(reduced_motion="no-preference")
    assert tab.evaluate(HIDDEN) > 10
    tab.close()


@pytest.mark.thorough
def test_a_film_is_recorded_or_left(phone: Page) -> None:
    film = taken(phone, "film")
    ending = film.suggested_filename.rsplit(".")[-1]
    assert FILMS[ending] in content(film)[:12]
    expect(phone.locator("#take-film-canvas")).to_be_hidden()
    saved: list[str] = []
    phone.on("download", lambda download: saved.append(download.suggested_filename))
    phone.locator('[data-control="take-film"]').tap()
    expect(phone.locator("#take-film-canvas")).to_be_visible()
    phone.locator('[data-control="take-cancel"]').tap()
    expect(phone.locator("#take-said")).to_have_text(take_words.LEFT)
    expect(phone.locator("#take-film-canvas")).to_be_hidden()
    assert saved == []


def test_the_panel_fits_a_phone_and_gives_the_focus_back(phone: Page) -> None:
    assert phone.evaluate(SMALL) == []
    assert not scrolls_sideways(phone)
    assert phone.evaluate("document.getElementById('take').scrollWidth <= innerWidth")
    phone.keyboard.press("Escape")
    expect(phone.locator("#take")).to_be_hidden()
    expect(phone.locator('[data-control="take-along"]')).to_be_focused()


def test_without_a_worker_the_picture_comes_and_the_rest_says_why_not(browser: Browser, server: SiteServer) -> None:
    with opening(browser, server) as open_:
        page = open_(prepare=save_data).page
        wait_for_state(page, "ready")
        draw(page)
        at_rest(page, strokes=2)
        page.locator('[data-control="take-along"]').wait_for()
        with page.expect_download() as waiting:
            page.locator('[data-control="save-png"]').tap()
        assert NAME.fullmatch(waiting.value.suggested_filename)
        expect(page.locator("#draw-status-text")).to_have_text(take_words.MORE)
        page.locator('[data-control="take-along"]').tap()
        page.locator("#take-signed").uncheck()
        pick(page, ratio="1", ground="dark")
        picture = decode(content(taken(page, "still")))
        box = page.locator(SURFACE).bounding_box()
        assert box is not None
        assert picture.shape[:2] == (round(box["height"]), round(box["width"]))
        ground, ink = tuple(picture[2, 2]), (246, 241, 223)
        assert max(ground) < 60
        assert is_colour(picture, ink).sum() > 100
        for what in ("svg", "moving-svg", "film", "plotter"):
            page.locator(f'[data-control="take-{what}"]').tap()
            expect(page.locator("#take-said")).to_have_text(take_words.ASLEEP)
        assert taken(page, "strokes").suggested_filename.endswith(".jsonl")
        page.keyboard.press("Escape")
        page.locator('[data-control="clear"]').tap()
        page.locator('[data-control="take-along"]').tap()
        page.locator('[data-control="take-still"]').tap()
        expect(page.locator("#take-said")).to_have_text(take_words.NOTHING)
        wait_until(page, "document.getElementById('take').open")


# Workers can be ended without a word, as by a browser short of memory, and looks for a word come ten times as often.
FRAIL = """const Known = Worker;
globalThis.Worker = class extends Known {
  constructor(...given) { super(...given); globalThis.lastWorker = this; }
};
const every = setInterval;
globalThis.setInterval = (look, ms, ...given) => every(look, ms / 10, ...given);"""
# It ends once it has painted a film's first frames.
ENDS_IN_A_FILM = """async () => {
  const filming = () => !document.getElementById("take-film-canvas").hidden
    && document.getElementById("take-done").value > 0;
  while (!filming()) await new Promise(requestAnimationFrame);
  lastWorker.terminate();
}"""


@pytest.mark.parametrize("what", [pytest.param("svg", marks=pytest.mark.thorough), "film"])
def test_a_worker_that_is_lost_on_the_way_is_said_and_it_can_be_tried_again(
    browser: Browser, server: SiteServer, what: str
) -> None:
    with opening(browser, server) as open_:
        page = open_(prepare=lambda context: context.add_init_script(FRAIL)).page
        wait_for_state(page, "ready")
        draw(page)
        wait_for_engine(page, "ort-wasm")
        at_rest(page, strokes=2)
        page.locator('[data-control="take-along"]').tap()
        if what == "svg":  # it takes no time to make, so its maker is gone when it is asked
            page.evaluate("lastWorker.terminate()")
        page.locator(f'[data-control="take-{what}"]').tap()
        if what == "film":
            page.evaluate(ENDS_IN_A_FILM)
        expect(page.locator("#take-said")).to_have_text(take_words.LOST)
        expect(page.locator("#take-going")).to_be_hidden()
        expect(page.locator("#take-film-canvas")).to_be_hidden()
        wait_for_engine(page, "starter")
        assert taken(page, "still").suggested_filename.endswith(".png")  # the starter's
        page.locator('[data-control="take-close"]').tap()
        expect(page.locator("#take")).to_be_hidden()
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        drag(page, line((60, 260), (120, 265), speed=60))
        at_rest(page, strokes=3)
        wait_for_engine(page, "ort-wasm")  # the next worker's
        page.locator('[data-control="take-along"]').tap()
        assert taken(page, "svg").suggested_filename.endswith(".svg")
