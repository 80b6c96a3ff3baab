from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from curlicue.actions import AGAIN, CAN_REDO, CAN_UNDO, CLEAR, HAND, HAS_INK, KNOW, SAMPLES, UNDO, apply
from curlicue.checkpoint import Listener
from curlicue.engine import Engine
from curlicue.lstm import weights_from_card
from curlicue.messages import AWAKE, CHECKPOINT, OFFERED, OPEN, PAINTED, SLOWER, decode
from curlicue.replay import entries_of, entry_to_plain
from curlicue_ink.marks import ERASE
from curlicue_worker.main import LONGEST_QUEUE, open_worker
from tests.ink.reading import from_scratch, on_canvas, read
from tests.sessions import Message, draw_due, perform, said
from tests.shipped import shipped_card
from tests.taught import taught_card, taught_model
from tests.worker.bridge import Bridge
from tests.worker.waking import COLOURS, SIZES, awake, in_a_loop, quiet, run_alone, starter, stroke, take_over


def named(name: str) -> dict[str, Any]:
    return {**shipped_card(), "name": name}


def drawn(engine: Engine) -> list[list[float] | None]:
    return [None if entry is None else list(entry.pens) for entry in engine.entries]


@in_a_loop
async def test_a_worker_wakes_takes_over_and_draws_the_line_that_the_starter_would_have_drawn(bridge: Bridge) -> None:
    worker, engine, alone = await awake(bridge), starter(), starter()
    assert bridge.kinds() == ["stage", AWAKE]
    assert decode(bridge.posted[-1])[1] == "ort-wasm"
    for one in (engine, alone):
        perform(one, [stroke(0.0, 1.0, lift=False)])
    take_over(worker, engine)
    later: list[Message] = [(SAMPLES, {"surface": "draw", "now": 1.0 + k / 60, "samples": []}) for k in range(110)]
    for message in [*later, stroke(3.0, 0.5), (SAMPLES, {"surface": "draw", "now": 9.0, "samples": []})]:
        perform(alone, [message])
        worker.hear(said(*message))
        await quiet(lambda: worker._asked is None)
    await quiet(lambda: not worker._sheet.engine.active)
    assert drawn(worker._sheet.engine) == drawn(alone)
    assert [kind for kind in bridge.kinds()[2:] if kind != CHECKPOINT] == [PAINTED, PAINTED]
    assert len(on_canvas(read(bridge.ink))) == len(from_scratch(alone.visible()))


@in_a_loop
async def test_a_worker_draws_again_what_a_starter_drew_with_a_hand_that_it_did_not_know(bridge: Bridge) -> None:
    worker, engine, page = await awake(bridge, "strip"), starter(), starter()
    take_over(worker, page)
    for one in (KNOW, HAND):
        apply(engine, one, named("other"))
    perform(engine, [stroke(0.0, 1.0), (SAMPLES, {"surface": "draw", "now": 9.0, "samples": []})])
    worker.hear(said(*stroke(0.0, 0.2, surface="strip")))
    worker.hear(said(KNOW, named("other")))
    entries = [entry_to_plain(entry) for entry in entries_of(engine.visible())]
    for k in range(0, len(entries), 7):
        worker.hear(said(AGAIN, {"entries": entries[k : k + 7], "at_once": False}))
    await quiet(lambda: worker._asked is None and not worker._sheet.engine.active)
    assert drawn(worker._sheet.engine) == drawn(engine)
    assert worker._current is worker._sheet
    assert worker._sheet.engine.hand.name != "other"


@in_a_loop
async def test_the_worker_tells_what_there_is_for_the_tools_of_the_sheet_to_do_whenever_it_changes(
    bridge: Bridge,
) -> None:
    worker, page = await awake(bridge, "strip"), starter()
    perform(page, [stroke(0.0, 0.5)])
    take_over(worker, page)
    told: list[Message] = [stroke(3.0, 0.2, surface="strip"), (UNDO, None), (CLEAR, None), stroke(6.0, 0.2)]
    for message in told:
        worker.hear(said(*message))
        await quiet(lambda: worker._asked is None)
    found = [decode(text)[1] for text in bridge.posted if text.startswith(OFFERED)]
    assert found == [CAN_UNDO + HAS_INK, CAN_REDO, CAN_UNDO + HAS_INK]


@in_a_loop
async def test_what_the_worker_tells_of_its_drawing_makes_it_again(bridge: Bridge) -> None:
    worker, page = await awake(bridge), starter()
    perform(page, [stroke(0.0, 1.0, lift=False)])
    take_over(worker, page)
    told: list[Message] = [(SAMPLES, {"surface": "draw", "now": 1.0 + k / 60, "samples": []}) for k in range(300)]
    told += [stroke(7.0, 0.5), (UNDO, None), (SAMPLES, {"surface": "draw", "now": 19.0, "samples": []})]
    for message in told:
        worker.hear(said(*message))
        await quiet(lambda: worker._asked is None)
    await quiet(lambda: not worker._sheet.engine.active)
    pieces = [text.split(" ", 2) for text in bridge.posted if text.startswith(CHECKPOINT)]
    heard = [int(count) for _, count, _ in pieces]
    assert heard == sorted(heard)
    assert heard[-1] == len(told)
    assert len(pieces) >= 3
    listener = Listener(page)
    for _, _, piece in pieces:
        listener.take(piece)
    listener.finish()
    assert drawn(page) == drawn(worker._sheet.engine)
    assert [stroke and stroke.number for stroke in page.undone] == [2]
    assert page.pen == worker._sheet.engine.pen


@in_a_loop
async def test_what_the_starter_had_not_yet_drawn_at_the_takeover_is_drawn_in_full(bridge: Bridge) -> None:
    worker, engine = await awake(bridge), starter()
    perform(engine, [stroke(0.0, 0.2)])
    long = stroke(1.0, 10.0, lift=False)
    engine.clock(1.0)
    apply(engine, *long)
    draw_due(engine, 5)
    take_over(worker, engine)
    worker.hear(said(SAMPLES, {"surface": "draw", "now": 11.02, "samples": []}))
    await quiet(lambda: worker._asked is None and not worker._sheet.engine.queue)
    assert worker._sheet.engine.dropped == 0
    newest = worker._sheet.engine.visible()[-1]
    assert newest.steps >= 600


@in_a_loop
async def test_a_worker_that_falls_behind_later_drops_time(bridge: Bridge) -> None:
    worker, engine = await awake(bridge), starter()
    take_over(worker, engine)
    worker.hear(said(*stroke(0.0, 10.0, lift=False)))
    assert worker._sheet.engine.dropped > 600 - LONGEST_QUEUE - 10
    await quiet(lambda: worker._asked is None)


@in_a_loop
async def test_a_drawing_too_long_for_one_task_is_painted_to_its_end_all_the_same(bridge: Bridge) -> None:
    worker, engine = await awake(bridge), starter()
    perform(engine, [stroke(0.0, 2.0), (SAMPLES, {"surface": "draw", "now": 9.0, "samples": []})])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("curlicue_view.ink.ROPE_CHUNKS", 5)
        take_over(worker, engine)
        await quiet()
    assert bridge.kinds()[-1] == PAINTED
    cuts = [mark for mark in on_canvas(read(bridge.ink)) if mark.kind == ERASE]
    assert len(cuts) == len([mark for mark in from_scratch(engine.visible()) if mark.kind == ERASE])


@pytest.mark.parametrize("fault", ["no session", "wrong numbers", "a run fails"])
def test_a_runtime_that_does_not_prove_itself_is_not_used(fault: str) -> None:
    async def check() -> None:
        bridge = Bridge()
        bridge.no_session = fault == "no session"
        bridge.wrong_by = 0.01 if fault == "wrong numbers" else 0.0
        bridge.breaks_at = 3 if fault == "a run fails" else None
        worker = await awake(bridge)
        assert bridge.kinds() == [AWAKE]  # and no word of a slower engine: nothing was drawn with this one
        assert decode(bridge.posted[-1])[1] == "python"
        take_over(worker, starter())
        worker.hear(said(*stroke(0.0, 0.5)))
        assert worker._sheet.engine.visible()[0].steps > 30

    run_alone(check())


@in_a_loop
async def test_a_runtime_that_fails_in_the_middle_of_a_line_leaves_no_kink(bridge: Bridge) -> None:
    worker, engine, alone = await awake(bridge), starter(), starter()
    take_over(worker, engine)
    bridge.breaks_at = bridge.runs + 20
    for message in [stroke(0.0, 0.9), (SAMPLES, {"surface": "draw", "now": 9.0, "samples": []})]:
        perform(alone, [message])
        worker.hear(said(*message))
        await quiet(lambda: worker._asked is None)
    assert drawn(worker._sheet.engine) == drawn(alone)
    assert bridge.kinds().count(SLOWER) == 1


@in_a_loop
async def test_undo_while_a_step_is_under_way_takes_the_stroke_and_the_next_one_is_whole(bridge: Bridge) -> None:
    worker = await awake(bridge)
    take_over(worker, starter())
    worker.hear(said(*stroke(0.0, 0.5)))
    assert worker._asked is not None
    worker.hear(said(UNDO))
    worker.hear(said(*stroke(5.0, 0.5)))
    worker.hear(said(SAMPLES, {"surface": "draw", "now": 20.0, "samples": []}))
    await quiet(lambda: worker._asked is None)
    alone = starter()
    perform(alone, [stroke(5.0, 0.5), (SAMPLES, {"surface": "draw", "now": 20.0, "samples": []})])
    (mine,), (wanted,) = worker._sheet.engine.visible(), alone.visible()
    assert mine.pens == wanted.pens


@in_a_loop
async def test_a_hand_chosen_while_the_worker_wakes_does_not_keep_it_asleep(bridge: Bridge) -> None:
    bridge.late = asyncio.Event()
    opening = {
        "cards": [shipped_card(), named("other")],
        "surfaces": ["draw"],
        "sizes": SIZES,
        "colours": COLOURS,
    }
    worker = open_worker(bridge, said(OPEN, opening))
    await worker._steppers._waking["other"]
    assert AWAKE not in bridge.kinds()  # the chosen hand is not there yet
    worker.hear(said(HAND, named("other")))
    assert AWAKE in bridge.kinds()
    bridge.late.set()
    await worker._steppers._waking["loops"]
    assert bridge.kinds().count(AWAKE) == 1


def test_a_first_message_that_opens_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="it has to be open"):
        open_worker(Bridge(), said(SAMPLES, json.loads("[]")))


@pytest.mark.parametrize("wrong_by", [0.0, 0.1])
def test_a_taught_hand_gets_the_graph_of_its_card_and_is_tried_by_the_plain_step(wrong_by: float) -> None:
    card = taught_card()

    async def wake(bridge: Bridge) -> None:
        worker = await awake(bridge)
        take_over(worker, starter())
        bridge.wrong_by = wrong_by
        bridge.weights = weights_from_card(card["weights"])
        bridge.asked.clear()
        worker.hear(said(HAND, card))
        await worker._steppers._waking[card["name"]]
        assert bridge.asked == ["models/loops/model.json"]  # nothing of its own lies on the site
        assert bridge.graphs[-1] == taught_model(1)[1]
        worker.hear(said(*stroke(0.0, 0.2)))
        await quiet(lambda: worker._asked is None)
        assert bridge.frames[-1][1]["hand"] == card["name"]
        assert bridge.frames[-1][1]["engine"] == ("python" if wrong_by else "ort-wasm")

    run_alone(wake(Bridge()))
