"""The picture as a sheet: what is drawn in it, in a worker without a browser."""

from __future__ import annotations

import pytest

from curlicue.actions import ACTIONS, EXPERIMENT, HAND, SAMPLES, SETTINGS
from curlicue.engine import Engine
from curlicue.messages import EMPTY, SEEK, WATCH
from curlicue.messages import SIZES as SIZES_KIND
from curlicue.payloads import PlainExperiment
from curlicue.pen import slider_of_pull
from curlicue.plain_experiment import experiment_from_plain
from curlicue_ink.marks import ACCENT, BLANK, DISC, LINE, RING, SMOOTH_LINE
from curlicue_ink.svg import Mark
from curlicue_view.ribbons_surface import ZOOM
from curlicue_view.surface import STRIP_FREE_STEPS, STRIP_PULL
from curlicue_worker.main import Worker
from tests.ink.reading import on_canvas, read
from tests.sessions import Message
from tests.shipped import shipped_card
from tests.worker.bridge import Bridge
from tests.worker.waking import awake, in_a_loop, starter, stroke, take_over
from tests.worker.watching import ROOM, seen, tell, texts

SIZE = [350.0, 420.0, 1.0, 1.0]
SIZES = {**ROOM, "ribbons": SIZE, "states": [300.0, 116.0, 1.0, 1.0]}
TAKEN: PlainExperiment = {"pulled": True, "hears_itself": True, "muted": [3], "held": [], "ruled": False}


async def watched(bridge: Bridge, *, calm: bool = False) -> Worker:
    """A worker that draws, and whose picture is in sight."""
    worker = await awake(bridge, "states", "ribbons", sizes=SIZES)
    take_over(worker, starter())
    await tell(worker, (WATCH, seen(["ribbons-ink"], None, calm=calm)))
    return worker


def drawn_in(worker: Worker) -> Engine:
    return worker._surfaces["ribbons"].engine


def later(now: float, surface: str = "ribbons") -> Message:
    return SAMPLES, {"surface": surface, "now": now, "samples": []}


def shown(bridge: Bridge, canvas: str) -> list[Mark]:
    return on_canvas(read(bridge.marks[canvas]))


def lines(marks: list[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.kind == SMOOTH_LINE and mark.colour == LINE]


@in_a_loop
async def test_what_is_drawn_in_it_is_enlarged_and_the_finger_is_seen_where_it_is(bridge: Bridge) -> None:
    worker = await watched(bridge)
    await tell(worker, stroke(0, 2.0, lift=False, surface="ribbons"))
    engine = drawn_in(worker)
    assert engine.sheet == (SIZE[0] / ZOOM, SIZE[1] / ZOOM)
    assert engine.stroke is not None
    assert list(engine.stroke.ticks[-3:-1]) == pytest.approx([(40 + 0.5 * 120) / ZOOM, 90 / ZOOM], abs=1.0)
    nib, _, ring = shown(bridge, "ribbons-nib")[-3:]
    assert (nib.kind, nib.colour) == (DISC, ACCENT)
    assert nib.numbers[:2] == pytest.approx([ZOOM * at for at in engine.stroke.pens[-2:]])
    assert ring.kind == RING
    assert ring.numbers[:2] == pytest.approx([ZOOM * at for at in engine.stroke.ticks[-3:-1]])
    first = lines(shown(bridge, "ribbons-drawn-in"))[0]
    assert first.numbers[:2] == pytest.approx([ZOOM * at for at in engine.stroke.pens[:2]])


@in_a_loop
async def test_the_ribbons_reach_the_pen_in_every_frame_even_for_who_wants_little_motion(bridge: Bridge) -> None:
    worker = await watched(bridge, calm=True)
    await tell(worker, stroke(0, 1.0, lift=False, surface="ribbons"), *[later(1.01 + k / 60) for k in range(1, 10)])
    for k in range(10, 30):
        bridge.marks["ribbons-ink"] = []
        await tell(worker, later(1.01 + k / 60))
        engine = drawn_in(worker)
        assert engine.stroke is not None
        end = lines(read(bridge.marks["ribbons-ink"]))[-1].numbers[-2:]
        assert end == pytest.approx([ZOOM * at for at in engine.stroke.pens[-2:]], abs=1.0)


@in_a_loop
async def test_strokes_accumulate_in_it_and_only_they_are_cleared(bridge: Bridge) -> None:
    worker = await watched(bridge)
    await tell(worker, stroke(0, 0.5), later(9, "draw"))
    await tell(worker, stroke(10, 0.5, surface="ribbons"), later(19), stroke(20, 0.5, surface="ribbons"), later(29))
    assert len(drawn_in(worker).visible()) == 2
    assert texts(bridge)["surface"] == "ribbons"
    assert EMPTY not in ACTIONS
    heard = worker._telling.heard
    await tell(worker, (EMPTY, None))
    assert worker._telling.heard == heard  # a worker that is lost is not missed for it
    assert drawn_in(worker).visible() == []
    assert len(worker._sheet.engine.visible()) == 1
    assert texts(bridge)["steps"] == 0
    assert [mark.kind for mark in shown(bridge, "ribbons-drawn-in")] == [BLANK]
    await tell(worker, stroke(30, 0.5, surface="ribbons"), later(39))
    assert len(drawn_in(worker).visible()) == 1


@in_a_loop
async def test_it_shows_the_surface_drawn_on_last_and_its_own_drawing_stays_painted(bridge: Bridge) -> None:
    worker = await watched(bridge)
    await tell(worker, stroke(0, 1.0, surface="ribbons"), later(9))
    kept = len(bridge.marks["ribbons-drawn-in"])
    await tell(worker, stroke(10, 1.0, surface="states"), later(19, "states"))
    assert bridge.played[-1] != "ribbons-nib"
    assert "ribbons-ink as ribbons-placed" in bridge.played
    bridge.played.clear()
    await tell(worker, stroke(20, 0.1, lift=False, surface="ribbons"))
    assert "ribbons-ink as ribbons-drawn-in" in bridge.played
    added = read(bridge.marks["ribbons-drawn-in"][kept:])
    assert BLANK not in {mark.kind for mark in added}


@in_a_loop
async def test_it_is_painted_again_when_its_own_size_is_new_and_not_when_another_figures_is(bridge: Bridge) -> None:
    worker = await watched(bridge)
    await tell(worker, stroke(0, 1.0, surface="ribbons"), later(9))
    for name, again in (("time", False), ("cell", False), ("ribbons-ink", True)):
        bridge.marks["ribbons-drawn-in"] = []
        width, *rest = SIZES[name]
        await tell(worker, (SIZES_KIND, {name: [width + 10.0, *rest]}))
        assert bool(bridge.marks["ribbons-drawn-in"]) == again


@in_a_loop
async def test_its_pen_is_not_seen_over_another_ones_drawing(bridge: Bridge) -> None:
    worker = await watched(bridge)
    await tell(worker, (SETTINGS, {"pull": None, "free_steps": 300}), stroke(0, 1.0, surface="ribbons"), later(1.1))
    assert drawn_in(worker).active
    assert len(shown(bridge, "ribbons-nib")) > 1
    await tell(worker, stroke(1.2, 0.2, lift=False))
    assert drawn_in(worker).active
    assert [mark.kind for mark in shown(bridge, "ribbons-nib")] == [BLANK]


@in_a_loop
async def test_another_moment_of_it_is_shown_in_the_picture(bridge: Bridge) -> None:
    worker = await watched(bridge)
    await tell(worker, stroke(0, 2.0, surface="ribbons"), later(9), (SEEK, {"at": 60}))
    engine = drawn_in(worker)
    pen = engine.visible()[0].pens[120:122]
    bridge.marks["ribbons-ink"] = []
    await tell(worker, (SEEK, {"at": 61}), (SEEK, {"at": 60}))
    assert lines(read(bridge.marks["ribbons-ink"]))[-1].numbers[-2:] == pytest.approx(
        [ZOOM * at for at in pen], abs=1.0
    )
    assert "ribbons-past" not in bridge.sizes  # there is no paled ink to paint over
    assert [mark.kind for mark in shown(bridge, "ribbons-nib")] == [BLANK]


@in_a_loop
async def test_hand_settings_and_experiment_reach_it_as_they_reach_a_strip(bridge: Bridge) -> None:
    worker = await watched(bridge)
    await tell(worker, (SETTINGS, {"pull": 0.0, "free_steps": 600}), (EXPERIMENT, TAKEN))
    await tell(worker, (HAND, {**shipped_card(), "name": "other"}))
    engine = drawn_in(worker)
    assert engine.settings.pull == slider_of_pull(STRIP_PULL)
    assert engine.free_steps == STRIP_FREE_STEPS
    assert engine.experiment == experiment_from_plain(TAKEN)
    assert engine.hand.name == "other"
