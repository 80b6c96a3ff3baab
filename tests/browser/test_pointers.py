"""Pointers as devices send them: clocks of every kind, palms before pens, pointers that never end, selected text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from curlicue.stroke import STEPS_PER_S
from tests.browser.drawing import at_rest, check_ink, fingers, frames, load_hands, save_data
from tests.browser.touch import Finger, drag, line
from tests.browser.waiting import snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

# A pointer: send(type, x, y, {...}) on the sheet; its events' times are what clock(ms of the page's clock) gives.
POINTER = """
  const sheet = document.querySelector('[data-figure="draw"]');
  const send = (type, x, y, more = {}, clock = (now) => now) => {
    const box = sheet.getBoundingClientRect();
    const event = new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 31, pointerType: "touch",
      isPrimary: true, button: type === "pointermove" ? -1 : 0, buttons: 1, pressure: 0.5,
      clientX: Math.round(box.left) + x, clientY: Math.round(box.top) + y, ...more });
    sheet.dispatchEvent(Object.defineProperty(event, "timeStamp", { value: clock(performance.now()) }));
  };
  const frame = () => new Promise(requestAnimationFrame);
"""
DRAG_S = 2.0
CLOCKS = {
    "the page's": "(now) => now",
    "since 1970": "(now) => now + 1.76e12",
    "since the machine's start": "(now) => now + 4.3e8",
    "3 s ahead": "(now) => now + 3000",
    "3 s behind": "(now) => now - 3000",
    "always 0": "() => 0",
    "in steps of 100 ms": "(now) => Math.floor(now / 100) * 100",
}
TIMED_DRAG = f"""async ([clock, seconds, y]) => {{
  {POINTER}
  const told = eval(clock);
  const start = performance.now();
  const passed = () => (performance.now() - start) / 1000;
  send("pointerdown", 30, y, {{}}, told);
  while (passed() < seconds) {{
    await frame();
    send("pointermove", 30 + Math.round(50 * passed()), y, {{}}, told);
  }}
  const took = passed();
  send("pointerup", 30 + Math.round(50 * took), y, {{ buttons: 0 }}, told);
  return took;
}}"""


def sheet(open_page: Callable[..., Opened]) -> Page:
    """A page on which the starter draws for good, and the pen rests soon after a lift."""
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    page.locator('[data-control="free-run"]').uncheck()
    return page


def test_a_drag_has_a_tick_a_sixtieth_of_a_second_whatever_the_pointers_clock(
    open_page: Callable[..., Opened], dist: Path
) -> None:
    page = sheet(open_page)
    for number, (name, clock) in enumerate(CLOCKS.items()):
        took = page.evaluate(TIMED_DRAG, [clock, DRAG_S, 40 + 50 * number])
        found = at_rest(page, strokes=number + 1)
        ticks = len(found["strokes"][-1]["ticks"]) // 3
        assert ticks == pytest.approx(60 * took, abs=9), name  # a clock of 100 ms is off by six
        assert len(found["strokes"][-1]["pens"]) // 2 - ticks <= 24, name  # and it draws on no longer than it should
        path = fingers(found["strokes"][-1])
        assert path[-1][0] - path[0][0] > 0.8 * 50 * DRAG_S, name
    check_ink(found, load_hands(dist))
    turns = page.evaluate(
        """async () => {
          let turns = 0;
          const frame = curlicue.frame;
          curlicue.frame = (...given) => { turns += 1; return frame(...given); };
          for (let k = 0; k < 30; k++) await new Promise(requestAnimationFrame);
          return turns;
        }"""
    )
    assert turns <= 2, "the page does not come to rest"


def test_a_pen_takes_the_sheet_from_the_palm_beside_it(open_page: Callable[..., Opened]) -> None:
    page = sheet(open_page)
    page.evaluate(
        f"""async () => {{
          {POINTER}
          const pen = {{ pointerId: 5, pointerType: "pen" }};
          send("pointerdown", 200, 300);
          for (let k = 0; k < 6; k++) {{ await frame(); send("pointermove", 200 + k, 300); }}
          send("pointerdown", 40, 100, pen);
          for (let k = 0; k < 40; k++) {{
            await frame();
            send("pointermove", 200, 300 + k);
            send("pointermove", 40 + k, 100, pen);
          }}
          send("pointerup", 80, 100, {{ ...pen, buttons: 0 }});
          send("pointerup", 200, 340, {{ buttons: 0 }});
        }}"""
    )
    found = at_rest(page, strokes=1)
    assert fingers(found["strokes"][0])[0] == (40, 100)
    assert {y for _, y in fingers(found["strokes"][0])} == {100}
    page.click('[data-control="undo"]')
    at_rest(page, strokes=0)
    page.click('[data-control="redo"]')
    assert len(at_rest(page)["strokes"]) == 1  # the palm's stroke does not come back


def test_a_pointer_that_never_ends_gives_way_to_the_next_one(open_page: Callable[..., Opened]) -> None:
    page = sheet(open_page)
    page.evaluate(
        f"""async () => {{
          {POINTER}
          send("pointerdown", 40, 100);
          for (let k = 0; k < 20; k++) {{ await frame(); send("pointermove", 40 + k, 100); }}
          send("pointerdown", 40, 200, {{ pointerId: 32, isPrimary: false }});
          send("pointermove", 90, 200, {{ pointerId: 32, isPrimary: false }});
          await frame();
          send("pointerdown", 40, 300, {{ pointerId: 33 }});
          for (let k = 0; k < 20; k++) {{ await frame(); send("pointermove", 40 + k, 300, {{ pointerId: 33 }}); }}
          send("pointerup", 60, 300, {{ pointerId: 33, buttons: 0 }});
        }}"""
    )
    found = at_rest(page, strokes=2)
    assert [fingers(stroke)[0] for stroke in found["strokes"]] == [(40, 100), (40, 300)]


def test_a_tap_with_two_fingers_takes_the_last_stroke_back_and_leaves_none(open_page: Callable[..., Opened]) -> None:
    page = sheet(open_page)
    for y in (100, 200):
        drag(page, line((40, y), (100, y), speed=80))
    at_rest(page, strokes=2)
    tap = """
      send("pointerdown", 90, 300);
      await frame();
      send("pointerdown", 190, 300, { pointerId: 32, isPrimary: false });
      await frame();
    """
    lift = """
      send("pointerup", 190, 300, { pointerId: 32, buttons: 0, isPrimary: false });
      send("pointerup", 90, 300, { buttons: 0 });
    """
    page.evaluate(f"async () => {{ {POINTER} {tap} {lift} }}")
    assert [fingers(stroke)[0] for stroke in at_rest(page, strokes=1)["strokes"]] == [(40, 100)]
    slow = "for (const rested = performance.now() + 400; performance.now() < rested; ) await frame();"
    page.evaluate(f"async () => {{ {POINTER} {tap} {slow} {lift} }}")
    assert len(at_rest(page, strokes=1)["strokes"]) == 1, "two fingers that rest are no tap"


def test_a_tap_leaves_a_dot_where_the_finger_was(open_page: Callable[..., Opened]) -> None:
    page = sheet(open_page)
    page.evaluate(
        f"""async () => {{
          {POINTER}
          send("pointerdown", 90, 120);
          for (let k = 0; k < 3; k++) await frame();
          send("pointerup", 92, 121, {{ buttons: 0 }});
        }}"""
    )
    (stroke,) = at_rest(page, strokes=1)["strokes"]
    assert stroke["pens"] == stroke["ticks"][:2] == [90, 120]
    page.click('[data-control="undo"]')
    at_rest(page, strokes=0)


@pytest.mark.parametrize(("px", "kept"), [(12, 0), (60, 1)])
def test_a_thumb_that_meant_to_scroll_leaves_nothing(open_page: Callable[..., Opened], px: int, kept: int) -> None:
    page = sheet(open_page)
    page.evaluate(
        f"""async () => {{
          {POINTER}
          send("pointerdown", 90, 100);
          for (let k = 1; k <= 20; k++) {{ await frame(); send("pointermove", 90, 100 + Math.round(k * {px} / 20)); }}
          send("pointercancel", 0, 0, {{ buttons: 0 }});
        }}"""
    )
    at_rest(page, strokes=kept)


def test_selecting_text_across_the_sheet_does_not_draw(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data, viewport={"width": 1280, "height": 800}, has_touch=False, is_mobile=False).page
    wait_for_state(page, "ready")
    title, surface = page.locator("h1").bounding_box(), page.locator("#draw-nib").bounding_box()
    assert title is not None
    assert surface is not None
    page.mouse.move(title["x"] + 10, title["y"] + title["height"] / 2)
    page.mouse.down()
    page.mouse.move(surface["x"] + 200, surface["y"] + 100, steps=10)
    page.mouse.move(surface["x"] + 300, surface["y"] + 200, steps=10)
    page.mouse.up()
    frames(page, 5)
    assert snapshot(page)["steps"] == 0


@pytest.mark.alone
def test_a_lift_that_comes_as_the_page_is_hidden_is_no_burst(open_page: Callable[..., Opened]) -> None:
    page = open_page(prepare=save_data).page
    wait_for_state(page, "ready")
    before, waited, after = page.evaluate(
        f"""async () => {{
          {POINTER}
          send("pointerdown", 40, 100);
          for (let k = 0; k < 30; k++) {{ await frame(); send("pointermove", 40 + k, 100); }}
          const before = curlicue.snapshot();
          send("pointercancel", 70, 100, {{ buttons: 0 }}); // the last that is heard before the frames stop
          const clock = performance.now.bind(performance);
          performance.now = () => clock() + 60_000;
          for (let k = 0; k < 6; k++) await frame();
          return [before.steps, before.queue, curlicue.snapshot().steps];
        }}"""
    )
    assert after - before <= 6 * 3
    assert snapshot(page)["queue"] < waited + 30, "a burst waits"


@pytest.mark.alone
@pytest.mark.parametrize("engine", ["starter", "ort-wasm"])
def test_a_page_that_was_hidden_goes_on_where_it_was(open_page: Callable[..., Opened], engine: str) -> None:
    page = open_page(prepare=save_data if engine == "starter" else None).page
    wait_for_state(page, "ready")
    finger = Finger(page)
    finger.drag(line((60, 120), (100, 130), speed=80))
    wait_for_engine(page, engine)
    drag(page, line((60, 220), (100, 230), speed=80))
    wait_until(page, "curlicue.snapshot().steps > 10")
    # Hidden for a minute: no frames come, and the clock goes on.
    before, after, passed_s = page.evaluate(
        """async () => {
          const before = curlicue.snapshot().steps;
          const clock = performance.now.bind(performance), began = clock();
          performance.now = () => clock() + 60_000;
          for (let k = 0; k < 6; k++) await new Promise(requestAnimationFrame);
          return [before, curlicue.snapshot().steps, (clock() - began) / 1000];
        }"""
    )
    assert after - before < STEPS_PER_S * passed_s + 34, "a burst"
    found = at_rest(page, strokes=2)
    assert all(stroke["end"] == len(stroke["pens"]) // 2 for stroke in found["strokes"][1:])
