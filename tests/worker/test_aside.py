"""What a worker draws aside: the rest of a drawing that is interrupted, and what strokes that come back remembered."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from curlicue.actions import AGAIN, CLEAR, EXPERIMENT, HAND, KNOW, PUT, REDO, SAMPLES, UNDO, apply
from curlicue.engine import FREE, TICK, Engine
from curlicue.lstm import CELLS
from curlicue.messages import CHECKPOINT, RECORD, RECORDING, WATCH, decode
from curlicue.packed import OWN, ROW_NUMBERS, X
from curlicue.plain import stroke_to_plain
from curlicue.replay import entries_of, entry_to_plain
from curlicue.stroke import Stroke
from curlicue_aside.aside import STRAY_PX
from curlicue_aside.batch import LEAST_PENS, STEPS
from curlicue_worker.main import Worker
from tests.sessions import Message, perform, said
from tests.shipped import shipped_card
from tests.worker.bridge import Bridge
from tests.worker.waking import awake, in_a_loop, quiet, starter, stroke, take_over
from tests.worker.watching import seen, texts

SHEET = (390.0, 600.0)  # CSS px, of the worker's sheet


def written(strokes: int, hand: str | None = None, experiment: Any = None) -> Engine:
    """Strokes of different lengths, quick and slow, each with its end, on the sheet."""
    engine = starter()
    engine.sheet = SHEET
    if hand is not None:
        perform(engine, [(HAND, {**shipped_card(), "name": hand})])
    if experiment is not None:
        perform(engine, [(EXPERIMENT, experiment)])
    for k in range(strokes):
        begin = 10.0 * k
        perform(
            engine, [stroke(begin, 0.4 + 0.15 * k), (SAMPLES, {"surface": "draw", "now": begin + 9.0, "samples": []})]
        )
    return engine


def again(engine: Engine, at_once: bool, group: int | None = None) -> dict[str, Any]:
    return {"entries": [entry_to_plain(entry) for entry in entries_of(engine.visible(), group)], "at_once": at_once}


async def ready(bridge: Bridge, pens: int = 0) -> Worker:
    """A worker that has taken over an empty sheet, or one with so many strokes."""
    worker, page = await awake(bridge), written(pens)
    take_over(worker, page)
    await quiet(lambda: worker._asked is None)
    return worker


async def all_drawn(worker: Worker) -> None:
    engine = worker._sheet.engine
    await quiet(lambda: worker._asked is None and not worker._remaining.waits and not engine.queue, 30_000)
    await quiet(turns=5)


def near(found: Engine, wanted: Engine) -> bool:
    """Whether both show the same strokes, to what a graph's arithmetic leaves."""
    pairs = zip(found.visible(), wanted.visible(), strict=True)
    return all(a.ticks == b.ticks and a.end == b.end and np.allclose(a.pens, b.pens, atol=1e-6) for a, b in pairs)


@pytest.mark.parametrize("strokes", [1, LEAST_PENS + 2])
@pytest.mark.parametrize("graph", [True, False])
def test_what_nobody_waits_to_see_grow_is_drawn_as_it_was_with_a_graph_or_without(strokes: int, graph: bool) -> None:
    @in_a_loop
    async def test(bridge: Bridge) -> None:
        bridge.missing = set() if graph else {"graphs/strokes.onnx"}
        worker, wanted = await ready(bridge), written(strokes)
        worker.hear(said(AGAIN, again(wanted, at_once=True)))
        await all_drawn(worker)
        assert near(worker._sheet.engine, wanted)
        assert [each.number for each in worker._sheet.engine.visible()] == list(range(1, strokes + 1))
        assert (bridge.graph_runs > 0) == (graph and strokes >= LEAST_PENS)
        assert bridge.frames[-1][0] is False

    test()


@in_a_loop
async def test_the_graph_draws_most_of_the_steps(bridge: Bridge) -> None:
    worker, wanted = await ready(bridge), written(12)
    worker.hear(said(AGAIN, again(wanted, at_once=True)))
    await all_drawn(worker)
    steps = sum(each.steps for each in wanted.visible())
    assert steps / 12 / STEPS <= bridge.graph_runs < 3 * steps / 12 / STEPS


@in_a_loop
async def test_the_readers_own_stroke_does_not_wait_for_what_is_left_of_a_drawing(bridge: Bridge) -> None:
    """It was interrupted in the middle of a stroke, which is drawn to its end like those that follow."""
    worker, wanted = await ready(bridge), written(3)
    entries = again(wanted, at_once=False, group=7)["entries"]
    cut = len([each for each in entries if each[0] in (TICK, FREE)]) // 2
    worker.hear(said(AGAIN, {"entries": entries[:cut], "at_once": False}))
    worker.hear(said(AGAIN, {"entries": entries[cut:], "at_once": True}))
    worker.hear(said(*stroke(50.0, 0.5)))
    await quiet(lambda: worker._asked is None)
    engine = worker._sheet.engine
    own = engine.visible()[-1]
    assert worker._remaining.urgent, "the own stroke was there first"
    assert len(own.ticks) // 3 == 32
    assert len(engine.visible()) == 4
    worker.hear(said(SAMPLES, {"surface": "draw", "now": 60.0, "samples": []}))
    await all_drawn(worker)
    assert engine.visible()[-1] is own
    assert [each.group for each in engine.visible()] == [7, 7, 7, None]
    engine.entries.pop()
    assert near(engine, wanted)


@in_a_loop
async def test_what_is_taken_back_meanwhile_comes_back_whole(bridge: Bridge) -> None:
    worker, wanted = await ready(bridge), written(3)
    worker.hear(said(AGAIN, again(wanted, at_once=True, group=7)))
    worker.hear(said(UNDO))
    assert worker._sheet.engine.visible() == []
    await all_drawn(worker)
    worker.hear(said(REDO))
    assert near(worker._sheet.engine, wanted)
    worker.hear(said(CLEAR))
    worker.hear(said(UNDO))
    assert near(worker._sheet.engine, wanted)


@in_a_loop
async def test_the_page_is_told_of_the_drawing_only_when_it_is_whole(bridge: Bridge) -> None:
    worker, wanted = await ready(bridge), written(3)
    before = bridge.kinds().count(CHECKPOINT)
    worker.hear(said(AGAIN, again(wanted, at_once=True)))
    told: list[Message] = [(SAMPLES, {"surface": "draw", "now": 50.0 + k / 60, "samples": []}) for k in range(300)]
    for one in told:
        worker.hear(said(*one))
        if worker._remaining.urgent:
            assert bridge.kinds().count(CHECKPOINT) == before
    await all_drawn(worker)
    last = [decode(text)[1] for text in bridge.posted if text.startswith(CHECKPOINT)][-1]
    assert last


@in_a_loop
async def test_who_asks_for_the_drawing_meanwhile_gets_it_whole(bridge: Bridge) -> None:
    worker, wanted = await ready(bridge), written(3)
    worker.hear(said(AGAIN, again(wanted, at_once=True)))
    worker.hear(said(RECORD))
    assert RECORDING not in bridge.kinds()
    await all_drawn(worker)
    (found,) = [json.loads(decode(text)[1]) for text in bridge.posted if text.startswith(RECORDING)]
    assert [len(each["pens"]) for each in found["strokes"]] == [len(each.pens) for each in wanted.visible()]


def put(engine: Engine) -> Message:
    return PUT, {"strokes": [stroke_to_plain(each) for each in engine.visible()], "under": True}


def rows(stroke: Stroke) -> np.ndarray[Any, Any]:
    return np.array(stroke.log).reshape(-1, ROW_NUMBERS)


@pytest.mark.parametrize("strokes", [1, LEAST_PENS + 2])
def test_strokes_that_come_back_remember_what_the_network_did(strokes: int) -> None:
    """Every number of every step, as if they had been drawn here; the line itself stays as it was."""

    @in_a_loop
    async def test(bridge: Bridge) -> None:
        worker, wanted = await ready(bridge), written(strokes)
        worker.hear(said(*put(wanted)))
        assert [each.log_from for each in worker._sheet.engine.visible()] == [None] * strokes
        await all_drawn(worker)
        live = await ready(Bridge())
        live.hear(said(AGAIN, again(wanted, at_once=False)))
        await quiet(lambda: not live._sheet.engine.active and live._asked is None, 30_000)
        for came, here, before in zip(
            worker._sheet.engine.visible(), live._sheet.engine.visible(), wanted.visible(), strict=True
        ):
            assert came.pens == before.pens
            assert came.log_from == here.log_from == 0
            assert len(rows(came)) == came.steps
            assert np.allclose(rows(came)[1:], rows(here)[1:], atol=1e-5)
            assert np.array_equal(rows(came)[0], rows(here)[0], equal_nan=True)

    test()


@in_a_loop
async def test_their_rows_get_labels_though_nobody_has_followed_them(bridge: Bridge) -> None:
    worker, wanted = await ready(bridge), written(2)
    worker.hear(said(WATCH, seen(["rows"], None)))
    worker.hear(said(*put(wanted)))
    await all_drawn(worker)
    found = texts(bridge)["follows"]
    assert len(found) == CELLS
    assert len(set(found)) > 2, "they are not all unknown, nor all alike"


@in_a_loop
async def test_so_do_those_that_the_page_drew_before_the_worker_woke(bridge: Bridge) -> None:
    worker = await ready(bridge, pens=2)
    await all_drawn(worker)
    assert [each.log_from for each in worker._sheet.engine.visible()] == [0, 0]


@in_a_loop
async def test_one_drawn_with_something_taken_away_remembers_it_too(bridge: Bridge) -> None:
    experiment = {"pulled": True, "hears_itself": True, "ruled": False, "muted": [3], "held": []}
    worker, wanted = await ready(bridge), written(1, experiment=experiment)
    worker.hear(said(*put(wanted)))
    await all_drawn(worker)
    (came,) = worker._sheet.engine.visible()
    h_3 = rows(came)[2:, 6 + 3]
    assert came.log_from == 0
    assert not h_3.any()


@in_a_loop
async def test_a_line_that_this_hand_did_not_draw_stays_without(bridge: Bridge) -> None:
    worker, wanted = await ready(bridge), written(1)
    strayed = wanted.visible()[0]
    strayed.pens[-1] += 2 * STRAY_PX
    worker.hear(said(*put(wanted)))
    await all_drawn(worker)
    assert worker._sheet.engine.visible()[0].log_from is None
    assert worker._sheet.engine.visible()[0].pens == strayed.pens
    worker.hear(said(SAMPLES, {"surface": "draw", "now": 90.0, "samples": []}))
    await quiet(turns=5)
    assert not worker._remaining.waits, "it is not tried for ever"


@in_a_loop
async def test_one_by_a_hand_that_nobody_knows_stays_without(bridge: Bridge) -> None:
    worker, wanted = await ready(bridge), written(1, hand="stranger")
    worker.hear(said(*put(wanted)))
    await all_drawn(worker)
    assert worker._sheet.engine.visible()[0].log_from is None
    worker.hear(said(KNOW, {**shipped_card(), "name": "stranger"}))
    await all_drawn(worker)
    assert worker._sheet.engine.visible()[0].log_from == 0


@in_a_loop
async def test_a_finger_comes_first(bridge: Bridge) -> None:
    """Nothing is remembered while somebody draws."""
    worker, wanted = await ready(bridge), written(2)
    worker.hear(said(*put(wanted)))
    worker.hear(said(*stroke(50.0, 0.5, lift=False)))
    await quiet(turns=50)
    waiting = worker._remaining._aside.strokes
    assert waiting > 0
    worker.hear(said(*stroke(50.6, 0.2)))
    worker.hear(said(SAMPLES, {"surface": "draw", "now": 70.0, "samples": []}))
    await all_drawn(worker)
    assert [each.log_from for each in worker._sheet.engine.visible()] == [0] * 4


def test_the_rows_are_of_the_size_that_this_file_thinks() -> None:
    assert (X, OWN, ROW_NUMBERS) == (0, 102, 103)
    assert math.isnan(rows(live_first())[0, X])


def live_first() -> Stroke:
    engine = starter()
    engine.keeps_log = True
    apply(engine, *stroke(0.0, 0.3))
    engine.next()
    return engine.visible()[0]
