from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.actions import AGAIN, DOWN, HAND, KNOW, MOVE, SAMPLES, SETTINGS, UP, apply, take_samples
from curlicue.engine import FREE, TICK, Engine
from curlicue.pen import PenSettings
from curlicue.plain import engine_from_plain, engine_to_plain
from curlicue.replay import LONGEST_FRAME_S, Player, draw_again, entries_of, entry_to_plain
from curlicue.stroke import STEP_S, Stroke
from tests.engines import drag, pens, rest, ticks, touch
from tests.sessions import Message, draw_due, new_engine, perform, sessions
from tests.shipped import random_hand

ONE, OTHER = random_hand(), random_hand()._replace(name="other")


def again(engine: Engine, strokes: list[Stroke]) -> None:
    apply(engine, AGAIN, json.loads(json.dumps({"entries": [entry_to_plain(entry) for entry in entries_of(strokes)]})))
    draw_due(engine)


def as_drawn(stroke: Stroke) -> tuple[object, ...]:
    """What is to be seen of a stroke, and what makes it so."""
    return (stroke.hand, ticks(stroke), pens(stroke), stroke.lift, stroke.end, stroke.sheet)


@settings(max_examples=60)
@given(sessions())
def test_a_drawing_drawn_again_has_the_same_pens_to_the_last_bit(session: list[Message]) -> None:
    engine = new_engine(ONE)
    engine.sheet = (390.0, 560.0)
    perform(engine, session)
    other = Engine(ONE, PenSettings(0.9), 30)  # whose reader has set something else, on a sheet of another size
    other.sheet = (900.0, 300.0)
    again(other, engine.visible())
    assert [pens(stroke) for stroke in other.visible()] == [pens(stroke) for stroke in engine.visible()]
    assert list(map(as_drawn, other.visible())) == list(map(as_drawn, engine.visible()))


def test_each_stroke_is_drawn_by_the_hand_that_drew_it_and_the_readers_own_go_on_as_they_are_set() -> None:
    first = new_engine(ONE)
    rest(first, touch(first, drag()))
    apply(first, SETTINGS, {"pull": 0.3, "free_steps": 40})
    first.choose(OTHER)
    rest(first, touch(first, drag(start_s=70.0, x=30.0)))

    second = Engine(ONE, PenSettings(0.6), 24)
    second.hands["other"] = OTHER
    apply(second, KNOW, {"name": "other"})  # it does already
    assert second.hand is ONE
    again(second, first.visible())
    assert list(map(as_drawn, second.visible())) == list(map(as_drawn, first.visible()))
    rest(second, touch(second, drag(start_s=200.0)))
    own = second.visible()[-1]
    assert (own.hand, own.pulls, own.planned) == (ONE.name, [(1, 0.6)], 24)


@given(st.integers(1, 80))
def test_a_drawing_can_be_handed_over_while_it_is_drawn_again(steps: int) -> None:
    first = new_engine(ONE)
    first.experiment = first.experiment._replace(hears_itself=False)
    rest(first, touch(first, drag()))
    giver, taker = new_engine(ONE), new_engine(ONE)
    draw_again(giver, entries_of(first.visible()))
    draw_due(giver, steps)
    engine_from_plain(taker, json.loads(json.dumps(engine_to_plain(giver))), giver.entries)
    draw_due(taker)
    assert as_drawn(taker.visible()[0]) == as_drawn(first.visible()[0])


def test_who_touches_the_sheet_draws_after_what_is_drawn_again_and_in_ones_own_way() -> None:
    first = new_engine(ONE)
    rest(first, touch(first, drag()))
    second = Engine(ONE, PenSettings(0.6), 24)
    draw_again(second, entries_of(first.visible())[:-29])  # cut short
    rest(second, touch(second, drag(start_s=3.0)))
    cut, own = second.visible()
    assert pens(cut) == pens(first.visible()[0])[: cut.steps]
    assert cut.done
    assert own.pulls == [(1, 0.6)]


def test_nothing_is_drawn_again_under_a_finger_and_a_lone_pen_comes_to_rest_first() -> None:
    first = new_engine(ONE)
    rest(first, touch(first, drag()))
    second = new_engine(ONE, 600)
    take_samples(second, [[DOWN, 10.0, 10.0, 1.0, 0.5]])
    draw_again(second, entries_of(first.visible()))
    for k in range(60):
        take_samples(second, [[MOVE, 10.0 + k, 10.0, 1.0 + k * STEP_S, 0.5]])
    draw_due(second)
    assert len(second.visible()) == 1
    take_samples(second, [[UP, 70.0, 10.0, 2.0, 0.5]])
    second.clock(2.5)
    draw_again(second, entries_of(first.visible()))
    draw_due(second)
    own, told = second.visible()
    assert own.done
    assert own.end is not None
    assert own.end - (own.lift or 0) < 100
    assert as_drawn(told) == as_drawn(first.visible()[0])


def test_a_player_gives_all_in_order_and_in_time() -> None:
    first = new_engine(ONE)
    rest(first, touch(first, drag(seconds=1.0)))
    entries = entries_of(first.visible())
    player, given, frames = Player(entries), [], 0
    while not player.done:
        given += player.due(1 / 50)
        frames += 1
    assert given == entries
    assert abs(frames / 50 - first.visible()[0].steps * STEP_S) < 0.05
    quick = Player(entries, 4.0)
    assert [len([entry for entry in quick.due(0.05) if entry[0] in (TICK, FREE)]) for _ in range(2)] == [12, 12]
    assert len(Player(entries).due(3600.0)) <= 60 * LONGEST_FRAME_S + 3  # a page asleep
    left = quick.rest()
    assert left == entries[len(entries) - len(left) :]
    assert quick.done
    assert quick.due(1.0) == quick.rest() == []


def test_samples_and_drawing_again_follow_each_other_in_one_session() -> None:
    first = new_engine(ONE)
    rest(first, touch(first, drag()))
    second = new_engine(ONE)
    frame = {"surface": "draw", "now": 1.0, "samples": []}
    apply(second, SAMPLES, frame)
    again(second, first.visible())
    apply(second, HAND, {"name": ONE.name})
    again(second, first.visible())
    assert [pens(stroke) for stroke in second.visible()] == 2 * [pens(first.visible()[0])]
