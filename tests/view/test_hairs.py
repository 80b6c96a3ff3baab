from __future__ import annotations

import itertools
import math

import pytest

from curlicue.engine import Engine
from curlicue.lstm import step
from curlicue.pen import PenSettings
from curlicue.stroke import STEP_S, Sample
from curlicue_ink.marks import DOTS
from curlicue_view.hairs import SPACINGS_PX, Hairs
from tests.ink.reading import read
from tests.shipped import shipped_hand


def test_hairs_begin_at_the_pen_and_show_nothing_that_has_passed() -> None:
    hand = shipped_hand()
    engine = Engine(hand, PenSettings(None), 240)
    hairs = Hairs()
    assert hairs.marks(engine) == []
    hairs.on = True
    engine.down(Sample(60.0, 80.0, 0.0, 0.5))
    for k in range(1, 200):
        engine.move(Sample(60.0 + k, 80.0, k * STEP_S, 0.5))
        while (request := engine.next()) is not None:
            engine.answer(step(hand.weights, request.x, request.lstm))
        found = read(hairs.marks(engine))
        if k < 12 or engine.pen is None:
            continue
        assert [(mark.kind, mark.numbers[0]) for mark in found] == [(DOTS, spacing) for spacing in SPACINGS_PX]
        let_go, kept_on = (list(zip(mark.numbers[1::2], mark.numbers[2::2], strict=True)) for mark in found)
        for hair in (let_go, kept_on):
            assert hair[0] == pytest.approx((engine.pen.x, engine.pen.y))
            assert 61 - 14 <= len(hair) <= 61 - 4  # it is so many frames old
            assert max(math.dist(*pair) for pair in itertools.pairwise(hair)) < 8.0
    engine.up(200 * STEP_S)
    assert hairs.marks(engine) == []
