"""How long the figures' painters take: a screenful live, two steps a frame.

    PYTHONPATH=pylib python bench/painters.py

Prints milliseconds per frame in this Python (median and 95th percentile) and the numbers a frame sends.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from curlicue.engine import Engine
from curlicue.hand import hand_from_card
from curlicue.history import History
from curlicue.lstm import step
from curlicue.pen import PenSettings
from curlicue.stroke import STEP_S, Sample, Stroke
from curlicue_ink.cell import SHOWN_STEPS, paint_cell
from curlicue_ink.states import Rows, lay_out_rows
from curlicue_ink.timebar import TimeBar

CARD = Path(__file__).parent.parent / "site" / "models" / "loops" / "model.json"
SECONDS = 12
STEPS_PER_FRAME = 2


def drawn() -> Stroke:
    """A stroke of SECONDS, drawn by the shipped hand."""
    hand = hand_from_card(json.loads(CARD.read_text(encoding="utf-8")))
    engine = Engine(hand, PenSettings(None), 60, keeps_log=True)
    engine.down(Sample(60.0, 80.0, 0.0, 0.5))
    for k in range(1, round(SECONDS / STEP_S)):
        engine.move(Sample(60.0 + 0.6 * k, 80.0 + 8 * math.sin(k / 40), k * STEP_S, 0.5))
        while (request := engine.next()) is not None:
            engine.answer(step(hand.weights, request.x, request.lstm))
    return engine.visible()[0]


def report(name: str, paint: Callable[[int], list[float]], steps: range) -> None:
    """Time one painter over the frames that end at these steps."""
    taken, sent = [], []
    for at in steps:
        begun = time.perf_counter()
        marks = paint(at)
        taken.append(1000 * (time.perf_counter() - begun))
        sent.append(len(marks))
    slow = quantiles(taken, n=20)[-1]
    print(f"{name:34} {median(taken):6.2f} ms  p95 {slow:6.2f} ms  {round(median(sent)):6} numbers")


def main() -> None:
    """Print a line for each painter, on a phone and on a desktop."""
    history = History([drawn()])
    live = range(400, len(history), STEPS_PER_FRAME)
    back = range(len(history) - 1, 400, -7)
    for name, layout, cell_width, bar_width in (
        ("phone", lay_out_rows(350.0, 8 * 60.0, 14.0, 3.0), 268.0, 200.0),
        ("desktop", lay_out_rows(704.0, 8 * 64.0, 32.0, 2.0), 270.0, 700.0),
    ):
        rows, bar = Rows(layout, 0.22), TimeBar(bar_width)
        rows.update(history, live[0] - STEPS_PER_FRAME, ())

        def live_rows(at: int, rows: Rows = rows) -> list[float]:
            return rows.update(history, at, ())

        def one_cell(at: int, width: float = cell_width) -> list[float]:
            return paint_cell(history, 10, (at - SHOWN_STEPS + 1, at + 1), at, width, 0.22)

        def time_bar(at: int, bar: TimeBar = bar) -> list[float]:
            return bar.update(history, at)

        report(f"{name}: rows, live", live_rows, live)
        report(f"{name}: rows, scrubbed", live_rows, back)
        report(f"{name}: cell view", one_cell, live)
        report(f"{name}: time bar", time_bar, live)


if __name__ == "__main__":
    main()
