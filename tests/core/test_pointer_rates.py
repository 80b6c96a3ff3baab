from __future__ import annotations

import math
import statistics
from collections.abc import Callable

import pytest

from curlicue.resample import resample_stroke
from curlicue.run import run_stroke
from curlicue.stroke import STEPS_PER_S, Sample
from curlicue_study.measures import loops_per_s, movements, turning
from tests.pens import OWN_PULL, Point
from tests.shipped import shipped_hand

Path = Callable[[float], Point]  # where the finger is, by time in s

PATHS: dict[str, Path] = {
    "slow line": lambda t: (30.0 * t, 0.0),
    "slow slanted line": lambda t: (14.0 * t, 22.0 * t),
    "slow wave": lambda t: (35.0 * t, 20.0 * math.sin(1.2 * t)),
    "slow arc": lambda t: (80.0 * math.cos(0.4 * t), 80.0 * math.sin(0.4 * t)),
    "quick circle": lambda t: (80.0 * math.cos(2.5 * t), 80.0 * math.sin(2.5 * t)),
    "fast, then slow": lambda t: (400.0 * min(t, 1.0) + 30.0 * max(0.0, t - 1.0), 0.0),
}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_the_line_does_not_depend_on_the_pointer_rate(path: Path) -> None:
    lines = {}
    for rate_hz in (60, 90, 120, 240):
        samples = [Sample(*path(k / rate_hz), k / rate_hz, 0.5) for k in range(6 * rate_hz + 1)]
        lines[rate_hz] = [(pen.x, pen.y) for pen in run_stroke(shipped_hand(), resample_stroke(samples), OWN_PULL)]
    wanted = lines[60]
    for drawn in lines.values():
        assert len(drawn) == len(wanted) == 6 * STEPS_PER_S + 1
        assert statistics.median(math.dist(*pair) for pair in zip(drawn, wanted, strict=True)) <= 1.0
        # From the first second on: where a circle begins, a cusp and the smallest loop are one line, not one number.
        loops, of_60 = (loops_per_s(turning(movements(pens[STEPS_PER_S:]))) for pens in (drawn, wanted))
        assert loops == pytest.approx(of_60, rel=0.02)
