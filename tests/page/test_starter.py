from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.actions import CLEAR, DOWN, MOVE, SAMPLES, SHEET, UNDO, UP, apply
from curlicue.checkpoint import Teller
from curlicue.engine import Engine
from curlicue.plain import engine_from_plain, engine_to_plain, strokes_from_plain, strokes_to_plain
from curlicue.stroke import Stroke
from curlicue_ink.marks import BLANK as WIPED
from curlicue_ink.marks import DISC
from curlicue_ink.svg import Mark
from curlicue_page.canvas import Size
from curlicue_page.lost import Lost
from curlicue_page.starter import FRAME_STEPS, LONGEST_QUEUE, Starter
from tests.ink.reading import from_scratch, on_canvas, read
from tests.sessions import RESTING_PULL, Message, draw_due, said, sessions
from tests.shipped import random_hand

HAND = random_hand()
FREE_STEPS = 60


class FakeCanvas:
    """Keeps the marks that are on it."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []

    def play(self, marks: list[float], _palette: list[str]) -> None:
        self.marks = on_canvas([Mark(WIPED, 0, 1.0, 0.0, ()), *self.marks, *read(marks)])

    def resize(self, *_size: float) -> None:
        self.marks = []

    def has_nib(self) -> bool:
        return any(mark.kind == DISC for mark in self.marks)


class Ears:
    """Hears what a starter tells the page."""

    def __init__(self) -> None:
        self.there = -1
        self.caught_up_frames = 0

    def offer(self, there: int) -> None:
        self.there = there

    def caught_up(self) -> None:
        self.caught_up_frames += 1

    def inked(self) -> None: ...

    def recorded(self, recording: str) -> None: ...

    def fingers(self, paths: list[list[float]]) -> None: ...

    def too_fast(self) -> None: ...


def new_starter() -> tuple[Starter, FakeCanvas, FakeCanvas]:
    ink, nib = FakeCanvas(), FakeCanvas()
    canvases: tuple[Any, Any] = (ink, nib)
    starter = Starter(HAND, RESTING_PULL, FREE_STEPS, *canvases, Ears())
    starter.restyle(Size(346.0, 462.0, 1.0, 1.0), ["", "", ""])
    return starter, ink, nib


def frame(starter: Starter, message: Message) -> None:
    """One frame of the page, or one press of a button."""
    kind, payload = message
    if kind == SAMPLES:
        starter.frame(payload["now"], json.dumps(payload["samples"]), SHEET)
    else:
        apply(starter.engine, kind, payload)


def idle(starter: Starter, now: float) -> None:
    """Frames until there is nothing more to come."""
    frames = 0
    while starter.frame(now + frames / 60, "", SHEET):
        frames += 1
        assert frames < 10_000


class Pieces(list[str]):
    """A JavaScript array of texts."""

    @property
    def length(self) -> int:
        return len(self)


def lost_with(starter: Starter, pieces: list[str], journal: list[str]) -> Lost:
    """What a lost worker leaves, without a browser."""
    kept: Any = Pieces(pieces)
    return Lost(starter.engine, kept, journal)


def as_a_worker_has_it(engine: Engine) -> Engine:
    """A copy of an engine, made as at the takeover."""
    copy = Engine(HAND, RESTING_PULL, FREE_STEPS, keeps_log=True)
    strokes, plain = json.loads(json.dumps([strokes_to_plain(engine, {})[0], engine_to_plain(engine)]))
    engine_from_plain(copy, plain, strokes_from_plain(strokes, []))
    return copy


def behind(starter: Starter) -> bool:
    return not starter._caught_up


def drawing(starter: Starter) -> list[list[float] | None]:
    return [None if entry is None else list(entry.pens) for entry in starter.engine.entries]


def drag(start: float, steps: int = 40, lift: bool = False) -> list[Message]:
    """A drag, a frame per step."""
    kinds = [DOWN, *[MOVE] * steps, *([UP] if lift else [])]
    return [
        (
            SAMPLES,
            {"surface": "draw", "now": start + k / 60 + 0.001, "samples": [[kind, 2.0 * k, 9.0, start + k / 60, 0.5]]},
        )
        for k, kind in enumerate(kinds)
    ]


@settings(max_examples=40, deadline=None)
@given(sessions())
def test_what_the_starter_leaves_on_its_canvases_is_the_drawing(session: list[Message]) -> None:
    starter, ink, nib = new_starter()
    for message in session:
        frame(starter, message)
    idle(starter, session[-1][1]["now"])
    assert ink.marks == from_scratch(starter.engine.visible())
    assert not nib.has_nib()
    assert starter._caught_up


@settings(max_examples=40, deadline=None)
@given(sessions(), st.data())
def test_a_lost_worker_loses_nothing_that_was_drawn(session: list[Message], data: st.DataObject) -> None:
    """The page takes what the worker told of its drawing, and replays the rest, while the reader already draws on."""
    taken = data.draw(st.integers(0, len(session)), label="the worker took over before message")
    lost = data.draw(st.integers(taken, len(session)), label="and was lost before message")
    presses = [number for number, (kind, _) in enumerate(session) if kind != SAMPLES and number >= lost]
    lost = max([lost, *[number + 1 for number in presses]])  # a button pressed during the replay is another matter
    alone, _, _ = new_starter()
    starter, ink, _ = new_starter()
    for message in session:
        frame(alone, message)
        settle(alone)
    idle(alone, session[-1][1]["now"])
    for message in session[:taken]:
        frame(starter, message)
        settle(starter)
    worker = as_a_worker_has_it(starter.engine)
    teller = Teller(worker.entries + worker.undone)
    pieces: list[str] = []
    journal: list[str] = []
    for number, message in enumerate(session[taken:lost]):
        apply(worker, *message)
        draw_due(worker)
        journal.append(said(*message))
        if number % 7 == 3 or data.draw(st.booleans(), label="it told of its drawing"):
            pieces.append(json.dumps(teller.tell(worker)))
            journal = []
    starter.go_on(lost_with(starter, pieces, journal))
    for message in session[lost:]:
        frame(starter, message)
    idle(starter, session[-1][1]["now"])
    assert drawing(starter) == drawing(alone)
    assert ink.marks == from_scratch(starter.engine.visible())


def test_time_passed_on_the_sheet_while_a_strip_of_the_lost_worker_was_drawn_on() -> None:
    starter, _, _ = new_starter()
    strip: Message = (SAMPLES, {"surface": "states", "now": 9.0, "samples": [[DOWN, 5.0, 5.0, 9.0, 0.5]]})
    starter.go_on(lost_with(starter, [], [said(*message) for message in [*drag(0.0, lift=True), strip]]))
    for _ in range(50):
        starter.frame(0.7, "", SHEET)
    (stroke,) = starter.engine.visible()
    assert stroke.done


def settle(starter: Starter) -> None:
    """Let everything that is due be drawn, as a worker does at once."""
    draw_due(starter.engine)


def test_what_was_drawn_before_python_woke_is_drawn_in_full_even_if_it_is_long() -> None:
    starter, _, _ = new_starter()
    samples = [[DOWN if not k else MOVE, 0.5 * k, 9.0, k / 60, 0.5] for k in range(20 * 60)]
    starter.frame(20.0, json.dumps(samples), SHEET)
    frames = 1
    while behind(starter):
        starter.frame(20.0 + frames / 60, "", SHEET)
        frames += 1
    (stroke,) = starter.engine.visible()
    assert starter.engine.dropped == 0
    assert stroke.steps >= 20 * 60
    assert stroke.steps / FRAME_STEPS - 1 <= frames <= stroke.steps / FRAME_STEPS + 2


def test_a_starter_that_falls_behind_later_drops_time_and_not_the_finger() -> None:
    starter, _, _ = new_starter()
    for message in drag(0.0):
        frame(starter, message)
    assert not behind(starter)
    burst = [[MOVE, 80.0 + k, 9.0, 0.7 + k / 60, 0.5] for k in range(300)]
    starter.frame(6.0, json.dumps(burst), SHEET)
    assert starter.engine.dropped >= 300 - LONGEST_QUEUE - 60
    for number in range(LONGEST_QUEUE):
        starter.frame(6.0 + number / 60, "", SHEET)
    assert starter.engine.pen is not None
    assert starter.engine.pen.drag.x == burst[-1][1]


def test_the_nib_shows_at_the_touch_and_goes_with_an_undone_or_cleared_stroke() -> None:
    for press in (UNDO, CLEAR):
        starter, ink, nib = new_starter()
        frame(starter, drag(0.0)[0])
        assert nib.has_nib()
        for message in drag(0.0)[1:]:
            frame(starter, message)
        assert nib.has_nib()
        frame(starter, (press, None))
        starter.frame(0.7, "", SHEET)
        assert not nib.has_nib()
        assert [mark.kind for mark in ink.marks] == [WIPED]


def test_a_hand_chosen_during_a_stroke_waits_for_the_next_one() -> None:
    alone, _, _ = new_starter()
    starter, _, _ = new_starter()
    for number, message in enumerate(drag(0.0)):
        frame(alone, message)
        frame(starter, message)
        if number == 20:
            starter.engine.choose(random_hand(1)._replace(name="other"))
    assert drawing(starter) == drawing(alone)
    for message in [*drag(0.7, lift=True), *drag(9.0)]:
        frame(starter, message)
    assert names(starter.engine.visible()) == [HAND.name, "other", "other"]


def names(strokes: list[Stroke]) -> list[str]:
    return [stroke.hand for stroke in strokes]
