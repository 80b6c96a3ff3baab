"""The sheet's ink as ribbons, in a worker without a browser."""

from __future__ import annotations

import pytest

from curlicue.actions import CLEAR, REDO, SAMPLES, UNDO
from curlicue.messages import COLOURS as COLOURS_KIND
from curlicue.messages import RIBBON_INK, SEEK, SIZES
from curlicue_ink.marks import ACCENT, BLANK, DISC, ERASE, INK, LINE, RING, SMOOTH_LINE
from curlicue_ink.svg import Mark
from curlicue_worker.main import Worker
from tests.ink.reading import from_scratch, on_canvas, read
from tests.sessions import Message, perform
from tests.worker.bridge import Bridge
from tests.worker.waking import COLOURS, awake, in_a_loop, quiet, starter, strayed, stroke, take_over
from tests.worker.watching import ROOM, frames, only, tell


async def with_ribbons(bridge: Bridge, *begun: Message) -> Worker:
    """A worker whose sheet shows ribbons, after what the starter drew, which no hand draws so again."""
    worker, engine = await awake(bridge, sizes=ROOM), starter()
    perform(engine, list(begun))
    take_over(worker, strayed(engine))
    await tell(worker, (RIBBON_INK, True))
    await quiet()
    return worker


async def told(worker: Worker, bridge: Bridge, *messages: Message) -> list[Mark]:
    """What is on the ink's canvas after some messages, once all is painted."""
    await tell(worker, *messages)
    await quiet(turns=100)
    return on_canvas(read(bridge.marks["draw-ink"]))


def lines(marks: list[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.kind == SMOOTH_LINE and mark.colour == LINE]


def later(now: float) -> Message:
    return SAMPLES, {"surface": "draw", "now": now, "samples": []}


@in_a_loop
async def test_the_line_has_ribbons_where_it_was_drawn_and_becomes_a_rope_again(bridge: Bridge) -> None:
    worker = await with_ribbons(bridge)
    found = await told(worker, bridge, stroke(0, 1.0), later(9))
    assert INK not in {mark.kind for mark in found}
    ribbons = lines(found)
    drawn = only(worker).pens
    assert ribbons[0].numbers[:2] == pytest.approx(drawn[:2])
    assert ribbons[-1].numbers[-2:] == pytest.approx(drawn[-2:])
    plain = await told(worker, bridge, (RIBBON_INK, False))
    wanted = from_scratch(worker._sheet.engine.visible())
    assert [(mark.kind, mark.colour) for mark in plain] == [(mark.kind, mark.colour) for mark in wanted]


@in_a_loop
async def test_a_stroke_whose_memories_are_not_known_stays_a_rope(bridge: Bridge) -> None:
    worker = await with_ribbons(bridge, stroke(0, 1.0), later(9))
    found = await told(worker, bridge, stroke(10, 1.0), later(19))
    first, second = worker._sheet.engine.visible()
    rope = [mark for mark in from_scratch([first]) if mark.kind != BLANK]
    assert [mark.kind for mark in found[1 : 1 + len(rope)]] == [mark.kind for mark in rope]
    assert lines(found)[0].numbers[:2] == pytest.approx(second.pens[:2])
    assert len([mark for mark in found if mark.kind == ERASE]) == len([mark for mark in rope if mark.kind == ERASE])


@in_a_loop
async def test_they_grow_with_the_pen_and_reach_it_in_every_frame(bridge: Bridge) -> None:
    worker = await with_ribbons(bridge)
    await told(worker, bridge, stroke(0, 1.0, lift=False))
    bridge.marks["draw-ink"] = []
    for frame in frames(1.02, 30):
        await tell(worker, frame)
        nib = on_canvas(read(bridge.marks["draw-nib"]))
        pen = pytest.approx(only(worker).pens[-2:], abs=0.5)
        assert lines(nib)[-1].numbers[-2:] == pen
        (disc,) = [mark for mark in nib if (mark.kind, mark.colour) == (DISC, ACCENT)]
        assert disc.numbers[:2] == pen
        assert nib[-1].kind == RING
    added = read(bridge.marks["draw-ink"])
    assert 5 <= len(lines(added)) <= 8  # and not those that were there
    assert BLANK not in {mark.kind for mark in added}


@in_a_loop
async def test_undo_redo_clear_and_a_tap_paint_what_is_there(bridge: Bridge) -> None:
    worker = await with_ribbons(bridge)
    one = await told(worker, bridge, stroke(0, 1.0), later(9))
    both = await told(worker, bridge, stroke(10, 1.0), later(19))
    assert len(both) > len(one)
    assert await told(worker, bridge, (UNDO, None)) == one
    assert await told(worker, bridge, (REDO, None)) == both
    assert [mark.kind for mark in await told(worker, bridge, (CLEAR, None))] == [BLANK]
    assert await told(worker, bridge, (UNDO, None)) == both
    dotted = await told(worker, bridge, stroke(20, 0.1), later(29))
    assert dotted[: len(both)] == both
    assert [(mark.kind, mark.colour) for mark in dotted[len(both) :] if mark.kind == DISC] == [(DISC, LINE)]


@in_a_loop
async def test_a_new_size_and_new_colours_paint_them_again(bridge: Bridge) -> None:
    worker = await with_ribbons(bridge)
    before = await told(worker, bridge, stroke(0, 1.0), later(9))
    for message in ((SIZES, {"draw": [400.0, 500.0, 2.0, 1.0]}), (COLOURS_KIND, COLOURS)):
        bridge.marks["draw-ink"] = []
        assert await told(worker, bridge, message) == before
    wider = await told(worker, bridge, (SIZES, {"draw": [1000.0, 500.0, 2.0, 1.12]}))
    assert [mark.width for mark in lines(wider)] == pytest.approx([1.12 * mark.width for mark in lines(before)])


@in_a_loop
async def test_another_moment_is_shown_with_ribbons_over_the_paled_ones(bridge: Bridge) -> None:
    worker = await with_ribbons(bridge)
    before = await told(worker, bridge, stroke(0, 1.0), later(9))
    assert await told(worker, bridge, (SEEK, {"at": 40})) == before
    assert lines(on_canvas(read(bridge.past)))
    nib = read(bridge.marks["draw-nib"])
    assert (nib[-1].kind, nib[-1].colour) == (DISC, ACCENT)
    assert nib[-1].numbers[:2] == pytest.approx(only(worker).pens[80:82])
    assert lines(nib)[-1].numbers[-2:] == pytest.approx(only(worker).pens[80:82], abs=0.5)
    await told(worker, bridge, (SEEK, {"at": None}))
    assert bridge.sizes["draw-past"] == (0.0, 0.0, 1.0)


@in_a_loop
async def test_a_long_drawing_is_painted_in_slices(bridge: Bridge) -> None:
    worker = await with_ribbons(bridge)
    await told(worker, bridge, stroke(0, 3.0), later(9))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("curlicue_view.ink.RIBBON_CHUNKS", 5)
        played = bridge.played.count("draw-ink")
        again = await told(worker, bridge, (RIBBON_INK, True))
        assert bridge.played.count("draw-ink") - played >= 8
    assert lines(again)[-1].numbers[-2:] == pytest.approx(only(worker).pens[-2:])
