"""Pictures that are laid out to be saved, in a worker without a browser."""

from __future__ import annotations

import pytest

from curlicue.actions import SAMPLES
from curlicue.messages import PICTURE, RIBBON_INK, SEEK, WATCH
from curlicue_ink.marks import INK, LINE, SMOOTH_LINE
from curlicue_ink.placing import Placing
from curlicue_ink.ribbons import PHONE_LINES, Fixed, Look
from curlicue_ink.signed import LONGER_PX, SAVED, SIGNATURE_PX
from curlicue_ink.svg import Mark
from curlicue_study.history import History
from curlicue_view.ribbons_surface import ZOOM
from curlicue_view.saved import LEAST_PX, NARROWEST, Laid, ToSave, lay_out
from curlicue_worker.main import Worker
from tests.ink.logs import swinging
from tests.ink.reading import read
from tests.sessions import Message, perform
from tests.worker.bridge import Bridge
from tests.worker.waking import awake, in_a_loop, quiet, starter, strayed, stroke, take_over
from tests.worker.watching import ROOM, only, seen, tell

WHITE = "#ffffff"
SIZES = {**ROOM, "ribbons": [350.0, 420.0, 1.0, 1.0]}
AS_DRAWN = Fixed(Placing(0, 1.0, 0.0, 0.0, 28.0, 1), PHONE_LINES, 1.0)


async def with_a_stroke(bridge: Bridge, surface: str = "draw", *begun: Message) -> Worker:
    worker, engine = await awake(bridge, "ribbons", sizes=SIZES), starter()
    perform(engine, list(begun))
    take_over(worker, strayed(engine))
    await tell(worker, (WATCH, seen(["ribbons-ink"], None)))
    await tell(worker, stroke(20, 2.0, surface=surface), later(29, surface))
    return worker


def later(now: float, surface: str = "draw") -> Message:
    return SAMPLES, {"surface": surface, "now": now, "samples": []}


async def save(worker: Worker, canvas: str) -> None:
    await tell(worker, (PICTURE, {"canvas": canvas, "background": WHITE}))
    await quiet(lambda: worker._saving._drawing is None)


def lines(bridge: Bridge) -> list[Mark]:
    return [mark for mark in read(bridge.marks[SAVED]) if mark.kind == SMOOTH_LINE and mark.colour == LINE]


def laid(history: History, at: int | None = None, fixed: Fixed = AS_DRAWN) -> Laid:
    found = lay_out(ToSave(history, len(history) - 1 if at is None else at, Look((1,)), fixed))
    assert found is not None
    return found


def pixels(found: Laid) -> list[float]:
    return [found.width * found.ratio, found.height * found.ratio]


def test_the_longer_side_is_as_long_as_said_and_the_signature_has_its_room() -> None:
    for steps in (3, 40, 200, 600):
        history = History(swinging(steps))
        found = laid(history)
        assert max(pixels(found)) == pytest.approx(LONGER_PX)
        assert min(pixels(found)) >= NARROWEST * (LONGER_PX - SIGNATURE_PX) - 1
        assert found.width >= LEAST_PX
        bottom = found.height - SIGNATURE_PX / found.ratio
        for step in range(steps):
            x, y = found.fixed.placing.at(*history.pen(step))
            assert 12 + 16 <= x <= found.width - 12 - 16
            assert 12 + 16 <= y <= bottom - 12 - 16


def test_a_tall_drawing_is_as_high_as_said() -> None:
    history = History(swinging(300))
    for stroke_ in history.strokes:
        stroke_.pens[0::2], stroke_.pens[1::2] = stroke_.pens[1::2], stroke_.pens[0::2]
        stroke_.ticks[0::3], stroke_.ticks[1::3] = stroke_.ticks[1::3], stroke_.ticks[0::3]
    width, height = pixels(laid(history))
    assert height == pytest.approx(LONGER_PX)
    assert width < height


def test_only_what_is_shown_takes_room() -> None:
    history = History(swinging(400, 400))
    assert laid(history, at=100).width < laid(history).width
    history.strokes[1].forget_log()
    enlarged = AS_DRAWN._replace(rope=None)
    assert laid(history, fixed=enlarged) == laid(History(history.strokes[:1]), fixed=enlarged)
    history.strokes[0].forget_log()
    assert lay_out(ToSave(history, 799, Look((1,)), enlarged)) is None
    assert lay_out(ToSave(History([]), -1, Look((1,)), AS_DRAWN)) is None


@in_a_loop
async def test_the_picture_of_the_sheets_line_holds_all_of_it(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge)
    await tell(worker, stroke(40, 2.0), later(49))
    await save(worker, "ribbons-ink")
    assert bridge.pictures == [(SAVED, WHITE)]
    width, height, ratio = bridge.saved_sizes[0]
    assert max(width * ratio, height * ratio) == pytest.approx(LONGER_PX)
    assert bridge.sizes[SAVED] == (0.0, 0.0, 1.0)
    first, second = worker._sheet.engine.visible()
    assert len(lines(bridge)) >= (first.steps + second.steps) // 4 - 1
    assert bridge.played.count(SAVED) > 1  # in slices


@in_a_loop
async def test_another_moment_is_saved_as_it_is_shown(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge)
    await save(worker, "ribbons-ink")
    whole = len(lines(bridge))
    bridge.marks[SAVED] = []
    await tell(worker, (SEEK, {"at": 60}))
    await save(worker, "ribbons-ink")
    assert 10 < len(lines(bridge)) < whole / 2


@in_a_loop
async def test_what_is_drawn_in_the_picture_is_saved_as_large_as_it_is(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge, "ribbons")
    await save(worker, "ribbons-ink")
    pens = worker._surfaces["ribbons"].engine.visible()[0].pens
    first, last = lines(bridge)[0], lines(bridge)[-1]
    across = last.numbers[-2] - first.numbers[0]
    assert across == pytest.approx(ZOOM * (pens[-2] - pens[0]), abs=1.0)


@in_a_loop
async def test_the_sheet_is_laid_out_when_its_ink_is_ribbons_and_else_saved_as_it_is(bridge: Bridge) -> None:
    worker = await with_a_stroke(bridge, "draw", stroke(0, 0.5), later(9))
    await save(worker, "draw-ink")
    await tell(worker, (RIBBON_INK, True))
    await save(worker, "draw-ink")
    assert bridge.pictures == [("draw-ink", WHITE), (SAVED, WHITE)]
    assert INK in {mark.kind for mark in read(bridge.marks[SAVED])}  # the starter's line
    first, last = lines(bridge)[0], lines(bridge)[-1]
    across = last.numbers[-2] - first.numbers[0]
    assert across == pytest.approx(only(worker).pens[-2] - only(worker).pens[0], abs=0.5)


@in_a_loop
async def test_an_empty_picture_is_not_saved_and_two_taps_save_one(bridge: Bridge) -> None:
    worker = await awake(bridge, sizes=SIZES)
    take_over(worker, starter())
    await tell(worker, (WATCH, seen(["ribbons-ink"], None)))
    await save(worker, "ribbons-ink")
    assert bridge.pictures == []
    await tell(worker, stroke(20, 2.0), later(29))
    await tell(worker, *[(PICTURE, {"canvas": "ribbons-ink", "background": WHITE})] * 2)
    await quiet(lambda: worker._saving._drawing is None)
    assert len(bridge.pictures) == 1
