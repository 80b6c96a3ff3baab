from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.actions import CLEAR, DOWN, MOVE, SAMPLES, UNDO, UP, apply
from curlicue.engine import Engine
from curlicue.lstm import ZERO_STATE, step
from curlicue.messages import CONTINUE, PAINTED, REPAINT, SIZES, decode, encode_samples
from curlicue.packed import ROW_NUMBERS, pack_input, unpack_output
from curlicue.plain import engine_from_plain, engine_to_plain, recording, strokes_from_plain, strokes_to_plain
from curlicue.snapshot import numbers, snapshot
from curlicue.stroke import Stroke
from tests.oracle import replay
from tests.sessions import Message, draw_due, new_engine, perform, said, sessions
from tests.shipped import random_hand

HAND = random_hand()
HANDS = {HAND.name: HAND}
floats = st.floats(allow_nan=False, allow_infinity=False)


class Takeover:
    """What page and worker do at a takeover, every message through its string."""

    def __init__(self, starter: Engine) -> None:
        self.starter = starter
        self.known: dict[int, int] = {}
        self.entries: list[Stroke | None] = []

    def repaint(self) -> list[Stroke | None]:
        """The worker paints what there is so far, slice by slice, and the starter draws on."""
        whole = False
        while not whole:
            strokes, whole = strokes_to_plain(self.starter, self.known, 17)
            strokes = decode(said(REPAINT, {"strokes": strokes, "whole": whole}))[1]["strokes"]
            self.entries = strokes_from_plain(strokes, self.entries)
        return self.entries

    def go_on(self) -> Engine:
        """The starter stops, the worker draws on."""
        strokes = strokes_to_plain(self.starter, self.known)[0]
        handed = decode(said(CONTINUE, {"strokes": strokes, "engine": engine_to_plain(self.starter)}))[1]
        worker = new_engine(HAND, keeps_log=True)
        engine_from_plain(worker, handed["engine"], strokes_from_plain(handed["strokes"], self.entries))
        return worker


def perform_until(engine: Engine, session: list[Message], place: int, most_steps: int) -> None:
    """A session up to its message ``place``, of which only ``most_steps`` steps are drawn."""
    perform(engine, session[:place])
    if place < len(session):
        apply(engine, *session[place])
        draw_due(engine, most_steps)


def drawing(engine: Engine) -> list[dict[str, Any] | None]:
    """All entries as plain data, states apart."""
    return json.loads(json.dumps(strokes_to_plain(engine, {})[0]))  # type: ignore[no-any-return]


@settings(max_examples=150, deadline=None)
@given(sessions(), st.data())
def test_a_takeover_at_any_step_changes_nothing_of_the_line(session: list[Message], data: st.DataObject) -> None:
    alone = new_engine(HAND, keeps_log=True)
    perform(alone, session)

    repainted = data.draw(st.integers(0, len(session) - 1), label="repainted in message")
    continued = data.draw(st.integers(repainted, len(session) - 1), label="continued in message")
    first_steps = data.draw(st.integers(0, 3), label="after so many of its steps")
    second_steps = data.draw(st.integers(0, 3), label="after so many of its steps")
    starter = new_engine(HAND)
    takeover = Takeover(starter)
    perform_until(starter, session, repainted, first_steps)
    takeover.repaint()
    if repainted < continued:
        draw_due(starter)
        perform(starter, session[repainted + 1 : continued])
        apply(starter, *session[continued])
    draw_due(starter, second_steps)
    worker = takeover.go_on()
    draw_due(worker)
    perform(worker, session[continued + 1 :])

    assert drawing(worker) == drawing(alone)
    assert engine_to_plain(worker) == engine_to_plain(alone)
    for mine, wanted in zip(worker.visible(), alone.visible(), strict=True):
        if mine.log_from is not None:
            kept = wanted.log[ROW_NUMBERS * mine.log_from :]
            assert mine.log.tobytes() == kept.tobytes()  # bytes: a first row holds NaN


@pytest.mark.parametrize(
    "between", [[(UNDO, None)], [(CLEAR, None)], [(CLEAR, None), (UNDO, None)], [(UNDO, None)] * 3]
)
@pytest.mark.parametrize("finger_down", [True, False])
def test_what_is_undone_or_cleared_during_a_takeover_stays_so(between: list[Message], finger_down: bool) -> None:
    def frames(start: int) -> list[Message]:
        """A stroke of half a second, and half a second more."""
        samples = [[DOWN if k == 0 else MOVE, 2.0 * k, 5.0, (start + k) / 60, 0.5] for k in range(30)]
        after = [] if finger_down else [[UP, 60.0, 5.0, (start + 30) / 60, 0.5]]
        given = [*([one] for one in samples), after, *[[] for _ in range(30)]]
        return [(SAMPLES, {"now": (start + k + 0.5) / 60, "samples": some}) for k, some in enumerate(given)]

    before, after = [*frames(0), *frames(100)], frames(200)
    alone, starter = new_engine(HAND), new_engine(HAND)
    perform(alone, [*before, *between, *after])
    takeover = Takeover(starter)
    perform(starter, before)
    painted = len([entry for entry in takeover.repaint() if entry is not None])
    perform(starter, between)
    worker = takeover.go_on()
    perform(worker, after)
    assert painted == 2
    assert drawing(worker) == drawing(alone)


@settings(max_examples=60, deadline=None)
@given(sessions())
def test_a_recording_drawn_again_by_the_oracle_is_the_same_drawing(session: list[Message]) -> None:
    engine = new_engine(HAND, keeps_log=True)
    perform(engine, session)
    plain = json.loads(json.dumps(recording(engine)))
    drawn = replay(plain, HANDS)
    assert len(drawn) == len(plain["strokes"]) == len(engine.visible())
    for stroke, pens in zip(plain["strokes"], drawn, strict=True):
        assert [axis for pen in pens for axis in (pen.x, pen.y)] == stroke["pens"]
        states = [value for pen in pens for value in pen.lstm.h + pen.lstm.c]
        assert stroke["states"]["from"] == 0
        assert stroke["states"]["h_c"] == pytest.approx(states, rel=1e-6, abs=1e-6)  # kept in 32 bits


@pytest.mark.parametrize("drawn_alone", [1, 30, 50, 59, 60])
def test_a_lone_pen_that_was_stopped_and_brought_back_is_drawn_again_as_it_was(drawn_alone: int) -> None:
    engine = new_engine(HAND, free_steps=60)
    samples = [[DOWN, 0, 0, 0, 0.5], [MOVE, 30, 0, 0.5, 0.5], [UP, 30, 0, 0.5, 0.5]]
    perform(engine, [(SAMPLES, {"now": 0.501 + drawn_alone / 60, "samples": samples}), (CLEAR, None), (UNDO, None)])
    plain = recording(engine)
    (pens,) = replay(plain, HANDS)
    assert len(pens) == 31 + drawn_alone
    assert [axis for pen in pens for axis in (pen.x, pen.y)] == list(engine.visible()[0].pens)


def test_a_recording_says_what_it_is() -> None:
    plain = recording(new_engine(HAND))
    assert (plain["format"], plain["version"], plain["hand"]) == ("curlicue-recording", 2, "random")
    assert plain["strokes"] == []


def test_a_recording_holds_what_is_to_be_seen_and_nothing_else() -> None:
    engine = new_engine(HAND)
    for number in range(3):
        down = [DOWN, number, 0.0, 10.0 * number, 0.5]
        up = [UP, number, 0.0, 10.0 * number + 0.1, 0.5]
        perform(engine, [(SAMPLES, {"now": 10.0 * number + 9, "samples": [down, up]})])
        if number == 1:
            perform(engine, [(CLEAR, None)])
    strokes = recording(engine)["strokes"]
    assert isinstance(strokes, list)
    assert [stroke["ticks"][0] for stroke in strokes] == [2.0]


@given(st.lists(floats), st.text())
def test_a_message_arrives_as_it_was_sent(payload: list[float], word: str) -> None:
    sent = {"numbers": payload, "word": word, "nothing": None}
    assert decode(said(SIZES, sent)) == (SIZES, sent)
    assert decode(said(PAINTED)) == (PAINTED, None)


@given(st.floats(0, 1e6), st.lists(st.tuples(st.integers(0, 2), floats, floats, floats, floats).map(list)))
def test_a_frames_samples_pass_on_as_javascript_wrote_them(now: float, samples: list[list[float]]) -> None:
    assert decode(encode_samples(now, json.dumps(samples), "draw")) == (
        SAMPLES,
        {"now": now, "surface": "draw", "samples": samples},
    )
    assert decode(encode_samples(now, "", "draw")) == (SAMPLES, {"now": now, "surface": "draw", "samples": []})


def test_a_lift_draws_to_where_the_finger_left() -> None:
    engine = new_engine(HAND)
    perform(engine, [(SAMPLES, {"now": 1.0, "samples": [[DOWN, 0, 0, 0, 0.5], [UP, 30, 40, 0.05, 0.5]]})])
    (stroke,) = engine.visible()
    assert list(stroke.ticks[-3:-1]) == [30, 40]


@settings(max_examples=20, deadline=None)
@given(sessions())
def test_a_snapshot_is_plain_data_at_any_time(session: list[Message]) -> None:
    engine = new_engine(HAND)
    for message in [(UNDO, None), *session]:
        perform(engine, [message])
        seen = json.loads(json.dumps(snapshot(numbers(engine), engine.hand.name, "starter")))
        assert (len(seen["h"]), len(seen["c"])) == (16, 16)
        assert (seen["steps"], seen["engine"], seen["hand"]) == (engine.steps, "starter", "random")
        if engine.pen is not None:
            assert seen["pen"] == [engine.pen.x, engine.pen.y]
            if engine.stroke is not None:
                assert seen["finger"] == list(engine.stroke.ticks[-3:-1])
        assert all(len(seen["gates"][gate]) == (16 if engine.output else 0) for gate in "ifgo")


def test_the_packed_tensors_hold_x_and_state_and_gates_in_their_order() -> None:
    output = step(HAND.weights, (1.0, 2.0, 0.0), ZERO_STATE)
    packed = output.y + output.state.h + output.state.c + sum(output.gates, ())
    assert len(packed) == 99
    assert unpack_output(packed) == output
    assert len(pack_input((1.0, 2.0, 0.0), ZERO_STATE)) == 35
    assert pack_input((1.0, 2.0, 0.0), output.state) == (1.0, 2.0, 0.0, *output.state.h, *output.state.c)
