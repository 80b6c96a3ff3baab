"""What is taken along of the sheet, in a worker without a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from curlicue.actions import CLEAR
from curlicue.messages import FILM_AT, FILMING, LEAVE, READY, TAKE, TAKING, decode
from curlicue_ink.marks import BLANK, DISC, ERASE, INK, PALETTE, SMOOTH_FILL
from curlicue_ink.svg import Mark, draw
from curlicue_ink.tints import with_tints
from curlicue_out.kinds import FILM, FRAME, KEPT, MOVING_SVG, PLOTTER, SIGNATURE_PX, STILL, SVG
from curlicue_out.kinds import TAKEN as CANVAS
from curlicue_view.film import ROOM_PX
from curlicue_worker.main import Worker
from tests.ink.reading import read
from tests.sessions import Message, said
from tests.worker.bridge import Bridge
from tests.worker.waking import COLOURS, SIZES, awake, in_a_loop, quiet, starter, stroke, take_over
from tests.worker.watching import only, tell

DARK = [f"#{k:02x}0000" for k in range(len(PALETTE))]
USUAL: dict[str, Any] = {
    "what": STILL,
    "ribbons": False,
    "palette": DARK,
    "clear": False,
    "signed": False,
    "ratio": 2.0,
    "paper": "a4",
    "size": [1080, 1350],
}


def take(what: str, **more: Any) -> Message:
    return TAKE, {**USUAL, "what": what, **more}


async def with_a_stroke(bridge: Bridge, seconds: float = 3.0) -> Worker:
    worker = await awake(bridge)
    take_over(worker, starter())
    await tell(worker, stroke(20, seconds))
    await quiet(lambda: only(worker).done)
    return worker


async def taken(worker: Worker, bridge: Bridge, message: Message) -> str:
    """The text that comes of it; what was posted before is forgotten."""
    bridge.posted.clear()
    worker.hear(said(*message))
    await quiet(lambda: worker._taking._job is None)
    texts = [decode(text)[1] for text in bridge.posted if text.startswith(f"{READY} ")]
    assert len(texts) == (message[1]["what"] != STILL)
    return texts[0].removeprefix(message[1]["what"] + " ") if texts else ""


def shares(bridge: Bridge) -> list[float]:
    return [decode(text)[1] for text in bridge.posted if text.startswith(f"{TAKING} ")]


def ink(marks: list[float]) -> list[Mark]:
    return [mark for mark in read(marks) if mark.kind in (INK, ERASE)]


@in_a_loop
async def test_a_picture_is_painted_as_the_sheet_is_in_its_own_colours_and_size(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge, 6.0)
    assert await taken(worker, bridge, take(STILL, ratio=4.0)) == ""
    assert bridge.pictures == [(CANVAS, with_tints(DARK)[3])]
    assert bridge.saved_sizes == [(390.0, 600.0, 4.0)]
    assert bridge.sizes[CANVAS] == (0.0, 0.0, 1.0)
    assert ink(bridge.marks[CANVAS]) == ink(bridge.ink)
    assert bridge.palette == with_tints(COLOURS)  # the page's own again
    assert len(shares(bridge)) > 1
    assert max(shares(bridge)) == shares(bridge)[-1] == 1.0


@in_a_loop
async def test_a_picture_may_be_clear_and_has_room_for_a_signature(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge)
    await taken(worker, bridge, take(STILL, clear=True, signed=True))
    assert bridge.pictures == [(CANVAS, "transparent")]
    assert bridge.saved_sizes == [(390.0, 600.0 + SIGNATURE_PX, 2.0)]


@in_a_loop
async def test_an_svg_has_every_place_of_the_canvas(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge)
    text = await taken(worker, bridge, take(SVG))
    assert 'width="390" height="600"' in text
    plain = draw(bridge.ink, with_tints(DARK), 390.0, 600.0)
    cuts = [re.findall(rf'<path d="([^"]*)" stroke="{with_tints(DARK)[3]}"', svg) for svg in (text, plain)]
    assert cuts[0] == cuts[1]
    assert text.count("<path") < plain.count("<path") / 2


@in_a_loop
async def test_ribbons_come_along_where_they_are_wanted(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge, 1.0)
    assert with_tints(DARK)[-1] not in await taken(worker, bridge, take(SVG))
    stripes = with_tints(DARK)[len(PALETTE) : len(PALETTE) + 16]
    text = await taken(worker, bridge, take(SVG, ribbons=True))
    assert all(f'fill="{stripe}"' in text for stripe in stripes)
    await taken(worker, bridge, take(STILL, ribbons=True))
    assert SMOOTH_FILL in {mark.kind for mark in read(bridge.marks[CANVAS])}
    assert "animation-delay" in await taken(worker, bridge, take(MOVING_SVG, ribbons=True))


@in_a_loop
async def test_a_drawing_draws_itself_in_its_own_time(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge)
    text = await taken(worker, bridge, take(MOVING_SVG))
    delays = [float(found) for found in re.findall(r"animation-delay:([.\d]+)s", text)]
    assert max(delays) == pytest.approx(only(worker).steps / 60, abs=0.01)
    assert min(delays) < 0.15
    assert max(b - a for a, b in zip(sorted(delays), sorted(delays)[1:], strict=False)) < 0.1


@in_a_loop
async def test_a_plotter_gets_a_path_for_each_stroke(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge)
    await tell(worker, stroke(40, 1.0))
    text = await taken(worker, bridge, take(PLOTTER, paper="a6"))
    assert 'width="148mm" height="105mm"' in text
    assert text.count("<path") == 2


@in_a_loop
async def test_an_empty_sheet_gives_nothing_and_says_so(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge)
    await tell(worker, (CLEAR, None))
    for what in (STILL, SVG, MOVING_SVG, PLOTTER, FILM):
        bridge.posted.clear()
        await tell(worker, take(what))
        assert [text for text in bridge.posted if text.startswith(f"{READY} ")] == [f"{READY} {what} "]
    assert bridge.pictures == []


@in_a_loop
async def test_what_is_left_comes_no_more(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge, 10.0)
    worker.hear(said(*take(STILL)))
    worker.hear(said(LEAVE, None))
    await quiet()
    assert bridge.pictures == []
    assert bridge.sizes[CANVAS] == (0.0, 0.0, 1.0)
    await taken(worker, bridge, take(STILL))
    assert len(bridge.pictures) == 1


@in_a_loop
async def test_a_film_shows_the_drawing_as_far_as_it_was(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge)
    steps = only(worker).steps
    await tell(worker, take(FILM, size=[1080, 1080]))
    (seconds,) = [decode(text)[1] for text in bridge.posted if text.startswith(FILMING)]
    assert seconds == pytest.approx(steps / 60)
    width, height, ratio = bridge.sizes[FRAME]
    assert [width * ratio, height * ratio] == pytest.approx([1080, 1080])
    painted = []
    for second in (0.0, seconds / 2, seconds + 0.1):
        await tell(worker, (FILM_AT, second))
        painted.append(len(ink(bridge.marks.get(KEPT, []))))
    assert bridge.frames_given == [(FRAME, DARK[3])] * 3
    assert painted[0] == 0
    assert painted[1] == pytest.approx(painted[2] / 2, rel=0.1)
    marks = read(bridge.marks[KEPT])
    assert [mark.kind for mark in marks].count(BLANK) == 1
    xs = [x for mark in marks if mark.kind == INK for x in mark.numbers[0::2]]
    ys = [y for mark in marks if mark.kind == INK for y in mark.numbers[1::2]]
    assert min(xs) >= ROOM_PX - 1
    assert max(xs) <= width - ROOM_PX + 1
    assert min(ys) >= ROOM_PX - 1
    assert max(ys) <= height - ROOM_PX + 1
    await tell(worker, (LEAVE, None))
    assert bridge.sizes[FRAME] == bridge.sizes[KEPT] == (0.0, 0.0, 1.0)
    await tell(worker, (FILM_AT, 1.0))
    assert len(bridge.frames_given) == 3


@in_a_loop
async def test_a_film_may_show_ribbons_and_its_pen_until_the_end(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge)
    await tell(worker, take(FILM, ribbons=True))
    nibs = []
    for second in (0.5, 1.5, 2.5, 10.0):
        bridge.marks[FRAME] = []
        await tell(worker, (FILM_AT, second))
        nibs.append(DISC in {mark.kind for mark in read(bridge.marks[FRAME])})
    assert nibs == [True, True, True, False]
    assert SMOOTH_FILL in {mark.kind for mark in read(bridge.marks[KEPT])}


@in_a_loop
async def test_the_pen_draws_on_while_something_is_made(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge, 8.0)
    worker.hear(said(*take(SVG)))
    worker.hear(said(*stroke(60, 1.0)))
    await quiet(lambda: worker._taking._job is None and worker._asked is None)
    assert only(worker).steps >= 60
    text = next(decode(text)[1] for text in bridge.posted if text.startswith(f"{READY} "))
    alone = await taken(worker, bridge, take(SVG))
    assert len(text) < len(alone)
    assert SIZES["draw"][0] == 390
