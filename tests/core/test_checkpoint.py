from __future__ import annotations

import json

from curlicue.actions import DOWN, MOVE, take_samples
from curlicue.checkpoint import Listener, Teller
from curlicue.engine import Engine
from curlicue.pen import PenSettings
from tests.sessions import draw_due
from tests.shipped import shipped_hand


def test_a_stroke_told_in_many_pieces_grows_and_is_not_copied_for_each() -> None:
    teller, listener = Teller([]), Listener(Engine(shipped_hand(), PenSettings(None), 60))
    drawn = Engine(shipped_hand(), PenSettings(None), 60)
    grown = set()
    for k in range(40):
        take_samples(drawn, [[MOVE if k else DOWN, 10.0 + k, 20.0, k / 20, 0.5]])
        draw_due(drawn)
        listener.take(json.dumps(teller.tell(drawn)))
        grown.add(id(listener._strokes[1]))
    assert len(grown) == 1
    listener.finish()
    (stroke,), (told,) = drawn.visible(), listener._engine.visible()
    assert told.steps == stroke.steps > 100
    assert (told.ticks, told.pens) == (stroke.ticks, stroke.pens)
