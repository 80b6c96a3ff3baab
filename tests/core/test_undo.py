from __future__ import annotations

from curlicue.actions import CAN_REDO, CAN_UNDO, HAS_INK, offered
from curlicue.engine import Engine
from curlicue.lstm import StepOutput, step
from curlicue.stroke import Sample
from tests.engines import HAND, drag, only, rest, ticks, touch
from tests.sessions import draw_due, new_engine


def test_undo_takes_back_one_stroke_after_the_other_and_then_says_that_there_is_none() -> None:
    engine = new_engine(HAND)
    for number in range(3):
        rest(engine, touch(engine, drag(100.0 * number, x=number)))
    for left in (2, 1, 0):
        assert engine.undo()
        assert [stroke.number for stroke in engine.visible()] == list(range(1, left + 1))
    assert not engine.undo()


def test_undo_brings_back_what_was_cleared() -> None:
    engine = new_engine(HAND)
    rest(engine, touch(engine, drag()))
    stroke = only(engine)
    assert engine.clear()
    assert engine.visible() == []
    assert not engine.clear()
    assert engine.undo()
    assert engine.visible() == [stroke]


def test_redo_brings_back_what_undo_took() -> None:
    engine = new_engine(HAND)
    for number in range(2):
        rest(engine, touch(engine, drag(100.0 * number)))
    before = list(engine.entries)
    engine.clear()
    for _ in range(3):
        assert engine.undo()
    assert not engine.undo()
    for _ in range(3):
        assert engine.redo()
    assert not engine.redo()
    assert engine.entries == [*before, None]


def test_a_new_stroke_is_not_followed_by_an_old_one_out_of_the_past() -> None:
    engine = new_engine(HAND)
    rest(engine, touch(engine, drag()))
    engine.undo()
    rest(engine, touch(engine, drag(200.0)))
    assert not engine.redo()
    assert [stroke.number for stroke in engine.visible()] == [2]


def test_undo_while_the_finger_is_down_takes_its_stroke_and_the_finger_draws_again_after_its_next_touch() -> None:
    engine = new_engine(HAND)
    samples = drag()
    touch(engine, samples, lift=False)
    assert engine.undo()
    engine.move(Sample(50, 50, 1.0, 0.5))
    engine.up(1.1)
    engine.clock(3.0)
    assert draw_due(engine) == 0
    assert engine.visible() == []
    assert not engine.active
    touch(engine, drag(4.0))
    assert len(engine.visible()) == 1


def test_undo_takes_the_newest_stroke_even_if_the_pen_is_still_busy_with_an_older_one() -> None:
    engine = new_engine(HAND)
    for number in range(3):
        samples = drag(10.0 * number, x=number)
        engine.down(samples[0])
        for sample in samples[1:]:
            engine.move(sample)
        engine.up(samples[-1].t)
    draw_due(engine, 10)
    assert engine.undo()
    rest(engine, 100.0)
    assert [stroke.pens[0] for stroke in engine.visible()] == [0, 1]
    assert all(stroke.done and stroke.steps == len(ticks(stroke)) + 60 for stroke in engine.visible()[:1])
    assert not engine.active


def test_redo_with_nothing_to_bring_back_does_not_disturb_the_pen() -> None:
    engine = new_engine(HAND)
    lifted = touch(engine, drag())
    assert not engine.redo()
    rest(engine, lifted)
    assert only(engine).steps == len(ticks(only(engine))) + 60


def test_redo_does_not_swallow_a_stroke_that_waits() -> None:
    engine = new_engine(HAND)
    rest(engine, touch(engine, drag()))
    engine.undo()
    engine.down(Sample(7, 7, 200.0, 0.5))
    assert not engine.redo()
    draw_due(engine)
    assert [stroke.pens[0] for stroke in engine.visible()] == [7]


def test_undo_while_the_pen_draws_alone_takes_its_stroke() -> None:
    engine = new_engine(HAND, free_steps=240)
    lifted = touch(engine, drag())
    engine.clock(lifted + 1.0)
    draw_due(engine)
    assert engine.undo()
    engine.clock(lifted + 2.0)
    assert draw_due(engine) == 0
    assert not engine.active


def test_an_answer_that_comes_after_undo_is_not_drawn() -> None:
    engine = new_engine(HAND)
    samples = drag()
    engine.down(samples[0])
    engine.move(samples[10])
    request = engine.next()
    assert request is not None
    stroke = only(engine)
    engine.undo()
    engine.down(Sample(0, 0, 9.0, 0.5))
    engine.answer(late := step_of(engine))
    assert late is not None
    assert stroke.steps == 1
    draw_due(engine)
    assert only(engine).steps == 1


def step_of(engine: Engine) -> StepOutput:
    return step(engine.hand.weights, (0.0, 0.0, 0.0), engine.hand.start.lstm)


def test_what_the_tools_have_to_work_on() -> None:
    engine = new_engine(HAND)
    assert offered(engine) == 0
    engine.down(drag()[0])
    assert offered(engine) == CAN_UNDO + HAS_INK, "its stroke waits in the queue"
    engine.undo()
    assert offered(engine) == 0
    rest(engine, touch(engine, drag(10.0)))
    assert offered(engine) == CAN_UNDO + HAS_INK
    engine.clear()
    assert offered(engine) == CAN_UNDO
    engine.undo()
    assert offered(engine) == CAN_UNDO + CAN_REDO + HAS_INK
    engine.undo()
    assert offered(engine) == CAN_REDO
