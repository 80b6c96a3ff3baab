"""What a reader does, in each of the three browser engines: Chromium's, Firefox's and WebKit's.

One page of one browser serves all tests of an engine, in their order; whatever goes wrong on it fails the test in
which it is seen. The finger is the one that the browser's driver has: touch in Chromium and Firefox, a mouse in WebKit.
"""

from __future__ import annotations

import base64
import itertools
import math
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Playwright

from curlicue.hand import Hand
from curlicue.messages import LEARNING
from curlicue.stroke import STEP_S
from curlicue_page.steering import SPEED_PX_S
from curlicue_words import take_words
from tests.browser.drawing import AFTER_STEPS, TAKEN_OVER_AT, check_ink, check_no_kink, load_hands, pace, pens
from tests.browser.looking import FIGURES, Picture, check_line_in, check_signed, decode, is_colour, near, strays
from tests.browser.strip import ALONG, STRIP, as_kept, gates, h_c, wave
from tests.browser.touch import SURFACE, line, round_and_round
from tests.drivers.driver import Driver
from tests.drivers.found import ENGINES, to_test
from tests.drivers.framed import Foreign
from tests.drivers.gate import Gate
from tests.drivers.opening import opened
from tests.drivers.page import (
    at_rest,
    box,
    colour,
    control,
    drag,
    frames,
    picture,
    picture_in_css_px,
    set_slider,
    snapshot,
    tap,
    wait_for_engine,
    wait_for_state,
    wait_to_arrive,
    wait_until,
)
from tests.drivers.webkit import watched

HANDS = ("loops", "waves", "zigzag", "cursive", "eights", "coil")
PIECES = 600  # of a sixth of a second, for a takeover while a finger draws
LOOKS = 40  # until a figure is painted
HOLD_S = 1.5  # at the end of a film (curlicue_page/take_film.py)
TAKE_SAID = "document.getElementById('take-said').textContent"
HELD_S, TAP_S = 1.5, 0.05  # a key
SPEED = 45.0  # px/s, slow enough to curl

# A pen that presses harder and harder, three coalesced samples to each of its events; no driver has one everywhere.
PEN_STROKE = """(async () => {
  const surface = document.querySelector('[data-figure="draw"]');
  const box = surface.getBoundingClientRect();
  const event = (type, x, pressure, more = {}) => new PointerEvent(type, { bubbles: true, cancelable: true,
    pointerId: 77, pointerType: "pen", isPrimary: true, button: type === "pointermove" ? -1 : 0, buttons: 1, pressure,
    clientX: Math.round(box.left + x), clientY: Math.round(box.top + 200), ...more });
  surface.dispatchEvent(event("pointerdown", 40, .1));
  const start = performance.now();
  for (let x = 40; x < 240; x += 4) {
    do await new Promise(requestAnimationFrame); // a busy machine's frames may come in bunches, a hand does not
    while (performance.now() < start + (x - 36) / 4 * 1000 / 60);
    const coalescedEvents = [1, 2, 3, 4].map((k) => event("pointermove", x + k, (x + k) / 250));
    surface.dispatchEvent(event("pointermove", x + 4, (x + 4) / 250, { coalescedEvents }));
  }
  surface.dispatchEvent(event("pointerup", 240, 0, { buttons: 0 }));
})()"""

CLEAR = f"document.querySelector('{control('clear')}').click()"

# Instead of a download, which shows a bar in WebKit's window; tests/browser/test_sheet.py has a real one.
KEEP_BLOBS = """(() => {
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { globalThis.savedBlob = blob; return make.call(URL, blob); };
  HTMLAnchorElement.prototype.click = () => { };
})()"""

SAVED = """await (async () => {
  if (!globalThis.savedBlob) return null;
  const bytes = new Uint8Array(await savedBlob.arrayBuffer());
  return [savedBlob.type, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))];
})()"""

KEPT = "curlicue.kept.get('drawing-' + JSON.parse(localStorage.curlicue ?? '{}').sheet)"

WHY_NOT_BACK = "JSON.stringify(performance.getEntriesByType('navigation')[0]?.notRestoredReasons)"
TIMES = 2  # that a browser is left and returned to
HEAR_OF_RETURN = """addEventListener("pageshow", (event) => { globalThis.cameBack = event.persisted; })"""


@pytest.fixture(scope="module")
def hands(dist: Path) -> dict[str, Hand]:
    return load_hands(dist)


@pytest.fixture(scope="module", params=to_test(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def gate(engine: str, dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """The site, whose worker waits to be let go."""
    folder = watched(dist, tmp_path_factory.mktemp(engine) / "dist") if engine == "webkit" else dist
    with Gate(folder, held="worker.js") as running:
        yield running


@pytest.fixture(scope="module")
def browser_of_engine(engine: str, gate: Gate, playwright: Playwright) -> Iterator[Driver]:
    """A browser of the engine, on the page, which is ready."""
    with opened(engine, playwright) as driver:
        driver.open(gate.address)
        wait_for_state(driver, "ready")
        yield driver


@pytest.fixture
def page(browser_of_engine: Driver) -> Iterator[Driver]:
    """The page; a test during which anything goes wrong on it fails."""
    yield browser_of_engine
    assert browser_of_engine.take_faults() == []


@pytest.fixture
def awake(page: Driver, gate: Gate) -> Driver:
    """The page after the takeover, with an empty sheet; its lines stop soon after the lift."""
    if page.evaluate("document.documentElement.dataset.engine") == "starter":
        gate.open_gate()
        drag(page, line((60, 60), (80, 60), speed=60))
    wait_for_engine(page, "ort-wasm")
    stop_soon(page)
    at_rest(page)
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    page.evaluate(CLEAR)
    if at_rest(page)["strokes"]:  # those of a strip: the sheet was not drawn on last
        drag(page, [(60, 60), (62, 60)])
        page.evaluate(CLEAR)
    at_rest(page, strokes=0)
    return page


def stop_soon(page: Driver) -> None:
    """Lines end soon after the lift."""
    page.evaluate(f"document.querySelector('{control('free-run')}:checked')?.click()")


def ink(page: Driver) -> int:
    """How many CSS px of the sheet have the line's colour."""
    return int(is_colour(picture_in_css_px(page, SURFACE), colour(page, "line")).sum())


def check_line(page: Driver, stroke: dict[str, Any]) -> None:
    check_line_in(picture_in_css_px(page, SURFACE), colour(page, "line"), pens(stroke))


def leave_and_return(page: Driver, address: str) -> None:
    """To the printed article, and back by the browser's own button."""
    page.evaluate(HEAR_OF_RETURN)
    page.open(address + "article.html")
    page.back()
    wait_to_arrive(page, "!location.pathname.endsWith('article.html') && !!globalThis.curlicue?.recording")


@pytest.mark.alone  # a page that is a second behind drops what it cannot catch up with
def test_a_drag_before_across_and_after_the_takeover(page: Driver, gate: Gate, hands: dict[str, Hand]) -> None:
    stop_soon(page)
    drag(page, line((40, 60), (110, 70), speed=SPEED))
    wait_until(page, "performance.getEntriesByName('curlicue:first-ink').length")
    assert snapshot(page)["engine"] == "starter"
    check_line(page, at_rest(page, strokes=1)["strokes"][0])

    left, top, _, _ = box(page, SURFACE)
    path = ((left + x, top + y) for x, y in round_and_round(speed=SPEED))
    page.press(next(path))
    page.move(list(itertools.islice(path, AFTER_STEPS + 10)))
    gate.open_gate()
    for _ in range(PIECES):
        page.move(list(itertools.islice(path, 10)))
        if page.evaluate("document.documentElement.dataset.engine") == "ort-wasm":
            break
    else:
        raise AssertionError("the worker does not take over while a finger draws")
    page.move(list(itertools.islice(path, AFTER_STEPS + 20)))
    first = page.evaluate(TAKEN_OVER_AT)
    page.lift()
    across = at_rest(page, strokes=2)["strokes"][1]
    check_no_kink(across, first, hands[across["hand"]], SPEED)

    drag(page, line((60, 440), (160, 450), speed=SPEED))
    found = at_rest(page, strokes=3)
    check_ink(found, hands)
    whole = {"pens": [number for stroke in found["strokes"] for number in stroke["pens"]]}
    check_line(page, whole)
    told = page.evaluate("performance.getEntriesByType('mark').map((mark) => mark.name)")
    assert told == [f"curlicue:{name}" for name in ("starter", "first-ink", "python", "model", "takeover")]
    now = snapshot(page)
    assert (now["engine"], now["dropped"]) == ("ort-wasm", 0)


def test_each_hand_draws_and_passes_its_golden_trace(awake: Driver, hands: dict[str, Hand]) -> None:
    for number, name in enumerate(HANDS):
        tap(awake, f'label:has([data-name="{name}"])')
        wait_until(awake, f"curlicue.snapshot().hand === '{name}'")
        awake.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        drag(awake, line((40, 60 + 70 * number), (100, 60 + 70 * number), speed=SPEED))
    found = at_rest(awake, strokes=len(HANDS))
    assert [stroke["hand"] for stroke in found["strokes"]] == list(HANDS)
    check_ink(found, hands)
    assert snapshot(awake)["engine"] == "ort-wasm"  # a session that failed its trace would have left Python to step
    assert awake.evaluate("document.documentElement.dataset.engine") == "ort-wasm"
    tap(awake, 'label:has([data-name="loops"])')
    wait_until(awake, "curlicue.snapshot().hand === 'loops'")


def test_undo_redo_and_clear(awake: Driver) -> None:
    drag(awake, line((40, 100), (100, 110), speed=90))
    one_stroke = at_rest(awake, strokes=1)["strokes"]
    one = ink(awake)
    drag(awake, line((40, 300), (100, 310), speed=90))
    both_strokes = at_rest(awake, strokes=2)["strokes"]
    both = ink(awake)
    assert both > one > 20
    tap(awake, control("undo"))
    assert at_rest(awake, strokes=1)["strokes"] == one_stroke
    assert ink(awake) == one
    tap(awake, control("redo"))
    assert at_rest(awake, strokes=2)["strokes"] == both_strokes
    assert ink(awake) == both
    tap(awake, control("clear"))
    at_rest(awake, strokes=0)
    awake.evaluate("document.querySelector('#draw-invite').style.visibility = 'hidden'")  # it is ink, and is back
    assert ink(awake) == 0
    tap(awake, control("undo"))
    assert at_rest(awake, strokes=2)["strokes"] == both_strokes
    assert ink(awake) == both


def test_what_is_tapped_like_a_link_is_underlined(page: Driver) -> None:
    """WebKit drops a shorthand that holds more than the line."""
    for selector in (control("draw-one"), ".slow span", ".quiet"):
        asked = f"getComputedStyle(document.querySelector({selector!r})).textDecorationLine"
        wait_until(page, "document.documentElement.dataset.figures")
        assert page.evaluate(asked) == "underline", selector


def test_a_word_is_written(awake: Driver, hands: dict[str, Hand]) -> None:
    awake.evaluate(f"""(() => {{
      const text = document.getElementById("write-text");
      text.value = "Io";
      document.querySelector({control("write-it")!r}).click();
    }})()""")
    wait_until(awake, "document.getElementById('draw-status-text').textContent === 'Now yours.'")
    found = at_rest(awake, strokes=2)
    check_ink(found, hands)
    check_line(awake, {"pens": [number for stroke in found["strokes"] for number in stroke["pens"]]})


def test_an_arrow_key_draws(awake: Driver, hands: dict[str, Hand]) -> None:
    """In WebKitGTK too, whose window is not the active one: its page hears the keys all the same."""
    awake.hold("Shift", TAP_S)  # a key was the last thing used
    awake.evaluate(f"void document.querySelector({SURFACE!r}).focus()")
    awake.hold("ArrowRight", HELD_S)
    awake.hold("Space", TAP_S)
    found = at_rest(awake, strokes=1)
    awake.evaluate(f"void document.querySelector({SURFACE!r}).blur()")
    (stroke,) = found["strokes"]
    assert pace(stroke) == pytest.approx((SPEED_PX_S * STEP_S, 0), abs=0.15)
    check_ink(found, hands)
    frames(awake, 3)  # the ring round the finger goes with the focus
    check_line(awake, stroke)


def saved(page: Driver, name: str, kind: str) -> bytes:
    """What a control saves, of a kind."""
    page.evaluate("void (globalThis.savedBlob = null)")
    page.evaluate(KEEP_BLOBS)
    tap(page, control(name))
    found, text = wait_until(page, SAVED)
    assert found == kind
    return base64.b64decode(text)


def saved_picture(page: Driver, name: str) -> Picture:
    """What a control saves, a picture."""
    return decode(saved(page, name, "image/png"))


def test_a_saved_picture_shows_the_drawing(awake: Driver) -> None:
    drag(awake, line((60, 200), (140, 210), speed=SPEED))
    (stroke,) = at_rest(awake, strokes=1)["strokes"]
    check_saved(awake, saved_picture(awake, "save-png"), stroke, round(awake.ratio))


def check_saved(page: Driver, found: Picture, stroke: dict[str, Any], ratio: int) -> None:
    """A picture of the sheet shows a stroke and nothing else; ``ratio`` is its px for each CSS px."""
    _, _, width, height = box(page, SURFACE)
    assert found.shape[:2] == (round(height * ratio), round(width * ratio))
    mask = is_colour(found, colour(page, "line"))
    places = [(ratio * x, ratio * y) for x, y in pens(stroke)]
    assert np.mean(near(mask, places, 3 * ratio)) >= 0.97
    assert strays(mask, places, 8 * ratio) == 0


def test_a_drawing_is_taken_along_as_a_picture_and_as_an_svg(awake: Driver) -> None:
    drag(awake, line((60, 200), (140, 210), speed=SPEED))
    (stroke,) = at_rest(awake, strokes=1)["strokes"]
    tap(awake, control("take-along"))
    wait_until(awake, "document.getElementById('take').open")
    wait_until(awake, "!document.getElementById('take').getAnimations().length")  # it has risen
    awake.evaluate("void (document.getElementById('take-signed').checked = false)")
    check_saved(awake, saved_picture(awake, "take-still"), stroke, 2)
    text = saved(awake, "take-svg", "image/svg+xml").decode()
    cuts = re.findall(r'd="M(-?\d+)( ?-?\d+)[^"]*" stroke="#\w+" stroke-width="\d+" stroke-linecap="butt"/>', text)
    places = [(float(x) / 100, float(y) / 100) for x, y in cuts]
    assert len(places) >= len(stroke["pens"]) // 8
    assert all(min(math.dist(place, pen) for pen in pens(stroke)) < 8 for place in places)
    tap(awake, control("take-close"))
    wait_until(awake, "!document.getElementById('take').open")


def test_every_figure_is_painted(awake: Driver) -> None:
    drag(awake, [(60 + 0.7 * k, 150 + 10 * math.sin(k / 30)) for k in range(300)])
    at_rest(awake, strokes=1)
    for selector, names in FIGURES.items():
        if selector == "#cell":
            awake.evaluate("document.querySelector('.row[data-cell=\"5\"]').click()")
        lacking: list[str] = []
        for _ in range(LOOKS):
            looks = [picture(awake, selector, block) for block in ("start", "end")]
            seen = {name: sum(is_colour(look, colour(awake, name)).sum() for look in looks) for name in names}
            lacking = [name for name in names if seen[name] <= 20]
            if not lacking:
                break
            frames(awake, 10)
        if selector == "#cell":
            tap(awake, control("close-cell"))
        assert not lacking, f"{selector} does not show {lacking}"


def test_a_strip_its_cells_and_its_time(awake: Driver, hands: dict[str, Hand]) -> None:
    box(awake, STRIP, "center")
    drag(awake, wave(), STRIP)
    wait_until(awake, "curlicue.snapshot().steps > 60")
    found = at_rest(awake, strokes=1)
    (stroke,) = found["strokes"]
    check_ink(found, hands)
    live = snapshot(awake)
    assert live["gates"] == as_kept(gates(stroke, len(stroke["pens"]) // 2 - 1))

    awake.evaluate("document.querySelector('.row[data-cell=\"5\"]').scrollIntoView({ block: 'center' })")
    tap(awake, '.row[data-cell="5"]')
    wait_until(awake, "!document.getElementById('cell').hidden && document.getElementById('cell').offsetHeight > 40")
    assert awake.evaluate("document.getElementById('cell-title').textContent") == "Cell 6, layer 1"
    wait_until(awake, "/\\d/.test(document.querySelector('[data-eq=\"c\"]').textContent)")
    tap(awake, control("close-cell"))
    wait_until(awake, "!document.getElementById('cell').offsetHeight")

    set_slider(awake, control("scrub"), 30)
    wait_until(awake, "curlicue.snapshot().steps === 31")
    then = snapshot(awake)
    assert then["h"] + then["c"] == h_c(stroke, 30)
    assert then["pen"] == stroke["pens"][60:62]
    tap(awake, control("forward"))
    wait_until(awake, "curlicue.snapshot().steps === 32")
    tap(awake, control("play"))
    wait_until(awake, "!document.documentElement.dataset.scrubbed")
    now = snapshot(awake)
    assert (now["h"], now["c"], now["pen"]) == (live["h"], live["c"], live["pen"])


def test_a_training_is_watched(awake: Driver) -> None:
    box(awake, f'[data-surface="{LEARNING}"]', "center")
    set_slider(awake, control("epoch"), 0)
    wait_until(awake, "curlicue.snapshot().hand === 'loops, epoch 0'")
    (untrained,) = at_rest(awake, strokes=1)["strokes"]
    set_slider(awake, control("epoch"), int(awake.evaluate(f"document.querySelector('{control('epoch')}').max")))
    wait_until(awake, "curlicue.snapshot().hand === 'loops'")
    (trained,) = at_rest(awake, strokes=1)["strokes"]
    assert trained["ticks"] == untrained["ticks"]
    assert trained["pens"] != untrained["pens"]


def test_one_draws_in_the_picture_and_saves_it_signed(awake: Driver) -> None:
    box(awake, ALONG, "center")
    drag(awake, [(70 + 1.2 * k, 150 + 10 * math.sin(k / 30)) for k in range(150)], ALONG)
    wait_until(awake, "curlicue.snapshot().steps > 100")
    at_rest(awake, strokes=1)
    frames(awake, 30)
    assert is_colour(picture(awake, ALONG, "center"), colour(awake, "line")).sum() > 200
    check_signed(saved_picture(awake, "save-ribbons"), partial(colour, awake))
    tap(awake, control("empty"))
    at_rest(awake, strokes=0)
    frames(awake, 3)
    assert not is_colour(picture(awake, ALONG, "center"), colour(awake, "line")).any()


def test_the_sheets_ink_can_be_ribbons(awake: Driver) -> None:
    tap(awake, control("ribbon-ink"))
    awake.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    drag(awake, line((60, 200), (140, 210), speed=SPEED))
    at_rest(awake, strokes=1)
    frames(awake, 10)
    assert is_colour(picture_in_css_px(awake, SURFACE), colour(awake, "a5")).sum() > 20
    saved = saved_picture(awake, "save-png")
    assert is_colour(saved, colour(awake, "a5")).sum() > 200
    check_signed(saved, partial(colour, awake))
    tap(awake, control("ribbon-ink"))
    awake.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    frames(awake, 10)
    assert not is_colour(picture_in_css_px(awake, SURFACE), colour(awake, "a5")).any()


def test_one_leaves_the_page_and_comes_back(awake: Driver, gate: Gate, hands: dict[str, Hand]) -> None:
    """From the back-forward cache, with all that was drawn.

    A browser short of memory may let go of what it keeps there: then it comes from storage, and the next time is tried.
    """
    drag(awake, line((60, 100), (120, 110), speed=60))
    for _ in range(TIMES):
        before = at_rest(awake, strokes=1)["strokes"]
        leave_and_return(awake, gate.address)
        if awake.evaluate("globalThis.cameBack"):
            break
        wait_for_state(awake, "ready")
        stop_soon(awake)
    assert awake.evaluate("globalThis.cameBack"), f"not the page that was left: {awake.evaluate(WHY_NOT_BACK)}"
    assert at_rest(awake, strokes=1)["strokes"] == before
    drag(awake, line((60, 300), (120, 310), speed=60))
    check_ink(at_rest(awake, strokes=2), hands)
    wait_for_engine(awake, "ort-wasm")


def test_one_leaves_while_the_worker_wakes_and_comes_back(page: Driver, gate: Gate, hands: dict[str, Hand]) -> None:
    gate.close_gate()
    page.evaluate("curlicue.kept.clear()")
    page.open(gate.address + "?again")
    wait_for_state(page, "ready")
    stop_soon(page)
    drag(page, line((60, 100), (120, 110), speed=60))
    assert gate.asked.wait(60), "nobody has asked for the worker"
    wait_until(page, KEPT)  # or it may come back at any moment after the return
    leave_and_return(page, gate.address)
    gate.open_gate()
    wait_for_state(page, "ready")
    stop_soon(page)
    strokes = len(at_rest(page, strokes=1)["strokes"])
    drag(page, line((60, 300), (120, 310), speed=60))
    wait_for_engine(page, "ort-wasm")
    check_ink(at_rest(page, strokes=strokes + 1), hands)


def test_a_pens_pressure_and_its_coalesced_samples_are_kept(awake: Driver, hands: dict[str, Hand]) -> None:
    """Nearly the last test: for a while after a pen, a touch is taken for a palm."""
    awake.evaluate(PEN_STROKE)
    found = at_rest(awake, strokes=1)
    (stroke,) = found["strokes"]
    pressures = stroke["ticks"][2::3]
    assert pressures[0] == pytest.approx(0.1, abs=0.03)
    assert max(pressures) > 0.9
    assert np.diff(pressures[5:-3]).min() >= -1e-6
    check_ink(found, hands)


FILMS_PX = ((1080, 1350), (1080, 1080))  # the first is chosen
SLOWER = 2.5  # times as long as promised a film may be that a busy machine without a graphics card records

# The film in a page without our policy, played to its end: its size and how long it is.
PLAYED = """(async () => {
  const film = document.querySelector("video");
  if (!await new Promise((go) => {
    film.onended = () => go(true);
    film.onerror = () => go(false);
    film.play().catch(() => go(false));
  })) return film.error?.message || "it does not play";
  return [film.videoWidth, film.videoHeight, film.currentTime];
})()"""


def test_a_film_plays_or_the_moving_svg_is_offered(awake: Driver) -> None:
    """The last test: the film is shown by another page."""
    awake.evaluate(PEN_STROKE)
    (stroke,) = at_rest(awake, strokes=1)["strokes"]
    tap(awake, control("take-along"))
    wait_until(awake, "document.getElementById('take').open && !document.getElementById('take').getAnimations().length")
    films = []
    for width, height in FILMS_PX:
        awake.evaluate(f"document.querySelector('[data-take=size][value=\"{width} {height}\"]').click()")
        awake.evaluate("void (globalThis.savedBlob = null)")
        awake.evaluate(KEEP_BLOBS)
        tap(awake, control("take-film"))
        said = wait_until(
            awake, f"globalThis.savedBlob?.size ? ' ' : {TAKE_SAID} !== {take_words.FILMING!r} && {TAKE_SAID}"
        )
        if said == take_words.NO_FILMS:
            assert saved(awake, "take-moving-svg", "image/svg+xml").startswith(b"<svg")
            return
        assert said == " ", said
        films.append(wait_until(awake, SAVED))
        assert films[-1][0] in {"video/mp4", "video/webm"}
    assert awake.take_faults() == []
    promised = len(stroke["pens"]) / 2 * STEP_S + HOLD_S
    for (kind, film), wanted in zip(films, FILMS_PX, strict=True):
        with Foreign(f'<video muted src="data:{kind};base64,{film}"></video>') as other:
            awake.open(other.address)
            *size, seconds = awake.evaluate(PLAYED)
            awake.take_faults()
        assert tuple(size) == wanted
        assert promised - 0.3 < seconds < SLOWER * promised
