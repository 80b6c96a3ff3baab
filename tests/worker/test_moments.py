"""Other moments of a drawing than now: what is shown of them, and how little of it is painted again."""

from __future__ import annotations

import json

from curlicue.actions import CLEAR, HAND
from curlicue.lstm import CELLS
from curlicue.messages import PLAY, SEEK, WATCH
from curlicue_ink.marks import ERASE
from curlicue_ink.rope import CHUNK_STEPS
from tests.ink.reading import read
from tests.sessions import said
from tests.shipped import SHIPPED
from tests.worker.bridge import Bridge
from tests.worker.waking import in_a_loop, stroke
from tests.worker.watching import frames, live, only, seen, snapshot, tell, texts


@in_a_loop
async def test_a_pause_while_the_pen_moves_holds_the_moment_and_the_pen_goes_on(bridge: Bridge) -> None:
    worker = await live(bridge)
    await tell(worker, stroke(0, 0.5, lift=False), (PLAY, None))
    held = texts(bridge)["at"]
    assert held == only(worker).steps - 1
    assert not texts(bridge)["running"]
    await tell(worker, *frames(0.6, 20))
    assert only(worker).steps > held + 10
    assert (texts(bridge)["at"], texts(bridge)["live"]) == (held, False)


@in_a_loop
async def test_a_cleared_sheet_is_live_and_its_cells_follow_nothing(bridge: Bridge) -> None:
    worker = await live(bridge, cell=2)
    await tell(worker, stroke(0, 1.5), *frames(9, 1), (SEEK, {"at": 10}), (CLEAR, None))
    assert texts(bridge)["live"]
    assert texts(bridge)["follows"] == [""] * CELLS
    assert texts(bridge)["values"] is None
    bridge.played.clear()
    await tell(worker, (WATCH, seen([], 3)))
    assert bridge.played.count("cell") == 1  # its curves are gone


@in_a_loop
async def test_another_moment_has_the_labels_and_the_inputs_of_the_hand_that_drew_it(bridge: Bridge) -> None:
    worker = await live(bridge, cell=4)
    await tell(worker, stroke(0, 2.0), *frames(9, 1))
    was = texts(bridge)
    other = json.loads(SHIPPED.parents[1].joinpath("zigzag", "model.json").read_text(encoding="utf-8"))
    await tell(worker, (HAND, other), stroke(10, 3.0), *frames(19, 1))
    now = texts(bridge)
    assert now["feeds"] != was["feeds"]
    (first, _) = worker._sheet.engine.visible()
    await tell(worker, (SEEK, {"at": first.steps - 1}))
    then = texts(bridge)
    assert (then["feeds"], then["follows"]) == (was["feeds"], was["follows"])
    await tell(worker, (SEEK, {"at": None}))
    assert texts(bridge)["follows"] == now["follows"]


@in_a_loop
async def test_many_moments_at_once_are_painted_once_and_the_last_one_is_shown(bridge: Bridge) -> None:
    worker = await live(bridge)
    await tell(worker, stroke(0, 0.5), *frames(9, 1))
    shown = len(bridge.frames)
    for at in range(25, 5, -1):
        worker.hear(said(SEEK, {"at": at}))
    await tell(worker, (SEEK, {"by": -1}))
    assert len(bridge.frames) == shown + 1
    assert snapshot(bridge)["steps"] == 6


@in_a_loop
async def test_the_past_is_painted_once_and_then_only_what_is_new(bridge: Bridge) -> None:
    worker = await live(bridge)
    await tell(worker, stroke(0, 2.0), *frames(9, 1))
    chunks = []
    for at in (90, 91, 98, 40, 44):
        bridge.past.clear()
        await tell(worker, (SEEK, {"at": at}))
        chunks.append(len([mark for mark in read(bridge.past) if mark.kind == ERASE]))
        assert bridge.played[-2:] == ["draw-nib as draw-past", "draw-nib"]
    ready = [(at + 1 - 1) // CHUNK_STEPS for at in (90, 91, 98, 40, 44)]
    assert chunks == [ready[0], 0, ready[2] - ready[1], ready[3], 1]
    await tell(worker, (SEEK, {"at": None}))
    assert bridge.sizes["draw-past"] == (0.0, 0.0, 1.0)  # its memory is given back
    assert bridge.played[-1] == "draw-nib"
