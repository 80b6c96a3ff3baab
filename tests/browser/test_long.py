"""A long drawing: a worker lost after minutes is made good at once, and nobody waits longer because of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.drawing import frames
from tests.browser.touch import drag, line
from tests.browser.waiting import snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

pytestmark = pytest.mark.alone

MINUTES = 5
PIECE_S = 10  # of drawing, handed over at once
NUMBERS_BYTES = 5 * 8  # of a step: where the finger was and how hard it pressed, and the pen
FRAMES = 180  # three seconds of frames: from the loss until a new stroke shows

# Draws for seconds from a moment on, slowly round and round, without waiting for them to pass. On a clock of its own.
# A stroke begins at 0, or where it is said to be the first, and is lifted where it is the last.
DRAW_ON = """async ([from, seconds, last, first = !from]) => {
  const samples = [], before = curlicue.snapshot().steps;
  for (let k = first ? 0 : 1; k <= seconds * 60; k++) {
    const t = from + k / 60;
    samples.push([1, 170 + 120 * Math.sin(t / 4), 230 + 120 * Math.cos(t / 4), t, 0.5]);
  }
  if (first) samples[0][0] = 0;
  if (last) samples.push([2, ...samples.at(-1).slice(1)]);
  curlicue.frame(from + seconds + (last ? 9 : 0), JSON.stringify(samples), "draw");
  while (curlicue.snapshot().steps < before + 60 * seconds - 60) await new Promise(requestAnimationFrame);
}"""


# Steps of each stroke of the drawing; megabytes of numbers stay in the page.
LENGTHS = "async () => (await curlicue.recording()).strokes.map((stroke) => stroke.pens.length / 2)"


# Keeps what the worker is told of sizes: each of those canvases it makes anew, and paints from the first step on.
KEEP_SIZES = """globalThis.sizes = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...more) {
    if (String(message).startsWith("sizes ")) sizes.push(JSON.parse(message.slice(6)));
    return post.call(this, message, ...more);
  };"""


def draw_for_minutes(page: Page, *, lift: bool = True) -> int:
    """One slow stroke of five minutes; its steps."""
    for number in range(MINUTES * 60 // PIECE_S):
        last = lift and (number + 1) * PIECE_S == MINUTES * 60
        page.evaluate(DRAW_ON, [number * PIECE_S, PIECE_S, last])
    (steps,) = page.evaluate(LENGTHS)
    return int(steps)


def test_after_five_minutes_a_lost_worker_is_made_good_within_three_seconds(
    open_page: Callable[..., Opened],
) -> None:
    opened = open_page()
    opened.watch.allow("lost on purpose")
    page = opened.page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    wait_for_engine(page, "ort-wasm")
    steps = draw_for_minutes(page)
    assert steps > MINUTES * 3600 - 100
    page.evaluate(
        """() => {
          globalThis.spent = 0; // frames from the loss until the new stroke shows
          const frame = curlicue.frame;
          curlicue.frame = (...given) => {
            if (document.documentElement.dataset.engine === "starter") globalThis.spent += 1;
            const more = frame(...given);
            globalThis.shownAfter ??= curlicue.snapshot().finger?.[1] === 440 ? globalThis.spent : undefined;
            return more;
          };
        }"""
    )
    page.workers[0].evaluate("setTimeout(() => { throw new Error('lost on purpose'); })")
    wait_for_engine(page, "starter")
    drag(page, line((40, 440), (140, 440), speed=80))
    wait_until(page, "globalThis.shownAfter")
    assert page.evaluate("globalThis.shownAfter") <= FRAMES
    assert page.evaluate(LENGTHS)[0] == steps
    assert snapshot(page)["dropped"] == 0


@pytest.mark.thorough
def test_a_drawing_that_grows_is_not_painted_again(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=lambda context: context.add_init_script(KEEP_SIZES)).page
    wait_for_state(page, "ready")
    wait_for_engine(page, "ort-wasm")
    page.evaluate(DRAW_ON, [0, 1, False])
    wait_until(page, "sizes.some((each) => each.time)")  # the time bar comes with the first ink
    page.evaluate("globalThis.sizes = []")
    for at in range(1, 111, PIECE_S):  # past 100 s, which need a sign more beside the time bar
        page.evaluate(DRAW_ON, [at, PIECE_S, False])
    assert page.evaluate("sizes") == []
    page.evaluate("document.querySelector('.ruler').style.marginRight = '9px'")
    wait_until(page, "sizes.length")
    assert page.evaluate("sizes.map((each) => Object.keys(each))") == [["time"]]


def test_what_the_page_keeps_of_the_worker_s_drawing_is_little_more_than_its_numbers(
    open_page: Callable[..., Opened],
) -> None:
    page = open_page().page
    wait_for_state(page, "ready")
    wait_for_engine(page, "ort-wasm")
    page.evaluate(DRAW_ON, [0, PIECE_S, False])
    kept = []
    for at in (PIECE_S, 6 * PIECE_S):
        for begun in range(at, at + 5 * PIECE_S, PIECE_S):
            page.evaluate(DRAW_ON, [begun, PIECE_S, False])
        kept.append(min(_bytes(page) for _ in range(8)))  # some are of what was told and is not yet read
    assert (kept[1] - kept[0]) / (5 * PIECE_S * 60) < 1.25 * NUMBERS_BYTES


def _bytes(page: Page) -> int:
    """Of buffers, and of strings told, a few frames later."""
    frames(page, 12)
    inside = page.context.new_cdp_session(page)
    inside.send("HeapProfiler.collectGarbage")
    return int(inside.send("Runtime.getHeapUsage")["backingStorageSize"])


def test_a_recording_of_minutes_is_no_silence(open_page: Callable[..., Opened]) -> None:
    page = open_page().page
    wait_for_state(page, "ready")
    wait_for_engine(page, "ort-wasm")
    draw_for_minutes(page, lift=False)  # its pen moves on, and the page asks for every frame
    page.locator("#states").scroll_into_view_if_needed()
    assert page.evaluate("curlicue.recording().then((found) => JSON.stringify(found).length)") > 10_000_000
    assert page.evaluate("document.documentElement.dataset.engine") == "ort-wasm"
