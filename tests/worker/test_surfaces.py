from __future__ import annotations

import json

import pytest

from curlicue.actions import CLEAR, EXPERIMENT, HAND, SAMPLES, SETTINGS, UNDO
from curlicue.engine import Engine
from curlicue.messages import RECORD, RECORDING, decode
from curlicue.payloads import PlainExperiment
from curlicue.pen import slider_of_pull
from curlicue.plain_experiment import experiment_from_plain
from curlicue_view.surface import STRIP_PULL
from curlicue_worker.main import Worker
from tests.sessions import Message, perform, said
from tests.shipped import shipped_card
from tests.worker.bridge import Bridge
from tests.worker.waking import awake, in_a_loop, quiet, starter, stroke, take_over
from tests.worker.watching import texts

LEAST = slider_of_pull(STRIP_PULL)
SIZES = {"draw": [390.0, 600.0, 1.0, 1.0], "states": [300.0, 116.0, 1.0, 1.0], "network": [300.0, 116.0, 1.0, 1.0]}
TAKEN: PlainExperiment = {"pulled": False, "hears_itself": True, "muted": [4], "held": [], "ruled": False}


async def drawn_on(bridge: Bridge) -> Worker:
    worker = await awake(bridge, "states", "network", sizes=SIZES)
    take_over(worker, starter())
    return worker


def engine(worker: Worker, name: str) -> Engine:
    return worker._surfaces[name].engine


async def tell(worker: Worker, *messages: Message) -> None:
    for message in messages:
        worker.hear(said(*message))
        await quiet(lambda: worker._asked is None)


def later(now: float, surface: str = "states") -> Message:
    return SAMPLES, {"surface": surface, "now": now, "samples": []}


@in_a_loop
async def test_a_strip_keeps_one_stroke_and_the_sheet_all(bridge: Bridge) -> None:
    worker = await drawn_on(bridge)
    await tell(worker, stroke(0, 0.3), later(9, "draw"), stroke(10, 0.3), later(19, "draw"))
    for start in (20, 30, 40):
        await tell(worker, stroke(start, 0.4, surface="states"), later(start + 8))
    assert len(engine(worker, "draw").visible()) == 2
    assert len(engine(worker, "states").visible()) == 1
    assert engine(worker, "states").visible()[0].done
    assert not engine(worker, "network").visible()


@in_a_loop
async def test_a_new_stroke_on_a_strip_replaces_one_that_still_moves(bridge: Bridge) -> None:
    worker = await drawn_on(bridge)
    await tell(worker, stroke(0, 0.4, surface="states"), stroke(0.6, 0.4, surface="states"), later(9))
    (only,) = engine(worker, "states").visible()
    assert only.number == 2
    assert only.done


@in_a_loop
async def test_a_strip_pulls_harder_than_a_loose_sheet_and_never_less(bridge: Bridge) -> None:
    worker = await drawn_on(bridge)
    for pull in (0.0, LEAST / 2, 0.9):
        await tell(worker, (SETTINGS, {"pull": pull, "free_steps": 30}))
        assert engine(worker, "draw").settings.pull == pull
        for strip in ("states", "network"):
            assert engine(worker, strip).settings.pull == max(pull, LEAST)
            assert engine(worker, strip).free_steps == 30


@in_a_loop
async def test_a_strip_takes_over_what_the_sheet_came_with(bridge: Bridge) -> None:
    worker, begun = await awake(bridge, "states", sizes=SIZES), starter()
    perform(begun, [(SETTINGS, {"pull": 0.1, "free_steps": 40}), (EXPERIMENT, TAKEN)])
    take_over(worker, begun)
    strip = engine(worker, "states")
    assert strip.settings.pull == LEAST
    assert strip.free_steps == 40
    assert strip.experiment == experiment_from_plain(TAKEN)


@in_a_loop
async def test_hand_and_experiment_are_shared(bridge: Bridge) -> None:
    worker = await drawn_on(bridge)
    await tell(worker, (HAND, {**shipped_card(), "name": "other"}), (EXPERIMENT, TAKEN))
    await tell(worker, stroke(0, 0.3, surface="states"), later(9))
    assert {engine(worker, name).hand.name for name in SIZES} == {"other"}
    assert {engine(worker, name).experiment for name in SIZES} == {experiment_from_plain(TAKEN)}
    assert engine(worker, "states").visible()[0].hand == "other"


@in_a_loop
async def test_undo_and_clear_are_the_sheets(bridge: Bridge) -> None:
    worker = await drawn_on(bridge)
    await tell(worker, stroke(0, 0.3), later(9, "draw"), stroke(10, 0.3, surface="states"), later(19))
    await tell(worker, (UNDO, None), (CLEAR, None))
    assert not engine(worker, "draw").visible()
    assert len(engine(worker, "states").visible()) == 1


@in_a_loop
async def test_a_pen_that_draws_on_alone_is_not_stopped_by_a_touch_elsewhere(bridge: Bridge) -> None:
    worker = await drawn_on(bridge)
    await tell(worker, (SETTINGS, {"pull": None, "free_steps": 300}), stroke(0, 0.3), later(1, "draw"))
    (lone,) = engine(worker, "draw").visible()
    drawn = lone.steps
    assert not lone.done
    await tell(worker, stroke(1, 2.0, surface="states"))
    assert lone.steps == pytest.approx(drawn + 120, abs=2)
    await tell(worker, later(9, "states"))
    assert lone.done


@in_a_loop
async def test_the_surface_last_touched_is_the_one_that_is_shown_and_recorded(bridge: Bridge) -> None:
    worker = await drawn_on(bridge)
    await tell(worker, stroke(0, 0.3), later(9, "draw"))
    for name, start in (("states", 10.0), ("network", 20.0), ("draw", 30.0)):
        await tell(worker, stroke(start, 0.5, surface=name), later(start + 8, name))
        assert texts(bridge)["surface"] == name
        await tell(worker, (RECORD, None))
        kind, found = decode(bridge.posted[-1])
        assert kind == RECORDING
        assert json.loads(found)["strokes"][-1]["pens"] == list(engine(worker, name).visible()[-1].pens)
