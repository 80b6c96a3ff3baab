from __future__ import annotations

from typing import Any

import pytest

from curlicue.actions import SAMPLES, UP
from curlicue.lstm import CELLS
from curlicue.messages import COLOURS as COLOURS_KIND
from curlicue.messages import PLAY, SEEK, SIZES, SLOW, WATCH
from curlicue.packed import C, H, I
from curlicue_view.figures import WORDS
from tests.sessions import perform
from tests.worker.bridge import Bridge
from tests.worker.waking import COLOURS, awake, in_a_loop, starter, strayed, stroke, take_over
from tests.worker.watching import GATES, ROOM, frames, live, moving, only, row, seen, snapshot, tell, texts

INK = {"draw-ink", "draw-nib"}
EVERYTHING = [name for name in ROOM if name not in ("draw", "cell")]


@in_a_loop
async def test_figures_out_of_sight_cost_nothing(bridge: Bridge) -> None:
    worker = await live(bridge)
    await tell(worker, stroke(0, 0.5, lift=False), *frames(0.5, 20))
    assert set(bridge.played) == INK
    await tell(worker, (WATCH, seen(EVERYTHING, None)), *frames(0.9, 20))
    kept = {"ribbons-placed", "ribbons-ink as ribbons-placed"}
    assert set(bridge.played) == INK | set(EVERYTHING) | kept
    bridge.played.clear()
    await tell(worker, (WATCH, seen([], None)), *frames(1.3, 20))
    assert set(bridge.played) == INK


@in_a_loop
async def test_rows_are_painted_by_turns_and_all_of_them_at_rest(bridge: Bridge) -> None:
    worker = await live(bridge, "states-1", "states-2")
    await tell(worker, stroke(0, 0.5, lift=False), *frames(0.6, 2))
    for k in range(10):
        bridge.played.clear()
        await tell(worker, *frames(0.7 + k / 60, 1))
        assert len([name for name in bridge.played if name.startswith("states")]) == 1
    bridge.played.clear()
    await tell(worker, (SAMPLES, {"surface": "draw", "now": 0.9, "samples": [[UP, 60.0, 90.0, 0.9, 0.5]]}))
    await tell(worker, *frames(9, 2))
    assert {"states-1", "states-2"} <= set(bridge.played)


@in_a_loop
async def test_for_who_wants_little_motion_traces_step_four_times_a_second(bridge: Bridge) -> None:
    worker = await live(bridge)
    await tell(worker, (WATCH, seen(EVERYTHING, None, calm=True)), stroke(0, 0.5, lift=False), *frames(0.5, 15))
    bridge.played.clear()
    await tell(worker, *frames(0.8, 60))
    for name in ("states-1", "states-2", "time", "network-nodes", "network-edges"):
        assert bridge.played.count(name) == 4, name
    assert bridge.played.count("draw-nib") == 60


@in_a_loop
async def test_the_cell_view_is_painted_only_while_it_is_open(bridge: Bridge) -> None:
    worker = await live(bridge)
    await tell(worker, stroke(0, 0.5, lift=False), *frames(0.5, 10))
    assert "cell" not in bridge.played
    assert texts(bridge)["cell"] is None
    await tell(worker, (WATCH, seen([], 4)), *frames(0.7, 10))
    assert "cell" in bridge.played
    assert texts(bridge)["cell"] == 4


@in_a_loop
async def test_scrubbing_back_shows_the_numbers_that_were_live(bridge: Bridge) -> None:
    worker = await live(bridge, "states-1", cell=6)
    await tell(worker, stroke(0, 0.2, lift=False))
    seen: dict[int, tuple[dict[str, Any], Any]] = {}
    for frame in frames(0.2, 40):
        before = texts(bridge)["values"]
        await tell(worker, frame)
        shown = texts(bridge)
        if shown["live"] and shown["values"] != before:
            seen[only(worker).steps - 1] = (snapshot(bridge), shown["values"])
    assert len(seen) >= 3
    await tell(worker, *frames(5.0, 3))
    for step, (was, said) in seen.items():
        await tell(worker, (SEEK, {"at": step}))
        now, says = snapshot(bridge), texts(bridge)
        for name in ("h", "c", "pen", "finger"):
            assert now[name] == pytest.approx(was[name], abs=1e-6)
        for gate in GATES:
            assert now["gates"][gate] == pytest.approx(was["gates"][gate], abs=1e-6)
        assert now["steps"] == step + 1
        assert (says["at"], says["live"]) == (step, False)
        assert said is not None
        assert says["values"] == said
    await tell(worker, (SEEK, {"at": None}), *frames(6.0, WORDS.every))
    assert texts(bridge)["live"]
    assert snapshot(bridge)["steps"] == worker._sheet.engine.steps


@in_a_loop
async def test_a_snapshot_of_a_moment_is_its_row_of_the_log(bridge: Bridge) -> None:
    worker = await live(bridge, cell=3)
    await tell(worker, stroke(0, 0.5), *frames(9, 1), stroke(10, 0.5), *frames(19, 1))
    first, second = worker._sheet.engine.visible()
    for at, (drawn, step) in {7: (first, 7), first.steps: (second, 0), first.steps + 9: (second, 9)}.items():
        await tell(worker, (SEEK, {"at": at}))
        now, kept = snapshot(bridge), row(drawn, step)
        assert now["h"] + now["c"] == kept[H:I]
        assert now["pen"] == list(drawn.pens[2 * step : 2 * step + 2])
        assert now["finger"] == list(drawn.ticks[3 * step : 3 * step + 2])
        for gate, part in GATES.items():
            assert now["gates"][gate] == (kept[part : part + CELLS] if step else [])
        if not step:  # no network has run: there is nothing to add up
            assert texts(bridge)["values"] is None
    await tell(worker, (SEEK, {"by": -2}))
    assert snapshot(bridge)["steps"] == first.steps + 8


@in_a_loop
async def test_a_moment_of_which_only_the_line_is_kept_has_no_states(bridge: Bridge) -> None:
    worker, begun = await awake(bridge, sizes=ROOM), starter()
    perform(begun, [stroke(0, 0.5), *frames(9, 1)])
    take_over(worker, strayed(begun))
    await tell(worker, (WATCH, seen(["rows"], 1)), (SEEK, {"at": 12}))
    now = snapshot(bridge)
    assert (now["h"], now["c"], now["gates"]["f"]) == ([], [], [])
    assert now["pen"] == list(begun.visible()[0].pens[24:26])
    assert texts(bridge)["values"] is None


@in_a_loop
async def test_the_equations_in_the_texts_add_up_at_every_step(bridge: Bridge) -> None:
    worker = await live(bridge, cell=11)
    await tell(worker, stroke(0, 0.7), *frames(9, 1))
    for step in range(1, only(worker).steps, 3):
        await tell(worker, (SEEK, {"at": step}))
        shown = {name: float(text.replace("\u2212", "-")) for name, text in texts(bridge)["values"].items()}
        kept = row(only(worker), step)
        assert shown["c"] == pytest.approx(kept[C + 11], abs=0.006)
        assert shown["f"] * shown["c_before"] + shown["i"] * shown["g"] == pytest.approx(shown["c"], abs=0.02)
        assert shown["o"] * shown["tanh_c"] == pytest.approx(shown["h"], abs=0.02)


@pytest.mark.parametrize(("slow", "steps"), [(False, 30), (True, 7)])
def test_it_plays_at_the_true_pace_and_slowly(slow: bool, steps: int) -> None:
    @in_a_loop
    async def check(bridge: Bridge) -> None:
        worker = await live(bridge, "states-1")
        await tell(worker, stroke(0, 2.0), *frames(9, 1))
        await tell(worker, (SLOW, slow), (SEEK, {"at": 10}), (PLAY, None), *frames(20, 31))
        assert moving(bridge)
        assert (texts(bridge)["at"], texts(bridge)["running"]) == (10 + steps, True)
        assert snapshot(bridge)["steps"] == 11 + steps
        await tell(worker, *frames(60, 2))
        assert texts(bridge)["live"]

    check()


@in_a_loop
async def test_a_finger_that_comes_down_returns_to_live(bridge: Bridge) -> None:
    worker = await live(bridge, "states-1")
    await tell(worker, stroke(0, 0.5), *frames(9, 1), (SEEK, {"at": 3}))
    assert not texts(bridge)["live"]
    await tell(worker, *frames(9.5, 3))
    assert not texts(bridge)["live"]  # time alone does not
    await tell(worker, stroke(10, 0.5), *frames(19, 1))
    assert texts(bridge)["live"]
    assert snapshot(bridge)["pen"] == list(only(worker).pens[-2:])


def test_a_figure_that_fails_does_not_stop_the_pen(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("a painter with a broken brush")

    @in_a_loop
    async def check(bridge: Bridge) -> None:
        worker = await live(bridge, "states-1")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("curlicue_ink.states.States.update", fail)
            await tell(worker, stroke(0, 0.5, lift=False), *frames(0.52, 30))
            assert only(worker).steps > 50
            assert snapshot(bridge)["pen"] == list(only(worker).pens[-2:])
            assert capsys.readouterr().err.count("draws on without its figures") == 1
            await tell(worker, (COLOURS_KIND, COLOURS), *frames(1.03, 3))
            assert capsys.readouterr().err.count("draws on without its figures") == 1
        painted = bridge.played.count("states-1")
        await tell(worker, *frames(1.1, 10))
        assert bridge.played.count("states-1") == painted
        await tell(worker, (COLOURS_KIND, COLOURS), *frames(1.3, 10))
        assert bridge.played.count("states-1") > painted
        assert capsys.readouterr().err == ""

    check()


@in_a_loop
async def test_a_canvas_without_room_is_not_painted(bridge: Bridge) -> None:
    worker = await live(bridge, "states-1", cell=2)
    await tell(worker, (SIZES, {name: [1.0, 1.0, 1.0, 1.0] for name in ("states-1", "cell", "time")}))
    bridge.played.clear()
    await tell(worker, stroke(0, 0.5), *frames(0.6, 10))
    assert not {"states-1", "cell", "time"} & set(bridge.played)
