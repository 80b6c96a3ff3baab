from __future__ import annotations

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue.pen import SLIDER_CURLS, SLIDER_LOOSE_PULL, SLIDER_PULL_RANGE, PenSettings, prepare, slider_of_pull
from curlicue.run import run_stroke
from tests.pens import HAND, LOOP, OWN_PULL, YOU_DRAW, angles, at, line, steady_pen
from tests.shipped import shipped_hand


@given(st.floats(0, 1))
def test_the_slider_tightens_the_curls_and_then_silences_the_network(slider: float) -> None:
    speed_heard = prepare(HAND, steady_pen(0.0, output_x=10.0, output_y=0.0), at(0, 0), PenSettings(slider))
    full = prepare(HAND, steady_pen(0.0, output_x=10.0, output_y=0.0), at(0, 0), OWN_PULL)
    if slider <= SLIDER_CURLS:
        assert speed_heard.pull == pytest.approx(SLIDER_LOOSE_PULL * SLIDER_PULL_RANGE ** (slider / SLIDER_CURLS))
        assert speed_heard.x == full.x
    else:
        voice = (1 - slider) / (1 - SLIDER_CURLS)
        assert speed_heard.x[0] == pytest.approx(voice * full.x[0])


@given(st.floats(0, 0.999))
def test_the_slider_has_no_jump(slider: float) -> None:
    pen = steady_pen(2.0)
    one, other = (prepare(HAND, pen, at(2.0, 0.5), PenSettings(s)) for s in (slider, slider + 0.001))
    assert other.pull == pytest.approx(one.pull, abs=0.003)
    assert other.x == pytest.approx(one.x, abs=0.01)


@given(st.floats(0, 30), angles)
def test_at_its_end_you_really_draw(speed: float, angle: float) -> None:
    pen = steady_pen(speed)
    request = prepare(HAND, pen, at(speed * math.cos(angle), speed * math.sin(angle)), YOU_DRAW)
    cos, sin = request.unit_x, request.unit_y
    dx, dy = speed * math.cos(angle), speed * math.sin(angle)
    assert request.x == pytest.approx(((cos * dx + sin * dy) / LOOP.scale_px, (cos * dy - sin * dx) / LOOP.scale_px, 0))
    assert request.pull >= LOOP.fast_pull


@pytest.mark.parametrize("px_per_step", [0.5, 2.0])
def test_at_its_end_a_slow_line_is_your_line(px_per_step: float) -> None:
    pens = run_stroke(shipped_hand(), line(px_per_step, 300, 0.3), YOU_DRAW)
    gaps = [math.dist((pen.x, pen.y), (pen.drag.x, pen.drag.y)) for pen in pens[60:]]
    assert statistics.median(gaps) < 5.0


def test_a_tighter_pull_makes_smaller_curls() -> None:
    gaps = []
    for slider in (0.0, 0.35, 0.7, 1.0):
        pens = run_stroke(shipped_hand(), line(0.5, 360), PenSettings(slider))
        gaps.append(statistics.median(math.dist((p.x, p.y), (p.drag.x, p.drag.y)) for p in pens[120:]))
    assert gaps == sorted(gaps, reverse=True)


@given(st.floats(SLIDER_LOOSE_PULL, SLIDER_LOOSE_PULL * SLIDER_PULL_RANGE))
def test_the_slider_can_stand_where_a_hand_pulls_by_itself(pull: float) -> None:
    slider = slider_of_pull(pull)
    assert -1e-9 <= slider <= SLIDER_CURLS + 1e-9
    assert prepare(HAND, steady_pen(0.0), at(0, 0), PenSettings(slider)).pull == pytest.approx(pull)
