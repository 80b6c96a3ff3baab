"""A training's epochs on their strip: which hand draws it, what is drawn again, and what when nothing comes."""

from __future__ import annotations

import json

import pytest

from curlicue.actions import HAND
from curlicue.hand import hand_from_card
from curlicue.lstm import UNITS
from curlicue.messages import EPOCH, LEARNING, NO_EPOCH
from curlicue.run import run_stroke
from curlicue.stroke import STEPS_PER_S, Stroke, Tick
from curlicue_hands.epoch import card_then
from curlicue_hands.places import epoch_file
from curlicue_worker.main import Worker
from tests.sessions import said
from tests.shipped import SHIPPED, shipped_card
from tests.taught import taught_card
from tests.worker.bridge import Bridge
from tests.worker.waking import awake, in_a_loop, quiet, starter, stroke, take_over

SIZES = {"draw": [390.0, 600.0, 1.0, 1.0], LEARNING: [300.0, 200.0, 1.0, 1.0]}


async def at_work(bridge: Bridge) -> Worker:
    worker = await awake(bridge, LEARNING, sizes=SIZES)
    take_over(worker, starter())
    return worker


async def ask(worker: Worker, epoch: int | None, *, name: str = "loops", draw: bool = True) -> None:
    worker.hear(said(EPOCH, {"hand": name, "epoch": epoch, "draw": draw}))
    await quiet(turns=400)


def shown(worker: Worker) -> Stroke:
    (only,) = worker._surfaces[LEARNING].engine.visible()
    return only


def then(epoch: int) -> dict[str, object]:
    file = epoch_file(epoch)
    return card_then(shipped_card(), SHIPPED.with_name(file).read_text(encoding="utf-8"), file)


@in_a_loop
async def test_an_epoch_draws_a_line_by_itself_where_none_is(bridge: Bridge) -> None:
    worker = await at_work(bridge)
    await ask(worker, 3)
    drawn = shown(worker)
    assert drawn.done
    assert drawn.hand == "loops, epoch 3"
    assert drawn.lift is not None
    assert drawn.lift > STEPS_PER_S
    assert worker._current is worker._surfaces[LEARNING]


@in_a_loop
async def test_the_same_finger_is_followed_by_each_epoch_as_it_would_have(bridge: Bridge) -> None:
    worker = await at_work(bridge)
    worker.hear(said(*stroke(5, 2.0, surface=LEARNING)))
    await quiet(lambda: worker._asked is None)
    worker.hear(said("samples", {"surface": LEARNING, "now": 60.0, "samples": []}))
    await quiet(lambda: worker._asked is None)
    finger = list(shown(worker).ticks)
    ticks = [Tick(*finger[at : at + 3]) for at in range(0, len(finger), 3)]
    for epoch in (0, 10, 30):
        await ask(worker, epoch)
        drawn = shown(worker)
        assert list(drawn.ticks) == pytest.approx(finger, abs=1e-9)
        alone = run_stroke(hand_from_card(then(epoch)), ticks, worker._surfaces[LEARNING].engine.settings)
        assert list(drawn.pens[: 2 * len(ticks) : 2]) == pytest.approx([pen.x for pen in alone], abs=1e-9)
    await ask(worker, None)
    assert shown(worker).hand == "loops"


@in_a_loop
async def test_the_chosen_hand_does_not_take_the_strip_of_an_epoch(bridge: Bridge) -> None:
    worker = await at_work(bridge)
    await ask(worker, 1)
    worker.hear(said(HAND, json.loads((SHIPPED.parents[1] / "coil" / "model.json").read_text(encoding="utf-8"))))
    worker.hear(said(*stroke(90, 0.5, surface=LEARNING)))
    await quiet(lambda: worker._asked is None)
    assert shown(worker).hand == "loops, epoch 1"
    assert worker._sheet.engine.hand.name == "coil"


@in_a_loop
async def test_an_epoch_asked_for_without_a_stroke_waits_for_one(bridge: Bridge) -> None:
    worker = await at_work(bridge)
    await ask(worker, 0, draw=False)
    assert not worker._surfaces[LEARNING].engine.visible()
    worker.hear(said(*stroke(5, 0.5, surface=LEARNING)))
    await quiet(lambda: worker._asked is None)
    assert shown(worker).hand == "loops, epoch 0"


@in_a_loop
async def test_a_moment_that_does_not_come_is_told_and_can_be_asked_for_again(bridge: Bridge) -> None:
    worker = await at_work(bridge)
    bridge.offline = True
    await ask(worker, 10)
    assert bridge.kinds()[-1] == NO_EPOCH
    bridge.offline = False
    await ask(worker, 10)
    assert shown(worker).hand == "loops, epoch 10"
    before = len(bridge.asked)
    await ask(worker, 10)
    assert len(bridge.asked) == before


@in_a_loop
async def test_of_several_asked_for_at_once_the_last_one_draws(bridge: Bridge) -> None:
    worker = await at_work(bridge)
    for epoch in (0, 30, 3):
        worker.hear(said(EPOCH, {"hand": "loops", "epoch": epoch, "draw": True}))
    await quiet(turns=400)
    assert shown(worker).hand == "loops, epoch 3"
    assert len(shown(worker).pens) > UNITS


@in_a_loop
async def test_a_finger_that_is_down_is_not_disturbed(bridge: Bridge) -> None:
    worker = await at_work(bridge)
    worker.hear(said(*stroke(5, 0.5, lift=False, surface=LEARNING)))
    await ask(worker, 3)
    assert shown(worker).hand == "loops"
    assert worker._surfaces[LEARNING].engine.track is not None


@in_a_loop
async def test_a_taught_hand_draws_as_it_is_and_nothing_is_fetched_of_it(bridge: Bridge) -> None:
    card = taught_card()
    worker = await at_work(bridge)
    worker.hear(said(HAND, card))
    await worker._steppers._waking[card["name"]]
    bridge.asked.clear()
    await ask(worker, None, name=card["name"])
    assert shown(worker).hand == card["name"]
    assert bridge.asked == []
    assert NO_EPOCH not in bridge.kinds()
