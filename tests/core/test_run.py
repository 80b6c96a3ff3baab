from __future__ import annotations

import ast
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.engine import Engine
from curlicue.experiment import NO_EXPERIMENT
from curlicue.lstm import CELLS, Masks
from curlicue.pen import begin_pen
from curlicue.run import run, run_stroke
from curlicue.stroke import snapped
from tests.pens import OWN_PULL, at
from tests.shipped import random_hand

ROOT = Path(__file__).resolve().parents[2]
WRITE_THE_LOOP = {"engine.py", "run.py"}  # the one that waits for its answers, and the one that has them at once


@settings(max_examples=10)
@given(st.lists(st.tuples(st.floats(-30, 30), st.floats(-30, 30)), min_size=2, max_size=20), st.integers(0, CELLS - 1))
def test_it_goes_where_an_engine_goes(places: list[tuple[float, float]], muted: int) -> None:
    hand = random_hand()
    ticks = [snapped(at(x, y)) for x, y in places]
    less = NO_EXPERIMENT._replace(masks=Masks((muted,), ()))
    engine = Engine(hand, OWN_PULL, 0)
    engine.experiment = less
    engine._begin(ticks[0])
    engine._queue_ticks(ticks[1:])
    for taken in run(hand, begin_pen(hand, ticks[0]), ticks[1:], OWN_PULL, less):
        assert engine.next() == taken.request
        engine.answer(taken.output)
        assert engine.pen == taken.pen
        assert taken.output.state.c[muted] == 0.0
    assert engine.next() is None


def test_a_stroke_has_a_pen_for_every_tick_and_every_step_after_the_lift() -> None:
    assert len(run_stroke(random_hand(), [at(0.5 * k, 0.0) for k in range(5)], OWN_PULL, 7)) == 5 + 7


def test_the_loop_is_written_nowhere_else() -> None:
    for file in (file for folder in ("pylib", "train", "builder", "bench") for file in (ROOT / folder).rglob("*.py")):
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not {"prepare", "finish"} <= calls or file.name in WRITE_THE_LOOP, file
