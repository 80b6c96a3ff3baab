from __future__ import annotations

from typing import Any

import pytest

from curlicue.actions import HAND, SETTINGS
from curlicue.experiment import NO_EXPERIMENT
from curlicue.hand import Hand
from curlicue.lstm import CELLS, UNITS
from curlicue.messages import SEEK
from curlicue.packed import C, F, H, O
from curlicue_study.effects import Change
from curlicue_view.effect import FRAME_STEPS
from tests.shipped import shipped_card
from tests.worker.bridge import Bridge
from tests.worker.waking import in_a_loop, stroke
from tests.worker.watching import frames, live, moving, only, row, snapshot, taken, tell, texts


@in_a_loop
async def test_a_muted_cell_is_zero_in_log_and_snapshot_until_it_is_given_back(bridge: Bridge) -> None:
    worker = await live(bridge, "states-1")
    await tell(worker, stroke(0, 0.5, lift=False))
    began = only(worker).steps
    await tell(worker, taken(muted=[3, 12]), *frames(0.52, 30))
    end = only(worker).steps
    assert end > began + 20
    for step in range(1, end):
        kept = row(only(worker), step)
        assert [kept[part + cell] == 0.0 for part in (H, C) for cell in (3, 12)] == [step >= began] * 4
    now = snapshot(bridge)
    assert [now[name][cell] for name in ("h", "c") for cell in (3, 12)] == [0.0] * 4
    assert texts(bridge)["muted"] == [3, 12]
    await tell(worker, taken(), *frames(1.1, 20))
    assert 0.0 not in snapshot(bridge)["h"]
    assert [step for step, _ in only(worker).experiments] == [began, end]


@in_a_loop
async def test_a_held_gate_is_held_in_log_and_snapshot(bridge: Bridge) -> None:
    worker = await live(bridge)
    await tell(worker, taken(held=[[0, "f", 1.0], [1, "o", 0.0]]), stroke(0, 0.5), *frames(9, 1))
    for step in range(1, only(worker).steps):
        kept = row(only(worker), step)
        assert kept[F : F + UNITS] == [1.0] * UNITS
        assert kept[O + UNITS : O + CELLS] == [0.0] * UNITS
        assert 0.0 < kept[O] < 1.0
    now = snapshot(bridge)["gates"]
    assert now["f"][:UNITS] == [1.0] * UNITS
    assert now["o"][UNITS:] == [0.0] * UNITS


@in_a_loop
async def test_what_an_experiment_does_is_found_out_a_few_steps_a_frame(bridge: Bridge) -> None:
    worker = await live(bridge)
    taken_steps: list[int] = []

    def compare(*_given: object) -> Any:
        for number in range(10 * FRAME_STEPS):
            taken_steps.append(number)
            yield None
        yield [Change("swing", 10.0, 15.0)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("curlicue_view.effect.compare", compare)
        await tell(worker, taken(muted=[0]))
        assert len(taken_steps) == FRAME_STEPS
        assert moving(bridge)  # the page has to go on asking for frames
        assert texts(bridge)["effect"] == ""
        for number, frame in enumerate(frames(5, 9), 2):
            await tell(worker, frame)
            assert len(taken_steps) == number * FRAME_STEPS
        await tell(worker, *frames(6, 2))
        assert texts(bridge)["effect"] == "Cell 1 of layer 1 muted. A swing of 10 px becomes 15."
        assert not moving(bridge)
        await tell(worker, *frames(7, 5))
        assert len(taken_steps) == 10 * FRAME_STEPS  # once is enough
        await tell(worker, taken())
        assert texts(bridge)["effect"] == ""
    assert worker._sheet.engine.experiment == NO_EXPERIMENT


@in_a_loop
async def test_another_pull_is_another_question(bridge: Bridge) -> None:
    worker = await live(bridge)
    asked: list[object] = []

    def compare(_hand: object, settings: object, _experiment: object) -> Any:
        asked.append(settings)
        yield [Change("swing", 1.0, float(len(asked)))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("curlicue_view.effect.compare", compare)
        await tell(worker, taken(muted=[0]), *frames(5, 2))
        await tell(worker, (SETTINGS, {"pull": 0.4, "free_steps": 60}), *frames(6, 2))
    assert [setting.pull for setting in asked] == [None, 0.4]  # type: ignore[attr-defined]
    assert texts(bridge)["effect"] == "Cell 1 of layer 1 muted. A swing of 1 px becomes 2."


@in_a_loop
async def test_a_muted_cell_says_why_its_numbers_do_not_add_up(bridge: Bridge) -> None:
    worker = await live(bridge, cell=5)
    await tell(worker, stroke(0, 0.5), *frames(9, 1))
    assert texts(bridge)["why"] == ""
    await tell(worker, taken(muted=[5]), stroke(10, 0.5), *frames(19, 1))
    assert texts(bridge)["why"] == "muted"
    await tell(worker, (SEEK, {"at": 10}))
    assert texts(bridge)["why"] == ""  # it was not, then


@in_a_loop
async def test_the_sentence_is_about_the_hand_that_is_chosen(bridge: Bridge) -> None:
    worker = await live(bridge)
    asked: list[str] = []

    def compare(hand: Hand, *_given: object) -> Any:
        asked.append(hand.name)
        yield []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("curlicue_view.effect.compare", compare)
        await tell(worker, stroke(0, 0.5), *frames(9, 1), (HAND, {**shipped_card(), "name": "other"}))
        await tell(worker, taken(muted=[0]), *frames(10, 2))
    assert asked == ["other"]
