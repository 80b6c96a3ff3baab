"""The document in the MicroPython that the page ships: the same bytes, and the same lines, as anywhere else."""

from __future__ import annotations

from curlicue.engine import Engine
from curlicue.pen import PenSettings
from curlicue.replay import draw_again, entries_of
from curlicue.stroke import Sample
from curlicue_drawing.coding import CHANGED, NOT_A_DRAWING, read
from curlicue_drawing.written import from_text, written
from tests.engines import rest, touch
from tests.micropython.runner import compute_in_micropython
from tests.sessions import draw_due, new_engine
from tests.shipped import shipped_card, shipped_hand

AGAIN = """
from curlicue.engine import Engine
from curlicue.hand import hand_from_card
from curlicue.lstm import step
from curlicue.pen import PenSettings
from curlicue.replay import draw_again, entries_of
from curlicue_drawing.coding import DrawingError, read
from curlicue_drawing.drawing import strokes_of
from curlicue_drawing.written import from_text, written

def refused(text):
    try:
        read(from_text(text))
    except DrawingError as error:
        return error.code

hand = hand_from_card(given["card"])
engine = Engine(hand, PenSettings(None), 90)
draw_again(engine, entries_of(read(from_text(given["finger"])).strokes))
while True:
    request = engine.next()
    if request is None:
        break
    engine.answer(step(hand.weights, request.x, request.lstm, request.masks))
kept = strokes_of(read(from_text(given["lines"])))
result = {
    "pens": [list(stroke.pens) for stroke in engine.visible()],
    "kept": [list(stroke.pens) for stroke in kept],
    "written": written(engine, False),
    "refused": [refused(text) for text in given["broken"]],
}
"""


def test_a_drawing_is_the_same_in_micropython_and_here() -> None:
    engine = new_engine(shipped_hand(), 90)
    engine.sheet = (390.0, 560.0)
    drag = [Sample(40 + 40 * k / 60, 100 + k / 9, 1 + k / 60, 0.3 + k / 900) for k in range(500)]
    rest(engine, touch(engine, drag))
    rest(engine, touch(engine, [Sample(60, 300, 80.0, 0.5)]))
    finger, lines = written(engine, False), written(engine, True)
    broken = [finger["text"][:-9], "%%%", "AAAA"]
    found = compute_in_micropython(
        AGAIN, {"card": shipped_card(), "finger": finger["text"], "lines": lines["text"], "broken": broken}
    )
    assert found["written"] == finger
    assert found["refused"] == [CHANGED, NOT_A_DRAWING, NOT_A_DRAWING]
    assert [list(stroke.pens or []) for stroke in read(from_text(lines["text"])).strokes] == found["kept"]
    here = Engine(shipped_hand(), PenSettings(None), 24)
    draw_again(here, entries_of(read(from_text(finger["text"])).strokes))
    draw_due(here)
    assert [list(stroke.pens) for stroke in here.visible()] == [list(stroke.pens) for stroke in engine.visible()]
    apart = [
        abs(one - other)
        for stroke, pens in zip(engine.visible(), found["pens"], strict=True)
        for one, other in zip(stroke.pens, pens, strict=True)
    ]
    assert len(apart) > 1000
    assert max(apart) < 1e-7
